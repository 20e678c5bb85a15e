#include "engine/contract/redis_keys.h"

#include "engine/contract/json/chat/plain_chat.h"

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

namespace {

/// A web session with a plain number is that number (contracts/background §2).
QByteArray wireName(const ConversationId& session)
{
    return encodeId(wireSession(session).toVariant().toString().toUtf8());
}

}  // namespace

QByteArray conversationState(const ConversationId& id)
{
    return kConversationStates + encodeId(id.bytes());
}
QByteArray planState(const ConversationId& id, qint64 ord)
{
    return kPlanStates + encodeId(id.bytes()) + ':' + QByteArray::number(ord);
}
QByteArray planLock(const ConversationId& id, qint64 ord)
{
    return kPlanLocks + encodeId(id.bytes()) + ':' + QByteArray::number(ord);
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
QByteArray rateWindow(RateScope scope, const QByteArray& name)
{
    switch (scope) {
        case RateScope::ChatUser: return rateWindow(SenderId(name));
        case RateScope::Sender: return senderWindow(SenderId(name));
        case RateScope::ApiUser: return kLimitWindows + QByteArray("api_user:") + encodeId(name);
        case RateScope::ApiWorkspace: return kLimitWindows + QByteArray("api_workspace:") + encodeId(name);
        case RateScope::Page: return kLimitWindows + QByteArray("page:") + encodeId(name);
        case RateScope::Upstream: return kLimitWindows + QByteArray("upstream:") + encodeId(name);
        case RateScope::WebSession:
        case RateScope::ChatActs:
        case RateScope::Connection:
        case RateScope::Address:
        case RateScope::AddressCalls:
        case RateScope::AddressActs:
        case RateScope::WebVisits:
        case RateScope::Shop: break;  // each engine counts at its own doors
    }
    return {};
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
std::optional<SenderId> userOfMessagesField(QByteArrayView field)
{
    constexpr QByteArrayView kBefore("user_");
    constexpr QByteArrayView kAfter("_messages");
    if (!field.startsWith(kBefore) || !field.endsWith(kAfter) || field.size() <= kBefore.size() + kAfter.size())
        return {};
    const QByteArrayView id = field.sliced(kBefore.size(), field.size() - kBefore.size() - kAfter.size());
    return SenderId(QByteArray::fromPercentEncoding(id.toByteArray()));
}
QByteArray userPreferences(const SenderId& user)
{
    return kUserPreferences + encodeId(user.bytes());
}
QByteArray chatSession(const ConversationId& session)
{
    return kChatSessions + wireName(session);
}
QByteArray checkReply(const ConversationId& session)
{
    return "check_reply:" + wireName(session);
}
QByteArray olderSession(const ConversationId& session)
{
    return "session:" + wireName(session);
}
QByteArray olderCheckReply(const ConversationId& session)
{
    return "check_repply:" + wireName(session);
}
QByteArray erasedMark(const ConversationId& session)
{
    return "engine:erased:" + QCryptographicHash::hash(session.bytes(), QCryptographicHash::Sha256).toHex();
}

QByteArray shopToken(const QByteArray& client, const QByteArray& secretHash)
{
    return kShopTokenPrefix + encodeId(client) + ':' + secretHash;
}
QByteArray lockOf(const QByteArray& key)
{
    return "lock:" + key;
}
QByteArray fenceOf(const QByteArray& key)
{
    return "fence:" + key;
}
QByteArray apiCopy(const QByteArray& endpoint, const QByteArray& hash)
{
    return "api_cache:kiotviet:" + encodeId(endpoint) + ':' + hash;
}
QByteArray apiCopyIndex(const QByteArray& endpoint)
{
    return "api_cache_index:kiotviet:" + encodeId(endpoint);
}
QByteArray apiCopyGeneration(const QByteArray& endpoint)
{
    return "api_cache_generation:kiotviet:" + encodeId(endpoint);
}
QByteArray kiotVietNotice(const QByteArray& id)
{
    return "kv_notice:" + encodeId(id);
}
QByteArray apiBudget(const QByteArray& workspace)
{
    return kLimitWindows + QByteArray("api:") + encodeId(workspace);
}

}  // namespace tongdai::contract::keys
