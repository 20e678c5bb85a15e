#pragma once

#include "engine/api/system_status.h"

namespace tongdai::testing {

/// A system whose health and facts a test sets by hand. Lives on the GUI thread.
class FakeSystem final : public api::SystemStatus {
    Q_OBJECT
public:
    FakeSystem();

    HealthSnapshot health() const override { return m_health; }
    api::SystemFacts facts() const override { return m_facts; }
    api::SystemTokens tokens() const override { return m_tokens; }

    void acceptHistory() override { ++accepted; }

    int accepted = 0;  ///< times the person at the desk did
    void setAudit(const AuditHealth& audit);
    void setJournalOrderKnown(bool isKnown);
    void setSilentPages(const std::vector<SilentPage>& pages);
    void setPart(const PartHealth& part);
    void setState(Part part, PartState state, const QString& cause = {});
    void setFacts(const api::SystemFacts& facts);
    void setWaiting(qint64 outbox, qint64 journal, qint64 replayed = 0);
    /// As with a history on a server: the local journal stands ready.
    void moveToServer();

private:
    HealthSnapshot m_health;
    api::SystemFacts m_facts;
    api::SystemTokens m_tokens;
};

/// Opens and removes at once; a set `trouble` makes it fail instead.
class FakeSampleShop final : public api::SampleShop {
    Q_OBJECT
public:
    bool isOpen() const override { return m_open; }
    void open() override { change(true); }
    void remove() override { change(false); }

    QString trouble;

private:
    void change(bool open);
    bool m_open = false;
};

}  // namespace tongdai::testing
