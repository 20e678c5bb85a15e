#include "engine/server/access/shop_people.h"

#include "engine/server/chat/jwt_tokens.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const QString kDesk = u"tongdai-desk"_s;  // what these tokens are for

}  // namespace

void ShopPeople::setRoster(const Roster& roster)
{
    m_roster = roster;
    for (const auto& listener : m_listeners)
        listener();
}

bool ShopPeople::isBarred(const QByteArray& id) const
{
    const Person* const person = m_roster.find(OperatorId(id));
    return person && person->isDisabled;
}

std::optional<ShopPeople::Caller> ShopPeople::callerOf(const QByteArray& token, TimePoint now) const
{
    if (m_key.isEmpty()) return std::nullopt;
    const auto checked = chat::JwtTokens(m_key).check(token, now);
    const auto* const claims = std::get_if<chat::TokenClaims>(&checked);
    if (!claims || claims->all.value("aud"_L1).toString() != kDesk) return std::nullopt;
    const Person* const person = m_roster.find(OperatorId::fromString(claims->id));
    if (!person || person->isDisabled || person->mustChangePassword) return std::nullopt;
    const bool isOfNow =
        claims->all.value("ver"_L1).toInteger(-1) == person->version && claims->role == roleName(person->role);
    if (!isOfNow) return std::nullopt;
    return Caller{person->id, person->name, person->role, inSight(m_roster, *person)};
}

QByteArray ShopPeople::tokenFor(const Person& person, TimePoint now) const
{
    if (m_key.isEmpty()) return {};
    chat::TokenClaims claims;
    claims.id = person.id.toString();
    claims.role = roleName(person.role);
    claims.expires = now + kTokenLives;
    claims.all = {{u"aud"_s, kDesk}, {u"ver"_s, person.version}};
    return chat::JwtTokens(m_key).sign(claims, now);
}

}  // namespace tongdai
