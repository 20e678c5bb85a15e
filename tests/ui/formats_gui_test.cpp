#include "ui/common/words/formats.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Formats vietnamese()
{
    return Formats(QLocale(QLocale::Vietnamese, QLocale::Vietnam), QTimeZone("Asia/Ho_Chi_Minh"));
}
Formats english()
{
    return Formats(QLocale(QLocale::English, QLocale::UnitedKingdom), QTimeZone("Asia/Ho_Chi_Minh"));
}

// 21 November 2025, 14:02:11 in Ho Chi Minh City.
TimePoint afternoon()
{
    const QDateTime moment(QDate(2025, 11, 21), QTime(7, 2, 11), Qt::UTC);
    return TimePoint(std::chrono::milliseconds(moment.toMSecsSinceEpoch()));
}

}  // namespace

class FormatsTest : public QObject {
    Q_OBJECT
private slots:
    void clockHasTwentyFourHoursInTheShopsZone()
    {
        QCOMPARE(vietnamese().clock(afternoon()), u"14:02:11"_s);
        QCOMPARE(english().shortClock(afternoon()), u"14:02"_s);
    }
    void dateIsWrittenAsTheLanguageDoes()
    {
        QCOMPARE(vietnamese().date(afternoon()), u"21/11/2025"_s);
        QCOMPARE(english().date(afternoon()), u"21 Nov 2025"_s);
    }
    void numbersAreGroupedAsTheLanguageDoes()
    {
        QCOMPARE(vietnamese().number(1'250'000), u"1.250.000"_s);
        QCOMPARE(english().number(1'250'000), u"1,250,000"_s);
    }
    /// Not 1970, wherever a time is missing.
    void aTimeThatNobodyWroteDownIsSaidToBeUnknown()
    {
        for (const QString& words : {english().clock({}), english().shortClock({}), english().dateTime({}),
                                     english().moment({}, afternoon()), english().age({}, afternoon())})
            QCOMPARE(words, u"time not known"_s);
        QCOMPARE(english().date(TimePoint{}), u"date not known"_s);
        QCOMPARE(english().day({}, afternoon()), u"date not known"_s);
    }
    void spansAreSaidInWords()
    {
        QCOMPARE(english().span(-5s), u"0 s"_s);
        QCOMPARE(english().span(42s), u"42 s"_s);
        QCOMPARE(english().span(7min + 4s), u"7 min 4 s"_s);
        QCOMPARE(english().span(1h + 12min + 50s), u"1 h 12 min"_s);
        QCOMPARE(english().span(51h), u"2 d 3 h"_s);
    }

    void durationsKeepNumberAndUnitTogether()
    {
        QCOMPARE(vietnamese().duration(1234ms), u"1,2\u00a0s"_s);
        QCOMPARE(english().duration(340ms), u"340\u00a0ms"_s);
        QCOMPARE(english().duration(std::chrono::duration<double, std::milli>(0.42)), u"0.4\u00a0ms"_s);
        QCOMPARE(english().duration(999.9ms), u"1.0\u00a0s"_s);
        QCOMPARE(english().duration(-5ms), u"<\u00a00.1\u00a0ms"_s);
    }
    void waitingClockGrowsByParts()
    {
        QCOMPARE(english().waiting(12s), u"0:12"_s);
        QCOMPARE(english().waiting(372s), u"06:12"_s);
        QCOMPARE(english().waiting(1h + 6min + 12s), u"1:06:12"_s);
        QCOMPARE(english().waiting(51h), u"2 d 3 h"_s);
        QCOMPARE(english().waiting(-3s), u"0:00"_s);
    }
    void zoneIsNamedByItsOffset()
    {
        QCOMPARE(vietnamese().zone(afternoon()), u"GMT+7"_s);
        QCOMPARE(Formats(QLocale::c(), QTimeZone("Asia/Kolkata")).zone(afternoon()), u"GMT+5:30"_s);
    }
    void momentsOfTodayAreClocks()
    {
        QCOMPARE(vietnamese().moment(afternoon(), afternoon() + 2h), u"14:02"_s);
        QCOMPARE(vietnamese().moment(afternoon(), afternoon() + 26h), u"21/11/2025"_s);
        QCOMPARE(english().day(afternoon(), afternoon() + 24h), u"Yesterday"_s);
        QCOMPARE(english().age(afternoon(), afternoon() + 12s), u"12 s ago"_s);
    }
};

TONGDAI_TEST(FormatsTest)

}  // namespace tongdai

#include "formats_gui_test.moc"
