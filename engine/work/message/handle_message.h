#pragma once

#include "engine/domain/work/one_shot.h"
#include "engine/work/loops/pause.h"
#include "engine/work/message/handle_result.h"
#include "engine/work/message/pipeline_ports.h"

#include <deque>
#include <memory>

namespace tongdai {

class JournalKeeper;
enum class KeepBecause : quint8;

class Announcer;
class ConversationRunner;
class CustomerPause;
class WorkCount;

/// Accepts in progress at the same time; more get Unavailable before anything is stored (guarantees G12).
inline constexpr int kMaxAccepting = 4096;

/// One customer message, from the door to its answer (design §5; contracts/handle-message §2). Whatever door it came
/// through, it becomes an IncomingMessage and goes this way: stored first, then either answered by the turn that its
/// own acceptance started, or left to whoever holds the conversation. Lives on the engine loop. Never throws.
class HandleMessage {
public:
    HandleMessage(PipelinePorts ports, PipelineOptions options, ConversationRunner& runner, Announcer& announcer,
                  JournalKeeper& journal, CustomerPause& pause, WorkCount& work);

    /// The message must already be valid (ids, sizes, UTF-8); an empty bodyHash is filled in. Resumes with the outcome,
    /// at the latest when the wait budget is used up; the work goes on when the caller leaves.
    QCoro::Task<HandleResult> run(IncomingMessage message) { return carry(std::move(message), true); }
    /// The same for a door that does not wait for the answer: resumes as soon as the message is stored, or is not,
    /// while the turn it may have started goes on (StillRunning).
    QCoro::Task<HandleResult> take(IncomingMessage message) { return carry(std::move(message), false); }
    /// The same for a door whose callers send their messages piece by piece: the bot waits for `pause` after the last
    /// one, whatever the channel (contracts/handle-message §6.4).
    QCoro::Task<HandleResult> gather(IncomingMessage message, std::chrono::milliseconds pause);
    /// Messages whose sender_type was a word nobody knows; each went to a person.
    qint64 unknownSendersTotal() const { return m_unknownSendersTotal; }
    /// Lines the shop wrote on the platform, and lines of ours that came back from there.
    qint64 answeredOutsideTotal() const { return m_answeredOutsideTotal; }
    qint64 ownEchoesTotal() const { return m_ownEchoesTotal; }
    /// Messages that came while somebody answered their conversation, and wait for that to end.
    qint64 waitedTotal() const { return m_waitedTotal; }
    /// The watch over the callers' budgets ends with the last of them, and not after the longest budget.
    void stop();

private:
    using Reply = std::shared_ptr<OneShot<HandleResult>>;
    struct Waiting {
        std::chrono::nanoseconds until{};
        std::weak_ptr<OneShot<HandleResult>> reply;
        Seq seq = 0;
    };
    QCoro::Task<HandleResult> carry(IncomingMessage message, bool waits,
                                    std::optional<std::chrono::milliseconds> pause = {});
    QCoro::Task<AcceptOutcome> accept(IncomingMessage message);
    QCoro::Task<HandleResult> keepInJournal(IncomingMessage message, KeepBecause because);
    HandleResult repeated(const Duplicate& duplicate, const MessageId& messageId) const;
    HandleResult locked(const Accepted& accepted) const;
    HandleResult ownEcho();
    void tell(const Accepted& accepted);
    Reply startTurn(const Accepted& accepted, double acceptMilliseconds);
    void limit(const Reply& reply, Seq seq);
    QCoro::Task<void> watchBudgets();
    QString storageBackend() const;

    PipelinePorts m_ports;
    PipelineOptions m_options;
    ConversationRunner& m_runner;
    Announcer& m_announcer;
    JournalKeeper& m_journal;
    CustomerPause& m_pause;
    WorkCount& m_work;
    std::deque<Waiting> m_waiting;  ///< all with the same budget, so in the order of their ends
    Pause m_budgetPause;
    bool m_isWatching = false;
    bool m_isStopping = false;
    int m_accepting = 0;
    qint64 m_unknownSendersTotal = 0;
    qint64 m_answeredOutsideTotal = 0;
    qint64 m_ownEchoesTotal = 0;
    qint64 m_waitedTotal = 0;
};

}  // namespace tongdai
