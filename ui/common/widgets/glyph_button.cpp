#include "ui/common/widgets/glyph_button.h"

#include "ui/common/look/color_role.h"

#include <QPainter>

namespace tongdai {

GlyphButton::GlyphButton(Glyph glyph, QWidget* parent) : QToolButton(parent), m_glyph(glyph)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

void GlyphButton::setGlyph(Glyph glyph)
{
    m_glyph = glyph;
    update();
}

void GlyphButton::setWords(const QString& words)
{
    setToolTip(words);
    setAccessibleName(words);
}

QSize GlyphButton::sizeHint() const
{
    const int side = std::max(28, fontMetrics().height() + 12);
    return {side, side};
}

void GlyphButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ink = colorOf(palette(), isChecked() ? ColorRole::Accent : ColorRole::Text);
    if (!isEnabled()) ink.setAlphaF(0.45F);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (isEnabled() && (underMouse() || isDown())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(mixed(colorOf(palette(), ColorRole::Surface), ink, isDown() ? 0.16 : 0.08));
        painter.drawRoundedRect(box, 6, 6);
    }
    if (hasFocus()) {
        painter.setPen(QPen(colorOf(palette(), ColorRole::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, 6, 6);
    }
    paintGlyph(painter, m_glyph, QRectF(rect()).adjusted(5, 5, -5, -5), ink);
}

}  // namespace tongdai
