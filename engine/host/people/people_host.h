#pragma once

#include "engine/api/people.h"
#include "engine/host/people/people_service.h"

#include <QPointer>

namespace tongdai {

/// Who sits at the desk, as the window sees it. GUI thread. Questions are posted to PeopleService; before the engine is
/// up they are answered with NotReady. Who sat here stays known while the engine is stopped and started again.
class PeopleHost final : public api::People {
    Q_OBJECT
public:
    /// `implicit`: who sits here until the engine says whether somebody has to sign in. Whether that was so stands in a
    /// file of the data folder: a history that is away must not open the settings of a shop of several people.
    PeopleHost(DeskGate::Implicit implicit, const QString& dataDir, QObject* parent = nullptr);

    /// The engine is up (or, with null, gone): from here on questions go there.
    void attach(PeopleService* service, const api::PeopleState& state);
    /// For what is done on this thread, outside of the engine's services: why not; nothing: allowed.
    std::optional<api::DeskFailure> refusal(Permission permission) const;
    /// Whose acts those are.
    QByteArray actor() const { return m_state.me ? m_state.me->id.bytes() : QByteArray(); }

    api::PeopleState state() const override { return m_state; }
    api::Asked<api::SignInAnswer> signIn(const QString& signInName, const QString& password) override;
    void withdrawSignIn() override;
    void signOut() override;
    void lock() override;
    api::Asked<api::SignInAnswer> unlock(const QString& password) override;
    api::Asked<api::PersonAnswer> changePassword(const QString& old, const QString& password) override;
    void viewAs(std::optional<Role> role) override;
    api::Asked<Roster> roster() override;
    api::Asked<api::PersonAnswer> becomeAdministrator(const QString& name, const QString& password) override;
    api::Asked<api::PersonAnswer> add(const OperatorId& id, const QString& name, Role role,
                                      const Sight& sight) override;
    api::Asked<api::PersonAnswer> change(const OperatorId& id, const api::PersonEdit& edit) override;
    api::Asked<api::PersonAnswer> resetPassword(const OperatorId& id) override;
    api::Asked<api::PersonAnswer> setSignInRule(SignInRule rule) override;

private:
    template <class Call>
    void tell(Call call);
    void setState(const api::PeopleState& state, qint64 version);

    void rememberNeed();

    QString m_needFile;
    QPointer<PeopleService> m_service;  ///< calls are posted to the thread it lives on
    api::PeopleState m_state;
    qint64 m_version = 0;
};

}  // namespace tongdai
