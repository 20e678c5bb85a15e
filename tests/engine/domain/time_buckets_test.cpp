#include "engine/domain/statistics/time_buckets.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace std::chrono_literals;
using Size = TimeBuckets::Size;

namespace {

TimePoint utcTime(const char* text)
{
    return TimePoint(
        std::chrono::milliseconds(QDateTime::fromString(QString::fromLatin1(text), Qt::ISODate).toMSecsSinceEpoch()));
}

const QTimeZone kSaigon("Asia/Ho_Chi_Minh");
const QTimeZone kBerlin("Europe/Berlin");

}  // namespace

class TimeBucketsTest : public QObject {
    Q_OBJECT
private slots:
    void cutsDaysWhereTheShopIs()
    {
        const TimeBuckets days(utcTime("2026-11-27T17:00:00Z"), utcTime("2026-11-29T07:00:00Z"), Size::Day, kSaigon);
        QCOMPARE(days.count(), 2);
        QCOMPARE(days.start(0), utcTime("2026-11-27T17:00:00Z"));
        QCOMPARE(days.end(0), utcTime("2026-11-28T17:00:00Z"));
        QCOMPARE(days.indexOf(utcTime("2026-11-28T16:59:59Z")), 0);
        QCOMPARE(days.indexOf(utcTime("2026-11-28T17:00:00Z")), 1);
        QCOMPARE(days.indexOf(utcTime("2026-11-27T16:59:59Z")), -1);
        QCOMPARE(days.indexOf(utcTime("2026-11-29T17:00:00Z")), -1);
        QCOMPARE(days.weekday(0), 5);  // Saturday, although Friday in UTC
        QCOMPARE(startOfDay(utcTime("2026-11-28T18:00:00Z"), kSaigon), utcTime("2026-11-28T17:00:00Z"));
        QCOMPARE(startOfDay(utcTime("2026-11-28T18:00:00Z"), kSaigon, 6), utcTime("2026-11-22T17:00:00Z"));
    }

    void aDayHasTheHoursItHas_data()
    {
        QTest::addColumn<TimePoint>("noon");
        QTest::addColumn<QTimeZone>("zone");
        QTest::addColumn<int>("hours");
        QTest::newRow("summer time begins") << utcTime("2026-03-29T12:00:00Z") << kBerlin << 23;
        QTest::newRow("summer time ends") << utcTime("2026-10-25T12:00:00Z") << kBerlin << 25;
        QTest::newRow("any other day") << utcTime("2026-10-26T12:00:00Z") << kBerlin << 24;
        QTest::newRow("no summer time") << utcTime("2026-03-29T05:00:00Z") << kSaigon << 24;
        QTest::newRow("begins at midnight") << utcTime("2023-04-28T12:00:00Z") << QTimeZone("Africa/Cairo") << 23;
    }

    void aDayHasTheHoursItHas()
    {
        QFETCH(TimePoint, noon);
        QFETCH(QTimeZone, zone);
        QFETCH(int, hours);
        const TimePoint begin = startOfDay(noon, zone);
        const TimePoint end = startOfDay(noon, zone, -1);
        QCOMPARE(end - begin, std::chrono::hours(hours));
        const TimeBuckets pieces(begin, end, Size::Hour, zone);
        QCOMPARE(pieces.count(), hours);
        QCOMPARE(TimeBuckets(begin, end, Size::Day, zone).count(), 1);
        QCOMPARE(TimeBuckets(begin, end, Size::Minute, zone).count(), hours * 60);
        for (int i = 0; i < pieces.count(); ++i) {
            QCOMPARE(pieces.indexOf(pieces.start(i)), i);
            QCOMPARE(pieces.indexOf(pieces.end(i) - 1ms), i);
            QCOMPARE(pieces.hourOfDay(i),
                     QDateTime::fromMSecsSinceEpoch(pieces.start(i).time_since_epoch().count(), zone).time().hour());
        }
    }

    void anHourThatComesTwiceIsTwoPieces()
    {
        const TimePoint noon = utcTime("2026-10-25T12:00:00Z");
        const TimeBuckets hours(startOfDay(noon, kBerlin), noon, Size::Hour, kBerlin);
        QCOMPARE(hours.hourOfDay(2), 2);
        QCOMPARE(hours.hourOfDay(3), 2);
        QCOMPARE(hours.indexOf(utcTime("2026-10-25T00:30:00Z")), 2);
        QCOMPARE(hours.indexOf(utcTime("2026-10-25T01:30:00Z")), 3);
    }

    void beginsWithThePieceThatHoldsTheBeginning()
    {
        const TimeBuckets hours(utcTime("2026-11-29T03:20:00Z"), utcTime("2026-11-29T05:10:00Z"), Size::Hour, kSaigon);
        QCOMPARE(hours.count(), 3);
        QCOMPARE(hours.start(0), utcTime("2026-11-29T03:00:00Z"));
        QCOMPARE(hours.end(2), utcTime("2026-11-29T06:00:00Z"));
    }

    void staysBounded()
    {
        const TimePoint from = utcTime("2020-01-01T00:00:00Z");
        QCOMPARE(TimeBuckets(from, from + 24h * 4000, Size::Day, kSaigon).count(), TimeBuckets::kMostDaysByDay);
        QCOMPARE(TimeBuckets(from, from + 24h * 4000, Size::Hour, kSaigon).count(),
                 TimeBuckets::kMostDays * 24 - 7);  // it begins at seven o'clock
        QCOMPARE(TimeBuckets(from, from, Size::Day, kSaigon).count(), 0);
        QCOMPARE(TimeBuckets(from, from - 1h, Size::Day, kSaigon).count(), 0);
        QCOMPARE(TimeBuckets(from, from + 1h, Size::Day, QTimeZone("Nowhere/AtAll")).count(), 0);
        QCOMPARE(TimeBuckets().indexOf(from), -1);
    }
};

TONGDAI_TEST(TimeBucketsTest)

}  // namespace tongdai

#include "time_buckets_test.moc"
