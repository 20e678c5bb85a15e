#include "ui/live/list/conversation_delegate.h"

#include "ui/common/widgets/chip.h"
#include "ui/live/live_words.h"

#include <QApplication>
#include <QPainter>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

constexpr int kRowSide = 12;
constexpr int kRowGap = 8;
constexpr int kLeastName = 80;  // at 100 %

}  // namespace

/// What one row is painted with.
struct ConversationDelegate::Canvas {
    QPainter& p;
    const QStyleOptionViewItem& option;
    QFont font;
    QFont bold;
    QFont small;
    QColor color(ColorRole role) const { return colorOf(option.palette, role); }

    void text(const QRect& rect, const QString& words, const QFont& f, const QColor& c,
              Qt::Alignment align = Qt::AlignLeft) const
    {
        p.setFont(f);
        p.setPen(c);
        p.drawText(rect, int(align | Qt::AlignVCenter) | Qt::TextSingleLine,
                   QFontMetrics(f).elidedText(words, Qt::ElideRight, rect.width()));
    }
    /// A filled pill at the right end of the line; returns what it takes, gap included.
    int pill(const QRect& line, const QString& words, const QColor& ground, const QColor& ink) const
    {
        const QFontMetrics metrics(small);
        // Pills of two lines stand apart.
        const int height = std::min(line.height() - 3, metrics.height());
        const int width = std::max(height, metrics.horizontalAdvance(words) + 12);
        const QRectF rect(line.right() + 1 - width, line.center().y() - height / 2.0 + 0.5, width, height);
        p.setPen(Qt::NoPen);
        p.setBrush(ground);
        p.setRenderHint(QPainter::Antialiasing);
        p.drawRoundedRect(rect, height / 2.0, height / 2.0);
        p.setRenderHint(QPainter::Antialiasing, false);
        QFont strong = small;
        strong.setBold(true);
        p.setFont(strong);
        p.setPen(ink);
        p.drawText(rect, Qt::AlignCenter, words);
        return width + kRowGap;
    }
};

ConversationDelegate::ConversationDelegate(const ConversationListModel& model, const UndeliveredLines& undelivered,
                                           OperatorId me, Look look, QObject* parent)
    : QStyledItemDelegate(parent),
      m_model(model),
      m_undelivered(undelivered),
      m_me(std::move(me)),
      m_look(std::move(look))
{
}

int ConversationDelegate::rowHeight() const
{
    const int lines = m_look.theme.density() == Density::Compact ? 2 : 3;
    // Measured, not guessed: stacked marks need more than the density promises when the text is large.
    return std::max(m_look.theme.conversationRowHeight(), lines * lineHeightOf(m_look.theme.font(TextRole::List)) + 4);
}

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {120, rowHeight()};
}

void ConversationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const ConversationListModel::Row* row = m_model.rowAt(index.row());
    if (!row) return;
    const Conversation& conversation = row->conversation;
    Canvas canvas{*painter, option, m_look.theme.font(TextRole::List), m_look.theme.font(TextRole::List),
                  m_look.theme.font(TextRole::Small)};
    canvas.bold.setBold(true);
    painter->save();
    painter->setClipRect(option.rect);
    paintGround(canvas, row->leaving);
    const bool compact = m_look.theme.density() == Density::Compact;
    const int lines = compact ? 2 : 3;
    const int height = lineHeightOf(canvas.font);
    const int spare = option.rect.height() - 1 - lines * height;
    const int between = std::clamp(spare / (lines + 1), 0, 4);
    const int top = option.rect.top() + (option.rect.height() - 1 - lines * height - (lines - 1) * between) / 2;
    QRect line(option.rect.left() + kRowSide, top, option.rect.width() - 2 * kRowSide + 2, height);
    if (row->leaving) painter->setOpacity(0.55);
    paintFirstLine(canvas, conversation, line);
    line.translate(0, height + between);
    if (compact) {
        QRect preview = line;
        preview.setRight(preview.right() - paintModeMark(canvas, conversation, line));
        paintPreview(canvas, conversation, preview);
    } else {
        paintPreview(canvas, conversation, line);
        line.translate(0, height + between);
        paintOwner(canvas, conversation, line);
    }
    painter->restore();
}

void ConversationDelegate::paintGround(Canvas& canvas, bool leaving) const
{
    const QRect rect = canvas.option.rect;
    const auto state = canvas.option.state;
    const bool selected = state & QStyle::State_Selected;
    ColorRole ground = ColorRole::Surface;
    if (selected)
        ground = ColorRole::RowSelected;
    else if ((state & QStyle::State_MouseOver) || leaving)
        ground = ColorRole::RowHover;
    canvas.p.fillRect(rect, canvas.color(ground));
    canvas.p.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), canvas.color(ColorRole::Separator));
    if (selected)
        canvas.p.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), canvas.color(ColorRole::Accent));
    if (selected && (state & QStyle::State_HasFocus)) {
        canvas.p.setPen(QPen(canvas.color(ColorRole::Accent), 2));
        canvas.p.setBrush(Qt::NoBrush);
        canvas.p.drawRect(rect.adjusted(1, 1, -1, -2));
    }
}

void ConversationDelegate::paintFirstLine(Canvas& canvas, const Conversation& conversation, const QRect& line) const
{
    QRect rest = line;
    rest.setRight(rest.right() - paintClock(canvas, conversation, line));
    QString channel = LiveWords::channel(conversation.channel);
    // The third line, which carries the sample mark, is missing when compact.
    const bool marked = conversation.isSample && m_look.theme.density() == Density::Compact;
    if (marked) channel += u" · "_s + tr("SAMPLE");
    const int channelWidth = QFontMetrics(canvas.small).horizontalAdvance(channel);
    // Who writes comes before where from.
    const bool hasChannel = rest.width() - channelWidth - kRowGap >= grownWith(canvas.font, kLeastName);
    const QString name = LiveWords::name(conversation);
    const QFont& nameFont = conversation.unread > 0 || conversation.waitingSince ? canvas.bold : canvas.font;
    const int nameWidth = std::min(QFontMetrics(nameFont).horizontalAdvance(name) + 1,
                                   rest.width() - (hasChannel ? channelWidth + kRowGap : 0));
    canvas.text(QRect(rest.left(), rest.top(), nameWidth, rest.height()), name, nameFont,
                canvas.color(ColorRole::Text));
    if (!hasChannel) return;
    canvas.text(QRect(rest.left() + nameWidth + kRowGap, rest.top(), channelWidth + 1, rest.height()), channel,
                canvas.small, canvas.color(ColorRole::SecondaryText));
}

int ConversationDelegate::paintClock(Canvas& canvas, const Conversation& conversation, const QRect& line) const
{
    const TimePoint now = m_look.now();
    if (!conversation.waitingSince) {
        const QString when = m_look.formats().moment(conversation.lastActivity, now);
        canvas.text(line, when, canvas.small, canvas.color(ColorRole::SecondaryText), Qt::AlignRight);
        return QFontMetrics(canvas.small).horizontalAdvance(when) + kRowGap;
    }
    const auto waited = now - *conversation.waitingSince;
    const QString clock = m_look.formats().waiting(waited);
    if (waited > kReplyTarget)  // filled, and with a mark: not by colour alone
        return canvas.pill(line, clock + u" !"_s, canvas.color(ColorRole::Danger), canvas.color(ColorRole::Surface));
    const bool soon = waited * 2 >= kReplyTarget;
    const QFont& font = soon ? canvas.bold : canvas.font;
    canvas.text(line, clock, font, canvas.color(soon ? ColorRole::Attention : ColorRole::Text), Qt::AlignRight);
    return QFontMetrics(font).horizontalAdvance(clock) + kRowGap;
}

int ConversationDelegate::paintUnread(Canvas& canvas, int unread, const QRect& line) const
{
    if (unread <= 0) return 0;
    const QString count = unread > 99 ? u"99+"_s : QString::number(unread);
    return canvas.pill(line, count, canvas.color(ColorRole::Accent), canvas.color(ColorRole::AccentText));
}

/// A cross with how many lines have not reached the customer.
int ConversationDelegate::paintUndelivered(Canvas& canvas, const Conversation& conversation, const QRect& line) const
{
    const int count = m_undelivered.countOf(conversation.id);
    if (count == 0) return 0;
    const QColor color = canvas.color(ColorRole::Danger);
    QRect rest = line;
    if (count > 1) {
        const QString number = QString::number(count);
        canvas.text(rest, number, canvas.small, color, Qt::AlignRight);
        rest.setRight(rest.right() - QFontMetrics(canvas.small).horizontalAdvance(number) - 2);
    }
    const int side = std::min(grownWith(canvas.font, 14), line.height() - 2);
    const QRectF mark(rest.right() + 1 - side, rest.center().y() - side / 2.0 + 0.5, side, side);
    paintGlyph(canvas.p, Glyph::Cross, mark, color);
    return line.right() - int(mark.left()) + kRowGap;
}

void ConversationDelegate::paintPreview(Canvas& canvas, const Conversation& conversation, const QRect& line) const
{
    QRect rest = line;
    rest.setRight(rest.right() - paintUnread(canvas, conversation.unread, line));
    rest.setRight(rest.right() - paintUndelivered(canvas, conversation, rest));
    const api::Activity* activity = m_model.activity(conversation.id);
    const QString draft = m_model.draft(conversation.id);
    if (activity && !activity->typing.isEmpty()) {
        canvas.text(rest, tr("%1 is typing…").arg(activity->typing.first()), canvas.font,
                    canvas.color(ColorRole::Good));
    } else if (activity && activity->botThinking) {
        canvas.text(rest,
                    tr("Bot: writing, %1…").arg(m_look.formats().duration(m_look.now() - activity->thinkingSince)),
                    canvas.font, canvas.color(ColorRole::Accent));
    } else if (!draft.isEmpty()) {
        canvas.text(rest, tr("Draft: %1").arg(draft.simplified()), canvas.font, canvas.color(ColorRole::Danger));
    } else if (m_undelivered.contains(conversation.id, conversation.lastRev)) {
        canvas.text(rest, tr("Not delivered: %1").arg(conversation.lastText.simplified()), canvas.font,
                    canvas.color(ColorRole::Danger));
    } else {
        const bool fresh = conversation.unread > 0 && conversation.lastSpeaker == Speaker::Customer;
        canvas.text(rest, LiveWords::preview(conversation, m_me), canvas.font,
                    canvas.color(fresh ? ColorRole::Text : ColorRole::SecondaryText));
    }
}

int ConversationDelegate::paintModeMark(Canvas& canvas, const Conversation& conversation, const QRect& line) const
{
    const int side = std::min(grownWith(canvas.font, 14), line.height() - 2);
    const bool bot = conversation.mode == BotMode::Bot;
    const QRectF mark(line.right() + 1 - side, line.center().y() - side / 2.0 + 0.5, side, side);
    paintGlyph(canvas.p, bot ? Glyph::Bot : Glyph::Person, mark,
               canvas.color(bot                               ? ColorRole::BotBar
                            : conversation.assignee.isEmpty() ? ColorRole::Attention
                                                              : ColorRole::HumanBar));
    return side + kRowGap;
}

void ConversationDelegate::paintOwner(Canvas& canvas, const Conversation& conversation, const QRect& line) const
{
    QRect rest = line;
    if (conversation.isSample) {
        const QString words = tr("SAMPLE");
        const QSize size = Chip::sizeFor(words, canvas.small);
        // Below the unread pill of the line above, and apart from it.
        const int height = std::min(line.height() - 2, size.height());
        const QRect chip(line.right() + 1 - size.width(), line.bottom() + 1 - height, size.width(), height);
        Chip::paintTinted(canvas.p, chip, words, Tone::Evidence, canvas.option.palette, canvas.small);
        rest.setRight(chip.left() - kRowGap);
    }
    const bool bot = conversation.mode == BotMode::Bot;
    const bool open = conversation.status == ConversationStatus::Active;
    const bool nobody = !bot && conversation.assignee.isEmpty();
    const bool forgotten = nobody && m_model.isForgotten(conversation);
    const ColorRole role = !open       ? ColorRole::SecondaryText
                           : bot       ? ColorRole::BotBar
                           : forgotten ? ColorRole::Danger
                           : nobody    ? ColorRole::Attention
                                       : ColorRole::HumanBar;
    const QString words = !open       ? tr("Closed")
                          : bot       ? tr("Bot")
                          : forgotten ? tr("Nobody came")
                                      : LiveWords::answerer(conversation, m_me);
    const int side = std::min(grownWith(canvas.font, 13), line.height() - 2);
    paintGlyph(canvas.p, bot ? Glyph::Bot : Glyph::Person,
               QRectF(rest.left(), rest.center().y() - side / 2.0 + 0.5, side, side), canvas.color(role));
    canvas.text(rest.adjusted(side + 5, 0, 0, 0), words, canvas.small, canvas.color(role));
}

QString ConversationDelegate::spoken(const Conversation& conversation) const
{
    QStringList parts{LiveWords::name(conversation), LiveWords::channel(conversation.channel)};
    if (conversation.waitingSince)
        parts.append(tr("waiting %1").arg(m_look.formats().waiting(m_look.now() - *conversation.waitingSince)));
    if (conversation.unread > 0) parts.append(tr("%Ln unread message(s)", nullptr, conversation.unread));
    parts.append(conversation.mode == BotMode::Bot ? tr("Bot") : LiveWords::answerer(conversation, m_me));
    if (m_model.isForgotten(conversation)) parts.append(tr("Nobody came"));
    if (conversation.isSample) parts.append(tr("SAMPLE"));
    if (const int lines = m_undelivered.countOf(conversation.id); lines > 0)
        parts.append(tr("%Ln message(s) not delivered", nullptr, lines));
    parts.append(LiveWords::preview(conversation, m_me));
    return parts.join(u", "_s);
}

}  // namespace tongdai
