#pragma once

#include "engine/domain/ports/ai_client.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/platform_client.h"
#include "engine/domain/ports/store/conversation_store.h"
#include "engine/domain/ports/store/outbox_gauge.h"
#include "engine/domain/statistics/recent_latency.h"
#include "engine/host/health/health_board.h"

#include <QObject>
#include <QTimer>

namespace tongdai {

/// Asks the parts that do not report by themselves: AI and platform every 15 s (every 3 s while one is away), the
/// history and the queues every 2 s.
/// Engine loop.
class HealthWatch final : public QObject {
    Q_OBJECT
public:
    struct Ports {
        ports::Clock& clock;
        ports::ConversationStore& store;
        ports::OutboxGauge& outbox;
        ports::AiClient& ai;
        ports::PlatformClient& platform;
    };
    HealthWatch(Ports ports, HealthBoard& board);
    void start();
    /// What the writer says of itself: a history that can be read and not written is away all the same.
    void noteWriter(PartState state, const QString& cause, PartTrouble trouble);
    /// The disk under an embedded history. Full: what is small still fits where room was left, and says nothing of what
    /// customers write; the history counts as one that cannot be written until there is room.
    void noteDisk(bool isFull);
    /// What the pipeline says of its sends: a platform that answers and takes nothing from us is away all the same.
    void notePlatformPause(const QString& cause);
    /// Questions under way end with the clients they were put to; their answers count no more.
    void stop();

signals:
    /// The history can be read again after it could not: what was asked meanwhile has not been answered.
    void historyIsBack();

private:
    QCoro::Task<void> askServices();
    void reportPlatform(bool isThere, std::optional<std::chrono::duration<double, std::milli>> latency = {});
    QCoro::Task<void> askHistory();
    QCoro::Task<void> tryWriting();
    void noteSilence();

    Ports m_ports;
    HealthBoard& m_board;
    QTimer m_services;
    QTimer m_history;
    bool m_isDiskFull = false;
    QString m_platformPause;  ///< empty: what is sent is accepted, as far as is known
    bool m_historyWasAway = false;
    QString m_writerTrouble;  ///< empty: what was written last was written
    RecentLatency m_historyLatency;
    bool m_isStopped = false;
    bool m_askingServices = false;
    bool m_askingHistory = false;
    std::chrono::nanoseconds m_historyAskedAt{};
};

}  // namespace tongdai
