#include "tests/engine/history/migrations_behaviour.h"

#include "engine/history/conversations/rows.h"
#include "engine/history/store/migrations.h"
#include "engine/history/store/verify_state.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/history/history_behaviour.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

const char kVictim[] = "TONGDAI_MIGRATION_STORE";
const TimePoint kThen{std::chrono::milliseconds(1'700'000'000'000)};

QString victimsStore()
{
    return qEnvironmentVariable(kVictim);
}

// What version 1 wrote, by its own column names.

void writeOldConversations(SqlSession& session, const QUuid& one, const QUuid& other, const QString& web)
{
    const SqlInsert conversations{u"conversations"_s,
                                  {{u"id"_s, SqlType::Uuid},
                                   {u"conversation_id"_s, SqlType::Id},
                                   {u"channel"_s, SqlType::Text},
                                   {u"customer_name"_s, SqlType::Text},
                                   {u"total_messages"_s, SqlType::Integer},
                                   {u"next_seq"_s, SqlType::Integer},
                                   {u"done_seq"_s, SqlType::Integer},
                                   {u"next_rev"_s, SqlType::Integer},
                                   {u"pending"_s, SqlType::Integer},
                                   {u"pending_since"_s, SqlType::Real},
                                   {u"fence"_s, SqlType::Integer},
                                   {u"metadata"_s, SqlType::Json},
                                   {u"created_at"_s, SqlType::Real},
                                   {u"updated_at"_s, SqlType::Real}}};
    const std::vector<SqlParams> rows{
        {one, ConversationId::fromString(u"hội-thoại/1"_s), u"zalo"_s, u"Nguyễn Hạnh"_s, 2, 1, 1, 2, 0, SqlValue(), 1,
         QJsonObject{{u"platform"_s, u"zalo"_s}}, kThen, kThen},
        {other, ConversationId("c2"_ba), web, QString(), 1, 1, 0, 1, 1, kThen, 0, QJsonObject(), kThen, kThen}};
    session.insertMany(conversations, rows);
}

void writeOldLines(SqlSession& session, const QUuid& one, const QUuid& other)
{
    const SqlInsert messages{u"messages"_s,
                             {{u"id"_s, SqlType::Uuid},
                              {u"conversation_id"_s, SqlType::Uuid},
                              {u"source"_s, SqlType::Id},
                              {u"message_id"_s, SqlType::Id},
                              {u"seq"_s, SqlType::Integer},
                              {u"rev"_s, SqlType::Integer},
                              {u"speaker"_s, SqlType::Integer},
                              {u"state"_s, SqlType::Integer},
                              {u"sender_id"_s, SqlType::Id},
                              {u"content"_s, SqlType::Text},
                              {u"folded"_s, SqlType::Text},
                              {u"sent_at"_s, SqlType::Real},
                              {u"received_at"_s, SqlType::Real}}};
    const auto line = [](const QUuid& of, const QByteArray& id, SqlValue seq, qint64 rev, Speaker speaker,
                         MessageState state, const QString& text) {
        return SqlParams{rows::newUuid(kThen),
                         of,
                         SqlValue::ofId("platform"_ba),
                         MessageId(id),
                         std::move(seq),
                         rev,
                         int(speaker),
                         int(state),
                         SenderId("u1"_ba),
                         text,
                         u"x"_s,
                         kThen,
                         kThen};
    };
    const std::vector<SqlParams> lines{
        line(one, "m1"_ba, 1, 1, Speaker::Customer, MessageState::Answered, u"Em muốn đặt lịch 😀"_s),
        line(one, "b1"_ba, SqlValue(), 2, Speaker::Bot, MessageState::Answered, u"Dạ mời chị ạ"_s),
        line(other, "m2"_ba, 1, 1, Speaker::Customer, MessageState::Waiting, u"còn hàng không"_s)};
    session.insertMany(messages, lines);
    const SqlInsert turns{u"turns"_s,
                          {{u"id"_s, SqlType::Uuid},
                           {u"conversation_id"_s, SqlType::Uuid},
                           {u"fence"_s, SqlType::Integer},
                           {u"from_seq"_s, SqlType::Integer},
                           {u"upto_seq"_s, SqlType::Integer},
                           {u"rev"_s, SqlType::Integer},
                           {u"outcome"_s, SqlType::Integer},
                           {u"created_at"_s, SqlType::Real}}};
    const std::vector<SqlParams> answered{{rows::newUuid(kThen), one, 1, 0, 1, 2, 0, kThen}};
    session.insertMany(turns, answered);
    const SqlInsert drafts{u"drafts"_s,
                           {{u"author"_s, SqlType::Id},
                            {u"conversation_id"_s, SqlType::Id},
                            {u"content"_s, SqlType::Text},
                            {u"is_note"_s, SqlType::Integer},
                            {u"updated_at"_s, SqlType::Real}}};
    const std::vector<SqlParams> written{{OperatorId("lan"_ba), ConversationId("c2"_ba), u"Dạ shop"_s, 0, kThen}};
    session.insertMany(drafts, written);
}

std::vector<Migration> upTo(const QString& dialect, int version)
{
    std::vector<Migration> migrations = migrationsFor(dialect);
    std::erase_if(migrations, [version](const Migration& migration) { return migration.version > version; });
    return migrations;
}

}  // namespace

void MigrationsBehaviour::initTestCase()
{
    if (!victimsStore().isEmpty()) return;  // its parent keeps the server
    const QString problem = startServer();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void MigrationsBehaviour::isTheVictim()
{
    if (victimsStore().isEmpty()) return;
    const auto session = backendOf(victimsStore()).writer();
    session->open();
    migrate(*session, migrationsFor(session->dialect().name));
}

int MigrationsBehaviour::newestVersion()
{
    return migrationsFor(backendOf(newStore()).writer()->dialect().name).back().version;
}

/// From which on the channel of the web's chat is called so everywhere.
int MigrationsBehaviour::webVersion()
{
    const auto migrations = migrationsFor(backendOf(newStore()).writer()->dialect().name);
    const auto found = std::find_if(migrations.begin(), migrations.end(), [](const Migration& migration) {
        return migration.name.contains("web_channel"_L1);
    });
    return found == migrations.end() ? 0 : found->version;
}

QString MigrationsBehaviour::oldStore(int version)
{
    const QString store = newStore();
    const auto session = backendOf(store).writer();
    session->open();
    migrate(*session, upTo(session->dialect().name, version));
    const QUuid one = rows::newUuid(kThen);
    const QUuid other = rows::newUuid(kThen);
    session->begin();
    writeOldConversations(*session, one, other, version < webVersion() ? u"chat"_s : u"web"_s);
    writeOldLines(*session, one, other);
    session->commit();
    return store;
}

void MigrationsBehaviour::checkCarriedOver(const QString& store)
{
    StandingClock clock;
    const HistoryBackend backend = backendOf(store);
    SqlHistory history(backend, clock);
    await(history.open());
    const auto lines = await(history.thread({ConversationId::fromString(u"hội-thoại/1"_s), {}, {}, 10})).lines;
    QCOMPARE(lines.size(), 2u);
    QCOMPARE(lines[0].body, u"Em muốn đặt lịch 😀"_s);
    QCOMPARE(lines[0].receivedAt, kThen);
    QCOMPARE(lines[1].speaker, Speaker::Bot);
    const auto row = await(history.conversation(ConversationId::fromString(u"hội-thoại/1"_s)));
    QCOMPARE(row->customerName, u"Nguyễn Hạnh"_s);
    QCOMPARE(row->metadata, (QJsonObject{{u"platform"_s, u"zalo"_s}}));
    QCOMPARE(await(history.conversation(ConversationId("c2"_ba)))->channel, u"web"_s);
    QCOMPARE(await(history.drafts(OperatorId("lan"_ba))).size(), 1u);
    QCOMPARE(await(history.due(10)), std::vector{ConversationId("c2"_ba)});
    // What another conversation uses already was refused before.
    IncomingMessage sameId;
    sameId.source = "platform"_ba;
    sameId.conversation = ConversationId("c3"_ba);
    sameId.messageId = MessageId("m1"_ba);
    sameId.bodyHash = hashBody(sameId);
    const AcceptOutcome outcome = await(history.accept(sameId, OwnerId()));
    QVERIFY(std::holds_alternative<Accepted>(outcome));

    MessageQuery query;
    query.text = u"dat lich"_s;
    query.channel = u"zalo"_s;
    QCOMPARE(await(history.search(query)).hits.size(), 1u);

    // The work goes on where the old program left it.
    const auto claim = std::get<Claim>(await(history.claim(ConversationId("c2"_ba), OwnerId("a"_ba))));
    FinishRequest request;
    request.claim = claim;
    request.upto = 1;
    request.turn.answer.responseText = u"Dạ còn ạ"_s;
    QVERIFY(std::holds_alternative<Finished>(await(history.finish(request))));
    const auto session = backend.writer();
    session->open();
    QCOMPARE(verifyState(*session), QStringList());
    QCOMPARE(session->run(u"select count(*) from messages"_s)[0][0].toInteger(), 5);
}

/// F16
void MigrationsBehaviour::carriesEveryOlderVersionOver_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version <= newestVersion(); ++version)
        QTest::addRow("version %d", version) << version;
}

void MigrationsBehaviour::carriesEveryOlderVersionOver()
{
    QFETCH(int, version);
    checkCarriedOver(oldStore(version));
}

void MigrationsBehaviour::findsTheWebsOldLinesByTheChannelsNewName()
{
    const QString store = oldStore(webVersion() - 1);
    {
        const auto session = backendOf(store).writer();
        session->open();
        const QUuid line = session->run(u"select id from messages where content = 'còn hàng không'"_s)[0][0].toUuid();
        const SqlInsert words{
            u"message_search"_s,
            {{u"ord"_s, SqlType::Integer}, {u"message"_s, SqlType::Uuid}, {u"words"_s, SqlType::Text}}};
        session->begin();
        const std::vector<SqlParams> found{{1, line, u"__con __hang __khong ___r0 ___c31e06f7d89feb99a"_s}};
        session->insertMany(words, found);
        session->execute(u"update search_backfill set is_done = 1 where id = ?"_s, {1});
        session->commit();
    }
    StandingClock clock;
    SqlHistory history(backendOf(store), clock);
    await(history.open());
    MessageQuery query;
    query.text = u"con hang"_s;
    query.channel = u"web"_s;
    const auto hits = await(history.search(query)).hits;
    QCOMPARE(hits.size(), 1u);
    QCOMPARE(hits[0].channel, u"web"_s);
}

bool MigrationsBehaviour::isKilledWhileMigrating(const QString& store, int statement) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(kVictim), store);
    environment.insert(u"FAIL"_s, u"migration.statement@%1:kill"_s.arg(statement));
    process.setProcessEnvironment(environment);
    const QString name = QString::fromLatin1(metaObject()->className()).section(u"::"_s, -1);
    process.start(QCoreApplication::applicationFilePath(), {name, u"isTheVictim"_s});
    process.waitForFinished(60'000);
    return process.exitStatus() == QProcess::CrashExit;
}

/// F44
void MigrationsBehaviour::goesOnWhereItWasKilled_data()
{
    QTest::addColumn<int>("statement");
    for (const int statement : {1, 2, 4, 6, 9})
        QTest::addRow("before statement %d", statement) << statement;
}

void MigrationsBehaviour::goesOnWhereItWasKilled()
{
    QFETCH(int, statement);
    const QString store = oldStore(1);
    QVERIFY2(isKilledWhileMigrating(store, statement), "the migrations have fewer statements, or no failpoints");
    QVERIFY(isKilledWhileMigrating(store, 1));  // and once more, before it could do anything
    checkCarriedOver(store);
}

/// F16, F44
void MigrationsBehaviour::refusesWhatANewerProgramMade()
{
    const QString store = newStore();
    const auto session = backendOf(store).writer();
    session->open();
    const QString dialect = session->dialect().name;
    std::vector<Migration> newer = migrationsFor(dialect);
    newer.push_back({newer.back().version + 1, u"later.sql"_s, {u"create table later (id integer primary key)"_s}});
    migrate(*session, newer);
    StandingClock clock;
    SqlHistory history(backendOf(store), clock);
    try {
        await(history.open());
        QFAIL("it was opened");
    } catch (const StoreError& error) {
        QCOMPARE(error.kind(), StoreError::Kind::Refused);
        QVERIFY2(error.cause().contains("made by a newer program"_L1), qPrintable(error.cause()));
    }
}

}  // namespace tongdai::testing
