#include "ui/stats/stats_panels.h"

#include "ui/common/look/text_role.h"
#include "ui/stats/charts/heat_map.h"
#include "ui/stats/charts/intent_bars.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/charts/twin_panel.h"
#include "ui/stats/stats_leads.h"
#include "ui/stats/stats_table_view.h"

#include <QBoxLayout>

#include <algorithm>
#include <cmath>

namespace tongdai {

using namespace Qt::StringLiterals;

StatsPanels::StatsPanels(const std::optional<StatsReport>& report, Look look, QWidget* parent)
    : QWidget(parent),
      m_report(report),
      m_look(look),
      m_columns(new QBoxLayout(QBoxLayout::LeftToRight, this)),
      m_timeChart(new TimeChart),
      m_intentBars(new IntentBars),
      m_stepBars(new IntentBars),
      m_heatMap(new HeatMap),
      m_overTime(new TwinPanel(m_timeChart)),
      m_firstReplies(new TwinPanel(nullptr)),
      m_resolutions(new TwinPanel(nullptr)),
      m_intents(new TwinPanel(m_intentBars)),
      m_proposals(new TwinPanel(nullptr)),
      m_heat(new TwinPanel(m_heatMap)),
      m_operators(new TwinPanel(nullptr)),
      m_models(new TwinPanel(nullptr)),
      m_actions(new TwinPanel(nullptr)),
      m_steps(new TwinPanel(m_stepBars)),
      m_markPanel(new TwinPanel(nullptr))
{
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(12);
    const auto addColumn = [this](std::initializer_list<std::pair<TwinPanel*, int>> panels, int stretch) {
        auto* column = new QVBoxLayout;
        column->setSpacing(12);
        for (const auto& [panel, share] : panels)
            column->addWidget(panel, share);
        m_columns->addLayout(column, stretch);
    };
    addColumn({{m_overTime, 1}, {m_markPanel, 0}, {m_heat, 0}, {m_resolutions, 0}, {m_operators, 0}}, 3);
    addColumn({{m_firstReplies, 0}, {m_intents, 1}, {m_proposals, 0}, {m_models, 0}, {m_actions, 0}, {m_steps, 0}}, 2);
    m_proposals->setObjectName(u"proposalsPanel"_s);
    m_proposals->hide();
    m_actions->setObjectName(u"actionsPanel"_s);
    m_timeChart->setMinimumHeight(grownWith(font(), 180));
    m_heat->table().setManyColumns();
    m_intents->table().setVisibleRows(7);
    m_heat->table().setVisibleRows(8);
    connect(m_timeChart, &TimeChart::pointed, this, &StatsPanels::writeReadout);
    connect(m_heatMap, &HeatMap::pointed, this, &StatsPanels::writeHeatReadout);
    connectLeads();
    m_resolutions->setObjectName(u"resolutionsPanel"_s);
    m_markPanel->setObjectName(u"marks"_s);
    connect(&m_markPanel->table(), &StatsTableView::removeWanted, this, &StatsPanels::removalWanted);
}

/// A chart that loses the focus as it goes must not tell panels that are half gone.
StatsPanels::~StatsPanels()
{
    m_timeChart->disconnect(this);
    m_heatMap->disconnect(this);
}

void StatsPanels::setWide(bool wide)
{
    m_columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void StatsPanels::showTables(bool tables)
{
    for (TwinPanel* panel : {m_overTime, m_intents, m_heat, m_steps})
        panel->showTable(tables);
}

void StatsPanels::retranslate()
{
    m_intents->setHint(tr("Hatched: a person had to answer."));
    m_heat->setHint(tr("The stronger the colour, the more messages."));
    m_firstReplies->setNothing(tr("Nothing was answered in this range."));
    m_resolutions->setNothing(tr("No answered conversation was closed in this range."));
    m_intents->setNothing(tr("The bot has not answered in this range."));
    m_models->setNothing(tr("The bot has not answered in this range."));
    m_actions->setNothing(tr("No answer asked for anything in this range."));
    m_steps->setNothing(tr("No message was answered today yet."));
    m_markPanel->setNothing(tr("No notes, new versions or outages in this range. N writes a note."));
    m_operators->setNothing(tr("Nobody has replied in this range."));
}

/// Every chart, and its table, with Enter or a double click.
void StatsPanels::connectLeads()
{
    const auto leads = [this](auto search) {
        return [this, search](auto... place) {
            if (!m_report) return;
            const Formats formats = m_look.formats();
            const QString wanted = search(StatsLeads(*m_report, formats), place...);
            if (!wanted.isEmpty()) emit linesWanted(wanted);
        };
    };
    const auto piece = [](const StatsLeads& to, int at) { return to.piece(at); };
    const auto heat = [](const StatsLeads& to, int weekday, int hour) { return to.heat(weekday, hour); };
    const auto intent = [this](const StatsLeads& to, int at) {
        return to.intent(m_report->intents.at(size_t(at)).name);
    };
    connect(m_timeChart, &TimeChart::opened, this, leads(piece));
    connect(m_heatMap, &HeatMap::opened, this, leads(heat));
    connect(m_intentBars, &IntentBars::opened, this, leads(intent));
    const auto ofTable = [this, leads](TwinPanel* panel, auto search) {
        connect(&panel->table(), &QTableWidget::cellActivated, this, leads(search));
    };
    ofTable(m_overTime, [](const StatsLeads& to, int row, int) { return to.piece(row); });
    ofTable(m_heat, [](const StatsLeads& to, int row, int column) { return to.heat(row, column - 1); });
    ofTable(m_intents, [intent](const StatsLeads& to, int row, int) { return intent(to, row); });
    ofTable(m_models,
            [this](const StatsLeads& to, int row, int) { return to.model(m_report->models.at(size_t(row)).name); });
    ofTable(m_operators,
            [this](const StatsLeads& to, int row, int) { return to.person(m_report->operators.at(size_t(row)).id); });
}

void StatsPanels::write(bool isStretch)
{
    if (!m_report) return;
    const Formats formats = m_look.formats();
    const StatsWords words(*m_report, formats);
    m_overTime->setTable(words.overTime());
    m_overTime->setLegend(StatsWords::seriesNames());
    writeTicks(isStretch);
    writeReadout(m_timeChart->cursor());
    m_firstReplies->setTable(words.firstReplies());
    m_resolutions->setTable(words.resolutions());
    m_intents->setTable(words.intents());
    writeIntents();
    m_proposals->setTable(words.proposals());
    m_proposals->setVisible(!m_report->proposals.empty());
    m_heat->setTable(words.heat());
    m_heatMap->setCounts(m_report->heat, StatsWords::weekdays());
    m_operators->setTable(words.operators());
    m_models->setTable(words.models());
    m_actions->setTable(words.actions());
    writeSteps();
    writeMarks();
}

void StatsPanels::writeIntents()
{
    const Formats formats = m_look.formats();
    const StatsWords words(*m_report, formats);
    QList<IntentBars::Bar> bars;
    for (const StatsIntent& intent : m_report->intents) {
        QString figure = formats.number(intent.turns);
        if (intent.handedOver > 0)
            figure +=
                u"  ·  "_s + tr("%1 to a person").arg(words.share(double(intent.handedOver), double(intent.turns)));
        bars << IntentBars::Bar{words.intentName(intent.name), intent.turns, intent.handedOver, figure};
    }
    const qsizetype more = bars.size() - IntentBars::kMost;
    m_intentBars->setBars(bars, more > 0 ? tr("and %1 more: Alt+T").arg(formats.number(more)) : QString());
}

/// How slow the slow ones are: the bar is the p95.
void StatsPanels::writeSteps()
{
    const Formats formats = m_look.formats();
    const StatsWords words(*m_report, formats);
    m_steps->setTable(stepsTable());
    m_steps->setHint(tr("Bar and figure: p95, the slowest of twenty."));
    const QStringList names = StatsWords::stepNames();
    QList<IntentBars::Bar> bars;
    for (size_t i = 0; i < m_times.steps.size(); ++i) {
        const StatsTimes& step = m_times.steps.at(i);
        bars << IntentBars::Bar{names.at(qsizetype(i)), std::llround(step.p95 * 1e6), 0,
                                step.count > 0 ? words.span(step.p95) : u"–"_s};
    }
    m_stepBars->setBars(bars, {});
}

StatsTable StatsPanels::stepsTable() const
{
    const Formats formats = m_look.formats();
    return StatsWords(*m_report, formats).steps(m_times);
}

void StatsPanels::writeTicks(bool isStretch)
{
    const Formats& formats = m_look.formats();
    const auto& points = m_report->points;
    const int count = int(points.size());
    const TimeBuckets::Size size = m_report->query.size;
    QList<std::pair<int, QString>> ticks;
    int pieces = count;
    if (size != TimeBuckets::Size::Day && m_report->query.to - m_report->query.from <= std::chrono::hours(25)) {
        const auto piece = size == TimeBuckets::Size::Minute ? std::chrono::minutes(1) : std::chrono::minutes(60);
        // A day to its end: what is still to come is room, not a stretched line.
        if (!isStretch) pieces = std::max(count, 24);
        const bool isByMinute = size == TimeBuckets::Size::Minute;
        const int every = isByMinute ? (pieces > 60 ? 15 : 5) : pieces > 12 ? 3 : 1;
        for (int i = 0; i < pieces && count > 0; ++i) {
            const TimePoint at = i < count ? points[size_t(i)].start : points.back().start + piece * (i - count + 1);
            // Minutes that move along keep their labels at full fives.
            const int place = isByMinute ? formats.local(at).time().minute() : i;
            if (place % every == 0) ticks.push_back({i, formats.shortClock(at)});
        }
    } else {
        const int days = size == TimeBuckets::Size::Day ? count : count / 24;
        const int every = days > 60 ? 30 : days > 12 ? 3 : 1;
        int day = 0;
        for (int i = 0; i < count; ++i) {
            const QDateTime at = formats.local(points[size_t(i)].start);
            const bool begins = i == 0 || at.date() != formats.local(points[size_t(i - 1)].start).date();
            if (begins && day++ % every == 0) ticks.push_back({i, at.toString(u"dd/MM"_s)});
        }
    }
    m_timeChart->setPoints(points, pieces, ticks);
}

void StatsPanels::writeReadout(int piece)
{
    if (!m_report || piece < 0 || piece >= int(m_report->points.size())) return m_overTime->setReadout({});
    const Formats formats = m_look.formats();
    const StatsPoint& point = m_report->points[size_t(piece)];
    m_overTime->setReadout(tr("%1: %2 in, bot %3, people %4")
                               .arg(StatsWords(*m_report, formats).pieceName(piece), formats.number(point.in),
                                    formats.number(point.bot), formats.number(point.people)));
}

void StatsPanels::writeHeatReadout(int weekday, int hour)
{
    if (!m_report || weekday < 0) return m_heat->setReadout({});
    const qint64 count = m_report->heat[size_t(weekday)][size_t(hour)];
    m_heat->setReadout(tr("%1, %2 to %3: %4 in")
                           .arg(StatsWords::weekdays().at(weekday), u"%1:00"_s.arg(hour), u"%1:00"_s.arg(hour + 1),
                                m_look.formats().number(count)));
}

void StatsPanels::setMarks(const std::vector<StatsMark>& marks)
{
    m_marks = marks;
    writeMarks();
}

void StatsPanels::writeMarks()
{
    if (!m_report) return;
    const Formats formats = m_look.formats();
    m_markPanel->setTable(StatsWords(*m_report, formats).marks(m_marks));
    const auto& points = m_report->points;
    if (points.empty()) return m_timeChart->setMarks({});
    // Between two pieces it stands where its time is.
    const auto placeOf = [&points, this](TimePoint at) {
        const auto after = std::ranges::upper_bound(points, at, {}, &StatsPoint::start);
        const auto index = after - points.begin() - 1;
        if (index < 0) return 0.0;
        const TimePoint begin = points[size_t(index)].start;
        const TimePoint end = after == points.end() ? m_report->query.to : after->start;
        const double length = std::max(1.0, double((end - begin).count()));
        return double(index) + std::min(1.0, double((at - begin).count()) / length);
    };
    QList<TimeChart::Mark> marks;
    for (const StatsMark& mark : m_marks) {
        using Sign = TimeChart::Mark::Sign;
        const Sign sign = mark.kind == StatsMark::Kind::Note      ? Sign::Dot
                          : mark.kind == StatsMark::Kind::Version ? Sign::Triangle
                                                                  : Sign::Cross;
        marks << TimeChart::Mark{sign, placeOf(mark.from), placeOf(mark.to)};
    }
    m_timeChart->setMarks(marks);
}

}  // namespace tongdai
