#include "ui/live/key_button.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_panels.h"

#include <QAction>

// Pan and zoom; the rest of the page is in stats_page.cpp.
namespace tongdai {

void StatsPage::buildZoom()
{
    const auto bind = [this](const char* name, const char* words, const QList<QKeySequence>& keys, auto run) {
        auto* action = new QAction(this);
        action->setObjectName(QLatin1StringView(name));
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, run);
        m_zoomKeys.push_back({action, words});
    };
    bind("zoomIn", QT_TR_NOOP("Zoom in"), {Qt::Key_Plus, Qt::Key_Equal},
         [this] { zoom(1, m_panels->timeChart().cursor()); });
    bind("zoomOut", QT_TR_NOOP("Zoom out"), {Qt::Key_Minus}, [this] { zoom(-1, -1); });
    bind("earlier", QT_TR_NOOP("Half of it earlier"), {Qt::SHIFT | Qt::Key_Left}, [this] { pan(-1); });
    bind("later", QT_TR_NOOP("Half of it later"), {Qt::SHIFT | Qt::Key_Right}, [this] { pan(1); });
    bind("unzoomAction", QT_TR_NOOP("Back to the whole range"), {Qt::Key_0},
         [this] { setSpan(StatsSpan(m_span.range())); });
    connect(m_unzoom, &QPushButton::clicked, this, [this] { setSpan(StatsSpan(m_span.range())); });
    connect(&m_panels->timeChart(), &TimeChart::zoomed, this, &StatsPage::zoom);
    connect(&m_panels->timeChart(), &TimeChart::panned, this, &StatsPage::pan);
    connect(&m_panels->timeChart(), &TimeChart::drawn, this, &StatsPage::showDrawn);
}

/// What is shown stays until the other figures are there.
void StatsPage::setSpan(const StatsSpan& span)
{
    if (span == m_span) return;
    m_span = span;
    m_isHeld = false;  // somebody wants to see other figures
    m_failure.reset();
    writeState();
    askNow();
}

void StatsPage::zoom(int direction, int piece)
{
    if (!m_report) return;
    const TimePoint now = m_look.now();
    const QTimeZone zone = m_look.formats().timeZone();
    const bool isPointed = piece >= 0 && piece < int(m_report->points.size());
    const StatsQuery& shown = m_report->query;
    const TimePoint around =
        isPointed ? m_report->points[size_t(piece)].start : shown.from + (shown.to - shown.from) / 2;
    StatsSpan span = m_span;
    if (direction > 0 ? span.zoomIn(around, now, zone) : span.zoomOut(now, zone)) setSpan(span);
}

void StatsPage::pan(int direction)
{
    StatsSpan span = m_span;
    if (span.pan(direction, m_look.now(), m_look.formats().timeZone())) setSpan(span);
}

/// From the first piece to the last, both included.
void StatsPage::showDrawn(int first, int last)
{
    if (!m_report || first < 0 || last >= int(m_report->points.size())) return;
    const auto& points = m_report->points;
    const TimePoint end = last + 1 < int(points.size()) ? points[size_t(last) + 1].start : m_report->query.to;
    StatsSpan span = m_span;
    if (span.show(points[size_t(first)].start, end, m_look.now(), m_look.formats().timeZone())) setSpan(span);
}

}  // namespace tongdai
