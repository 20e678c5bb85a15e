#include "engine/domain/work/background_task.h"
#include "tests/support/engine_scene.h"
#include "tests/support/long_tests.h"
#include "tests/support/redis_server.h"
#include "tests/support/test_registry.h"

#include <QDateTime>
#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai;
using namespace tongdai::testing;

namespace {

constexpr int kKindsPatience = 60'000;
constexpr int kOldFacts = 6'000;  // more than one piece of retention
constexpr int kOldHours = 300;    // more than one piece of the statistics

/// Into the store of an engine that does not run; `hours`: lines of c1, one in each of the hours before the last two.
bool fillShop(const QString& file, const QStringList& statements, int hours)
{
    bool isDone = true;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"task-kinds"_s);
        db.setDatabaseName(file);
        isDone = db.open() && db.transaction();
        for (const QString& sql : statements) {
            QSqlQuery query(db);
            isDone = isDone && query.exec(sql);
        }
        QSqlQuery insert(db);
        insert.prepare(
            u"insert into messages (id, conversation_id, source, message_id, rev, speaker, state, content, "
            "folded, sent_at, received_at) select ?, c.id, x'70', ?, ?, 0, 1, 'tin cu', 'tin cu', ?, ? "
            "from conversations c"_s);
        for (int i = 1; i <= hours; ++i) {
            const qint64 at = QDateTime::currentSecsSinceEpoch() - 7'200 - 3'600 * qint64(i);
            // A number as the store gives it: the time first.
            const QByteArray id = QByteArray::fromHex(QByteArray::number(at * 1000, 16).rightJustified(12, '0')) +
                                  QByteArray::fromHex("70008000000000000000");
            const QVariantList values{id, QByteArray("old") + QByteArray::number(i), -i, at, at};
            for (int n = 0; n < values.size(); ++n)
                insert.bindValue(n, values[n]);
            isDone = isDone && insert.exec();
        }
        isDone = isDone && db.commit();
    }
    QSqlDatabase::removeDatabase(u"task-kinds"_s);
    return isDone;
}

QByteArray ofOtherProgram(const char* id, const char* type, const QJsonObject& payload)
{
    const QJsonObject element{{u"id"_s, QString::fromLatin1(id)},
                              {u"type"_s, QString::fromLatin1(type)},
                              {u"chat_session_id"_s, 7},
                              {u"payload"_s, payload},
                              {u"attempts"_s, 0},
                              {u"max_attempts"_s, 5},
                              {u"created_at"_s, u"2025-10-01T02:03:04.005Z"_s}};
    return QJsonDocument(element).toJson(QJsonDocument::Compact);
}

}  // namespace

/// An engine is killed in each step of each kind of background work, with all the others beside it: the next engine
/// does every task once. TONGDAI_LONG_TESTS: in all steps, otherwise in the one in which most may go wrong.
class TaskKindsE2eTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void everyTaskIsDoneOnce_data();
    void everyTaskIsDoneOnce();

private:
    QTemporaryDir m_shop;  ///< as every row finds it
};

/// A shop with work for every kind: a customer's line with a number in it, facts that are too old, hours that are over.
void TaskKindsE2eTest::initTestCase()
{
    EngineScene scene;
    scene.engine.setDataDir(m_shop.filePath(u"shop"_s));
    QVERIFY(QDir(m_shop.path()).mkpath(u"shop"_s));
    QVERIFY(scene.start());
    QCOMPARE(scene.say(u"c1"_s, u"m1"_s, u"số em 0987 654 321 ạ"_s).status, 200);
    QVERIFY(scene.settles(std::chrono::seconds(60)));
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
    const QString n = u"with recursive n(i) as (select 1 union all select i + 1 from n where i < %1) "_s;
    QVERIFY(fillShop(
        scene.engine.historyFile(),
        {u"with recursive n(i) as (select 1 union all select i + 1 from n where i < %1) "
         "insert into events (id, kind, conversation_id, at) select -i, 'message', x'6331', 1 from n"_s.arg(kOldFacts),
         u"delete from customer_details"_s, u"delete from tasks"_s},
        kOldHours));
}

void TaskKindsE2eTest::everyTaskIsDoneOnce_data()
{
    QTest::addColumn<QByteArray>("fault");
    for (const char* kind : {task_kind::kSaveMessage, task_kind::kExtractCustomerInfo, task_kind::kUpdateSessionStatus,
                             task_kind::kCustomerDetails, task_kind::kRetention, task_kind::kRollUpStatistics}) {
        for (const char* step : {"claimed", "effect-written", "settled"}) {
            if (!isLong() && qstrcmp(step, "effect-written") != 0) continue;
            QTest::addRow("%s, %s", kind, step) << QByteArray("task.") + step + '/' + kind + ":kill";
        }
    }
    QTest::newRow("statistics, between two pieces") << "roll-up.piece:kill"_ba;
    if (isLong()) QTest::newRow("statistics, at their end") << "roll-up.piece@3:kill"_ba;
    if (isLong()) QTest::newRow("retention, between two pieces") << "retention.piece:kill"_ba;
}

void TaskKindsE2eTest::everyTaskIsDoneOnce()
{
    QFETCH(const QByteArray, fault);
    const QByteArray quick = "task-lease:2,first-retention:1,recover:1"_ba;
    RedisServer redis{RedisServer::Options{true, {}}};
    QVERIFY2(redis.start(), qPrintable(redis.problem()));
    const QTemporaryDir dir;
    QDirIterator each(m_shop.filePath(u"shop"_s), QDir::Files);
    while (each.hasNext()) {
        const QFileInfo file(each.next());
        QVERIFY(QFile::copy(file.filePath(), dir.filePath(file.fileName())));
    }
    EngineScene scene;
    scene.engine.setDataDir(dir.path());
    scene.engine.setEnvironment(u"RETAIN_EVENTS_DAYS"_s, u"30"_s);
    scene.engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    scene.engine.setEnvironment(u"REDIS_PORT"_s, QString::number(redis.port()));
    redis.cli({"RPUSH", "message_queue",
               ofOtherProgram("t1", task_kind::kSaveMessage,
                              {{u"client_message_id"_s, u"other-1"_s},
                               {u"sender_type"_s, u"customer"_s},
                               {u"sender_name"_s, u"Lan"_s},
                               {u"content"_s, u"sđt em 0912 345 678"_s}}),
               ofOtherProgram("t2", task_kind::kExtractCustomerInfo, {}),
               ofOtherProgram("t3", task_kind::kUpdateSessionStatus,
                              {{u"status"_s, u"false"_s}, {u"version"_s, 2}, {u"current_receiver"_s, u"Mai"_s}})});
    QVERIFY(scene.start(fault + ',' + quick));
    QVERIFY2(scene.engine.waitForEnd(kKindsPatience), "the fault did not happen");
    QVERIFY(scene.start(quick));

    const auto first = [&scene](const QString& sql) { return scene.rows(sql).value(0); };
    const QString details =
        u"select count(*) from customer_details d join conversations c on c.id = d.conversation_id where "
        "cast(c.conversation_id as text) = '%1' and d.details like '%%2%'"_s;
    QTRY_COMPARE_WITH_TIMEOUT(first(u"select count(*) from events where at = 1"_s), u"0"_s, kKindsPatience);
    QTRY_COMPARE_WITH_TIMEOUT(redis.cli({"LLEN", "message_queue"}), "0"_ba, kKindsPatience);
    QTRY_COMPARE_WITH_TIMEOUT(first(details.arg(u"c1"_s, u"0987654321"_s)), u"1"_s, kKindsPatience);
    QTRY_COMPARE_WITH_TIMEOUT(first(details.arg(u"W-7"_s, u"0912345678"_s)), u"1"_s, kKindsPatience);
    QTRY_VERIFY_WITH_TIMEOUT(
        first(u"select count(*) from stat_state where upto >= (strftime('%s') - 7200) / 3600"_s) == u"1"_s,
        kKindsPatience);
    QTRY_COMPARE_WITH_TIMEOUT(first(u"select count(*) from tasks where state <> 2"_s), u"0"_s, kKindsPatience);

    // Each once.
    QCOMPARE(first(u"select count(*) from messages where cast(message_id as text) = 'other-1'"_s), u"1"_s);
    QCOMPARE(first(u"select bot_mode from conversations where cast(conversation_id as text) = 'W-7'"_s), u"1"_s);
    QCOMPARE(
        first(u"select count(*) from messages m join conversations c on c.id = m.conversation_id where m.speaker = "
              "3 and cast(c.conversation_id as text) = 'W-7'"_s),
        u"1"_s);  // one takeover, told once
    QCOMPARE(first(u"select count(*) from tasks where kind = 'retention'"_s), u"1"_s);
    const QString over = u"(strftime('%s') - 7200) / 3600"_s;
    QCOMPARE(first(u"select sum(line_count) from stat_stored where stored_hour <= "_s + over),
             first(u"select count(*) from messages where content = 'tin cu'"_s));
    QTRY_VERIFY_WITH_TIMEOUT(redis.cli({"KEYS", "message_queue:processing:*"}).isEmpty(), kKindsPatience);
    QCOMPARE(redis.cli({"EXISTS", "message_queue:dead"}), "0"_ba);
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
}

TONGDAI_FAILPOINT_TEST(TaskKindsE2eTest)
#include "task_kinds_e2e_test.moc"
