#include "engine/host/desk/desk_service.h"

#include "engine/domain/log.h"
#include "engine/domain/text/mask_text.h"
#include "engine/host/desk/reworded_answer.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log deskServiceLog("desk");

/// The window gets at most this many batches: ten a second (design §3).
constexpr auto kBatchInterval = 100ms;
/// Until drafts that could not be written are tried again.
constexpr auto kDraftsAgain = 3s;
/// Until what is in sight is looked up again, where it could not be read.
constexpr auto kSightAgain = 2s;
/// How far back a change of receipts is shown at once; older lines have theirs when they are loaded again.
constexpr int kLinesWithReceipts = 50;

api::DeskFailure actFailureOf(const StoreError& error)
{
    return {error.kind() == StoreError::Kind::Refused ? api::DeskError::Refused : api::DeskError::StoreDown,
            error.cause()};
}

}  // namespace

DeskService::DeskService(Ports ports, DeskGate& gate)
    : m_ports(ports),
      m_deliveries(ports.reader),
      m_details(ports.details),
      m_counts(ports.reader, ports.clock, gate.me()),
      m_gate(gate),
      m_sight(ports.reader),
      m_beginning(m_sight),
      m_lookAgain(this),
      m_writeDrafts(this),
      m_flush(this)
{
    connect(&m_counts, &DeskCounts::counted, this, &DeskService::queueCountsChanged);
    connect(&m_details, &DeskDetails::detailsChanged, this,
            [this](const ConversationId& conversation, const CustomerDetails& details) {
                emit detailsChanged(conversation, shown(details));
            });
    connect(&m_deliveries, &DeskDeliveries::undeliveredChanged, this,
            [this](const std::vector<api::Undelivered>& lines) {
                m_undelivered = lines;
                m_tellingUndelivered.ask();
            });
    connect(&m_deliveries, &DeskDeliveries::linesRead, this,
            [this](const ConversationId&, const std::vector<StoredMessage>& lines) { noteChange({}, lines); });
    connect(&m_gate, &DeskGate::changed, this, &DeskService::noteSeat);
    m_flush.setSingleShot(true);
    connect(&m_flush, &QTimer::timeout, this, &DeskService::flush);
    m_lookAgain.setSingleShot(true);
    m_lookAgain.setInterval(kSightAgain);
    connect(&m_lookAgain, &QTimer::timeout, this, &DeskService::lookAgain);
    m_writeDrafts.setSingleShot(true);
    m_writeDrafts.setInterval(kDraftsAgain);
    connect(&m_writeDrafts, &QTimer::timeout, this, &DeskService::writeDraftsAgain);
}

QString DeskService::signedInName() const
{
    const auto& me = m_gate.state().me;
    return me && !me->isImplicit ? me->name : QString();
}

/// What was shown to somebody else is not told of any more; what may be seen now is asked for anew.
void DeskService::noteSeat()
{
    m_counts.setMe(m_gate.me(), m_gate.sight());
    m_inView.clear();
    if (m_revealedTo != m_gate.me()) m_revealed.clear();
    const bool hears = m_gate.hears(Permission::SeeConversations);
    if (!hears) {
        m_changedRows.clear();
        m_changedLines.clear();
    }
    // Of whoever does not see everything, what is watched is judged anew when the window asks for it again.
    if (!hears || !m_gate.sight().isWhole()) watchNothing();
    emit seatChanged();
    tellNobodyCame();
    refresh();
}

void DeskService::watchNothing()
{
    ++m_watchAsked;
    m_unjudged = {};
    m_watched = {};
    m_deliveries.watch(m_watched);
    m_details.watch(m_watched);
    if (m_chat) m_chat->watch(m_watched);
}

bool DeskService::isRefused(api::RequestId request, Permission permission)
{
    const auto refusal = m_gate.refusal(permission);
    if (refusal) emit requestFailed(request, *refusal);
    return refusal.has_value();
}

void DeskService::takeOver(api::RequestId request, ConversationId conversation)
{
    carryOut(request, conversation, [conversation, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.takeOver(conversation, me, name);
    });
}

void DeskService::takeOverUntil(api::RequestId request, ConversationId conversation, std::optional<TimePoint> until)
{
    carryOut(request, conversation, [conversation, until, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.takeOverUntil(conversation, me, name, until);
    });
}

void DeskService::handBack(api::RequestId request, ConversationId conversation, QString words)
{
    carryOut(request, conversation, [conversation, words, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.handBack(conversation, me, name, words);
    });
}

void DeskService::setDrafting(api::RequestId request, ConversationId conversation, bool isOn)
{
    carryOut(request, conversation, [conversation, isOn, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.setDrafting(conversation, isOn, me, name);
    });
}

void DeskService::take(api::RequestId request, ConversationId conversation)
{
    carryOut(request, conversation, [conversation, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.take(conversation, me, name);
    });
}

void DeskService::send(api::RequestId request, ConversationId conversation, MessageId messageId, QString text,
                       bool isNote)
{
    carryOut(request, conversation, [=, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return isNote ? acts.note(conversation, messageId, me, name, text)
                      : acts.send(conversation, messageId, me, name, text);
    });
}

void DeskService::setOpen(api::RequestId request, ConversationId conversation, bool open)
{
    carryOut(request, conversation, [=, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return open ? acts.reopen(conversation, me, name) : acts.close(conversation, me, name);
    });
}

void DeskService::decide(api::RequestId request, ConversationId conversation, qint64 outboxId, OutboxDecision decision)
{
    carryOutDecision(request, std::move(conversation), outboxId, decision);
}

QCoro::Task<void> DeskService::carryOutDecision(api::RequestId request, ConversationId conversation, qint64 outboxId,
                                                OutboxDecision decision)
{
    if (isRefused(request, Permission::DecideDeliveries)) co_return;
    if (!m_acts) {
        emit requestFailed(request, {api::DeskError::NotReady, {}});
        co_return;
    }
    try {
        const OperatorId by = m_gate.me();
        auto looking = m_sight.sees(m_gate.sight(), conversation);
        const bool isSeen = co_await looking;
        if (!isSeen) {
            emit requestFailed(request, {api::DeskError::NotFound, {}});
            co_return;
        }
        // The store compares: of another conversation there is nothing to decide.
        auto resolving = m_acts->resolveOutbox(outboxId, decision, by, conversation);
        const bool isDecided = co_await resolving;
        const std::optional<Conversation> row = co_await m_ports.reader.conversation(conversation);
        if (!isDecided)
            emit requestFailed(request, {api::DeskError::AlreadyDecided, {}});
        else if (!row)
            emit requestFailed(request, {api::DeskError::NotFound, {}});
        else
            emit acted(request, shown(*row));
    } catch (const StoreError& error) {
        emit requestFailed(request, actFailureOf(error));
    }
}

QCoro::Task<api::Answer<qint64>> DeskService::sendReworded(ConversationId conversation, qint64 outboxId,
                                                           MessageId messageId, QString text)
{
    if (const auto refused = m_gate.refusal(Permission::DecideDeliveries)) co_return *refused;
    if (!m_acts) co_return api::DeskFailure{api::DeskError::NotReady, {}};
    try {
        auto looking = m_sight.sees(m_gate.sight(), conversation);
        const bool isSeen = co_await looking;
        if (!isSeen) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    } catch (const StoreError& error) {
        co_return actFailureOf(error);
    }
    OperatorMessage message;
    message.conversation = std::move(conversation);
    message.messageId = std::move(messageId);
    message.author = m_gate.me();
    message.authorName = m_gate.name();
    message.text = std::move(text);
    auto sending = m_acts->sendReworded(outboxId, std::move(message));
    const RewordOutcome outcome = co_await sending;
    co_return rewordedAnswer(outcome);
}

/// The acts of whoever sits here begin in the order they came. What is on screen is seen: nothing is read before.
void DeskService::carryOut(api::RequestId request, ConversationId conversation, Act act)
{
    if (isRefused(request, Permission::Answer)) return;
    if (!m_acts) {
        emit requestFailed(request, {api::DeskError::NotReady, {}});
        return;
    }
    const bool isSeen = isKnown(conversation);
    m_beginning.ask(m_gate.sight(), std::move(conversation), isSeen,
                    [this, request, act = std::move(act)](const SightQueue::Answer& looked) {
                        if (const auto* error = std::get_if<StoreError>(&looked))
                            emit requestFailed(request, actFailureOf(*error));
                        else if (!std::get<bool>(looked))
                            emit requestFailed(request, {api::DeskError::NotFound, {}});
                        else
                            begin(request, act);
                    });
}

QCoro::Task<void> DeskService::begin(api::RequestId request, Act act)
{
    try {
        const OperatorActOutcome outcome = co_await act(*m_acts);
        answer(request, outcome);
    } catch (const StoreError& error) {
        emit requestFailed(request, actFailureOf(error));
    } catch (const std::exception& error) {
        deskServiceLog.error("an act at the desk failed", {{u"cause"_s, QString::fromUtf8(error.what())}});
        emit requestFailed(request, {api::DeskError::Refused, QString::fromUtf8(error.what())});
    }
}

void DeskService::answer(api::RequestId request, const OperatorActOutcome& outcome)
{
    if (const auto* done = std::get_if<OperatorActResult>(&outcome)) {
        // The rows go out by changed() as for everybody else; here only who asked is told.
        emit acted(request, shown(done->conversation));
    } else if (const auto* taken = std::get_if<TakenBySomeone>(&outcome)) {
        emit requestFailed(
            request, {api::DeskError::TakenBySomeone, taken->name.isEmpty() ? taken->by.toString() : taken->name});
    } else {
        emit requestFailed(request, {api::DeskError::NotFound, {}});
    }
}

/// What was typed before a lock came down is still written; nobody's drafts are not.
OperatorId DeskService::draftAuthor() const
{
    // Before the people are known: whoever sits here without having signed in.
    return m_gate.state().isKnown && !m_gate.hears(Permission::Answer) ? OperatorId() : m_gate.author();
}

void DeskService::saveDraft(ConversationId conversation, QString text, bool isNote)
{
    const OperatorId author = draftAuthor();
    if (author.isEmpty()) return;
    m_unwrittenDrafts[conversation] = {author, {conversation, std::move(text), isNote}};
    storeDraft(std::move(conversation));
}

/// What cannot be written now, for want of a disk or a server, stays here and is tried again; the newest text counts.
QCoro::Task<void> DeskService::storeDraft(ConversationId conversation)
{
    const auto known = m_unwrittenDrafts.constFind(conversation);
    if (known == m_unwrittenDrafts.cend()) co_return;
    const OperatorId author = known->author;
    const ports::DraftStore::Draft draft = known->draft;
    try {
        co_await m_ports.drafts.saveDraft(author, draft);
        const auto now = m_unwrittenDrafts.constFind(conversation);
        const bool isThis = now != m_unwrittenDrafts.cend() && now->draft.text == draft.text &&
                            now->draft.isNote == draft.isNote && now->author == author;
        if (isThis) m_unwrittenDrafts.erase(now);
    } catch (const StoreError& error) {
        if (!m_writeDrafts.isActive())
            deskServiceLog.warn("a draft was not saved; it is kept and tried again", {{u"cause"_s, error.cause()}});
        m_writeDrafts.start();
    }
}

void DeskService::writeDraftsAgain()
{
    const QList<ConversationId> waiting = m_unwrittenDrafts.keys();
    for (const ConversationId& conversation : waiting)
        storeDraft(conversation);
}

void DeskService::listDrafts()
{
    loadDrafts();
}

/// This one alone: a list read now may hold what was sent a moment ago.
void DeskService::showDraft(const OperatorId& author, const ports::DraftStore::Draft& draft)
{
    if (!m_gate.allows(Permission::Answer) || m_gate.me() != author) return;
    if (m_unwrittenDrafts.contains(draft.conversation)) return;
    emit draftsListed({{draft.conversation, draft.text}}, {{draft.conversation, draft.isNote}});
}

QCoro::Task<void> DeskService::loadDrafts()
{
    if (!m_gate.allows(Permission::Answer)) co_return;
    QHash<ConversationId, QString> texts;
    QHash<ConversationId, bool> areNotes;
    try {
        const auto drafts = co_await m_ports.drafts.drafts(m_gate.me());
        QSet<ConversationId> about;
        for (const ports::DraftStore::Draft& draft : drafts)
            about.insert(draft.conversation);
        auto looking = m_sight.seenOf(m_gate.sight(), about);
        const QSet<ConversationId> seen = co_await looking;
        for (const ports::DraftStore::Draft& draft : drafts) {
            if (!seen.contains(draft.conversation)) continue;
            texts.insert(draft.conversation, draft.text);
            areNotes.insert(draft.conversation, draft.isNote);
        }
    } catch (const StoreError& error) {
        deskServiceLog.warn("drafts were not read", {{u"cause"_s, error.cause()}});
        co_return;
    }
    emit draftsListed(texts, areNotes);
}

void DeskService::refresh()
{
    if (!hasWindow()) return;
    m_everythingChanged = true;
    m_counts.noteChange();
    scheduleFlush();
}

void DeskService::noteEvents(const std::vector<HistoryEvent>& events)
{
    if (!hasWindow()) return;
    m_deliveries.notice(events);
    m_details.notice(events);
}

void DeskService::changed(const Change& change)
{
    if (!hasWindow()) return;
    m_deliveries.notice(change.events);
    m_details.notice(change);
    m_deliveries.noticeLines(change.lines);
    noteChange(change.conversation, change.lines);
}

void DeskService::noteChange(const std::optional<Conversation>& conversation, const std::vector<StoredMessage>& lines)
{
    if (!hasWindow()) return;
    if (conversation) m_changedRows.insert(conversation->id, *conversation);
    for (const StoredMessage& line : lines) {
        if (line.conversation == m_watched) m_changedLines.insert_or_assign(line.rev, line);
    }
    scheduleFlush();
}

void DeskService::scheduleFlush()
{
    if (m_flush.isActive()) return;
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(m_ports.clock.elapsed() - m_lastFlush);
    m_flush.start(since >= kBatchInterval ? 0ms : kBatchInterval - since);
}

void DeskService::flush()
{
    m_lastFlush = m_ports.clock.elapsed();
    if (!m_changedRows.isEmpty()) {
        const auto values = std::exchange(m_changedRows, {});
        const std::vector<Conversation> rows = seenOf({values.cbegin(), values.cend()});
        if (!rows.empty()) emit conversationsChanged(shown(rows));
        m_counts.noteChange();
    }
    std::vector<StoredMessage> lines;
    for (auto& [rev, line] : std::exchange(m_changedLines, {})) {
        if (line.conversation == m_watched) lines.push_back(std::move(line));
    }
    if (!lines.empty()) emit linesChanged(m_watched, shown(std::move(lines)));
    if (std::exchange(m_everythingChanged, false)) emit everythingChanged();
}

void DeskService::watchThread(ConversationId conversation)
{
    if (!m_gate.allows(Permission::SeeConversations)) return;
    if (conversation.isEmpty() || isKnown(conversation)) {
        beginWatching(std::move(conversation));
        return;
    }
    watchNothing();
    watchIfSeen(std::move(conversation));
}

void DeskService::beginWatching(ConversationId conversation)
{
    ++m_watchAsked;
    m_unjudged = {};
    m_watched = std::move(conversation);
    noteLook(m_watched);
    m_deliveries.watch(m_watched);
    m_details.watch(m_watched);
    if (m_chat) m_chat->watch(m_watched);
}

void DeskService::listUndelivered()
{
    if (m_gate.allows(Permission::SeeConversations)) m_deliveries.list();
}

void DeskService::setTyping(const ConversationId& conversation, bool typing)
{
    if (m_chat && m_gate.allows(Permission::Answer) && isKnown(conversation)) m_chat->showTyping(conversation, typing);
}

void DeskService::markRead(const ConversationId& conversation)
{
    if (m_chat && m_gate.allows(Permission::Answer) && isKnown(conversation)) m_chat->markRead(conversation);
}

void DeskService::showAttendees(const ConversationId& conversation, const std::vector<api::Attendee>& attendees)
{
    if (conversation != m_watched) return;
    std::vector<api::Attendee> named = attendees;
    if (masksNumbers()) {
        for (api::Attendee& each : named)
            each.name = maskText(each.name);
    }
    emit attendeesChanged(conversation, named);
}

void DeskService::noteReceipts(const ConversationId& conversation)
{
    if (conversation == m_watched) m_receipts.ask();
}

QCoro::Task<void> DeskService::readReceipts()
{
    if (m_watched.isEmpty()) co_return;
    try {
        ThreadQuery query;
        query.conversation = m_watched;
        query.limit = kLinesWithReceipts;
        const ThreadPage page = co_await m_ports.reader.thread(std::move(query));
        noteChange(std::nullopt, page.lines);
    } catch (const StoreError& error) {
        deskServiceLog.warn("receipts were not shown", {{u"cause"_s, error.cause()}});
    }
}

void DeskService::tellActivity(const ConversationId& conversation)
{
    const api::Activity activity = m_activities.value(conversation);
    if (!activity.isAny()) m_activities.remove(conversation);
    if (isKnown(conversation)) emit activityChanged(activity);
}

void DeskService::showTyping(const ConversationId& conversation, const QStringList& names)
{
    if (!hasWindow()) return;
    api::Activity& activity = m_activities[conversation];
    activity.conversation = conversation;
    activity.typing = names;
    if (masksNumbers()) {
        for (QString& name : activity.typing)
            name = maskText(name);
    }
    tellActivity(conversation);
}

void DeskService::turnStarted(const ConversationId& conversation, TimePoint since)
{
    if (!hasWindow()) return;
    api::Activity& activity = m_activities[conversation];
    activity.conversation = conversation;
    activity.botThinking = true;
    activity.thinkingSince = since;
    tellActivity(conversation);
}

void DeskService::customerAwaited(const ConversationId& conversation, TimePoint since, TimePoint until)
{
    if (!m_hasWindow) return;
    api::Activity& activity = m_activities[conversation];
    activity.conversation = conversation;
    activity.awaitedSince = since;
    activity.answersAt = until;
    tellActivity(conversation);
}

void DeskService::turnEnded(const ConversationId& conversation, TurnOutcome /*outcome*/)
{
    if (!hasWindow()) return;
    api::Activity& activity = m_activities[conversation];
    activity.conversation = conversation;
    activity.botThinking = false;
    activity.thinkingSince = {};
    tellActivity(conversation);
}

}  // namespace tongdai
