#include "engine/host/people/people_host.h"

#include "engine/domain/log.h"
#include "engine/host/ask.h"

#include <QFile>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::DeskError;
using api::PersonAnswer;
using api::SignInAnswer;

namespace {

const Log peopleHostLog("people");

}  // namespace

template <class Call>
void PeopleHost::tell(Call call)
{
    if (PeopleService* const service = m_service)
        QMetaObject::invokeMethod(service, [service, call = std::move(call)] { call(*service); });
}

PeopleHost::PeopleHost(DeskGate::Implicit implicit, const QString& dataDir, QObject* parent)
    : api::People(parent), m_needFile(dataDir + u"/people-sign-in"_s)
{
    m_state.needsSignIn = QFile::exists(m_needFile);
    if (m_state.needsSignIn) return;
    api::SignedIn me;
    me.id = std::move(implicit.id);
    me.name = std::move(implicit.name);
    me.isImplicit = true;
    me.hasPassword = false;
    m_state.me = me;
}

void PeopleHost::rememberNeed()
{
    if (m_state.needsSignIn == QFile::exists(m_needFile)) return;
    QFile file(m_needFile);
    const bool isDone = m_state.needsSignIn ? file.open(QIODevice::WriteOnly) : file.remove();
    if (!isDone) peopleHostLog.warn("whether somebody has to sign in is not remembered", {{u"file"_s, m_needFile}});
}

void PeopleHost::attach(PeopleService* service, const api::PeopleState& state)
{
    if (m_service) disconnect(m_service, nullptr, this, nullptr);
    m_service = service;
    if (!service) return;
    connect(service, &PeopleService::stateChanged, this, &PeopleHost::setState);
    connect(service, &PeopleService::rosterChanged, this, &api::People::rosterChanged);
    const bool hasSatHere = m_state.me && !m_state.me->isImplicit;
    if (!hasSatHere) setState(state, 0);
    tell([hasSatHere, id = m_state.me ? m_state.me->id : OperatorId(), version = m_version,
          locked = m_state.isLocked](PeopleService& people) {
        if (hasSatHere) people.resume(id, version, locked);
        people.tellState();
    });
}

void PeopleHost::setState(const api::PeopleState& state, qint64 version)
{
    if (!state.isKnown) return;  // the store is away: what was known goes on
    m_version = version;
    if (state == m_state) return;
    const bool isOther = m_state.needsSignIn != state.needsSignIn;
    m_state = state;
    if (isOther && state.isKnown) rememberNeed();
    emit changed();
}

std::optional<api::DeskFailure> PeopleHost::refusal(Permission permission) const
{
    if (m_state.may(permission)) return std::nullopt;
    if (!m_state.me || m_state.isLocked || m_state.me->mustChangePassword)
        return api::DeskFailure{DeskError::NotSignedIn, {}};
    return api::DeskFailure{DeskError::NotAllowed, permissionName(permission)};
}

api::Asked<SignInAnswer> PeopleHost::signIn(const QString& signInName, const QString& password)
{
    return ask<SignInAnswer>(
        this, m_service, [signInName, password](PeopleService& people) { return people.signIn(signInName, password); });
}

void PeopleHost::withdrawSignIn()
{
    tell([](PeopleService& people) { people.withdrawSignIn(); });
}

void PeopleHost::signOut()
{
    tell([](PeopleService& people) { people.signOut(); });
}

void PeopleHost::lock()
{
    tell([](PeopleService& people) { people.lock(); });
}

api::Asked<SignInAnswer> PeopleHost::unlock(const QString& password)
{
    return ask<SignInAnswer>(this, m_service, [password](PeopleService& people) { return people.unlock(password); });
}

api::Asked<PersonAnswer> PeopleHost::changePassword(const QString& old, const QString& password)
{
    return ask<PersonAnswer>(this, m_service,
                             [old, password](PeopleService& people) { return people.changePassword(old, password); });
}

void PeopleHost::viewAs(std::optional<Role> role)
{
    tell([role](PeopleService& people) { people.viewAs(role); });
}

api::Asked<Roster> PeopleHost::roster()
{
    return ask<Roster>(this, m_service, [](PeopleService& people) { return people.roster(); });
}

api::Asked<PersonAnswer> PeopleHost::becomeAdministrator(const QString& name, const QString& password)
{
    return ask<PersonAnswer>(this, m_service, [name, password](PeopleService& people) {
        return people.becomeAdministrator(name, password);
    });
}

api::Asked<PersonAnswer> PeopleHost::add(const OperatorId& id, const QString& name, Role role, const Sight& sight)
{
    return ask<PersonAnswer>(
        this, m_service, [id, name, role, sight](PeopleService& people) { return people.add(id, name, role, sight); });
}

api::Asked<PersonAnswer> PeopleHost::change(const OperatorId& id, const api::PersonEdit& edit)
{
    return ask<PersonAnswer>(this, m_service, [id, edit](PeopleService& people) { return people.change(id, edit); });
}

api::Asked<PersonAnswer> PeopleHost::resetPassword(const OperatorId& id)
{
    return ask<PersonAnswer>(this, m_service, [id](PeopleService& people) { return people.resetPassword(id); });
}

api::Asked<PersonAnswer> PeopleHost::setSignInRule(SignInRule rule)
{
    return ask<PersonAnswer>(this, m_service, [rule](PeopleService& people) { return people.setSignInRule(rule); });
}

}  // namespace tongdai
