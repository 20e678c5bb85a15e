#include "ui/stats/charts/heat_map.h"

#include "ui/common/look/color_role.h"
#include "ui/common/look/text_role.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tongdai {

namespace {

constexpr int kHeatDays = 7;
constexpr int kHeatHours = 24;
constexpr double kHeatFull = 0.85;

}  // namespace

HeatMap::HeatMap(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("heatMap"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::MinimumExpanding);
}

void HeatMap::setCounts(const Counts& counts, const QStringList& weekdays)
{
    m_counts = counts;
    m_weekdays = weekdays;
    m_figures.clear();
    update();
}

int HeatMap::rowHeight() const
{
    return lineHeightOf(fontOf(font(), TextRole::Small));
}

int HeatMap::nameWidth() const
{
    const QFontMetrics metrics(fontOf(font(), TextRole::Small));
    int width = 0;
    for (const QString& day : m_weekdays)
        width = std::max(width, metrics.horizontalAdvance(day));
    return width + 8;
}

QSize HeatMap::sizeHint() const
{
    return {grownWith(font(), 520), (rowHeight() + 2) * (kHeatDays + 1)};
}

QSize HeatMap::minimumSizeHint() const
{
    return {grownWith(font(), 260), sizeHint().height()};
}

QRectF HeatMap::cellAt(int weekday, int hour) const
{
    const double left = nameWidth();
    const double width = (this->width() - left - 2) / double(kHeatHours);
    const double top = rowHeight();
    const double height = (this->height() - top - 2) / double(kHeatDays);
    return {left + hour * width, top + weekday * height, width, height};
}

void HeatMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont small = fontOf(font(), TextRole::Small);
    const QFontMetrics metrics(small);
    painter.setFont(small);
    qint64 most = 1;
    for (const auto& day : m_counts)
        most = std::max(most, std::ranges::max(day));
    const QColor ground = colorOf(palette(), ColorRole::Surface);
    const QColor full = colorOf(palette(), ColorRole::Series1);
    const QColor ink = colorOf(palette(), ColorRole::Text);
    const int every = cellAt(0, 0).width() < metrics.horizontalAdvance(QStringLiteral("00")) + 6 ? 3 : 1;
    painter.setPen(colorOf(palette(), ColorRole::SecondaryText));
    for (int hour = 0; hour < kHeatHours; hour += every) {
        QRectF place = cellAt(0, hour);
        place.setWidth(place.width() * every);
        place.moveTop(0);
        place.setHeight(rowHeight());
        painter.drawText(place, int(every == 1 ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter),
                         QString::number(hour));
    }
    for (int day = 0; day < kHeatDays; ++day) {
        const QRectF first = cellAt(day, 0);
        painter.setPen(colorOf(palette(), ColorRole::SecondaryText));
        painter.drawText(QRectF(0, first.top(), first.left() - 8, first.height()),
                         int(Qt::AlignVCenter | Qt::AlignLeft), m_weekdays.value(day));
        for (int hour = 0; hour < kHeatHours; ++hour) {
            const qint64 count = m_counts[size_t(day)][size_t(hour)];
            const QRectF cell = cellAt(day, hour).adjusted(1, 1, -1, -1);
            // By the root, so that a quiet hour is not white beside a storm.
            const double share =
                count == 0 ? 0.04 : 0.12 + (kHeatFull - 0.12) * std::sqrt(double(count) / double(most));
            const QColor fill = mixed(ground, full, share);
            painter.fillRect(cell, fill);
            const QStaticText& text = figureOf(count);
            if (count > 0 && text.size().width() <= cell.width()) {
                painter.setPen(contrast(ink, fill) >= contrast(ground, fill) ? ink : ground);
                const QSizeF half = text.size() / 2;
                painter.drawStaticText(cell.center() - QPointF(half.width(), half.height()), text);
            }
            if (day != m_weekday || hour != m_hour) continue;
            painter.setPen(QPen(colorOf(palette(), ColorRole::Accent), 2));
            painter.drawRect(cell.adjusted(1, 1, -1, -1));
        }
    }
    if (!hasFocus() || m_weekday >= 0) return;
    painter.setPen(QPen(colorOf(palette(), ColorRole::Accent), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

const QStaticText& HeatMap::figureOf(qint64 count)
{
    auto found = m_figures.find(count);
    if (found == m_figures.end()) {
        QStaticText text(QString::number(count));
        text.setTextFormat(Qt::PlainText);
        text.prepare({}, fontOf(font(), TextRole::Small));
        found = m_figures.insert(count, text);
    }
    return *found;
}

void HeatMap::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange) m_figures.clear();
    QWidget::changeEvent(event);
}

void HeatMap::point(int weekday, int hour)
{
    if (m_weekday == weekday && m_hour == hour) return;
    m_weekday = weekday;
    m_hour = hour;
    emit pointed(weekday, hour);
    update();
}

void HeatMap::keyPressEvent(QKeyEvent* event)
{
    const bool isNew = m_weekday < 0;
    const int day = isNew ? 0 : m_weekday;
    const int hour = isNew ? 0 : m_hour;
    switch (event->key()) {
        case Qt::Key_Left: return point(day, isNew ? 0 : std::max(0, hour - 1));
        case Qt::Key_Right: return point(day, isNew ? 0 : std::min(kHeatHours - 1, hour + 1));
        case Qt::Key_Up: return point(isNew ? 0 : std::max(0, day - 1), hour);
        case Qt::Key_Down: return point(isNew ? 0 : std::min(kHeatDays - 1, day + 1), hour);
        case Qt::Key_Home: return point(day, 0);
        case Qt::Key_End: return point(day, kHeatHours - 1);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (m_weekday >= 0) emit opened(m_weekday, m_hour);
            return;
        default: QWidget::keyPressEvent(event);
    }
}

void HeatMap::mouseMoveEvent(QMouseEvent* event)
{
    for (int day = 0; day < kHeatDays; ++day) {
        for (int hour = 0; hour < kHeatHours; ++hour)
            if (cellAt(day, hour).contains(event->position())) return point(day, hour);
    }
    point(-1, -1);
}

void HeatMap::mouseDoubleClickEvent(QMouseEvent* event)
{
    mouseMoveEvent(event);
    if (m_weekday >= 0) emit opened(m_weekday, m_hour);
}

void HeatMap::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    if (!hasFocus()) point(-1, -1);
}

void HeatMap::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void HeatMap::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    point(-1, -1);
    update();
}

}  // namespace tongdai
