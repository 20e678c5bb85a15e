#include "engine/server/routes/chat/chat_query.h"

#include "engine/domain/text/whole_text.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using http::Response;

Response chatError(int status, int code, const QString& message, const QJsonObject& errors)
{
    Response response =
        Response::json({{u"message"_s, message}, {u"errorCode"_s, code}, {u"errors"_s, errors}}, status);
    response.setHeader("Cache-Control"_ba, "no-store"_ba);
    if (status == 503) response.setHeader("Retry-After"_ba, "5"_ba);
    return response;
}

QString ChatQueryReader::text(QLatin1StringView name)
{
    m_taken.insert(name);
    return cutText(m_query.queryItemValue(name, QUrl::FullyDecoded), 256);
}

QString ChatQueryReader::oneOf(QLatin1StringView name, const QStringList& values)
{
    const QString value = text(name);
    if (value.isEmpty() || values.contains(value)) return value;
    m_wrong[name] = u"must be one of "_s + values.join(u", "_s);
    return {};
}

int ChatQueryReader::number(QLatin1StringView name, int standard, int least, int most)
{
    const QString value = text(name);
    if (value.isEmpty()) return standard;
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    if (isNumber && number >= least && number <= most) return number;
    m_wrong[name] = u"must be a number from %1 to %2"_s.arg(least).arg(most);
    return standard;
}

bool ChatQueryReader::flag(QLatin1StringView name, bool standard)
{
    const QString value = text(name).toLower();
    if (value.isEmpty()) return standard;
    if (QStringList{u"true"_s, u"1"_s, u"yes"_s, u"y"_s}.contains(value)) return true;
    if (QStringList{u"false"_s, u"0"_s, u"no"_s, u"n"_s}.contains(value)) return false;
    m_wrong[name] = u"must be true or false"_s;
    return standard;
}

std::optional<Response> ChatQueryReader::refusal() const
{
    QJsonObject unknown;
    for (const auto& [name, value] : m_query.queryItems()) {
        if (!m_taken.contains(name)) unknown[name] = u"is not known"_s;
    }
    if (!unknown.isEmpty()) return chatError(422, 2001, u"Unprocessable entity"_s, unknown);
    if (!m_wrong.isEmpty()) return chatError(400, 2002, u"Invalid parameter"_s, m_wrong);
    return std::nullopt;
}

}  // namespace tongdai
