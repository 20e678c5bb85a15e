#include "engine/work/message/handle_message.h"

#include "engine/contract/json/handled_message.h"
#include "engine/domain/conversation/claim_event.h"
#include "engine/domain/conversation/sender_kind.h"
#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"
#include "engine/work/journal/journal_keeper.h"
#include "engine/work/loops/retry.h"
#include "engine/work/message/customer_pause.h"

namespace tongdai {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

static const Log handleMessageLog("pipeline.accept");

/// An accept whose outcome is unknown is tried once more under the same id, which tells the truth (guarantees 2.3).
static constexpr int kAcceptTries = 2;

namespace {

/// The store adds them when it supersedes (FinishRequest::reply).
std::vector<NewerMessage> newerOf(const QJsonObject& reply)
{
    std::vector<NewerMessage> newer;
    for (const QJsonValue& entry : reply.value("newer_messages"_L1).toArray()) {
        newer.push_back({MessageId::fromString(entry["message_id"_L1].toString()), entry["timestamp"_L1].toDouble()});
    }
    return newer;
}

}  // namespace

HandleMessage::HandleMessage(PipelinePorts ports, PipelineOptions options, ConversationRunner& runner,
                             Announcer& announcer, JournalKeeper& journal, CustomerPause& pause, WorkCount& work)
    : m_ports(ports),
      m_options(std::move(options)),
      m_runner(runner),
      m_announcer(announcer),
      m_journal(journal),
      m_pause(pause),
      m_work(work),
      m_budgetPause(ports.clock)
{
}

void HandleMessage::stop()
{
    m_isStopping = true;
    m_budgetPause.wake();
}

QCoro::Task<HandleResult> HandleMessage::gather(IncomingMessage message, std::chrono::milliseconds pause)
{
    message.holdFor = m_pause.longest();
    return carry(std::move(message), false, pause);
}

QCoro::Task<HandleResult> HandleMessage::carry(IncomingMessage message, bool waits,
                                               std::optional<std::chrono::milliseconds> pause)
{
    const WorkCount::Guard busy(m_work);
    if (m_runner.isStopping()) co_return HandleResult(Unavailable{5s, u"the engine is stopping"_s});
    if (m_accepting >= kMaxAccepting) co_return HandleResult(Unavailable{1s, u"too many messages at once"_s});

    const MessageId messageId = message.messageId;
    if (message.bodyHash.isEmpty()) message.bodyHash = hashBody(message);
    const bool isUnknownSender = senderKind(message.senderType) == SenderKind::Unknown;
    if (isUnknownSender) {
        handleMessageLog.warn("message of an unknown kind of sender",
                              {{u"message"_s, messageId.toString()}, {u"sender_type"_s, message.senderType.left(64)}});
    }
    if (m_pause.isFor(message)) message.holdFor = m_pause.longest();
    const IncomingMessage asGiven = message;
    std::optional<IncomingMessage> forJournal;
    if (m_journal.isInUse()) forJournal = message;
    const bool isAway = m_journal.mustKeep(message.conversation);
    if (isAway) {
        HandleResult kept = co_await keepInJournal(std::move(message), KeepBecause::ItMust);
        co_return kept;
    }
    const auto started = m_ports.clock.elapsed();
    std::optional<AcceptOutcome> outcome;
    std::optional<HandleResult> refused;
    ++m_accepting;
    try {
        outcome = co_await accept(std::move(message));
        FAILPOINT("accept.committed");
    } catch (const StoreError& error) {
        handleMessageLog.warn("message not stored", {{u"cause"_s, QString::fromUtf8(error.what())}});
        if (!JournalKeeper::isAway(error)) forJournal.reset();
        if (isTransient(error)) {
            refused = Unavailable{5s, u"the history does not answer"_s};
        } else {
            refused = Failed{u"the history refused the message"_s};
        }
    } catch (const std::exception& error) {
        handleMessageLog.error("message not stored", {{u"cause"_s, QString::fromUtf8(error.what())}});
        refused = Failed{u"internal error"_s};
    }
    --m_accepting;
    if (refused && forJournal) {
        HandleResult kept = co_await keepInJournal(std::move(*forJournal), KeepBecause::StoreFailed);
        co_return kept;
    }
    if (refused) co_return std::move(*refused);

    if (std::holds_alternative<IdReused>(*outcome)) co_return HandleResult(ReusedMessageId{});
    if (const auto* duplicate = std::get_if<Duplicate>(&*outcome)) co_return repeated(*duplicate, messageId);
    if (std::holds_alternative<OwnEcho>(*outcome)) co_return ownEcho();

    const Accepted& accepted = std::get<Accepted>(*outcome);
    if (isUnknownSender) ++m_unknownSendersTotal;
    m_runner.accepted(asGiven, accepted);
    tell(accepted);
    const bool isHeldBack = m_pause.note(accepted, pause);
    if (isHeldBack) co_return stillRunning(accepted.message.seq);
    if (!accepted.claim && accepted.conversation.mode == BotMode::Bot) ++m_waitedTotal;
    if (!accepted.claim) co_return locked(accepted);

    const std::chrono::duration<double, std::milli> spent = m_ports.clock.elapsed() - started;
    if (!waits) {
        TurnSteps steps;
        steps.accept = spent.count();
        m_runner.start(*accepted.claim, Caller(), steps, ConversationRunner::Shown::Yes);
        co_return stillRunning(accepted.message.seq);
    }
    const Reply reply = startTurn(accepted, spent.count());
    HandleResult result = co_await reply->wait();
    if (m_isStopping) m_budgetPause.wake();  // accepted when the stop had begun already
    FAILPOINT("accept.answered");
    co_return result;
}

QCoro::Task<AcceptOutcome> HandleMessage::accept(IncomingMessage message)
{
    const OwnerId owner = message.holdFor.count() > 0 ? OwnerId() : m_runner.newOwner();
    std::function<QCoro::Task<AcceptOutcome>()> call = [this, message, owner] {
        FAILPOINT("accept.before-commit");
        return m_ports.store.accept(message, owner);
    };
    AcceptOutcome outcome =
        co_await withRetries(m_ports.clock, m_journal.isInUse() ? 1 : kAcceptTries, std::move(call));
    co_return outcome;
}

QCoro::Task<HandleResult> HandleMessage::keepInJournal(IncomingMessage message, KeepBecause because)
{
    ++m_accepting;
    HandleResult result = co_await m_journal.keep(std::move(message), because);
    --m_accepting;
    co_return result;
}

/// Seen before: the stored answer, or word that it is still in work. The AI is not asked again.
HandleResult HandleMessage::repeated(const Duplicate& duplicate, const MessageId& messageId) const
{
    if (duplicate.state == MessageState::Waiting) {
        return Locked{Locked::Reason::ProcessingInProgress, duplicate.seq, storageBackend(), true};
    }
    const bool isBots = duplicate.reply && duplicate.reply->contains("ai_response"_L1);
    if (!isBots) {  // final without a bot's answer: an operator has or had it
        return Locked{Locked::Reason::HumanTakeover, duplicate.seq, storageBackend(), true};
    }
    if (duplicate.state == MessageState::Superseded) {
        QJsonObject current{{u"ai_response"_s, duplicate.reply->value("ai_response"_L1)},
                            {u"extracted_actions"_s, duplicate.reply->value("extracted_actions"_L1)},
                            {u"pancake_result"_s, contract::platformNotSent(u"superseded by newer messages"_s)}};
        return RestartNeeded{newerOf(*duplicate.reply), std::move(current), true};
    }
    return Completed{contract::repeatedResult(*duplicate.reply, messageId), true};
}

HandleResult HandleMessage::ownEcho()
{
    ++m_ownEchoesTotal;
    return Locked{Locked::Reason::OwnEcho, 0, storageBackend(), true};
}

/// After the commit: show it, and stop the bot where a person goes on.
void HandleMessage::tell(const Accepted& accepted)
{
    const Conversation& conversation = accepted.conversation;
    if (accepted.message.speaker == Speaker::Operator) ++m_answeredOutsideTotal;
    if (accepted.silencedBot) {
        m_runner.fenceRaised(conversation.id, conversation.fence, TurnEnd::TakenOver);
        m_ports.events.fenceRaised(conversation.id, conversation.fence, TurnEnd::TakenOver);
        m_ports.events.claimNoted(
            {conversation.id, ClaimAct::TakenOver, {}, conversation.fence, 0, {}, m_ports.clock.now()});
    }
    m_announcer.tellAccepted(accepted);
}

HandleResult HandleMessage::locked(const Accepted& accepted) const
{
    if (accepted.message.speaker == Speaker::Operator)
        return Locked{Locked::Reason::AnsweredOutside, 0, storageBackend(), false};
    const auto reason = accepted.conversation.mode == BotMode::Human ? Locked::Reason::HumanTakeover
                                                                     : Locked::Reason::ProcessingInProgress;
    return Locked{reason, accepted.message.seq, storageBackend(), false};
}

HandleMessage::Reply HandleMessage::startTurn(const Accepted& accepted, double acceptMilliseconds)
{
    const auto reply = std::make_shared<OneShot<HandleResult>>();
    limit(reply, accepted.message.seq);
    TurnSteps steps;
    steps.accept = acceptMilliseconds;
    m_runner.start(*accepted.claim, Caller{reply, accepted.message.seq, accepted.message.messageId}, steps,
                   ConversationRunner::Shown::Yes);
    return reply;
}

/// The turn goes on; only its caller is told not to wait any longer.
void HandleMessage::limit(const Reply& reply, Seq seq)
{
    m_waiting.push_back({m_ports.clock.elapsed() + m_options.waitBudget, reply, seq});
    if (!m_isWatching) watchBudgets();
}

/// One sleeper for all callers, for as long as somebody waits.
QCoro::Task<void> HandleMessage::watchBudgets()
{
    const WorkCount::Guard busy(m_work);
    m_isWatching = true;
    while (!m_waiting.empty()) {
        const Waiting first = m_waiting.front();
        const auto reply = first.reply.lock();
        if (!reply || reply->isSet()) {
            m_waiting.pop_front();
        } else if (first.until <= m_ports.clock.elapsed()) {
            m_waiting.pop_front();
            reply->set(stillRunning(first.seq));
        } else {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(first.until - m_ports.clock.elapsed());
            co_await m_budgetPause.wait(left);
        }
    }
    m_isWatching = false;
}

QString HandleMessage::storageBackend() const
{
    return m_ports.live.isShared() ? u"Redis"_s : u"Memory"_s;
}

}  // namespace tongdai
