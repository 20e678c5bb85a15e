#include "engine/work/message/conversation_runner.h"

#include "engine/contract/json/handled_message.h"
#include "engine/domain/conversation/chat.h"
#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"
#include "engine/domain/shop/page_line.h"
#include "engine/domain/work/restart_rule.h"
#include "engine/work/claims/shown_state.h"
#include "engine/work/loops/pause.h"
#include "engine/work/loops/retry.h"
#include "engine/work/message/turn_record.h"

#include <algorithm>

namespace tongdai {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

static const Log conversationRunnerLog("pipeline");

/// Tries to read the context and to record a turn. Together with their pauses (7.75 s, 31.75 s) they stay near the
/// lease: after it another engine goes on anyway.
static constexpr int kReadTries = 4;
static constexpr int kRecordTries = 8;
/// From the grant of a claim whose turn failed until it is given back at the soonest: what fails at once would be taken
/// up at once and fail again, and a store that is damaged in one place would cost a whole processor.
static constexpr std::chrono::seconds kShortestFailure{2};
/// Time a turn needs beside thinking: platform call, records. Kept free below kMaxHold.
static constexpr std::chrono::seconds kHoldReserve{15};

namespace {

/// As far as is known: it was not lost, and nobody raised the fence.
bool mayHoldLease(const HeldClaim& held)
{
    return held.end == TurnEnd::None || held.end == TurnEnd::HeldTooLong || held.end == TurnEnd::Stopping;
}

double millisecondsSince(std::chrono::nanoseconds start, std::chrono::nanoseconds now)
{
    return std::chrono::duration<double, std::milli>(now - start).count();
}

}  // namespace

ConversationRunner::ConversationRunner(PipelinePorts ports, PipelineOptions options, HeldClaims& held,
                                       Announcer& announcer, PlatformSender& sender, OutboxRelay& relay,
                                       WorkCount& work)
    : m_ports(ports),
      m_options(std::move(options)),
      m_held(held),
      m_announcer(announcer),
      m_sender(sender),
      m_relay(relay),
      m_work(work),
      m_think(ports, m_options)
{
}

OwnerId ConversationRunner::newOwner()
{
    return OwnerId(m_options.instance + ':' + m_ports.random.bytes(16).toHex());
}

void ConversationRunner::start(Claim claim, Caller caller, TurnSteps before, Shown shown)
{
    run(std::move(claim), std::move(caller), before, false, shown);
}

void ConversationRunner::takeUp(ConversationId conversation)
{
    if (!m_stopping && !isHeldHere(conversation)) claimAndRun(std::move(conversation));
}

bool ConversationRunner::isHeldHere(const ConversationId& conversation) const
{
    const auto held = m_held.find(conversation);
    return held && !held->isOver() && !held->isRecorded;
}

void ConversationRunner::fenceRaised(const ConversationId& conversation, Fence fence, TurnEnd why)
{
    const auto held = m_held.find(conversation);
    if (held && held->claim.fence < fence) held->endWith(why);
}

void ConversationRunner::stopNow()
{
    m_stopping = true;
    for (const auto& held : m_held.all())
        held->endWith(TurnEnd::Stopping);
}

QCoro::Task<void> ConversationRunner::claimAndRun(ConversationId conversation)
{
    const WorkCount::Guard busy(m_work);
    ++m_claiming;
    const auto started = m_ports.clock.elapsed();
    Next claim;
    const OwnerId owner = newOwner();
    try {
        const ClaimOutcome outcome = co_await m_ports.store.claim(conversation, owner);
        if (const auto* granted = std::get_if<Claim>(&outcome)) claim = *granted;
    } catch (const std::exception& error) {  // it stays due: the next poll tries again
        conversationRunnerLog.debug("claim failed", {{u"cause"_s, QString::fromUtf8(error.what())}});
    }
    --m_claiming;
    TurnSteps steps;
    steps.claim = millisecondsSince(started, m_ports.clock.elapsed());
    if (claim) run(std::move(*claim), Caller(), steps, true, Shown::No);
}

QCoro::Task<void> ConversationRunner::run(Claim claim, Caller caller, TurnSteps before, bool isPolled, Shown shown)
{
    const WorkCount::Guard busy(m_work);
    const auto run = std::make_shared<Run>();
    run->held = m_held.add(claim, m_ports.clock.elapsed(), isPolled);
    run->caller = std::move(caller);
    run->steps = before;
    run->isShown = shown == Shown::Yes;
    note(ClaimAct::Granted, claim);

    Next next = std::move(claim);
    while (next) {
        run->held->claim = *next;
        next.reset();
        const bool isOver = mustGiveBack(*run->held);
        bool hasFailed = false;
        if (!isOver) {
            try {
                next = co_await answerOnce(run);
            } catch (const std::exception& error) {
                tellFailure(run->held->claim.conversation, error);
                hasFailed = true;
            }
        }
        if (isOver || hasFailed) {
            run->held->isRecording = false;
            endTurn(run, TurnOutcome::Cancelled);
            if (hasFailed) co_await restAfterFailure(run);
            co_await giveBack(run);
        }
        run->steps = TurnSteps();
        run->isShown = false;
    }
    m_held.remove(run->held);
    noteEnd(*run->held);
    run->caller.answer(stillRunning(run->caller.seq));  // stored, and whoever comes next will answer it
}

void ConversationRunner::tellFailure(const ConversationId& conversation, const std::exception& error)
{
    conversationRunnerLog.error("turn abandoned", {{u"conversation"_s, conversation.toString()},
                                                   {u"cause"_s, QString::fromUtf8(error.what())}});
    const auto* const ofStore = dynamic_cast<const StoreError*>(&error);
    const bool isDamage = ofStore && ofStore->kind() == StoreError::Kind::Corrupt;
    if (isDamage && !std::exchange(m_isDamageTold, true)) m_ports.events.alarm(u"history_damaged"_s);
}

/// Whoever waits for the answer is told before: the message is stored, and somebody will answer it.
QCoro::Task<void> ConversationRunner::restAfterFailure(RunPtr run)
{
    run->caller.answer(stillRunning(run->caller.seq));
    const auto held = run->held;
    const auto left = held->since + kShortestFailure - m_ports.clock.elapsed();
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(left);
    if (m_stopping || held->isOver() || rest.count() <= 0) co_return;
    co_await restWith(held, rest);
}

QCoro::Task<void> ConversationRunner::restWith(std::shared_ptr<HeldClaim> held, std::chrono::milliseconds duration)
{
    const auto sleep = std::make_shared<Pause>(m_ports.clock);
    held->cancel->onCancel([sleep] { sleep->wake(); });
    co_await sleep->wait(duration);
    held->cancel->onCancel({});
}

/// One turn, from the claim to its record and out of the house.
QCoro::Task<ConversationRunner::Next> ConversationRunner::answerOnce(RunPtr run)
{
    const auto held = run->held;
    const Claim claim = held->claim;
    FAILPOINT("turn.claimed");

    // 2 Claim: the row is ours already; the gate tells other programs. The context is known, or read meanwhile.
    const auto started = m_ports.clock.elapsed();
    const auto turn = std::make_shared<TurnInWork>();
    turn->context = co_await contextBehindGate(held);
    run->steps.context = millisecondsSince(started, m_ports.clock.elapsed());
    if (turn->context.waiting.empty()) {  // made final meanwhile, or the row's counters are wrong (repair() sees to it)
        co_await giveBack(run);
        co_return Next();
    }
    if (!run->isShown || turn->context.waiting.size() != 1)
        m_announcer.show(
            shownInWork(claim.conversation, turn->context, m_ports.clock.now(), m_options.maxContextLines));

    // 3 Think
    Thought thought = co_await think(run, turn->context);
    FAILPOINT("ai.answered");
    if (thought.cancelled && !thought.answer) {
        Next next = co_await cancelled(run, turn->context, std::move(thought));
        co_return next;
    }

    // 4 Extract
    const auto extracting = m_ports.clock.elapsed();
    turn->request = requestOf(*run, turn->context, std::move(thought));
    turn->extractMilliseconds = millisecondsSince(extracting, m_ports.clock.elapsed());

    // 5 Record
    held->isRecording = true;
    const auto recording = m_ports.clock.elapsed();
    FinishOutcome outcome = co_await record(turn->request);
    held->isRecording = false;
    turn->recordMilliseconds = millisecondsSince(recording, m_ports.clock.elapsed());
    FAILPOINT("finish.committed");

    // 6 Send, 7 Settle
    Next next;
    if (auto* fencedOut = std::get_if<Fenced>(&outcome)) {
        next = co_await fenced(run, std::move(*fencedOut));
    } else if (auto* newer = std::get_if<SupersededByNewer>(&outcome)) {
        next = co_await superseded(run, turn, std::move(*newer));
    } else {
        next = co_await finished(run, turn, std::get<Finished>(std::move(outcome)));
    }
    co_return next;
}

QCoro::Task<void> ConversationRunner::openGate(std::shared_ptr<HeldClaim> held)
{
    const WorkCount::Guard busy(m_work);
    if (held->hasGate) co_return;
    const Claim claim = held->claim;
    const Gate gate = co_await m_ports.live.acquireGate(claim.conversation, claim.owner.bytes(), m_options.gateTtl);
    // SomeoneElse: a lock left by a crash, or another program's. The row decides, and it is ours.
    held->hasGate = gate == Gate::Got || gate == Gate::AlreadyOurs;
    FAILPOINT("turn.gate-asked");
}

QCoro::Task<AnswerContext> ConversationRunner::contextBehindGate(std::shared_ptr<HeldClaim> held)
{
    const Claim claim = held->claim;
    QCoro::Task<void> gate = openGate(held);
    const bool isKnown = m_memory.knows(claim);
    if (isKnown) {
        co_await gate;
        std::optional<AnswerContext> known = m_memory.contextFor(claim);
        if (known) co_return std::move(*known);  // otherwise another message has come meanwhile
    }
    auto reading = readContext(claim);
    AnswerContext context = co_await reading;
    if (!isKnown) co_await gate;
    m_memory.read(claim, context);
    co_return context;
}

QCoro::Task<AnswerContext> ConversationRunner::readContext(Claim claim)
{
    std::function<QCoro::Task<AnswerContext>()> call = [this, claim] {
        return m_ports.store.context(claim, m_options.maxContextLines);
    };
    AnswerContext context = co_await withRetries(m_ports.clock, kReadTries, std::move(call));
    co_return context;
}

QCoro::Task<Thought> ConversationRunner::think(RunPtr run, AnswerContext context)
{
    const auto held = run->held;
    const auto started = m_ports.clock.elapsed();
    if (!run->firstCall) run->firstCall = started;
    run->isThinking = true;
    m_ports.events.turnStarted(held->claim.conversation, m_ports.clock.now());
    if (held->claim.attempts >= kMaxAttempts) {
        conversationRunnerLog.error("messages set aside", {{u"conversation"_s, held->claim.conversation.toString()},
                                                           {u"attempts"_s, held->claim.attempts}});
        co_return setAside(held->claim.attempts);
    }
    AiRequest request;
    request.conversation = held->claim.conversation;
    request.messages = std::move(context.waiting);
    request.context = std::move(context.lines);
    request.metadata = std::move(context.metadata);
    request.handedBack = std::move(context.handedBack);
    Thought thought = co_await m_think.run(std::move(request), held->cancel, thinkingBudget(*held));
    run->steps.ai = millisecondsSince(started, m_ports.clock.elapsed());
    co_return thought;
}

void ConversationRunner::note(ClaimAct act, const Claim& claim, Fence current, qint64 rev) const
{
    m_ports.events.claimNoted(
        {claim.conversation, act, claim.owner, claim.fence, current, {}, m_ports.clock.now(), rev});
}

/// Takeovers and forced releases were noted by who did them.
void ConversationRunner::noteEnd(const HeldClaim& held) const
{
    const bool isEndedByOthers = held.end == TurnEnd::TakenOver || held.end == TurnEnd::Released;
    if (held.isRefused || isEndedByOthers) return;
    note(held.end == TurnEnd::LeaseLost ? ClaimAct::Expired : ClaimAct::Released, held.claim);
}

void ConversationRunner::endTurn(const RunPtr& run, TurnOutcome outcome)
{
    if (std::exchange(run->isThinking, false)) m_ports.events.turnEnded(run->held->claim.conversation, outcome);
}

void ConversationRunner::tellPersonHasIt(const Run& run) const
{
    run.caller.answer(Locked{Locked::Reason::HumanTakeover, run.caller.seq, storageBackend()});
}

QString ConversationRunner::storageBackend() const
{
    return m_ports.live.isShared() ? u"Redis"_s : u"Memory"_s;
}

FinishRequest ConversationRunner::requestOf(const Run& run, const AnswerContext& context, Thought thought)
{
    TurnInput input;
    input.claim = run.held->claim;
    input.context = context;
    const bool staysHere = context.isSample || livesInOwnChat(context.metadata);
    input.platformConfigured = m_ports.platform.carries(livesOnPage(context.metadata)) && !staysHere;
    input.thought = std::move(thought);
    input.handOverReason = m_judge.judge(input);
    input.steps = run.steps;
    input.storageBackend = storageBackend();
    input.distributedLockUsed = m_ports.live.isShared() && run.held->hasGate;
    input.sendNow = m_sender.breaker().isClosed();
    input.mayRestart =
        RestartRule().mayRestart(run.held->claim.restarts, m_ports.clock.elapsed() - run.firstCall.value_or(0ns));
    input.now = m_ports.clock.now();
    return recordOf(std::move(input));
}

QCoro::Task<FinishOutcome> ConversationRunner::record(FinishRequest request)
{
    std::function<QCoro::Task<FinishOutcome>()> call = [this, request] { return m_ports.store.finish(request); };
    FinishOutcome outcome = co_await withRetries(m_ports.clock, kRecordTries, std::move(call));
    co_return outcome;
}

QCoro::Task<ConversationRunner::Next> ConversationRunner::finished(RunPtr run, TurnPtr turn, Finished outcome)
{
    const FinishRequest& request = turn->request;
    m_memory.finished(request, outcome);
    Change change{outcome.conversation, {}, outcome.events};
    if (outcome.heldMessage) change.lines.push_back(*outcome.heldMessage);
    if (outcome.botMessage.rev > 0) change.lines.push_back(outcome.botMessage);
    m_announcer.tellDesk(change);
    endTurn(run, request.turn.outcome);
    run->firstCall.reset();
    run->held->isRecorded = !outcome.next;

    const auto sending = m_ports.clock.elapsed();
    const QJsonObject platformResult = co_await sendOut(turn, outcome.outbox);
    TurnSteps steps = request.turn.steps;
    steps.extract = turn->extractMilliseconds;
    steps.record = turn->recordMilliseconds;
    steps.send = millisecondsSince(sending, m_ports.clock.elapsed());
    m_ports.events.turnTimed(steps);
    co_await settle(run, turn, std::move(outcome.conversation), std::move(outcome.events), outcome.next.has_value());

    if (run->caller.isCoveredBy(request.claim.from, request.upto)) {
        Completed completed{turn->request.reply};
        completed.result.insert("message_id"_L1, run->caller.messageId.toString());
        completed.result.insert("pancake_result"_L1, platformResult);
        run->caller.answer(completed);
    }
    co_return outcome.next;
}

QCoro::Task<QJsonObject> ConversationRunner::sendOut(TurnPtr turn, std::optional<OutboxItem> item)
{
    const Claim claim = turn->request.claim;
    const QJsonObject asRecorded = turn->request.reply.value("pancake_result"_L1).toObject();
    if (!item) co_return asRecorded;
    if (item->state != OutboxState::Sending) {  // behind an earlier row, or sending is paused: the relay's business
        if (m_sending.contains(claim.conversation)) m_queuedBehind.insert(claim.conversation);
        m_relay.wake();
        co_return asRecorded;
    }
    m_sending.insert(claim.conversation);
    const PlatformSender::Milliseconds recordTook(turn->recordMilliseconds);
    QJsonObject result = co_await m_sender.send(std::move(*item), claim.owner, recordTook);
    m_sending.erase(claim.conversation);
    if (m_queuedBehind.erase(claim.conversation) > 0) m_relay.wake();
    co_return result;
}

QCoro::Task<ConversationRunner::Next> ConversationRunner::superseded(RunPtr run, TurnPtr turn,
                                                                     SupersededByNewer outcome)
{
    const FinishRequest& request = turn->request;
    Change change{outcome.conversation, {}, outcome.events};
    if (outcome.botMessage.rev > 0) change.lines.push_back(outcome.botMessage);
    m_announcer.tellAll(std::move(change));
    endTurn(run, TurnOutcome::Superseded);
    if (run->caller.isCoveredBy(request.claim.from, request.upto)) {
        run->caller.answer(RestartNeeded{outcome.newer, contract::currentResult(request.turn.answer)});
    }
    co_return outcome.next;
}

QCoro::Task<ConversationRunner::Next> ConversationRunner::fenced(RunPtr run, Fenced outcome)
{
    const Claim claim = run->held->claim;
    ++m_fencedTotal;
    note(ClaimAct::RefusedLate, claim, outcome.current, outcome.botMessage ? outcome.botMessage->rev : 0);
    run->held->isRefused = true;
    conversationRunnerLog.warn("late answer refused", {{u"conversation"_s, claim.conversation.toString()},
                                                       {u"fence"_s, claim.fence},
                                                       {u"current"_s, outcome.current}});
    Change change{std::nullopt, {}, std::move(outcome.events)};
    if (outcome.botMessage) change.lines.push_back(*outcome.botMessage);
    m_announcer.tellAll(std::move(change));
    endTurn(run, TurnOutcome::Cancelled);
    co_await letGo(run->held);
    if (outcome.mode == BotMode::Human) tellPersonHasIt(*run);
    co_return Next();
}

/// The call was stopped before it had an answer.
QCoro::Task<ConversationRunner::Next> ConversationRunner::cancelled(RunPtr run, AnswerContext context, Thought thought)
{
    const auto held = run->held;
    endTurn(run, TurnOutcome::Cancelled);
    if (held->end == TurnEnd::Stopping || held->end == TurnEnd::HeldTooLong) {
        co_await giveBack(run);
        co_return Next();
    }
    Turn turn;
    turn.fence = held->claim.fence;
    turn.from = held->claim.from;
    turn.upto = context.upto;
    turn.outcome = TurnOutcome::Cancelled;
    turn.steps = run->steps;
    turn.aiTries = thought.tries;
    turn.error = QString::fromLatin1(turnEndName(held->end));
    try {
        auto unsent = co_await m_ports.store.recordUnsent(held->claim, std::move(turn));
        Change change{unsent.conversation, {}, std::move(unsent.events)};
        if (unsent.line) change.lines.push_back(*unsent.line);
        m_announcer.tellAll(std::move(change));
    } catch (const std::exception& error) {  // only a note in the thread is missing
        conversationRunnerLog.warn("cancelled turn not recorded", {{u"cause"_s, QString::fromUtf8(error.what())}});
    }
    co_await letGo(held);
    if (held->end == TurnEnd::TakenOver) tellPersonHasIt(*run);
    co_return Next();
}

/// Best effort: what other programs see, and the gate, which is opened only now that all is committed.
QCoro::Task<void> ConversationRunner::settle(RunPtr run, TurnPtr turn, Conversation row,
                                             std::vector<HistoryEvent> events, bool goesOn)
{
    const FinishRequest& request = turn->request;
    SettleRequest settled =
        shownAfter(request, row, std::move(turn->context), goesOn, m_ports.clock.now(), m_options.maxContextLines);
    settled.events = std::move(events);
    // While this one's answer was being sent, the next message may have begun: the state is its business, and the gate
    // becomes it.
    const auto newest = m_held.find(request.claim.conversation);
    const bool isOvertaken = newest != run->held;
    if (isOvertaken) settled.state = QJsonObject();
    if (!goesOn && run->held->hasGate) {
        settled.lockToken = request.claim.owner.bytes();
        run->held->hasGate = false;
    }
    co_await m_ports.live.settle(std::move(settled));
    if (isOvertaken && newest && !newest->isOver() && !newest->isRecorded) co_await openGate(newest);
}

/// Unanswered, for whoever comes next; without a word to the customer.
QCoro::Task<void> ConversationRunner::giveBack(RunPtr run)
{
    const auto held = run->held;
    const Claim claim = held->claim;
    auto freeing = freeLease(claim);
    const QString trouble = co_await freeing;
    co_await letGo(held);
    if (!trouble.isEmpty()) {
        conversationRunnerLog.warn("claim not given back",
                                   {{u"conversation"_s, claim.conversation.toString()}, {u"cause"_s, trouble}});
        run->caller.answer(stillRunning(run->caller.seq));
        co_await freeLeaseLater(held);
    }
    co_await m_ports.live.hint(claim.conversation);
}

/// Why it could not be freed; empty: it is, or was somebody else's.
QCoro::Task<QString> ConversationRunner::freeLease(Claim claim)
{
    QString trouble;
    try {
        auto freeing = m_ports.store.giveBack(std::move(claim));
        co_await freeing;
    } catch (const std::exception& error) {
        trouble = QString::fromUtf8(error.what());
        if (trouble.isEmpty()) trouble = u"no cause was told"_s;
    }
    co_return trouble;
}

/// As soon as the store takes it: nobody else can take the conversation up before. Until then the lease may have run
/// out by itself.
QCoro::Task<void> ConversationRunner::freeLeaseLater(std::shared_ptr<HeldClaim> held)
{
    const auto runsOut = m_ports.clock.elapsed() + kLease;
    bool isFree = false;
    while (!isFree && !m_stopping && mayHoldLease(*held) && m_ports.clock.elapsed() < runsOut) {
        co_await restWith(held, kShortestFailure);
        auto freeing = freeLease(held->claim);
        const QString trouble = co_await freeing;
        isFree = trouble.isEmpty();
    }
}

QCoro::Task<void> ConversationRunner::letGo(std::shared_ptr<HeldClaim> held)
{
    if (!std::exchange(held->hasGate, false)) co_return;
    const Claim claim = held->claim;
    co_await m_ports.live.releaseGate(claim.conversation, claim.owner.bytes());
}

std::chrono::milliseconds ConversationRunner::thinkingBudget(const HeldClaim& held) const
{
    const auto held120 = held.since + kMaxHold - m_ports.clock.elapsed();
    return std::min(m_options.aiProcessing, std::chrono::duration_cast<std::chrono::milliseconds>(held120));
}

bool ConversationRunner::mustGiveBack(const HeldClaim& held) const
{
    const auto left = held.since + kMaxHold - m_ports.clock.elapsed();
    const bool isTired = left < m_options.aiProcessing + kHoldReserve && left < std::chrono::nanoseconds(kMaxHold) / 2;
    return m_stopping || isTired || held.isOver();
}

}  // namespace tongdai
