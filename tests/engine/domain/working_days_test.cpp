#include "engine/domain/shop/working_days.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const QTimeZone kWorkingDaysZone("Asia/Ho_Chi_Minh");

TimePoint saigon(const char* text)
{
    const QDateTime local(QDate::fromString(QString::fromLatin1(text).left(10), Qt::ISODate),
                          QTime::fromString(QString::fromLatin1(text).mid(11), u"HH:mm"_s), kWorkingDaysZone);
    return TimePoint(std::chrono::milliseconds(local.toMSecsSinceEpoch()));
}

}  // namespace

class WorkingDaysTest : public QObject {
    Q_OBJECT
private slots:
    void leavesOutWeekendsAndHolidays()
    {
        QVERIFY(isWorkingDay(QDate(2025, 11, 21)));   // Friday
        QVERIFY(!isWorkingDay(QDate(2025, 11, 22)));  // Saturday
        QVERIFY(!isWorkingDay(QDate(2026, 1, 1)));
        QVERIFY(!isWorkingDay(QDate(2026, 2, 16)));  // the eve of Tết
        QVERIFY(!isWorkingDay(QDate(2026, 2, 20)));  // its last day
        QVERIFY(isWorkingDay(QDate(2026, 2, 23)));
        QVERIFY(!isWorkingDay(QDate(2025, 4, 7)));  // the Hùng kings
        QVERIFY(!isWorkingDay(QDate(2026, 9, 2)));
    }

    /// As Vietnam had them: each year's announcements.
    void makesUpForAHolidayOnAWeekend_data()
    {
        QTest::addColumn<QDate>("last");
        QTest::addColumn<QDate>("next");
        QTest::newRow("New Year 2022, a Saturday") << QDate(2022, 1, 3) << QDate(2022, 1, 4);
        QTest::newRow("New Year 2023, a Sunday") << QDate(2023, 1, 2) << QDate(2023, 1, 3);
        QTest::newRow("the Hùng kings 2022, a Sunday") << QDate(2022, 4, 11) << QDate(2022, 4, 12);
        QTest::newRow("30 April and 1 May 2022, both days of a weekend") << QDate(2022, 5, 3) << QDate(2022, 5, 4);
        QTest::newRow("the Hùng kings, 30 April and 1 May 2023") << QDate(2023, 5, 3) << QDate(2023, 5, 4);
        QTest::newRow("2 September 2023, a Saturday") << QDate(2023, 9, 4) << QDate(2023, 9, 5);
        QTest::newRow("the Hùng kings 2026, a Sunday") << QDate(2026, 4, 27) << QDate(2026, 4, 28);
    }
    void makesUpForAHolidayOnAWeekend()
    {
        QFETCH(const QDate, last);
        QFETCH(const QDate, next);
        QVERIFY(!isPublicHoliday(last));
        QVERIFY(isDayInLieu(last));
        QVERIFY(!isWorkingDay(last));
        QVERIFY(isWorkingDay(next));
    }

    void makesUpForNothingElse()
    {
        QVERIFY(isWorkingDay(QDate(2025, 11, 24)));  // after a usual weekend
        QVERIFY(isWorkingDay(QDate(2026, 5, 4)));    // 30 April and 1 May: Thursday and Friday
        QVERIFY(isWorkingDay(QDate(2026, 2, 23)));   // Tết from Monday to Friday
        int days = 0;
        for (QDate day(2026, 1, 1); day.year() == 2026; day = day.addDays(1))
            days += isDayInLieu(day) ? 1 : 0;
        QCOMPARE(days, 1);
    }

    void countsTheDaysThatAreLeft()
    {
        const TimePoint friday = saigon("2025-11-21 10:00");
        QCOMPARE(workingDaysLeft(friday, saigon("2025-11-21 23:59"), kWorkingDaysZone), 0);
        QCOMPARE(workingDaysLeft(friday, saigon("2025-11-24 09:00"), kWorkingDaysZone), 1);
        QCOMPARE(workingDaysLeft(friday, saigon("2025-11-23 09:00"), kWorkingDaysZone), 0);
        QCOMPARE(workingDaysLeft(saigon("2025-11-25 09:00"), friday, kWorkingDaysZone), -2);
        QCOMPARE(workingDaysLeft(saigon("2026-02-13 09:00"), saigon("2026-02-23 09:00"), kWorkingDaysZone), 1);
    }

    void findsTheEndOfAWorkingDay()
    {
        const TimePoint end = afterWorkingDays(saigon("2025-11-21 10:00"), 3, kWorkingDaysZone);
        QCOMPARE(workingDaysLeft(saigon("2025-11-21 10:00"), end, kWorkingDaysZone), 3);
        QCOMPARE(end, saigon("2025-11-26 23:59") + std::chrono::milliseconds(59'999));
    }
};

TONGDAI_TEST(WorkingDaysTest)

}  // namespace tongdai

#include "working_days_test.moc"
