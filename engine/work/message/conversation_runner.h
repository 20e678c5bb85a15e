#pragma once

#include "engine/domain/work/one_shot.h"
#include "engine/work/claims/held_claims.h"
#include "engine/work/loops/work_count.h"
#include "engine/work/message/announcer.h"
#include "engine/work/message/answer_judge.h"
#include "engine/work/message/context_memory.h"
#include "engine/work/message/handle_result.h"
#include "engine/work/message/think.h"
#include "engine/work/platform/outbox_relay.h"
#include "engine/work/platform/platform_sender.h"

#include <memory>
#include <set>

namespace tongdai {

/// The one who waits for the answer of a message, if anybody does. Answered once, the first outcome counts.
struct Caller {
    std::shared_ptr<OneShot<HandleResult>> reply;
    Seq seq = 0;
    MessageId messageId;

    bool isCoveredBy(Seq from, Seq upto) const { return reply && seq > from && seq <= upto; }
    void answer(const HandleResult& result) const
    {
        if (reply) reply->set(result);
    }
};

/// Carries claimed conversations through their turns until nothing waits in them (design §5, steps 2 to 7). Each claim
/// runs in a coroutine of its own that outlives its caller: whoever posted the message is answered as soon as its own
/// turn is decided, the rest goes on. Lives on the engine loop.
class ConversationRunner {
public:
    ConversationRunner(PipelinePorts ports, PipelineOptions options, HeldClaims& held, Announcer& announcer,
                       PlatformSender& sender, OutboxRelay& relay, WorkCount& work);

    OwnerId newOwner();
    /// Whether other programs have been told of the one message that waits (Announcer::tellAccepted).
    enum class Shown : quint8 { No, Yes };
    /// Answers a conversation whose claim was just granted to us. Returns at once.
    void start(Claim claim, Caller caller, TurnSteps before, Shown shown);
    /// Whatever came of an accept, before start(): the next line of a thread, or why what is known of it is not all.
    void accepted(const IncomingMessage& message, const Accepted& accepted) { m_memory.accepted(message, accepted); }
    /// Claims a conversation that waits without an owner and answers it; returns at once.
    void takeUp(ConversationId conversation);
    /// Somebody raised the fence of a conversation: what we run there under an older one ends now.
    void fenceRaised(const ConversationId& conversation, Fence fence, TurnEnd why);

    int inWork() const { return m_held.count(); }
    /// Taken up by poll or hint; bounded by the poller.
    int takenUp() const { return m_claiming + m_held.polledCount(); }
    bool isHeldHere(const ConversationId& conversation) const;
    qint64 fencedTotal() const { return m_fencedTotal; }
    const AnswerJudge& judge() const { return m_judge; }
    const ContextMemory& memory() const { return m_memory; }
    QString platformPause() const
    {
        return m_sender.breaker().isClosed() ? m_ports.platform.wholePause() : m_sender.breaker().cause();
    }

    bool isStopping() const { return m_stopping; }
    /// From now on conversations are given back at their next turn.
    void stopSoon() { m_stopping = true; }
    /// Cancels what still runs and gives it back.
    void stopNow();

private:
    /// One claim on its way; lives in run().
    struct Run {
        std::shared_ptr<HeldClaim> held;
        Caller caller;
        TurnSteps steps;
        std::optional<std::chrono::nanoseconds> firstCall;  ///< of the answers superseded in a row
        bool isThinking = false;                            ///< turnStarted was told, turnEnded not yet
        bool isShown = false;                               ///< what waits stands in the state others read
    };
    using RunPtr = std::shared_ptr<Run>;
    /// What a turn saw and wants recorded; needed after the commit as well.
    struct TurnInWork {
        AnswerContext context;
        FinishRequest request;
        double extractMilliseconds = 0;
        double recordMilliseconds = 0;
    };
    using TurnPtr = std::shared_ptr<TurnInWork>;
    using Next = std::optional<Claim>;

    QCoro::Task<void> claimAndRun(ConversationId conversation);
    QCoro::Task<void> run(Claim claim, Caller caller, TurnSteps before, bool isPolled, Shown shown);
    void tellFailure(const ConversationId& conversation, const std::exception& error);
    QCoro::Task<void> restAfterFailure(RunPtr run);
    QCoro::Task<void> restWith(std::shared_ptr<HeldClaim> held, std::chrono::milliseconds duration);
    QCoro::Task<Next> answerOnce(RunPtr run);
    QCoro::Task<void> openGate(std::shared_ptr<HeldClaim> held);
    QCoro::Task<AnswerContext> contextBehindGate(std::shared_ptr<HeldClaim> held);
    QCoro::Task<AnswerContext> readContext(Claim claim);
    QCoro::Task<Thought> think(RunPtr run, AnswerContext context);
    QCoro::Task<FinishOutcome> record(FinishRequest request);
    QCoro::Task<Next> finished(RunPtr run, TurnPtr turn, Finished outcome);
    QCoro::Task<Next> superseded(RunPtr run, TurnPtr turn, SupersededByNewer outcome);
    QCoro::Task<Next> fenced(RunPtr run, Fenced outcome);
    QCoro::Task<Next> cancelled(RunPtr run, AnswerContext context, Thought thought);
    QCoro::Task<QJsonObject> sendOut(TurnPtr turn, std::optional<OutboxItem> item);
    QCoro::Task<void> settle(RunPtr run, TurnPtr turn, Conversation row, std::vector<HistoryEvent> events, bool goesOn);
    QCoro::Task<void> giveBack(RunPtr run);
    QCoro::Task<QString> freeLease(Claim claim);
    QCoro::Task<void> freeLeaseLater(std::shared_ptr<HeldClaim> held);
    QCoro::Task<void> letGo(std::shared_ptr<HeldClaim> held);
    void note(ClaimAct act, const Claim& claim, Fence current = 0, qint64 rev = 0) const;
    void noteEnd(const HeldClaim& held) const;
    void endTurn(const RunPtr& run, TurnOutcome outcome);
    void tellPersonHasIt(const Run& run) const;
    QString storageBackend() const;
    FinishRequest requestOf(const Run& run, const AnswerContext& context, Thought thought);
    std::chrono::milliseconds thinkingBudget(const HeldClaim& held) const;
    bool mustGiveBack(const HeldClaim& held) const;

    PipelinePorts m_ports;
    PipelineOptions m_options;
    HeldClaims& m_held;
    Announcer& m_announcer;
    PlatformSender& m_sender;
    OutboxRelay& m_relay;
    WorkCount& m_work;
    Think m_think;
    std::set<ConversationId> m_sending;       ///< a turn of ours is sending its row
    std::set<ConversationId> m_queuedBehind;  ///< and another row came to wait behind it
    qint64 m_fencedTotal = 0;
    AnswerJudge m_judge{m_ports.calls, m_options.answerRule};
    ContextMemory m_memory{m_ports.clock, m_options.maxContextLines};
    int m_claiming = 0;
    bool m_stopping = false;
    bool m_isDamageTold = false;
};

}  // namespace tongdai
