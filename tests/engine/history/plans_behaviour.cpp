#include "tests/engine/history/plans_behaviour.h"

#include "engine/history/conversations/reads.h"
#include "engine/history/conversations/rows.h"
#include "engine/history/conversations/sql_long_waits.h"
#include "engine/history/privacy/erasure_places.h"
#include "engine/history/search/search_facts.h"
#include "engine/history/search/search_index.h"
#include "engine/history/search/search_mysql.h"
#include "engine/history/search/search_rows.h"
#include "engine/history/sessions/chat_sessions.h"
#include "engine/history/statistics/closings.h"
#include "engine/history/statistics/conversation_pages.h"
#include "engine/history/statistics/given_answers.h"
#include "engine/history/statistics/marks.h"
#include "engine/history/statistics/statistics.h"
#include "engine/history/store/migrations.h"
#include "engine/history/store/unit_of_work.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kConversations = 1'000;
constexpr int kLines = 8;

QString typed(const QString& sql, const QString& kinds)
{
    QString text;
    int next = 0;
    for (const QChar c : sql) {
        text += c;
        if (c == u'?') text += kinds.at(next++);
    }
    return text;
}

}  // namespace

QString PlansBehaviour::withValues(const QString& sql, const std::function<QString(QChar, int)>& spell)
{
    QString text;
    int number = 0;
    for (qsizetype i = 0; i < sql.size(); ++i) {
        if (sql[i] == u'?')
            text += spell(sql[++i], ++number);
        else
            text += sql[i];
    }
    return text;
}

void PlansBehaviour::initTestCase()
{
    m_session = makeSession();
    QVERIFY(m_session);
    m_session->open();
    migrate(*m_session, migrationsFor(m_session->dialect().name));
    fill();
    afterFilling(*m_session);
}

void PlansBehaviour::fill()
{
    SqlSession& session = *m_session;
    const TimePoint now{std::chrono::milliseconds(1'763'712'000'000)};
    session.begin();
    UnitOfWork work(session, now);
    std::vector<ConversationId> ids;
    for (int i = 0; i < kConversations; ++i)
        ids.push_back(ConversationId("c" + QByteArray::number(i)));
    work.lockOrCreate(ids);
    for (int i = 0; i < kConversations; ++i) {
        rows::ConversationRow& row = *work.find(ids[size_t(i)]);
        row.shown.lastActivity = now - std::chrono::seconds(i);
        row.shown.lastRev = kLines;
        if (i % 7 == 0) row.shown.mode = BotMode::Human;
        if (i % 7 == 0) row.shown.waitingSince = now - std::chrono::seconds(i);
        if (i % 11 == 0) row.shown.assignee = OperatorId("op" + QByteArray::number(i % 3));
        work.changed(row);
        for (int line = 1; line <= kLines; ++line) {
            rows::MessageRow message;
            message.uuid = rows::newUuid(now);
            message.conversation = row.uuid;
            message.source = "platform"_ba;
            message.shown.conversation = row.shown.id;
            message.shown.messageId = rows::lineId(message.uuid);
            message.shown.rev = line;
            message.shown.receivedAt = now - std::chrono::milliseconds(i * kLines + line);
            message.shown.body = u"tin %1 %2"_s.arg(i).arg(line);
            work.addMessage(message, u"api"_s);
            session.execute(
                u"insert into history_entries (conversation_id, at_ticks, message_id, question_rev, "
                "metadata) values (?, ?, ?, ?, '{}')"_s,
                {row.uuid, toTicks(message.shown.receivedAt), message.shown.messageId, qint64(line)});
        }
        for (qint64 ord = 1; ord <= 2; ++ord) {
            work.addOutbox({row.uuid, ord, SqlValue::bytes(rows::newUuid(now).toRfc4122()), QJsonObject(), true, 1, 0,
                            1, 2, 1, SqlValue(), 0.0, now, now});
            work.addAction({rows::newUuid(now), row.uuid, MessageId("m"_ba), ord, 0, u"send_message"_s, QJsonObject(),
                            u"succeeded"_s, QString(), 0.0, now, SqlValue()});
            work.addTurn({rows::newUuid(now), row.uuid, ord, ord, ord, SqlValue(), 0, QString(), 0.5, QJsonObject(),
                          QString(), 0.0, QJsonObject(), 1, QString(), now});
            work.addEvent(nullptr, {0, u"message_sent"_s, row.shown.id, {}, MessageId("m"_ba), ord, {}});
        }
    }
    work.commit([] {});
}

/// F51
void PlansBehaviour::findsItsRowsByAnIndex_data()
{
    QTest::addColumn<QString>("sql");
    const auto add = [](const char* name, const QString& sql) { QTest::newRow(name) << sql; };

    // The way of a message
    add("lock conversations",
        u"select id from conversations where conversation_id in (?b, ?b) order by conversation_id {for_update}"_s);
    add("write a conversation", u"update conversations set version = version + 1 where id = ?u"_s);
    add("renew a claim",
        u"update conversations set lease_until = {now} + 30 where conversation_id = ?b and fence = ?i and owner = ?b"_s);
    add("a seen message", u"select id from messages m where ((m.conversation_id = ?u and m.message_id = ?b))"_s);
    add("seen messages",
        u"select id from messages m where ((m.conversation_id = ?u and m.message_id = ?b) or (m.conversation_id = ?u "
        "and m.message_id = ?b))"_s);
    add("a known message",
        u"select 1 from messages m join conversations c on c.id = m.conversation_id where c.conversation_id = ?b and "
        "m.message_id = ?b and m.source = ?b"_s);
    add("a synced exchange",
        u"select body_hash from history_entries where conversation_id = ?u and message_id = ?b and body_hash is not null"_s);
    add("waiting messages",
        u"select m.content, c.id from conversations c left join messages m on m.conversation_id = c.id and m.seq > ?i "
        "where c.conversation_id = ?b order by m.seq"_s);
    add("context",
        u"select m.speaker, m.content, m.sent_at from messages m where m.conversation_id = ?u and m.rev < ?i "
        "and m.speaker in (0, 1, 2) and m.sent = 1 and m.content <> '' order by m.rev desc limit ?i"_s);
    add("context before it is known what waits",
        u"select m.speaker, m.content, m.sent_at from messages m where m.conversation_id = (select c.id from "
        "conversations c where c.conversation_id = ?b) and m.rev < coalesce((select w.rev from messages w where "
        "w.conversation_id = (select c.id from conversations c where c.conversation_id = ?b) and w.seq > ?i order by "
        "w.seq limit 1), 9223372036854775807) and m.speaker in (0, 1, 2) and m.sent = 1 and m.content <> '' order by "
        "m.rev desc limit ?i"_s);
    add("settle messages", u"update messages set state = 1 where conversation_id = ?u and seq = ?i and state = 0"_s);
    add("a message by its number", u"select message_id from messages where conversation_id = ?u and seq = ?i"_s);
    add("a turn", u"select outcome, rev from turns where id = ?u"_s);
    add("open outbox",
        u"select distinct conversation_id from outbox where conversation_id in (?u, ?u) and state in (0, 1)"_s);
    add("outbox ids", u"select dedup_key, id from outbox where dedup_key in (?b, ?b)"_s);
    add("lock outbox", u"select id, conversation_id, ord from outbox where id in (?i, ?i) order by id {for_update}"_s);
    add("settle actions", u"update message_actions set status = ?t where conversation_id = ?u and outbox_ord = ?i"_s);
    add("due outbox",
        u"select o.id from outbox o where o.state in (0, 1) and o.next_at <= {now} and o.lease_until < {now} "
        "and not exists (select 1 from outbox p where p.conversation_id = o.conversation_id and p.ord < o.ord "
        "and p.state in (0, 1)) order by o.next_at, o.id limit ?i {skip_locked}"_s);
    add("outbox claimed before", u"select o.id from outbox o where o.claim_ref = ?u and o.state = 1"_s);
    add("platform's answer",
        u"select answer from outbox where conversation_id = ?u and from_seq < ?i and upto_seq >= ?i "
        "and answer is not null"_s);
    add("due conversations",
        u"select conversation_id from conversations where pending = 1 and (lease_until < {now} or "
        "lease_until > {now} + 60) order by pending_since limit ?i"_s);
    add("event counter", u"update counters set value = value + 1 where name = 'events'"_s);

    // The desk
    InSight narrow;
    narrow.isEveryones = false;
    narrow.holders = {OperatorId("op1"_ba)};
    narrow.channels = {u"zalo"_s};
    narrow.self = OperatorId("op1"_ba);
    const QString seen = u"btb"_s;  // themselves, their channel and its holder
    for (int queue = 0; queue < kWorkQueueCount; ++queue) {
        for (const ListOrder order : {ListOrder::LongestWaiting, ListOrder::NewestActivity}) {
            for (const bool isNarrow : {false, true}) {
                ConversationQuery query;
                query.queue = WorkQueue(queue);
                query.order = order;
                if (isNarrow) query.sight = narrow;
                const QString sql = reads::conversationsSql(query, m_session->dialect());
                const bool asksWho = query.queue == WorkQueue::NeedsMe || query.queue == WorkQueue::Mine;
                const QString part = (asksWho ? u"b"_s : QString()) + (isNarrow ? seen : QString());
                const bool isOfTwo = sql.contains(" union all "_L1);  // each with a limit of its own
                const QString kinds = (isOfTwo ? part + u'i' + part + u'i' : part) + u"ii"_s;
                QTest::addRow("list %d in order %d%s", queue, int(order), isNarrow ? " of a narrow sight" : "")
                    << typed(sql, kinds);
            }
        }
    }
    add("counters of people's queues", typed(reads::peopleCountsSql({}), u"bb"_s));
    add("counters of people's queues of a narrow sight",
        typed(reads::peopleCountsSql(narrow), u'b' + seen + u'b' + seen));
    add("who waits long for a person", typed(reads::kLongWaitsSql, u"rrrbi"_s));
    add("messages of a night",
        u"select count(*) from (select m.rev from messages m where m.id >= ?u and m.seq is not null limit ?i) found"_s);
    add("a page of a thread",
        u"select id from messages m where m.conversation_id = ?u and m.rev < ?i order by m.rev desc limit ?i"_s);
    add("lines of a thread", u"select id from messages where conversation_id = ?u and rev in (?i, ?i)"_s);
    add("deliveries", u"select ord, id, state from outbox where conversation_id = ?u and ord in (?i, ?i)"_s);
    add("events", u"select id from events where id > ?i order by id limit ?i"_s);
    add("newest event", u"select max(id) from events"_s);
    add("old events", u"select max(id) from events where at < ?r"_s);
    add("drafts", u"select content from drafts where author = ?b"_s);

    // Statistics
    add("lines that are counted", typed(reads::kStatsLinesSql, u"bbbuui"_s));
    add("earlier lines that are counted",
        typed(QString(reads::kEarlierLinesSql).replace("in ({list})"_L1, "in (?, ?)"_L1), u"bbbubbbuuu"_s));
    add("who waits, and how long", typed(reads::kWaitingDebtSql, u"rri"_s));
    add("what was said since", typed(reads::kSaidToCustomersSql, u"ubbbi"_s));
    add("days that were counted", typed(reads::kRolledDaysSql, u"ii"_s));
    add("hours that were counted", typed(reads::kRolledHoursSql, u"ii"_s));
    add("answers a rule is tried on", typed(reads::kGivenAnswersSql, u"rrruttii"_s));
    add("actions that are counted", typed(reads::kStatsActionsSql, u"uui"_s));
    add("threads that were closed",
        typed(QString(reads::kThreadLinesSql).replace("in ({list})"_L1, "in (?, ?)"_L1), u"bbbuuu"_s));
    add("what the bot closed",
        typed(QString(reads::kBotClosingsSql).replace("in ({list})"_L1, "in (?, ?)"_L1), u"uuu"_s));
    const auto ofPage = [](QString sql) { return sql.replace("in ({list})"_L1, "in (?, ?)"_L1); };
    add("a page of conversations in detail", typed(reads::kConversationPageSql, u"ui"_s));
    add("lines of a page in detail", typed(ofPage(reads::kPageLinesSql), u"bbbuuu"_s));
    add("turns of a page in detail", typed(ofPage(reads::kPageTurnsSql), u"rruu"_s));
    add("actions of a page in detail", typed(ofPage(reads::kPageActionsSql), u"uuuu"_s));
    add("what was not sent of a page in detail", typed(ofPage(reads::kPageUnsentSql), u"rruu"_s));
    add("how far actions are", typed(reads::kHowFarActionsAreSql, u"uu"_s));
    add("turns that are counted", typed(reads::kStatsTurnsSql, u"rri"_s));

    // The history API
    add("a chat session", typed(reads::kChatSessionSql, u"b"_s));
    add("sessions of a user", typed(reads::kChatSessionsSql, u"bi"_s));
    add("entries of a session", typed(reads::kChatEntryCountSql, u"bii"_s));
    add("a page of entries", typed(reads::kChatEntriesSql, u"biiii"_s));

    // Privacy
    add("audit entries about somebody",
        typed(QString(kAuditEntriesSql).replace("in ({list})"_L1, "in (?, ?)"_L1), u"bb"_s));

    // Search
    add("newest lines that can be found",
        u"select ord, words from message_search where ord < ?i and ord >= ?i order by ord desc limit ?i"_s);
    add("where a window begins",
        u"select ord from message_search where ord < ?i and ord >= ?i order by ord desc limit 1 offset ?i"_s);
    add("hits",
        u"select s.ord, m.id from message_search s join messages m on m.id = s.message join conversations c on "
        "c.id = m.conversation_id where s.ord in (?i, ?i) and exists (select 1 from conversation_tags t where "
        "t.conversation_id = c.id and t.tag = ?b)"_s);
    add("what a line is found by", u"delete from message_search where message in (?u, ?u)"_s);
    add("old lines",
        u"select m.id from messages m join conversations c on c.id = m.conversation_id where m.id > ?u order by m.id limit ?i"_s);
    add("marks of the chart", typed(reads::kMarksSql, u"rrri"_s));
    add("where a look ends", typed(reads::kFactBoundSql, u"uui"_s));
    add("what happened", typed(reads::factLinesSql({}), u"uu"_s));
    add("what happened in a narrow sight", typed(reads::factLinesSql(narrow), u"uu"_s + seen));
    add("runs of the AI", typed(reads::factTurnsSql({}), u"rri"_s));
    add("runs of the AI in a narrow sight", typed(reads::factTurnsSql(narrow), u"rri"_s + seen));
    const QString store = m_session->dialect().name;
    const QString index = store == "sqlite"_L1     ? reads::kSqliteIndexSql
                          : store == "postgres"_L1 ? reads::kPostgresIndexSql
                                                   : reads::mysqlIndexSql(0);
    add("words", typed(index, u"tiii"_s));
    if (store == "mysql"_L1) add("a rare word and a common one", typed(reads::mysqlIndexSql(1), u"tiiti"_s));
}

void PlansBehaviour::findsItsRowsByAnIndex()
{
    QFETCH(QString, sql);
    const SqlDialect& dialect = m_session->dialect();
    sql.replace("{now}"_L1, dialect.now)
        .replace("{for_update}"_L1, dialect.forUpdate)
        .replace("{skip_locked}"_L1, dialect.skipLocked);
    QStringList scans;
    const QString plan = planOf(*m_session, sql, scans);
    QVERIFY2(!plan.isEmpty(), qPrintable(sql));
    QVERIFY2(scans.isEmpty(), qPrintable(scans.join(u", "_s) + u" read through\n"_s + sql + u'\n' + plan));
}

}  // namespace tongdai::testing
