#include "engine/domain/shop/page_rhythm.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace std::chrono_literals;

/// When a page is silent for longer than is usual (features E2).
class PageRhythmTest : public QObject {
    Q_OBJECT

    /// A Thursday's midnight in UTC: 1970-01-01 was one, too.
    static constexpr qint64 kToday = 7 * 24 * 2'900;

    /// Open from 8 to 22 with so many events an hour, on so many days before today.
    static PageRhythm shop(int days, qint64 events, bool isClosedOnSundays = false)
    {
        PageRhythm rhythm;
        for (int day = days; day >= 1; --day) {
            const bool isSunday = day % 7 == 4;  // four days before a Thursday
            for (int hour = 0; hour < 24; ++hour) {
                const bool isOpen = hour >= 8 && hour < 22 && !(isSunday && isClosedOnSundays);
                rhythm.note(kToday - day * 24 + hour, isOpen ? events : 0);
            }
        }
        return rhythm;
    }
    static void today(PageRhythm& rhythm, int from, int to, qint64 events)
    {
        for (int hour = from; hour < to; ++hour)
            rhythm.note(kToday + hour, events);
    }
    static std::optional<TimePoint> clock(int hour) { return TimePoint(std::chrono::hours(kToday + hour)); }

private slots:
    void aBusyPageIsMissedAfterAnHour()
    {
        PageRhythm rhythm = shop(28, 30);
        today(rhythm, 0, 8, 0);
        QVERIFY(!rhythm.silentSince(kToday + 8));
        today(rhythm, 8, 11, 25);
        QVERIFY(!rhythm.silentSince(kToday + 11));
        today(rhythm, 11, 12, 0);
        QCOMPARE(rhythm.silentSince(kToday + 12), clock(11));
        today(rhythm, 12, 13, 0);
        QCOMPARE(rhythm.silentSince(kToday + 13), clock(11));
        today(rhythm, 13, 14, 1);
        QVERIFY(!rhythm.silentSince(kToday + 14));
    }

    void aQuietPageIsGivenLonger()
    {
        PageRhythm rhythm = shop(28, 4);
        today(rhythm, 0, 8, 0);
        today(rhythm, 8, 9, 3);
        today(rhythm, 9, 13, 0);
        QVERIFY(!rhythm.silentSince(kToday + 13));  // sixteen events would be usual
        today(rhythm, 13, 14, 0);
        QCOMPARE(rhythm.silentSince(kToday + 14), clock(9));
    }

    void nothingIsMissedWhereNothingIsUsual()
    {
        PageRhythm rhythm = shop(28, 30);
        today(rhythm, 0, 7, 0);
        QVERIFY(!rhythm.silentSince(kToday + 7));  // since last night
        PageRhythm empty = shop(28, 0);
        today(empty, 0, 20, 0);
        QVERIFY(!empty.silentSince(kToday + 20));
    }

    void aNewShopIsLeftAlone()
    {
        for (const int days : {0, 1, 13}) {
            PageRhythm rhythm = shop(days, 200);
            today(rhythm, 0, 20, 0);
            QVERIFY2(!rhythm.silentSince(kToday + 20), qPrintable(QString::number(days)));
        }
        PageRhythm rhythm = shop(15, 200);  // it has been silent since yesterday evening
        today(rhythm, 0, 20, 0);
        QVERIFY(rhythm.silentSince(kToday + 20));
    }

    /// A shop that is closed on Sundays misses nothing then, and is told on other days all the same.
    void suchDaysOfTheWeekAreComparedWith()
    {
        PageRhythm thursday = shop(28, 30, true);
        today(thursday, 0, 12, 0);
        QVERIFY(thursday.silentSince(kToday + 12));
        PageRhythm sunday = shop(28, 30, true);
        today(sunday, 0, 3 * 24, 30);  // until the third midnight from here, with which Sunday begins
        today(sunday, 3 * 24, 3 * 24 + 20, 0);
        QVERIFY(!sunday.silentSince(kToday + 3 * 24 + 20));
    }

    void ofHoursNobodyListenedToNothingIsKnown()
    {
        PageRhythm rhythm = shop(28, 30);
        today(rhythm, 9, 10, 30);
        QVERIFY(!rhythm.silentSince(kToday + 11));  // the hour before was listened to in part
        today(rhythm, 11, 12, 0);
        QCOMPARE(rhythm.silentSince(kToday + 12), clock(11));
        // Days on which nobody listened at that hour do not count.
        PageRhythm nights;
        for (int day = 28; day >= 1; --day) {
            for (int hour = 18; hour < 24; ++hour)
                nights.note(kToday - day * 24 + hour, 30);
        }
        today(nights, 8, 12, 0);
        QVERIFY(!nights.silentSince(kToday + 12));
    }

    void aLongSilenceDoesNotBecomeUsualSoon()
    {
        PageRhythm rhythm = shop(28, 30);
        today(rhythm, 0, 10 * 24, 0);
        const auto since = rhythm.silentSince(kToday + 10 * 24);
        QCOMPARE(since, clock(-2));  // the evening before
    }

    /// When it is put right, what was known before is known still.
    void aClockThatWasAheadDoesNoLastingHarm()
    {
        for (const int days : {1, 60, 4'000}) {
            PageRhythm rhythm = shop(28, 30);
            today(rhythm, 0, 8, 0);
            rhythm.note(kToday + days * 24, 0);
            rhythm.note(kToday + days * 24 + 1, 0);
            today(rhythm, 8, 11, 25);
            today(rhythm, 11, 12, 0);
            QCOMPARE(rhythm.silentSince(kToday + 12), clock(11));
            PageRhythm straight = shop(28, 30);
            today(straight, 0, 8, 0);
            today(straight, 8, 11, 25);
            today(straight, 11, 12, 0);
            QVERIFY(rhythm == straight);
        }
    }

    void itIsReadAsItWasWritten()
    {
        const PageRhythm rhythm = shop(28, 30);
        QVERIFY(PageRhythm::fromJson(rhythm.toJson()) == rhythm);
        QVERIFY(PageRhythm::fromJson({QJsonArray{}, QJsonArray{1}, 7, QJsonArray{-1, 3}, QJsonArray{5, -3}}) ==
                PageRhythm());
        QCOMPARE(shop(90, 1).toJson().size(), qsizetype((PageRhythm::kDays + 1) * 24 + 1));
        QCOMPARE(PageRhythm::hourOf(TimePoint(7'199s)), 1);
    }
};

TONGDAI_TEST(PageRhythmTest)

}  // namespace tongdai

#include "page_rhythm_test.moc"
