#include "engine/host/desk/silence_chain.h"

#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/system_note.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::SilenceCause;
using api::SilenceStep;

namespace {

SilenceStep stepAt(SilenceCause cause, const StoredMessage& line, const QString& who = {}, const QString& detail = {})
{
    return {cause, who, detail, line.receivedAt, line.rev, 0};
}

/// What a system line says about who answers from there on; nothing: the bot does, or it says nothing about that.
std::optional<SilenceStep> personIn(const StoredMessage& line)
{
    const auto note = systemNote(line.metadata);
    if (!note) return {};
    switch (note->event) {
        case SystemEvent::TookOver:
        case SystemEvent::Taken:
        case SystemEvent::AnsweredOutside: return stepAt(SilenceCause::PersonHas, line, note->actor);
        case SystemEvent::TransferRequested: return stepAt(SilenceCause::PersonWanted, line, {}, note->reason);
        case SystemEvent::TurnFailed: return stepAt(SilenceCause::GaveUp, line, {}, note->reason);
        case SystemEvent::Closed: return stepAt(SilenceCause::ConversationClosed, line, note->actor);
        case SystemEvent::ForceReleased: return stepAt(SilenceCause::LockReleased, line, note->actor);
        default: return {};
    }
}

/// Other words in place of an answer that was given before `asked` was written.
bool answersOlder(const StoredMessage& line, const StoredMessage& asked)
{
    const qint64 insteadOf = line.metadata[QLatin1StringView(kInsteadOf)].toInteger();
    return insteadOf > 0 && insteadOf < asked.rev;
}

bool givesToBot(const StoredMessage& line)
{
    const auto note = systemNote(line.metadata);
    return note && (note->event == SystemEvent::HandedBack || note->event == SystemEvent::ReturnedByTime ||
                    (note->event == SystemEvent::NobodyCame && note->botGoesOn) || note->event == SystemEvent::Closed);
}

/// Who had the conversation when the line came in.
std::optional<SilenceStep> holderBefore(const std::vector<StoredMessage>& before)
{
    for (auto line = before.rbegin(); line != before.rend(); ++line) {
        if (line->speaker != Speaker::System) continue;
        if (givesToBot(*line)) return {};
        const auto step = personIn(*line);
        if (step && step->cause != SilenceCause::LockReleased) return step;
    }
    return {};
}

/// A bot's line: given, on its way, or not given at all.
SilenceStep botStep(const StoredMessage& line)
{
    const AnswerCard card = answerCard(line.metadata);
    if (card.outcome == TurnOutcome::Superseded) return stepAt(SilenceCause::NotSentOvertaken, line);
    if (card.outcome == TurnOutcome::Cancelled && !card.cancelledByName.isEmpty())
        return stepAt(SilenceCause::NotSentTakenOver, line, card.cancelledByName);
    if (card.outcome == TurnOutcome::Cancelled) return stepAt(SilenceCause::NotSentLate, line, {}, card.reason);
    const auto delivery = deliveryOf(line.metadata);
    if (!delivery) return stepAt(SilenceCause::Answered, line);
    switch (delivery->state) {
        case OutboxState::Dead: return stepAt(SilenceCause::NotDelivered, line, {}, delivery->error);
        case OutboxState::Unknown: return stepAt(SilenceCause::DeliveryUnknown, line);
        case OutboxState::Waiting:
        case OutboxState::Sending: return stepAt(SilenceCause::DeliveryWaits, line, {}, delivery->error);
        default: return stepAt(SilenceCause::Answered, line);
    }
}

/// The line of a turn that called a person says nothing to anybody, or was kept from the customer; the system line
/// behind it says why.
bool onlyCalledAPerson(const StoredMessage& line)
{
    const TurnOutcome outcome = answerCard(line.metadata).outcome;
    if (outcome != TurnOutcome::HandedOver && outcome != TurnOutcome::Failed) return false;
    return line.body.isEmpty() || !line.metadata["sent"_L1].toBool(true);
}

bool isGiven(SilenceCause cause)
{
    return cause == SilenceCause::Answered || cause == SilenceCause::AnsweredByPerson ||
           cause == SilenceCause::NotDelivered || cause == SilenceCause::DeliveryUnknown ||
           cause == SilenceCause::DeliveryWaits;
}

/// What the answer asks for beside words, and how often it was tried; nothing: it has arrived, or there is no plan.
std::optional<SilenceStep> planStep(const SilenceFacts& facts, const SilenceStep& given)
{
    if (given.cause == SilenceCause::Answered || given.cause == SilenceCause::AnsweredByPerson) return {};
    const auto plan = std::ranges::find(facts.plans, given.rev, &AnswerPlan::ord);
    if (plan == facts.plans.end() || plan->steps.empty()) return {};
    QStringList names;
    for (const PlanStep& step : plan->steps)
        names << step.type;
    return SilenceStep{SilenceCause::PlanStands, {}, names.join(u','), plan->changedAt, plan->ord, plan->attempts};
}

/// What stands in the way now, when the line still waits.
SilenceStep waitingStep(const SilenceFacts& facts)
{
    const Conversation& c = facts.conversation;
    SilenceStep step;
    if (!c.owner.isEmpty() && c.leaseUntil > facts.now) {
        step.cause = SilenceCause::InWork;
        step.who = facts.holder;
        step.at = c.leaseUntil;
    } else if (c.answerAt && *c.answerAt > facts.now) {
        step.cause = SilenceCause::WaitsForCustomer;
        step.at = c.answerAt;
    } else {
        step.cause = SilenceCause::NotTakenUp;
        step.at = facts.line.receivedAt;
        if (c.attempts > 0) step.detail = QString::number(c.attempts);
    }
    return step;
}

/// Beside the reason that it was not sure enough: how sure it was, which stands in the answer it was not let give.
void addConfidence(const SilenceFacts& facts, std::vector<SilenceStep>& steps)
{
    for (SilenceStep& step : steps) {
        if (step.cause != SilenceCause::PersonWanted || step.detail != kNotSureEnough) continue;
        const auto isHeldBack = [&step](const StoredMessage& line) {
            return line.speaker == Speaker::Bot && line.rev < step.rev &&
                   answerCard(line.metadata).reason == kNotSureEnough;
        };
        const StoredMessage* held = nullptr;
        for (const auto* lines : {&facts.before, &facts.after}) {
            for (const StoredMessage& line : *lines)
                if (isHeldBack(line)) held = &line;
        }
        if (!held) continue;
        step.confidence = answerCard(held->metadata).confidence;
        step.leastConfidence = facts.rule.of(facts.conversation.channel).leastConfidence;
    }
}

void addHealth(const HealthSnapshot& health, std::vector<SilenceStep>& steps)
{
    for (const PartHealth& part : health.parts) {
        if (part.state != PartState::Down) continue;
        if (part.part == Part::Ai) steps.push_back({SilenceCause::AiAway, {}, part.cause, part.since, 0, 0});
        if (part.part == Part::Platform) steps.push_back({SilenceCause::ChannelAway, {}, part.cause, part.since, 0, 0});
    }
}

}  // namespace

api::Silence explainSilence(const SilenceFacts& facts)
{
    api::Silence silence{facts.conversation.id, facts.line.rev, {}};
    std::vector<SilenceStep>& steps = silence.steps;
    if (facts.line.speaker != Speaker::Customer) {
        steps.push_back({SilenceCause::NotACustomers, {}, {}, {}, 0, 0});
        return silence;
    }
    if (const auto holder = holderBefore(facts.before)) steps.push_back(*holder);
    bool isOvertaken = facts.line.state != MessageState::Superseded;
    for (const StoredMessage& line : facts.after) {
        if (line.speaker == Speaker::Customer && !std::exchange(isOvertaken, true))
            steps.push_back(stepAt(SilenceCause::Overtaken, line));
        if (line.speaker == Speaker::Bot && !onlyCalledAPerson(line) && !isApology(line))
            steps.push_back(botStep(line));
        if (line.speaker == Speaker::Operator && !answersOlder(line, facts.line))
            steps.push_back(stepAt(SilenceCause::AnsweredByPerson, line, line.senderName));
        if (line.speaker == Speaker::System) {
            if (const auto step = personIn(line)) steps.push_back(*step);
        }
        if (!steps.empty() && isGiven(steps.back().cause)) {
            if (const auto step = planStep(facts, steps.back())) steps.push_back(*step);
            addConfidence(facts, steps);
            return silence;
        }
    }
    const bool waits = facts.line.state == MessageState::Waiting && facts.conversation.mode == BotMode::Bot;
    if (waits) steps.push_back(waitingStep(facts));
    addConfidence(facts, steps);
    addHealth(facts.health, steps);
    if (steps.empty()) steps.push_back({SilenceCause::Unexplained, {}, {}, {}, 0, 0});
    return silence;
}

}  // namespace tongdai
