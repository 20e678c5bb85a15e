#include "tests/support/engine_scene.h"

#include "tests/support/sqlite_facts.h"
#include "tests/support/stub_facts.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTest>
#include <QUuid>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

/// Between two looks into the history while waiting.
constexpr int kLookEvery = 200;
constexpr int kConnections = 220;

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
    return thoughtsOf(ai);
}

QStringList EngineScene::overlappingThoughts() const
{
    return overlappingThoughtsOf(ai);
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
    facts.sights = sightsOf(platform);
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
    const QStringList recorded = rows(
        u"select hex(o.dedup_key), a.action_type, a.action_data from message_actions a join outbox o "
        "on o.conversation_id = a.conversation_id and o.ord = a.outbox_ord where a.status = 'succeeded' order by o.id, a.ord"_s);
    return testing::actionDifferences(recorded, platform);
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
