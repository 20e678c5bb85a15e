#include "engine/work/desk/operator_acts.h"

#include "engine/contract/json/handled_message.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/domain/text/whole_text.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// A person's reply in the form of a bot's answer, the only one the platform knows (contracts/handle-message §4).
QJsonObject platformBodyOf(const OperatorMessage& message, TimePoint now)
{
    AiAnswer answer;
    answer.responseText = message.text;
    answer.confidence = 1;
    answer.modelUsed = contract::kByAPerson;
    answer.actions.push_back({ActionType::SendMessage, {{u"message"_s, message.text}}});
    const QString lock = u"operator_%1"_s.arg(message.author.toString());
    return contract::platformRequest(message.conversation, answer, now, lock);
}

/// What the shop says to whom nobody came, in the same form.
QJsonObject apologyBodyOf(const LongWait& wait, const NobodyCameRule& rule, TimePoint now)
{
    AiAnswer answer;
    answer.responseText = rule.apology;
    answer.confidence = 1;
    answer.modelUsed = QString::fromLatin1(kApologyMark);
    answer.actions.push_back({ActionType::SendMessage, {{u"message"_s, rule.apology}}});
    return contract::platformRequest(wait.conversation, answer, now,
                                     u"engine_%1"_s.arg(QLatin1StringView(kApologyMark)));
}

}  // namespace

OperatorActs::OperatorActs(PipelinePorts ports, ConversationRunner& runner, OutboxRelay& relay, Announcer& announcer,
                           WorkCount& work)
    : m_ports(ports), m_runner(runner), m_relay(relay), m_announcer(announcer), m_work(work)
{
}

QCoro::Task<OperatorActOutcome> OperatorActs::takeOver(ConversationId conversation, OperatorId by, QString name)
{
    const WorkCount::Guard busy(m_work);
    OperatorActOutcome outcome = co_await m_ports.store.takeOver(conversation, by, name);
    follow(outcome, TurnEnd::TakenOver, name);
    co_return outcome;
}

QCoro::Task<OperatorActOutcome> OperatorActs::takeOverUntil(ConversationId conversation, OperatorId by, QString name,
                                                            std::optional<TimePoint> until)
{
    const WorkCount::Guard busy(m_work);
    auto acting = m_ports.takeovers ? m_ports.takeovers->takeOverUntil(conversation, by, name, until)
                                    : m_ports.store.takeOver(conversation, by, name);
    OperatorActOutcome outcome = co_await acting;
    follow(outcome, TurnEnd::TakenOver, name);
    co_return outcome;
}

QCoro::Task<OperatorActOutcome> OperatorActs::returnByTime(ConversationId conversation)
{
    const WorkCount::Guard busy(m_work);
    if (!m_ports.takeovers) co_return OperatorActOutcome(NoSuchConversation{});
    const OwnerId owner = m_runner.isStopping() ? OwnerId() : m_runner.newOwner();
    OperatorActOutcome outcome = co_await m_ports.takeovers->returnIfDue(conversation, owner);
    follow(outcome, TurnEnd::Released);
    co_return outcome;
}

QCoro::Task<OperatorActOutcome> OperatorActs::nobodyCame(LongWait wait, NobodyCameRule rule)
{
    const WorkCount::Guard busy(m_work);
    if (!m_ports.longWaits) co_return OperatorActOutcome(NoSuchConversation{});
    NobodyCame step;
    step.sendToPlatform = m_ports.platform.carries(false);
    step.sendToPages = m_ports.platform.carries(true);
    if (step.sendToPlatform || step.sendToPages) step.platformBody = apologyBodyOf(wait, rule, m_ports.clock.now());
    if (rule.botGoesOn && !m_runner.isStopping()) step.claimFor = m_runner.newOwner();
    step.wait = std::move(wait);
    step.rule = std::move(rule);
    auto acting = m_ports.longWaits->nobodyCame(std::move(step));
    OperatorActOutcome outcome = co_await acting;
    follow(outcome, TurnEnd::Released);
    co_return outcome;
}

QCoro::Task<OperatorActOutcome> OperatorActs::handBack(ConversationId conversation, OperatorId by, QString name,
                                                       QString words)
{
    const WorkCount::Guard busy(m_work);
    // A stopping engine claims nothing new; another one finds the conversation by its poll.
    const OwnerId owner = m_runner.isStopping() ? OwnerId() : m_runner.newOwner();
    const QString told = cutText(words.simplified(), kMostHandBackWords);
    auto handing = m_ports.store.handBack(conversation, by, name, owner, told);
    OperatorActOutcome outcome = co_await handing;
    follow(outcome, TurnEnd::Released);
    co_return outcome;
}

QCoro::Task<OperatorActOutcome> OperatorActs::setDrafting(ConversationId conversation, bool isOn, OperatorId by,
                                                          QString name)
{
    const WorkCount::Guard busy(m_work);
    if (!m_ports.proposals) co_return OperatorActOutcome(NoSuchConversation{});
    auto acting = m_ports.proposals->setDrafting(std::move(conversation), isOn, std::move(by), name);
    OperatorActOutcome outcome = co_await acting;
    follow(outcome, isOn ? TurnEnd::TakenOver : TurnEnd::Released, name);
    co_return outcome;
}

QCoro::Task<OperatorActOutcome> OperatorActs::take(ConversationId conversation, OperatorId by, QString name)
{
    const WorkCount::Guard busy(m_work);
    OperatorActOutcome outcome = co_await m_ports.store.assign(conversation, by, name);
    follow(outcome, TurnEnd::TakenOver, name);
    co_return outcome;
}

QCoro::Task<OperatorActOutcome> OperatorActs::send(ConversationId conversation, MessageId messageId, OperatorId by,
                                                   QString name, QString text)
{
    const WorkCount::Guard busy(m_work);
    OperatorMessage message;
    message.conversation = std::move(conversation);
    message.messageId = std::move(messageId);
    message.author = std::move(by);
    message.authorName = std::move(name);
    message.text = std::move(text);
    OperatorActOutcome outcome = co_await sendMessage(std::move(message));
    co_return outcome;
}

QCoro::Task<OperatorActOutcome> OperatorActs::sendMessage(OperatorMessage message)
{
    const WorkCount::Guard busy(m_work);
    message.sendToPlatform = m_ports.platform.carries(false);
    message.sendToPages = m_ports.platform.carries(true);
    if (message.sendToPlatform || message.sendToPages)
        message.platformBody = platformBodyOf(message, m_ports.clock.now());
    const QString name = message.authorName;
    OperatorActOutcome outcome = co_await m_ports.store.send(std::move(message));
    follow(outcome, TurnEnd::TakenOver, name);
    co_return outcome;
}

QCoro::Task<OperatorActOutcome> OperatorActs::note(ConversationId conversation, MessageId messageId, OperatorId by,
                                                   QString name, QString text)
{
    const WorkCount::Guard busy(m_work);
    OperatorMessage message;
    message.conversation = std::move(conversation);
    message.messageId = std::move(messageId);
    message.author = std::move(by);
    message.authorName = std::move(name);
    message.text = std::move(text);
    message.isNote = true;
    OperatorActOutcome outcome = co_await m_ports.store.send(std::move(message));
    follow(outcome, TurnEnd::Released);
    co_return outcome;
}

QCoro::Task<OperatorActOutcome> OperatorActs::close(ConversationId conversation, OperatorId by, QString name)
{
    const WorkCount::Guard busy(m_work);
    OperatorActOutcome outcome = co_await m_ports.store.setStatus(conversation, ConversationStatus::Closed, by, name);
    follow(outcome, TurnEnd::Released);
    co_return outcome;
}

QCoro::Task<OperatorActOutcome> OperatorActs::reopen(ConversationId conversation, OperatorId by, QString name)
{
    const WorkCount::Guard busy(m_work);
    OperatorActOutcome outcome = co_await m_ports.store.setStatus(conversation, ConversationStatus::Active, by, name);
    follow(outcome, TurnEnd::Released);
    co_return outcome;
}

QCoro::Task<bool> OperatorActs::resolveOutbox(qint64 id, OutboxDecision decision, OperatorId by,
                                              std::optional<ConversationId> of)
{
    const WorkCount::Guard busy(m_work);
    auto resolving = m_ports.outbox.resolveOutbox(id, decision, std::move(by), std::move(of));
    ports::OutboxStore::Settled settled = co_await resolving;
    const bool isDecided = settled.wasOurs;
    if (isDecided) {
        Change change;
        change.events = std::move(settled.events);
        m_announcer.tellAll(std::move(change));
    }
    if (isDecided && decision == OutboxDecision::SendAgain) m_relay.wake();
    co_return isDecided;
}

QCoro::Task<RewordOutcome> OperatorActs::sendReworded(qint64 outboxId, OperatorMessage message)
{
    const WorkCount::Guard busy(m_work);
    // It goes where the refused one was to go, as that would if it were sent again.
    message.sendToPlatform = true;
    message.sendToPages = true;
    message.platformBody = platformBodyOf(message, m_ports.clock.now());
    const QString name = message.authorName;
    Rewording rewording{outboxId, std::move(message)};
    auto writing = m_ports.outbox.rewordOutbox(std::move(rewording));
    RewordOutcome outcome = co_await writing;
    if (const auto* act = std::get_if<OperatorActResult>(&outcome)) follow(*act, TurnEnd::TakenOver, name);
    co_return outcome;
}

/// After the commit: stop the bot, show it, send it, go on.
void OperatorActs::follow(const OperatorActOutcome& outcome, TurnEnd why, const QString& by)
{
    const auto* act = std::get_if<OperatorActResult>(&outcome);
    if (!act) return;
    m_runner.fenceRaised(act->conversation.id, act->conversation.fence, why);
    m_ports.events.fenceRaised(act->conversation.id, act->conversation.fence, why);
    if (why == TurnEnd::TakenOver && act->conversation.mode == BotMode::Human)
        m_ports.events.claimNoted(
            {act->conversation.id, ClaimAct::TakenOver, {}, act->conversation.fence, 0, by, m_ports.clock.now()});
    Change change{act->conversation, {}, act->events};
    if (act->line) change.lines.push_back(*act->line);
    if (act->apology) change.lines.push_back(*act->apology);
    m_announcer.tellAll(std::move(change));
    if (act->outbox) m_relay.wake();
    if (act->claim) m_runner.start(*act->claim, Caller(), TurnSteps(), ConversationRunner::Shown::No);
}

}  // namespace tongdai
