#include "engine/contract/json/admin_answers.h"

#include "engine/domain/conversation/action.h"
#include "engine/domain/conversation/conversation_lists.h"

#include <QJsonArray>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

QLatin1StringView statusName(ServiceStatus status)
{
    switch (status) {
        case ServiceStatus::Healthy: return "healthy"_L1;
        case ServiceStatus::Degraded: return "degraded"_L1;
        case ServiceStatus::Unhealthy: return "unhealthy"_L1;
    }
    return {};
}

QLatin1StringView connection(bool isConnected)
{
    return isConnected ? "connected"_L1 : "disconnected"_L1;
}

QJsonObject row(const AdminConversation& admin, TimePoint now)
{
    const Conversation& conversation = admin.conversation;
    return {{u"conversation_id"_s, conversation.id.toString()},
            {u"last_message_id"_s, conversation.lastMessageId.toString()},
            {u"last_message_timestamp"_s, conversation.lastMessageTimestamp},
            {u"ai_processing"_s, !conversation.owner.isEmpty() && conversation.leaseUntil > now},
            {u"context_size"_s, admin.contextSize}};
}

QJsonArray ids(const std::vector<ConversationId>& conversations)
{
    QJsonArray array;
    for (const ConversationId& id : conversations)
        array.append(id.toString());
    return array;
}

QLatin1StringView platformStatus(const HealthAnswer& health)
{
    if (!health.platformHealthy) return "not_configured"_L1;
    if (!health.platformPaused.isEmpty()) return "paused"_L1;
    return connection(*health.platformHealthy);
}

}  // namespace

QJsonObject conversationsAnswer(const std::vector<AdminConversation>& conversations, qint64 total,
                                const QString& storageBackend, TimePoint now)
{
    QJsonArray rows;
    for (const AdminConversation& conversation : conversations)
        rows.append(row(conversation, now));
    return {{u"total_conversations"_s, total}, {u"conversations"_s, rows}, {u"storage_backend"_s, storageBackend}};
}

QJsonObject toJson(const HealthAnswer& health, TimePoint now)
{
    const HistoryStats history = health.history.value_or(HistoryStats{});
    QJsonObject answer{
        {u"status"_s, statusName(health.status)},
        {u"timestamp"_s, toUnixSeconds(now)},
        {u"statistics"_s, QJsonObject{{u"total_conversations"_s, history.conversations},
                                      {u"active_ai_tasks"_s, health.activeAiTasks},
                                      {u"stuck_conversations"_s, qint64(history.stuck.size())}}},
        {u"redis_status"_s, connection(health.live.isConnected)},
        {u"postgres_status"_s, connection(health.history.has_value())},
        {u"ai_status"_s, connection(health.aiHealthy)},
        {u"platform_status"_s, platformStatus(health)},
        {u"level"_s, levelName(health.level)},
        {u"journal_waiting"_s, health.journalWaiting},
        {u"outbox_waiting"_s, health.outboxWaiting},
        {u"storage_backend"_s, health.live.backend},
        {u"stuck_conversations"_s, ids(history.stuck)},
        {u"supported_action_types"_s, QJsonArray::fromStringList(actionNames())},
    };
    if (!health.journalOrderKnown) answer.insert(u"journal_order"_s, u"unknown"_s);
    if (isTrouble(health.audit)) answer.insert(u"history"_s, auditStateName(health.audit));
    if (!health.platformPaused.isEmpty()) answer.insert(u"platform_paused"_s, health.platformPaused);
    return answer;
}

QJsonObject statsAnswer(const HistoryStats& history, const LiveStateStats& live, TimePoint now)
{
    return {{u"timestamp"_s, toUnixSeconds(now)},
            {u"conversations"_s, QJsonObject{{u"total"_s, history.conversations},
                                             {u"recent"_s, history.recent},
                                             {u"old"_s, history.old},
                                             {u"active_processing"_s, history.processing}}},
            {u"redis_stats"_s, QJsonObject{{u"connected_clients"_s, live.connectedClients},
                                           {u"used_memory_human"_s, live.usedMemoryHuman},
                                           {u"keyspace_hits"_s, live.keyspaceHits},
                                           {u"keyspace_misses"_s, live.keyspaceMisses}}},
            {u"storage_backend"_s, live.backend}};
}

QJsonObject cancelAnswer(const ConversationId& conversation, bool cancelled, bool lockReleased)
{
    return {{u"success"_s, true},
            {u"conversation_id"_s, conversation.toString()},
            {u"cancelled"_s, cancelled},
            {u"lock_released"_s, lockReleased}};
}

QJsonObject cleanUpAnswer(int cleaned, std::chrono::hours maxAge)
{
    return {{u"success"_s, true}, {u"cleaned_count"_s, cleaned}, {u"max_age_hours"_s, qint64(maxAge.count())}};
}

}  // namespace tongdai::contract
