#pragma once

#include "engine/api/answer.h"
#include "engine/domain/people/permission.h"
#include "engine/domain/ports/store/conversation_store.h"
#include "engine/domain/ports/store/history_reader.h"

#include <functional>

namespace tongdai {

class DeskGate;
class OperatorActs;

/// What whoever sits at this desk does with a conversation: the gate is asked, the act is carried out in their name,
/// and the row as it is then comes back, or why nothing was done. Everybody else, and every list, hears of it by the
/// changes that the act makes. Engine loop; nothing is thrown.
class DeskActs {
public:
    using Done = QCoro::Task<api::Answer<Conversation>>;

    DeskActs(ports::HistoryReader& reader, const DeskGate& gate) : m_reader(reader), m_gate(gate) {}

    /// Until then every act is answered with NotReady.
    void attach(OperatorActs& acts) { m_acts = &acts; }

    Done takeOver(ConversationId conversation);
    Done takeOverUntil(ConversationId conversation, std::optional<TimePoint> until);
    Done handBack(ConversationId conversation);
    Done setDrafting(ConversationId conversation, bool isOn);
    Done take(ConversationId conversation);
    Done send(ConversationId conversation, MessageId messageId, QString text, bool isNote);
    Done setOpen(ConversationId conversation, bool open);
    Done decide(ConversationId conversation, qint64 outboxId, OutboxDecision decision);

private:
    using Act = std::function<QCoro::Task<OperatorActOutcome>(OperatorActs&)>;
    /// Why not; nothing: whoever sits here may, and the engine answers.
    std::optional<api::DeskFailure> refusal(Permission permission) const;
    Done carryOut(Act act);

    ports::HistoryReader& m_reader;
    const DeskGate& m_gate;
    OperatorActs* m_acts = nullptr;
};

}  // namespace tongdai
