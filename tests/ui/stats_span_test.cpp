#include "ui/stats/stats_span.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Pan and zoom of the Stats page (features H2).
class StatsSpanTest : public QObject {
    Q_OBJECT

    const QTimeZone m_zone{"Asia/Ho_Chi_Minh"};
    const TimePoint m_now{std::chrono::milliseconds(1'763'712'000'000) - 20min};  // 21 Nov 2025, 14:40
    TimePoint at(int day, int hour) const
    {
        return TimePoint(
            std::chrono::milliseconds(QDateTime(QDate(2025, 11, day), QTime(hour, 0), m_zone).toMSecsSinceEpoch()));
    }

private slots:
    void goesOnWithTheClockUntilItIsZoomed()
    {
        const StatsSpan span(StatsRange::Week);
        QVERIFY(!span.stretch());
        QCOMPARE(span.query(m_now, m_zone).from, at(15, 0));
        QCOMPARE(span.query(m_now, m_zone).to, m_now);
    }

    void theLastMinutesMoveAlong()
    {
        StatsSpan span(StatsRange::Live);
        const TimePoint now = m_now + 40s;
        for (const auto later : {0min, 1min, 600min}) {  // over midnight, too
            const StatsQuery query = span.query(now + later, m_zone);
            QCOMPARE(query.from, m_now + later - 29min);
            QCOMPARE(query.to, now + later);
            const TimeBuckets minutes(query.from, query.to, query.size, m_zone);
            QCOMPARE(minutes.count(), 30);
            QCOMPARE(minutes.start(29), m_now + later);
        }
        QVERIFY2(!span.zoomIn(now, now, m_zone), "there is nothing smaller");
        QVERIFY2(span.pan(-1, now, m_zone), "what was before stands still");
        QCOMPARE(span.query(now, m_zone).size, TimeBuckets::Size::Minute);
        QCOMPARE(span.query(now + 5min, m_zone).from, span.query(now, m_zone).from);
    }

    void zoomsAroundATime()
    {
        StatsSpan span(StatsRange::Today);
        QVERIFY(span.zoomIn(at(21, 10), m_now, m_zone));
        QVERIFY(span.stretch()->from <= at(21, 10) && span.stretch()->to >= at(21, 10));
        const auto wide = span.stretch()->to - span.stretch()->from;
        QVERIFY(wide >= 7h && wide <= 9h);
        int steps = 0;
        while (span.zoomIn(at(21, 10), m_now, m_zone) && steps < 20)
            ++steps;
        QVERIFY(steps < 10);
        QVERIFY(span.stretch()->to - span.stretch()->from <= 2h);
        QCOMPARE(span.query(m_now, m_zone).size, TimeBuckets::Size::Minute);
        while (span.stretch() && steps < 40) {
            ++steps;
            QVERIFY(span.zoomOut(m_now, m_zone));
        }
        QCOMPARE(span, StatsSpan(StatsRange::Today));
        QVERIFY(!span.zoomOut(m_now, m_zone));
    }

    void pansToYesterdayAndNotIntoTheFuture()
    {
        StatsSpan span(StatsRange::Today);
        QVERIFY(!span.pan(1, m_now, m_zone));
        QVERIFY(span.pan(-1, m_now, m_zone));
        QVERIFY(span.stretch()->from < at(21, 0));
        QVERIFY(span.pan(1, m_now, m_zone));
        QVERIFY(!span.pan(1, m_now, m_zone));
        QCOMPARE(span.stretch()->to, at(21, 15));
        // However far one goes, the pieces can be counted.
        for (int i = 0; i < 30; ++i)
            span.pan(-1, m_now, m_zone);
        const StatsQuery query = span.query(m_now, m_zone);
        QVERIFY(TimeBuckets(query.from, query.to, query.size, m_zone).count() > 0);
    }

    void showsExactlyWhatWasDrawn()
    {
        StatsSpan span(StatsRange::Month);
        QVERIFY(span.show(at(3, 8) + 10min, at(3, 11) + 50min, m_now, m_zone));
        QCOMPARE(span.stretch()->from, at(3, 8));
        QCOMPARE(span.stretch()->to, at(3, 12));
        QCOMPARE(span.query(m_now, m_zone).size, TimeBuckets::Size::Hour);
        QVERIFY(span.show(at(1, 5), at(19, 5), m_now, m_zone));
        QCOMPARE(span.query(m_now, m_zone).size, TimeBuckets::Size::Day);
        QCOMPARE(span.stretch()->from, at(1, 0));
        span.reset();
        QVERIFY(!span.stretch());
    }
};

TONGDAI_TEST(StatsSpanTest)

}  // namespace tongdai

#include "stats_span_test.moc"
