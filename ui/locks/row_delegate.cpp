#include "ui/locks/row_delegate.h"

#include "ui/common/tone.h"

#include <QPainter>

namespace tongdai {

namespace {

constexpr int kRowCellSide = 8;
constexpr int kToneGlyph = 14;

}  // namespace

RowDelegate::RowDelegate(Look look, QObject* parent) : QStyledItemDelegate(parent), m_look(std::move(look)) {}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setClipRect(option.rect);
    const bool isSelected = option.state & QStyle::State_Selected;
    const QPalette& palette = option.palette;
    painter->fillRect(option.rect, colorOf(palette, isSelected ? ColorRole::RowSelected : ColorRole::Surface));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      colorOf(palette, ColorRole::Separator));
    if (isSelected && index.column() == 0)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1),
                          colorOf(palette, ColorRole::Accent));
    QRect rect = option.rect.adjusted(kRowCellSide, 0, -kRowCellSide, -1);
    const QFont font = m_look.theme.font(TextRole::List);
    const QVariant given = index.data(kToneRole);
    const Tone tone = given.isValid() ? Tone(given.toInt()) : Tone::Neutral;
    QColor color = colorOf(palette, ColorRole::Text);
    if (tone != Tone::Neutral) {
        color = colorOf(palette, roleOf(tone));
        const int glyph = grownWith(font, kToneGlyph);
        paintGlyph(*painter, glyphOf(tone), QRect(rect.left(), rect.center().y() - glyph / 2, glyph, glyph), color);
        rect.setLeft(rect.left() + glyph + kRowCellSide);
    }
    painter->setFont(font);
    painter->setPen(color);
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    painter->drawText(rect, int(alignment) | Qt::TextSingleLine,
                      QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, rect.width()));
    painter->restore();
}

}  // namespace tongdai
