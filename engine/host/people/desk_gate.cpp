#include "engine/host/people/desk_gate.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using api::DeskError;
using api::PeopleState;
using api::SessionEnd;
using api::SignedIn;

QString refusalWords(const api::DeskFailure& refusal)
{
    switch (refusal.error) {
        case DeskError::NotAllowed: return u"not allowed: "_s + refusal.detail;
        case DeskError::NotSignedIn: return u"not signed in"_s;
        default: return u"the people of the shop are not known yet"_s;
    }
}

DeskGate::DeskGate(Implicit implicit) : m_implicit(std::move(implicit)) {}

std::optional<api::DeskFailure> DeskGate::refusal(Permission permission) const
{
    // Who there is, stands in the store: it has not been read yet.
    if (!m_state.isKnown) return api::DeskFailure{DeskError::StoreDown, {}};
    if (!m_state.me || m_state.isLocked || m_state.me->mustChangePassword)
        return api::DeskFailure{DeskError::NotSignedIn, {}};
    if (m_state.may(permission)) return std::nullopt;
    return api::DeskFailure{DeskError::NotAllowed, permissionName(permission)};
}

bool DeskGate::hears(Permission permission) const
{
    return m_state.me && !m_state.me->mustChangePassword && may(m_state.viewsAs.value_or(m_state.me->role), permission);
}

SignedIn DeskGate::implicit() const
{
    SignedIn me;
    me.id = m_implicit.id;
    me.name = m_implicit.name;
    me.isImplicit = true;
    me.hasPassword = false;
    if (const Person* const person = m_roster.find(me.id)) {
        me.name = person->name;
        me.hasPassword = true;
    }
    return me;
}

void DeskGate::setRoster(const Roster& roster)
{
    if (m_state.isKnown && roster == m_roster) return;
    const PeopleState before = m_state;
    m_roster = roster;
    m_state.isKnown = true;
    m_state.needsSignIn = roster.needsSignIn();
    settle();
    tellIfOther(before);
    emit rosterChanged();
}

/// Brings who sits here in line with the people there are.
void DeskGate::settle()
{
    if (m_state.me && !m_state.me->isImplicit) {
        const Person* const person = m_roster.find(m_state.me->id);
        if (!person || person->isDisabled) return empty(SessionEnd::Disabled);
        if (person->version != m_seatedVersion) return empty(SessionEnd::PasswordChanged);
        m_state.me->name = person->name;
        m_state.me->role = person->role;
        m_state.me->mustChangePassword = person->mustChangePassword;
        m_state.me->sight = inSight(m_roster, *person);
        if (!tongdai::may(person->role, Permission::ViewAs)) m_state.viewsAs.reset();
        return;
    }
    if (m_state.needsSignIn) {
        m_state.me.reset();
        m_state.viewsAs.reset();
        m_state.isLocked = false;
    } else {
        m_state.me = implicit();
    }
}

void DeskGate::seat(const Person& person)
{
    const PeopleState before = m_state;
    SignedIn me;
    me.id = person.id;
    me.name = person.name;
    me.role = person.role;
    me.mustChangePassword = person.mustChangePassword;
    me.sight = inSight(m_roster, person);
    m_seatedVersion = person.version;
    m_state.me = me;
    m_state.isLocked = false;
    m_state.viewsAs.reset();
    m_state.lastEnd = SessionEnd::None;
    tellIfOther(before);
}

void DeskGate::empty(SessionEnd why)
{
    const PeopleState before = m_state;
    m_state.me.reset();
    m_state.isLocked = false;
    m_state.viewsAs.reset();
    m_state.lastEnd = why;
    if (!m_state.needsSignIn && m_state.isKnown) m_state.me = implicit();
    tellIfOther(before);
}

void DeskGate::setLocked(bool locked)
{
    if (!m_state.me || m_state.isLocked == locked) return;
    m_state.isLocked = locked;
    emit changed();
}

void DeskGate::viewAs(std::optional<Role> role)
{
    const bool isAllowed = m_state.me && !m_state.isLocked && tongdai::may(m_state.me->role, Permission::ViewAs);
    if (!isAllowed || m_state.viewsAs == role) return;
    m_state.viewsAs = role;
    emit changed();
}

void DeskGate::tellIfOther(const PeopleState& before)
{
    if (m_state != before) emit changed();
}

}  // namespace tongdai
