#pragma once

#include "engine/api/people.h"

namespace tongdai::testing {

/// A shop's people with the engine's rules for passwords, without their delay: whoever is in `roster` signs in with
/// `password`. Answers at once. GUI thread.
class FakePeople final : public api::People {
    Q_OBJECT
public:
    using api::People::People;

    api::PeopleState state() const override { return now; }
    api::Asked<api::SignInAnswer> signIn(const QString& signInName, const QString& offered) override
    {
        if (!away.empty()) {
            const api::DeskFailure failure = away.front();
            away.erase(away.begin());
            return api::answered<api::SignInAnswer>(failure);
        }
        return api::answered<api::SignInAnswer>(tried(OperatorId::fromString(signInName), offered));
    }
    void withdrawSignIn() override { ++withdrawn; }
    void signOut() override
    {
        now.me.reset();
        now.isLocked = false;
        now.lastEnd = api::SessionEnd::SignedOut;
        emit changed();
    }
    void lock() override
    {
        now.isLocked = true;
        emit changed();
    }
    api::Asked<api::SignInAnswer> unlock(const QString& offered) override
    {
        if (now.me->hasPassword) return api::answered<api::SignInAnswer>(tried(now.me->id, offered));
        now.isLocked = false;
        emit changed();
        return api::answered<api::SignInAnswer>(api::SignInAnswer());
    }
    api::Asked<api::PersonAnswer> changePassword(const QString& old, const QString& fresh) override
    {
        api::PersonAnswer answer;
        if (old != password) answer.result = api::PersonAnswer::Result::WrongPassword;
        if (fresh.size() < kShortestPassword) answer.result = api::PersonAnswer::Result::PasswordTooShort;
        if (answer.result == api::PersonAnswer::Result::Done) {
            password = fresh;
            now.me->mustChangePassword = false;
            emit changed();
        }
        return api::answered<api::PersonAnswer>(answer);
    }
    void viewAs(std::optional<Role> role) override
    {
        now.viewsAs = role;
        emit changed();
    }
    api::Asked<Roster> roster() override { return api::answered<Roster>(people); }
    api::Asked<api::PersonAnswer> becomeAdministrator(const QString& name, const QString& fresh) override
    {
        password = fresh;
        tongdai::Person me;
        me.id = now.me->id;
        me.name = name;
        me.role = Role::Administrator;
        people.people = {me};
        now.me->hasPassword = true;
        emit changed();
        return api::answered<api::PersonAnswer>(api::PersonAnswer());
    }
    api::Asked<api::PersonAnswer> add(const OperatorId& id, const QString& name, Role role, const Sight& sight) override
    {
        api::PersonAnswer answer;
        if (people.find(id)) {
            answer.result = api::PersonAnswer::Result::NameTaken;
        } else {
            tongdai::Person person;
            person.id = id;
            person.name = name;
            person.role = role;
            person.sight = sight;
            person.mustChangePassword = true;
            people.people.push_back(person);
            answer.password = QStringLiteral("h7kd-29mn-qwev-3xzp");
        }
        emit rosterChanged();
        return api::answered<api::PersonAnswer>(answer);
    }
    api::Asked<api::PersonAnswer> change(const OperatorId& id, const api::PersonEdit& edit) override
    {
        ++changes;
        for (tongdai::Person& person : people.people) {
            if (person.id != id) continue;
            if (edit.name) person.name = *edit.name;
            if (edit.role) person.role = *edit.role;
            if (edit.isDisabled) person.isDisabled = *edit.isDisabled;
            if (edit.sight) person.sight = *edit.sight;
        }
        emit rosterChanged();
        return api::answered<api::PersonAnswer>(api::PersonAnswer());
    }
    api::Asked<api::PersonAnswer> resetPassword(const OperatorId&) override
    {
        api::PersonAnswer answer;
        answer.password = QStringLiteral("m4pa-88rt-uvnw-k2cd");
        return api::answered<api::PersonAnswer>(answer);
    }
    api::Asked<api::PersonAnswer> setSignInRule(SignInRule rule) override
    {
        people.rule = rule;
        emit rosterChanged();
        return api::answered<api::PersonAnswer>(api::PersonAnswer());
    }

    /// Three people; nobody sits there.
    void openShopOfThree()
    {
        const std::tuple<const char*, QString, Role> rows[] = {
            {"hạnh", QStringLiteral("Nguyễn Thị Hồng Hạnh"), Role::Administrator},
            {"lan", QStringLiteral("Trần Ngọc Lan"), Role::Operator},
            {"minh", QStringLiteral("Lê Quang Minh"), Role::Auditor}};
        for (const auto& [id, name, role] : rows) {
            tongdai::Person person;
            person.id = OperatorId(id);
            person.name = name;
            person.role = role;
            people.people.push_back(person);
        }
        now.isKnown = true;
        now.needsSignIn = true;
        now.me.reset();
        emit changed();
    }
    /// As a one-person shop begins.
    void sitAlone()
    {
        now.isKnown = true;
        api::SignedIn me;
        me.id = OperatorId("hạnh");
        me.name = QStringLiteral("Nguyễn Thị Hồng Hạnh");
        me.isImplicit = true;
        me.hasPassword = false;
        now.me = me;
        emit changed();
    }

    api::PeopleState now{.isKnown = true};
    std::vector<api::DeskFailure> away;  ///< answers of the next sign-ins
    int changes = 0;                     ///< how often somebody was to be changed
    Roster people;
    QString password = QStringLiteral("mật khẩu đúng");
    std::chrono::milliseconds wait{};  ///< after a wrong password
    int withdrawn = 0;                 ///< how often a sign-in was given up

private:
    api::SignInAnswer tried(const OperatorId& id, const QString& offered)
    {
        api::SignInAnswer answer;
        const tongdai::Person* const person = people.find(id);
        if (!person || offered != password) {
            answer.outcome = wait.count() > 0 ? api::SignInAnswer::Outcome::TooSoon : api::SignInAnswer::Outcome::Wrong;
            answer.wait = wait;
            return answer;
        }
        if (person->isDisabled) {
            answer.outcome = api::SignInAnswer::Outcome::Disabled;
            return answer;
        }
        api::SignedIn me;
        me.id = person->id;
        me.name = person->name;
        me.role = person->role;
        me.mustChangePassword = person->mustChangePassword;
        now.me = me;
        now.isLocked = false;
        emit changed();
        return answer;
    }
};

}  // namespace tongdai::testing
