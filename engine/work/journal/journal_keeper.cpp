#include "engine/work/journal/journal_keeper.h"

#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"
#include "engine/work/loops/retry.h"

#include <unordered_map>

namespace tongdai {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

static const Log journalKeeperLog("pipeline.journal");

/// Between two looks for the store, and for what waits.
static constexpr std::chrono::milliseconds kLookEvery{500};
/// Offered to the store at once; conversations side by side share its group commits.
static constexpr int kReplayAtOnce = 256;
/// Conversations in one notice to the other engines.
static constexpr size_t kMostTold = 1'000;
/// A message is accepted after what other engines hold of its conversation, whatever this computer's clock says; but
/// a clock that is ahead by more than this is wrong, and not followed.
static constexpr std::chrono::seconds kMostAhead{10};

JournalKeeper::JournalKeeper(PipelinePorts ports, Announcer& announcer, WaitingPoller& poller, WorkCount& work)
    : m_ports(ports),
      m_announcer(announcer),
      m_poller(poller),
      m_peers(ports.clock),
      m_rounds(
          ports.clock, kLookEvery, [this] { return round(); }, &work),
      m_telling(
          ports.clock, kLookEvery, [this] { return tellRound(); }, &work)
{
}

void JournalKeeper::start()
{
    if (!isInUse()) return;
    m_storeAway = waiting() > 0;  // what an earlier run left goes first
    m_rounds.start();
    if (m_ports.journalNews) m_telling.start();
}

QCoro::Task<std::optional<TimePoint>> JournalKeeper::waitingSince()
{
    if (waiting() == 0) co_return std::nullopt;
    auto reading = m_ports.journal->oldest(1);
    const std::vector<JournalEntry> first = co_await reading;
    co_return first.empty() ? std::nullopt : first.front().message.acceptedAt;
}

void JournalKeeper::stop()
{
    m_rounds.stop();
    m_telling.stop();
}

bool JournalKeeper::mustKeep(const ConversationId& conversation) const
{
    return isInUse() && (m_storeAway || m_ports.journal->holds(conversation) || m_peers.hold(conversation));
}

bool JournalKeeper::isAway(const StoreError& error)
{
    return error.kind() == StoreError::Kind::Unreachable || error.kind() == StoreError::Kind::TimedOut ||
           error.kind() == StoreError::Kind::Full;
}

QCoro::Task<HandleResult> JournalKeeper::keep(IncomingMessage message, Because because)
{
    QString trouble;
    Journalled outcome = Journalled::Kept;
    const ConversationId conversation = message.conversation;
    const TimePoint at = stamp(conversation);
    message.acceptedAt = at;
    try {
        outcome = co_await m_ports.journal->keep(std::move(message));
        FAILPOINT("journal.kept");
    } catch (const std::exception& error) {
        trouble = QString::fromUtf8(error.what());
    }
    if (!trouble.isEmpty()) {
        journalKeeperLog.error("message not stored: neither the history nor the journal takes it",
                               {{u"cause"_s, trouble}});
        co_return HandleResult(Unavailable{5s, u"nothing durable can be written"_s});
    }
    if (outcome == Journalled::IdReused) co_return HandleResult(ReusedMessageId{});
    if (outcome == Journalled::Kept) {
        ++m_keptTotal;
        if (because == Because::StoreFailed && !std::exchange(m_storeAway, true)) {
            m_replayed = 0;
            journalKeeperLog.warn("the history is away: messages go into the journal");
        }
        co_await tellKept(conversation, at);  // others know before the caller does
    }
    co_return inJournal(outcome == Journalled::KeptBefore);
}

QCoro::Task<void> JournalKeeper::round()
{
    lookForOthers();
    co_await replayAll();
    if (!m_rounds.isStopping() && (m_isHeldUp || m_oldest.isEmpty()))
        tellHeld();  // others may be waiting for just that
}

/// Who is silent is left behind.
QCoro::Task<void> JournalKeeper::tellRound()
{
    tellHeld();
    co_return;
}

QCoro::Task<void> JournalKeeper::replayAll()
{
    while (!m_rounds.isStopping() && waiting() > 0) {
        Entries entries;
        try {
            // While the store is not known to be back, one message finds out; more would only wait with it.
            entries = co_await m_ports.journal->oldest(m_storeAway ? 1 : kReplayAtOnce);
        } catch (const std::exception& error) {
            journalKeeperLog.error("the journal cannot be read", {{u"cause"_s, QString::fromUtf8(error.what())}});
            co_return;
        }
        const bool goesOn = co_await replayBatch(std::move(entries));
        if (!goesOn) co_return;
    }
    if (waiting() == 0) storeIsBack();
}

/// False: the store takes no more for now.
QCoro::Task<bool> JournalKeeper::replayBatch(Entries entries)
{
    std::unordered_map<ConversationId, Entries> conversations;
    const size_t offered = entries.size();
    Entries heads;  // conversation and time only
    for (const JournalEntry& entry : entries) {
        JournalEntry& head = heads.emplace_back();
        head.message.conversation = entry.message.conversation;
        head.message.acceptedAt = entry.message.acceptedAt;
    }
    noteOffered(heads);
    m_isHeldUp = false;
    for (JournalEntry& entry : entries) {
        Entries& line = conversations[entry.message.conversation];
        line.push_back(std::move(entry));
    }
    std::vector<QCoro::Task<std::vector<qint64>>> running;
    running.reserve(conversations.size());
    for (auto& [conversation, line] : conversations)
        running.push_back(replayInOrder(std::move(line)));
    std::vector<qint64> done;
    for (auto& each : running) {
        const std::vector<qint64> some = co_await std::move(each);
        done.insert(done.end(), some.begin(), some.end());
    }
    if (done.empty()) {
        noteReplayed(heads);  // what was set aside is not waited for
        if (m_isHeldUp && m_poller.isStoreThere()) {
            m_peers.noteStuck();
        } else {
            m_peers.noteProgress();  // the store is away for everybody: nobody is to blame
        }
        co_return false;
    }
    m_peers.noteProgress();
    if (!m_isOrderKnown) m_orderUnknownTotal += qint64(done.size());
    const bool isWhole = done.size() == offered;
    storeIsBack();
    FAILPOINT("journal.batch-stored");
    const qint64 count = qint64(done.size());
    m_replayed += count;  // before: whoever is told of the new count of waiting ones shows both
    try {
        co_await m_ports.journal->forget(std::move(done));
        m_replayedTotal += count;
        noteReplayed(heads);
    } catch (const std::exception& error) {  // the store knows them: offered again, they are duplicates
        m_replayed -= count;
        journalKeeperLog.error("replayed messages stay in the journal",
                               {{u"cause"_s, QString::fromUtf8(error.what())}});
        co_return false;
    }
    m_poller.wake();
    co_return isWhole;
}

/// Numbers of those that need not be offered again. Stops at the first that must wait: the next ones go behind it.
QCoro::Task<std::vector<qint64>> JournalKeeper::replayInOrder(Entries ofOneConversation)
{
    std::vector<qint64> done;
    for (JournalEntry& entry : ofOneConversation) {
        if (m_rounds.isStopping()) break;
        const bool isBehindOthers =
            entry.message.acceptedAt && m_peers.holdOlder(entry.message.conversation, *entry.message.acceptedAt);
        if (isBehindOthers) {
            m_isHeldUp = true;
            break;
        }
        const qint64 number = entry.number;
        const Replay outcome = co_await replay(std::move(entry));
        if (outcome == Replay::Later) break;
        if (outcome == Replay::Done) done.push_back(number);
    }
    co_return done;
}

QCoro::Task<JournalKeeper::Replay> JournalKeeper::replay(JournalEntry entry)
{
    const qint64 number = entry.number;
    const QString id = entry.message.messageId.toString();
    const OwnerId nobody;  // the poll takes the conversation up, in its order
    try {
        AcceptOutcome outcome = co_await m_ports.store.accept(std::move(entry.message), nobody);
        m_isRefused = false;
        FAILPOINT("journal.entry-stored");
        if (auto* accepted = std::get_if<Accepted>(&outcome)) {
            m_announcer.tellAccepted(*accepted);
        } else if (std::holds_alternative<IdReused>(outcome)) {
            // Another engine accepted another body under this id meanwhile. Both were promised; a person must look.
            journalKeeperLog.error("a message of the journal was set aside",
                                   {{u"message"_s, id}, {u"cause"_s, u"id reused"_s}});
            m_ports.events.alarm(u"journal_message_set_aside"_s);
            co_await m_ports.journal->setAside(number, u"message_id_reused"_s);
            co_return Replay::SetAside;
        }
        co_return Replay::Done;
    } catch (const StoreError& error) {
        if (isTransient(error)) {
            journalKeeperLog.debug("the history is still away", {{u"cause"_s, error.cause()}});
        } else if (!std::exchange(m_isRefused, true)) {
            journalKeeperLog.error("the history refuses messages of the journal", {{u"cause"_s, error.cause()}});
        }
    } catch (const std::exception& error) {
        journalKeeperLog.error("a message was not replayed", {{u"cause"_s, QString::fromUtf8(error.what())}});
    }
    co_return Replay::Later;
}

void JournalKeeper::hear(const JournalNotice& notice)
{
    const bool hasChanged = m_peers.hear(notice);
    if (hasChanged && m_isHeldUp) m_rounds.wake();  // perhaps it is our turn now
}

/// Never before the one drawn last, so that the journal's order is that of its times, and after all that others told:
/// two messages of the same millisecond must not be of the same age in two journals.
TimePoint JournalKeeper::stamp(const ConversationId& conversation)
{
    const TimePoint now = m_ports.clock.now();
    m_lastStamp = m_lastStamp - now > kMostAhead ? now : std::max(m_lastStamp, now);
    const std::optional<TimePoint> others = m_peers.newest(conversation);
    if (others && *others - now <= kMostAhead) m_lastStamp = std::max(m_lastStamp, *others + 1ms);
    return m_lastStamp;
}

QCoro::Task<void> JournalKeeper::tellKept(ConversationId conversation, TimePoint at)
{
    if (!m_ports.journalNews) co_return;
    if (!m_oldest.contains(conversation)) m_oldest.insert(conversation, at);
    m_newest.insert(conversation, at);
    JournalNotice notice;
    notice.held.push_back({conversation, at, at});
    auto telling = m_ports.journalNews->tell(std::move(notice));
    co_await telling;
}

/// These are the oldest there are: of each conversation the first is its oldest, and what is not among them is newer.
/// Told too old, others would wait for what has gone already, while we wait for them.
void JournalKeeper::noteOffered(const Entries& entries)
{
    if (!m_ports.journalNews || entries.empty()) return;
    m_offered.clear();
    for (const JournalEntry& entry : entries) {
        const ConversationId& conversation = entry.message.conversation;
        const TimePoint at = entry.message.acceptedAt.value_or(m_ports.clock.now());
        if (!m_offered.contains(conversation)) m_offered.insert(conversation, at);
        if (!m_oldest.contains(conversation)) m_oldest.insert(conversation, at);  // an earlier run left it
    }
    m_newestOffered = entries.back().message.acceptedAt.value_or(TimePoint{});
}

void JournalKeeper::noteReplayed(const Entries& entries)
{
    for (const JournalEntry& entry : entries) {
        if (m_ports.journal->holds(entry.message.conversation)) continue;
        m_oldest.remove(entry.message.conversation);
        m_newest.remove(entry.message.conversation);
        m_offered.remove(entry.message.conversation);
    }
}

/// All that is held. Not after each batch: half a second is soon enough for whoever does not wait, and a journal of a
/// day has thousands of batches.
void JournalKeeper::tellHeld()
{
    if (!m_ports.journalNews || (m_oldest.isEmpty() && !m_hasTold)) return;
    m_hasTold = !m_oldest.isEmpty();
    JournalNotice notice;
    notice.isWhole = true;
    for (auto each = m_oldest.cbegin(); each != m_oldest.cend(); ++each) {
        if (notice.held.size() == kMostTold) m_ports.journalNews->tell(std::exchange(notice, JournalNotice()));
        const auto offered = m_offered.constFind(each.key());
        const TimePoint oldest =
            offered != m_offered.cend() ? offered.value() : std::max(each.value(), m_newestOffered);
        notice.held.push_back({each.key(), oldest, std::max(oldest, m_newest.value(each.key()))});
    }
    m_ports.journalNews->tell(notice);
}

void JournalKeeper::lookForOthers()
{
    if (!m_ports.journalNews) return;
    const int left = m_peers.leaveBehind();
    const bool isHeard = m_ports.journalNews->isHeard();
    if (left > 0 || (!isHeard && waiting() > 0)) {
        if (std::exchange(m_isOrderKnown, false))
            journalKeeperLog.warn("what other engines hold is not known: nor is the order of messages across engines",
                                  {{u"silent"_s, left}, {u"redis"_s, isHeard}});
    } else if (isHeard && waiting() == 0) {
        m_isOrderKnown = true;
    }
}

void JournalKeeper::storeIsBack()
{
    if (std::exchange(m_storeAway, false)) journalKeeperLog.info("the history is back", {{u"journal"_s, waiting()}});
}

}  // namespace tongdai
