#include "engine/history/tasks/tasks.h"

#include "engine/domain/failpoint.h"
#include "engine/domain/shop/outgoing_hook.h"
#include "engine/history/tasks/task_desk.h"

#include <QSet>

#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kForgottenAtOnce = 2'000;
const QString kCutByCrash = u"the engine stopped every time this was in work"_s;

const QString kTaskColumns =
    u"t.id, t.kind, t.conversation_id, t.dedup_key, t.payload, t.state, t.attempts, t.max_attempts, t.fence, "
    "t.last_error, t.created_at, t.updated_at"_s;

BackgroundTask readTask(SqlRow& row)
{
    BackgroundTask task;
    task.id = row.nextInteger();
    task.kind = row.nextText();
    task.conversation = row.nextId<ConversationId>();
    task.dedupKey = row.nextBytes();
    task.payload = row.nextJson();
    task.state = TaskState(row.nextInteger());
    task.attempts = int(row.nextInteger());
    task.maxAttempts = int(row.nextInteger());
    task.fence = row.nextInteger();
    task.lastError = row.nextText();
    task.createdAt = row.nextTime();
    task.changedAt = row.nextTime();
    return task;
}

/// Each with the newest of its kind that waits for the same conversation.
std::vector<BackgroundTask> claimedTasks(const SqlRows& rows)
{
    std::vector<BackgroundTask> tasks;
    for (SqlRow row : rows) {
        BackgroundTask task = readTask(row);
        task.sameUpto = row.nextInteger();
        tasks.push_back(std::move(task));
    }
    return tasks;
}

const QString kWithSame = u"select "_s + kTaskColumns +
                          u", coalesce((select max(p.id) from tasks p where p.conversation_id = t.conversation_id and "
                          "p.kind = t.kind and p.state = 0), 0) from tasks t "_s;

/// Nobody sends us our own tasks a second time; another program's is remembered for a while.
bool isKeptWhenDone(const QString& kind)
{
    return kind != QLatin1StringView(task_kind::kCustomerDetails) && !kind.startsWith(QLatin1StringView(kHookTasks));
}

/// The first key behind all that begin with it.
QByteArray keyBehind(QByteArray prefix)
{
    prefix.back() = char(uchar(prefix.back()) + 1);
    return prefix;
}

/// Done orders of conversations whose every order is long done: one that is forgotten while a later one is known would
/// leave its place to another.
SqlParams forgettableOrders(UnitOfWork& work, TimePoint before)
{
    SqlSession& session = work.session();
    SqlParams ids;
    QSet<QByteArray> kept;
    for (SqlRow row :
         session.query(u"select id, dedup_key from tasks where state = 2 and updated_at < ? and kind = ?"_s,
                       {before, QString::fromLatin1(task_kind::kShopOrder)})) {
        const qint64 id = row.nextInteger();
        const QByteArray key = row.nextBytes();
        const QByteArray place = key.left(key.lastIndexOf(':') + 1);
        if (place.isEmpty() || kept.contains(place)) continue;
        const bool isNeeded = !session
                                   .query(
                                       u"select 1 from tasks where dedup_key >= ? and dedup_key < ? and (state <> 2 "
                                       "or updated_at >= ?) limit 1"_s,
                                       {SqlValue::ofId(place), SqlValue::ofId(keyBehind(place)), before})
                                   .isEmpty();
        if (isNeeded)
            kept.insert(place);
        else
            ids.push_back(id);
    }
    return ids;
}

}  // namespace

double taskLeaseSeconds()
{
    static const double lease = FAILPOINT_AMOUNT("task-lease", double(std::chrono::seconds(kTaskLease).count()));
    return lease;
}

void addTasks(UnitOfWork& work, const std::vector<NewTask>& tasks)
{
    static const SqlInsert insert{u"tasks"_s,
                                  {{u"kind"_s, SqlType::Text},
                                   {u"conversation_id"_s, SqlType::Id},
                                   {u"dedup_key"_s, SqlType::Id},
                                   {u"payload"_s, SqlType::Json},
                                   {u"max_attempts"_s, SqlType::Integer},
                                   {u"created_at"_s, SqlType::Real},
                                   {u"updated_at"_s, SqlType::Real}},
                                  SqlInsert::OnConflict::KeepOld,
                                  {u"dedup_key"_s}};
    std::vector<SqlParams> rows;
    rows.reserve(tasks.size());
    for (const NewTask& task : tasks) {
        rows.push_back({task.kind, task.conversation, SqlValue::ofId(task.dedupKey), task.payload, task.maxAttempts,
                        work.now(), work.now()});
    }
    if (!rows.empty()) work.session().insertMany(insert, rows);
}

BackgroundTask beginTask(UnitOfWork& work, const NewTask& task, const OwnerId& owner)
{
    addTasks(work, {task});
    static const QString take =
        u"update tasks set state = 1, attempts = 1, fence = 1, owner = ?, lease_until = {now} + %1 where dedup_key = ? and state = 0 and fence = 0"_s
            .arg(taskLeaseSeconds());
    const SqlValue key = SqlValue::ofId(task.dedupKey);
    work.session().execute(take, {owner, key});
    static const QString find = u"select "_s + kTaskColumns + u" from tasks t where t.dedup_key = ?"_s;
    const SqlRows rows = work.session().query(find, {key});
    SqlRow row(rows[0]);
    return readTask(row);
}

std::vector<BackgroundTask> claimTasks(UnitOfWork& work, WriteJob& job, const OwnerId& owner, const QStringList& kinds,
                                       int limit, const QUuid& reference)
{
    SqlSession& session = work.session();
    static const QString again = kWithSame + u"where t.claim_ref = ? and t.state = 1"_s;
    if (job.mayBeDone) {
        auto before = claimedTasks(session.query(again, {reference}));
        if (!before.empty()) return before;
    }
    SqlParams kindList;
    for (const QString& kind : kinds)
        kindList.push_back(kind);
    SqlParams ids;
    for (SqlRow row : session.queryList(reads::kDueTasksSql, kindList, {}, {limit}))
        ids.push_back(row.nextInteger());
    if (ids.empty()) return {};

    // What a dead engine had in work is a try that failed.
    for (SqlRow row : session.queryList(u"select id from tasks where id in ({list}) and state = 1"_s, ids))
        addTry(work, row.nextInteger(), {work.now(), {}, kCutByCrash});
    static const QString dead =
        u"update tasks set state = 3, owner = null, lease_until = 0, last_error = ?, updated_at = ? where id in "
        u"({list}) "
        "and state = 1 and attempts >= max_attempts"_s;
    session.executeList(dead, ids, {kCutByCrash, work.now()});
    static const QString take =
        u"update tasks set state = 1, attempts = attempts + 1, fence = fence + 1, owner = ?, claim_ref = ?, "
        "progress_done = 0, progress_total = 0, lease_until = {now} + %1, updated_at = ? where id in ({list}) and state in (0, 1)"_s
            .arg(taskLeaseSeconds());
    session.executeList(take, ids, {owner, reference, work.now()});
    return claimedTasks(session.query(again, {reference}));
}

bool isStillOurs(UnitOfWork& work, const BackgroundTask& task)
{
    return !work.session()
                .query(u"select 1 from tasks where id = ? and fence = ? and state = 1 {for_update}"_s,
                       {task.id, task.fence})
                .isEmpty();
}

void markTaskDone(UnitOfWork& work, const BackgroundTask& task, bool withSame)
{
    const bool isKept = isKeptWhenDone(task.kind);
    static const QString keep =
        u"update tasks set state = 2, owner = null, lease_until = 0, last_error = '', updated_at = ? where "_s;
    static const QString drop = u"delete from tasks where "_s;
    static const QString one = u"id = ?"_s;
    static const QString same = u"conversation_id = ? and kind = ? and state = 0 and id <= ?"_s;
    const SqlParams before = isKept ? SqlParams{work.now()} : SqlParams{};
    const auto settle = [&](const QString& which, const SqlParams& values) {
        SqlParams all = before;
        all.insert(all.end(), values.begin(), values.end());
        work.session().execute((isKept ? keep : drop) + which, all);
    };
    settle(one, {task.id});
    if (withSame && task.sameUpto > 0) settle(same, {task.conversation, task.kind, task.sameUpto});
}

ports::TaskStore::Settled settleTask(UnitOfWork& work, WriteJob& job, const BackgroundTask& task,
                                     const TaskResult& result, const QString& worker)
{
    ports::TaskStore::Settled settled;
    const bool mayGoOn = task.attempts < task.maxAttempts;
    switch (result.kind) {
        case TaskResult::Kind::Settled:
        case TaskResult::Kind::Refused:
        case TaskResult::Kind::Done: settled.state = TaskState::Done; break;
        case TaskResult::Kind::Retry: settled.state = mayGoOn ? TaskState::Waiting : TaskState::Dead; break;
        case TaskResult::Kind::Dead: settled.state = TaskState::Dead; break;
        case TaskResult::Kind::GivenBack: settled.state = TaskState::Waiting; break;
    }
    if (settled.state == TaskState::Done && !isKeptWhenDone(task.kind)) {
        const qint64 dropped = work.session().execute(u"delete from tasks where id = ? and fence = ? and state = 1"_s,
                                                      {task.id, task.fence});
        settled.wasOurs = dropped > 0 || job.mayBeDone;
        return settled;
    }
    const double pause = std::chrono::duration<double>(result.nextIn).count();
    const int uncounted = result.kind == TaskResult::Kind::GivenBack ? 1 : 0;
    const qint64 matched = work.session().execute(
        u"update tasks set state = ?, attempts = attempts - ?, next_at = {now} + ?, owner = null, lease_until = 0, "
        "last_error = ?, updated_at = ? where id = ? and fence = ? and state = 1"_s,
        {int(settled.state), uncounted, pause, result.reason, work.now(), task.id, task.fence});
    settled.wasOurs = matched > 0;
    const bool isFailed = result.kind == TaskResult::Kind::Retry || result.kind == TaskResult::Kind::Dead;
    if (matched > 0 && isFailed) addTry(work, task.id, {work.now(), worker, result.reason});
    if (matched > 0 || !job.mayBeDone) return settled;
    // The first try may have been committed: then the row says what this one wanted to say.
    settled.wasOurs = !work.session()
                           .query(u"select 1 from tasks where id = ? and fence = ? and state = ?"_s,
                                  {task.id, task.fence, int(settled.state)})
                           .isEmpty();
    return settled;
}

int forgetDoneTasks(UnitOfWork& work)
{
    const TimePoint before = work.now() - kDoneTasksKept;
    SqlParams ids = forgettableOrders(work, before);
    for (SqlRow row :
         work.session().query(u"select id from tasks where state = 2 and updated_at < ? and kind <> ? limit ?"_s,
                              {before, QString::fromLatin1(task_kind::kShopOrder), kForgottenAtOnce}))
        ids.push_back(row.nextInteger());
    if (ids.empty()) return 0;
    return int(work.session().executeList(u"delete from tasks where state = 2 and id in ({list})"_s, ids));
}

bool resolveTask(UnitOfWork& work, qint64 id, TaskDecision decision, const QByteArray& actor)
{
    const bool again = decision == TaskDecision::Retry;
    const qint64 matched = again ? work.session().execute(
                                       u"update tasks set state = 0, attempts = 0, next_at = 0, cancel_wanted = 0, "
                                       u"updated_at = ? where id = ? "
                                       "and state = 3"_s,
                                       {work.now(), id})
                                 : work.session().execute(u"delete from tasks where id = ? and state = 3"_s, {id});
    if (matched == 0) return false;
    work.addAudit({actor, again ? u"task.retried"_s : u"task.dropped"_s, QByteArray::number(id), {}});
    return true;
}

namespace reads {

const QString kDueTasksSql =
    u"select t.id from tasks t where t.state in (0, 1) and t.next_at <= {now} and t.lease_until < {now} and t.kind in "
    "({list}) and not exists (select 1 from tasks p where p.conversation_id = t.conversation_id and p.id < t.id and "
    "p.state in (0, 1) and (p.kind = t.kind or (p.kind not like 'outgoing_hook:%' and t.kind not like "
    "'outgoing_hook:%'))) order by t.next_at, t.id limit ? {skip_locked}"_s;

std::vector<BackgroundTask> deadTasks(SqlSession& session, int limit)
{
    static const QString sql =
        u"select "_s + kTaskColumns + u" from tasks t where t.state = 3 order by t.updated_at desc limit ?"_s;
    std::vector<BackgroundTask> tasks;
    for (SqlRow row : session.query(sql, {limit}))
        tasks.push_back(readTask(row));
    return tasks;
}

std::vector<BackgroundTask> tasksNamed(SqlSession& session, const QByteArray& prefix)
{
    static const QString sql =
        u"select "_s + kTaskColumns + u" from tasks t where t.dedup_key >= ? and t.dedup_key < ? order by t.id"_s;
    std::vector<BackgroundTask> tasks;
    for (SqlRow row : session.query(sql, {SqlValue::ofId(prefix), SqlValue::ofId(keyBehind(prefix))}))
        tasks.push_back(readTask(row));
    return tasks;
}

TaskCounts taskCounts(SqlSession& session)
{
    TaskCounts counts;
    for (SqlRow row : session.query(
             u"select state, count(*), min(created_at) from tasks where state in (0, 1, 3) and (state = 3 or kind not "
             "like 'outgoing_hook:%') group by state"_s)) {
        const auto state = TaskState(row.nextInteger());
        const qint64 count = row.nextInteger();
        const TimePoint oldest = row.nextTime();
        if (state == TaskState::Dead) {
            counts.dead = count;
            continue;
        }
        (state == TaskState::Waiting ? counts.waiting : counts.working) = count;
        counts.oldest = counts.oldest ? std::min(*counts.oldest, oldest) : oldest;
    }
    return counts;
}

}  // namespace reads
}  // namespace tongdai
