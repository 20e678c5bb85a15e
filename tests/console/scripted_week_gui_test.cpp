#include "tests/console/scripted_week.h"
#include "tests/console/scripted_week_outputs.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/test_registry.h"
#include "ui/common/look/system_scheme.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_tile.h"

#include <QTest>
#include <QtCharts/QLineSeries>

#include <map>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class ScriptScheme final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

/// The store behind a page, as the engine's service puts it there.
class StoreStatistics final : public api::Statistics {
public:
    explicit StoreStatistics(SqlHistory& history) : m_history(history) {}
    api::Asked<StatsReport> report(const StatsQuery& query) override
    {
        newest = await(m_history.statistics(query));
        return api::answered<StatsReport>(newest);
    }
    api::Asked<StepTimes> steps() override { return api::answered<StepTimes>(StepTimes()); }
    api::Asked<std::vector<StatsMark>> marks(TimePoint, TimePoint) override
    {
        return api::answered<std::vector<StatsMark>>(std::vector<StatsMark>());
    }
    api::Asked<StatsMark> addNote(TimePoint, const QString&) override { return api::answered<StatsMark>(StatsMark()); }
    api::Asked<bool> removeNote(const QUuid&) override { return api::answered<bool>(false); }
    api::Asked<WorkingRules> workingRules() override { return api::answered<WorkingRules>(WorkingRules()); }
    api::Asked<WorkingRules> setWorkingRules(const WorkingRules& rules) override
    {
        return api::answered<WorkingRules>(rules);
    }
    api::Asked<FigureTrail> trail() override { return api::answered<FigureTrail>(FigureTrail()); }
    api::Asked<RuleEffect> tryRule(const AnswerRule&) override { return api::answered<RuleEffect>(RuleEffect()); }
    void cancelTrial() override {}
    api::Asked<api::DetailsMade> exportDetails(const api::DetailRequest&) override
    {
        return api::answered<api::DetailsMade>(api::DetailsMade());
    }
    void cancelDetails() override {}
    StatsReport newest;

private:
    SqlHistory& m_history;
};

}  // namespace

/// 200,000 events with known answers (TONGDAI_LONG_TESTS; some thousands otherwise): every tile, chart, table, export
/// and REST number against plain SQL and arithmetic, in a zone without and one with summer time, before and after the
/// hours are rolled up.
class ScriptedWeekTest : public QObject {
    Q_OBJECT

    ScriptedWeek m_week;

    void compareSql(const ScriptFigures& wanted, const ScriptZone& zone);
    void comparePage(const ScriptFigures& wanted, const ScriptZone& zone);

private slots:
    void initTestCase();
    void cleanupTestCase();
    void agreesEverywhere_data();
    void agreesEverywhere();
};

void ScriptedWeekTest::initTestCase()
{
    m_week.open();
}

void ScriptedWeekTest::cleanupTestCase()
{
    m_week.close();
}

void ScriptedWeekTest::agreesEverywhere_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<qint64>("begin");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<bool>("isRolledUp");
    constexpr qint64 kMonday = kScriptBegin + 86'400;
    for (const bool isRolledUp : {false, true}) {
        const char* how = isRolledUp ? "rolled up" : "line by line";
        QTest::addRow("Saigon, %s", how) << "Asia/Ho_Chi_Minh"_ba << kMonday - 7 * 3600
                                         << kMonday - 7 * 3600 + 7 * 86'400 << isRolledUp;
        // A week of 169 hours.
        QTest::addRow("Berlin, %s", how) << "Europe/Berlin"_ba << kMonday - 2 * 3600 << kMonday - 3600 + 7 * 86'400
                                         << isRolledUp;
    }
}

void ScriptedWeekTest::agreesEverywhere()
{
    QFETCH(const QByteArray, zone);
    QFETCH(const qint64, begin);
    QFETCH(const qint64, end);
    QFETCH(const bool, isRolledUp);
    m_week.clock.at = TimePoint(std::chrono::seconds(kScriptBegin + (kWeekHours + 48) * 3600));
    if (isRolledUp && m_week.raw->query(u"select count(*) from stat_hours"_s)[0][0].toInteger() == 0) m_week.rollUp();
    m_week.clock.at = TimePoint(std::chrono::seconds(end) - 1ms);
    const ScriptZone asked{zone, begin, end};
    const ScriptFigures wanted = m_week.expected(asked);
    QVERIFY(wanted.in > 1000 && wanted.botWaits > 100);
    compareSql(wanted, asked);
    if (QTest::currentTestFailed()) return;
    comparePage(wanted, asked);
}

/// What was planted is what was scripted: by SQL that knows nothing of statistics.
void ScriptedWeekTest::compareSql(const ScriptFigures& wanted, const ScriptZone& zone)
{
    const SqlRows found = m_week.raw->query(
        u"select sum(speaker = 0), sum(speaker = 1), sum(speaker = 2) from messages where received_at >= ? and "
        "received_at < ? and sent = 1"_s,
        {double(zone.weekBegin), double(zone.weekEnd)});
    QCOMPARE((std::array{found[0][0].toInteger(), found[0][1].toInteger(), found[0][2].toInteger()}),
             (std::array{wanted.in, wanted.bot, wanted.people}));
    const SqlRows hours = m_week.raw->query(
        u"select cast(received_at / 3600 as integer) as hour, sum(speaker = 0), sum(speaker = 1), sum(speaker = 2) "
        u"from "
        "messages where received_at >= ? and received_at < ? and sent = 1 and speaker < 3 group by hour"_s,
        {double(zone.weekBegin), double(zone.weekEnd)});
    QCOMPARE(qint64(hours.size()), qint64(wanted.hours.size()));
    for (SqlRow row : hours) {
        const qint64 hour = row.nextInteger();
        const qint64 in = row.nextInteger();
        const qint64 bot = row.nextInteger();
        QCOMPARE((std::array{in, bot, row.nextInteger()}), wanted.hours.at(hour));
    }
}

void ScriptedWeekTest::comparePage(const ScriptFigures& wanted, const ScriptZone& zone)
{
    ScriptScheme scheme;
    Theme theme(scheme);
    theme.setChoice(SchemeChoice::Light);
    theme.install();
    Language language;
    language.setZone(QTimeZone(zone.name));
    language.setChoice(LanguageChoice::English);
    StoreStatistics statistics(*m_week.history);
    StatsPage page(statistics, Look{theme, language, [this] { return m_week.clock.at; }});
    page.resize(1302, 700);
    page.setRange(StatsRange::Week);
    page.show();
    QCoreApplication::processEvents();
    const StatsReport& report = statistics.newest;
    QCOMPARE(report.query.from, TimePoint(std::chrono::seconds(zone.weekBegin)));

    // The tiles.
    const auto tile = [&page](const char* key) {
        return page.findChild<StatsTile*>(u"tile-"_s + QLatin1StringView(key))->figure().exact;
    };
    const std::map<const char*, qint64> figures{{"waiting", kStillWaiting},
                                                {"undelivered", 2},
                                                {"in", wanted.in},
                                                {"bot", wanted.bot},
                                                {"people", wanted.people},
                                                {"takeovers", wanted.takeovers},
                                                {"handOvers", wanted.handOvers},
                                                {"failures", wanted.failures}};
    for (const auto& [key, value] : figures)
        QVERIFY2(tile(key) == QString::number(value), key);
    QCOMPARE(qint64(page.findChildren<StatsTile*>().size()), qint64(figures.size() + 2));  // each of them
    QVERIFY(std::abs(tile("botFirst").toDouble() - 12) <= 0.121);
    QVERIFY(std::abs(tile("peopleFirst").toDouble() - 300) <= 3.01);
    const QString waiting = page.findChild<StatsTile*>(u"tile-waiting"_s)->figure().detail;
    QVERIFY2(waiting.contains(u"grows by 2.0 h an hour"_s), qPrintable(waiting));  // two customers, for days
    QCOMPARE(report.botFirst.count, wanted.botWaits);
    QCOMPARE(report.peopleFirst.count, wanted.peopleWaits);

    // The chart, line by line.
    const auto series = page.findChild<TimeChart*>()->chart()->series();
    QCOMPARE(series.size(), 3);
    for (int line = 0; line < 3; ++line) {
        const auto* drawn = static_cast<QLineSeries*>(series.at(line));
        const qint64 hours = (zone.weekEnd - zone.weekBegin) / 3600;
        QCOMPARE(qint64(drawn->count()), hours);
        for (qint64 hour = 0; hour < hours; ++hour) {
            const auto found = wanted.hours.find(zone.weekBegin / 3600 + hour);
            const qint64 value = found == wanted.hours.end() ? 0 : found->second[size_t(line)];
            QCOMPARE(qint64(drawn->at(int(hour)).y()), value);
        }
    }
    QCOMPARE(report.heat, wanted.heat);

    compareTables(wanted, zone, page);
    if (QTest::currentTestFailed()) return;
    compareFiles(wanted, page, m_week.dir.path(), m_week.debt());
    if (QTest::currentTestFailed()) return;
    compareRest(wanted, report, m_week.debt());
}

TONGDAI_TEST(ScriptedWeekTest)

}  // namespace tongdai::testing

#include "scripted_week_gui_test.moc"
