#include "engine/work/journal_keeper.h"

#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"
#include "engine/work/retry.h"

#include <unordered_map>

namespace tongdai {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

static const Log journalKeeperLog("pipeline.journal");

/// Between two looks for the store, and for what waits.
static constexpr std::chrono::milliseconds kLookEvery{500};
/// Offered to the store at once; conversations side by side share its group commits.
static constexpr int kReplayAtOnce = 256;

JournalKeeper::JournalKeeper(PipelinePorts ports, Announcer& announcer, WaitingPoller& poller, WorkCount& work)
    : m_ports(ports), m_announcer(announcer), m_poller(poller), m_work(work), m_pause(ports.clock)
{
}

void JournalKeeper::start()
{
    if (!isInUse()) return;
    m_storeAway = waiting() > 0;  // what an earlier run left goes first
    loop();
}

void JournalKeeper::stop()
{
    m_stopping = true;
    m_pause.wake();
}

bool JournalKeeper::mustKeep(const ConversationId& conversation) const
{
    return isInUse() && (m_storeAway || m_ports.journal->holds(conversation));
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
    try {
        outcome = co_await m_ports.journal->keep(std::move(message));
        FAILPOINT("P22");
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
    }
    co_return inJournal(outcome == Journalled::KeptBefore);
}

QCoro::Task<void> JournalKeeper::loop()
{
    const WorkCount::Guard busy(m_work);
    while (!m_stopping) {
        co_await replayAll();
        if (m_stopping) break;
        co_await m_pause.wait(kLookEvery);
    }
}

QCoro::Task<void> JournalKeeper::replayAll()
{
    while (!m_stopping && waiting() > 0) {
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
    if (done.empty()) co_return false;
    const bool isWhole = done.size() == offered;
    storeIsBack();
    FAILPOINT("P21");
    const qint64 count = qint64(done.size());
    m_replayed += count;  // before: whoever is told of the new count of waiting ones shows both
    try {
        co_await m_ports.journal->forget(std::move(done));
        m_replayedTotal += count;
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
        if (m_stopping) break;
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
        FAILPOINT("P20");
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

void JournalKeeper::storeIsBack()
{
    if (std::exchange(m_storeAway, false)) journalKeeperLog.info("the history is back", {{u"journal"_s, waiting()}});
}

}  // namespace tongdai
