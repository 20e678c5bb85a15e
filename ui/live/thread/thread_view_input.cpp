#include "engine/domain/conversation/answer_card.h"
#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/live/live_words.h"
#include "ui/live/thread/attachment_words.h"
#include "ui/live/thread/thread_view.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QRegularExpression>
#include <QScrollBar>
#include <QToolTip>
#include <QUrl>

// Mouse, keyboard, selection and copying of ThreadView; layout and scrolling are in thread_view.cpp.
namespace tongdai {

using namespace Qt::StringLiterals;

ThreadView::Spot ThreadView::spotAt(const QPoint& point)
{
    const int row = m_heights.rowAt(m_scroll - topPadding() + point.y());
    if (row < 0) return {};
    return {row, block(row).letterAt(point - QPoint(0, topOfRow(row)))};
}

std::pair<int, int> ThreadView::selectedRows() const
{
    if (m_selectionStart.row < 0 || m_selectionEnd.row < 0) return {-1, -1};
    return std::minmax(m_selectionStart.row, m_selectionEnd.row);
}

MessageId ThreadView::chosenMessage() const
{
    const int newest = m_model.rowCount() - 1;
    const int row = m_current >= 0 && m_current <= newest ? m_current : newest;
    return row < 0 ? MessageId() : m_model.lineAt(row).message.messageId;
}

void ThreadView::mousePressEvent(QMouseEvent* event)
{
    const QPoint point = event->pos();
    const Spot spot = spotAt(point);
    if (event->button() != Qt::LeftButton || spot.row < 0) {
        QAbstractScrollArea::mousePressEvent(event);
        return;
    }
    if (press(spot.row, block(spot.row).partAt(point - QPoint(0, topOfRow(spot.row))))) return;
    m_current = spot.row;
    if (!(event->modifiers() & Qt::ShiftModifier) || m_selectionStart.row < 0) m_selectionStart = spot;
    m_selectionEnd = spot;
    m_selecting = true;
    announce(spot.row);
    viewport()->update();
}

/// False: nothing that can be pressed.
bool ThreadView::press(int row, ThreadBlock::Part part)
{
    const StoredMessage message = m_model.lineAt(row).message;
    const qint64 outboxId = deliveryOf(message.metadata).value_or(Delivery()).outboxId;
    switch (part) {
        case ThreadBlock::Part::Expander: m_model.setExpanded(row, !m_model.isExpanded(row)); return true;
        case ThreadBlock::Part::Retry: emit retryWanted(message.messageId); return true;
        case ThreadBlock::Part::Edit: emit editWanted(message.messageId); return true;
        case ThreadBlock::Part::SendAgain: emit decisionWanted(outboxId, OutboxDecision::SendAgain); return true;
        case ThreadBlock::Part::Arrived: emit decisionWanted(outboxId, OutboxDecision::MarkSent); return true;
        case ThreadBlock::Part::Drop: emit decisionWanted(outboxId, OutboxDecision::Drop); return true;
        case ThreadBlock::Part::Reword: emit rewordWanted(message.rev); return true;
        case ThreadBlock::Part::ShowPictures: showPictures(row); return true;
        case ThreadBlock::Part::Waterfall: emit stepsWanted(message.rev); return true;
        case ThreadBlock::Part::Copy: QApplication::clipboard()->setText(message.body); return true;
        case ThreadBlock::Part::None:
        case ThreadBlock::Part::Header:
        case ThreadBlock::Part::Body:
        case ThreadBlock::Part::Trouble: break;
    }
    return false;
}

void ThreadView::showPictures(int row)
{
    for (const auto& one : AttachmentWords::of(m_model.lineAt(row).message, m_look.formats())) {
        if (one.isPicture) m_pictures.fetch(one.url);
    }
}

/// How far the line has come, where a person has to decide about it.
std::optional<Delivery> ThreadView::undecided(int row) const
{
    const auto delivery = deliveryOf(m_model.lineAt(row).message.metadata);
    const bool waits = delivery && delivery->outboxId > 0 &&
                       (delivery->state == OutboxState::Dead || delivery->state == OutboxState::Unknown);
    return waits ? delivery : std::nullopt;
}

void ThreadView::mouseMoveEvent(QMouseEvent* event)
{
    const Spot spot = spotAt(event->pos());
    if (m_selecting) {
        m_selectionEnd = spot;
        viewport()->update();
        return;
    }
    if (spot.row < 0) return;
    const auto part = block(spot.row).partAt(event->pos() - QPoint(0, topOfRow(spot.row)));
    viewport()->setCursor(ThreadBlock::isButton(part)       ? Qt::PointingHandCursor
                          : part == ThreadBlock::Part::Body ? Qt::IBeamCursor
                                                            : Qt::ArrowCursor);
}

void ThreadView::mouseReleaseEvent(QMouseEvent* event)
{
    m_selecting = false;
    QAbstractScrollArea::mouseReleaseEvent(event);
}

void ThreadView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const Spot spot = spotAt(event->pos());
    if (spot.row < 0) return;
    QTextLayout words(m_model.lineAt(spot.row).message.body);
    m_selectionStart = {spot.row, words.previousCursorPosition(spot.letter, QTextLayout::SkipWords)};
    m_selectionEnd = {spot.row, words.nextCursorPosition(m_selectionStart.letter, QTextLayout::SkipWords)};
    viewport()->update();
}

QString ThreadView::selectedText() const
{
    const auto [first, last] = selectedRows();
    if (first < 0) return {};
    if (first == last) {
        const int from = std::min(m_selectionStart.letter, m_selectionEnd.letter);
        const int to = std::max(m_selectionStart.letter, m_selectionEnd.letter);
        const StoredMessage& message = m_model.lineAt(first).message;
        const QString text = message.speaker == Speaker::System ? LiveWords::systemLine(message) : message.body;
        // A cut display ends at its last letter; selecting to there means all of it.
        return to >= ThreadBlock::kMaxShownLetters ? text.mid(from) : text.mid(from, to - from);
    }
    QStringList blocks;
    for (int row = first; row <= last; ++row) {
        const StoredMessage& message = m_model.lineAt(row).message;
        const QString when = m_look.formats().dateTime(message.receivedAt);
        blocks.append(message.speaker == Speaker::System
                          ? u"-- %1 %2"_s.arg(when, LiveWords::systemLine(message))
                          : u"%1 %2\n%3"_s.arg(LiveWords::speaker(message, m_me, m_conversation), when, message.body));
    }
    return blocks.join(u"\n\n"_s);
}

void ThreadView::copy() const
{
    if (const QString text = selectedText(); !text.isEmpty()) QApplication::clipboard()->setText(text);
}

void ThreadView::setCurrentRow(int row, bool extend)
{
    if (m_heights.count() == 0) return;
    row = std::clamp(row, 0, m_heights.count() - 1);
    const int length = int(m_model.lineAt(row).message.body.size());
    if (!extend) {
        m_selectionStart = {row, 0};
        m_selectionEnd = {row, length};
    } else {
        if (m_selectionStart.row < 0) m_selectionStart = {std::max(0, m_current), 0};
        m_selectionEnd = {row, length};
    }
    m_current = row;
    ensureRowVisible(row);
    announce(row);
}

void ThreadView::ensureRowVisible(int row)
{
    measure(row);
    const qint64 top = m_heights.sumBefore(row) + topPadding();
    const qint64 bottom = top + m_heights.height(row);
    if (top < m_scroll)
        setScroll(top - 8);
    else if (bottom > m_scroll + viewport()->height())
        setScroll(bottom - viewport()->height() + 8);
    viewport()->update();
}

void ThreadView::announce(int row)
{
    const StoredMessage& message = m_model.lineAt(row).message;
    QString words = message.speaker == Speaker::System ? LiveWords::systemLine(message) : message.body.left(500);
    for (const auto& attachment : AttachmentWords::of(message, m_look.formats()))
        words += u". "_s + attachment.words;
    const QString trouble = LiveWords::undelivered(deliveryOf(message.metadata).value_or(Delivery()));
    if (!trouble.isEmpty()) words += u". "_s + trouble;
    setAccessibleDescription(u"%1, %2: %3"_s.arg(LiveWords::speaker(message, m_me, m_conversation),
                                                 m_look.formats().clock(message.receivedAt), words));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void ThreadView::activateRow(int row)
{
    if (row < 0 || row >= m_model.rowCount()) return;
    const ThreadLine& line = m_model.lineAt(row);
    if (line.sending == ThreadLine::Sending::Failed)
        emit retryWanted(line.message.messageId);
    else if (line.message.speaker == Speaker::Bot)
        m_model.setExpanded(row, !m_model.isExpanded(row));
}

void ThreadView::keyPressEvent(QKeyEvent* event)
{
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const bool control = event->modifiers() & Qt::ControlModifier;
    const int from = m_current < 0 ? m_heights.count() : m_current;
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll)) {
        m_selectionStart = {0, 0};
        m_selectionEnd = {m_heights.count() - 1, 0};
        viewport()->update();
    } else if (event->key() == Qt::Key_Up && !control) {
        setCurrentRow(from - 1, shift);
    } else if (event->key() == Qt::Key_Down && !control) {
        setCurrentRow(from + 1, shift);
    } else if (event->key() == Qt::Key_PageUp) {
        setScroll(m_scroll - viewport()->height() * 9 / 10);
    } else if (event->key() == Qt::Key_PageDown) {
        setScroll(m_scroll + viewport()->height() * 9 / 10);
    } else if (event->key() == Qt::Key_Home) {
        setScroll(0);
    } else if (event->key() == Qt::Key_End) {
        scrollToEnd();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) {
        activateRow(m_current);
    } else if (event->key() == Qt::Key_Escape) {
        if (m_selectionStart.row < 0) emit escapePressed();
        m_selectionStart = m_selectionEnd = {};
        viewport()->update();
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void ThreadView::contextMenuEvent(QContextMenuEvent* event)
{
    const Spot spot = spotAt(viewport()->mapFromGlobal(event->globalPos()));
    if (spot.row < 0) return;
    const auto [first, last] = selectedRows();
    if (first < 0 || spot.row < first || spot.row > last ||
        (first == last && m_selectionStart.letter == m_selectionEnd.letter))
        setCurrentRow(spot.row, false);
    QMenu menu(this);
    menu.addAction(tr("Copy"), QKeySequence::Copy, this, &ThreadView::copy);
    addDecisions(menu, spot.row);
    if (const StoredMessage& line = m_model.lineAt(spot.row).message; line.speaker == Speaker::Customer && line.rev > 0)
        menu.addAction(tr("Why did the bot not answer?"), QKeySequence(Qt::ALT | Qt::Key_W), this,
                       [this, rev = line.rev] { emit reasonsWanted(rev); });
    if (hasSteps(spot.row))
        menu.addAction(tr("Where the time of this answer went"), QKeySequence(Qt::ALT | Qt::Key_M), this,
                       [this, rev = m_model.lineAt(spot.row).message.rev] { emit stepsWanted(rev); });
    if (isRevealable(spot.row))
        menu.addAction(tr("Reveal the numbers…"), QKeySequence(Qt::ALT | Qt::Key_R), this,
                       [this, rev = m_model.lineAt(spot.row).message.rev] { emit revealWanted(rev); });
    menu.addAction(tr("Copy message id"), this, [this, spot] {
        QApplication::clipboard()->setText(m_model.lineAt(spot.row).message.messageId.toString());
    });
    // A customer's link is opened only from here, where its host is named first (security S27).
    static const QRegularExpression link(uR"(https?://[^\s<>"]+)"_s);
    for (auto found = link.globalMatch(m_model.lineAt(spot.row).message.body.left(4000)); found.hasNext();) {
        const QUrl url(found.next().captured(), QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty() || menu.actions().size() > 8) continue;
        menu.addAction(tr("Open the link to %1").arg(url.host(QUrl::EncodeUnicode)), this,
                       [url] { QDesktopServices::openUrl(url); });
    }
    for (const auto& attachment : AttachmentWords::of(m_model.lineAt(spot.row).message, m_look.formats())) {
        if (attachment.url.isEmpty()) continue;
        if (attachment.isPicture && PictureShelf::mayFetch(attachment.url) &&
            m_pictures.state(attachment.url) != PictureShelf::State::Here)
            menu.addAction(tr("Show “%1” here").arg(attachment.words), this,
                           [this, url = attachment.url] { m_pictures.fetch(url); });
        menu.addAction(tr("Open “%1” from %2").arg(attachment.words, attachment.url.host(QUrl::EncodeUnicode)), this,
                       [url = attachment.url] { QDesktopServices::openUrl(url); });
    }
    if (!actions().isEmpty()) menu.addSeparator();
    menu.addActions(actions());
    menu.exec(event->globalPos());
}

void ThreadView::askForReasons()
{
    const auto isAsked = [this](int row) {
        const StoredMessage& line = m_model.lineAt(row).message;
        return line.speaker == Speaker::Customer && line.rev > 0;
    };
    int row =
        m_current >= 0 && m_current < m_model.rowCount() && isAsked(m_current) ? m_current : m_model.rowCount() - 1;
    while (row >= 0 && !isAsked(row))
        --row;
    if (row >= 0) emit reasonsWanted(m_model.lineAt(row).message.rev);
}

bool ThreadView::isRevealable(int row) const
{
    const StoredMessage& line = m_model.lineAt(row).message;
    return m_mayReveal && line.isMasked && line.rev > 0;
}

void ThreadView::askForReveal()
{
    const int newest = m_model.rowCount() - 1;
    int row = m_current >= 0 && m_current <= newest && isRevealable(m_current) ? m_current : newest;
    while (row >= 0 && !isRevealable(row))
        --row;
    if (row >= 0) emit revealWanted(m_model.lineAt(row).message.rev);
}

bool ThreadView::hasSteps(int row) const
{
    const StoredMessage& line = m_model.lineAt(row).message;
    return line.speaker == Speaker::Bot && line.rev > 0 && answerCard(line.metadata).steps.ai > 0;
}

void ThreadView::askForSteps()
{
    const int newest = m_model.rowCount() - 1;
    int row = m_current >= 0 && m_current <= newest && hasSteps(m_current) ? m_current : newest;
    while (row >= 0 && !hasSteps(row))
        --row;
    if (row >= 0) emit stepsWanted(m_model.lineAt(row).message.rev);
}

/// What the line's buttons do, for those who have no mouse.
void ThreadView::addDecisions(QMenu& menu, int row)
{
    const auto delivery = undecided(row);
    if (!delivery) return;
    const auto add = [this, &menu, id = delivery->outboxId](const QString& words, OutboxDecision decision) {
        menu.addAction(words, this, [this, id, decision] { emit decisionWanted(id, decision); });
    };
    add(tr("Try to send again"), OutboxDecision::SendAgain);
    const StoredMessage& line = m_model.lineAt(row).message;
    if (ThreadBlock::isRewordable(line))
        menu.addAction(tr("Edit and send again"), this, [this, rev = line.rev] { emit rewordWanted(rev); });
    if (const QString why = ThreadBlock::whyNotRewordable(line); !why.isEmpty()) {
        QAction* edit = menu.addAction(tr("Edit and send again"));
        edit->setEnabled(false);
        edit->setToolTip(why);
        menu.setToolTipsVisible(true);
    }
    if (delivery->state == OutboxState::Unknown) add(tr("It arrived"), OutboxDecision::MarkSent);
    add(tr("Drop: do not send any more"), OutboxDecision::Drop);
}

void ThreadView::focusInEvent(QFocusEvent* event)
{
    if (m_current < 0 && m_heights.count() > 0 && event->reason() != Qt::MouseFocusReason) {
        m_current = m_heights.count() - 1;
        announce(m_current);
    }
    viewport()->update();
    QAbstractScrollArea::focusInEvent(event);
}

void ThreadView::focusOutEvent(QFocusEvent* event)
{
    viewport()->update();
    QAbstractScrollArea::focusOutEvent(event);
}

bool ThreadView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Spot spot = spotAt(help->pos());
        const QString words =
            spot.row < 0 ? QString() : block(spot.row).toolTipAt(help->pos() - QPoint(0, topOfRow(spot.row)));
        if (words.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), plainToolTip(words), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

}  // namespace tongdai
