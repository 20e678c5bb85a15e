#include "tests/support/engine_scene.h"

#include "tests/support/sqlite_facts.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTest>
#include <QUuid>

#include <map>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

/// Between two looks into the history while waiting.
constexpr int kLookEvery = 200;
constexpr int kConnections = 220;

bool isSending(const StubRequest& request)
{
    return request.target == "/api/v1/actions";
}

bool isQuestion(const StubRequest& request)
{
    return request.target == "/process";
}

QByteArray compact(const QJsonValue& value)
{
    return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

}  // namespace

EngineScene::EngineScene() : client(QUrl(), kConnections), admin(QUrl(), 4)
{
    client.setToken(engine.pancakeToken());
    admin.setToken(engine.adminToken());
}

bool EngineScene::start(const QByteArray& fault)
{
    if (ai.port() == 0 && !ai.listen()) return false;
    if (platform.port() == 0 && !platform.listen()) return false;
    engine.setEnvironment(u"AI_SERVICE_URL"_s, ai.url().toString());
    engine.setEnvironment(u"PANCAKE_BASE_URL"_s, platform.url().toString());
    engine.setEnvironment(u"FAIL"_s, QString::fromLatin1(fault));
    if (!engine.start(60'000)) {
        qWarning("%s", qUtf8Printable(engine.problem()));
        return false;
    }
    client.setBase(engine.url());
    admin.setBase(engine.url());
    return true;
}

ClientReply EngineScene::say(const QString& conversation, const QString& messageId, const QString& text)
{
    return client.post("/api/v1/enhanced-handle-message", JsonClient::message(conversation, messageId, text));
}

int EngineScene::thoughts() const
{
    return int(std::count_if(ai.requests().begin(), ai.requests().end(), isQuestion));
}

QStringList EngineScene::overlappingThoughts() const
{
    QStringList overlaps;
    std::map<QString, const StubRequest*> latest;
    for (const StubRequest& request : ai.requests()) {
        if (!isQuestion(request)) continue;
        const StubRequest*& before = latest[request.json.value("conversation_id"_L1).toString()];
        if (before && (before->endedAt == 0 || before->endedAt > request.arrivedAt)) {
            overlaps << u"%1: [%2, %3] %4 and [%5, %6]"_s.arg(request.json.value("conversation_id"_L1).toString())
                            .arg(before->arrivedAt)
                            .arg(before->endedAt)
                            .arg(before->ending)
                            .arg(request.arrivedAt)
                            .arg(request.endedAt);
        }
        before = &request;
    }
    return overlaps;
}

bool EngineScene::waitForRedis()
{
    const auto isConnected = [this] {
        return admin.get("/api/v1/admin/health").json.value("redis_status"_L1).toString() == "connected"_L1;
    };
    return QTest::qWaitFor(isConnected, 30'000);
}

bool EngineScene::settles(std::chrono::seconds patience) const
{
    QElapsedTimer sinceLook;
    const auto isQuiet = [&] {
        if (sinceLook.isValid() && sinceLook.elapsed() < kLookEvery) return false;
        const QStringList open = rows(
            u"select (select count(*) from messages where seq is not null and state = 0), "
            "(select count(*) from outbox where state in (0, 1)), (select count(*) from conversations where pending)"_s);
        sinceLook.start();
        return open == QStringList{u"0|0|0"_s};
    };
    return QTest::qWaitFor(isQuiet, int(std::chrono::milliseconds(patience).count()));
}

WorldFacts EngineScene::world(const std::vector<PromiseFact>& promises) const
{
    WorldFacts facts;
    facts.store = sqliteFacts(engine.historyFile());
    facts.promises = promises;
    for (const StubRequest& request : platform.requests()) {
        if (!isSending(request)) continue;
        facts.sights.push_back({QByteArray::fromHex(request.header("idempotency-key")),
                                request.json.value("conversation_id"_L1).toString().toUtf8()});
    }
    return facts;
}

QStringList EngineScene::wrongs(const std::vector<PromiseFact>& promises) const
{
    return brokenInvariants(world(promises)) + actionDifferences();
}

QStringList EngineScene::wrongsMeanwhile(const std::vector<PromiseFact>& promises) const
{
    WorldFacts facts = world(promises);
    facts.faultsStopped = false;
    return brokenInvariants(facts);
}

QStringList EngineScene::actionDifferences() const
{
    std::map<QString, QStringList> recorded;
    const QStringList stored = rows(
        u"select hex(o.dedup_key), a.action_type, a.action_data from message_actions a join outbox o "
        "on o.conversation_id = a.conversation_id and o.ord = a.outbox_ord where a.status = 'succeeded' order by o.id, a.ord"_s);
    for (const QString& row : stored) {
        const QString data = row.section(u'|', 2);
        const QByteArray same = compact(QJsonDocument::fromJson(data.toUtf8()).object());
        recorded[row.section(u'|', 0, 0).toLower()] << row.section(u'|', 1, 1) + u' ' + QString::fromUtf8(same);
    }
    std::map<QString, QStringList> received;
    for (const StubRequest& request : platform.requests()) {
        const QString key = QString::fromLatin1(request.header("idempotency-key"));
        if (!isSending(request)) continue;
        QStringList& actions = received[key];
        actions.clear();  // a repetition says the same again
        for (const QJsonValue& action : request.json.value("actions"_L1).toArray())
            actions << action["type"_L1].toString() + u' ' + QString::fromUtf8(compact(action["data"_L1]));
    }
    QStringList wrong;
    for (const auto& [key, actions] : recorded) {
        const auto seen = received.find(key);
        if (seen == received.end()) {
            wrong << u"actions of %1 are recorded as done and the platform never saw them"_s.arg(key);
        } else if (seen->second != actions) {
            wrong << u"actions of %1 differ: recorded %2, received %3"_s.arg(key, actions.join(u", "_s),
                                                                             seen->second.join(u", "_s));
        }
    }
    for (const auto& [key, actions] : received) {
        if (!recorded.contains(key) && !actions.isEmpty())
            wrong << u"the platform saw actions of %1 that are not recorded as done"_s.arg(key);
    }
    return wrong;
}

QStringList EngineScene::rows(const QString& sql) const
{
    const QString name = QUuid::createUuid().toString();
    QStringList result;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(engine.historyFile());
        database.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"_s);
        QSqlQuery query(database);
        if (!database.open() || !query.exec(sql)) result << u"error: "_s + query.lastError().text();
        while (query.isActive() && query.next()) {
            QStringList columns;
            for (int i = 0; i < query.record().count(); ++i)
                columns << query.value(i).toString();
            result << columns.join(u'|');
        }
    }
    QSqlDatabase::removeDatabase(name);
    return result;
}

qint64 EngineScene::redisPid() const
{
    QFile file(engine.dataDir() + u"/redis/redis.pid"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
}

}  // namespace tongdai::testing
