#include "engine/server/access/door_limits.h"

#include "tests/support/hand_moved_clock.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class DoorLimitsTest : public QObject {
    Q_OBJECT
    testing::HandMovedClock m_clock;
    const QHostAddress m_one{u"198.51.100.7"_s};
    const QHostAddress m_other{u"198.51.100.8"_s};

private slots:
    void init() { m_clock.at = 1h; }
    void anAddressIsOneCaller()
    {
        DoorLimits doors({.addressMessagesPerMinute = 2}, m_clock);
        QVERIFY(doors.admit(m_one).isAllowed);
        m_clock.at += 20s;
        QVERIFY(doors.admit(QHostAddress(u"::ffff:198.51.100.7"_s)).isAllowed);
        const RateAnswer refused = doors.admit(m_one);
        QVERIFY(!refused.isAllowed && !refused.isForAll);
        QCOMPARE(refused.retryAfter, 40s);
        QVERIFY(doors.admit(m_other).isAllowed);
        m_clock.at += refused.retryAfter;
        QVERIFY(doors.admit(m_one).isAllowed);
        QVERIFY(!doors.admit(m_one).isAllowed);
        QCOMPARE(doors.refusedTotal(), 2);
    }
    void allTogetherAreBounded()
    {
        DoorLimits doors({.shopMessagesPerMinute = 3}, m_clock);
        QVERIFY(doors.admit(m_one).isAllowed);
        QVERIFY(doors.admit(m_other).isAllowed);
        QVERIFY(doors.charge().isAllowed);
        QVERIFY(!doors.charge().isAllowed);
        const RateAnswer refused = doors.admit(m_one);
        QVERIFY(!refused.isAllowed && refused.isForAll);
        QCOMPARE(refused.retryAfter, 60s);
    }
    void whoTheAddressRefusesCostsTheShopNothing()
    {
        DoorLimits doors({.addressMessagesPerMinute = 1, .shopMessagesPerMinute = 2}, m_clock);
        for (int i = 0; i < 10; ++i)
            doors.admit(m_one);
        QVERIFY(doors.admit(m_other).isAllowed);
    }
    void requestsAreCountedApart()
    {
        DoorLimits doors({.addressMessagesPerMinute = 1, .addressRequestsPerMinute = 2}, m_clock);
        QVERIFY(doors.admit(m_one).isAllowed);
        QVERIFY(doors.admitRequest(m_one).isAllowed);
        QVERIFY(doors.admitRequest(m_one).isAllowed);
        QCOMPARE(doors.admitRequest(m_one).retryAfter, 60s);
        QVERIFY(doors.admitRequest(m_other).isAllowed);
    }
    void withoutLimitsEverybodyComesIn()
    {
        DoorLimits doors({}, m_clock);
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(doors.admit(m_one).isAllowed);
    }
    void saysWhenInWholeSeconds()
    {
        QCOMPARE(retryAfter({false, 1500ms}), "2"_ba);
        QCOMPARE(retryAfter({false, 0ms}), "1"_ba);
    }
};

TONGDAI_TEST(DoorLimitsTest)

}  // namespace tongdai

#include "door_limits_test.moc"
