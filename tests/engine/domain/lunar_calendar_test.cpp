#include "engine/domain/shop/lunar_calendar.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

class LunarCalendarTest : public QObject {
    Q_OBJECT
private slots:
    /// Days on which Vietnam has celebrated, or will by its published calendars. Where China's new year is on another
    /// day (1968, 1985, 2007, 2030, 2053), the time zone tells.
    void findsTet_data()
    {
        QTest::addColumn<QDate>("tet");
        for (const QDate tet :
             {QDate(1968, 1, 29), QDate(1975, 2, 11), QDate(1985, 1, 21), QDate(2000, 2, 5),  QDate(2007, 2, 17),
              QDate(2015, 2, 19), QDate(2020, 1, 25), QDate(2021, 2, 12), QDate(2022, 2, 1),  QDate(2023, 1, 22),
              QDate(2024, 2, 10), QDate(2025, 1, 29), QDate(2026, 2, 17), QDate(2027, 2, 6),  QDate(2028, 1, 26),
              QDate(2029, 2, 13), QDate(2030, 2, 2),  QDate(2031, 1, 23), QDate(2033, 1, 31), QDate(2053, 2, 18)})
            QTest::newRow(qPrintable(tet.toString(Qt::ISODate))) << tet;
    }

    void findsTet()
    {
        QFETCH(const QDate, tet);
        QCOMPARE(tetOf(tet.year()), tet);
    }

    /// 10/3: the Hùng kings' day.
    void findsOtherDays()
    {
        QCOMPARE(lunarDay(2024, 3, 10), QDate(2024, 4, 18));
        QCOMPARE(lunarDay(2025, 3, 10), QDate(2025, 4, 7));
        QCOMPARE(lunarDay(2026, 3, 10), QDate(2026, 4, 26));
        QCOMPARE(lunarDay(2023, 8, 15), QDate(2023, 9, 29));  // mid-autumn, behind a leap second month
        QCOMPARE(lunarDay(2025, 8, 15), QDate(2025, 10, 6));  // behind a leap sixth month
    }

    /// What holds in every year: months of 29 or 30 days, and 12 or 13 of them from one Tết to the next.
    void keepsTheOrderOfTheSky()
    {
        for (int year = 1900; year < 2199; ++year) {
            const QDate tet = tetOf(year);
            QVERIFY2(tet >= QDate(year, 1, 20) && tet <= QDate(year, 2, 21), qPrintable(tet.toString(Qt::ISODate)));
            const qint64 days = tet.daysTo(tetOf(year + 1));
            QVERIFY2((days >= 353 && days <= 355) || (days >= 383 && days <= 385), qPrintable(QString::number(year)));
            int leaps = 0;
            for (int month = 1; month <= 12; ++month) {
                const QDate next = month == 12 ? tetOf(year + 1) : lunarDay(year, month + 1, 1);
                const qint64 length = lunarDay(year, month, 1).daysTo(next);
                leaps += length > 31 ? 1 : 0;
                QVERIFY2(length == 29 || length == 30 || (length >= 58 && length <= 60),
                         qPrintable(QString::number(year)));
            }
            QCOMPARE(leaps, days > 360 ? 1 : 0);
        }
    }
};

TONGDAI_TEST(LunarCalendarTest)

}  // namespace tongdai

#include "lunar_calendar_test.moc"
