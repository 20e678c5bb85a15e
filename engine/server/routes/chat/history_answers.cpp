#include "engine/server/routes/chat/history_answers.h"

#include "engine/contract/iso_time.h"
#include "engine/contract/json/chat/chat_history.h"
#include "engine/domain/log.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tongdai {

using namespace Qt::StringLiterals;
using http::Response;

static const Log historyAnswersLog("server.routes");

namespace {

constexpr auto kJson = "application/json; charset=utf-8";
constexpr int kMostPages = 1'000'000;

bool isJsonType(QByteArrayView type)
{
    return type.startsWith("application/json") || type.startsWith("text/json") || type.startsWith("application/*+json");
}

bool takesJsonAlone(const http::Request& request)
{
    const QByteArray accept = request.header("Accept").toLower();
    if (accept.trimmed().isEmpty()) return false;
    for (const QByteArray& type : accept.split(',')) {
        if (!isJsonType(type.trimmed())) return false;
    }
    return true;
}

/// Query names are compared without case, as the callers' framework did.
std::optional<QString> parameter(const http::Request& request, QLatin1StringView name)
{
    const auto items = request.query.queryItems(QUrl::FullyDecoded);
    for (const auto& [key, value] : items) {
        if (key.compare(name, Qt::CaseInsensitive) == 0 && !value.isEmpty()) return value;
    }
    return std::nullopt;
}

std::optional<int> wholeNumber(const std::optional<QString>& text, int usual, int most)
{
    if (!text) return usual;
    bool isNumber = false;
    const qlonglong value = text->toLongLong(&isNumber);
    if (!isNumber || value < 1 || value > most) return std::nullopt;
    return int(value);
}

}  // namespace

Response plainError(const http::Request& request, int status, const QString& text)
{
    if (!takesJsonAlone(request)) return Response::text(text.toUtf8(), status);
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return Response::text(array.mid(1, array.size() - 2), status, kJson);
}

Response jsonAnswer(const QByteArray& json)
{
    return Response::text(json, 200, kJson);
}

Response messageAnswer(const QString& text)
{
    return jsonAnswer(QJsonDocument(QJsonObject{{u"message"_s, text}}).toJson(QJsonDocument::Compact));
}

Response storeTrouble(const http::Request& request, const StoreError& error)
{
    historyAnswersLog.warn("store did not serve a request", {{u"request"_s, QString::fromLatin1(request.requestId)},
                                                             {u"operation"_s, error.operation()},
                                                             {u"target"_s, error.target()},
                                                             {u"cause"_s, error.cause()}});
    switch (error.kind()) {
        case StoreError::Kind::Unreachable:
        case StoreError::Kind::TimedOut:
        case StoreError::Kind::Full:
        case StoreError::Kind::Busy: {
            Response response = plainError(request, 503, u"Storage does not answer"_s);
            response.setHeader("Retry-After"_ba, "5"_ba);
            return response;
        }
        case StoreError::Kind::Refused:
        case StoreError::Kind::Corrupt: break;
    }
    return plainError(request, 500, u"Internal server error"_s);
}

std::variant<ChatPageRequest, QString> readPageRequest(const http::Request& request, int usualPageSize)
{
    ChatPageRequest read;
    const auto page = wholeNumber(parameter(request, "page"_L1), 1, kMostPages);
    if (!page) return u"page must be a whole number from 1"_s;
    const auto pageSize = wholeNumber(parameter(request, "pageSize"_L1), usualPageSize, contract::kMaxPageSize);
    if (!pageSize) return u"pageSize must be a whole number from 1 to %1"_s.arg(contract::kMaxPageSize);
    read.page = *page;
    read.pageSize = *pageSize;
    if (const auto from = parameter(request, "fromDate"_L1)) {
        read.from = contract::parseIsoTime(*from);
        if (!read.from) return u"fromDate must be an ISO-8601 time"_s;
    }
    if (const auto to = parameter(request, "toDate"_L1)) {
        read.to = contract::parseIsoTime(*to, true);
        if (!read.to) return u"toDate must be an ISO-8601 time"_s;
    }
    return read;
}

}  // namespace tongdai
