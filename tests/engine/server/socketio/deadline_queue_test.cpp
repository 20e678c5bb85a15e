#include "engine/server/socketio/deadline_queue.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::engineio {

using namespace std::chrono;
using namespace std::chrono_literals;

class DeadlineQueueTest : public QObject {
    Q_OBJECT
private slots:
    void callsInTheOrderOfTheirTimesNeverEarly()
    {
        DeadlineQueue queue;
        QList<int> order;
        const SteadyTime start = steady_clock::now();
        bool wasEarly = false;
        for (const int due : {30, 10, 20}) {
            queue.add(start + milliseconds(due), [&, due] {
                order.append(due);
                wasEarly |= steady_clock::now() < start + milliseconds(due);
            });
        }
        QTRY_COMPARE(order, (QList{10, 20, 30}));
        QVERIFY(!wasEarly);
        QCOMPARE(queue.size(), 0);
    }
    void aClearedDeadlineIsNotCalled()
    {
        DeadlineQueue queue;
        int calls = 0;
        {
            Deadline dead(queue);
            dead.set(steady_clock::now(), [&] { ++calls; });
        }
        Deadline moved(queue);
        moved.set(steady_clock::now(), [&] { ++calls; });
        moved.set(steady_clock::now() + 10ms, [&] { calls += 10; });
        QTRY_COMPARE(calls, 10);
        QVERIFY(!moved.isSet());
        QCOMPARE(queue.size(), 0);
    }
    void aCallMaySetAndRemoveOthers()
    {
        DeadlineQueue queue;
        int calls = 0;
        Deadline second(queue);
        second.set(steady_clock::now() + 20ms, [&] { calls += 100; });
        Deadline first(queue);
        first.set(steady_clock::now(), [&] {
            second.clear();
            if (++calls < 3) first.set(steady_clock::now(), [&] { ++calls; });
        });
        QTRY_COMPARE(calls, 2);
        QCOMPARE(queue.size(), 0);
    }
};

TONGDAI_TEST(DeadlineQueueTest)

}  // namespace tongdai::engineio

#include "deadline_queue_test.moc"
