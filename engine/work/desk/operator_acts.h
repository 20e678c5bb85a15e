#pragma once

#include "engine/work/message/announcer.h"
#include "engine/work/message/conversation_runner.h"
#include "engine/work/platform/outbox_relay.h"

namespace tongdai {

/// What people at the desk do with a conversation. Each act is one transaction; after its commit a bot turn that this
/// engine is running for the conversation is cancelled where the act raised the fence (another engine is told, and
/// what it does before it hears of it is refused by the fence). Engine loop. @throws StoreError: nothing is known
/// to have changed, repeating is safe.
class OperatorActs {
public:
    OperatorActs(PipelinePorts ports, ConversationRunner& runner, OutboxRelay& relay, Announcer& announcer,
                 WorkCount& work);

    /// The bot stops at once; answers not yet on their way are withdrawn.
    QCoro::Task<OperatorActOutcome> takeOver(ConversationId conversation, OperatorId by, QString name);
    /// The same with an end, or the end of the person's own takeover at another time; `until` empty: for good.
    QCoro::Task<OperatorActOutcome> takeOverUntil(ConversationId conversation, OperatorId by, QString name,
                                                  std::optional<TimePoint> until);
    /// The time of a takeover is over: the bot answers again, unless somebody was faster.
    QCoro::Task<OperatorActOutcome> returnByTime(ConversationId conversation);
    /// Nobody came to who waits for a person: once a wait, whichever engine is faster.
    QCoro::Task<OperatorActOutcome> nobodyCame(LongWait wait, NobodyCameRule rule);
    /// The bot answers again, at once where customer messages wait. `words`: what it is to know besides (features C4).
    QCoro::Task<OperatorActOutcome> handBack(ConversationId conversation, OperatorId by, QString name,
                                             QString words = {});
    /// A person answers from here on and the bot proposes, or proposes no more (features C11).
    QCoro::Task<OperatorActOutcome> setDrafting(ConversationId conversation, bool isOn, OperatorId by, QString name);
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
    /// An operator's line as it is, for doors that bring more than text.
    QCoro::Task<OperatorActOutcome> sendMessage(OperatorMessage message);
    /// Decides about a row that could not be delivered, or of which nobody knows. False: it is settled already, or not
    /// of the conversation `of`, where one is given.
    QCoro::Task<bool> resolveOutbox(qint64 id, OutboxDecision decision, OperatorId by,
                                    std::optional<ConversationId> of = {});
    /// Sends other words in place of a refused answer; `message` says by whom, to whom and which. Repeating with the
    /// same id is safe.
    QCoro::Task<RewordOutcome> sendReworded(qint64 outboxId, OperatorMessage message);

private:
    void follow(const OperatorActOutcome& outcome, TurnEnd why, const QString& by = {});

    PipelinePorts m_ports;
    ConversationRunner& m_runner;
    OutboxRelay& m_relay;
    Announcer& m_announcer;
    WorkCount& m_work;
};

}  // namespace tongdai
