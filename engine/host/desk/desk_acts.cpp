#include "engine/host/desk/desk_acts.h"

#include "engine/domain/log.h"
#include "engine/host/people/desk_gate.h"
#include "engine/work/desk/operator_acts.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log deskActsLog("desk");

api::DeskFailure actFailureOf(const StoreError& error)
{
    return {error.kind() == StoreError::Kind::Refused ? api::DeskError::Refused : api::DeskError::StoreDown,
            error.cause()};
}

api::Answer<Conversation> answerOf(const OperatorActOutcome& outcome)
{
    if (const auto* done = std::get_if<OperatorActResult>(&outcome)) return done->conversation;
    if (const auto* taken = std::get_if<TakenBySomeone>(&outcome)) {
        return api::DeskFailure{api::DeskError::TakenBySomeone,
                                taken->name.isEmpty() ? taken->by.toString() : taken->name};
    }
    return api::DeskFailure{api::DeskError::NotFound, {}};
}

}  // namespace

DeskActs::Done DeskActs::takeOver(ConversationId conversation)
{
    return carryOut([conversation, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.takeOver(conversation, me, name);
    });
}

DeskActs::Done DeskActs::takeOverUntil(ConversationId conversation, std::optional<TimePoint> until)
{
    return carryOut([conversation, until, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.takeOverUntil(conversation, me, name, until);
    });
}

DeskActs::Done DeskActs::handBack(ConversationId conversation)
{
    return carryOut([conversation, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.handBack(conversation, me, name);
    });
}

DeskActs::Done DeskActs::setDrafting(ConversationId conversation, bool isOn)
{
    return carryOut([conversation, isOn, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.setDrafting(conversation, isOn, me, name);
    });
}

DeskActs::Done DeskActs::take(ConversationId conversation)
{
    return carryOut([conversation, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.take(conversation, me, name);
    });
}

DeskActs::Done DeskActs::send(ConversationId conversation, MessageId messageId, QString text, bool isNote)
{
    return carryOut([=, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return isNote ? acts.note(conversation, messageId, me, name, text)
                      : acts.send(conversation, messageId, me, name, text);
    });
}

DeskActs::Done DeskActs::setOpen(ConversationId conversation, bool open)
{
    return carryOut([=, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return open ? acts.reopen(conversation, me, name) : acts.close(conversation, me, name);
    });
}

std::optional<api::DeskFailure> DeskActs::refusal(Permission permission) const
{
    if (auto refused = m_gate.refusal(permission)) return refused;
    if (!m_acts) return api::DeskFailure{api::DeskError::NotReady, {}};
    return {};
}

DeskActs::Done DeskActs::decide(ConversationId conversation, qint64 outboxId, OutboxDecision decision)
{
    if (const auto refused = refusal(Permission::DecideDeliveries)) co_return *refused;
    try {
        const bool isDecided = co_await m_acts->resolveOutbox(outboxId, decision, m_gate.me());
        const std::optional<Conversation> row = co_await m_reader.conversation(conversation);
        if (!isDecided) co_return api::DeskFailure{api::DeskError::AlreadyDecided, {}};
        if (!row) co_return api::DeskFailure{api::DeskError::NotFound, {}};
        co_return *row;
    } catch (const StoreError& error) {
        co_return actFailureOf(error);
    }
}

DeskActs::Done DeskActs::carryOut(Act act)
{
    if (const auto refused = refusal(Permission::Answer)) co_return *refused;
    try {
        const OperatorActOutcome outcome = co_await act(*m_acts);
        co_return answerOf(outcome);
    } catch (const StoreError& error) {
        co_return actFailureOf(error);
    } catch (const std::exception& error) {
        deskActsLog.error("an act at the desk failed", {{u"cause"_s, QString::fromUtf8(error.what())}});
        co_return api::DeskFailure{api::DeskError::Refused, QString::fromUtf8(error.what())};
    }
}

}  // namespace tongdai
