#include "ui/live/thread/thread_block.h"

#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/sender_clock.h"
#include "ui/live/live_words.h"

#include <QFontMetrics>
#include <QJsonDocument>

#include <algorithm>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

class Words {
    Q_DECLARE_TR_FUNCTIONS(tongdai::ThreadBlock)
};

}  // namespace

ThreadStyle::ThreadStyle(const Theme& theme)
    : body(theme.font(TextRole::Thread)), name(theme.font(TextRole::List)), small(theme.font(TextRole::Small))
{
    name.setBold(true);
    bodyLine = std::max(body.pixelSize() * 3 / 2, lineHeightOf(body));
    smallLine = lineHeightOf(small);
}

ThreadBlock::ThreadBlock(BlockContent content, const ThreadStyle& style, const Look& look, const OperatorId& me,
                         int width)
    : m_content(std::move(content)), m_style(style), m_look(look), m_me(me), m_width(width)
{
    m_top = (m_content.day.isEmpty() ? 0 : separator()) + (m_content.unreadBelow > 0 ? separator() : 0);
    layBody();
    if (!isSystem()) {
        describeDelivery();
        layNotes();
    }
    m_height += kBetween;
}

int ThreadBlock::textWidth() const
{
    return std::clamp(m_width - 2 * kOuter - kInner - kRightPad, 80, kMaxTextWidth);
}

int ThreadBlock::estimate(const StoredMessage& message, const ThreadStyle& style, int width)
{
    if (message.speaker == Speaker::System) return style.smallLine + 2 * kPadY + kBetween;
    const int room = std::clamp(width - 2 * kOuter - kInner - kRightPad, 80, kMaxTextWidth);
    const qsizetype letters = std::min<qsizetype>(message.body.size(), kMaxShownLetters);
    const int lines = 1 + int(letters * style.body.pixelSize() * 11 / 20 / room);
    const int card = message.speaker == Speaker::Bot ? style.smallLine : 0;
    return 2 * kPadY + style.smallLine + 2 + lines * style.bodyLine + card + kBetween;
}

void ThreadBlock::layText(QTextLayout& layout, int width, int lineHeight, int& y) const
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.setCacheEnabled(true);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, y + (lineHeight - line.height()) / 2));
        y += lineHeight;
    }
    layout.endLayout();
}

void ThreadBlock::layBody()
{
    const StoredMessage& message = m_content.line.message;
    QString text = isSystem() ? LiveWords::systemLine(message) : message.body;
    if (isSystem() && !m_content.clock.isEmpty()) text.prepend(m_content.clock + u"  "_s);
    if (text.size() > kMaxShownLetters) text = text.left(kMaxShownLetters) + u'…';
    text.replace(u"\r\n"_s, QString(QChar::LineSeparator));
    text.replace(u'\n', QChar::LineSeparator);
    m_body.setText(text);
    m_body.setFont(isSystem() ? m_style.small : m_style.body);
    if (isStruck()) {
        QTextCharFormat struck;
        struck.setFontStrikeOut(true);
        m_body.setFormats({{0, int(text.size()), struck}});
    }
    int y = 0;
    if (isSystem()) {
        m_bodyTop = m_top + kPadY;
        layText(m_body, std::max(80, textWidth() - 60), m_style.smallLine, y);
        m_height = m_bodyTop + y + kPadY;
        return;
    }
    m_bodyTop = m_top + kPadY + std::max(m_style.smallLine, lineHeightOf(m_style.name)) + 1;
    if (hasWords()) layText(m_body, textWidth(), m_style.bodyLine, y);
    m_height = m_bodyTop + y + kPadY;
}

void ThreadBlock::markWords(const SearchWords& words)
{
    m_marked = marksIn(m_body.text(), words, kMaxShownLetters);
}

QStringList ThreadBlock::markedWords() const
{
    QStringList words;
    for (const Excerpt::Mark& mark : m_marked)
        words << m_body.text().mid(mark.start, mark.length);
    return words;
}

int ThreadBlock::markTop() const
{
    if (m_marked.empty()) return 0;
    const QTextLine line = m_body.lineForTextPosition(int(m_marked.front().start));
    return line.isValid() ? m_bodyTop + int(line.y()) : 0;
}

bool ThreadBlock::isStruck() const
{
    const StoredMessage& message = m_content.line.message;
    if (message.speaker != Speaker::Bot) return false;
    const TurnOutcome outcome = answerCard(message.metadata).outcome;
    return message.state == MessageState::Superseded || outcome == TurnOutcome::Superseded ||
           outcome == TurnOutcome::Cancelled;
}

/// What the shop's rule kept from the customer: to be read, and perhaps said, by the person who was asked.
bool ThreadBlock::isHeldBack() const
{
    const StoredMessage& message = m_content.line.message;
    if (message.speaker != Speaker::Bot || message.metadata["sent"_L1].toBool(true)) return false;
    return answerCard(message.metadata).outcome == TurnOutcome::HandedOver;
}

bool ThreadBlock::isProposed() const
{
    const StoredMessage& message = m_content.line.message;
    return message.speaker == Speaker::Bot && answerCard(message.metadata).outcome == TurnOutcome::Proposed;
}

/// An answer that was cancelled before it had a word: its header says so, and there is nothing below.
bool ThreadBlock::isBare() const
{
    return isStruck() && m_content.line.message.body.trimmed().isEmpty();
}

/// A picture needs no empty line above it.
bool ThreadBlock::hasWords() const
{
    return !isBare() && (m_content.attachments.empty() || !m_content.line.message.body.trimmed().isEmpty());
}

QString ThreadBlock::notSentReason() const
{
    if (!isUnsent()) return {};
    const AnswerCard card = answerCard(m_content.line.message.metadata);
    if (isProposed()) return Words::tr("Proposed to the person who answers, not sent");
    if (isHeldBack()) return Words::tr("Not sent, a person was asked: %1").arg(LiveWords::reason(card.reason));
    if (card.outcome == TurnOutcome::Cancelled)
        return card.cancelledBy.isEmpty()
                   ? Words::tr("Not sent: cancelled")
                   : Words::tr("Not sent: %1 took over")
                         .arg(card.cancelledByName.isEmpty() ? card.cancelledBy.toString() : card.cancelledByName);
    return card.newerMessage.isEmpty() ? Words::tr("Not sent: a newer message came")
                                       : Words::tr("Not sent: newer message %1").arg(card.newerMessage.toString());
}

void ThreadBlock::addNote(const QString& words, ColorRole color, std::optional<Glyph> glyph)
{
    Note note;
    note.text = std::make_unique<QTextLayout>(words, m_style.small);
    note.color = color;
    note.glyph = glyph;
    note.top = m_height - kPadY;
    int y = 0;
    layText(*note.text, textWidth() - (glyph ? m_style.smallLine + 2 : 0), m_style.smallLine, y);
    m_height += y;
    m_notes.push_back(std::move(note));
}

void ThreadBlock::layNotes()
{
    layAttachments();
    if (const QString reason = notSentReason(); !reason.isEmpty() && !isBare())
        addNote(reason, ColorRole::Attention, Glyph::Alert);
    const StoredMessage& message = m_content.line.message;
    if (message.speaker == Speaker::Bot) layCard();
    if (message.metadata.contains(QLatin1StringView(kInsteadOf)))
        addNote(Words::tr("Sent in place of an answer that was refused"), ColorRole::SecondaryText);
    const auto delivery = deliveryOf(message.metadata);
    if (delivery && !isUnsent()) layTrouble(*delivery);
    if (m_content.line.sending != ThreadLine::Sending::Failed) return;
    addNote(Words::tr("Not sent. %1").arg(LiveWords::failure(m_content.line.failure)), ColorRole::Danger, Glyph::Cross);
    addButtons({{Part::Retry, Words::tr("Try again")}, {Part::Edit, Words::tr("Edit")}});
}

void ThreadBlock::layCard()
{
    const AnswerCard card = answerCard(m_content.line.message.metadata);
    QStringList facts;
    if (!card.intent.isEmpty()) facts.append(LiveWords::intent(card.intent));
    if (card.confidence) facts.append(m_look.formats().locale().toString(*card.confidence, 'f', 2));
    if (const QString model = LiveWords::model(card.model); !model.isEmpty()) facts.append(model);
    QString milliseconds;
    if (card.processingMs > 0)
        facts.append(milliseconds =
                         m_look.formats().duration(std::chrono::duration<double, std::milli>(card.processingMs)));
    if (facts.isEmpty()) return;
    const QString line = facts.join(u" · "_s) + (m_content.expanded ? u"   [−]"_s : u"   [+]"_s);
    const int top = m_height - kPadY;
    addNote(line, ColorRole::SecondaryText);
    m_expander = QRect(kOuter + kInner - 4, top - 1, QFontMetrics(m_style.small).horizontalAdvance(line) + 10,
                       m_height - kPadY - top + 2);
    if (card.steps.ai > 0 && !milliseconds.isEmpty()) placeMilliseconds(*m_notes.back().text, milliseconds, top);
    if (m_content.expanded) addNote(details(), ColorRole::Text);
}

void ThreadBlock::placeMilliseconds(const QTextLayout& text, const QString& words, int top)
{
    const int from = int(text.text().lastIndexOf(words));
    const QTextLine line = text.lineForTextPosition(from);
    if (!line.isValid()) return;
    const int left = int(line.cursorToX(from));
    const int right = int(line.cursorToX(from + int(words.size())));
    m_milliseconds = QRect(kOuter + kInner + left, top + int(line.y()), right - left, m_style.smallLine);
}

QString ThreadBlock::details() const
{
    const AnswerCard card = answerCard(m_content.line.message.metadata);
    const auto ms = [this](double value) {
        return m_look.formats().duration(std::chrono::duration<double, std::milli>(value));
    };
    // What no clock was held to is not "0 ms": an answer without a platform is sent nowhere.
    const auto msIfKnown = [&ms](double value) { return value > 0 ? ms(value) : u"–"_s; };
    QStringList lines;
    int number = 0;
    for (const Action& action : card.actions) {
        const QString data = QString::fromUtf8(QJsonDocument(action.data).toJson(QJsonDocument::Compact)).left(400);
        lines.append(
            Words::tr("Action %1: %2  %3").arg(QString::number(++number), LiveWords::action(action.type), data));
    }
    for (const QString& skipped : card.skippedActions)
        lines.append(Words::tr("Left out: %1").arg(skipped));
    const TurnSteps& s = card.steps;
    if (s.ai > 0)
        lines.append(Words::tr("Steps: accept %1, claim %2, context %3, AI %4, extract %5, record %6, send %7")
                         .arg(ms(s.accept), ms(s.claim), ms(s.context), ms(s.ai), ms(s.extract), msIfKnown(s.record),
                              msIfKnown(s.send)));
    if (card.fence > 0) lines.append(Words::tr("Fence token %1, AI calls %2").arg(card.fence).arg(card.aiTries));
    if (!card.reason.isEmpty()) lines.append(Words::tr("Reason: %1").arg(LiveWords::reason(card.reason)));
    if (lines.isEmpty()) lines.append(Words::tr("Nothing more is recorded about this answer."));
    return lines.join(QChar(QChar::LineSeparator));
}

QString ThreadBlock::marks() const
{
    const StoredMessage& message = m_content.line.message;
    QStringList marks;
    if (isBare()) marks.append(notSentReason());
    if (const auto late = lateBy(message)) {
        if (*late < std::chrono::minutes(1)) {
            marks.append(Words::tr("arrived %Ln s late", nullptr, qRound(late->count())));
        } else
            marks.append(Words::tr("arrived %1 late").arg(m_look.formats().duration(*late)));
    }
    if (message.deliveries > 1) marks.append(Words::tr("delivered %Ln×", nullptr, message.deliveries));
    return marks.join(u", "_s);
}

ThreadBlock::Part ThreadBlock::partAt(const QPoint& point) const
{
    if (m_milliseconds.contains(point)) return Part::Waterfall;
    if (m_expander.contains(point)) return Part::Expander;
    if (m_trouble.contains(point)) return Part::Trouble;
    for (const Button& button : m_buttons) {
        if (button.rect.contains(point)) return button.part;
    }
    if (point.y() < m_top || point.y() > m_height) return Part::None;
    return point.y() < m_bodyTop ? Part::Header : Part::Body;
}

int ThreadBlock::letterAt(const QPoint& point) const
{
    const double y = point.y() - m_bodyTop;
    if (y < 0) return 0;
    for (int i = 0; i < m_body.lineCount(); ++i) {
        const QTextLine line = m_body.lineAt(i);
        const int pitch = isSystem() ? m_style.smallLine : m_style.bodyLine;
        if (y < (i + 1) * pitch) return line.xToCursor(point.x() - kOuter - kInner);
    }
    return int(m_body.text().size());
}

QString ThreadBlock::toolTipAt(const QPoint& point) const
{
    const StoredMessage& message = m_content.line.message;
    const Part part = partAt(point);
    if (part == Part::Trouble) {
        QStringList told{whyNotRewordable(message)};
        const QString said = deliveryOf(message.metadata).value_or(Delivery()).error;
        if (!said.isEmpty()) told.append(Words::tr("The platform's words: %1").arg(said));
        told.removeAll(QString());
        return told.join(u'\n');
    }
    if (part == Part::Waterfall) return Words::tr("Where this time went (Alt+M)");
    if (part != Part::Header) return {};
    const Formats& formats = m_look.formats();
    QStringList lines{Words::tr("Received %1").arg(formats.dateTime(message.receivedAt))};
    if (message.speaker == Speaker::Customer && message.sentAt > 0)
        lines.append(
            Words::tr("Sent %1 by the customer's clock").arg(formats.dateTime(fromUnixSeconds(message.sentAt))));
    if (!m_receipt.isEmpty()) lines.append(m_receipt);
    if (m_steps) lines.append(receiptLines());
    lines.append(message.messageId.toString());
    return lines.join(u'\n');
}

}  // namespace tongdai
