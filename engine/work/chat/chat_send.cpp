#include "engine/work/chat/chat_send.h"

#include "engine/domain/log.h"
#include "engine/work/desk/operator_acts.h"
#include "engine/work/message/handle_message.h"
#include "engine/work/message/handle_result.h"

#include <QCryptographicHash>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log chatSendLog("chat.send");
const QByteArray kSource = "chat"_ba;
const QUuid kTempIds(u"{6f1f3f0e-9a54-4c0b-8d3c-5d1f0f4d7a21}"_s);

/// Neither the time of a try nor whether the tempId is written as a number is part of the message: a repetition is the
/// same one.
QByteArray hashOfEveryTry(IncomingMessage message, const QString& tempId)
{
    message.sentAt = 0;
    if (!tempId.isEmpty()) {
        QJsonObject chat = message.metadata["chat"_L1].toObject();
        chat[u"tempId"_s] = tempId;
        message.metadata[u"chat"_s] = chat;
    }
    return hashBody(message);
}

/// Whatever became of it: it is stored, or it is not.
ChatSendOutcome outcomeOf(const HandleResult& result, const MessageId& id)
{
    return std::visit(
        [&id](const auto& each) -> ChatSendOutcome {
            if constexpr (requires { each.inJournal; })
                return ChatSent{id, each.duplicate, false, each.inJournal};
            else if constexpr (requires { each.duplicate; })
                return ChatSent{id, each.duplicate};
            else
                return ChatSendFailed{};
        },
        result);
}

}  // namespace

MessageId chatMessageId(const ConversationId& thread, const SenderId& sender, const QString& tempId)
{
    const QByteArray name = thread.bytes() + '\n' + sender.bytes() + '\n' + tempId.toUtf8();
    const QUuid uuid = tempId.isEmpty() ? QUuid::createUuid() : QUuid::createUuidV5(kTempIds, name);
    return MessageId(uuid.toByteArray(QUuid::WithoutBraces));
}

QCoro::Task<ChatSendOutcome> ChatSend::run(ChatVisitor visitor, contract::ChatDraft draft, MessageId id)
{
    ChatSendOutcome outcome = ChatSendFailed{};
    try {
        outcome = co_await write(std::move(visitor), std::move(draft), std::move(id));
    } catch (const std::exception& error) {
        chatSendLog.warn("a chat message was not stored", {{u"cause"_s, QString::fromUtf8(error.what())}});
    }
    co_return outcome;
}

/// Payload, membership, limit, in this order: what is refused before the limit costs nothing.
QCoro::Task<ChatSendOutcome> ChatSend::write(ChatVisitor visitor, contract::ChatDraft draft, MessageId id)
{
    const ConversationId thread = draft.thread;
    const Membership membership = co_await m_ports.membership.of(thread, visitor);
    const auto* member = std::get_if<ChatMember>(&membership);
    if (!member) co_return ChatSendOutcome(NotAMember{});
    const bool mustEnter = !member->participant;
    const ChatRole role = member->participant ? member->participant->role : visitor.user.role;

    const RateAnswer rate = co_await m_ports.live.charge(visitor.user.id, id);
    if (!rate.isAllowed) co_return ChatSendOutcome(ChatTooFast{rate.retryAfter});

    if (mustEnter) co_await m_ports.membership.enter(thread, visitor);
    visitor.user.role = role;
    ChatSendOutcome outcome = ChatSendFailed{};
    if (isStaff(role))
        outcome = co_await writeAsOperator(std::move(visitor), std::move(draft), id);
    else
        outcome = co_await writeAsCustomer(std::move(visitor), std::move(draft), id);
    if (auto* sent = std::get_if<ChatSent>(&outcome)) sent->hasEntered = mustEnter;
    co_return outcome;
}

QCoro::Task<ChatSendOutcome> ChatSend::writeAsCustomer(ChatVisitor visitor, contract::ChatDraft draft, MessageId id)
{
    IncomingMessage message;
    message.source = kSource;
    message.conversation = draft.thread;
    message.messageId = id;
    message.sender = visitor.user.id;
    message.senderType = u"user"_s;
    message.content = draft.body;
    message.metadata = contract::storedChatMetadata(draft);
    if (!visitor.user.firstName.isEmpty()) message.metadata[u"customer_name"_s] = visitor.user.shownName();
    message.bodyHash = hashOfEveryTry(message, draft.tempId);
    message.sentAt = toUnixSeconds(m_ports.clock.now());
    const HandleResult taken = co_await m_ports.handleMessage.take(std::move(message));
    co_return outcomeOf(taken, id);
}

QCoro::Task<ChatSendOutcome> ChatSend::writeAsOperator(ChatVisitor visitor, contract::ChatDraft draft, MessageId id)
{
    OperatorMessage message;
    message.conversation = draft.thread;
    message.messageId = id;
    message.author = OperatorId(visitor.user.id.bytes());
    message.authorName = visitor.user.shownName();
    message.text = draft.body;
    message.metadata = contract::storedChatMetadata(draft);
    const OperatorActOutcome acted = co_await m_ports.operatorActs.sendMessage(std::move(message));
    const auto* result = std::get_if<OperatorActResult>(&acted);
    if (!result) co_return ChatSendOutcome(ChatSendFailed{});
    if (result->line && result->line->body != draft.body) co_return ChatSendOutcome(ChatSendFailed{});  // id reused
    co_return ChatSendOutcome(ChatSent{id, result->events.empty()});
}

}  // namespace tongdai
