#include "engine/domain/conversation/sender_clock.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace std::chrono_literals;

class SenderClockTest : public QObject {
    Q_OBJECT

    static constexpr double kNow = 1'763'712'000;
    static TimePoint now() { return fromUnixSeconds(kNow); }

private slots:
    /// F46
    void countsUpToAMinuteAheadOfOurs()
    {
        QCOMPARE(countedTime(kNow - 1e6, now()), kNow - 1e6);
        QCOMPARE(countedTime(kNow + 60, now()), kNow + 60);
        QCOMPARE(countedTime(kNow + 61, now()), kNow);
        QCOMPARE(countedTime(1e300, now()), kNow);
    }

    void callsNothingLateThatTwoClocksExplain()
    {
        QVERIFY(!isLate(kNow, kNow));
        QVERIFY(!isLate(kNow - 4.9, kNow));
        QVERIFY(isLate(kNow - 5, kNow));
    }

    void saysHowLateOnlyWhereItIsWorthSaying()
    {
        StoredMessage message;
        message.sentAt = kNow - 90;
        message.receivedAt = now();
        QVERIFY(!lateBy(message));
        message.arrivedLate = true;
        QCOMPARE(lateBy(message)->count(), 90.0);
        // Behind one whose clock ran ahead: it took no time on its way.
        message.sentAt = kNow - 0.2;
        QVERIFY(!lateBy(message));
        message.sentAt = kNow + 30;
        QVERIFY(!lateBy(message));
    }
};

TONGDAI_TEST(SenderClockTest)

}  // namespace tongdai

#include "sender_clock_test.moc"
