#include "engine/contract/redis_keys.h"

#include <QCryptographicHash>

namespace tongdai::contract::keys {

QByteArray encodeId(QByteArrayView id)
{
    static constexpr char kHex[] = "0123456789ABCDEF";
    QByteArray encoded;
    encoded.reserve(id.size());
    for (const char byte : id) {
        const auto value = uchar(byte);
        if (value <= 0x20 || value == 0x7f || byte == ':' || byte == '%' || byte == '{' || byte == '}') {
            encoded += '%';
            encoded += kHex[value >> 4];
            encoded += kHex[value & 15];
        } else {
            encoded += byte;
        }
    }
    return encoded;
}

QByteArray conversationState(const ConversationId& id)
{
    return kConversationStates + encodeId(id.bytes());
}
QByteArray conversationLock(const ConversationId& id)
{
    return kConversationLocks + encodeId(id.bytes());
}
QByteArray processingQueue(const QByteArray& worker)
{
    return kProcessingQueues + worker;
}
QByteArray queueWorker(const QByteArray& worker)
{
    return "message_queue:worker:" + worker;
}
QByteArray engineAlive(const QByteArray& instance)
{
    return "engine:alive:" + instance;
}
QByteArray claimTrail(const QByteArray& instance)
{
    return kClaimTrails + instance;
}
QByteArray engineProbe(const QByteArray& instance)
{
    return "engine:probe:" + instance;
}

QByteArray presence(const SenderId& user)
{
    return kPresences + encodeId(user.bytes());
}
QByteArray typing(const ConversationId& thread, const SenderId& user)
{
    return kTypings + encodeId(thread.bytes()) + ':' + encodeId(user.bytes());
}
QByteArray threadMeta(const ConversationId& thread)
{
    return kThreads + encodeId(thread.bytes()) + ":meta";
}
QByteArray offlineQueue(const SenderId& user)
{
    return kOfflineQueues + encodeId(user.bytes());
}
QByteArray rateWindow(const SenderId& user)
{
    return kRateWindows + encodeId(user.bytes());
}
QByteArray senderWindow(const SenderId& sender)
{
    return kSenderWindows + encodeId(sender.bytes());
}

QByteArray chatHistory(const SenderId& user, const ConversationId& session)
{
    return kChatHistories + encodeId(user.bytes()) + ':' + encodeId(session.bytes());
}
QByteArray userSessions(const SenderId& user)
{
    return kUserSessions + encodeId(user.bytes());
}
QByteArray sessionInfo(const ConversationId& session)
{
    return kSessionInfos + encodeId(session.bytes());
}
QByteArray chatAnalytics(const QByteArray& day)
{
    return kChatAnalytics + day;
}
QByteArray userMessagesField(const SenderId& user)
{
    return "user_" + encodeId(user.bytes()) + "_messages";
}
QByteArray userPreferences(const SenderId& user)
{
    return kUserPreferences + encodeId(user.bytes());
}
QByteArray erasedMark(const ConversationId& session)
{
    return "engine:erased:" + QCryptographicHash::hash(session.bytes(), QCryptographicHash::Sha256).toHex();
}

}  // namespace tongdai::contract::keys
