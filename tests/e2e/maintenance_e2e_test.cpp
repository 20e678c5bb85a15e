#include "tests/support/engine_scene.h"
#include "tests/support/redis_server.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

/// `--check` and `--migrate` (design §9): what they say, what they return, and what they leave alone.
class MaintenanceE2eTest : public QObject {
    Q_OBJECT

private slots:
    void checkOfAFreshFolderIsFineAndMakesNoHistory();
    void checkTestsEveryPart();
    void checkNamesWhatDoesNotAnswer();
    void checkKnowsARedisOfAnotherInstallation();
    void checkListsEveryMistakeOfTheSettings();
    void migrateMakesTheSchemaOnce();
    void damagedHistoryIsNamedAndLeftAlone();

private:
    static QString lineOf(const EngineProcess::Ended& ended, const QString& part)
    {
        for (const QString& line : ended.said.split(u'\n')) {
            if (line.startsWith(part)) return line.simplified();
        }
        return {};
    }
};

void MaintenanceE2eTest::checkOfAFreshFolderIsFineAndMakesNoHistory()
{
    EngineProcess engine;
    const auto ended = engine.runToEnd({u"--check"_s, u"--port"_s, u"0"_s});
    QVERIFY2(ended.exitCode == 0, qPrintable(ended.said));
    QVERIFY2(lineOf(ended, u"History"_s).contains(u"is made at the first start"_s), qPrintable(ended.said));
    QVERIFY2(lineOf(ended, u"Redis"_s).contains(u"fine private"_s), qPrintable(ended.said));
    QVERIFY2(lineOf(ended, u"Platform"_s).contains(u"not set up"_s), qPrintable(ended.said));
    QVERIFY(!QFile::exists(engine.historyFile()));
}

void MaintenanceE2eTest::checkTestsEveryPart()
{
    AiStub ai;
    PlatformStub platform;
    RedisServer redis({true, {}});
    QVERIFY(ai.listen() && platform.listen());
    QVERIFY2(redis.start(), qPrintable(redis.problem()));
    EngineProcess engine;
    engine.setEnvironment(u"AI_SERVICE_URL"_s, ai.url().toString());
    engine.setEnvironment(u"PANCAKE_BASE_URL"_s, platform.url().toString());
    engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    engine.setEnvironment(u"REDIS_PORT"_s, QString::number(redis.port()));
    const auto ended = engine.runToEnd({u"--check"_s, u"--port"_s, u"0"_s});
    QVERIFY2(ended.exitCode == 0, qPrintable(ended.said));
    for (const QString& part :
         {u"Settings"_s, u"Data folder"_s, u"Address"_s, u"History"_s, u"Redis"_s, u"AI"_s, u"Platform"_s})
        QVERIFY2(lineOf(ended, part).contains(u" fine"_s), qPrintable(ended.said));
    QVERIFY(redis.cli({"KEYS"_ba, "*"_ba}).isEmpty());
}

void MaintenanceE2eTest::checkNamesWhatDoesNotAnswer()
{
    QTcpServer squatter;
    QVERIFY(squatter.listen(QHostAddress::LocalHost));
    QTcpServer gone;
    QVERIFY(gone.listen(QHostAddress::LocalHost));
    const quint16 nobody = gone.serverPort();
    gone.close();
    EngineProcess engine;
    engine.setEnvironment(u"AI_SERVICE_URL"_s, u"http://127.0.0.1:%1"_s.arg(nobody));
    engine.setEnvironment(u"PANCAKE_BASE_URL"_s, u"http://127.0.0.1:%1"_s.arg(nobody));
    engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    engine.setEnvironment(u"REDIS_PORT"_s, QString::number(nobody));
    engine.setEnvironment(u"POSTGRES_HOST"_s, u"127.0.0.1"_s);
    engine.setEnvironment(u"POSTGRES_PORT"_s, QString::number(nobody));
    const auto ended = engine.runToEnd({u"--check"_s, u"--port"_s, QString::number(squatter.serverPort())});
    QVERIFY2(ended.exitCode == 1, qPrintable(ended.said));
    for (const QString& part : {u"Address"_s, u"History"_s, u"Redis"_s, u"AI"_s, u"Platform"_s})
        QVERIFY2(lineOf(ended, part).contains(u"TROUBLE"_s), qPrintable(ended.said));
}

void MaintenanceE2eTest::checkKnowsARedisOfAnotherInstallation()
{
    RedisServer redis({true, {}});
    QVERIFY2(redis.start(), qPrintable(redis.problem()));
    redis.cli({"SET"_ba, "engine:install"_ba, "somebody else"_ba});
    EngineProcess engine;
    QCOMPARE(engine.runToEnd({u"--migrate"_s}).exitCode, 0);
    QVERIFY2(engine.start(), qPrintable(engine.problem()));  // draws the installation's id
    QCOMPARE(engine.stop(), std::optional<int>(0));
    engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    engine.setEnvironment(u"REDIS_PORT"_s, QString::number(redis.port()));
    const auto ended = engine.runToEnd({u"--check"_s, u"--port"_s, u"0"_s});
    QVERIFY2(ended.exitCode == 1, qPrintable(ended.said));
    QVERIFY2(lineOf(ended, u"Redis"_s).contains(u"another installation"_s), qPrintable(ended.said));
}

void MaintenanceE2eTest::checkListsEveryMistakeOfTheSettings()
{
    EngineProcess engine;
    engine.setEnvironment(u"AI_SERVICE_TIMEOUT"_s, u"soon"_s);
    engine.setEnvironment(u"MAX_CONTEXT_SIZE"_s, u"-5"_s);
    const auto ended = engine.runToEnd({u"--check"_s});
    QCOMPARE(ended.exitCode, 2);
    QVERIFY2(ended.said.contains(u"AI_SERVICE_TIMEOUT"_s) && ended.said.contains(u"MAX_CONTEXT_SIZE"_s),
             qPrintable(ended.said));
}

void MaintenanceE2eTest::migrateMakesTheSchemaOnce()
{
    EngineProcess engine;
    const auto first = engine.runToEnd({u"--migrate"_s});
    QVERIFY2(first.exitCode == 0 && first.said.contains(u"from schema version 0 to "_s), qPrintable(first.said));
    const auto second = engine.runToEnd({u"--migrate"_s});
    QVERIFY2(second.exitCode == 0 && second.said.contains(u"is up to date"_s), qPrintable(second.said));
    QVERIFY2(engine.start(), qPrintable(engine.problem()));
    const auto third = engine.runToEnd({u"--migrate"_s});
    QVERIFY2(third.exitCode == 3 && third.said.contains(u"already runs"_s), qPrintable(third.said));
    QCOMPARE(engine.stop(), std::optional<int>(0));
}

void MaintenanceE2eTest::damagedHistoryIsNamedAndLeftAlone()
{
    EngineProcess engine;
    QCOMPARE(engine.runToEnd({u"--migrate"_s}).exitCode, 0);
    const QByteArray text = "this was a history once\n";
    QFile file(engine.historyFile());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
    file.close();
    for (const QString& act : {u"--check"_s, u"--migrate"_s}) {
        const auto ended = engine.runToEnd({act});
        QVERIFY2(ended.exitCode == 1, qPrintable(ended.said));
        QVERIFY2(ended.said.contains(u"history.sqlite"_s), qPrintable(ended.said));
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), text);
}

TONGDAI_TEST(MaintenanceE2eTest)
#include "maintenance_e2e_test.moc"
