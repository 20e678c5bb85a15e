#include "ui/live/thread/wait_ring.h"

#include "ui/common/look/console_style.h"
#include "ui/common/look/theme.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace tongdai {

WaitRing::WaitRing(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void WaitRing::setLeft(double left)
{
    m_left = std::clamp(left, 0.0, 1.0);
    update();
}

QSize WaitRing::sizeHint() const
{
    const int side = grownWith(QApplication::font(), 14);
    return {side, side};
}

void WaitRing::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = std::max(2.0, width() / 7.0);
    const QRectF ring = QRectF(rect()).adjusted(line, line, -line, -line);
    painter.setPen(QPen(colorOf(palette(), ColorRole::Separator), line));
    painter.drawEllipse(ring);
    constexpr int kWhole = 360 * 16;
    painter.setPen(QPen(colorOf(palette(), ColorRole::BotBar), line, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(ring, kWhole / 4, int(kWhole * m_left));
}

}  // namespace tongdai
