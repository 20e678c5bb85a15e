#include "tests/engine/history/fakes/filled_shop.h"

#include "engine/history/audit/audit.h"
#include "engine/history/search/search.h"
#include "engine/history/sql_history.h"
#include "engine/history/store/installation.h"
#include "engine/history/store/migrations.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QUuid>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPerConversation = 50;
constexpr double kStart = 1763719205.123456;

QUuid uuidOf(int number)
{
    return QUuid::createUuidV5(QUuid(), QByteArray::number(number));
}

QString wordsOf(int number)
{
    static const QStringList words{u"Chị ơi, áo này còn size M không ạ? 'Đặt' giúp em \"2 cái\" \\ 100%"_s,
                                   u"Nguyễn Thị Ánh Tuyết"_s, u"👗🧵 ốc quế\nđường Lê Lợi"_s, QString(),
                                   u"e\u0301 é"_s};
    return words[number % words.size()] + (number % 97 == 0 ? QString(4000, u'ắ') : QString());
}

void addConversation(SqlSession& session, int number)
{
    session.execute(
        u"insert into conversations (id, conversation_id, subject, status, customer_name, customer_id, "
        "last_message_timestamp, last_activity, last_text, total_messages, waiting_since, list_key, next_seq, "
        "done_seq, next_rev, pending, metadata, created_at, updated_at) "
        "values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_s,
        {uuidOf(number), SqlValue::ofId("khách-" + QByteArray::number(number)),
         number % 3 ? SqlValue(wordsOf(number)) : SqlValue(), number % 2, wordsOf(number),
         SqlValue::ofId("c/" + QByteArray::number(number) + " "), kStart + number, kStart + number / 7.0,
         wordsOf(number + 1), kPerConversation, number % 5 ? SqlValue() : SqlValue(kStart), -kStart, kPerConversation,
         kPerConversation - 1, 2 * kPerConversation, 1,
         QJsonObject{{u"tags"_s, QJsonArray{u"VIP"_s, number, 0.5, QJsonValue()}}, {u"a"_s, true}}, kStart,
         kStart + 1e-6 * number});
}

void addMessage(SqlSession& session, int number)
{
    const int conversation = number / kPerConversation;
    const int seq = number % kPerConversation + 1;
    const auto line = [&](int rev, const SqlValue& place, const QByteArray& id, int speaker) {
        session.execute(
            u"insert into messages (id, conversation_id, source, message_id, seq, rev, speaker, state, sender_id, "
            u"content, "
            "folded, sent_at, received_at, metadata, body_hash, reply, fence) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_s,
            {uuidOf(1'000'000 + 2 * number + speaker), uuidOf(conversation), SqlValue::ofId("pancake"),
             SqlValue::ofId(id), place, rev, speaker, 1, speaker ? SqlValue() : SqlValue::ofId("c"), wordsOf(number),
             u"folded"_s, kStart + number * 0.001, kStart + number, QJsonObject(),
             speaker ? SqlValue() : SqlValue::bytes(QByteArray("\0\x80\xff;'", 5)),
             speaker ? SqlValue() : SqlValue(u"{\"ok\":true}"_s), speaker ? SqlValue(number) : SqlValue()});
    };
    // Ids are unique within their conversation.
    line(2 * seq - 1, seq, "m-" + QByteArray::number(seq), 0);
    line(2 * seq, SqlValue(), "b-" + QByteArray::number(seq), 1);
    session.execute(
        u"insert into turns (id, conversation_id, fence, from_seq, upto_seq, outcome, confidence, entities, "
        "created_at) values (?,?,?,?,?,0,?,?,?)"_s,
        {uuidOf(5'000'000 + number), uuidOf(conversation), number, seq, seq,
         number % 2 ? SqlValue(0.1 * (number % 10)) : SqlValue(), QJsonObject{{u"phone"_s, u"0912 345 678"_s}},
         kStart});
    session.execute(
        u"insert into proposals (turn_id, conversation_id, created_at, sent_rev, edit_distance, edit_longest) values "
        "(?,?,?,?,?,?)"_s,
        {uuidOf(5'000'000 + number), uuidOf(conversation), kStart, number % 2 ? SqlValue() : SqlValue(2 * seq),
         number % 2 ? SqlValue() : SqlValue(3), number % 2 ? SqlValue() : SqlValue(40)});
    session.execute(
        u"insert into message_actions (id, conversation_id, message_id, outbox_ord, ord, action_type, status, "
        u"created_at) "
        "values (?,?,?,?,0,'send_message','succeeded',?)"_s,
        {uuidOf(6'000'000 + number), uuidOf(conversation), SqlValue::ofId("m-" + QByteArray::number(number)), 2 * seq,
         kStart});
    session.execute(
        u"insert into outbox (conversation_id, ord, dedup_key, body, fence, state, claim_ref, created_at, updated_at) "
        "values (?,?,?,?,?,2,?,?,?)"_s,
        {uuidOf(conversation), 2 * seq, SqlValue::ofId("k-" + QByteArray::number(number)), u"{}"_s, number,
         number % 10 ? uuidOf(number) : QUuid(), kStart, kStart});
    session.execute(
        u"insert into events (id, kind, conversation_id, user_id, message_id, rev, at) values (?,'message',?,?,?,?,?)"_s,
        {number + 1, SqlValue::ofId("khách-" + QByteArray::number(conversation)), SqlValue(),
         SqlValue::ofId("m-" + QByteArray::number(number)), 2 * seq, kStart});
}

void addChat(SqlSession& session, int number)
{
    const QUuid conversation = uuidOf(number);
    const QUuid participant = uuidOf(7'000'000 + number);
    const SqlValue user = SqlValue::ofId("người-" + QByteArray::number(number));
    session.execute(u"insert into chat_users (user_id, first_name, created_at, updated_at) values (?,?,?,?)"_s,
                    {user, wordsOf(number), kStart, kStart});
    session.execute(
        u"insert into chat_threads (conversation_id, type, job_post_id, metadata, created_at) values (?,?,?,?,?)"_s,
        {conversation, u"PROJECT"_s, u"j"_s, QJsonObject{{u"a"_s, number}}, kStart});
    session.execute(
        u"insert into participants (id, conversation_id, user_id, role, joined_at, last_read_message_id) values "
        "(?,?,?,'CLIENT',?,?)"_s,
        {participant, conversation, user, kStart, number % 2 ? SqlValue() : SqlValue::ofId("m-1")});
    session.execute(
        u"insert into receipts (participant_id, message_id, rev, delivered_at, created_at) values (?,?,1,?,?)"_s,
        {participant, uuidOf(1'000'000 + 2 * number * kPerConversation), number % 2 ? SqlValue() : SqlValue(kStart),
         kStart});
    session.execute(u"insert into device_cursors (participant_id, device, rev, updated_at) values (?,?,?,?)"_s,
                    {participant, SqlValue::ofId("điện thoại"), number, kStart});
    session.execute(u"insert into conversation_tags (conversation_id, tag) values (?,?)"_s,
                    {conversation, SqlValue::ofId("khách quen")});
}

void addShownHistory(SqlSession& session, int number)
{
    const QUuid conversation = uuidOf(number);
    session.execute(u"insert into history_sessions (conversation_id, archived_at, listed_rev) values (?,?,?)"_s,
                    {conversation, number % 2 ? SqlValue() : SqlValue(kStart), 2});
    session.execute(
        u"insert into history_entries (conversation_id, at_ticks, message_id, question_rev, answer_rev, metadata, "
        "body_hash) values (?,?,?,1,2,?,?)"_s,
        {conversation, qint64(kStart) * 10'000'000 + number, SqlValue::ofId("m-" + QByteArray::number(number)),
         QJsonObject{{u"intent"_s, u"hỏi size"_s}}, SqlValue::bytes(QByteArray(32, char(number)))});
}

void addTasksAndFindings(SqlSession& session, int number)
{
    const QUuid conversation = uuidOf(number);
    session.execute(
        u"insert into tasks (kind, conversation_id, dedup_key, payload, state, attempts, fence, claim_ref, last_error, "
        "created_at, updated_at) values ('save_message',?,?,?,?,2,3,?,?,?,?)"_s,
        {SqlValue::ofId("khách-" + QByteArray::number(number)), SqlValue::ofId("queue:" + QByteArray::number(number)),
         QJsonObject{{u"content"_s, wordsOf(number)}}, number % 4, number % 2 ? uuidOf(number) : QUuid(),
         wordsOf(number), kStart, kStart});
    session.execute(u"insert into customer_details (conversation_id, details, updated_at) values (?,?,?)"_s,
                    {conversation, QJsonObject{{u"phone"_s, QJsonArray{u"0912345678"_s}}}, kStart});
    session.execute(u"insert into session_statuses (conversation_id, version, updated_at) values (?,?,?)"_s,
                    {conversation, number, kStart});
}

void addCountedHours(SqlSession& session)
{
    const SqlValue sums = SqlValue::bytes(QByteArray("\x02\x00\xff", 3));
    session.execute(u"insert into stat_hours (stored_hour, said_hour, sums) values (484000, 483990, ?)"_s, {sums});
    session.execute(u"insert into stat_days (day, sums) values (20166, ?)"_s, {sums});
    session.execute(u"insert into stat_stored (stored_hour, line_count, turn_count) values (484000, 7, 3)"_s);
    session.execute(u"insert into stat_state (id, upto, revision) values (1, 484001, 12)"_s);
    session.execute(u"insert into stat_marks (id, kind, from_at, to_at, text, author) values (?, 0, ?, ?, ?, 'Lan')"_s,
                    {uuidOf(8'500'000), kStart, kStart, wordsOf(2)});
    session.execute(u"insert into stat_calendar (id, rules) values (1, ?)"_s, {wordsOf(1)});
}

void addPrivacy(SqlSession& session)
{
    const QUuid hold = uuidOf(8'000'000);
    session.execute(
        u"insert into legal_holds (id, kind, subject, reason, placed_by, placed_at) values (?,0,?,?,'lan',?)"_s,
        {hold, SqlValue::ofId("c/1 "), u"Tranh chấp đơn 17"_s, kStart});
    session.execute(u"insert into erasures (id, kind, user_key, at, report, live_pending) values (?,1,?,?,?,?)"_s,
                    {uuidOf(8'000'001), SqlValue::bytes(QByteArray(32, '\xfe')), kStart,
                     QJsonObject{{u"messages"_s, 12}}, SqlValue()});
    session.execute(
        u"insert into people (id, name, role, password, created_at) values (?, 'Lan Nguyễn', 3, '$argon2id$', ?)"_s,
        {SqlValue::ofId("lan"), kStart});
    session.execute(u"insert into channel_bots (channel, off_since, by_id) values ('zalo', ?, ?)"_s,
                    {kStart, SqlValue::ofId("lan")});
    session.execute(
        u"insert into dispute_cases (id, number, conversation_id, title, status, opened_by, opened_name, opened_at, "
        "deadline) values (?, 17, ?, 'Giao thiếu hàng', 'OPEN', ?, 'Lan', ?, ?)"_s,
        {uuidOf(8'100'000), SqlValue::ofId("c/1 "), SqlValue::ofId("lan"), kStart, kStart + 3 * 86'400});
    session.execute(
        u"insert into dispute_notes (id, case_id, author, author_name, body, written_at) values (?, ?, ?, 'Lan', "
        "'Đã hỏi kho', ?)"_s,
        {uuidOf(8'100'001), uuidOf(8'100'000), SqlValue::ofId("lan"), kStart});
    session.execute(u"insert into erasure_requests (customer_id, erasure_id) values (?, ?)"_s,
                    {SqlValue::ofId("khách-9"), uuidOf(8'100'002)});
    UnitOfWork work(session, fromUnixSeconds(kStart));
    for (int i = 0; i < 3; ++i)
        appendAudit(work, {"lan", u"hold placed"_s, "c/1 ", QJsonObject{{u"n"_s, i}, {u"why"_s, u"khiếu nại"_s}}});
}

void indexLines(SqlSession& session)
{
    UnitOfWork work(session, fromUnixSeconds(kStart));
    while (indexOldLines(work, 500)) {
    }
}

}  // namespace

bool fillShop(const QString& file, int messages)
{
    try {
        const std::unique_ptr<SqlSession> store = sqliteBackend(file).writer();
        SqlSession& session = *store;
        session.open();
        migrate(session, migrationsFor(u"sqlite"_s));
        session.begin();
        for (int number = 0; number * kPerConversation < messages; ++number) {
            addConversation(session, number);
            session.execute(u"insert into drafts (author, conversation_id, content, updated_at) values (?,?,?,?)"_s,
                            {SqlValue::ofId("lan"), SqlValue::ofId("khách-" + QByteArray::number(number)),
                             wordsOf(number), kStart});
        }
        for (int number = 0; number < messages; ++number)
            addMessage(session, number);
        for (int number = 0; number * kPerConversation < messages; ++number) {
            addChat(session, number);
            addShownHistory(session, number);
            addTasksAndFindings(session, number);
        }
        addPrivacy(session);
        addCountedHours(session);
        indexLines(session);
        session.execute(u"update counters set value = ? where name = 'events'"_s, {messages});
        session.commit();
        installationId(session);
        return true;
    } catch (const StoreError& error) {
        qWarning("%s", qPrintable(error.cause()));
        return false;
    }
}

}  // namespace tongdai::testing
