#include "ui/locks/locks_delegate.h"

#include "ui/common/look/glyph.h"
#include "ui/locks/locks_words.h"

#include <QPainter>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCellSide = 8;
constexpr int kLifeBar = 56;  // at 100 %
constexpr int kLifeBarHigh = 8;
constexpr int kStateGlyph = 14;

}  // namespace

LocksDelegate::LocksDelegate(const LocksModel& model, Look look, QObject* parent)
    : QStyledItemDelegate(parent), m_model(model), m_look(std::move(look))
{
}

QSize LocksDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFont font = m_look.theme.font(TextRole::List);
    int width = QFontMetrics(font).horizontalAdvance(index.data().toString()) + 2 * kCellSide;
    if (index.column() == LocksModel::Life) width += grownWith(font, kLifeBar) + kCellSide;
    if (index.column() == LocksModel::State) width += grownWith(font, kStateGlyph) + kCellSide;
    return {width, QStyledItemDelegate::sizeHint(option, index).height()};
}

void LocksDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const api::LockRow* row = m_model.rowAt(index.row());
    if (!row) return;
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
    const QString words = index.data().toString();
    if (index.column() == LocksModel::Life) {
        paintLife(*painter, option, *row, words);
    } else if (index.column() == LocksModel::State) {
        paintState(*painter, option, *row, words);
    } else {
        const bool isQuiet = row->state == api::LockState::Free;
        const bool isId = index.column() == LocksModel::Name;
        QFont font = m_look.theme.font(TextRole::List);
        font.setBold(isId && row->state == api::LockState::Stuck);
        const QRect rect = option.rect.adjusted(kCellSide, 0, -kCellSide, -1);
        painter->setFont(font);
        painter->setPen(colorOf(palette, isQuiet ? ColorRole::SecondaryText : ColorRole::Text));
        const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
        painter->drawText(rect, int(alignment) | Qt::TextSingleLine,
                          QFontMetrics(font).elidedText(words, Qt::ElideRight, rect.width()));
    }
    painter->restore();
}

/// How much of its life is left; hatched where it has no end.
void LocksDelegate::paintLife(QPainter& painter, const QStyleOptionViewItem& option, const api::LockRow& row,
                              const QString& words) const
{
    if (words.isEmpty()) return;
    const QPalette& palette = option.palette;
    const QFont font = m_look.theme.font(TextRole::List);
    const int wide = grownWith(font, kLifeBar);
    const int high = grownWith(font, kLifeBarHigh);
    const QRect bar(option.rect.left() + kCellSide, option.rect.center().y() - high / 2, wide, high);
    const ColorRole role = row.state == api::LockState::Bot || row.state == api::LockState::Person
                               ? ColorRole::Good
                               : roleOf(LocksWords::tone(row.state));
    painter.setPen(Qt::NoPen);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(colorOf(palette, ColorRole::Separator));
    painter.drawRoundedRect(bar, high / 2.0, high / 2.0);
    if (row.left) {
        const double whole = double(std::max(row.whole, *row.left).count());
        const int filled = whole > 0 ? int(wide * (double(row.left->count()) / whole)) : 0;
        painter.setBrush(colorOf(palette, role));
        painter.drawRoundedRect(QRect(bar.left(), bar.top(), std::max(filled, high), high), high / 2.0, high / 2.0);
    } else {
        painter.setBrush(QBrush(colorOf(palette, role), Qt::BDiagPattern));
        painter.drawRoundedRect(bar, high / 2.0, high / 2.0);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRect rect(bar.right() + 1 + kCellSide, option.rect.top(), option.rect.right() - bar.right() - kCellSide,
                     option.rect.height() - 1);
    painter.setFont(font);
    painter.setPen(colorOf(palette, row.left ? ColorRole::Text : role));
    painter.drawText(rect, int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine, words);
}

void LocksDelegate::paintState(QPainter& painter, const QStyleOptionViewItem& option, const api::LockRow& row,
                               const QString& word) const
{
    const QPalette& palette = option.palette;
    const Tone tone = LocksWords::tone(row.state);
    QFont font = m_look.theme.font(TextRole::List);
    font.setBold(tone == Tone::Danger);
    const int glyph = grownWith(font, kStateGlyph);
    const QColor color = colorOf(palette, tone == Tone::Neutral ? ColorRole::SecondaryText : roleOf(tone));
    const QRect place(option.rect.left() + kCellSide, option.rect.center().y() - glyph / 2, glyph, glyph);
    const Glyph shown = row.state == api::LockState::Bot      ? Glyph::Bot
                        : row.state == api::LockState::Person ? Glyph::Person
                        : row.state == api::LockState::Free   ? Glyph::Ok
                                                              : glyphOf(tone);
    paintGlyph(painter, shown, place, color);
    painter.setFont(font);
    painter.setPen(color);
    const QRect rect(place.right() + 1 + kCellSide, option.rect.top(), option.rect.right() - place.right() - kCellSide,
                     option.rect.height() - 1);
    painter.drawText(rect, int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine, word);
}

}  // namespace tongdai
