#include "ui/stats/charts/engine_panels.h"

#include "ui/common/widgets/role_label.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/charts/twin_panel.h"
#include "ui/stats/stats_table_view.h"

#include <QBoxLayout>
#include <QGridLayout>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kChartHeight = 120;
constexpr int kTicksMinutes = 5;

}  // namespace

EnginePanels::EnginePanels(Look look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_heading(new RoleLabel(TextRole::Title)),
      m_grid(new QGridLayout),
      m_refusalBars(new IntentBars),
      m_refusals(new TwinPanel(m_refusalBars)),
      m_caches(new TwinPanel(nullptr))
{
    setObjectName(u"enginePanels"_s);
    build();
}

void EnginePanels::build()
{
    m_grid->setSpacing(12);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 8, 0, 0);
    rows->addWidget(m_heading);
    rows->addLayout(m_grid);
    const auto many = size_t(EngineCharts(m_engine, m_window, m_look.formats()).charts().size());
    for (size_t i = 0; i < many; ++i) {
        auto* chart = new TimeChart;
        chart->setObjectName(u"engineChart%1"_s.arg(i));
        chart->setMinimumHeight(grownWith(font(), kChartHeight));
        auto* panel = new TwinPanel(chart);
        panel->table().setVisibleRows(4);
        connect(chart, &TimeChart::pointed, this, [this, i](int moment) { writeReadout(i, moment); });
        m_panels.push_back({chart, panel, {}});
    }
    setColumns(2);
}

void EnginePanels::setColumns(int columns)
{
    int place = 0;
    const auto put = [&](QWidget* widget) {
        m_grid->addWidget(widget, place / columns, place % columns);
        ++place;
    };
    for (const Panel& each : m_panels)
        put(each.panel);
    put(m_refusals);
    put(m_caches);
    for (int column = 0; column < 2; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
}

void EnginePanels::setTrails(const FigureTrail& engine, const FigureTrail& window)
{
    m_engine = engine;
    m_window = window;
    write();
}

void EnginePanels::showTables(bool tables)
{
    for (const Panel& each : m_panels)
        each.panel->showTable(tables);
    m_refusals->showTable(tables);
}

void EnginePanels::write()
{
    const Formats formats = m_look.formats();
    const EngineCharts words(m_engine, m_window, formats);
    const QList<EngineChart> charts = words.charts();
    for (size_t i = 0; i < m_panels.size(); ++i) {
        Panel& each = m_panels[i];
        each.shown = charts.at(qsizetype(i));
        const EngineChart& shown = each.shown;
        each.panel->setObjectName(u"engine-"_s + shown.key);
        each.panel->setTable(words.table(shown));
        each.panel->setLegend(shown.names);
        QList<std::pair<int, QString>> ticks;
        const int every = kTicksMinutes * 60 / int(FigureTrail::kEvery.count());
        for (int at = int(shown.at.size()) - 1; at >= 0; at -= every)
            ticks.prepend({at, formats.shortClock(shown.at[size_t(at)])});
        each.chart->setLines(shown.lines, ticks, shown.top);
        writeReadout(i, each.chart->cursor());
    }
    m_refusals->setTable(words.refusals());
    m_refusalBars->setBars(words.refusalBars(), {});
    m_caches->setTable(words.caches());
}

void EnginePanels::writeReadout(size_t number, int moment)
{
    const Formats formats = m_look.formats();
    const Panel& each = m_panels[number];
    each.panel->setReadout(EngineCharts(m_engine, m_window, formats).readout(each.shown, moment));
}

void EnginePanels::retranslate()
{
    m_heading->setText(tr("The engine, the last half hour"));
    for (const Panel& each : m_panels)
        each.panel->setNothing(tr("Nothing is known of it yet."));
    m_refusals->setNothing(tr("Nobody was held back since this engine started."));
    m_caches->setNothing(tr("Nothing is known of it yet."));
    write();
}

QList<StatsTable> EnginePanels::tables() const
{
    const Formats formats = m_look.formats();
    return EngineCharts(m_engine, m_window, formats).tables();
}

}  // namespace tongdai
