#include "engine/host/private_redis/private_redis.h"
#include "tests/support/test_registry.h"
#include "tests/support/wait_until.h"

#include <QDir>
#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <csignal>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::waitUntil;
using State = PrivateRedis::State;

namespace {

/// One inline command, answered or empty.
QByteArray tell(const QString& socketPath, const QByteArray& command)
{
    QLocalSocket socket;
    socket.connectToServer(socketPath);
    if (!socket.waitForConnected(1000)) return {};
    socket.write(command + "\r\n");
    return socket.waitForReadyRead(2000) ? socket.readAll().trimmed() : QByteArray();
}

/// Gone, or a zombie that nobody has collected yet.
bool isGone(qint64 pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly)) return true;
    const QByteArray stat = file.readAll();
    return stat.mid(stat.lastIndexOf(')') + 2, 1) == "Z";
}

uint modeOf(const QString& path)
{
    struct stat found = {};
    ::stat(QFile::encodeName(path).constData(), &found);
    return found.st_mode & 0777;
}

}  // namespace

class PrivateRedisRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString folder() const { return m_dir->filePath(u"redis"_s); }

    static bool becomesReady(PrivateRedis& redis)
    {
        return waitUntil([&] { return redis.state() == State::Ready; }, 10s);
    }
    static bool stopsInTime(PrivateRedis& redis)
    {
        QSignalSpy stopped(&redis, &PrivateRedis::stopped);
        redis.stop();
        return waitUntil([&] { return !stopped.empty(); });
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(!QStandardPaths::findExecutable(u"redis-server"_s).isEmpty(),
                 "redis-server is missing: apt-get install redis-server");
    }
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void servesOnAPrivateSocketOnly()
    {
        PrivateRedis redis(folder());
        redis.start();
        QVERIFY(becomesReady(redis));
        QCOMPARE(tell(redis.socketPath(), "PING"_ba), "+PONG"_ba);
        QCOMPARE(modeOf(folder()), 0700u);
        QCOMPARE(modeOf(redis.socketPath()), 0700u);
        QVERIFY(tell(redis.socketPath(), "CONFIG GET port"_ba).endsWith("$1\r\n0"));
        QVERIFY(tell(redis.socketPath(), "CONFIG GET appendonly"_ba).contains("yes"));
        QVERIFY(tell(redis.socketPath(), "CONFIG GET maxmemory-policy"_ba).contains("noeviction"));
        QVERIFY(stopsInTime(redis));
        QCOMPARE(redis.state(), State::Stopped);
    }

    void keepsItsDataOverAnOrderlyStop()
    {
        PrivateRedis redis(folder());
        redis.start();
        QVERIFY(becomesReady(redis));
        QCOMPARE(tell(redis.socketPath(), "SET kept yes"_ba), "+OK"_ba);
        const qint64 pid = redis.processId();
        QVERIFY(stopsInTime(redis));
        QVERIFY(isGone(pid));
        redis.start();
        QVERIFY(becomesReady(redis));
        QVERIFY(tell(redis.socketPath(), "GET kept"_ba).endsWith("yes"));
    }

    void comesBackAfterItWasKilled()
    {
        PrivateRedis redis(folder());
        redis.start();
        QVERIFY(becomesReady(redis));
        for (int round = 0; round < 3; ++round) {
            const qint64 pid = redis.processId();
            QSignalSpy changes(&redis, &PrivateRedis::stateChanged);
            ::kill(pid_t(pid), SIGKILL);
            QVERIFY(waitUntil([&] { return !changes.empty(); }));
            QCOMPARE(changes.first().first().value<State>(), State::Restarting);
            QVERIFY(becomesReady(redis));
            QVERIFY(redis.processId() != pid);
            QCOMPARE(tell(redis.socketPath(), "PING"_ba), "+PONG"_ba);
        }
    }

    void serverThatDoesNotStopIsKilled()
    {
        PrivateRedis::Options options;
        options.stopLimit = 200ms;
        PrivateRedis redis(folder(), options);
        redis.start();
        QVERIFY(becomesReady(redis));
        const qint64 pid = redis.processId();
        ::kill(pid_t(pid), SIGSTOP);
        QVERIFY(stopsInTime(redis));
        QVERIFY(isGone(pid));
    }

    void dyingParentTakesItsServerAlong()
    {
        QProcess holder;
        holder.start(QStringLiteral(TONGDAI_BIN_DIR) + u"/private_redis_holder"_s, {folder()});
        QVERIFY(holder.waitForStarted());
        QVERIFY(holder.waitForReadyRead(10'000));
        const qint64 server = holder.readLine().trimmed().toLongLong();
        QVERIFY(server > 1);
        QVERIFY(!isGone(server));
        holder.kill();
        QVERIFY(holder.waitForFinished());
        QVERIFY(waitUntil([&] { return isGone(server); }, 2s));
        // The dead program's lock and socket file are in nobody's way.
        PrivateRedis redis(folder());
        redis.start();
        QVERIFY(becomesReady(redis));
    }

    void leftoverServerIsStoppedFirst_data()
    {
        QTest::addColumn<bool>("isHung");
        QTest::newRow("running") << false;
        QTest::newRow("hung") << true;
    }
    void leftoverServerIsStoppedFirst()
    {
        QFETCH(const bool, isHung);
        PrivateRedis redis(folder());
        QVERIFY(QDir().mkpath(folder()));
        QProcess leftover;
        leftover.start(u"redis-server"_s, {u"--port"_s, u"0"_s, u"--unixsocket"_s, redis.socketPath(), u"--dir"_s,
                                           folder(), u"--save"_s, QString()});
        QVERIFY(waitUntil([&] { return tell(redis.socketPath(), "PING"_ba) == "+PONG"; }));
        if (isHung) ::kill(pid_t(leftover.processId()), SIGSTOP);
        redis.start();
        QVERIFY(becomesReady(redis));
        QVERIFY(waitUntil([&] { return leftover.state() == QProcess::NotRunning; }));
        QCOMPARE(tell(redis.socketPath(), "PING"_ba), "+PONG"_ba);
    }

    void leftoverWithoutItsSocketIsFoundByItsPid()
    {
        PrivateRedis redis(folder());
        QVERIFY(QDir().mkpath(folder()));
        QProcess leftover;
        leftover.start(u"redis-server"_s,
                       {u"--port"_s, u"0"_s, u"--unixsocket"_s, redis.socketPath(), u"--dir"_s, folder(), u"--save"_s,
                        QString(), u"--pidfile"_s, folder() + u"/redis.pid"_s});
        QVERIFY(waitUntil([&] { return tell(redis.socketPath(), "PING"_ba) == "+PONG"; }));
        QVERIFY(QFile::remove(redis.socketPath()));
        redis.start();
        QVERIFY(becomesReady(redis));
        QVERIFY(waitUntil([&] { return leftover.state() == QProcess::NotRunning; }));
    }

    void strangerOnTheSocketIsLeftAlone()
    {
        PrivateRedis redis(folder());
        QVERIFY(QDir().mkpath(folder()));
        QLocalServer stranger;
        QVERIFY(stranger.listen(redis.socketPath()));
        redis.start();
        QVERIFY(waitUntil([&] { return redis.state() == State::Failed; }));
        QVERIFY(redis.cause().contains(u"another program"));
        stranger.close();
        QVERIFY(becomesReady(redis));
    }

    /// F14
    void secondProgramOnTheSameFolderIsToldSo()
    {
        PrivateRedis first(folder());
        first.start();
        QVERIFY(becomesReady(first));
        const qint64 pid = first.processId();
        PrivateRedis second(folder());
        second.start();
        QVERIFY(waitUntil([&] { return second.state() == State::Failed; }));
        QVERIFY(second.cause().contains(u"another running program"));
        QVERIFY(!isGone(pid));
        QVERIFY(stopsInTime(second));
        QCOMPARE(first.state(), State::Ready);
    }

    void missingBinaryIsNamedAndLookedForAgain()
    {
        const QString program = m_dir->filePath(u"my-redis"_s);
        PrivateRedis::Options options;
        options.program = program;
        options.firstRestart = 20ms;
        PrivateRedis redis(folder(), options);
        redis.start();
        QVERIFY(waitUntil([&] { return redis.state() == State::MissingBinary; }));
        QVERIFY(redis.cause().contains(u"not installed"));
        QVERIFY(QFile::link(QStandardPaths::findExecutable(u"redis-server"_s), program));
        QVERIFY(becomesReady(redis));
    }

    void programThatIsNoRedisIsReported()
    {
        PrivateRedis::Options options;
        options.program = u"false"_s;
        options.firstRestart = 10ms;
        PrivateRedis redis(folder(), options);
        redis.start();
        QVERIFY(waitUntil([&] { return redis.state() == State::Restarting; }));
        QVERIFY2(redis.cause().contains(u"exit code 1"), qPrintable(redis.cause()));
    }

    void longPathsGetAShortSocket()
    {
        const QString deep = m_dir->filePath(QString(120, u'd'));
        PrivateRedis redis(deep);
        QVERIFY(QFile::encodeName(redis.socketPath()).size() <= 107);
        redis.start();
        QVERIFY(becomesReady(redis));
        QCOMPARE(tell(redis.socketPath(), "PING"_ba), "+PONG"_ba);
        QCOMPARE(modeOf(QFileInfo(redis.socketPath()).path()), 0700u);
        QVERIFY(QFile::exists(deep + u"/appendonlydir"_s));
        QVERIFY(stopsInTime(redis));
        QDir(QFileInfo(redis.socketPath()).path()).removeRecursively();
    }

    /// F43's like for the cache: a file damaged in the middle is set aside, not restarted upon for ever.
    void damagedFileIsSetAside()
    {
        PrivateRedis::Options options;
        options.firstRestart = 20ms;
        PrivateRedis redis(folder(), options);
        redis.start();
        QVERIFY(becomesReady(redis));
        for (int i = 0; i < 50; ++i)
            tell(redis.socketPath(), "SET key" + QByteArray::number(i) + " value");
        QVERIFY(stopsInTime(redis));
        const QDir append(folder() + u"/appendonlydir"_s);
        const QStringList files = append.entryList({u"*.incr.aof"_s});
        QCOMPARE(files.size(), 1);
        QFile file(append.filePath(files.first()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(100));
        QCOMPARE(file.write("garbage in the middle"), qint64(21));
        file.close();
        redis.start();
        QVERIFY(becomesReady(redis));
        QVERIFY(QDir(folder() + u"/appendonlydir.damaged"_s).exists());
    }

    void folderOfSomebodyElseIsRefused()
    {
        QVERIFY(QFile::link(m_dir->path(), folder()));  // a link where the folder should be
        PrivateRedis redis(folder());
        redis.start();
        QVERIFY(waitUntil([&] { return redis.state() == State::Failed; }));
        QVERIFY(!redis.cause().isEmpty());
    }
};

TONGDAI_TEST(PrivateRedisRedisTest)

}  // namespace tongdai

#include "private_redis_redis_test.moc"
