#include "ui/live/thread/ticked_scroll_bar.h"

#include "ui/common/look/color_role.h"

#include <QPainter>
#include <QStyleOptionSlider>

namespace tongdai {

namespace {

constexpr int kTick = 2;
constexpr int kCurrentTick = 4;
constexpr int kTickMargin = 2;  // of the ordinary ones, from both sides

}  // namespace

void TickedScrollBar::setTicks(std::vector<double> ticks, int current)
{
    if (ticks == m_ticks && current == m_current) return;
    m_ticks = std::move(ticks);
    m_current = current;
    update();
}

void TickedScrollBar::paintEvent(QPaintEvent* event)
{
    QScrollBar::paintEvent(event);
    if (m_ticks.empty()) return;
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect groove = style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarGroove, this);
    QPainter painter(this);
    const auto tick = [&](double share, int height, int margin, ColorRole role) {
        const int top = groove.top() + int(share * (groove.height() - height));
        painter.fillRect(QRect(groove.left() + margin, top, groove.width() - 2 * margin, height),
                         colorOf(palette(), role));
    };
    for (const double share : m_ticks)
        tick(share, kTick, kTickMargin, ColorRole::Attention);
    if (m_current >= 0) tick(m_ticks[size_t(m_current)], kCurrentTick, 0, ColorRole::Accent);
}

}  // namespace tongdai
