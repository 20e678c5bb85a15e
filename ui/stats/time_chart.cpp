#include "ui/stats/time_chart.h"

#include "ui/common/color_role.h"
#include "ui/common/focus_ring.h"
#include "ui/common/text_role.h"

#include <QCategoryAxis>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLineSeries>
#include <QMouseEvent>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace tongdai {

namespace {

/// The least round number that is not below it, of which a quarter is whole.
int roundTop(qint64 most)
{
    for (qint64 scale = 1; scale < 100'000'000; scale *= 10) {
        for (const qint64 top : {4, 8, 12, 20, 40})
            if (most <= top * scale) return int(top * scale);
    }
    return int(std::min<qint64>(most, 1'000'000'000));
}

}  // namespace

TimeChart::TimeChart(QWidget* parent) : QChartView(parent), m_time(new QCategoryAxis), m_count(new QValueAxis)
{
    setObjectName(QStringLiteral("timeChart"));
    setRenderHint(QPainter::Antialiasing);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    chart()->legend()->hide();  // ours shows the dashes
    chart()->setMargins({});
    chart()->setBackgroundRoundness(0);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_count, Qt::AlignLeft);
    m_time->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_time->setGridLineVisible(false);
    m_count->setLabelFormat(QStringLiteral("%.0f"));
    m_count->setTickCount(5);
    for (auto& line : m_lines) {
        line = new QLineSeries;
        chart()->addSeries(line);
        line->attachAxis(m_time);
        line->attachAxis(m_count);
    }
    new FocusRing(*this);
    dress();
}

Qt::PenStyle TimeChart::styleOf(int series)
{
    constexpr std::array kStyles{Qt::SolidLine, Qt::DashLine, Qt::DotLine};
    return kStyles.at(size_t(series % kSeries));
}

void TimeChart::dress()
{
    const auto color = [this](ColorRole role) { return colorOf(palette(), role); };
    chart()->setBackgroundBrush(color(ColorRole::Surface));
    setBackgroundBrush(color(ColorRole::Surface));
    const QFont small = fontOf(font(), TextRole::Small);
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(m_time), static_cast<QAbstractAxis*>(m_count)}) {
        axis->setLabelsFont(small);
        axis->setLabelsColor(color(ColorRole::SecondaryText));
        axis->setLinePen(QPen(color(ColorRole::ControlBorder), 1));
        axis->setGridLinePen(QPen(color(ColorRole::Separator), 1));
    }
    for (int i = 0; i < kSeries; ++i) {
        QPen pen(color(seriesRole(i)), 2, styleOf(i));
        pen.setCapStyle(Qt::FlatCap);
        m_lines[size_t(i)]->setPen(pen);
        m_lines[size_t(i)]->setColor(pen.color());
    }
}

void TimeChart::setPoints(const std::vector<StatsPoint>& points, int pieces,
                          const QList<std::pair<int, QString>>& ticks)
{
    std::array<QList<QPointF>, kSeries> places;
    qint64 most = 0;
    for (size_t i = 0; i < points.size(); ++i) {
        const std::array values{points[i].in, points[i].bot, points[i].people};
        for (size_t series = 0; series < kSeries; ++series)
            places[series] << QPointF(double(i), double(values[series]));
        most = std::max(most, std::ranges::max(values));
    }
    m_points = int(points.size());
    for (size_t series = 0; series < kSeries; ++series) {
        m_lines[series]->setPointsVisible(m_points == 1);  // one point makes no line
        m_lines[series]->replace(places[series]);
    }
    const QStringList old = m_time->categoriesLabels();
    for (const QString& label : old)
        m_time->remove(label);
    for (const auto& [piece, label] : ticks)
        m_time->append(label, piece);
    m_time->setRange(0, std::max(1, pieces - 1));
    m_count->setRange(0, roundTop(most));
    if (m_cursor >= m_points) point(-1);
}

void TimeChart::point(int piece)
{
    if (m_cursor == piece) return;
    m_cursor = piece;
    emit pointed(piece);
    viewport()->update();
}

void TimeChart::keyPressEvent(QKeyEvent* event)
{
    if (m_points == 0) return event->ignore();
    switch (event->key()) {
        case Qt::Key_Left: return point(m_cursor < 0 ? m_points - 1 : std::max(0, m_cursor - 1));
        case Qt::Key_Right: return point(std::min(m_points - 1, m_cursor + 1));
        case Qt::Key_Home: return point(0);
        case Qt::Key_End: return point(m_points - 1);
        default: event->ignore();  // a view of graphics would scroll, or take what belongs to the page
    }
}

void TimeChart::mouseMoveEvent(QMouseEvent* event)
{
    const double at = chart()->mapToValue(chart()->mapFromScene(mapToScene(event->pos())), m_lines[0]).x();
    if (m_points > 0) point(std::clamp(int(std::lround(at)), 0, m_points - 1));
}

void TimeChart::leaveEvent(QEvent* event)
{
    QChartView::leaveEvent(event);
    if (!hasFocus()) point(-1);
}

void TimeChart::focusOutEvent(QFocusEvent* event)
{
    QChartView::focusOutEvent(event);
    point(-1);
}

void TimeChart::wheelEvent(QWheelEvent* event)
{
    event->ignore();  // the page scrolls
}

void TimeChart::drawForeground(QPainter* painter, const QRectF&)
{
    if (m_cursor < 0) return;
    const QRectF plot = chart()->plotArea();
    const double x = chart()->mapToPosition(QPointF(m_cursor, 0), m_lines[0]).x();
    painter->setPen(QPen(colorOf(palette(), ColorRole::Text), 1));
    painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
}

void TimeChart::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) dress();
}

}  // namespace tongdai
