#include "engine/host/locks/tasks_service.h"

#include "engine/domain/people/task_permission.h"
#include "engine/host/locks/look/masked_rows.h"
#include "engine/work/tasks/task_bodies.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostTasks = 500;
constexpr int kMostRetries = 200;
/// Work without a row is named by numbers that no row has: the runners by -1, -2 …, rows of the outbox below this.
constexpr qint64 kRetriesFrom = -1000;

qint64 retryIdOf(const OutboxItem& item)
{
    return kRetriesFrom - item.id;
}

TaskOnDesk retryOf(const OutboxItem& item, const std::vector<SendTry>& tries)
{
    TaskOnDesk shown;
    shown.task.id = retryIdOf(item);
    shown.task.kind = QString::fromLatin1(task_kind::kOutboxRetry);
    shown.task.conversation = item.conversation;
    shown.task.state = item.state == OutboxState::Sending ? TaskState::Working : TaskState::Waiting;
    shown.task.attempts = item.attempts;
    shown.task.maxAttempts = kMaxSendAttempts;
    shown.task.fence = item.fence;
    shown.task.lastError = item.lastError;
    shown.task.createdAt = item.createdAt;
    shown.nextAt = item.nextAt;
    for (const SendTry& each : tries)
        shown.tries.push_back({each.at, {}, each.words});
    return shown;
}

}  // namespace

/// Answers that did not arrive at the first try, the newest last: the outbox' own rows are the tasks.
QCoro::Task<std::vector<TaskOnDesk>> TasksService::retries()
{
    const std::vector<OutboxState> states{OutboxState::Waiting, OutboxState::Sending};
    auto listing = m_ports.reader.outbox(states, kMostRetries);
    const std::vector<OutboxItem> items = co_await listing;
    std::vector<OutboxItem> tried;
    std::vector<qint64> ids;
    for (const OutboxItem& item : items) {
        const int failed = item.state == OutboxState::Sending ? item.attempts - 1 : item.attempts;
        if (failed <= 0) continue;
        tried.push_back(item);
        ids.push_back(item.id);
    }
    std::vector<TaskOnDesk> shown;
    if (tried.empty()) co_return shown;
    auto reading = m_ports.plans.tries(std::move(ids));
    const auto tries = co_await reading;
    for (const OutboxItem& item : tried)
        shown.push_back(retryOf(item, tries.value(item.id)));
    std::ranges::reverse(shown);
    co_return shown;
}

std::vector<TaskOnDesk> TasksService::running() const
{
    std::vector<TaskOnDesk> shown;
    for (size_t i = 0; i < m_ports.runners.size(); ++i) {
        const std::optional<RunningWork> work = m_ports.runners[i].now();
        if (!work) continue;
        TaskOnDesk each;
        each.task.id = -1 - qint64(i);
        each.task.kind = QString::fromLatin1(work->kind);
        each.task.conversation = work->conversation;
        each.task.state = TaskState::Working;
        each.task.attempts = each.task.maxAttempts = 1;
        each.task.createdAt = work->since;
        each.done = work->done;
        each.total = work->total;
        each.isCancelWanted = work->isCancelWanted;
        shown.push_back(std::move(each));
    }
    return shown;
}

QCoro::Task<api::Answer<api::TasksPicture>> TasksService::tasks()
{
    if (const auto refused = m_ports.gate.refusal(Permission::SeeLocks)) co_return *refused;
    api::TasksPicture picture;
    auto reading = m_ports.desk.tasksOnDesk(kMostTasks + 1);
    picture.tasks = co_await reading;
    auto asking = retries();
    const std::vector<TaskOnDesk> tried = co_await asking;
    const std::vector<TaskOnDesk> works = running();
    const auto dead =
        std::ranges::find(picture.tasks, TaskState::Dead, [](const TaskOnDesk& t) { return t.task.state; });
    picture.tasks.insert(dead, tried.begin(), tried.end());
    picture.tasks.insert(picture.tasks.begin(), works.begin(), works.end());
    picture.hasMore = picture.tasks.size() > size_t(kMostTasks);
    if (picture.hasMore) picture.tasks.resize(size_t(kMostTasks));
    picture.mayReadBodies = m_ports.gate.allows(Permission::SeeConversations);
    if (!picture.mayReadBodies) {
        for (TaskOnDesk& each : picture.tasks)
            each.task.payload = {};
    }
    if (!m_ports.gate.allows(Permission::SeeNumbers)) {
        for (TaskOnDesk& each : picture.tasks)
            maskTask(each);
    }
    for (TaskOnDesk& each : picture.tasks)
        each.mayDecide = !refusal(each.task.kind);
    picture.at = m_ports.clock.now();
    co_return picture;
}

/// Who may release locks may decide about work, but not about what they could not have begun.
std::optional<api::DeskFailure> TasksService::refusal(const QString& kind) const
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReleaseLocks)) return refused;
    return m_ports.gate.refusal(permissionForTask(kind));
}

QCoro::Task<std::optional<api::DeskFailure>> TasksService::refusalOfRow(qint64 id)
{
    auto reading = m_ports.desk.taskOnDesk(id);
    const std::optional<TaskOnDesk> shown = co_await reading;
    co_return shown ? refusal(shown->task.kind) : m_ports.gate.refusal(Permission::ReleaseLocks);
}

QCoro::Task<api::Answer<int>> TasksService::resolve(std::vector<qint64> ids, TaskDecision decision)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReleaseLocks)) co_return *refused;
    int resolved = 0;
    std::optional<api::DeskFailure> others;  // what somebody else decides about is left as it is
    for (const qint64 id : ids) {
        auto judging = refusalOfRow(id);
        std::optional<api::DeskFailure> refused = co_await judging;
        if (refused) {
            others = std::move(refused);
            continue;
        }
        auto resolving = m_ports.tasks.resolveTask(id, decision, m_ports.gate.me().bytes());
        const bool isResolved = co_await resolving;
        if (isResolved) ++resolved;
    }
    if (resolved == 0 && others) co_return *others;
    m_ports.wake();
    co_return resolved;
}

QCoro::Task<api::Answer<bool>> TasksService::edit(qint64 id, QJsonObject body)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReleaseLocks)) co_return *refused;
    if (const auto refused = m_ports.gate.refusal(Permission::SeeConversations)) co_return *refused;
    auto reading = m_ports.desk.taskOnDesk(id);
    std::optional<TaskOnDesk> shown = co_await reading;
    if (!shown || shown->task.state != TaskState::Dead) co_return false;
    if (const auto refused = refusal(shown->task.kind)) co_return *refused;
    const QString problem = giveBody(shown->task, body);
    if (!problem.isEmpty()) co_return api::DeskFailure{api::DeskError::Refused, problem};
    auto editing = m_ports.desk.editTask(shown->task, m_ports.gate.me().bytes());
    const bool isEdited = co_await editing;
    m_ports.wake();
    co_return isEdited;
}

QCoro::Task<api::Answer<bool>> TasksService::cancel(qint64 id)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReleaseLocks)) co_return *refused;
    if (id <= kRetriesFrom) {
        auto deciding =
            m_ports.pipeline.operatorActs().resolveOutbox(kRetriesFrom - id, OutboxDecision::GiveUp, m_ports.gate.me());
        const bool isGivenUp = co_await deciding;
        co_return isGivenUp;
    }
    if (id < 0) {
        const std::optional<RunningWork> work = runningAs(size_t(-1 - id));
        if (!work) co_return false;
        if (const auto refused = refusal(QString::fromLatin1(work->kind))) co_return *refused;
        auto stopping = stopRunner(size_t(-1 - id));
        const bool isStopped = co_await stopping;
        co_return isStopped;
    }
    auto judging = refusalOfRow(id);
    const std::optional<api::DeskFailure> refused = co_await judging;
    if (refused) co_return *refused;
    auto cancelling = m_ports.desk.cancelTask(id, m_ports.gate.me().bytes());
    const bool isCancelled = co_await cancelling;
    co_return isCancelled;
}

std::optional<RunningWork> TasksService::runningAs(size_t number) const
{
    return number < m_ports.runners.size() ? m_ports.runners[number].now() : std::nullopt;
}

QCoro::Task<bool> TasksService::stopRunner(size_t number)
{
    const std::optional<RunningWork> work = runningAs(number);
    if (!work || work->isCancelWanted) co_return false;
    AuditEntry entry;
    entry.actor = m_ports.gate.me().bytes();
    entry.action = u"task.cancelled"_s;
    entry.object = work->kind;
    auto writing = m_ports.audit.audit(std::move(entry));
    co_await writing;
    m_ports.runners[number].stop();
    co_return true;
}

}  // namespace tongdai
