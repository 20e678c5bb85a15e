#include "engine/state/redis/queue/task_queue.h"

#include "engine/contract/json/notices/queue_task.h"
#include "engine/contract/redis_keys.h"
#include "engine/domain/log.h"
#include "engine/state/redis/connection/ask_all.h"

#include <QJsonDocument>

#include <algorithm>

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

namespace {

const Log taskQueueLog("redis.tasks");
constexpr int kMovedAtOnce = 1'000;
constexpr size_t kOwedAtOnce = 100;
constexpr int kMostSteps = 5'000;

}  // namespace

QCoro::Task<std::vector<QByteArray>> TaskQueue::takeTasks(int most)
{
    std::vector<QByteArray> taken;
    if (!m_health.canWrite()) co_return taken;
    const QByteArray me = m_health.identity().instance;
    if (m_areHandsUnknown) {
        // Those that stand in the store already are known by their ids when they are taken again.
        auto emptying = moveBack(me, false);
        const int moved = co_await emptying;
        if (moved < 0) co_return taken;
        m_areHandsUnknown = false;
    }
    const QByteArrayList touched{QByteArray(keys::kMessageQueue), keys::processingQueue(me),
                                 QByteArray(keys::kQueueAdopter), QByteArray(keys::kQueueDelayed)};
    QByteArrayList args{me,
                        QByteArray::number(most),
                        QByteArray::number(kLookedAt),
                        QByteArray::number(kLongestTask),
                        QByteArray(keys::kProcessingQueues),
                        QByteArray(keys::kQueueDone)};
    args += contract::queueTaskTypes();
    auto taking = orNothing(m_take.run(m_connection, touched, args));
    const auto answer = co_await taking;
    if (!answer) {
        m_areHandsUnknown = true;
        co_return taken;
    }
    if (answer->isError()) {
        taskQueueLog.warn("tasks cannot be taken", {{u"cause"_s, QString::fromUtf8(answer->errorText().left(200))}});
        co_return taken;
    }
    for (const Reply& element : answer->elements())
        taken.push_back(element.bytes());
    co_return taken;
}

QCoro::Task<void> TaskQueue::adopted(std::vector<QByteArray> elements)
{
    const QByteArray hands = keys::processingQueue(m_health.identity().instance);
    std::vector<QByteArrayList> commands;
    commands.reserve(elements.size());
    for (const QByteArray& element : elements)
        commands.push_back({"LREM"_ba, hands, "1"_ba, element});
    auto asking = askAll(&m_connection, std::move(commands));
    const auto answers = co_await asking;
    if (!answers) m_areHandsUnknown = true;
}

QCoro::Task<void> TaskQueue::giveBack()
{
    auto moving = moveBack(m_health.identity().instance, false);
    const int moved = co_await moving;
    if (moved < 0) m_areHandsUnknown = true;
}

QCoro::Task<int> TaskQueue::moveBack(QByteArray worker, bool onlyIfDead)
{
    QByteArrayList touched{QByteArray(keys::kMessageQueue), keys::processingQueue(worker)};
    if (onlyIfDead) touched << keys::queueWorker(worker) << keys::engineAlive(worker);
    const QByteArrayList args{QByteArray::number(kMovedAtOnce)};
    auto moving = orNothing(m_giveBack.run(m_connection, touched, args));
    const auto answer = co_await moving;
    co_return answer ? int(answer->integer().value_or(-1)) : -1;
}

QCoro::Task<void> TaskQueue::markDone(QByteArray id)
{
    const auto life = std::chrono::seconds(keys::kQueueDoneTtl).count();
    const QByteArrayList mark{"SET"_ba, QByteArray(keys::kQueueDone) + id, "1"_ba, "EX"_ba, QByteArray::number(life)};
    m_owed.push_back(mark);
    auto paying = payOwed();
    co_await paying;
}

QCoro::Task<void> TaskQueue::markDead(QJsonObject element)
{
    const QByteArray text = QJsonDocument(element).toJson(QJsonDocument::Compact);
    const QByteArray list(keys::kQueueDead);
    m_owed.push_back({"RPUSH"_ba, list, text});
    m_owed.push_back({"LTRIM"_ba, list, QByteArray::number(-kMostDead), "-1"_ba});
    auto paying = payOwed();
    co_await paying;
}

/// What could not be told while Redis was away is told when it is back, in its order.
QCoro::Task<void> TaskQueue::payOwed()
{
    while (m_owed.size() > kMostOwed)
        m_owed.pop_front();
    if (std::exchange(m_isPaying, true)) co_return;
    while (!m_owed.empty()) {
        const size_t some = std::min(m_owed.size(), kOwedAtOnce);
        std::vector<QByteArrayList> commands(m_owed.begin(), m_owed.begin() + qsizetype(some));
        m_owed.erase(m_owed.begin(), m_owed.begin() + qsizetype(some));
        const std::vector<QByteArrayList> again = commands;
        auto asking = askAll(&m_connection, std::move(commands));
        const auto answers = co_await asking;
        if (answers) continue;
        m_owed.insert(m_owed.begin(), again.begin(), again.end());
        break;
    }
    m_isPaying = false;
}

/// Workers of other programs are nowhere listed: their lists are looked for step by step.
QCoro::Task<void> TaskQueue::recover()
{
    if (!m_health.canWrite()) co_return;
    auto paying = payOwed();
    co_await paying;
    const QByteArray prefix(keys::kProcessingQueues);
    const QByteArray me = m_health.identity().instance;
    QSet<QByteArray> silent;
    QByteArray cursor("0");
    for (int step = 0; step < kMostSteps; ++step) {
        const QByteArrayList scan{"SCAN"_ba,    cursor,     "MATCH"_ba,
                                  prefix + '*', "COUNT"_ba, QByteArray::number(m_pace.count()),
                                  "TYPE"_ba,    "list"_ba};
        ScanPace::Step timed(m_pace);
        auto scanning = orNothing(m_connection.command(scan));
        const auto answer = co_await scanning;
        timed.end();
        if (!answer || !answer->isArray()) co_return;
        for (const Reply& key : answer->at(1).elements()) {
            const QByteArray worker = key.bytes().sliced(prefix.size());
            if (worker == me) continue;
            std::vector<QByteArrayList> beats{{"EXISTS"_ba, keys::queueWorker(worker), keys::engineAlive(worker)}};
            auto asking = askAll(&m_connection, std::move(beats));
            const auto alive = co_await asking;
            if (!alive || alive->empty() || alive->front().integer().value_or(1) > 0) continue;
            silent.insert(worker);
        }
        cursor = answer->at(0).bytes();
        if (cursor == "0") break;
    }
    const QSet<QByteArray> before = std::exchange(m_silent, silent);
    for (const QByteArray& worker : std::as_const(silent)) {
        if (!before.contains(worker)) continue;
        auto moving = moveBack(worker, true);
        const int moved = co_await moving;
        if (moved > 0)
            taskQueueLog.info("gave back tasks of a dead worker",
                              {{u"worker"_s, QString::fromUtf8(worker)}, {u"count"_s, moved}});
    }
}

}  // namespace tongdai::redis
