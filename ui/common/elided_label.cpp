#include "ui/common/elided_label.h"

#include "ui/common/plain_tool_tip.h"

#include <QPainter>

#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

ElidedLabel::ElidedLabel(TextRole text, ColorRole color, Qt::TextElideMode mode, QWidget* parent)
    : RoleLabel(text, color, parent), m_mode(mode)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setTextFormat(Qt::PlainText);
}

void ElidedLabel::setFullText(const QString& text)
{
    if (text == m_full) return;
    m_full = text;
    setAccessibleName(text);
    updateToolTip();
    updateGeometry();
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    if (std::exchange(m_mode, mode) != mode) update();
}

QSize ElidedLabel::sizeHint() const
{
    ensurePolished();
    return {fontMetrics().horizontalAdvance(m_full) + 2, lineHeightOf(font())};
}

QSize ElidedLabel::minimumSizeHint() const
{
    ensurePolished();
    // Short words need no more than themselves: nothing stands apart from what follows.
    const int cut = fontMetrics().horizontalAdvance(u"MMM…"_s);
    return {std::min(cut, sizeHint().width()), lineHeightOf(font())};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    const QString shown = fontMetrics().elidedText(m_full, m_mode, width());
    painter.drawText(rect(), int(alignment() | Qt::TextSingleLine), shown);
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    RoleLabel::resizeEvent(event);
    updateToolTip();
}

void ElidedLabel::updateToolTip()
{
    setToolTip(fontMetrics().horizontalAdvance(m_full) > width() ? plainToolTip(m_full) : QString());
}

}  // namespace tongdai
