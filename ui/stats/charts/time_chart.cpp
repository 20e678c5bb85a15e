#include "ui/stats/charts/time_chart.h"

#include "ui/common/look/color_role.h"
#include "ui/common/look/text_role.h"
#include "ui/common/widgets/focus_ring.h"

#include <QCategoryAxis>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLineSeries>
#include <QMouseEvent>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tongdai {

namespace {

constexpr int kLastLabel = 18;
constexpr double kAloneRadius = 3;  // of a point that makes no line

/// The least round number that is not below it, of which a quarter is whole.
int roundTop(qint64 most)
{
    for (qint64 scale = 1; scale < 100'000'000; scale *= 10) {
        for (const qint64 top : {4, 8, 12, 20, 40})
            if (most <= top * scale) return int(top * scale);
    }
    return int(std::min<qint64>(most, 1'000'000'000));
}

/// What is drawn of a line through these points: its pieces, or its dashes, which go on round the corners.
QList<QLineF> inkedPieces(const QList<QPointF>& corners, const QPen& pen)
{
    constexpr double kNothing = 1e-6;
    const QList<qreal> pattern = pen.dashPattern();  // in widths of the pen; of a solid one empty
    QList<QLineF> inked;
    qsizetype dash = 0;
    double left = pattern.isEmpty() ? 0 : pattern[0] * pen.widthF();
    for (qsizetype i = 1; i < corners.size(); ++i) {
        const QLineF piece(corners[i - 1], corners[i]);
        if (pattern.isEmpty()) {
            inked << piece;
            continue;
        }
        const double length = piece.length();
        for (double from = 0; from + kNothing < length;) {
            const double to = std::min(length, from + left);
            if (dash % 2 == 0) inked << QLineF(piece.pointAt(from / length), piece.pointAt(to / length));
            left -= to - from;
            from = to;
            if (left > kNothing) continue;
            dash = (dash + 1) % pattern.size();
            left = pattern[dash] * pen.widthF();
        }
    }
    return inked;
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
    chart()->legend()->hide();                   // ours shows the dashes
    chart()->setMargins({0, 0, kLastLabel, 0});  // half of the last label stands behind the last piece
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
        line->setVisible(false);
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
    m_drawnLines = {};
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
    place(places, int(points.size()), pieces, double(most), ticks);
}

void TimeChart::setLines(const std::vector<std::vector<double>>& lines, const QList<std::pair<int, QString>>& ticks,
                         double top)
{
    std::array<QList<QPointF>, kSeries> places;
    double most = 0;
    size_t points = 0;
    for (size_t series = 0; series < std::min<size_t>(lines.size(), kSeries); ++series) {
        points = std::max(points, lines[series].size());
        for (size_t i = 0; i < lines[series].size(); ++i) {
            const double value = lines[series][i];
            if (std::isnan(value)) continue;
            places[series] << QPointF(double(i), value);
            most = std::max(most, value);
        }
    }
    place(places, int(points), int(points), most, ticks);
    if (top > 0) m_count->setRange(0, top);
    m_drawnLines = {};
}

void TimeChart::place(const std::array<QList<QPointF>, kSeries>& places, int points, int pieces, double most,
                      const QList<std::pair<int, QString>>& ticks)
{
    m_points = points;
    m_drawnLines = {};
    for (size_t series = 0; series < kSeries; ++series) {
        m_lines[series]->replace(places[series]);
    }
    const QStringList old = m_time->categoriesLabels();
    for (const QString& label : old)
        m_time->remove(label);
    for (const auto& [piece, label] : ticks)
        m_time->append(label, piece);
    m_time->setRange(0, std::max(1, pieces - 1));
    m_count->setRange(0, roundTop(qint64(std::ceil(most))));
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
    if (m_points == 0 || (event->modifiers() & Qt::ShiftModifier)) return event->ignore();
    switch (event->key()) {
        case Qt::Key_Left: return point(m_cursor < 0 ? m_points - 1 : std::max(0, m_cursor - 1));
        case Qt::Key_Right: return point(std::min(m_points - 1, m_cursor + 1));
        case Qt::Key_Home: return point(0);
        case Qt::Key_End: return point(m_points - 1);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (m_cursor >= 0) emit opened(m_cursor);
            return;
        default: event->ignore();  // a view of graphics would scroll, or take what belongs to the page
    }
}

int TimeChart::pieceAt(const QPoint& point) const
{
    if (m_points == 0) return -1;
    const double at = chart()->mapToValue(chart()->mapFromScene(mapToScene(point)), m_lines[0]).x();
    return std::clamp(int(std::lround(at)), 0, m_points - 1);
}

void TimeChart::mouseMoveEvent(QMouseEvent* event)
{
    if (m_points > 0) point(pieceAt(event->pos()));
}

void TimeChart::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    if (event->button() == Qt::LeftButton) m_drawnFrom = pieceAt(event->pos());
}

void TimeChart::mouseReleaseEvent(QMouseEvent* event)
{
    const int from = std::exchange(m_drawnFrom, -1);
    const int to = pieceAt(event->pos());
    viewport()->update();
    if (from >= 0 && to >= 0 && from != to) emit drawn(std::min(from, to), std::max(from, to));
}

void TimeChart::mouseDoubleClickEvent(QMouseEvent* event)
{
    mouseMoveEvent(event);
    if (m_cursor >= 0) emit opened(m_cursor);
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
    const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    if (turned != 0 && (event->modifiers() & Qt::ControlModifier))
        emit zoomed(turned > 0 ? 1 : -1, pieceAt(event->position().toPoint()));
    else if (turned != 0 && (event->modifiers() & Qt::ShiftModifier))
        emit panned(turned > 0 ? -1 : 1);
    else
        event->ignore();  // the page scrolls
}

void TimeChart::setMarks(const QList<Mark>& marks)
{
    m_marks = marks;
    viewport()->update();
}

double TimeChart::xOf(double piece) const
{
    return chart()->mapToPosition(QPointF(piece, 0), m_lines[0]).x();
}

void TimeChart::drawSeries(QPainter& painter, const QRectF& plot)
{
    const QRect room = plot.adjusted(-kAloneRadius, -kAloneRadius, kAloneRadius, kAloneRadius).toAlignedRect();
    const double ratio = painter.device()->devicePixelRatio();
    if (m_drawnLines.isNull() || m_drawnAt != room || m_drawnLines.devicePixelRatio() != ratio) {
        m_drawnAt = room;
        m_drawnLines = QPixmap(room.size() * ratio);
        m_drawnLines.setDevicePixelRatio(ratio);
        m_drawnLines.fill(Qt::transparent);
        QPainter lines(&m_drawnLines);
        lines.setRenderHint(QPainter::Antialiasing);
        lines.translate(-room.topLeft());
        strokeSeries(lines, plot);
    }
    painter.drawPixmap(room.topLeft(), m_drawnLines);
}

/// Piece by piece: the library strokes a dashed line as one long path with thousands of dashes, which takes the greater
/// part of a repaint of a year.
void TimeChart::strokeSeries(QPainter& painter, const QRectF& plot) const
{
    const double across = plot.width() / std::max(1.0, m_time->max());
    const double up = m_count->max() > 0 ? plot.height() / m_count->max() : 0;
    const auto placed = [&](const QPointF& figure) {
        return QPointF(plot.left() + figure.x() * across, plot.bottom() - figure.y() * up);
    };
    for (const QLineSeries* line : m_lines) {
        QList<QPointF> corners = line->points();
        std::ranges::transform(corners, corners.begin(), placed);
        QPen pen = line->pen();
        if (corners.size() == 1) {  // one point makes no line
            painter.setPen(pen);
            painter.setBrush(line->color());
            painter.drawEllipse(corners.first(), kAloneRadius, kAloneRadius);
            continue;
        }
        const QList<QLineF> pieces = inkedPieces(corners, pen);
        pen.setStyle(Qt::SolidLine);
        painter.setPen(pen);
        painter.drawLines(pieces);
    }
}

/// Told apart by their shapes, not by colour alone.
void TimeChart::drawMarks(QPainter& painter, const QRectF& plot) const
{
    constexpr double kSign = 5;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Mark& mark : m_marks) {
        const bool isCross = mark.sign == Mark::Sign::Cross;
        const QColor ink = colorOf(palette(), isCross                             ? ColorRole::Danger
                                              : mark.sign == Mark::Sign::Triangle ? ColorRole::Good
                                                                                  : ColorRole::Attention);
        const double x = std::clamp(xOf(mark.at), plot.left(), plot.right());
        if (mark.until > mark.at) {
            const double end = std::clamp(xOf(mark.until), x + 2, std::max(x + 2, plot.right()));
            QColor shade = ink;
            shade.setAlphaF(0.35F);
            painter.fillRect(QRectF(x, plot.top(), end - x, plot.height()), QBrush(shade, Qt::FDiagPattern));
        } else {
            painter.setPen(QPen(ink, 1, Qt::DashDotLine));
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        }
        painter.setPen(QPen(ink, 2));
        painter.setBrush(ink);
        const QPointF top(x, plot.top() + kSign);
        if (isCross) {
            painter.drawLine(top - QPointF(kSign, kSign), top + QPointF(kSign, kSign));
            painter.drawLine(top - QPointF(kSign, -kSign), top + QPointF(kSign, -kSign));
        } else if (mark.sign == Mark::Sign::Triangle) {
            painter.drawPolygon(
                QPolygonF{top - QPointF(0, kSign), top + QPointF(kSign, kSign), top + QPointF(-kSign, kSign)});
        } else {
            painter.drawEllipse(top, kSign - 1, kSign - 1);
        }
    }
}

void TimeChart::drawForeground(QPainter* painter, const QRectF&)
{
    const QRectF plot = chart()->plotArea();
    if (m_points > 0) {
        drawSeries(*painter, plot);
        drawMarks(*painter, plot);
    }
    if (m_cursor < 0) return;
    const double x = xOf(m_cursor);
    if (m_drawnFrom >= 0 && m_drawnFrom != m_cursor) {
        QColor shade = colorOf(palette(), ColorRole::Accent);
        shade.setAlphaF(0.2F);
        painter->fillRect(QRectF(QPointF(xOf(m_drawnFrom), plot.top()), QPointF(x, plot.bottom())).normalized(), shade);
    }
    painter->setPen(QPen(colorOf(palette(), ColorRole::Text), 1));
    painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
}

void TimeChart::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) dress();
}

}  // namespace tongdai
