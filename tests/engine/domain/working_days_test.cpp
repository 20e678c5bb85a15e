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
