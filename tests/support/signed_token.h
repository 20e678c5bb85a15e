#pragma once

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

namespace tongdai::testing {

/// A token as any JWT library makes it: HS256, these claims and an end in an hour. Shares no code with the engine on
/// purpose.
inline QByteArray signedToken(QJsonObject claims, const QByteArray& secret)
{
    const auto base64Url = [](const QByteArray& bytes) {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    claims.insert(QStringLiteral("exp"), QDateTime::currentSecsSinceEpoch() + 3600);
    const QByteArray text = base64Url(R"({"alg":"HS256","typ":"JWT"})") + '.' +
                            base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    return text + '.' + base64Url(QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256));
}

}  // namespace tongdai::testing
