#pragma once

#include "engine/domain/ports/live/session_tasks.h"
#include "engine/domain/ports/live/task_desk.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/history/sql_history.h"

namespace tongdai {

/// Background work and what it finds, in the durable store, with the same writer and readers as the rest of it. Lives
/// on the engine loop; must not outlive the history.
class SqlTasks final : public ports::TaskStore,
                       public ports::TaskDesk,
                       public ports::CustomerDetailsStore,
                       public ports::SessionTaskStore {
public:
    /// `worker`: how this engine is called where somebody reads what became of a try.
    explicit SqlTasks(SqlHistory& history, QString worker = {}) : m_history(history), m_worker(std::move(worker)) {}

    QCoro::Task<void> addTasks(std::vector<NewTask> tasks) override;
    QCoro::Task<BackgroundTask> beginTask(NewTask task, OwnerId owner) override;
    QCoro::Task<std::vector<BackgroundTask>> claimTasks(OwnerId owner, QStringList kinds, int limit) override;
    QCoro::Task<Settled> settleTask(BackgroundTask task, TaskResult result) override;
    QCoro::Task<TaskCounts> taskCounts() override;
    QCoro::Task<std::vector<BackgroundTask>> deadTasks(int limit) override;
    QCoro::Task<bool> resolveTask(qint64 id, TaskDecision decision, QByteArray actor) override;
    QCoro::Task<int> forgetDoneTasks() override;
    QCoro::Task<std::vector<BackgroundTask>> tasksNamed(QByteArray prefix) override;

    QCoro::Task<std::vector<TaskOnDesk>> tasksOnDesk(int limit) override;
    QCoro::Task<std::optional<TaskOnDesk>> taskOnDesk(qint64 id) override;
    QCoro::Task<bool> editTask(BackgroundTask edited, QByteArray actor) override;
    QCoro::Task<bool> cancelTask(qint64 id, QByteArray actor) override;
    QCoro::Task<bool> noteProgress(BackgroundTask task, qint64 done, qint64 total) override;

    QCoro::Task<CustomerDetails> customerDetails(ConversationId conversation) override;
    QCoro::Task<Kept> keepDetails(BackgroundTask task, std::vector<LineDetails> lines, qint64 readUpto) override;
    QCoro::Task<std::vector<LineEntities>> entitiesOfLines(ConversationId conversation, int limit) override;
    QCoro::Task<std::vector<ConversationId>> unreadForDetails(TimePoint since, int limit) override;

    QCoro::Task<LineSaved> saveLine(BackgroundTask task, SavedLine line) override;
    QCoro::Task<StatusAge> noteStatusVersion(BackgroundTask task, qint64 version) override;

private:
    SqlHistory& m_history;
    QString m_worker;
};

}  // namespace tongdai
