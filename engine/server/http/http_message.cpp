#include "engine/server/http/http_message.h"

#include <QJsonDocument>

namespace tongdai::http {

using namespace Qt::StringLiterals;

namespace {

bool isNamed(const Header& header, QByteArrayView name)
{
    return header.first.size() == name.size() && header.first.compare(name, Qt::CaseInsensitive) == 0;
}

}  // namespace

QByteArray Request::header(QByteArrayView name) const
{
    for (const Header& header : headers) {
        if (isNamed(header, name)) return header.second;
    }
    return {};
}

bool Request::hasHeader(QByteArrayView name) const
{
    for (const Header& header : headers) {
        if (isNamed(header, name)) return true;
    }
    return false;
}

Response Response::error(int status, const QString& detail)
{
    return json(QJsonObject{{u"detail"_s, detail}}, status);
}

Response Response::json(const QJsonObject& object, int status)
{
    static const QByteArray type = "application/json"_ba;
    return text(QJsonDocument(object).toJson(QJsonDocument::Compact), status, type);
}

Response Response::text(const QByteArray& text, int status, const QByteArray& type)
{
    static const QByteArray name = "Content-Type"_ba;
    Response response;
    response.status = status;
    response.headers.emplaceBack(name, type);
    response.body = text;
    return response;
}

void Response::setHeader(const QByteArray& name, const QByteArray& value)
{
    for (Header& header : headers) {
        if (isNamed(header, name)) {
            header.second = value;
            return;
        }
    }
    headers.emplaceBack(name, value);
}

}  // namespace tongdai::http
