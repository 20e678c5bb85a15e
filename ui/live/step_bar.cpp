#include "ui/live/step_bar.h"

#include "ui/common/look/color_role.h"
#include "ui/common/look/text_role.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace tongdai {

StepBar::StepBar(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepBar::setShape(const Shape& shape)
{
    m_shape = shape;
    update();
}

QSize StepBar::sizeHint() const
{
    return {grownWith(QApplication::font(), 220), grownWith(QApplication::font(), 22)};
}

void StepBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const double room = std::max(1, width() - 2);
    const auto x = [this, room](double ms) { return 1 + room * std::clamp(ms / m_shape.whole, 0.0, 1.0); };
    const auto color = [this](ColorRole role) { return colorOf(palette(), role); };
    painter.fillRect(rect(), mixed(color(ColorRole::Surface), color(ColorRole::Separator), 0.6));
    const double barHeight = height() * 0.55;
    if (m_shape.most > 0) {
        const double from = x(m_shape.begin + m_shape.half);
        const double to = x(m_shape.begin + m_shape.most);
        const QRectF band(from, barHeight + 2, std::max(2.0, to - from), height() - barHeight - 4);
        painter.setPen(QPen(color(ColorRole::SecondaryText), 1));
        painter.setBrush(mixed(color(ColorRole::Surface), color(ColorRole::SecondaryText), 0.35));
        painter.drawRect(band);
    }
    if (m_shape.took <= 0) return;
    const double from = x(m_shape.begin);
    const QRectF bar(from, 2, std::max(2.0, x(m_shape.begin + m_shape.took) - from), barHeight - 2);
    const QColor ink = color(m_shape.isSlow ? ColorRole::Attention : ColorRole::Accent);
    painter.fillRect(bar, m_shape.isSlow ? mixed(color(ColorRole::Surface), ink, 0.4) : ink);
    if (!m_shape.isSlow) return;
    painter.fillRect(bar, QBrush(ink, Qt::BDiagPattern));
    painter.setPen(QPen(ink, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar);
}

}  // namespace tongdai
