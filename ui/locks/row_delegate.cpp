#include "ui/locks/row_delegate.h"

#include "ui/common/look/tone.h"

#include <QPainter>

#include <algorithm>

namespace tongdai {

namespace {

constexpr int kRowCellSide = 8;
constexpr int kToneGlyph = 14;
constexpr int kShareBar = 72;  // at 100 %
constexpr int kLeastShareBar = 24;
constexpr int kShareBarHigh = 8;
constexpr double kFullFrom = 0.999;

}  // namespace

RowDelegate::RowDelegate(Look look, QObject* parent) : QStyledItemDelegate(parent), m_look(std::move(look)) {}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setClipRect(option.rect);
    const bool isSelected = option.state & QStyle::State_Selected;
    const QPalette& palette = option.palette;
    const QVariant ground = index.data(Qt::BackgroundRole);
    painter->fillRect(option.rect, isSelected         ? colorOf(palette, ColorRole::RowSelected)
                                   : ground.isValid() ? ground.value<QColor>()
                                                      : colorOf(palette, ColorRole::Surface));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      colorOf(palette, ColorRole::Separator));
    if (isSelected && index.column() == 0)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1),
                          colorOf(palette, ColorRole::Accent));
    QRect rect = option.rect.adjusted(kRowCellSide, 0, -kRowCellSide, -1);
    const QFont font = m_look.theme.font(TextRole::List);
    const QVariant given = index.data(kToneRole);
    const Tone tone = given.isValid() ? Tone(given.toInt()) : Tone::Neutral;
    const QVariant ink = index.data(Qt::ForegroundRole);
    QColor color = ink.isValid() ? ink.value<QColor>() : colorOf(palette, ColorRole::Text);
    if (tone != Tone::Neutral) {
        color = colorOf(palette, roleOf(tone));
        const int glyph = grownWith(font, kToneGlyph);
        paintGlyph(*painter, glyphOf(tone), QRect(rect.left(), rect.center().y() - glyph / 2, glyph, glyph), color);
        rect.setLeft(rect.left() + glyph + kRowCellSide);
    }
    if (const QVariant share = index.data(kShareRole); share.isValid()) {
        // The figure is read before the bar.
        const int words = fullWidth(font, index.data().toString()) + kRowCellSide + 1;
        const int wide = std::clamp(rect.width() - words, grownWith(font, kLeastShareBar), grownWith(font, kShareBar));
        const int high = grownWith(font, kShareBarHigh);
        paintShare(*painter, QRect(rect.left(), rect.center().y() - high / 2, wide, high), share.toDouble(), palette);
        rect.setLeft(rect.left() + wide + kRowCellSide);
    }
    painter->setFont(font);
    painter->setPen(color);
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    painter->drawText(
        rect, (alignment.isValid() ? alignment.toInt() : int(Qt::AlignLeft | Qt::AlignVCenter)) | Qt::TextSingleLine,
        QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, rect.width()));
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFont font = m_look.theme.font(TextRole::List);
    int width = fullWidth(font, index.data().toString()) + 2 * kRowCellSide + 1;
    const QVariant tone = index.data(kToneRole);
    if (tone.isValid() && Tone(tone.toInt()) != Tone::Neutral) width += grownWith(font, kToneGlyph) + kRowCellSide;
    if (index.data(kShareRole).isValid()) width += grownWith(font, kShareBar) + kRowCellSide;
    return {width, QStyledItemDelegate::sizeHint(option, index).height()};
}

void RowDelegate::paintShare(QPainter& painter, const QRect& place, double share, const QPalette& palette) const
{
    const double round = place.height() / 2.0;
    painter.setPen(Qt::NoPen);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(colorOf(palette, ColorRole::Separator));
    painter.drawRoundedRect(place, round, round);
    if (share > 0) {
        const int filled = std::max(int(place.width() * std::min(share, 1.0)), place.height());
        painter.setBrush(colorOf(palette, share >= kFullFrom ? ColorRole::Attention : ColorRole::Accent));
        painter.drawRoundedRect(QRect(place.left(), place.top(), filled, place.height()), round, round);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

}  // namespace tongdai
