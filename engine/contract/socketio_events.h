#pragma once

#include <QLatin1StringView>
#include <QString>

/// Every event of the chat and its words (contracts/realtime-chat §1, §5, §6). No literal of them stands elsewhere.
namespace tongdai::contract::chat {

inline const QString kNamespace = QStringLiteral("/chat");

// Client to server
inline const QString kJoin = QStringLiteral("chat:join");
inline const QString kLeave = QStringLiteral("chat:leave");
inline const QString kSendMessage = QStringLiteral("chat:send-message");
/// Not in the contract: `{token}` of the same user, in time, keeps a connection whose token ends.
inline const QString kAuthenticate = QStringLiteral("chat:authenticate");
// Both ways
inline const QString kTyping = QStringLiteral("chat:typing");
inline const QString kRead = QStringLiteral("chat:read");
// Server to client
inline const QString kPresenceSync = QStringLiteral("chat:presence-sync");
inline const QString kPresence = QStringLiteral("chat:presence");
inline const QString kMessage = QStringLiteral("chat:message");
inline const QString kThreadUnread = QStringLiteral("chat:thread-unread");
inline const QString kThreadCreated = QStringLiteral("chat:thread-created");
/// Not in the contract: everything up to this line has reached the user, `{threadId, userId, messageId}`. Older
/// clients ignore it.
inline const QString kDelivered = QStringLiteral("chat:delivered");
/// Not in the contract: `{message}`, the token is over and the connection about to end.
inline const QString kTokenOver = QStringLiteral("chat:token-over");

// Rooms. `chat:thread:<id>` is the contract's; a room is not a Redis key.
inline QString threadRoom(const QString& thread)
{
    return QStringLiteral("chat:thread:") + thread;
}
inline QString userRoom(const QString& user)
{
    return QStringLiteral("chat:user:") + user;
}
/// The user's sockets whose tokens do not say that they are a customer.
inline QString staffRoom(const QString& user)
{
    return QStringLiteral("chat:staff:") + user;
}
/// Sockets that get what they missed: live lines leave them out.
inline const QString kCatchingUpRoom = QStringLiteral("chat:catching-up");

// CONNECT_ERROR
inline const QString kUnauthorized = QStringLiteral("Unauthorized socket connection");
inline const QString kTokenNotValid = QStringLiteral("Token is not validated");

// Acknowledgements that refuse
inline const QString kNoThreadId = QStringLiteral("Thiếu threadId");
inline const QString kJoinNotMember = QStringLiteral("Bạn không có quyền truy cập cuộc hội thoại này");
inline const QString kJoinFailed = QStringLiteral("Không thể tham gia cuộc hội thoại");
inline const QString kSendIncomplete = QStringLiteral("Thiếu dữ liệu tin nhắn");
inline const QString kSendNotMember = QStringLiteral("Bạn không thể gửi tin nhắn trong cuộc hội thoại này");
inline const QString kSendTooFast = QStringLiteral("Bạn đang gửi tin nhắn quá nhanh, vui lòng thử lại sau.");
inline const QString kSendFailed = QStringLiteral("Không thể gửi tin nhắn");
inline const QString kReadIncomplete = QStringLiteral("Thiếu thông tin cập nhật đọc tin");
inline const QString kReadNotMember = QStringLiteral("Bạn không thuộc cuộc hội thoại này");
inline const QString kReadFailed = QStringLiteral("Không thể cập nhật trạng thái đọc");

}  // namespace tongdai::contract::chat
