#include "tests/support/engine_scene.h"
#include "tests/support/redis_server.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai;
using namespace tongdai::testing;

namespace {

constexpr int kAdoptPatience = 90'000;
constexpr int kSessions = 4;
constexpr int kOfEach = 5;

QByteArray element(const QByteArray& id, const QString& type, int session, const QJsonObject& payload)
{
    return QJsonDocument(QJsonObject{{u"id"_s, QString::fromLatin1(id)},
                                     {u"type"_s, type},
                                     {u"chat_session_id"_s, session},
                                     {u"payload"_s, payload},
                                     {u"attempts"_s, 0},
                                     {u"max_attempts"_s, 5},
                                     {u"created_at"_s, u"2025-10-01T02:03:04.005Z"_s}})
        .toJson(QJsonDocument::Compact);
}

QByteArray message(int session, int n, const QString& sender = u"customer"_s)
{
    const QString id = u"s%1-m%2"_s.arg(session).arg(n);
    return element("task-" + id.toLatin1(), u"save_message"_s, session,
                   {{u"client_message_id"_s, id},
                    {u"sender_type"_s, sender},
                    {u"sender_name"_s, u"Lan"_s},
                    {u"content"_s, n == 0 ? u"sđt em 0912 345 678"_s : u"tin %1"_s.arg(n)}});
}

QByteArrayList lines(const QByteArray& printed)
{
    return printed.isEmpty() ? QByteArrayList() : printed.split('\n');
}

/// What stands in the store, by a connection of its own.
QStringList stored(const QString& file, const QString& sql)
{
    QStringList values;
    const QString name = u"adopted"_s;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        db.setDatabaseName(file);
        db.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
        if (db.open()) {
            QSqlQuery query(db);
            query.exec(sql);
            while (query.next())
                values << query.value(0).toString();
        }
    }
    QSqlDatabase::removeDatabase(name);
    return values;
}

}  // namespace

/// Another program's producer and worker use message_queue beside an engine that dies: each task is done exactly once,
/// by one of them, or is dead with its reason; what is no task of ours has not moved.
class AdoptedTasksE2eTest : public QObject {
    Q_OBJECT
private slots:
    void everyTaskIsDoneOnce_data();
    void everyTaskIsDoneOnce();
    void redisIsKilledWithTasksInTheList();
};

void AdoptedTasksE2eTest::everyTaskIsDoneOnce_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::newRow("nobody dies") << QByteArray();
    QTest::newRow("with tasks in its hands") << "task-list.taken:kill"_ba;
    QTest::newRow("when they stand in the store") << "task-list.stored:kill"_ba;
    QTest::newRow("when they are out of its hands") << "task-list.let-go:kill"_ba;
    QTest::newRow("with a task claimed") << "task.claimed@3:kill"_ba;
    QTest::newRow("with its effect written") << "task.effect-written@4:kill"_ba;
    QTest::newRow("with it settled") << "task.settled@4:kill"_ba;
}

void AdoptedTasksE2eTest::everyTaskIsDoneOnce()
{
    QFETCH(const QByteArray, fault);
    RedisServer redis{RedisServer::Options{true, {}}};
    QVERIFY2(redis.start(), qPrintable(redis.problem()));
    const auto list = [&](const QByteArray& key) { return lines(redis.cli({"LRANGE"_ba, key, "0"_ba, "-1"_ba})); };

    // The producer.
    QByteArrayList others;
    QByteArrayList pushed;
    for (int n = 0; n < kOfEach; ++n) {
        others << "{\"id\":\"o" + QByteArray::number(n) + "\",\"type\":\"send_survey\"}";
        pushed << others.last();
        for (int session = 1; session <= kSessions; ++session)
            pushed << message(session, n, n % 2 ? u"bot"_s : u"customer"_s);
    }
    others << "no json at all"_ba;
    pushed << others.last() << message(1, 1)  // pushed twice
           << message(2, 99, u"nobody"_s)     // poison
           << element("t-extract", u"extract_customer_info"_s, 1, {})
           << element("t-status", u"update_session_status"_s, 3,
                      {{u"status"_s, u"False"_s}, {u"version"_s, 2}, {u"current_receiver"_s, u"Mai"_s}})
           << element("t-older", u"update_session_status"_s, 3, {{u"status"_s, u"true"_s}, {u"version"_s, 1}});
    redis.cli(QByteArrayList{"RPUSH"_ba, "message_queue"_ba} + pushed);

    // The other program's worker takes four: a survey, one it does, one it does and dies before it lets it go, and one
    // it dies with.
    for (int i = 0; i < 4; ++i)
        redis.cli({"LMOVE"_ba, "message_queue"_ba, "message_queue:processing:theirs"_ba, "LEFT"_ba, "RIGHT"_ba});
    const QByteArrayList theirs = list("message_queue:processing:theirs");
    QCOMPARE(theirs, pushed.mid(0, 4));
    redis.cli({"SET"_ba, "message_queue:done:task-s1-m0"_ba, "1"_ba});
    redis.cli({"LREM"_ba, "message_queue:processing:theirs"_ba, "1"_ba, theirs[1]});
    redis.cli({"SET"_ba, "message_queue:done:task-s2-m0"_ba, "1"_ba});

    const QByteArray quick = "task-lease:2,recover:1"_ba;
    EngineScene scene;
    scene.engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    scene.engine.setEnvironment(u"REDIS_PORT"_s, QString::number(redis.port()));
    QVERIFY(scene.start(fault.isEmpty() ? quick : fault + ',' + quick) && scene.waitForRedis());
    if (!fault.isEmpty()) {
        QVERIFY(scene.engine.waitForEnd(kAdoptPatience));
        QVERIFY(scene.start(quick));
    }
    const auto pending = [&] {
        return stored(scene.engine.historyFile(), u"select id from tasks where state in (0, 1)"_s).size() +
               list("message_queue:processing:theirs").size();
    };
    const auto queue = [&] {
        QByteArrayList sorted = list("message_queue");
        std::sort(sorted.begin(), sorted.end());
        return sorted;
    };
    QByteArrayList left = others;
    std::sort(left.begin(), left.end());
    QTRY_COMPARE_WITH_TIMEOUT(queue(), left, kAdoptPatience);
    QTRY_COMPARE_WITH_TIMEOUT(pending(), 0, kAdoptPatience);
    QCOMPARE(redis.cli({"LLEN"_ba, "message_queue"_ba}), QByteArray::number(left.size()));

    // What the other worker had done is theirs; everything else stands here once, in the order of its session.
    for (int session = 1; session <= kSessions; ++session) {
        QStringList expected;
        for (int n = 0; n < kOfEach; ++n) {
            if (n > 0 || session > 2) expected << u"s%1-m%2"_s.arg(session).arg(n);
        }
        QStringList found = stored(scene.engine.historyFile(),
                                   u"select cast(m.message_id as text) from messages m join conversations c on c.id = "
                                   "m.conversation_id where cast(c.conversation_id as text) = 'W-%1' and m.speaker in "
                                   "(0, 1) order by m.rev"_s.arg(session));
        // The one their worker died with came back behind what had been taken meanwhile (guarantees 2.7); once, and
        // the others kept their order.
        if (session == 3) {
            QCOMPARE(found.removeAll(expected.first()), 1);
            expected.removeFirst();
        }
        QCOMPARE(found, expected);
    }
    QCOMPARE(stored(scene.engine.historyFile(),
                    u"select bot_mode from conversations where cast(conversation_id as text) = 'W-3'"_s),
             QStringList{u"1"_s});
    const QByteArrayList dead = list("message_queue:dead");
    QCOMPARE(dead.size(), 1);
    QVERIFY2(dead[0].contains("sender_type must be"), dead[0].constData());
    QVERIFY(dead[0].contains("\"id\":\"task-s2-m99\""));
    QTRY_COMPARE(redis.cli({"EXISTS"_ba, "message_queue:done:t-status"_ba}), "1"_ba);

    // The administrator sees it, and decides.
    JsonClient admin(scene.engine.url());
    admin.setToken(scene.engine.adminToken());
    const QJsonObject tasks = admin.get("/api/v1/admin/tasks?limit=5").json;
    QCOMPARE(tasks["dead"_L1].toInt(), 1);
    const QJsonObject letter = tasks["dead_letters"_L1][0].toObject();
    QCOMPARE(letter["kind"_L1].toString(), u"save_message"_s);
    QVERIFY(letter["reason"_L1].toString().contains(u"sender_type"_s));
    const QByteArray path = "/api/v1/admin/tasks/" + QByteArray::number(letter["id"_L1].toInteger());
    QCOMPARE(admin.post(path + "/retry", {}).status, 200);  // and it dies once more
    QTRY_COMPARE_WITH_TIMEOUT(list("message_queue:dead").size(), 2, kAdoptPatience);
    QCOMPARE(admin.post(path + "/drop", {}).status, 200);
    QCOMPARE(admin.post(path + "/drop", {}).status, 404);
    QCOMPARE(admin.get("/api/v1/admin/tasks").json["dead"_L1].toInt(), 0);
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
}

/// Redis, which writes down what it is told, dies twice with tasks in the list and in the engine's hands, while their
/// producer goes on.
void AdoptedTasksE2eTest::redisIsKilledWithTasksInTheList()
{
    constexpr int kPushed = 12;  // of each session, in each of three pieces
    RedisServer redis{RedisServer::Options{true, {u"--appendonly"_s, u"yes"_s, u"--appendfsync"_s, u"always"_s}}};
    QVERIFY2(redis.start(), qPrintable(redis.problem()));
    const auto list = [&](const QByteArray& key) { return lines(redis.cli({"LRANGE"_ba, key, "0"_ba, "-1"_ba})); };
    EngineScene scene;
    scene.engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    scene.engine.setEnvironment(u"REDIS_PORT"_s, QString::number(redis.port()));
    QVERIFY(scene.start("recover:1") && scene.waitForRedis());
    QByteArrayList others;
    int n = 0;
    for (int piece = 0; piece < 3; ++piece) {
        QByteArrayList pushed;
        for (int i = 0; i < kPushed; ++i, ++n) {
            for (int session = 1; session <= kSessions; ++session)
                pushed << message(session, n);
        }
        others << "{\"id\":\"o" + QByteArray::number(piece) + "\",\"type\":\"send_survey\"}";
        pushed << others.last() << message(1, 900 + piece, u"nobody"_s);  // poison
        redis.cli(QByteArrayList{"RPUSH"_ba, "message_queue"_ba} + pushed);
        if (piece == 2) break;
        if (piece == 1) QTRY_VERIFY_WITH_TIMEOUT(list("message_queue").size() < pushed.size(), kAdoptPatience);
        redis.kill();
        QTest::qWait(300);
        QVERIFY2(redis.start(), qPrintable(redis.problem()));
    }
    QTRY_COMPARE_WITH_TIMEOUT(list("message_queue"), others, kAdoptPatience);
    QTRY_COMPARE_WITH_TIMEOUT(
        stored(scene.engine.historyFile(), u"select id from tasks where state in (0, 1)"_s).size(), 0, kAdoptPatience);
    for (int session = 1; session <= kSessions; ++session) {
        QStringList expected;
        for (int i = 0; i < 3 * kPushed; ++i)
            expected << u"s%1-m%2"_s.arg(session).arg(i);
        QCOMPARE(
            stored(scene.engine.historyFile(),
                   u"select cast(m.message_id as text) from messages m join conversations c on c.id = "
                   "m.conversation_id where cast(c.conversation_id as text) = 'W-%1' and m.speaker in (0, 1) order "
                   "by m.rev"_s.arg(session)),
            expected);
    }
    // Nothing is left in anybody's hands, and the others are told what became of each.
    QTRY_COMPARE_WITH_TIMEOUT(redis.cli({"KEYS"_ba, "message_queue:processing:*"_ba}), QByteArray(), kAdoptPatience);
    const auto given = [&] {
        QSet<QByteArray> ids;
        for (const QByteArray& element : list("message_queue:dead"))
            ids << QJsonDocument::fromJson(element).object()["id"_L1].toString().toUtf8();
        return ids;
    };
    const QSet<QByteArray> poison{"task-s1-m900", "task-s1-m901", "task-s1-m902"};
    QTRY_COMPARE_WITH_TIMEOUT(given(), poison, kAdoptPatience);
    const auto marks = [&] { return lines(redis.cli({"KEYS"_ba, "message_queue:done:*"_ba})).size(); };
    QTRY_COMPARE_WITH_TIMEOUT(marks(), 3 * kPushed * kSessions, kAdoptPatience);
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
}

TONGDAI_FAILPOINT_TEST(AdoptedTasksE2eTest)
#include "adopted_tasks_e2e_test.moc"
