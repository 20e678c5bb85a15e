#pragma once

#include "engine/api/system_status.h"
#include "engine/host/people/people_host.h"

namespace tongdai {

/// What the System page asks, kept on the GUI thread: the last snapshot, the addresses, the tokens to copy.
class SystemStatusHost final : public api::SystemStatus {
    Q_OBJECT
public:
    SystemStatusHost(api::SystemFacts facts, api::SystemTokens tokens, const PeopleHost& people,
                     QObject* parent = nullptr);

    HealthSnapshot health() const override { return m_health; }
    api::SystemFacts facts() const override { return m_facts; }
    /// Empty ones for whoever may not see them.
    api::SystemTokens tokens() const override;

    void acceptHistory() override { emit acceptWanted(); }

    void setHealth(const HealthSnapshot& snapshot);
    void setFacts(const api::SystemFacts& facts);

signals:
    void acceptWanted();

private:
    HealthSnapshot m_health;
    api::SystemFacts m_facts;
    api::SystemTokens m_tokens;
    const PeopleHost& m_people;
};

}  // namespace tongdai
