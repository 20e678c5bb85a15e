#include "tests/support/engine_scene.h"
#include "tests/support/full_disk.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <sys/resource.h>

#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

namespace {

bool isRunning(qint64 pid)
{
    return pid > 0 && QFileInfo::exists(u"/proc/%1"_s.arg(pid));
}

QByteArray bytesIn(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// As a person looks with a database program, which opens to write as well and tidies up when it leaves.
int linesSeenBySomebody(const QString& history)
{
    int lines = -1;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"somebody"_s);
        database.setDatabaseName(history);
        QSqlQuery query(database);
        if (database.open() && query.exec(u"select count(*) from messages where seq is not null"_s) && query.next())
            lines = query.value(0).toInt();
    }
    QSqlDatabase::removeDatabase(u"somebody"_s);
    return lines;
}

}  // namespace

/// How the program begins and ends, and what it says when it cannot begin.
class StartStopE2eTest : public QObject {
    Q_OBJECT

private slots:
    void readyLineNamesAnAddressThatAnswers();
    void terminateStopsCleanly();
    void firstStartMakesTheFilesTheSystemPageNames();
    void killedEngineLeavesNoRedis();
    void historyIsThereAfterARestart();
    void aLookFromOutsideTakesNothingAway();
    void bothLoopbackAddressesAnswer();
    void aSquatterOnTheOtherLoopbackAddressIsSaid();
    void leavesNoCoreDumps();
    void takesTheOpenFilesItMayHave();
    void busyPortIsSaid();
    void badSettingsAreAllListed();
    void secondStartOnTheSameFolderIsRefused();
    void aFullDiskIsNotAnotherProgram();
    void newerSchemaIsRefused();
    void noScreenLibraryIsLinked();
};

void StartStopE2eTest::readyLineNamesAnAddressThatAnswers()
{
    EngineScene scene;
    QVERIFY(scene.start());
    QCOMPARE(scene.engine.url().host(), u"127.0.0.1"_s);
    const ClientReply health = scene.client.get("/health");
    QCOMPARE(health.status, 200);
    QCOMPARE(health.json.value("status"_L1).toString(), u"healthy"_s);
    QCOMPARE(scene.client.get("/api/v1/health").status, 200);
}

void StartStopE2eTest::terminateStopsCleanly()
{
    EngineScene scene;
    QVERIFY(scene.start());
    QVERIFY(scene.waitForRedis());
    const qint64 redis = scene.redisPid();
    QVERIFY(isRunning(redis));
    QCOMPARE(scene.engine.stop(10'000), std::optional<int>(0));
    QVERIFY(!isRunning(redis));
}

void StartStopE2eTest::firstStartMakesTheFilesTheSystemPageNames()
{
    EngineScene scene;
    QVERIFY(scene.start());
    const QString rules = scene.engine.dataDir() + u"/rules.json"_s;
    const QString settings = scene.engine.dataDir() + u"/settings.conf"_s;
    QVERIFY(bytesIn(rules).contains("\"intents\""));
    QVERIFY(bytesIn(settings).contains("#API_PORT=8000"));
    QCOMPARE(QFileInfo(settings).permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther),
             QFile::Permissions());
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));

    // They are the owner's: never written again.
    for (const QString& path : {rules, settings}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write(path == rules ? "\n" : "\nENVIRONMENT=mine\n");
    }
    const QByteArray rulesBefore = bytesIn(rules);
    const QByteArray settingsBefore = bytesIn(settings);
    QVERIFY(scene.start());
    QCOMPARE(bytesIn(rules), rulesBefore);
    QCOMPARE(bytesIn(settings), settingsBefore);
}

void StartStopE2eTest::killedEngineLeavesNoRedis()
{
    EngineScene scene;
    QVERIFY(scene.start());
    QVERIFY(scene.waitForRedis());
    const qint64 redis = scene.redisPid();
    QVERIFY(isRunning(redis));
    scene.engine.crash();
    QTRY_VERIFY(!isRunning(redis));
}

void StartStopE2eTest::historyIsThereAfterARestart()
{
    EngineScene scene;
    QVERIFY(scene.start());
    QCOMPARE(scene.say(u"c1"_s, u"m-1"_s, u"chào shop"_s).status, 200);
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
    QVERIFY(scene.start());
    const QJsonObject list = scene.admin.get("/api/v1/admin/conversations").json;
    QCOMPARE(list["conversations"_L1][0]["conversation_id"_L1].toString(), u"c1"_s);
    QCOMPARE(scene.wrongs({{"platform", "m-1"}}), QStringList());
}

/// Another program that reads the history and leaves must not believe it was the last one and tidy the log away.
void StartStopE2eTest::aLookFromOutsideTakesNothingAway()
{
    EngineScene scene;
    QVERIFY(scene.start());
    for (int i = 0; i < 6; ++i) {
        QCOMPARE(scene.say(u"c-%1"_s.arg(i), u"m-%1"_s.arg(i), u"chào shop"_s).status, 200);
        QCOMPARE(linesSeenBySomebody(scene.engine.historyFile()), i + 1);
    }
    scene.engine.crash();
    QVERIFY(scene.start());
    QCOMPARE(scene.rows(u"select count(*) from messages where seq is not null"_s), QStringList{u"6"_s});
}

/// "localhost" leads to ::1 first: whoever listened there instead of us would be given our callers' tokens.
void StartStopE2eTest::bothLoopbackAddressesAnswer()
{
    EngineProcess engine;
    QVERIFY2(engine.start(), qPrintable(engine.problem()));
    QTcpServer squatter;
    QVERIFY2(!squatter.listen(QHostAddress::LocalHostIPv6, quint16(engine.url().port())),
             "the engine left ::1 to others");
    QTcpServer probe;
    if (!probe.listen(QHostAddress::LocalHostIPv6)) return;  // a computer without ::1 has nobody who could call it
    QTcpSocket caller;
    caller.connectToHost(QHostAddress::LocalHostIPv6, quint16(engine.url().port()));
    QVERIFY2(caller.waitForConnected(5'000), qPrintable(caller.errorString()));
    caller.write("GET /health HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n");
    while (caller.state() == QAbstractSocket::ConnectedState && caller.waitForReadyRead(5'000)) {
    }
    const QByteArray answer = caller.readAll();
    QVERIFY2(answer.startsWith("HTTP/1.1 200 "), answer.constData());
}

void StartStopE2eTest::aSquatterOnTheOtherLoopbackAddressIsSaid()
{
    QTcpServer squatter;
    if (!squatter.listen(QHostAddress::LocalHostIPv6)) return;  // no ::1 to squat on
    const QString port = QString::number(squatter.serverPort());
    EngineProcess engine;
    engine.setArguments({u"--port"_s, port});
    QVERIFY(!engine.start());
    QCOMPARE(engine.exitCode(), 4);
    const QString said = QString::fromUtf8(engine.errorOutput());
    QVERIFY2(said.contains(u"Cannot listen on ::1 port "_s + port), qPrintable(said));
}

/// They would hold tokens, passwords and conversations.
void StartStopE2eTest::leavesNoCoreDumps()
{
    EngineProcess engine;
    QVERIFY2(engine.start(), qPrintable(engine.problem()));
    QFile limits(u"/proc/%1/limits"_s.arg(engine.pid()));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    QByteArray line;
    for (const QByteArray& each : limits.readAll().split('\n')) {
        if (each.startsWith("Max core file size")) line = each.simplified();
    }
    QCOMPARE(line, "Max core file size 0 0 bytes"_ba);
}

/// A connection is one, and a system gives few to whoever does not ask.
void StartStopE2eTest::takesTheOpenFilesItMayHave()
{
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    rlimit few = before;
    few.rlim_cur = std::min<rlim_t>(before.rlim_max, 1000);
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
    EngineProcess engine;
    const bool isStarted = engine.start();
    ::setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY2(isStarted, qPrintable(engine.problem()));
    rlimit given{};
    QCOMPARE(::prlimit(pid_t(engine.pid()), RLIMIT_NOFILE, nullptr, &given), 0);
    QCOMPARE(given.rlim_cur, std::min<rlim_t>(before.rlim_max, 12'000));
}

void StartStopE2eTest::busyPortIsSaid()
{
    QTcpServer squatter;
    QVERIFY(squatter.listen(QHostAddress::LocalHost));
    const QString port = QString::number(squatter.serverPort());
    EngineProcess engine;
    engine.setArguments({u"--port"_s, port});
    QVERIFY(!engine.start());
    QCOMPARE(engine.exitCode(), 4);
    const QString said = QString::fromUtf8(engine.errorOutput());
    QVERIFY2(said.contains(u"Cannot listen on 127.0.0.1 port "_s + port), qPrintable(said));
}

void StartStopE2eTest::badSettingsAreAllListed()
{
    EngineProcess engine;
    engine.setEnvironment(u"AI_SERVICE_TIMEOUT"_s, u"soon"_s);
    engine.setEnvironment(u"MAX_CONTEXT_SIZE"_s, u"-5"_s);
    engine.setEnvironment(u"PANCAKE_ACCESS_TOKEN"_s, u"short"_s);
    QVERIFY(!engine.start());
    QCOMPARE(engine.exitCode(), 2);
    const QString said = QString::fromUtf8(engine.errorOutput());
    for (const QString& name : {u"AI_SERVICE_TIMEOUT"_s, u"MAX_CONTEXT_SIZE"_s, u"PANCAKE_ACCESS_TOKEN"_s})
        QVERIFY2(said.contains(name), qPrintable(said));
}

void StartStopE2eTest::secondStartOnTheSameFolderIsRefused()
{
    EngineProcess first;
    QVERIFY2(first.start(), qPrintable(first.problem()));
    EngineProcess second;
    second.setDataDir(first.dataDir());
    QVERIFY(!second.start());
    QCOMPARE(second.exitCode(), 3);
    const QString said = QString::fromUtf8(second.errorOutput());
    QVERIFY2(said.contains(u"already runs"_s) && said.contains(QString::number(first.pid())), qPrintable(said));
    QVERIFY(first.isRunning());
}

void StartStopE2eTest::aFullDiskIsNotAnotherProgram()
{
    FullDisk disk;
    QVERIFY2(disk.problem().isEmpty(), qPrintable(disk.problem()));
    EngineProcess engine;
    const auto run = [&](const QStringList& more = {u"--check"_s}) {
        const FullDisk::Mount mount(disk, engine.dataDir());
        return engine.runToEnd(more + QStringList{u"--port"_s, u"0"_s});
    };
    disk.setRoom(0);
    auto ended = run();
    QVERIFY2(ended.exitCode == 5, qPrintable(ended.said));
    QVERIFY2(ended.said.contains("its disk is full"_L1), qPrintable(ended.said));
    QVERIFY2(!ended.said.contains("already runs"_L1), qPrintable(ended.said));
    disk.makeRoom();
    ended = run();
    QVERIFY2(ended.exitCode == 0, qPrintable(ended.said));
    // Room for the lock of the folder, and for nothing else.
    disk.setRoom(150);
    ended = run({});
    QVERIFY2(ended.exitCode == 4, qPrintable(ended.said));
    QVERIFY2(ended.said.contains("full"_L1), qPrintable(ended.said));
    QVERIFY2(!ended.said.contains("another running program"_L1), qPrintable(ended.said));
}

void StartStopE2eTest::newerSchemaIsRefused()
{
    EngineProcess engine;
    QVERIFY2(engine.start(), qPrintable(engine.problem()));
    QCOMPARE(engine.stop(), std::optional<int>(0));
    {
        QSqlDatabase history = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"newer"_s);
        history.setDatabaseName(engine.historyFile());
        QVERIFY(history.open());
        QVERIFY(QSqlQuery(history).exec(
            u"insert into schema_version (version, name, statements) values (9999, 'tomorrow', -1)"_s));
    }
    QSqlDatabase::removeDatabase(u"newer"_s);
    QVERIFY(!engine.start());
    QVERIFY(engine.exitCode() != 0);
    const QString said = QString::fromUtf8(engine.errorOutput());
    QVERIFY2(said.contains(u"made by a newer program"_s), qPrintable(said));
}

void StartStopE2eTest::noScreenLibraryIsLinked()
{
    QProcess ldd;
    ldd.start(u"ldd"_s, {QStringLiteral(TONGDAI_BIN_DIR "/tongdai-engine")});
    QVERIFY(ldd.waitForFinished(10'000));
    const QByteArray libraries = ldd.readAllStandardOutput();
    QVERIFY(libraries.contains("libQt6Core"));
    QVERIFY2(!libraries.contains("libQt6Gui") && !libraries.contains("libQt6Widgets"), libraries.constData());
}

TONGDAI_TEST(StartStopE2eTest)
#include "start_stop_e2e_test.moc"
