#include "engine/history/tasks/hook_feed.h"

#include "engine/history/tasks/tasks.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using ports::HookStore;

namespace {

/// Looked through at once, whatever their kind.
constexpr qint64 kEventsOfPage = 500;

QString placeName(const OutgoingHook& hook)
{
    return u"hook:"_s + hook.name;
}

qint64 newestEvent(SqlSession& session)
{
    return session.query(u"select value from counters where name = 'events'"_s)[0][0].toInteger();
}

}  // namespace

void beginHook(UnitOfWork& work, const OutgoingHook& hook)
{
    static const SqlInsert insert{u"counters"_s,
                                  {{u"name"_s, SqlType::Text}, {u"value"_s, SqlType::Integer}},
                                  SqlInsert::OnConflict::KeepOld,
                                  {u"name"_s}};
    const std::vector<SqlParams> row{{placeName(hook), newestEvent(work.session())}};
    work.session().insertMany(insert, row);
}

bool feedHook(UnitOfWork& work, const OutgoingHook& hook, qint64 from, qint64 upto, const std::vector<NewTask>& calls)
{
    const qint64 moved = work.session().execute(u"update counters set value = ? where name = ? and value = ?"_s,
                                                {upto, placeName(hook), from});
    if (moved == 0) return false;
    addTasks(work, calls);
    return true;
}

namespace reads {

QStringList forgottenHooks(SqlSession& session, const QStringList& keptKinds, std::chrono::seconds after)
{
    const double idle = double(after.count());
    QStringList kinds;
    for (SqlRow row : session.query(
             u"select kind from tasks where state in (0, 1) and kind like 'outgoing_hook:%' group by kind having "
             "max(next_at) < {now} - ? and max(lease_until) < {now} - ? and max(updated_at) < {now} - ?"_s,
             {idle, idle, idle}))
        kinds << row.nextText();
    kinds.removeIf([&keptKinds](const QString& kind) { return keptKinds.contains(kind); });
    return kinds;
}

std::optional<HookStore::Standing> hookStanding(SqlSession& session, const OutgoingHook& hook)
{
    static const QString find = u"select value from counters where name = ?"_s;
    const SqlRows place = session.query(find, {placeName(hook)});
    if (place.isEmpty()) return std::nullopt;
    HookStore::Standing standing;
    standing.place = place[0][0].toInteger();
    standing.newest = newestEvent(session);
    for (SqlRow row :
         session.query(u"select state, count(*) from tasks where state in (0, 1, 3) and kind = ? group by state"_s,
                       {hook.taskKind()})) {
        const auto state = TaskState(row.nextInteger());
        (state == TaskState::Dead ? standing.dead : standing.waiting) += row.nextInteger();
    }
    return standing;
}

HookStore::Page eventsForHook(SqlSession& session, qint64 after, qint64 newest, const QStringList& kinds)
{
    HookStore::Page page;
    page.upto = std::min(after + kEventsOfPage, newest);
    SqlParams wanted;
    for (const QString& kind : kinds)
        wanted.push_back(kind);
    static const QString sql =
        u"select id, kind, conversation_id, user_id, message_id, rev, data, at from events where kind in ({list}) and "
        "id > ? and id <= ? order by id"_s;
    for (SqlRow row : session.queryList(sql, wanted, {}, {after, page.upto})) {
        TimedEvent told;
        told.event.id = row.nextInteger();
        told.event.kind = row.nextText();
        told.event.conversation = row.nextId<ConversationId>();
        told.event.user = row.nextId<SenderId>();
        told.event.messageId = row.nextId<MessageId>();
        told.event.rev = row.nextInteger();
        told.event.data = row.nextJson();
        told.at = row.nextTime();
        page.events.push_back(std::move(told));
    }
    return page;
}

}  // namespace reads

qint64 endForgottenCalls(UnitOfWork& work, const QStringList& keptKinds, std::chrono::seconds after)
{
    const QStringList kinds = reads::forgottenHooks(work.session(), keptKinds, after);
    if (kinds.isEmpty()) return 0;
    const SqlParams list(kinds.begin(), kinds.end());
    const double idle = double(after.count());
    // A row that an engine takes up meanwhile is that engine's.
    return work.session().executeList(
        u"update tasks set state = 3, last_error = ?, owner = null, lease_until = 0, updated_at = ? where state in "
        "(0, 1) and next_at < {now} - ? and lease_until < {now} - ? and updated_at < {now} - ? and kind in ({list})"_s,
        list, {QString::fromLatin1(kHookRemoved), work.now(), idle, idle, idle});
}

}  // namespace tongdai
