#include "engine/history/tasks/task_desk.h"

#include "engine/domain/imports/import_job.h"
#include "engine/history/tasks/tasks.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

std::vector<TaskTry> triesIn(const QString& json)
{
    std::vector<TaskTry> tries;
    const QJsonArray read = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const QJsonValue& each : read) {
        const QJsonObject one = each.toObject();
        tries.push_back({fromUnixSeconds(one.value("at"_L1).toDouble()), one.value("engine"_L1).toString(),
                         one.value("error"_L1).toString()});
    }
    return tries;
}

QByteArray jsonOf(const std::vector<TaskTry>& tries)
{
    QJsonArray written;
    for (const TaskTry& each : tries) {
        written.append(
            QJsonObject{{u"at"_s, toUnixSeconds(each.at)}, {u"engine"_s, each.worker}, {u"error"_s, each.error}});
    }
    return QJsonDocument(written).toJson(QJsonDocument::Compact);
}

const QString kDeskColumns =
    u"t.id, t.kind, t.conversation_id, t.dedup_key, t.payload, t.state, t.attempts, t.max_attempts, t.fence, "
    "t.last_error, t.created_at, t.updated_at, t.progress_done, t.progress_total, t.cancel_wanted, t.next_at, "
    "t.tries"_s;

TaskOnDesk readOnDesk(SqlRow& row)
{
    TaskOnDesk shown;
    shown.task.id = row.nextInteger();
    shown.task.kind = row.nextText();
    shown.task.conversation = row.nextId<ConversationId>();
    shown.task.dedupKey = row.nextBytes();
    shown.task.payload = row.nextJson();
    shown.task.state = TaskState(row.nextInteger());
    shown.task.attempts = int(row.nextInteger());
    shown.task.maxAttempts = int(row.nextInteger());
    shown.task.fence = row.nextInteger();
    shown.task.lastError = row.nextText();
    shown.task.createdAt = row.nextTime();
    shown.task.changedAt = row.nextTime();
    shown.done = row.nextInteger();
    shown.total = row.nextInteger();
    shown.isCancelWanted = row.nextInteger() != 0;
    shown.nextAt = row.nextTime();
    shown.tries = triesIn(row.nextText());
    return shown;
}

}  // namespace

void addTry(UnitOfWork& work, qint64 id, const TaskTry& failed)
{
    const SqlRows rows = work.session().query(u"select tries from tasks where id = ?"_s, {id});
    if (rows.isEmpty()) return;
    std::vector<TaskTry> tries = triesIn(SqlRow(rows[0]).nextText());
    tries.push_back(failed);
    if (tries.size() > kMaxTaskTries) tries.erase(tries.begin(), tries.end() - kMaxTaskTries);
    work.session().execute(u"update tasks set tries = ? where id = ?"_s, {SqlValue::ofJson(jsonOf(tries)), id});
}

bool editTask(UnitOfWork& work, const BackgroundTask& edited, const QByteArray& actor)
{
    const qint64 matched = work.session().execute(
        u"update tasks set payload = ?, conversation_id = ?, state = 0, attempts = 0, next_at = 0, cancel_wanted = 0, "
        "updated_at = ? where id = ? and state = 3"_s,
        {edited.payload, edited.conversation, work.now(), edited.id});
    if (matched == 0) return false;
    work.addAudit({actor, u"task.edited"_s, QByteArray::number(edited.id), {}});
    return true;
}

bool cancelTask(UnitOfWork& work, qint64 id, const QByteArray& actor)
{
    qint64 matched = work.session().execute(
        u"update tasks set state = 3, last_error = ?, updated_at = ? where id = ? and state = 0"_s,
        {u"cancelled"_s, work.now(), id});
    if (matched == 0)
        matched = work.session().execute(
            u"update tasks set cancel_wanted = 1 where id = ? and state = 1 and cancel_wanted = 0"_s, {id});
    if (matched == 0) return false;
    work.addAudit({actor, u"task.cancelled"_s, QByteArray::number(id), {}});
    return true;
}

bool noteProgress(UnitOfWork& work, const BackgroundTask& task, qint64 done, qint64 total)
{
    // Whoever tells of progress lives: its lease begins anew.
    static const QString note =
        u"update tasks set progress_done = ?, progress_total = ?, lease_until = {now} + %1 where id = ? and fence = ? "
        "and state = 1"_s.arg(taskLeaseSeconds());
    work.session().execute(note, {done, total, task.id, task.fence});
    return !work.session()
                .query(u"select 1 from tasks where id = ? and fence = ? and state = 1 and cancel_wanted = 0"_s,
                       {task.id, task.fence})
                .isEmpty();
}

namespace reads {

std::vector<TaskOnDesk> tasksOnDesk(SqlSession& session, int limit)
{
    static const QString open =
        u"select "_s + kDeskColumns +
        u" from tasks t where t.state in (0, 1) order by t.state desc, t.next_at, t.id limit ?"_s;
    static const QString dead = u"select "_s + kDeskColumns +
                                u" from tasks t where t.state = 3 order by t.updated_at desc, t.id desc limit ?"_s;
    std::vector<TaskOnDesk> tasks;
    for (const QString& sql : {dead, open}) {
        std::vector<TaskOnDesk> some;
        for (SqlRow row : session.query(sql, {limit}))
            some.push_back(readOnDesk(row));
        tasks.insert(tasks.begin(), some.begin(), some.end());
    }
    return tasks;
}

std::optional<TaskOnDesk> taskOnDesk(SqlSession& session, qint64 id)
{
    const SqlRows rows = session.query(u"select "_s + kDeskColumns + u" from tasks t where t.id = ?"_s, {id});
    if (rows.isEmpty()) return std::nullopt;
    SqlRow row(rows[0]);
    return readOnDesk(row);
}

std::optional<TaskOnDesk> newestImport(SqlSession& session)
{
    static const QString sql =
        u"select "_s + kDeskColumns +
        u" from tasks t where t.dedup_key >= ? and t.dedup_key < ? order by t.dedup_key desc limit 1"_s;
    const QByteArray first = kImportKeys;
    QByteArray behind = first;
    behind.back() = char(behind.back() + 1);
    const SqlRows rows = session.query(sql, {SqlValue::ofId(first), SqlValue::ofId(behind)});
    if (rows.isEmpty()) return std::nullopt;
    SqlRow row(rows[0]);
    return readOnDesk(row);
}

}  // namespace reads
}  // namespace tongdai
