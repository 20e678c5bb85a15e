#pragma once

#include "engine/work/pipeline_ports.h"

namespace tongdai {

class ConversationRunner;
class OutboxRelay;

/// What people at the desk do with a conversation. Each act is one transaction; after its commit a bot turn that this
/// engine is running for the conversation is cancelled where the act ends it (another engine's turn ends at its next
/// lease renewal and is refused by the fence before that). Engine loop. @throws StoreError: nothing is known to have
/// changed, repeating is safe.
class OperatorActs {
public:
    OperatorActs(PipelinePorts ports, PipelineOptions options, ConversationRunner& runner, OutboxRelay& relay);

    /// The bot stops at once; answers not yet on their way are withdrawn.
    QCoro::Task<OperatorActOutcome> takeOver(ConversationId conversation, OperatorId by, QString name);
    /// The bot answers again, at once where customer messages wait.
    QCoro::Task<OperatorActOutcome> handBack(ConversationId conversation, OperatorId by, QString name);
    /// Assigns the conversation to one person; TakenBySomeone when another was faster.
    QCoro::Task<OperatorActOutcome> take(ConversationId conversation, OperatorId by, QString name);
    /// A reply to the customer. `messageId` is made by the caller before the first try: repeating is safe.
    QCoro::Task<OperatorActOutcome> send(ConversationId conversation, MessageId messageId, OperatorId by, QString name,
                                         QString text);
    /// A note that no channel ever sees.
    QCoro::Task<OperatorActOutcome> note(ConversationId conversation, MessageId messageId, OperatorId by, QString name,
                                         QString text);
    QCoro::Task<OperatorActOutcome> close(ConversationId conversation, OperatorId by, QString name);
    QCoro::Task<OperatorActOutcome> reopen(ConversationId conversation, OperatorId by, QString name);
    /// Decides about a row that is `unknown` or `dead`: send again with the same key, or mark as sent.
    QCoro::Task<bool> resolveOutbox(qint64 id, bool sendAgain);

private:
    QCoro::Task<OperatorActOutcome> setStatus(ConversationId conversation, ConversationStatus status, OperatorId by,
                                              QString name);
    QCoro::Task<OperatorActOutcome> write(OperatorMessage message);
    void announce(const OperatorActOutcome& outcome);

    PipelinePorts m_ports;
    PipelineOptions m_options;
    ConversationRunner& m_runner;
    OutboxRelay& m_relay;
};

}  // namespace tongdai
