#pragma once

#include "engine/domain/people/sight.h"

#include <QByteArray>
#include <QHostAddress>
#include <QJsonObject>
#include <QList>
#include <QUrlQuery>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

/// What goes in and out of the HTTP server: plain values (RFC 9110, 9112).
namespace tongdai::http {

using Header = std::pair<QByteArray, QByteArray>;

/// One parsed request: a value, safe to keep across a co_await. Names of headers compare without case.
struct Request {
    QByteArray method;  ///< "GET", "POST", … as received
    QByteArray target;  ///< request target as received
    QString path;       ///< decoded once, without the query
    QUrlQuery query;
    QList<Header> headers;
    QByteArray body;
    QHostAddress peer;
    QByteArray requestId;  ///< ours, or the caller's X-Request-Id when it is a legal one
    bool isSecure = false;
    QByteArray person;                ///< who calls, where they brought a person's token; set by the router
    QString personName;               ///< as the shop calls them
    bool seesNumbers = true;          ///< false: that person is told dots in place of numbers (features F11)
    InSight sight;                    ///< what that person sees of the conversations; of a program: all
    QList<QString> captures;          ///< values of the route's {…} parts, percent-decoded, in order
    std::shared_ptr<void> bodyWatch;  ///< what RequestHandler::bodyBegins() gave; ends with the request

    QByteArray header(QByteArrayView name) const;  ///< first of that name, empty when absent
    bool hasHeader(QByteArrayView name) const;
};

struct Response {
    int status = 200;
    QList<Header> headers;
    QByteArray body;
    bool closeAfter = false;  ///< the connection ends with this answer

    /// `{"detail": …}`, the form of every error the server itself produces.
    static Response error(int status, const QString& detail);
    static Response json(const QJsonObject& object, int status = 200);
    static Response text(const QByteArray& text, int status = 200,
                         const QByteArray& type = "text/plain; charset=utf-8");
    void setHeader(const QByteArray& name, const QByteArray& value);  ///< replaces one of that name
};

}  // namespace tongdai::http
