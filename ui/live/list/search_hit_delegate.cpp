#include "ui/live/list/search_hit_delegate.h"

#include "ui/live/live_words.h"

#include <QPainter>
#include <QTextLayout>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHitSide = 12;
constexpr int kHitGap = 8;
constexpr int kHitPadding = 4;

/// Of the engine's own lines, which are stored without words.
QString hitWords(const StoredMessage& line)
{
    return line.speaker == Speaker::System ? LiveWords::systemLine(line) : line.body;
}

}  // namespace

SearchHitDelegate::SearchHitDelegate(const SearchHitsModel& model, OperatorId me, Look look, QObject* parent)
    : QStyledItemDelegate(parent), m_model(model), m_me(std::move(me)), m_look(std::move(look))
{
}

QSize SearchHitDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const int line = lineHeightOf(m_look.theme.font(TextRole::List));
    if (m_model.rowAt(index.row()).isHeading()) return {120, line + 2 * kHitPadding};
    return {120, 2 * line + lineHeightOf(m_look.theme.font(TextRole::Small)) + 2 * kHitPadding};
}

void SearchHitDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const SearchHitsModel::Row& row = m_model.rowAt(index.row());
    painter->save();
    painter->setClipRect(option.rect);
    if (row.isHeading())
        paintHeading(*painter, option, row);
    else
        paintHit(*painter, option, row);
    painter->restore();
}

void SearchHitDelegate::paintHeading(QPainter& p, const QStyleOptionViewItem& option,
                                     const SearchHitsModel::Row& row) const
{
    const QPalette& palette = option.palette;
    p.fillRect(option.rect, colorOf(palette, ColorRole::Window));
    const QRect line = option.rect.adjusted(kHitSide, 0, -kHitSide, 0);
    QFont bold = m_look.theme.font(TextRole::List);
    bold.setBold(true);
    const QFont small = m_look.theme.font(TextRole::Small);
    const QString beside = LiveWords::channel(row.hit.channel) +
                           (row.hitsBelow > 1 ? u" · "_s + m_look.formats().number(row.hitsBelow) : QString());
    const int besideWidth = QFontMetrics(small).horizontalAdvance(beside) + 1;
    const QString name =
        row.hit.customerName.isEmpty() ? row.hit.message.conversation.toString() : row.hit.customerName;
    p.setFont(bold);
    p.setPen(colorOf(palette, ColorRole::Text));
    p.drawText(line.adjusted(0, 0, -besideWidth - kHitGap, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
               QFontMetrics(bold).elidedText(name, Qt::ElideRight, line.width() - besideWidth - kHitGap));
    p.setFont(small);
    p.setPen(colorOf(palette, ColorRole::SecondaryText));
    p.drawText(line, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, beside);
}

void SearchHitDelegate::paintHit(QPainter& p, const QStyleOptionViewItem& option, const SearchHitsModel::Row& row) const
{
    const QPalette& palette = option.palette;
    const bool selected = option.state & QStyle::State_Selected;
    const ColorRole ground = selected                                 ? ColorRole::RowSelected
                             : option.state & QStyle::State_MouseOver ? ColorRole::RowHover
                                                                      : ColorRole::Surface;
    const QRect rect = option.rect;
    p.fillRect(rect, colorOf(palette, ground));
    p.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colorOf(palette, ColorRole::Separator));
    if (selected) p.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), colorOf(palette, ColorRole::Accent));
    if (selected && (option.state & QStyle::State_HasFocus)) {
        p.setPen(QPen(colorOf(palette, ColorRole::Accent), 2));
        p.setBrush(Qt::NoBrush);
        p.drawRect(rect.adjusted(1, 1, -1, -2));
    }

    const int height = lineHeightOf(m_look.theme.font(TextRole::List));
    QRect line(rect.left() + kHitSide, rect.top() + kHitPadding, rect.width() - 2 * kHitSide, height);
    const bool isSystem = row.hit.message.speaker == Speaker::System;
    const Excerpt excerpt = isSystem ? Excerpt{hitWords(row.hit.message), {}} : row.excerpt;
    const bool isShort =
        QFontMetrics(m_look.theme.font(TextRole::List)).horizontalAdvance(excerpt.text) < line.width() - kHitGap;
    if (isShort) line.translate(0, height / 2);
    const qsizetype next = paintLine(p, option, line, excerpt, 0, isShort);
    line.translate(0, height);
    if (!isShort) {
        paintLine(p, option, line, excerpt, next, true);
        line.translate(0, height);
    }
    const QFont small = m_look.theme.font(TextRole::Small);
    line.setHeight(lineHeightOf(small));
    const QString when = m_look.formats().moment(row.hit.message.receivedAt, m_look.now());
    const int whenWidth = QFontMetrics(small).horizontalAdvance(when) + 1;
    p.setFont(small);
    p.setPen(colorOf(palette, ColorRole::SecondaryText));
    p.drawText(line, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, when);
    p.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
               QFontMetrics(small).elidedText(saidBy(row.hit), Qt::ElideRight, line.width() - whenWidth - kHitGap));
}

qsizetype SearchHitDelegate::paintLine(QPainter& p, const QStyleOptionViewItem& option, const QRect& rect,
                                       const Excerpt& excerpt, qsizetype from, bool isLast) const
{
    const QFont font = m_look.theme.font(TextRole::List);
    QString text = excerpt.text.mid(from);
    // Bold marks are wider than what is measured here: the clip hides the difference of a letter.
    if (isLast) text = QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width() - 4);
    QTextCharFormat found;
    found.setFontWeight(QFont::Bold);
    found.setBackground(
        mixed(colorOf(option.palette, ColorRole::Surface), colorOf(option.palette, ColorRole::Attention), 0.22));
    QList<QTextLayout::FormatRange> formats;
    for (const Excerpt::Mark& mark : excerpt.marks) {
        const qsizetype start = std::max<qsizetype>(mark.start - from, 0);
        const qsizetype end = std::min(mark.start + mark.length - from, text.size());
        if (start < end) formats.push_back({int(start), int(end - start), found});
    }
    QTextLayout layout(text, font);
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(isLast ? 10'000 : rect.width());
    layout.endLayout();
    p.setPen(colorOf(option.palette, ColorRole::Text));
    line.draw(&p, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2));
    return from + line.textLength();
}

QString SearchHitDelegate::saidBy(const MessageHit& hit) const
{
    Conversation conversation;
    conversation.id = hit.message.conversation;
    conversation.customer = hit.message.sender;
    conversation.customerName = hit.customerName;
    return LiveWords::speaker(hit.message, m_me, conversation);
}

QString SearchHitDelegate::spoken(const SearchHitsModel::Row& row) const
{
    return QStringList{row.hit.customerName, saidBy(row.hit), m_look.formats().dateTime(row.hit.message.receivedAt),
                       hitWords(row.hit.message).left(500)}
        .join(u", "_s);
}

}  // namespace tongdai
