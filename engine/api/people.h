#pragma once

#include "engine/api/answer.h"
#include "engine/domain/people/person.h"

#include <QObject>

namespace tongdai::api {

/// Who sits at this desk.
struct SignedIn {
    OperatorId id;
    QString name;
    Role role = Role::Administrator;
    bool mustChangePassword = false;  ///< nothing else is allowed before
    /// Nobody had to sign in: who is at the computer's account is at the shop.
    bool isImplicit = false;
    bool hasPassword = true;
    InSight sight = {};  ///< what they see of the conversations
    friend bool operator==(const SignedIn&, const SignedIn&) = default;
};

/// Why the last one is there no more.
enum class SessionEnd : quint8 { None, SignedOut, Disabled, PasswordChanged, TooLong };

struct PeopleState {
    bool isKnown = false;  ///< the engine has read who there is
    bool needsSignIn = false;
    bool isLocked = false;
    std::optional<SignedIn> me = {};
    std::optional<Role> viewsAs = {};  ///< of an administrator: the desk as another role has it
    SessionEnd lastEnd = SessionEnd::None;
    std::chrono::minutes lockAfter{15};  ///< without a key or a movement; 0: never

    bool may(Permission permission) const
    {
        return me && !isLocked && !me->mustChangePassword && tongdai::may(viewsAs.value_or(me->role), permission);
    }
    friend bool operator==(const PeopleState&, const PeopleState&) = default;
};

struct SignInAnswer {
    enum class Outcome : quint8 { Done, Wrong, TooSoon, Disabled };
    Outcome outcome = Outcome::Done;
    std::chrono::milliseconds wait{};  ///< of TooSoon, and after Wrong until the next try
};

struct PersonAnswer {
    enum class Result : quint8 {
        Done,
        NotFound,
        NameTaken,
        LastAdministrator,
        NoAdministratorYet,
        BadSignInName,  ///< 1 to 128 bytes without spaces
        BadName,
        PasswordTooShort,
        PasswordTooLong,
        WrongPassword,
        TooSoon,  ///< too many wrong passwords: `wait`
        NoMemory,
    };
    Result result = Result::Done;
    QString password = {};  ///< made for the person; shown once, never again
    std::chrono::milliseconds wait{};
};

/// What is changed of a person; what is absent stays.
struct PersonEdit {
    std::optional<QString> name = {};
    std::optional<Role> role = {};
    std::optional<bool> isDisabled = {};
    std::optional<Sight> sight = {};
};

/// Who sits at the desk, and who may. Lives on the GUI thread. The engine enforces what is asked here; a window only
/// shows it. Passwords are never kept.
class People : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual PeopleState state() const = 0;
    bool may(Permission permission) const { return state().may(permission); }

    virtual Asked<SignInAnswer> signIn(const QString& signInName, const QString& password) = 0;
    /// Whoever asked to sign in or to unlock last, and has not been told the answer, gives it up: nobody comes to sit
    /// here by it, also where the engine has just let them in.
    virtual void withdrawSignIn() = 0;
    virtual void signOut() = 0;
    virtual void lock() = 0;
    virtual Asked<SignInAnswer> unlock(const QString& password) = 0;
    /// Of whoever sits here.
    virtual Asked<PersonAnswer> changePassword(const QString& old, const QString& password) = 0;
    /// The desk as `role` has it; nothing: as one's own.
    virtual void viewAs(std::optional<Role> role) = 0;

    virtual Asked<Roster> roster() = 0;
    /// First run: whoever sits here without having signed in gets a password, and is the first administrator.
    virtual Asked<PersonAnswer> becomeAdministrator(const QString& name, const QString& password) = 0;
    /// With a password that is made for them; at no moment do they see more than `sight`.
    virtual Asked<PersonAnswer> add(const OperatorId& id, const QString& name, Role role, const Sight& sight) = 0;
    virtual Asked<PersonAnswer> change(const OperatorId& id, const PersonEdit& edit) = 0;
    virtual Asked<PersonAnswer> resetPassword(const OperatorId& id) = 0;
    virtual Asked<PersonAnswer> setSignInRule(SignInRule rule) = 0;

signals:
    void changed();
    /// Ask for the roster again, where it is shown.
    void rosterChanged();
};

}  // namespace tongdai::api
