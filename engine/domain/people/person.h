#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/ids.h"
#include "engine/domain/people/permission.h"
#include "engine/domain/people/sight.h"

#include <optional>
#include <vector>

namespace tongdai {

/// Somebody who may sit at the desk. The id is the name they sign in with, and stands on all they ever did: it never
/// changes, and a person is disabled, never deleted.
struct Person {
    OperatorId id;
    QString name;  ///< as people call them
    Role role = Role::Operator;
    bool isDisabled = false;
    bool mustChangePassword = false;  ///< it was made by somebody else, and shown once
    qint64 version = 1;               ///< grows when sessions of before are to end
    TimePoint createdAt{};
    std::optional<TimePoint> lastSignInAt = {};
    Sight sight = {};
    friend bool operator==(const Person&, const Person&) = default;
};

/// When a desk asks who sits there. The numbers stand in the store.
enum class SignInRule : quint8 {
    WhenSeveral = 0,  ///< once a second person exists
    Always = 1,
    Never = 2,  ///< whoever is at the computer's account is at the shop, as its administrator
};

/// Everybody, as the store has them.
struct Roster {
    std::vector<Person> people;  ///< by name
    SignInRule rule = SignInRule::WhenSeveral;
    qint64 version = 0;  ///< grows with every change to any of this

    const Person* find(const OperatorId& id) const;
    bool needsSignIn() const;
    friend bool operator==(const Roster&, const Roster&) = default;
};

/// What this person of them sees.
InSight inSight(const Roster& roster, const Person& person);

inline constexpr int kShortestPassword = 8;
inline constexpr int kLongestPassword = 256;
inline constexpr int kLongestPersonName = 100;

enum class PasswordProblem : quint8 { TooShort, TooLong };
/// Counted in UTF-16 units; nothing is cut or changed (security S14).
std::optional<PasswordProblem> checkPassword(QStringView password);

/// How long the next try has to wait after so many failed ones in a row: nothing up to four, then 5 s doubling to
/// fifteen minutes (security S14).
std::chrono::seconds waitAfterFailures(int failures);

}  // namespace tongdai
