#include "engine/contract/chat_history_routes.h"

namespace tongdai::contract {

namespace {

QByteArrayList segmentsOf(QByteArrayView path)
{
    QByteArrayList segments = path.toByteArray().split('/');
    if (!segments.isEmpty() && segments.first().isEmpty()) segments.removeFirst();
    if (!segments.isEmpty() && segments.last().isEmpty()) segments.removeLast();
    return segments;
}

bool fits(const QByteArrayList& pattern, const QByteArrayList& segments, QByteArrayList& captures)
{
    if (pattern.size() != segments.size()) return false;
    captures.clear();
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i].startsWith('{')) {
            const QByteArray value = QByteArray::fromPercentEncoding(segments[i]);
            if (value.isEmpty()) return false;
            captures << value;
        } else if (pattern[i].compare(segments[i], Qt::CaseInsensitive) != 0) {
            return false;
        }
    }
    return true;
}

}  // namespace

std::span<const ChatHistoryPath> chatHistoryRoutes()
{
    using enum ChatHistoryRoute;
    static constexpr ChatHistoryPath routes[] = {
        {SyncMessage, "POST", "/sync"},
        {SessionInfo, "GET", "/sessions/{sessionId}"},
        {ArchiveSession, "PATCH", "/sessions/{sessionId}/archive"},
        {DayCounters, "GET", "/analytics/{date}"},
        {UserSessions, "GET", "/{userId}/sessions"},
        {History, "GET", "/{userId}/sessions/{sessionId}"},
        {DeleteHistory, "DELETE", "/{userId}/sessions/{sessionId}"},
    };
    return routes;
}

ChatHistoryMatch matchChatHistory(QByteArrayView method, QByteArrayView target)
{
    const qsizetype query = target.indexOf('?');
    const QByteArrayView path = query < 0 ? target : target.first(query);
    const QByteArrayList segments =
        segmentsOf(path.sliced(std::min(path.size(), qsizetype(sizeof kChatHistoryBase - 1))));
    const QByteArrayView wanted = method == QByteArrayView("HEAD") ? QByteArrayView("GET") : method;
    ChatHistoryMatch match;
    for (const ChatHistoryPath& route : chatHistoryRoutes()) {
        QByteArrayList captures;
        if (!fits(segmentsOf(route.path), segments, captures)) continue;
        if (route.method == wanted) {
            match.route = route.route;
            match.captures = captures;
            return match;
        }
        if (!match.allowed.isEmpty()) match.allowed += ", ";
        match.allowed += route.method;
        if (route.method == QByteArrayView("GET")) match.allowed += ", HEAD";
    }
    return match;
}

}  // namespace tongdai::contract
