#pragma once

#include "engine/domain/people/person.h"

#include <QJsonObject>

#include <variant>

/// Shapes of a person's sign-in over REST (contracts/handle-message §5).
namespace tongdai::contract {

struct SignInRequest {
    OperatorId id;
    QString password;
};
/// `{"name":…,"password":…}` and nothing else; the text says what is wrong.
std::variant<SignInRequest, QString> readSignIn(QByteArrayView body);
QJsonObject signInAnswer(const Person& person, const QByteArray& token, std::chrono::seconds lives);

inline constexpr char16_t kWrongSignIn[] = u"This name and password do not go together";
inline constexpr char16_t kSignInTooSoon[] = u"Too many wrong passwords; wait before the next one";
inline constexpr char16_t kSignInDisabled[] = u"This person may not sign in any more";
inline constexpr char16_t kSignInFirstPassword[] = u"Choose a password of your own at a desk first";

}  // namespace tongdai::contract
