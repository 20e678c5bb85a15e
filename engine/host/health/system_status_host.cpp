#include "engine/host/health/system_status_host.h"

namespace tongdai {

SystemStatusHost::SystemStatusHost(api::SystemFacts facts, api::SystemTokens tokens, const PeopleHost& people,
                                   QObject* parent)
    : api::SystemStatus(parent), m_facts(std::move(facts)), m_tokens(std::move(tokens)), m_people(people)
{
    connect(&people, &api::People::changed, this, &SystemStatusHost::factsChanged);
}

api::SystemTokens SystemStatusHost::tokens() const
{
    return m_people.may(Permission::SeeSecrets) ? m_tokens : api::SystemTokens();
}

void SystemStatusHost::setHealth(const HealthSnapshot& snapshot)
{
    m_health = snapshot;
    emit healthChanged(m_health);
}

void SystemStatusHost::setFacts(const api::SystemFacts& facts)
{
    m_facts = facts;
    emit factsChanged();
}

}  // namespace tongdai
