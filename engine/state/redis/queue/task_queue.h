#pragma once

#include "engine/domain/ports/live/foreign_queue.h"
#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/connection/script.h"
#include "engine/state/redis/inspect/scan_pace.h"

#include <QSet>

#include <deque>

namespace tongdai::redis {

/// message_queue as other programs use it, with its processing lists, heartbeats, delayed set, dead list and done marks
/// (contracts/background §3). Lives on the engine loop. Both collaborators must live as long as this.
///
/// Limits: known tasks are looked for among the first kLookedAt elements; a worker that shows no heartbeat at all is
/// taken for dead when its list has stood there at two looks.
class TaskQueue final : public ports::ForeignQueue {
public:
    static constexpr int kLookedAt = 250;
    static constexpr int kLongestTask = 256 * 1024;  ///< bytes; a longer element is nobody's task
    static constexpr int kMostDead = 1'000;          ///< elements of the dead list; the oldest go
    static constexpr size_t kMostOwed = 10'000;      ///< marks kept while Redis is away; the oldest go

    TaskQueue(Connection& connection, Health& health) : m_connection(connection), m_health(health) {}

    QCoro::Task<std::vector<QByteArray>> takeTasks(int most) override;
    QCoro::Task<void> adopted(std::vector<QByteArray> elements) override;
    QCoro::Task<void> giveBack() override;
    QCoro::Task<void> markDone(QByteArray id) override;
    QCoro::Task<void> markDead(QJsonObject element) override;
    QCoro::Task<void> recover() override;

private:
    QCoro::Task<int> moveBack(QByteArray worker, bool onlyIfDead);
    QCoro::Task<void> payOwed();

    Connection& m_connection;
    Health& m_health;
    Script m_take{"take_tasks"};
    Script m_giveBack{"give_back_tasks"};
    /// An answer was lost on the way: tasks may be in our hands of which nobody here knows.
    bool m_areHandsUnknown = false;
    std::deque<QByteArrayList> m_owed;  ///< what other programs are to be told, oldest first
    bool m_isPaying = false;
    ScanPace m_pace;
    QSet<QByteArray> m_silent;  ///< workers that showed no life at the last look
};

}  // namespace tongdai::redis
