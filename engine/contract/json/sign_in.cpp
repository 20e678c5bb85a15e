#include "engine/contract/json/sign_in.h"

#include "engine/contract/json/strict_json.h"

namespace tongdai::contract {

using namespace Qt::StringLiterals;

std::variant<SignInRequest, QString> readSignIn(QByteArrayView body)
{
    const auto parsed = parseStrictObject(body);
    const auto* const object = std::get_if<QJsonObject>(&parsed);
    if (!object) return u"the body must be a JSON object"_s;
    for (const QString& name : object->keys()) {
        if (name != "name"_L1 && name != "password"_L1) return u"unknown field: "_s + name;
    }
    SignInRequest request;
    request.id = OperatorId::fromString(object->value("name"_L1).toString());
    request.password = object->value("password"_L1).toString();
    if (checkId(request.id.bytes())) return u"name must be 1 to 128 bytes without spaces"_s;
    if (request.password.isEmpty() || request.password.size() > kLongestPassword)
        return u"password must be a text of 1 to %1 letters"_s.arg(kLongestPassword);
    return request;
}

QJsonObject signInAnswer(const Person& person, const QByteArray& token, std::chrono::seconds lives)
{
    return {{u"token"_s, QString::fromLatin1(token)},
            {u"expires_in"_s, qint64(lives.count())},
            {u"name"_s, person.name},
            {u"role"_s, QString(roleName(person.role))}};
}

}  // namespace tongdai::contract
