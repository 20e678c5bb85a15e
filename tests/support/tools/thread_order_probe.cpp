// Two threads and one counter: with an order that Qt keeps, or without one. What the thread sanitizer says of each is
// looked at by tests/threads. Prints the counter.
//   thread_order_probe WAY

#include "tests/support/thread_order/ordered_application.h"

#include <QCoreApplication>
#include <QMutex>
#include <QThread>
#include <QThreadPool>

#include <atomic>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace {

constexpr int kRounds = 1000;

/// An object of another thread, with an event loop.
class Place : public QObject {
    Q_OBJECT
public:
    Place()
    {
        moveToThread(&m_thread);
        m_thread.start();
    }
    ~Place() override { end(); }
    /// After what was posted before.
    void end()
    {
        if (!m_thread.isRunning()) return;
        QMetaObject::invokeMethod(this, [this] { m_thread.quit(); });
        m_thread.wait();
    }

signals:
    void told(int value);

private:
    QThread m_thread;
};

// Far from each other: the sanitizer remembers only the last few accesses to eight bytes.
alignas(64) int counter = 0;
alignas(64) std::atomic<bool> isPosted = false;
alignas(64) std::atomic<bool> isHandled = false;

/// In time, but without an order that anything may rely on.
void note(std::atomic<bool>& step)
{
    step.store(true, std::memory_order_relaxed);
}

void waitFor(const std::atomic<bool>& step)
{
    while (!step.load(std::memory_order_relaxed))
        QThread::yieldCurrentThread();
}

void countInTwoThreads(const std::function<void()>& step)
{
    const std::unique_ptr<QThread> thread(QThread::create([&step] {
        for (int i = 0; i < kRounds; ++i)
            step();
    }));
    thread->start();
    for (int i = 0; i < kRounds; ++i)
        step();
    thread->wait();
}

void bare()
{
    countInTwoThreads([] { ++counter; });
}

void guarded()
{
    QMutex mutex;
    countInTwoThreads([&mutex] {
        const QMutexLocker lock(&mutex);
        ++counter;
    });
}

void posted()
{
    Place place;
    ++counter;
    QMetaObject::invokeMethod(&place, [] {
        ++counter;
        QMetaObject::invokeMethod(qApp, [] {
            ++counter;
            QCoreApplication::quit();
        });
    });
    QCoreApplication::exec();
}

void postedThenWritten()
{
    Place place;
    // Not while it is still being posted: waking the other thread's event loop may order the two by chance.
    QMetaObject::invokeMethod(&place, [] {
        waitFor(isPosted);
        ++counter;
        note(isHandled);
    });
    note(isPosted);
    waitFor(isHandled);
    ++counter;
}

void awaited()
{
    Place place;
    for (int i = 0; i < kRounds; ++i) {
        ++counter;
        QMetaObject::invokeMethod(
            &place, [] { ++counter; }, Qt::BlockingQueuedConnection);
    }
}

void emitted()
{
    Place place;
    QObject::connect(&place, &Place::told, qApp, [](int value) {
        counter += value;
        QCoreApplication::quit();
    });
    QMetaObject::invokeMethod(&place, [&place] {
        ++counter;
        emit place.told(1);
    });
    QCoreApplication::exec();
}

void emittedThenWritten()
{
    Place place;
    QObject::connect(&place, &Place::told, qApp, [](int value) {
        waitFor(isPosted);
        counter += value;
        note(isHandled);
        QCoreApplication::quit();
    });
    QMetaObject::invokeMethod(&place, [&place] {
        emit place.told(1);
        note(isPosted);
        waitFor(isHandled);
        ++counter;
    });
    QCoreApplication::exec();
}

void ended()
{
    QThread* const thread = QThread::create([] { ++counter; });
    QObject::connect(thread, &QThread::finished, qApp, [] {
        ++counter;
        QCoreApplication::quit();
    });
    QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
    QCoreApplication::exec();
}

void deletedLater()
{
    struct Last : QObject {
        ~Last() override { counter += step; }
        int step = 0;
    };
    Place place;
    auto* const last = new Last;
    last->moveToThread(place.thread());
    last->step = 1;
    last->deleteLater();
    place.end();
}

void pooled()
{
    ++counter;
    QThreadPool::globalInstance()->start([] { ++counter; });
    QThreadPool::globalInstance()->waitForDone();
    ++counter;
}

}  // namespace

int main(int argc, char** argv)
{
    tongdai::testing::OrderedApplication<QCoreApplication> application(argc, argv);
    const std::map<std::string, void (*)()> ways{
        {"bare", bare},
        {"guarded", guarded},
        {"posted", posted},
        {"posted-then-written", postedThenWritten},
        {"awaited", awaited},
        {"emitted", emitted},
        {"emitted-then-written", emittedThenWritten},
        {"ended", ended},
        {"deleted-later", deletedLater},
        {"pooled", pooled},
    };
    const auto way = argc == 2 ? ways.find(argv[1]) : ways.end();
    if (way == ways.end()) return 2;
    way->second();
    std::printf("%d\n", counter);
    return 0;
}

#include "thread_order_probe.moc"
