#pragma once

#include "engine/domain/ports/store/task_store.h"
#include "engine/domain/shop/outgoing_hook.h"
#include "tests/engine/work/fakes/virtual_time.h"

#include <map>
#include <set>

namespace tongdai::testing {

/// The rows of background work as documented by the port, in memory: every call is one transaction. Shared by all
/// workers of a world; survives their deaths. Has the world's clock.
class MemoryTasks {
public:
    struct Row {
        BackgroundTask task;
        OwnerId owner;
        std::chrono::nanoseconds leaseUntil{};
        std::chrono::nanoseconds nextAt{};
    };
    explicit MemoryTasks(VirtualTime& time) : m_time(time) {}

    void add(const std::vector<NewTask>& tasks)
    {
        for (const NewTask& fresh : tasks) {
            if (!m_keys.insert(fresh.dedupKey).second) continue;
            Row row;
            row.task.id = ++m_last;
            row.task.kind = fresh.kind;
            row.task.conversation = fresh.conversation;
            row.task.dedupKey = fresh.dedupKey;
            row.task.payload = fresh.payload;
            row.task.maxAttempts = fresh.maxAttempts;
            row.task.createdAt = row.task.changedAt = TimePoint(std::chrono::milliseconds(1'700'000'000'000));
            rows[row.task.id] = std::move(row);
        }
    }
    std::vector<BackgroundTask> claim(const OwnerId& owner, const QStringList& kinds, int limit)
    {
        std::vector<BackgroundTask> claimed;
        std::set<std::pair<ConversationId, QString>> seen;  // calls of a hook are a queue of their own
        for (auto& [id, row] : rows) {
            if (row.task.state != TaskState::Waiting && row.task.state != TaskState::Working) continue;
            const bool isOfHook = row.task.kind.startsWith(QLatin1StringView(kHookTasks));
            if (!seen.insert({row.task.conversation, isOfHook ? row.task.kind : QString()}).second) continue;
            const bool isFree = row.leaseUntil <= m_time.now() && row.nextAt <= m_time.now();
            if (!isFree || !kinds.contains(row.task.kind) || int(claimed.size()) == limit) continue;
            if (row.task.state == TaskState::Working && row.task.attempts >= row.task.maxAttempts) {
                row.task.state = TaskState::Dead;
                continue;
            }
            row.task.state = TaskState::Working;
            ++row.task.attempts;
            ++row.task.fence;
            row.owner = owner;
            row.leaseUntil = m_time.now() + kTaskLease;
            claimed.push_back(row.task);
        }
        return claimed;
    }
    ports::TaskStore::Settled settle(const BackgroundTask& task, const TaskResult& result)
    {
        Row& row = rows.at(task.id);
        if (row.task.fence != task.fence || row.task.state != TaskState::Working) return {false, row.task.state};
        const bool mayGoOn = row.task.attempts < row.task.maxAttempts;
        switch (result.kind) {
            case TaskResult::Kind::Settled:
            case TaskResult::Kind::Refused:
            case TaskResult::Kind::Done: row.task.state = TaskState::Done; break;
            case TaskResult::Kind::Retry: row.task.state = mayGoOn ? TaskState::Waiting : TaskState::Dead; break;
            case TaskResult::Kind::Dead: row.task.state = TaskState::Dead; break;
            case TaskResult::Kind::GivenBack:
                row.task.state = TaskState::Waiting;
                --row.task.attempts;
                break;
        }
        row.task.lastError = result.reason;
        row.leaseUntil = {};
        row.nextAt = m_time.now() + result.nextIn;
        return {true, row.task.state};
    }
    int count(TaskState state) const
    {
        int found = 0;
        for (const auto& [id, row] : rows)
            found += row.task.state == state ? 1 : 0;
        return found;
    }

    std::map<qint64, Row> rows;

private:
    VirtualTime& m_time;
    std::set<QByteArray> m_keys;
    qint64 m_last = 0;
};

/// One worker's way to them: a call takes a moment each way, and nothing of a dead worker arrives.
class FakeTaskStore final : public ports::TaskStore {
public:
    FakeTaskStore(MemoryTasks& tasks, VirtualTime& time, LifePtr life)
        : m_tasks(tasks), m_time(time), m_life(std::move(life))
    {
    }
    bool isAway = false;
    int adds = 0;

    QCoro::Task<void> addTasks(std::vector<NewTask> tasks) override
    {
        co_await m_time.pass(kWay, m_life);
        check();
        ++adds;
        m_tasks.add(tasks);
        co_await m_time.pass(kWay, m_life);
    }
    QCoro::Task<BackgroundTask> beginTask(NewTask task, OwnerId owner) override
    {
        co_await m_time.pass(kWay, m_life);
        check();
        m_tasks.add({task});
        std::vector<BackgroundTask> claimed = m_tasks.claim(owner, {task.kind}, 1);
        co_return claimed.at(0);
    }
    QCoro::Task<std::vector<BackgroundTask>> claimTasks(OwnerId owner, QStringList kinds, int limit) override
    {
        co_await m_time.pass(kWay, m_life);
        check();
        std::vector<BackgroundTask> claimed = m_tasks.claim(owner, kinds, limit);
        co_await m_time.pass(kWay, m_life);
        co_return claimed;
    }
    QCoro::Task<Settled> settleTask(BackgroundTask task, TaskResult result) override
    {
        co_await m_time.pass(kWay, m_life);
        check();
        const Settled settled = m_tasks.settle(task, result);
        co_await m_time.pass(kWay, m_life);
        co_return settled;
    }
    QCoro::Task<TaskCounts> taskCounts() override
    {
        co_await m_time.pass(kWay, m_life);
        check();
        TaskCounts counts;
        counts.waiting = m_tasks.count(TaskState::Waiting);
        counts.working = m_tasks.count(TaskState::Working);
        counts.dead = m_tasks.count(TaskState::Dead);
        co_return counts;
    }
    QCoro::Task<std::vector<BackgroundTask>> deadTasks(int limit) override
    {
        co_await m_time.pass(kWay, m_life);
        check();
        std::vector<BackgroundTask> dead;
        for (auto row = m_tasks.rows.rbegin(); row != m_tasks.rows.rend() && int(dead.size()) < limit; ++row) {
            if (row->second.task.state == TaskState::Dead) dead.push_back(row->second.task);
        }
        co_return dead;
    }
    QCoro::Task<bool> resolveTask(qint64 id, TaskDecision decision, QByteArray) override
    {
        co_await m_time.pass(kWay, m_life);
        check();
        const auto found = m_tasks.rows.find(id);
        if (found == m_tasks.rows.end() || found->second.task.state != TaskState::Dead) co_return false;
        if (decision == TaskDecision::Drop)
            m_tasks.rows.erase(found);
        else
            found->second.task.state = TaskState::Waiting;
        co_return true;
    }
    QCoro::Task<int> forgetDoneTasks() override { co_return 0; }
    QCoro::Task<std::vector<BackgroundTask>> tasksNamed(QByteArray prefix) override
    {
        co_await m_time.pass(kWay, m_life);
        check();
        std::vector<BackgroundTask> named;
        for (const auto& [id, row] : m_tasks.rows) {
            if (row.task.dedupKey.startsWith(prefix)) named.push_back(row.task);
        }
        co_return named;
    }

private:
    static constexpr std::chrono::milliseconds kWay{1};
    void check() const
    {
        if (isAway || !m_life->isAlive)
            throw StoreError(StoreError::Kind::Unreachable, QStringLiteral("tasks"), QStringLiteral("memory"),
                             QStringLiteral("away"));
    }
    MemoryTasks& m_tasks;
    VirtualTime& m_time;
    LifePtr m_life;
};

}  // namespace tongdai::testing
