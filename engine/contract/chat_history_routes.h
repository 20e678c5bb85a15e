#pragma once

#include <QByteArrayList>
#include <QByteArrayView>

#include <optional>
#include <span>

namespace tongdai::contract {

inline constexpr char kChatHistoryBase[] = "/api/chathistory";

enum class ChatHistoryRoute {
    SyncMessage,
    SessionInfo,
    ArchiveSession,
    UserSessions,
    History,
    DeleteHistory,
    DayCounters
};

struct ChatHistoryPath {
    ChatHistoryRoute route;
    QByteArrayView method;
    QByteArrayView path;  ///< below the base; `{name}` stands for one segment, the rest compares without case
};
/// Every route of contracts/chat-history §1; the first that fits counts, so that `sessions` is never a user.
std::span<const ChatHistoryPath> chatHistoryRoutes();

struct ChatHistoryMatch {
    std::optional<ChatHistoryRoute> route;
    QByteArrayList captures;  ///< percent-decoded
    QByteArray allowed;       ///< methods of this path when only the method is wrong
};
/// By the target as received: "%2F" inside of an id is a part of the id. A slash at the end is ignored.
ChatHistoryMatch matchChatHistory(QByteArrayView method, QByteArrayView target);

}  // namespace tongdai::contract
