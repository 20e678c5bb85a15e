#include "ui/live/conversation_view.h"

#include "engine/domain/conversation/system_note.h"
#include "engine/domain/shop/reply_window.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/find_bar.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/live/conversation_header.h"
#include "ui/live/live_words.h"
#include "ui/live/thread/composer.h"
#include "ui/live/thread/composer_edit.h"
#include "ui/live/thread/proposal_strip.h"
#include "ui/live/thread/thread_finder.h"
#include "ui/live/thread/thread_view.h"
#include "ui/live/thread/wait_ring.h"

#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QInputMethod>
#include <QPushButton>
#include <QStackedLayout>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kModeLines = 500;     // how far back the line that changed the mode is looked for
constexpr int kAnsweredLines = 50;  // how far back the customer's newest line is, with what was said since

}  // namespace

ConversationView::ConversationView(api::Desk& desk, Look look, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_look(std::move(look)),
      m_feed(desk, m_model),
      m_outgoing(desk),
      m_drafts(desk),
      m_header(new ConversationHeader(desk.me(), m_look)),
      m_notice(new NoticeBar),
      m_thread(new ThreadView(m_model, desk.me(), m_look)),
      m_finder(new ThreadFinder(desk, m_feed, *m_thread, m_model, m_look, this)),
      m_empty(new EmptyState),
      m_stack(new QStackedLayout),
      m_foot(new QWidget),
      m_ring(new WaitRing),
      m_activity(new ElidedLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_proposal(new ProposalStrip(m_look)),
      m_composer(new Composer(desk.me(), m_look))
{
    build();
    connectThread();
    connectComposer();
    connect(&desk, &api::Desk::conversationsChanged, this, &ConversationView::takeChanges);
    connect(&desk, &api::Desk::conversationsHidden, this, &ConversationView::takeHidden);
    connect(&desk, &api::Desk::activityChanged, this, &ConversationView::takeActivity);
    connect(&desk, &api::Desk::attendeesChanged, this,
            [this](const ConversationId& id, const std::vector<api::Attendee>& attendees) {
                if (m_conversation && id == m_conversation->id) m_header->setAttendees(attendees);
            });
    connect(&desk, &api::Desk::acted, this, &ConversationView::takeActed);
    connect(&desk, &api::Desk::requestFailed, this, &ConversationView::takeFailure);
    connect(m_header, &ConversationHeader::takeOverWanted, this, &ConversationView::flipMode);
    connect(m_header, &ConversationHeader::channelBotWanted, this, &ConversationView::setChannelBot);
    connect(m_header, &ConversationHeader::draftingWanted, this, &ConversationView::setDrafting);
    connect(&desk, &api::Desk::channelsOffChanged, m_header, &ConversationHeader::setChannelsOff);
    connect(&desk, &api::Desk::ready, this, &ConversationView::readChannelsOff);
    connect(m_header, &ConversationHeader::limitWanted, this, &ConversationView::takeOverUntil);
    connect(m_header, &ConversationHeader::handBackWanted, this, &ConversationView::flipMode);
    connect(m_header, &ConversationHeader::handBackWithWanted, this, &ConversationView::askHandBackWords);
    connect(m_header, &ConversationHeader::takeWanted, this, &ConversationView::take);
    connect(m_header, &ConversationHeader::closeWanted, this, &ConversationView::finish);
    connect(m_header, &ConversationHeader::reopenWanted, this, &ConversationView::finish);
    connect(m_header, &ConversationHeader::cardToggled, this, &ConversationView::cardToggled);
    connect(m_notice, &NoticeBar::actionChosen, this, [this] {
        m_composer->focusBox();  // or the button that goes would leave the focus to its neighbour
        m_notice->offerCopy({});
        m_notice->hide();
    });
    connect(&m_look.theme, &Theme::changed, this, &ConversationView::fitFoot);
    m_nameTheWait.setSingleShot(true);
    m_nameTheWait.setInterval(400ms);
    connect(&m_nameTheWait, &QTimer::timeout, this, &ConversationView::updateThreadState);
    m_terms.setSingleShot(true);
    m_terms.setInterval(0ms);  // once for all lines that changed together
    connect(&m_terms, &QTimer::timeout, this, [this] { m_composer->setReplyTerms(replyTerms()); });
    connect(&m_model, &QAbstractItemModel::dataChanged, &m_terms, qOverload<>(&QTimer::start));
    connect(&m_model, &QAbstractItemModel::rowsInserted, &m_terms, qOverload<>(&QTimer::start));
    m_tick.setInterval(200ms);
    connect(&m_tick, &QTimer::timeout, this, &ConversationView::updateActivity);
    retranslate();
}

void ConversationView::build()
{
    m_notice->setObjectName(u"actNotice"_s);
    m_notice->hide();
    m_activity->setObjectName(u"activity"_s);
    m_foot->setAutoFillBackground(true);
    m_foot->setBackgroundRole(QPalette::Base);
    auto* foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(27, 0, 16, 0);
    m_ring->setObjectName(u"waitRing"_s);
    m_ring->hide();
    foot->addWidget(m_ring);
    foot->addWidget(m_activity, 1);
    foot->addWidget(m_thread->pill());
    fitFoot();
    m_stack->addWidget(m_thread);
    m_stack->addWidget(m_empty);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_notice);
    column->addWidget(m_finder->bar());
    column->addLayout(m_stack, 1);
    column->addWidget(m_foot);
    column->addWidget(m_proposal);
    column->addWidget(m_composer);
}

void ConversationView::connectThread()
{
    connect(&m_feed, &ThreadFeed::stateChanged, this, &ConversationView::updateThreadState);
    connect(&m_feed, &ThreadFeed::opened, this, [this] {
        m_outgoing.dropAccepted(m_feed.conversation());
        showOutgoing();
        m_thread->showStart();
        updateHeader();
    });
    connect(&m_feed, &ThreadFeed::gone, this, [this] { leave(LiveWords::failure({api::DeskError::NotFound, {}})); });
    connect(&m_feed, &ThreadFeed::reached, this, [this](qint64 rev) {
        if (!m_finder->show(rev)) m_thread->showRow(m_model.rowOfRev(rev));
    });
    connect(&m_feed, &ThreadFeed::reachFailed, this, [this](const api::DeskFailure& failure) {
        tell(Tone::Danger, tr("Could not go to the message.") + u' ' + LiveWords::failure(failure));
    });
    connect(&m_feed, &ThreadFeed::linesArrived, this, [this](const std::vector<StoredMessage>& lines) {
        m_composer->noteArrivals(lines);
        m_finder->takeArrived(lines);
        updateHeader();
    });
    connect(m_thread, &ThreadView::olderWanted, &m_feed, &ThreadFeed::fetchOlder);
    connect(m_thread, &ThreadView::escapePressed, this, &ConversationView::goBack);
    connect(m_finder, &ThreadFinder::failed, this, [this](const api::DeskFailure& failure) {
        tell(Tone::Danger, tr("This conversation could not be searched.") + u' ' + LiveWords::failure(failure));
    });
    connect(m_thread, &ThreadView::retryWanted, this, [this](const MessageId& id) {
        if (m_conversation) m_outgoing.retry(m_conversation->id, id);
    });
    connect(m_thread, &ThreadView::decisionWanted, this, &ConversationView::decide);
    connect(m_thread, &ThreadView::rewordWanted, this, &ConversationView::askNewWords);
    connect(m_thread, &ThreadView::reasonsWanted, this, &ConversationView::showReasons);
    connect(m_thread, &ThreadView::revealWanted, this, &ConversationView::askReason);
    connect(m_thread, &ThreadView::stepsWanted, this, &ConversationView::showSteps);
    connect(m_thread, &ThreadView::editWanted, this, [this](const MessageId& id) {
        if (!m_conversation) return;
        const QString text = m_outgoing.withdraw(m_conversation->id, id);
        if (text.isEmpty()) return;
        const QString written = m_composer->text();
        m_composer->restore(written.isEmpty() ? text : text + u'\n' + written, m_composer->isNote());
        m_drafts.write(m_conversation->id, {m_composer->text(), m_composer->isNote()});
        m_composer->focusBox();
    });
    connect(&m_outgoing, &OutgoingLines::changed, this, [this](const ConversationId& id) {
        if (m_conversation && id == m_conversation->id) showOutgoing();
    });
    connect(&m_outgoing, &OutgoingLines::failed, this, &ConversationView::tellUnsent);
    connect(&m_outgoing, &OutgoingLines::accepted, this, &ConversationView::takeAccepted);
    connect(m_empty, &EmptyState::actionChosen, this, [this] {
        if (m_feed.state() == ThreadFeed::State::Failed)
            m_feed.retry();
        else
            emit firstWanted();
    });
}

void ConversationView::connectComposer()
{
    connect(m_composer, &Composer::sendWanted, this, &ConversationView::send);
    connect(m_composer, &Composer::edited, this, [this](const QString& text, bool isNote) {
        if (m_conversation) m_drafts.write(m_conversation->id, {text, isNote});
    });
    connect(m_composer, &Composer::typingChanged, this, [this](bool typing) {
        if (!m_conversation) return;
        m_desk.setTyping(m_conversation->id, typing);
        // Opening a thread tells the customer nothing (features D7); whoever begins to answer has read it.
        if (typing && !std::exchange(m_isAnswering, true)) m_desk.markRead(m_conversation->id);
        m_isAnswering = typing;
    });
    connect(m_composer, &Composer::recallWanted, this, &ConversationView::recall);
    connect(m_proposal, &ProposalStrip::insertWanted, this, &ConversationView::insertProposal);
    connect(m_composer, &Composer::newestWanted, m_thread, &ThreadView::scrollToEnd);
    connect(m_composer, &Composer::escapePressed, this, &ConversationView::goBack);
    connect(&m_drafts, &DraftBook::draftChanged, this, [this](const ConversationId& id) {
        if (m_conversation && id == m_conversation->id && m_composer->text().isEmpty()) restoreDraft();
    });
}

/// Always there: a typing line must not push the thread up and down.
void ConversationView::fitFoot()
{
    m_foot->setFixedHeight(lineHeightOf(m_activity->font()) + (m_isLow ? 1 : 5));
    m_thread->pill()->setFont(m_activity->font());
    m_thread->pill()->setFixedHeight(m_foot->height());
}

void ConversationView::setLow(bool isLow)
{
    m_isLow = isLow;
    m_header->setLow(isLow);
    m_composer->setLow(isLow);
    m_proposal->setLow(isLow);
    fitFoot();
}

void ConversationView::open(const Conversation& conversation)
{
    if (m_conversation && m_conversation->id == conversation.id) {
        takeConversation(conversation);
        return;
    }
    // What an input method is composing belongs to the conversation it was begun in.
    if (m_composer->box()->isComposing()) QGuiApplication::inputMethod()->commit();
    m_drafts.flush();
    m_finder->close();
    hideNotice();
    m_act = 0;
    m_conversation = conversation;
    m_names.insert(conversation.id, LiveWords::name(conversation));
    m_left.remove(conversation.id);
    m_composer->setConversation(m_conversation);
    m_thread->setConversation(m_conversation);
    m_header->setAttendees({});
    m_isAnswering = false;
    restoreDraft();
    m_feed.open(conversation.id, conversation.unread);
    if (conversation.id == m_lineOf) m_feed.reach(m_line);
    m_lineOf = {};
    updateHeader();
    updateActivity();
    emit opened(conversation);
}

void ConversationView::close()
{
    if (m_composer->box()->isComposing()) QGuiApplication::inputMethod()->commit();
    m_drafts.flush();
    m_finder->close();
    m_conversation.reset();
    m_composer->setConversation({});
    m_composer->restore({}, false);
    m_feed.open({}, 0);
    updateHeader();
    updateActivity();
    emit closed();
}

void ConversationView::showLine(const ConversationId& conversation, qint64 rev)
{
    m_lineOf = conversation;
    m_line = rev;
    if (!m_conversation || m_conversation->id != conversation) return;
    m_finder->letGo();
    m_feed.reach(rev);
    m_lineOf = {};
}

/// What was opened last goes first.
void ConversationView::goBack()
{
    if (!m_finder->close()) emit escapePressed();
}

void ConversationView::tell(Tone tone, const QString& sentence, const QString& words)
{
    const QString kept = m_notice->isHidden() ? QString() : m_notice->offered();
    m_notice->setNotice(tone, kept.isEmpty() ? sentence : m_notice->sentence() + u' ' + sentence);
    m_notice->offerCopy(kept.isEmpty() ? words : kept.contains(words) ? kept : kept + u'\n' + words);
    m_notice->setAction(tr("OK"));
    m_notice->show();
}

/// What can be had nowhere else stays until somebody has read it.
void ConversationView::hideNotice()
{
    if (m_notice->offered().isEmpty()) m_notice->hide();
}

void ConversationView::restoreDraft()
{
    const DraftBook::Draft draft = m_drafts.draft(m_conversation->id);
    if (draft.text != m_composer->text() || draft.isNote != m_composer->isNote())
        m_composer->restore(draft.text, draft.isNote);
}

void ConversationView::takeConversation(const Conversation& conversation)
{
    m_conversation = conversation;
    m_composer->setConversation(m_conversation);
    m_thread->setConversation(m_conversation);
    updateHeader();
    emit changed(conversation);
}

void ConversationView::takeChanges(const std::vector<Conversation>& rows)
{
    for (const Conversation& row : rows) {
        if (m_conversation && row.id == m_conversation->id && row.lastRev >= m_conversation->lastRev)
            takeConversation(row);
    }
}

void ConversationView::takeHidden(const std::vector<ConversationId>& ids)
{
    const QString why = tr("Somebody else has the conversation with %1 now, and it is not among those you see.");
    for (const ConversationId& id : ids) {
        if (m_conversation && id == m_conversation->id)
            leave(why.arg(LiveWords::name(*m_conversation)));
        else
            tellLeft(id, why.arg(m_names.value(id, id.toString())));
    }
}

/// It is not there any more for whoever sits here; what they had written is not lost.
void ConversationView::leave(const QString& why)
{
    const ConversationId left = m_conversation->id;
    close();
    if (!tellLeft(left, why)) tell(Tone::Attention, why);
}

/// What was written there cannot be reached any more: it is said, if there is any, and can be copied.
bool ConversationView::tellLeft(const ConversationId& left, const QString& why)
{
    m_left.insert(left);
    QStringList sentences{why};
    QStringList words;
    for (const ThreadLine& line : m_outgoing.unsentOf(left)) {
        const bool hasFailed = line.sending == ThreadLine::Sending::Failed;
        sentences << (hasFailed ? tr("This was not sent: “%1”.")
                                : tr("This was on its way, and may not be sent: “%1”."))
                         .arg(LiveWords::excerpt(line.message.body));
        words << line.message.body;
    }
    if (const QString draft = m_drafts.draft(left).text; !draft.isEmpty()) {
        sentences << tr("You had begun to write: “%1”.").arg(LiveWords::excerpt(draft));
        words << draft;
    }
    if (words.isEmpty()) return false;
    tell(Tone::Attention, sentences.join(u' '), words.join(u'\n'));
    return true;
}

/// Where the conversation is in sight, its line says so.
void ConversationView::tellUnsent(const ConversationId& conversation, const ThreadLine& line)
{
    if (!m_left.contains(conversation)) return;
    const QString& words = line.message.body;
    tell(Tone::Danger,
         tr("%1: this was not sent: “%2”.")
                 .arg(m_names.value(conversation, conversation.toString()), LiveWords::excerpt(words)) +
             u' ' + LiveWords::failure(line.failure),
         words);
}

void ConversationView::takeActivity(const api::Activity& activity)
{
    if (activity.isAny())
        m_activities.insert(activity.conversation, activity);
    else
        m_activities.remove(activity.conversation);
    updateActivity();
}

void ConversationView::updateActivity()
{
    const auto activity = m_conversation ? m_activities.constFind(m_conversation->id) : m_activities.constEnd();
    const bool some = activity != m_activities.constEnd();
    QString words;
    if (some && activity->botThinking) {
        const auto since = std::max<std::chrono::milliseconds>(0ms, m_look.now() - activity->thinkingSince);
        words = tr("Bot is writing, %1…").arg(m_look.formats().duration(since));
    }
    if (some && !activity->typing.isEmpty()) {
        const QString typing = tr("%1 is typing…").arg(activity->typing.join(u", "_s));
        words = words.isEmpty() ? typing : words + u"   "_s + typing;
    }
    const bool isAwaited = some && activity->isAwaited() && !activity->botThinking;
    m_ring->setVisible(isAwaited);
    if (isAwaited) {
        const auto left = std::max<std::chrono::milliseconds>(0ms, activity->answersAt - m_look.now());
        const auto whole = std::max<std::chrono::milliseconds>(1ms, activity->answersAt - activity->awaitedSince);
        m_ring->setLeft(double(left.count()) / double(whole.count()));
        const QString waiting = tr("Waiting %1 for more").arg(m_look.formats().duration(left));
        words = words.isEmpty() ? waiting : waiting + u"   "_s + words;
    }
    m_activity->setFullText(words);
    if (some && (activity->botThinking || isAwaited))
        m_tick.start();
    else
        m_tick.stop();
}

void ConversationView::send(const QString& text, bool isNote, bool andClose)
{
    if (!m_conversation) return;
    const ConversationId id = m_conversation->id;
    OutgoingLines::Before before = OutgoingLines::Before::Nothing;
    if (m_conversation->mode == BotMode::Bot)
        before = OutgoingLines::Before::TakeOver;
    else if (m_conversation->assignee.isEmpty())
        before = OutgoingLines::Before::Take;
    m_drafts.write(id, {text, isNote});
    m_drafts.keepUntilAccepted(id);
    m_composer->restore({}, isNote);
    const MessageId sent = m_outgoing.send(id, text, isNote, before);
    if (!isNote) m_desk.markRead(id);
    if (andClose && !isNote) m_closeAfter.insert(sent);
    m_thread->scrollToEnd();
}

void ConversationView::takeAccepted(const ConversationId& conversation, const MessageId& id)
{
    m_drafts.forgetIfSent(conversation);
    if (m_closeAfter.remove(id)) act(m_desk.requestClose(conversation), tr("Could not close the conversation."));
}

void ConversationView::showOutgoing()
{
    if (m_conversation && m_feed.state() == ThreadFeed::State::Ready)
        m_model.setOutgoing(m_outgoing.linesOf(m_conversation->id));
    updateProposal();
}

void ConversationView::recall()
{
    for (int row = m_model.rowCount() - 1; row >= 0 && m_conversation; --row) {
        const StoredMessage& message = m_model.lineAt(row).message;
        const bool mine = message.sender.bytes() == m_desk.me().bytes() || message.senderName == m_desk.me().toString();
        if (message.speaker != Speaker::Operator || !mine) continue;
        m_composer->restore(message.body, m_composer->isNote());
        m_drafts.write(m_conversation->id, {message.body, m_composer->isNote()});
        return;
    }
}

void ConversationView::updateThreadState()
{
    m_thread->setHasOlder(m_feed.hasOlder(), m_feed.isFetchingOlder());
    const ThreadFeed::State state = m_feed.state();
    if (state == ThreadFeed::State::Loading && !m_nameTheWait.isActive() && sender() != &m_nameTheWait) {
        m_nameTheWait.start();
        m_stack->setCurrentWidget(m_thread);
        return;
    }
    if (state != ThreadFeed::State::Loading) m_nameTheWait.stop();
    switch (state) {
        case ThreadFeed::State::Empty:
            m_empty->setSentence(m_choice ? tr("Choose a conversation on the left.")
                                          : tr("The conversation you open is shown here."));
            m_empty->setAction(m_choice ? tr("Open the first one") : QString(), m_choice ? u"Alt+↓"_s : QString());
            break;
        case ThreadFeed::State::Loading:
            m_empty->setSentence(tr("Loading the conversation…"));
            m_empty->setAction({});
            break;
        case ThreadFeed::State::Failed:
            m_empty->setSentence(LiveWords::failure(m_feed.failure().value_or(api::DeskFailure{})));
            m_empty->setAction(tr("Try again"));
            break;
        case ThreadFeed::State::Ready: break;
    }
    m_stack->setCurrentWidget(state == ThreadFeed::State::Ready ? static_cast<QWidget*>(m_thread) : m_empty);
}

void ConversationView::setChoice(bool some)
{
    if (std::exchange(m_choice, some) != some) updateThreadState();
}

std::optional<TimePoint> ConversationView::modeSince() const
{
    // The conversation's row does not say when its mode changed; the newest line that changed it does, if it is loaded.
    const int oldest = std::max(0, m_model.storedCount() - kModeLines);
    for (int row = m_model.storedCount() - 1; row >= oldest; --row) {
        const StoredMessage& message = m_model.lineAt(row).message;
        if (message.speaker != Speaker::System) continue;
        const auto note = systemNote(message.metadata);
        if (!note) continue;
        const bool human = note->event == SystemEvent::TookOver || note->event == SystemEvent::Taken ||
                           note->event == SystemEvent::DraftsBegan;
        if (human && m_conversation->mode == BotMode::Human) return message.receivedAt;
        const bool bot = note->event == SystemEvent::HandedBack || note->event == SystemEvent::ReturnedByTime ||
                         (note->event == SystemEvent::NobodyCame && note->botGoesOn);
        if (bot && m_conversation->mode == BotMode::Bot) return message.receivedAt;
        if (human || bot) return {};
    }
    return {};
}

/// The row may be about a line that came late, and does not count what was said since.
ReplyTerms ConversationView::replyTerms() const
{
    if (!m_conversation) return {};
    ReplyTerms terms(*m_conversation);
    const int oldest = terms.rule() ? std::max(0, m_model.storedCount() - kAnsweredLines) : m_model.storedCount();
    for (int row = m_model.storedCount() - 1; row >= oldest; --row)
        terms.lookAt(m_model.lineAt(row).message);
    return terms;
}

void ConversationView::updateHeader()
{
    m_header->setConversation(m_conversation, m_conversation ? modeSince() : std::nullopt);
    m_composer->setReplyTerms(replyTerms());
    m_composer->setVisible(m_conversation.has_value());
    m_foot->setVisible(m_conversation.has_value());
    updateProposal();
}

void ConversationView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void ConversationView::retranslate()
{
    updateThreadState();
    updateHeader();
    updateActivity();
    m_finder->retranslate();
}

}  // namespace tongdai
