#include "engine/domain/log.h"
#include "engine/host/desk/desk_service.h"
#include "engine/host/desk/reworded_answer.h"

/// What whoever sits here does: taking over, answering, closing, and what becomes of a line that did not arrive.
namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log deskActsLog("desk");

api::DeskFailure actFailureOf(const StoreError& error)
{
    return {error.kind() == StoreError::Kind::Refused ? api::DeskError::Refused : api::DeskError::StoreDown,
            error.cause()};
}

}  // namespace

void DeskService::takeOver(api::RequestId request, ConversationId conversation)
{
    carryOut(request, conversation, [conversation, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.takeOver(conversation, me, name);
    });
}

void DeskService::takeOverUntil(api::RequestId request, ConversationId conversation, std::optional<TimePoint> until)
{
    carryOut(request, conversation, [conversation, until, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.takeOverUntil(conversation, me, name, until);
    });
}

void DeskService::handBack(api::RequestId request, ConversationId conversation, QString words)
{
    carryOut(request, conversation, [conversation, words, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.handBack(conversation, me, name, words);
    });
}

void DeskService::setDrafting(api::RequestId request, ConversationId conversation, bool isOn)
{
    carryOut(request, conversation, [conversation, isOn, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.setDrafting(conversation, isOn, me, name);
    });
}

void DeskService::take(api::RequestId request, ConversationId conversation)
{
    carryOut(request, conversation, [conversation, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return acts.take(conversation, me, name);
    });
}

void DeskService::send(api::RequestId request, ConversationId conversation, MessageId messageId, QString text,
                       bool isNote)
{
    carryOut(request, conversation, [=, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return isNote ? acts.note(conversation, messageId, me, name, text)
                      : acts.send(conversation, messageId, me, name, text);
    });
}

void DeskService::setOpen(api::RequestId request, ConversationId conversation, bool open)
{
    carryOut(request, conversation, [=, me = m_gate.me(), name = m_gate.name()](OperatorActs& acts) {
        return open ? acts.reopen(conversation, me, name) : acts.close(conversation, me, name);
    });
}

void DeskService::decide(api::RequestId request, ConversationId conversation, qint64 outboxId, OutboxDecision decision)
{
    carryOutDecision(request, std::move(conversation), outboxId, decision);
}

QCoro::Task<void> DeskService::carryOutDecision(api::RequestId request, ConversationId conversation, qint64 outboxId,
                                                OutboxDecision decision)
{
    if (isRefused(request, Permission::DecideDeliveries)) co_return;
    if (!m_acts) {
        emit requestFailed(request, {api::DeskError::NotReady, {}});
        co_return;
    }
    try {
        const OperatorId by = m_gate.me();
        auto looking = m_sight.sees(m_gate.sight(), conversation);
        const bool isSeen = co_await looking;
        if (!isSeen) {
            emit requestFailed(request, {api::DeskError::NotFound, {}});
            co_return;
        }
        // The store compares: of another conversation there is nothing to decide.
        auto resolving = m_acts->resolveOutbox(outboxId, decision, by, conversation);
        const bool isDecided = co_await resolving;
        const std::optional<Conversation> row = co_await m_ports.reader.conversation(conversation);
        if (!isDecided)
            emit requestFailed(request, {api::DeskError::AlreadyDecided, {}});
        else if (!row)
            emit requestFailed(request, {api::DeskError::NotFound, {}});
        else
            emit acted(request, shown(*row));
    } catch (const StoreError& error) {
        emit requestFailed(request, actFailureOf(error));
    }
}

QCoro::Task<api::Answer<qint64>> DeskService::sendReworded(ConversationId conversation, qint64 outboxId,
                                                           MessageId messageId, QString text)
{
    if (const auto refused = m_gate.refusal(Permission::DecideDeliveries)) co_return *refused;
    if (!m_acts) co_return api::DeskFailure{api::DeskError::NotReady, {}};
    try {
        auto looking = m_sight.sees(m_gate.sight(), conversation);
        const bool isSeen = co_await looking;
        if (!isSeen) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    } catch (const StoreError& error) {
        co_return actFailureOf(error);
    }
    OperatorMessage message;
    message.conversation = std::move(conversation);
    message.messageId = std::move(messageId);
    message.author = m_gate.me();
    message.authorName = m_gate.name();
    message.text = std::move(text);
    auto sending = m_acts->sendReworded(outboxId, std::move(message));
    const RewordOutcome outcome = co_await sending;
    co_return rewordedAnswer(outcome);
}

/// The acts of whoever sits here begin in the order they came. What is on screen is seen: nothing is read before.
void DeskService::carryOut(api::RequestId request, ConversationId conversation, Act act)
{
    if (isRefused(request, Permission::Answer)) return;
    if (!m_acts) {
        emit requestFailed(request, {api::DeskError::NotReady, {}});
        return;
    }
    const bool isSeen = isKnown(conversation);
    m_beginning.ask(m_gate.sight(), std::move(conversation), isSeen,
                    [this, request, act = std::move(act)](const SightQueue::Answer& looked) {
                        if (const auto* error = std::get_if<StoreError>(&looked))
                            emit requestFailed(request, actFailureOf(*error));
                        else if (!std::get<bool>(looked))
                            emit requestFailed(request, {api::DeskError::NotFound, {}});
                        else
                            begin(request, act);
                    });
}

QCoro::Task<void> DeskService::begin(api::RequestId request, Act act)
{
    try {
        const OperatorActOutcome outcome = co_await act(*m_acts);
        answer(request, outcome);
    } catch (const StoreError& error) {
        emit requestFailed(request, actFailureOf(error));
    } catch (const std::exception& error) {
        deskActsLog.error("an act at the desk failed", {{u"cause"_s, QString::fromUtf8(error.what())}});
        emit requestFailed(request, {api::DeskError::Refused, QString::fromUtf8(error.what())});
    }
}

void DeskService::answer(api::RequestId request, const OperatorActOutcome& outcome)
{
    if (const auto* done = std::get_if<OperatorActResult>(&outcome)) {
        // The rows go out by changed() as for everybody else; here only who asked is told.
        emit acted(request, shown(done->conversation));
    } else if (const auto* taken = std::get_if<TakenBySomeone>(&outcome)) {
        emit requestFailed(
            request, {api::DeskError::TakenBySomeone, taken->name.isEmpty() ? taken->by.toString() : taken->name});
    } else {
        emit requestFailed(request, {api::DeskError::NotFound, {}});
    }
}

}  // namespace tongdai
