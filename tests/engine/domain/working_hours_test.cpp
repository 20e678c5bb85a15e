#include "engine/domain/shop/working_hours.h"

#include "tests/support/test_registry.h"

#include <QTest>

#include <random>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

TimePoint at(const char* text, const QByteArray& zone = "Asia/Ho_Chi_Minh")
{
    const QString words = QString::fromLatin1(text);
    const QDateTime local(QDate::fromString(words.left(10), Qt::ISODate), QTime::fromString(words.mid(11), u"HH:mm"_s),
                          QTimeZone(zone));
    return TimePoint(std::chrono::milliseconds(local.toMSecsSinceEpoch()));
}

/// Monday to Friday 8 to 12 and 13:30 to 17:30, Saturday morning.
WorkingRules shopRules()
{
    WorkingRules rules;
    for (size_t day = 0; day < 5; ++day)
        rules.days.at(day) = *WorkingRules::readStretches(u"8-12, 13:30-17:30"_s);
    rules.days.at(5) = *WorkingRules::readStretches(u"8h-12h"_s);
    return rules;
}

}  // namespace

class WorkingHoursTest : public QObject {
    Q_OBJECT
private slots:
    void countsSeveralStretchesADay()
    {
        const WorkingHours hours(shopRules());
        QCOMPARE(hours.between(at("2025-11-21 09:00"), at("2025-11-21 09:20")), 20min);  // Friday
        QCOMPARE(hours.between(at("2025-11-21 11:50"), at("2025-11-21 13:40")), 20min);  // over noon
        QCOMPARE(hours.between(at("2025-11-21 17:20"), at("2025-11-22 08:05")), 15min);  // over night
        QCOMPARE(hours.between(at("2025-11-22 11:30"), at("2025-11-24 08:30")), 60min);  // over Sunday
        QCOMPARE(hours.between(at("2025-11-23 02:00"), at("2025-11-23 23:00")), 0min);
        QCOMPARE(hours.between(at("2025-11-21 09:20"), at("2025-11-21 09:00")), 0min);
    }

    void leavesHolidaysOut()
    {
        WorkingRules rules = shopRules();
        // From the Friday before Tết 2026 (17 February, a Tuesday) to the Monday after it.
        const TimePoint before = at("2026-02-13 17:00");
        const TimePoint after = at("2026-02-23 08:30");
        // Saturday morning is before, the next one after the five days of Tết.
        QCOMPARE(WorkingHours(rules).between(before, after), 30min + 4h + 4h + 30min);
        rules.closed = {QDate(2026, 2, 14), QDate(2026, 2, 21)};
        QCOMPARE(WorkingHours(rules).between(before, after), 60min);
        rules.keepsHolidays = false;
        QCOMPARE(WorkingHours(rules).between(before, after), 60min + 5 * 8h);
    }

    void countsByTheWallClock()
    {
        WorkingRules rules;
        rules.zone = "Europe/Berlin";
        rules.keepsHolidays = false;
        rules.days.fill({{0, 24 * 60}});
        const WorkingHours hours(rules);
        // The nights in which the clocks are changed.
        QCOMPARE(hours.between(at("2025-03-29 12:00", rules.zone), at("2025-03-30 12:00", rules.zone)), 23h);
        QCOMPARE(hours.between(at("2025-10-25 12:00", rules.zone), at("2025-10-26 12:00", rules.zone)), 25h);
        rules.days.fill({{8 * 60, 9 * 60}});
        QCOMPARE(WorkingHours(rules).between(at("2025-03-29 00:00", rules.zone), at("2025-04-01 00:00", rules.zone)),
                 3h);
    }

    void isTheClockWhereNothingIsSet()
    {
        QVERIFY(!WorkingRules().hasHours());
        QCOMPARE(WorkingHours().between(at("2025-11-21 17:20"), at("2025-11-23 08:05")), 38h + 45min);
    }

    /// Parts of a wait are the whole, wherever it is cut.
    void addsUp()
    {
        const WorkingHours hours(shopRules());
        std::mt19937_64 random(3);
        const TimePoint begin = at("2025-11-01 00:00");
        for (int i = 0; i < 300; ++i) {
            std::array<qint64, 3> minutes{};
            for (qint64& minute : minutes)
                minute = qint64(random() % (60ULL * 24 * 120));
            std::ranges::sort(minutes);
            const auto when = [&](qint64 minute) { return begin + std::chrono::minutes(minute); };
            QCOMPARE(
                hours.between(when(minutes[0]), when(minutes[1])) + hours.between(when(minutes[1]), when(minutes[2])),
                hours.between(when(minutes[0]), when(minutes[2])));
        }
    }

    void readsWhatIsTyped()
    {
        QCOMPARE(WorkingRules::words(*WorkingRules::readStretches(u" 13:30–17:30 ; 8-12 "_s)),
                 u"8:00-12:00, 13:30-17:30"_s);
        QCOMPARE(WorkingRules::words(*WorkingRules::readStretches(u"8h30-24"_s)), u"8:30-24:00"_s);
        QVERIFY(WorkingRules::readStretches(QString())->isEmpty());
        for (const QString& wrong : {u"8"_s, u"12-8"_s, u"8-25"_s, u"8-12, 11-13"_s, u"8:75-9"_s, u"sáng"_s})
            QVERIFY2(!WorkingRules::readStretches(wrong), qPrintable(wrong));
    }

    void isKeptAsText()
    {
        WorkingRules rules = shopRules();
        rules.closed = {QDate(2026, 6, 1)};
        QCOMPARE(WorkingRules::fromText(rules.toText()), std::optional(rules));
        rules.keepsHolidays = false;
        QCOMPARE(WorkingRules::fromText(rules.toText()), std::optional(rules));
        for (const QString& wrong : {QString(), u"v2|UTC||||||||||"_s, u"v1|Nowhere/City|||||||||"_s})
            QVERIFY(!WorkingRules::fromText(wrong));
    }
};

TONGDAI_TEST(WorkingHoursTest)

}  // namespace tongdai

#include "working_hours_test.moc"
