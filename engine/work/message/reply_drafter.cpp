#include "engine/work/message/reply_drafter.h"

#include "engine/domain/conversation/channel_off.h"
#include "engine/domain/conversation/chat.h"
#include "engine/domain/conversation/judge_answer.h"
#include "engine/domain/log.h"
#include "engine/domain/shop/page_line.h"

#include <algorithm>

namespace tongdai {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

static const Log replyDrafterLog("pipeline.drafts");

static constexpr int kFoundAtOnce = 100;

ReplyDrafter::ReplyDrafter(PipelinePorts ports, const PipelineOptions& options, Announcer& announcer, WorkCount& work)
    : m_ports(ports),
      m_options(options),
      m_announcer(announcer),
      m_work(work),
      m_think(ports, options),
      m_judge(ports.calls),
      m_rounds(
          ports.clock, [this] { return round(); }, &work)
{
}

void ReplyDrafter::start()
{
    if (m_ports.proposals) m_rounds.start();
}

void ReplyDrafter::stop()
{
    m_rounds.stop();
    // Whoever is cancelled may go from the table at once.
    std::vector<std::shared_ptr<CancelToken>> running;
    for (const Draft& each : std::as_const(m_running))
        running.push_back(each.cancel);
    for (const std::shared_ptr<CancelToken>& cancel : running)
        cancel->cancel();
}

void ReplyDrafter::note(const Conversation& conversation)
{
    const ConversationId& id = conversation.id;
    const bool isWanted = conversation.mode == BotMode::Human && conversation.botDrafts && conversation.waitingSince &&
                          conversation.status == ConversationStatus::Active && conversation.nextSeq > 0;
    if (!m_running.isEmpty()) cancelOlder(conversation, isWanted);
    if (!isWanted) {
        if (!m_due.isEmpty()) m_due.remove(id);
        if (!m_done.isEmpty()) m_done.remove(id);
        return;
    }
    if (!m_ports.proposals || m_rounds.isStopping() || m_due.size() >= kMostWaiting) return;
    if (m_done.value(id) == conversation.nextSeq) return;
    const auto running = m_running.constFind(id);
    if (running != m_running.cend() && running->upto == conversation.nextSeq) return;
    m_due.insert(id, m_ports.clock.elapsed() + kPause);
    m_rounds.wake();
}

/// The customer wrote again, somebody answered, or nothing is to be drafted any more.
void ReplyDrafter::cancelOlder(const Conversation& conversation, bool isWanted)
{
    const auto running = m_running.constFind(conversation.id);
    if (running == m_running.cend() || (isWanted && running->upto == conversation.nextSeq)) return;
    const std::shared_ptr<CancelToken> cancel = running->cancel;
    cancel->cancel();
}

QCoro::Task<std::chrono::milliseconds> ReplyDrafter::round()
{
    const auto now = m_ports.clock.elapsed();
    if (!m_looked || now - *m_looked >= kLookEvery) {
        co_await look();
        m_looked = now;
    }
    if (m_rounds.isStopping()) co_return kLookEvery;  // nobody would cut short what began now
    co_return beginWhatIsDue();
}

QCoro::Task<void> ReplyDrafter::look()
{
    // At its start an engine knows of none that another one is at, and alone there is no other.
    const std::chrono::seconds leftAlone = m_looked ? kLeftAlone : 0s;
    try {
        auto asking = m_ports.proposals->proposalsWanted(leftAlone, kFoundAtOnce);
        const std::vector<ConversationId> found = co_await asking;
        const auto now = m_ports.clock.elapsed();
        for (const ConversationId& conversation : found) {
            if (!m_running.contains(conversation) && !m_due.contains(conversation)) m_due.insert(conversation, now);
        }
    } catch (const StoreError& error) {
        replyDrafterLog.debug("what is to be drafted cannot be read", {{u"cause"_s, error.cause()}});
    }
}

/// Says how long until there is more to do.
std::chrono::milliseconds ReplyDrafter::beginWhatIsDue()
{
    const auto now = m_ports.clock.elapsed();
    std::chrono::nanoseconds rest = kLookEvery;
    std::vector<ConversationId> due;
    for (auto each = m_due.cbegin(); each != m_due.cend(); ++each) {
        if (each.value() > now)
            rest = std::min(rest, each.value() - now);
        else if (!m_running.contains(each.key()))
            due.push_back(each.key());
    }
    for (const ConversationId& conversation : due) {
        if (m_running.size() >= kAtOnce) break;  // whoever ends wakes the next round
        m_due.remove(conversation);
        const auto cancel = std::make_shared<CancelToken>();
        m_running.insert(conversation, {0, cancel});
        draft(conversation, cancel);
    }
    return std::max(1ms, std::chrono::ceil<std::chrono::milliseconds>(rest));
}

QCoro::Task<void> ReplyDrafter::draft(ConversationId conversation, std::shared_ptr<CancelToken> cancel)
{
    const WorkCount::Guard busy(m_work);
    try {
        auto reading = m_ports.proposals->proposalContext(conversation, m_options.maxContextLines);
        std::optional<ports::ProposalStore::Wanted> wanted = co_await reading;
        if (wanted && !cancel->isCancelled()) {
            m_running[conversation].upto = wanted->context.upto;
            auto thinking = think(conversation, std::move(*wanted), cancel);
            std::optional<Turn> turn = co_await thinking;
            if (turn) co_await record(conversation, std::move(*turn));
        }
    } catch (const StoreError& error) {  // it stays wanted: a later look finds it
        replyDrafterLog.warn("nothing was proposed",
                             {{u"conversation"_s, conversation.toString()}, {u"cause"_s, error.cause()}});
    }
    m_running.remove(conversation);
    m_rounds.wake();
}

/// Nothing: it was cut short, or the bot is off there.
QCoro::Task<std::optional<Turn>> ReplyDrafter::think(ConversationId conversation, ports::ProposalStore::Wanted wanted,
                                                     std::shared_ptr<CancelToken> cancel)
{
    AiRequest request;
    request.conversation = conversation;
    request.messages = wanted.context.waiting;
    request.context = wanted.context.lines;
    request.metadata = wanted.context.metadata;
    request.isProposal = true;
    const auto started = m_ports.clock.elapsed();
    auto asking = m_think.run(std::move(request), cancel, m_options.aiProcessing);
    Thought thought = co_await asking;
    if (cancel->isCancelled()) co_return std::nullopt;

    TurnInput input;
    input.claim.conversation = conversation;
    input.claim.fence = wanted.fence;
    input.context = std::move(wanted.context);
    input.platformConfigured = m_ports.platform.carries(livesOnPage(input.context.metadata)) &&
                               !input.context.isSample && !livesInOwnChat(input.context.metadata);
    input.thought = std::move(thought);
    const QString reason = m_judge.judge(input);
    Turn turn;
    turn.fence = input.claim.fence;
    turn.upto = input.context.upto;
    turn.from = turn.upto - Seq(input.context.waiting.size());
    turn.aiTries = input.thought.tries;
    turn.steps.ai = std::chrono::duration<double, std::milli>(m_ports.clock.elapsed() - started).count();
    turn.outcome = TurnOutcome::Failed;
    turn.error = input.thought.error;
    if (input.thought.answer) {
        turn.answer = std::move(*input.thought.answer);
        if (turn.answer.intent == kBotOffForChannel) co_return std::nullopt;
        const bool saysSomething = !turn.answer.responseText.isEmpty();
        if (saysSomething) turn.outcome = TurnOutcome::Proposed;
        turn.error = saysSomething ? reason : QString(kNothingSaid);  // no failure of the AI's (StatsTurn)
    }
    co_return turn;
}

QCoro::Task<void> ReplyDrafter::record(ConversationId conversation, Turn turn)
{
    const Seq upto = turn.upto;
    auto recording = m_ports.proposals->recordProposal(conversation, std::move(turn));
    ports::ConversationStore::Unsent kept = co_await recording;
    if (!kept.conversation) co_return;  // overtaken: whoever told of it has it drafted anew
    if (m_done.size() >= kMostWaiting) m_done.clear();
    m_done.insert(conversation, upto);
    Change change{std::move(kept.conversation), {}, std::move(kept.events)};
    if (kept.line) change.lines.push_back(std::move(*kept.line));
    m_announcer.tellAll(std::move(change));
}

}  // namespace tongdai
