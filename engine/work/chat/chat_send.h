#pragma once

#include "engine/contract/json/chat/chat_json.h"
#include "engine/work/chat/chat_membership.h"

namespace tongdai {

namespace ports {
class ChatLive;
class Clock;
}  // namespace ports

class HandleMessage;
class OperatorActs;

struct ChatSent {
    MessageId id;
    bool isDuplicate = false;  ///< the same tempId came before: nothing was written
    bool hasEntered = false;   ///< the sender became a participant by it
    bool isInJournal = false;  ///< the store is away: no thread has it before that is back
};
struct ChatTooFast {
    std::chrono::milliseconds retryAfter{0};
};
struct ChatSendFailed {};
using ChatSendOutcome = std::variant<ChatSent, NotAMember, ChatTooFast, ChatSendFailed>;

/// One message of a chat client (contracts/realtime-chat §5): a customer's goes the way of every customer message, so
/// that the bot answers it where it is on; an operator's becomes a line of the desk. Repeating a tempId is safe.
/// Lives on the engine loop. Never throws.
class ChatSend {
public:
    struct Ports {
        ChatMembership& membership;
        ports::ChatLive& live;
        const ports::Clock& clock;
        HandleMessage& handleMessage;
        OperatorActs& operatorActs;
    };
    explicit ChatSend(Ports ports) : m_ports(ports) {}

    /// `id` is chatMessageId() of the draft.
    QCoro::Task<ChatSendOutcome> run(ChatVisitor visitor, contract::ChatDraft draft, MessageId id);

private:
    QCoro::Task<ChatSendOutcome> write(ChatVisitor visitor, contract::ChatDraft draft, MessageId id);
    QCoro::Task<ChatSendOutcome> writeAsCustomer(ChatVisitor visitor, contract::ChatDraft draft, MessageId id);
    QCoro::Task<ChatSendOutcome> writeAsOperator(ChatVisitor visitor, contract::ChatDraft draft, MessageId id);

    Ports m_ports;
};

/// What a message is called: with a tempId the same at every try, else a name of its own.
MessageId chatMessageId(const ConversationId& thread, const SenderId& sender, const QString& tempId);

}  // namespace tongdai
