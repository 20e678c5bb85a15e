#include "engine/contract/json/hooks/hook_doors.h"

#include "engine/contract/rest_routes.h"

#include <QStringList>

#include <algorithm>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

QByteArrayView routePath(RouteId id)
{
    for (const RestRoute& route : restRoutes()) {
        if (route.id == id) return route.path;
    }
    return {};
}

/// None of them names a person or opens a door. Everything else may: `Authorization`, cookies, signatures, and what
/// programs call their keys.
constexpr std::array<QByteArrayView, 22> kHarmlessHeaders{
    "host",       "accept",          "content-type", "content-length",    "content-encoding",  "user-agent",
    "connection", "accept-encoding", "date",         "accept-language",   "transfer-encoding", "expect",
    "via",        "x-forwarded-for", "forwarded",    "x-forwarded-proto", "x-forwarded-host",  "x-real-ip",
    "origin",     "x-request-id",    "retry-after",  "cache-control"};

/// In single quotes, as every shell reads it.
QString quotedForShell(const QString& text)
{
    return u'\'' + QString(text).replace(u'\'', u"'\\''"_s) + u'\'';
}

}  // namespace

QByteArrayView pathOf(HookDoor door)
{
    static const std::array<QByteArrayView, kHookDoors.size()> paths{
        routePath(RouteId::HandleMessage), routePath(RouteId::ConsolidatedMessage), QByteArrayView(kKiotVietHookPath)};
    return paths.at(size_t(door));
}

std::optional<HookDoor> hookDoorAt(QByteArrayView path)
{
    for (const HookDoor door : kHookDoors) {
        const QByteArrayView own = pathOf(door);
        if (path == own) return door;
        if (door == HookDoor::KiotViet && path.size() > own.size() && path.startsWith(own) &&
            path.at(own.size()) == '/')
            return door;
    }
    return std::nullopt;
}

QString hookDoorName(HookDoor door)
{
    switch (door) {
        case HookDoor::Platform: return u"platform"_s;
        case HookDoor::Consolidated: return u"consolidated"_s;
        case HookDoor::KiotViet: return u"kiotviet"_s;
    }
    return {};
}

std::optional<HookDoor> hookDoorOf(QStringView name)
{
    for (const HookDoor door : kHookDoors) {
        if (name == hookDoorName(door)) return door;
    }
    return std::nullopt;
}

QByteArray targetWithoutSecrets(const QByteArray& target)
{
    const qsizetype query = target.indexOf('?');
    if (query < 0) return target;
    QByteArrayList names;
    for (const QByteArray& pair : target.mid(query + 1).split('&')) {
        const qsizetype end = pair.indexOf('=');
        names << (end < 0 ? QByteArray("…") : pair.left(end) + "=…");
    }
    return target.left(query + 1) + names.join('&');
}

HookHeader headerWithoutSecret(const QByteArray& name, const QByteArray& value)
{
    const bool isHarmless = std::ranges::any_of(kHarmlessHeaders, [&name](QByteArrayView harmless) {
        return name.size() == harmless.size() && name.compare(harmless, Qt::CaseInsensitive) == 0;
    });
    return {name, isHarmless ? std::optional(value) : std::nullopt};
}

QString curlOf(const HookCall& call, const QString& body)
{
    if (!call.isWhole() || body.contains(QChar(0)) || QString::fromUtf8(call.body).toUtf8() != call.body) return {};
    QString host = u"127.0.0.1:8000"_s;
    QString type = u"application/json"_s;
    for (const HookHeader& header : call.headers) {
        if (!header.value) continue;
        if (header.name.compare("host", Qt::CaseInsensitive) == 0) host = QString::fromUtf8(*header.value);
        if (header.name.compare("content-type", Qt::CaseInsensitive) == 0) type = QString::fromUtf8(*header.value);
    }
    const QString url = (call.isSecure ? u"https://"_s : u"http://"_s) + host + QString::fromUtf8(pathOf(call.door));
    QStringList lines;
    if (call.door == HookDoor::KiotViet) lines << u"body="_s + quotedForShell(body);
    lines << u"curl -X %1 %2"_s.arg(QString::fromUtf8(call.method), quotedForShell(url));
    lines << u"  -H "_s + quotedForShell(u"Content-Type: "_s + type);
    if (call.door == HookDoor::KiotViet) {
        lines
            << u"  -H \"X-Hub-Signature: $(printf %s \"$body\" | openssl dgst -sha256 -hmac \"$KIOTVIET_WEBHOOK_SECRET\" -r | cut -d' ' -f1)\""_s;
        lines << u"  --data-binary \"$body\""_s;
        return lines.first() + u'\n' + lines.mid(1).join(u" \\\n"_s);
    }
    lines << u"  -H \"Authorization: Bearer $PANCAKE_ACCESS_TOKEN\""_s;
    lines << u"  --data-binary "_s + quotedForShell(body);
    return lines.join(u" \\\n"_s);
}

}  // namespace tongdai::contract
