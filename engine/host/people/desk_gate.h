#pragma once

#include "engine/api/people.h"

#include <QObject>

namespace tongdai {

/// The one gate before everything a person does at this desk: who sits here, and what their role has (features I1,
/// security S16). Services ask it before every act and question; a window that does not ask is refused all the same.
/// Engine loop.
class DeskGate final : public QObject {
    Q_OBJECT
public:
    /// Who sits here where nobody has to sign in.
    struct Implicit {
        OperatorId id;
        QString name;
    };
    explicit DeskGate(Implicit implicit);

    /// Why not; nothing: allowed.
    std::optional<api::DeskFailure> refusal(Permission permission) const;
    bool allows(Permission permission) const { return !refusal(permission); }
    /// News may go to the window: somebody sits here who has this permission, behind a lock or not.
    bool hears(Permission permission) const;
    /// Whose acts these are; of somebody who is not there: empty.
    OperatorId me() const { return m_state.me ? m_state.me->id : OperatorId(); }
    /// As me(); until the people are known, whoever would sit here without signing in.
    OperatorId author() const { return m_state.isKnown ? me() : m_implicit.id; }
    /// Who sits here where nobody has to sign in, under their name.
    api::SignedIn implicit() const;
    /// What they see of the conversations; whoever is not there sees what the permissions leave them.
    InSight sight() const { return m_state.me ? m_state.me->sight : InSight(); }
    QString name() const { return m_state.me ? m_state.me->name : QString(); }
    const api::PeopleState& state() const { return m_state; }
    const Roster& roster() const { return m_roster; }

    /// The people as they are now: whoever sits here and may no more is out.
    void setRoster(const Roster& roster);
    void seat(const Person& person);
    void empty(api::SessionEnd why);
    void setLocked(bool locked);
    void viewAs(std::optional<Role> role);
    void setLockAfter(std::chrono::minutes time) { m_state.lockAfter = time; }

signals:
    void changed();
    void rosterChanged();

private:
    void settle();
    void tellIfOther(const api::PeopleState& before);

    Implicit m_implicit;
    Roster m_roster;
    qint64 m_seatedVersion = 0;  ///< of the person who signed in
    api::PeopleState m_state;
};

/// For interfaces whose failures are a text: "not signed in", "not allowed: release_locks".
QString refusalWords(const api::DeskFailure& refusal);

}  // namespace tongdai
