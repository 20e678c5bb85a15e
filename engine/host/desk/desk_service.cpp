#include "engine/host/desk/desk_service.h"

#include "engine/domain/log.h"
#include "engine/domain/text/mask_text.h"

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
