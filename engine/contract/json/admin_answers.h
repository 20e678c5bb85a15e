#pragma once

#include "engine/domain/conversation/conversation_lists.h"
#include "engine/domain/ports/live/live_state.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/shop/health.h"

#include <QJsonObject>

#include <optional>
#include <vector>

/// The bodies of the admin routes (contracts/handle-message §5).
namespace tongdai::contract {

/// `ai_processing`: somebody holds the conversation's lease at `now`.
QJsonObject conversationsAnswer(const std::vector<AdminConversation>& conversations, qint64 total,
                                const QString& storageBackend, TimePoint now);

enum class ServiceStatus {
    Healthy,
    Degraded,   ///< messages are accepted, something else is away
    Unhealthy,  ///< nothing durable: messages are not accepted
};

struct HealthAnswer {
    ServiceStatus status = ServiceStatus::Healthy;
    std::optional<HistoryStats> history;  ///< absent: the store does not answer
    LiveStateStats live;
    bool aiHealthy = false;
    std::optional<bool> platformHealthy;  ///< absent: no platform is set up
    QString platformPaused;               ///< why sending is paused
    int activeAiTasks = 0;
    HealthLevel level = HealthLevel::Full;
    qint64 journalWaiting = 0;
    bool journalOrderKnown = true;           ///< said only when it is not
    AuditState audit = AuditState::Unknown;  ///< said only when the store is not the one it was
    qint64 outboxWaiting = 0;
};
/// `postgres_status` speaks of the durable store, whichever it is; `ai_status`, `platform_status`, `level` and what
/// waits are ours.
QJsonObject toJson(const HealthAnswer& health, TimePoint now);

QJsonObject statsAnswer(const HistoryStats& history, const LiveStateStats& live, TimePoint now);
QJsonObject cancelAnswer(const ConversationId& conversation, bool cancelled, bool lockReleased);
QJsonObject cleanUpAnswer(int cleaned, std::chrono::hours maxAge);

}  // namespace tongdai::contract
