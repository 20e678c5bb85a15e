#include "engine/server/http/response_writer.h"

#include "engine/domain/log.h"

#include <ctime>

namespace tongdai::http {

using namespace Qt::StringLiterals;

static const Log responseWriterLog("http");

namespace {

QByteArrayView reasonPhrase(int status)
{
    switch (status) {
        case 101: return "Switching Protocols";
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 301: return "Moved Permanently";
        case 302: return "Found";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 406: return "Not Acceptable";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 410: return "Gone";
        case 411: return "Length Required";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 417: return "Expectation Failed";
        case 421: return "Misdirected Request";
        case 422: return "Unprocessable Content";
        case 426: return "Upgrade Required";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 502: return "Bad Gateway";
        case 503: return "Service Unavailable";
        case 504: return "Gateway Timeout";
        default: return "Status";
    }
}

/// The Date header's line, made once a second. `thread_local`: a server lives on one loop, tests have several.
const QByteArray& dateLine()
{
    thread_local std::time_t made = 0;
    thread_local QByteArray line;
    const std::time_t now = std::time(nullptr);
    if (now != made) {
        made = now;
        std::tm utc{};
        gmtime_r(&now, &utc);
        // Not strftime: names of days and months must not follow the locale.
        static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        line = QByteArray::fromStdString(std::string(64, '\0'));
        const int size =
            std::snprintf(line.data(), 64, "Date: %s, %02d %s %d %02d:%02d:%02d GMT\r\n", days[utc.tm_wday],
                          utc.tm_mday, months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
        line.truncate(size);
    }
    return line;
}

bool splitsAnswer(QByteArrayView text)
{
    return text.contains('\r') || text.contains('\n') || text.contains('\0');
}

}  // namespace

void appendResponse(QByteArray& out, const Response& response, const AnswerForm& form)
{
    const bool hasNoBody = response.status == 204 || response.status == 304 || response.status < 200;
    const QByteArray& date = dateLine();
    out.reserve(out.size() + 256 + date.size() + response.headers.size() * 64 + response.body.size());

    out += "HTTP/1.1 ";
    out += QByteArray::number(response.status);
    out += ' ';
    out += reasonPhrase(response.status);
    out += "\r\n";
    out += date;
    bool hasOwnId = false;
    bool saysWhen = response.status != 503;
    for (const Header& header : response.headers) {
        if (splitsAnswer(header.first) || splitsAnswer(header.second)) {
            responseWriterLog.warn("header left out, it holds a line break",
                                   {{u"name"_s, QString::fromLatin1(header.first)}});
            continue;
        }
        saysWhen = saysWhen || header.first.compare("Retry-After", Qt::CaseInsensitive) == 0;
        hasOwnId = hasOwnId || header.first.compare("X-Request-Id", Qt::CaseInsensitive) == 0;
        out += header.first;
        out += ": ";
        out += header.second;
        out += "\r\n";
    }
    if (!saysWhen) out += "Retry-After: 5\r\n";  // whoever is told to come back is told when, at every door
    if (!hasOwnId && !form.requestId.isEmpty()) {
        out += "X-Request-Id: ";
        out += form.requestId;
        out += "\r\n";
    }
    if (form.closes) {
        out += "Connection: close\r\n";
    } else if (form.namesKeepAlive) {
        out += "Connection: keep-alive\r\n";
    }
    if (!hasNoBody) {
        out += "Content-Length: ";
        out += QByteArray::number(response.body.size());
        out += "\r\n";
    }
    out += "\r\n";
    if (!hasNoBody && !form.withoutBody) out += response.body;
}

}  // namespace tongdai::http
