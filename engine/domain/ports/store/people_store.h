#pragma once

#include "engine/domain/people/person.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>

/// Who may sit at the desk, in the durable store. Every act and its audit entry are one transaction; `actor` is the id
/// of who does it. Called on the engine loop. @throws StoreError
namespace tongdai::ports {

enum class PersonOutcome : quint8 {
    Done,
    NotFound,
    NameTaken,
    LastAdministrator,   ///< nobody could give anybody anything any more
    NoAdministratorYet,  ///< the first one must be an administrator
};

class PeopleStore {
public:
    virtual ~PeopleStore() = default;

    virtual QCoro::Task<Roster> roster() = 0;
    /// Only its version, which tells whether to read it again.
    virtual QCoro::Task<qint64> rosterVersion() = 0;

    struct NewPerson {
        Person person;
        QByteArray password;  ///< its hash
    };
    virtual QCoro::Task<PersonOutcome> addPerson(NewPerson person, QByteArray actor) = 0;
    /// What is absent stays.
    struct PersonChange {
        std::optional<QString> name = {};
        std::optional<Role> role = {};
        std::optional<bool> isDisabled = {};
        std::optional<Sight> sight = {};
        std::optional<QByteArray> password = {};  ///< its hash
        bool mustChangePassword = false;          ///< with a password
    };
    virtual QCoro::Task<PersonOutcome> changePerson(OperatorId id, PersonChange change, QByteArray actor) = 0;
    virtual QCoro::Task<void> setSignInRule(SignInRule rule, QByteArray actor) = 0;

    /// A try to sign in, written down as a failed one before the password is looked at: a restart forgets none, and of
    /// many at once each counts.
    struct SignInTry {
        std::optional<Person> person;      ///< absent: nobody has this name
        QByteArray password;               ///< the hash to compare with
        int failures = 0;                  ///< in a row, with this one
        std::chrono::milliseconds wait{};  ///< not 0: too soon, and not counted
    };
    virtual QCoro::Task<SignInTry> beginSignIn(OperatorId id) = 0;
    /// It was right: forgets the failures.
    virtual QCoro::Task<void> noteSignIn(OperatorId id) = 0;
    /// Only that, where the rest of noteSignIn() could not be written.
    virtual QCoro::Task<void> forgetFailures(OperatorId id) = 0;
    virtual QCoro::Task<void> noteRefusedSignIn(OperatorId id, int failures) = 0;

    /// What persons' tokens are signed with: made at its first use, the same for every engine on this store, and known
    /// to nobody else.
    virtual QCoro::Task<QByteArray> personTokenKey() = 0;
};

}  // namespace tongdai::ports
