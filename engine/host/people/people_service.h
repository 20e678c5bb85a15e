#pragma once

#include "engine/domain/people/privacy.h"
#include "engine/domain/ports/passwords.h"
#include "engine/domain/ports/store/people_store.h"
#include "engine/host/people/desk_gate.h"
#include "engine/work/desk/sign_in.h"

#include <QTimer>

#include <functional>

namespace tongdai {

/// Signing in and the people, on the engine loop; PeopleHost is the half on the GUI thread. Every act asks the gate
/// first. Its coroutines end when the store is closed; the owner closes the store before deleting this. @throws
/// StoreError from all that asks the store.
class PeopleService final : public QObject {
    Q_OBJECT
public:
    struct Ports {
        ports::PeopleStore& store;
        ports::Passwords& passwords;
        SignIn& signIn;
        DeskGate& gate;
        std::function<QCoro::Task<void>()> readRoster;  ///< into the gate; never throws
        std::function<void(AuditEntry)> note;           ///< into the audit log, beside what its caller does
    };
    explicit PeopleService(Ports ports);

    QCoro::Task<api::Answer<api::SignInAnswer>> signIn(QString signInName, QString password);
    void withdrawSignIn();
    void signOut();
    void lock();
    QCoro::Task<api::Answer<api::SignInAnswer>> unlock(QString password);
    QCoro::Task<api::Answer<api::PersonAnswer>> changePassword(QString old, QString password);
    void viewAs(std::optional<Role> role);
    /// The one who sat here before the engine was started anew: whoever has not changed since sits here again.
    void resume(const OperatorId& id, qint64 version, bool locked);
    void tellState();

    QCoro::Task<api::Answer<Roster>> roster();
    QCoro::Task<api::Answer<api::PersonAnswer>> becomeAdministrator(QString name, QString password);
    QCoro::Task<api::Answer<api::PersonAnswer>> add(OperatorId id, QString name, Role role, Sight sight);
    QCoro::Task<api::Answer<api::PersonAnswer>> change(OperatorId id, api::PersonEdit edit);
    QCoro::Task<api::Answer<api::PersonAnswer>> resetPassword(OperatorId id);
    QCoro::Task<api::Answer<api::PersonAnswer>> setSignInRule(SignInRule rule);

signals:
    void stateChanged(tongdai::api::PeopleState state, qint64 version);
    void rosterChanged();

private:
    QCoro::Task<api::SignInAnswer> tryPassword(OperatorId id, QString password);
    QCoro::Task<api::PersonAnswer> store(OperatorId id, ports::PeopleStore::PersonChange change);

    /// Of those who ask to sign in or to unlock, each has the next number.
    quint64 m_newestTry = 0;
    quint64 m_withdrawnTry = 0;      ///< this one and all before it let nobody in
    quint64 m_seatedBy = 0;          ///< which let in the one who sits here; 0: none
    bool m_isUnlockedByTry = false;  ///< they sat here before, behind the lock

    Ports m_ports;
    QTimer m_longest;  ///< a session ends after twelve hours whatever is done (security S14)
};

}  // namespace tongdai
