#include "engine/host/machine/epoll_dispatcher.h"

#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QProcess>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <sys/socket.h>
#include <unistd.h>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A thread with our dispatcher; `run` executes there and returns when its local event loop was quit.
class EpollThread {
public:
    EpollThread()
    {
        m_thread.setEventDispatcher(new EpollDispatcher);
        m_context.moveToThread(&m_thread);
        m_thread.start();
    }
    ~EpollThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    void run(const std::function<void()>& work)
    {
        QMetaObject::invokeMethod(&m_context, work, Qt::BlockingQueuedConnection);
    }
    QObject* context() { return &m_context; }
    QThread& thread() { return m_thread; }

private:
    QObject m_context;
    QThread m_thread;
};

/// Runs a nested loop until `isDone`, at most ten seconds.
bool spinUntil(const std::function<bool()>& isDone)
{
    QElapsedTimer clock;
    clock.start();
    while (!isDone() && clock.elapsed() < 10'000) {
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        if (isDone()) break;
        QThread::yieldCurrentThread();
    }
    return isDone();
}

struct SocketPair {
    SocketPair()
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds) != 0) qFatal("socketpair");
    }
    ~SocketPair()
    {
        for (const int fd : fds) {
            if (fd >= 0) ::close(fd);
        }
    }
    void say(const char* text) const { QVERIFY(::write(fds[1], text, strlen(text)) > 0); }
    int fds[2] = {-1, -1};
};

}  // namespace

class EpollDispatcherTest : public QObject {
    Q_OBJECT
private slots:
    void isTheDispatcherOfItsThread();
    void runsCallsPostedFromManyThreads();
    void firesTimersInOrderOfTheirDueTimes();
    void repeatsATimerAtItsInterval();
    void zeroTimersDoNotStarveSockets();
    void aTimerMayBeDeletedInItsSlot();
    void aFiringTimerDoesNotRecurseInANestedLoop();
    void knowsItsTimers();
    void notifiersReportReadableAndWritable();
    void aNotifierMayDeleteAnother();
    void aReusedDescriptorGetsNoStaleEvents();
    void disabledNotifiersStaySilent();
    void nestedLoopsQuitOneByOne();
    void startsProcesses();
    void carriesTcp();
    void sleepsWhenIdle();
    void interruptLeavesTheLoop();
};

void EpollDispatcherTest::isTheDispatcherOfItsThread()
{
    EpollThread thread;
    thread.run([] { QVERIFY(qobject_cast<EpollDispatcher*>(QThread::currentThread()->eventDispatcher())); });
}

void EpollDispatcherTest::runsCallsPostedFromManyThreads()
{
    constexpr int kThreads = 4;
    constexpr int kCalls = 25'000;
    EpollThread target;
    std::atomic<int> ran = 0;
    std::vector<std::unique_ptr<QThread>> posters;
    for (int i = 0; i < kThreads; ++i) {
        posters.emplace_back(QThread::create([&] {
            for (int call = 0; call < kCalls; ++call) {
                QMetaObject::invokeMethod(
                    target.context(), [&] { ++ran; }, Qt::QueuedConnection);
            }
        }));
        posters.back()->start();
    }
    for (const auto& poster : posters)
        poster->wait();
    QTRY_COMPARE_WITH_TIMEOUT(ran.load(), kThreads * kCalls, 20'000);
}

void EpollDispatcherTest::firesTimersInOrderOfTheirDueTimes()
{
    EpollThread thread;
    QList<int> fired;
    qint64 first = 0;
    thread.run([&] {
        QElapsedTimer clock;
        clock.start();
        for (const int delay : {60, 0, 30, 10}) {
            QTimer::singleShot(delay, Qt::PreciseTimer, QThread::currentThread()->eventDispatcher(), [&, delay] {
                if (delay == 10) first = clock.elapsed();
                fired.append(delay);
            });
        }
        spinUntil([&] { return fired.size() == 4; });
    });
    QCOMPARE(fired, (QList<int>{0, 10, 30, 60}));
    QVERIFY2(first >= 10, "a timer fired before its time");
}

void EpollDispatcherTest::repeatsATimerAtItsInterval()
{
    EpollThread thread;
    int beats = 0;
    qint64 took = 0;
    thread.run([&] {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        QElapsedTimer clock;
        clock.start();
        QEventLoop loop;
        connect(&timer, &QTimer::timeout, &loop, [&] {
            if (++beats == 10) loop.quit();
        });
        timer.start(5);
        loop.exec();
        took = clock.elapsed();
    });
    QCOMPARE(beats, 10);
    QVERIFY2(took >= 49, "ten beats of 5 ms came too fast");
}

void EpollDispatcherTest::zeroTimersDoNotStarveSockets()
{
    EpollThread thread;
    bool heard = false;
    int spins = 0;
    thread.run([&] {
        SocketPair pair;
        QSocketNotifier reader(pair.fds[0], QSocketNotifier::Read);
        QTimer busy;
        QEventLoop loop;
        connect(&busy, &QTimer::timeout, &loop, [&] {
            if (++spins == 100) pair.say("x");
        });
        connect(&reader, &QSocketNotifier::activated, &loop, [&] {
            heard = true;
            loop.quit();
        });
        busy.start(0);
        loop.exec();
    });
    QVERIFY(heard);
    QVERIFY(spins >= 100);
}

void EpollDispatcherTest::aTimerMayBeDeletedInItsSlot()
{
    EpollThread thread;
    int fired = 0;
    thread.run([&] {
        auto* timer = new QTimer;
        connect(timer, &QTimer::timeout, timer, [&, timer] {
            ++fired;
            delete timer;
        });
        timer->start(1);
        auto* other = new QTimer;  // due in the same turn, deleted by the first of the two
        QTimer killer;
        connect(&killer, &QTimer::timeout, &killer, [&] { delete std::exchange(other, nullptr); });
        connect(other, &QTimer::timeout, other, [&] { ++fired; });
        killer.start(5);
        other->start(5000);
        spinUntil([&] { return fired == 1 && !other; });
    });
    QCOMPARE(fired, 1);
}

void EpollDispatcherTest::aFiringTimerDoesNotRecurseInANestedLoop()
{
    EpollThread thread;
    int depth = 0;
    int deepest = 0;
    int others = 0;
    thread.run([&] {
        QTimer outer;
        QTimer other;
        QEventLoop nested;
        connect(&other, &QTimer::timeout, &nested, [&] {
            if (++others == 5) nested.quit();
        });
        connect(&outer, &QTimer::timeout, &outer, [&] {
            deepest = std::max(deepest, ++depth);
            nested.exec();
            --depth;
        });
        outer.start(0);
        other.start(1);
        spinUntil([&] { return others >= 5; });
    });
    QVERIFY(others >= 5);
    QCOMPARE(deepest, 1);
}

void EpollDispatcherTest::knowsItsTimers()
{
    EpollThread thread;
    thread.run([] {
        QObject object;
        auto* dispatcher = QThread::currentThread()->eventDispatcher();
        const int id = object.startTimer(60'000);
        QCOMPARE(dispatcher->registeredTimers(&object).size(), 1);
        QVERIFY(dispatcher->remainingTime(id) > 59'000);
        QVERIFY(dispatcher->remainingTime(id) <= 60'000);
        object.killTimer(id);
        QVERIFY(dispatcher->registeredTimers(&object).isEmpty());
        QCOMPARE(dispatcher->remainingTime(id), -1);
    });
}

void EpollDispatcherTest::notifiersReportReadableAndWritable()
{
    EpollThread thread;
    int readable = 0;
    int writable = 0;
    thread.run([&] {
        SocketPair pair;
        QSocketNotifier reader(pair.fds[0], QSocketNotifier::Read);
        QSocketNotifier writer(pair.fds[0], QSocketNotifier::Write);
        connect(&reader, &QSocketNotifier::activated, &reader, [&] {
            char byte = 0;
            while (::read(pair.fds[0], &byte, 1) == 1)
                ++readable;
        });
        connect(&writer, &QSocketNotifier::activated, &writer, [&] {
            ++writable;
            writer.setEnabled(false);
        });
        pair.say("abc");
        spinUntil([&] { return readable == 3 && writable == 1; });
        ::close(std::exchange(pair.fds[1], -1));  // end of stream is readable too
        bool ended = false;
        reader.disconnect();
        connect(&reader, &QSocketNotifier::activated, &reader, [&] {
            ended = true;
            reader.setEnabled(false);
        });
        QVERIFY(spinUntil([&] { return ended; }));
    });
    QCOMPARE(readable, 3);
    QCOMPARE(writable, 1);
}

void EpollDispatcherTest::aNotifierMayDeleteAnother()
{
    EpollThread thread;
    int activated = 0;
    thread.run([&] {
        SocketPair a;
        SocketPair b;
        std::unique_ptr<QSocketNotifier> first;
        std::unique_ptr<QSocketNotifier> second;
        first = std::make_unique<QSocketNotifier>(a.fds[0], QSocketNotifier::Read);
        second = std::make_unique<QSocketNotifier>(b.fds[0], QSocketNotifier::Read);
        connect(
            first.get(), &QSocketNotifier::activated, this,
            [&] {
                ++activated;
                first->setEnabled(false);
                second.reset();
            },
            Qt::DirectConnection);
        connect(
            second.get(), &QSocketNotifier::activated, this,
            [&] {
                ++activated;
                second->setEnabled(false);
                first.reset();
            },
            Qt::DirectConnection);
        a.say("x");
        b.say("x");
        spinUntil([&] { return activated > 0; });
        for (int i = 0; i < 10; ++i)
            QCoreApplication::processEvents();
    });
    QCOMPARE(activated, 1);
}

void EpollDispatcherTest::aReusedDescriptorGetsNoStaleEvents()
{
    EpollThread thread;
    int wrong = 0;
    int right = 0;
    thread.run([&] {
        // Two readable sockets in one turn. The slot of either closes the other and puts a silent socket in its place.
        SocketPair a;
        SocketPair b;
        SocketPair silent;
        QSocketNotifier* notifiers[2] = {new QSocketNotifier(a.fds[0], QSocketNotifier::Read),
                                         new QSocketNotifier(b.fds[0], QSocketNotifier::Read)};
        int numbers[2] = {a.fds[0], b.fds[0]};
        std::unique_ptr<QSocketNotifier> replacement;
        const auto takeOver = [&](int self) {
            const int other = 1 - self;
            ++right;
            notifiers[self]->setEnabled(false);
            if (replacement) return;
            delete std::exchange(notifiers[other], nullptr);
            ::dup2(silent.fds[0], numbers[other]);
            replacement = std::make_unique<QSocketNotifier>(numbers[other], QSocketNotifier::Read);
            connect(replacement.get(), &QSocketNotifier::activated, replacement.get(), [&] { ++wrong; });
        };
        connect(notifiers[0], &QSocketNotifier::activated, notifiers[0], [&] { takeOver(0); });
        connect(notifiers[1], &QSocketNotifier::activated, notifiers[1], [&] { takeOver(1); });
        a.say("x");
        b.say("x");
        spinUntil([&] { return right > 0; });
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(wrong, 0);
        silent.say("x");
        QVERIFY(spinUntil([&] { return wrong > 0; }));  // its own data does arrive
        replacement->setEnabled(false);
        delete notifiers[0];
        delete notifiers[1];
    });
    QCOMPARE(right, 1);
}

void EpollDispatcherTest::disabledNotifiersStaySilent()
{
    EpollThread thread;
    int heard = 0;
    thread.run([&] {
        SocketPair pair;
        QSocketNotifier reader(pair.fds[0], QSocketNotifier::Read);
        connect(&reader, &QSocketNotifier::activated, &reader, [&] {
            ++heard;
            reader.setEnabled(false);
        });
        reader.setEnabled(false);
        pair.say("x");
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(heard, 0);
        reader.setEnabled(true);
        spinUntil([&] { return heard == 1; });
    });
    QCOMPARE(heard, 1);
}

void EpollDispatcherTest::nestedLoopsQuitOneByOne()
{
    EpollThread thread;
    QStringList order;
    thread.run([&] {
        QEventLoop outer;
        QTimer::singleShot(0, &outer, [&] {
            QEventLoop inner;
            QTimer::singleShot(0, &inner, [&] {
                order << u"inner"_s;
                inner.quit();
            });
            inner.exec();
            order << u"back in outer"_s;
            outer.quit();
        });
        outer.exec();
        order << u"out"_s;
    });
    QCOMPARE(order, (QStringList{u"inner"_s, u"back in outer"_s, u"out"_s}));
}

void EpollDispatcherTest::startsProcesses()
{
    EpollThread thread;
    QByteArray output;
    int exitCode = -1;
    thread.run([&] {
        QProcess process;
        QEventLoop loop;
        connect(&process, &QProcess::finished, &loop, [&](int code) {
            exitCode = code;
            loop.quit();
        });
        connect(&process, &QProcess::errorOccurred, &loop, [&] { loop.quit(); });
        process.start(u"/bin/sh"_s, {u"-c"_s, u"read line; echo \"got $line\"; exit 7"_s});
        process.write("it\n");
        loop.exec();
        output = process.readAllStandardOutput();
    });
    QCOMPARE(exitCode, 7);
    QCOMPARE(output, "got it\n"_ba);
}

void EpollDispatcherTest::carriesTcp()
{
    EpollThread thread;
    QByteArray received;
    thread.run([&] {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&] {
            QTcpSocket* peer = server.nextPendingConnection();
            connect(peer, &QTcpSocket::readyRead, peer, [peer] { peer->write(peer->readAll()); });
        });
        QTcpSocket client;
        connect(&client, &QTcpSocket::readyRead, &client, [&] { received += client.readAll(); });
        client.connectToHost(QHostAddress::LocalHost, server.serverPort());
        client.write(QByteArray(3'000'000, 'x'));
        spinUntil([&] { return received.size() == 3'000'000; });
    });
    QCOMPARE(received.size(), 3'000'000);
}

void EpollDispatcherTest::sleepsWhenIdle()
{
    EpollThread thread;
    int turns = 0;
    thread.run([&] {
        SocketPair pair;  // open and silent; its write side is never full
        QSocketNotifier reader(pair.fds[0], QSocketNotifier::Read);
        QEventLoop loop;
        connect(QThread::currentThread()->eventDispatcher(), &QAbstractEventDispatcher::awake, &loop, [&] { ++turns; });
        QTimer::singleShot(100, Qt::PreciseTimer, &loop, &QEventLoop::quit);
        loop.exec();
    });
    QVERIFY2(turns < 20, "the loop spins while nothing happens");
}

void EpollDispatcherTest::interruptLeavesTheLoop()
{
    QThread thread;
    thread.setEventDispatcher(new EpollDispatcher);
    thread.start();
    thread.quit();
    QVERIFY(thread.wait(5000));
}

TONGDAI_TEST(EpollDispatcherTest)

}  // namespace tongdai

#include "epoll_dispatcher_test.moc"
