#include "tests/console/scripted_week_outputs.h"

#include "ui/stats/stats_table_view.h"

#include <QTest>

#include <algorithm>
#include <cmath>

/// The tables of the Stats page against what was scripted.
namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

/// Reads one table of the page by its title.
class ShownTable {
public:
    ShownTable(const StatsPage& page, const QString& title)
    {
        for (const StatsTableView* each : page.findChildren<StatsTableView*>()) {
            if (each->accessibleName() == title) m_table = each;
        }
        if (!m_table) qFatal("no table %s", qPrintable(title));
    }
    int rows() const { return m_table->rowCount(); }
    QString text(int row, int column) const { return m_table->item(row, column)->text(); }
    qint64 number(int row, int column) const
    {
        bool isNumber = false;
        const qint64 value = QLocale(QLocale::English).toLongLong(text(row, column), &isNumber);
        return isNumber ? value : -1;
    }
    /// "1.2 s", "300 ms" or "5:00", in seconds; NaN: none of them.
    double seconds(int row, int column) const
    {
        const QString words = text(row, column).replace(QChar::Nbsp, u' ');
        const QStringList clock = words.split(u':');
        if (clock.size() > 1) {
            double sum = 0;
            for (const QString& part : clock)
                sum = sum * 60 + part.toDouble();
            return sum;
        }
        const double value = QStringView(words).left(words.indexOf(u' ')).toDouble();
        return words.endsWith(u" ms"_s) ? value / 1000 : words.endsWith(u" s"_s) ? value : std::nan("");
    }

private:
    const StatsTableView* m_table = nullptr;
};

/// As near as a sketch and a table's rounding allow.
bool isNear(double shown, double wanted)
{
    return std::abs(shown - wanted) <= wanted * 0.011 + 1;
}

double lowerQuantile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values.at(size_t(std::floor(share * double(values.size() - 1))));
}

constexpr std::array kShares{0.5, 0.9, 0.95, 0.99};
constexpr int kCounts = 5;  // the column behind who, p50, p90, p95 and p99

void compareWaits(const ScriptFigures& wanted, const StatsPage& page)
{
    const ShownTable waits(page, u"First answer"_s);
    QCOMPARE(waits.rows(), 6);  // no working hours are set
    const std::array<qint64, 6> counts{
        wanted.botWaits, wanted.botFirst, wanted.botWaits - wanted.botFirst, wanted.peopleWaits, 0, wanted.peopleWaits};
    for (int row = 0; row < 6; ++row) {
        QCOMPARE(waits.number(row, kCounts), counts[size_t(row)]);
        for (int column = 1; column < kCounts; ++column) {
            if (counts[size_t(row)] == 0)
                QCOMPARE(waits.text(row, column), u"–"_s);
            else
                QVERIFY2(isNear(waits.seconds(row, column), row < 3 ? 12 : 300), qPrintable(waits.text(row, column)));
        }
    }
    const ShownTable settled(page, u"Until it was settled"_s);
    QCOMPARE(settled.rows(), 2);
    const std::array took{&wanted.botSettled, &wanted.peopleSettled};
    for (int row = 0; row < 2; ++row) {
        QCOMPARE(settled.number(row, kCounts), qint64(took[size_t(row)]->size()));
        for (size_t share = 0; share < kShares.size(); ++share)
            QVERIFY2(isNear(settled.seconds(row, int(share) + 1), lowerQuantile(*took[size_t(row)], kShares.at(share))),
                     qPrintable(settled.text(row, int(share) + 1)));
    }
}

void compareBot(const ScriptFigures& wanted, const StatsPage& page)
{
    const ShownTable intents(page, u"Intents"_s);
    const qint64 turns = wanted.turns - wanted.failures;
    QCOMPARE(intents.rows(), 1);
    QCOMPARE((std::array{intents.number(0, 1), intents.number(0, 2), intents.number(0, 4)}),
             (std::array<qint64, 3>{turns, 0, wanted.takenByIntent}));
    QCOMPARE(intents.text(0, 3), u"0%"_s);
    QCOMPARE(intents.text(0, 5), QString::number(qRound64(double(wanted.takenByIntent) * 100 / double(turns))) + u'%');
    QCOMPARE(intents.text(0, 6), u"0.50"_s);
    const ShownTable models(page, u"AI models"_s);
    QCOMPARE(models.rows(), 1);
    QCOMPARE((std::array{models.number(0, 1), models.number(0, 2)}), (std::array{wanted.turns, wanted.failures}));
    for (int column = 3; column < 7; ++column)
        QVERIFY2(std::abs(models.seconds(0, column) - 1.5) <= 0.07, qPrintable(models.text(0, column)));
    const ShownTable actions(page, u"Actions"_s);
    QCOMPARE(actions.rows(), 1);
    QCOMPARE((std::array{actions.number(0, 1), actions.number(0, 2), actions.number(0, 3), actions.number(0, 4),
                         actions.number(0, 5)}),
             (std::array{wanted.actions, wanted.actionsDone, wanted.actionsFailed, wanted.actionsRetried,
                         wanted.triesInVain}));
}

}  // namespace

void compareTables(const ScriptFigures& wanted, const ScriptZone& zone, const StatsPage& page)
{
    const ShownTable hours(page, u"Messages an hour"_s);
    QCOMPARE(qint64(hours.rows()), (zone.weekEnd - zone.weekBegin) / 3600);
    for (int row = 0; row < hours.rows(); ++row) {
        const auto found = wanted.hours.find(zone.weekBegin / 3600 + row);
        const auto values = found == wanted.hours.end() ? std::array<qint64, 3>{} : found->second;
        QCOMPARE((std::array{hours.number(row, 1), hours.number(row, 2), hours.number(row, 3)}), values);
    }
    const ShownTable heat(page, u"Messages in, by weekday and hour"_s);
    for (int day = 0; day < 7; ++day) {
        for (int hour = 0; hour < 24; ++hour)
            QCOMPARE(heat.number(day, hour + 1), wanted.heat[size_t(day)][size_t(hour)]);
    }
    compareWaits(wanted, page);
    if (QTest::currentTestFailed()) return;
    compareBot(wanted, page);
    if (QTest::currentTestFailed()) return;
    const ShownTable staff(page, u"Staff"_s);
    QCOMPARE(staff.rows(), int(wanted.replies.size()));
    for (int row = 0; row < staff.rows(); ++row) {
        const QString who = staff.text(row, 0);
        QCOMPARE((std::array{staff.number(row, 1), staff.number(row, 2), staff.number(row, 3)}),
                 (std::array{wanted.replies.at(who), qint64(wanted.rooms.at(who).size()), wanted.taken.at(who)}));
        for (int column = 4; column < 6; ++column)
            QVERIFY2(isNear(staff.seconds(row, column), 300), qPrintable(staff.text(row, column)));
    }
}

}  // namespace tongdai::testing
