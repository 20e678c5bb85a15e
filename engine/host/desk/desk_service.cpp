#include "engine/host/desk/desk_service.h"

#include "engine/domain/log.h"
#include "engine/domain/ports/store/message_search.h"
#include "engine/domain/work/work_queue.h"
#include "engine/host/ask.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log deskServiceLog("desk");

/// The window gets at most this many batches: ten a second (design §3).
constexpr auto kBatchInterval = 100ms;
/// How far back a change of receipts is shown at once; older lines have theirs when they are loaded again.
constexpr int kLinesWithReceipts = 50;

}  // namespace

DeskService::DeskService(Ports ports, DeskGate& gate)
    : m_ports(ports),
      m_gate(gate),
      m_acts(ports.reader, gate),
      m_drafts(ports.drafts, gate),
      m_deliveries(ports.reader),
      m_details(ports.details),
      m_counts(ports.reader, ports.clock, gate.me()),
      m_flush(this)
{
    connect(&m_counts, &DeskCounts::counted, this, &DeskService::queueCountsChanged);
    connect(&m_details, &DeskDetails::detailsChanged, this, &DeskService::detailsChanged);
    connect(&m_deliveries, &DeskDeliveries::undeliveredChanged, this, &DeskService::undeliveredChanged);
    connect(&m_deliveries, &DeskDeliveries::linesRead, this,
            [this](const ConversationId&, const std::vector<StoredMessage>& lines) { noteChange({}, lines); });
    connect(&m_drafts, &DeskDrafts::listed, this, &DeskService::draftsListed);
    connect(&m_gate, &DeskGate::changed, this, &DeskService::noteSeat);
    m_flush.setSingleShot(true);
    connect(&m_flush, &QTimer::timeout, this, &DeskService::flush);
}

QString DeskService::signedInName() const
{
    const auto& me = m_gate.state().me;
    return me && !me->isImplicit ? me->name : QString();
}

/// What was shown to somebody else is not told of any more; what may be seen now is asked for anew.
void DeskService::noteSeat()
{
    m_counts.setMe(m_gate.me());
    if (!m_gate.hears(Permission::SeeConversations)) {
        m_changedRows.clear();
        m_changedLines.clear();
        watchNothing();
    }
    emit seatChanged();
    refresh();
}

void DeskService::watchNothing()
{
    m_watched = {};
    m_deliveries.watch(m_watched);
    m_details.watch(m_watched);
    if (m_chat) m_chat->watch(m_watched);
}

QCoro::Task<api::Answer<ConversationPage>> DeskService::conversations(ConversationQuery query)
{
    if (const auto refused = m_gate.refusal(Permission::SeeConversations)) co_return *refused;
    query.me = m_gate.me();
    try {
        ConversationPage page = co_await m_ports.reader.conversations(query);
        const bool isWhole = query.offset == 0 && !page.hasMore;
        if (!query.filter.isEmpty() && isWhole) page = co_await withWhereItWasSaid(std::move(page), query);
        m_counts.ask();
        co_return page;
    } catch (const StoreError& error) {
        m_counts.ask();
        co_return failureOf(error);
    }
}

/// What the filter finds in names and last lines, and the conversations where it was said at any time (features A14).
QCoro::Task<ConversationPage> DeskService::withWhereItWasSaid(ConversationPage page, ConversationQuery query)
{
    constexpr int kMaxHits = 200;
    MessageQuery said;
    said.text = query.filter;
    said.limit = kMaxHits;
    const MessageHits found = co_await m_ports.search.search(std::move(said));
    QSet<ConversationId> there;
    for (const Conversation& conversation : page.rows)
        there.insert(conversation.id);
    std::vector<ConversationId> others;
    for (const MessageHit& hit : found.hits) {
        if (there.contains(hit.message.conversation)) continue;
        there.insert(hit.message.conversation);
        others.push_back(hit.message.conversation);
    }
    if (others.empty()) co_return page;
    std::vector<Conversation> rows = co_await m_ports.reader.conversationsById(std::move(others));
    for (Conversation& conversation : rows) {
        if (belongsTo(conversation, query.queue, query.me)) page.rows.push_back(std::move(conversation));
    }
    co_return page;
}

QCoro::Task<api::Answer<ThreadPage>> DeskService::thread(ThreadQuery query)
{
    if (const auto refused = m_gate.refusal(Permission::SeeConversations)) co_return *refused;
    auto reading = m_ports.reader.thread(std::move(query));
    co_return co_await reading;
}

QCoro::Task<api::Answer<MessageHits>> DeskService::search(MessageQuery query)
{
    if (const auto refused = m_gate.refusal(Permission::SeeConversations)) co_return *refused;
    auto searching = m_ports.search.search(std::move(query));
    co_return co_await searching;
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
        emit conversationsChanged(std::vector<Conversation>(values.cbegin(), values.cend()));
        m_counts.noteChange();
    }
    std::vector<StoredMessage> lines;
    for (auto& [rev, line] : std::exchange(m_changedLines, {})) {
        if (line.conversation == m_watched) lines.push_back(std::move(line));
    }
    if (!lines.empty()) emit linesChanged(m_watched, std::move(lines));
    if (std::exchange(m_everythingChanged, false)) emit everythingChanged();
}

void DeskService::watchThread(ConversationId conversation)
{
    if (!m_gate.allows(Permission::SeeConversations)) return;
    m_watched = std::move(conversation);
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
    if (m_chat && m_gate.allows(Permission::Answer)) m_chat->showTyping(conversation, typing);
}

void DeskService::markRead(const ConversationId& conversation)
{
    if (m_chat && m_gate.allows(Permission::Answer)) m_chat->markRead(conversation);
}

void DeskService::showAttendees(const ConversationId& conversation, const std::vector<api::Attendee>& attendees)
{
    if (conversation == m_watched) emit attendeesChanged(conversation, attendees);
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
    emit activityChanged(activity);
}

void DeskService::showTyping(const ConversationId& conversation, const QStringList& names)
{
    if (!hasWindow()) return;
    api::Activity& activity = m_activities[conversation];
    activity.conversation = conversation;
    activity.typing = names;
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
