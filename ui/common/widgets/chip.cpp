#include "ui/common/widgets/chip.h"

#include "ui/common/look/text_role.h"

#include <QApplication>
#include <QFontMetrics>
#include <QPainter>

namespace tongdai {

namespace {

constexpr int kChipPadding = 8;
constexpr double kChipTint = 0.10;  // text keeps its contrast on it

}  // namespace

Chip::Chip(const QString& text, Tone tone, QWidget* parent) : QWidget(parent), m_tone(tone)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setText(text);
}

void Chip::setText(const QString& text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Chip::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QSize Chip::sizeHint() const
{
    return sizeFor(m_text, QApplication::font());
}

QSize Chip::sizeFor(const QString& text, const QFont& applicationFont)
{
    const QFont font = fontOf(applicationFont, TextRole::Small);
    return {QFontMetrics(font).horizontalAdvance(text) + 2 * kChipPadding, lineHeightOf(font) + 4};
}

void Chip::paint(QPainter& painter, const QRect& rect, const QString& text, Tone tone, const QPalette& palette,
                 const QFont& applicationFont)
{
    const QColor color = colorOf(palette, roleOf(tone));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tone == Tone::Neutral ? colorOf(palette, ColorRole::ControlBorder) : color, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setFont(fontOf(applicationFont, TextRole::Small));
    painter.setPen(color);
    const QRect inside = rect.adjusted(kChipPadding - 1, 0, 1 - kChipPadding, 0);
    painter.drawText(inside, Qt::AlignCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, inside.width()));
    painter.restore();
}

void Chip::paintTinted(QPainter& painter, const QRect& rect, const QString& text, Tone tone, const QPalette& palette,
                       const QFont& applicationFont)
{
    const QColor color = colorOf(palette, roleOf(tone));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(colorOf(palette, ColorRole::Surface), color, kChipTint));
    painter.drawRoundedRect(rect, 6, 6);
    painter.setFont(fontOf(applicationFont, TextRole::Small));
    painter.setPen(color);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, text);
    painter.restore();
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paint(painter, rect(), m_text, m_tone, palette(), QApplication::font());
}

}  // namespace tongdai
