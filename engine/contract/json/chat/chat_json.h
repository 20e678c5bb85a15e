#pragma once

#include "engine/domain/conversation/chat.h"

#include <QJsonArray>

#include <optional>
#include <variant>

/// Objects of the chat as clients of both generations read them: the full form, of which the older one is a part
/// (contracts/realtime-chat §3). Nothing of a user but name, role, mail and picture ever leaves (§7.1).
namespace tongdai::contract {

QString chatTime(TimePoint time);  ///< ISO 8601 with milliseconds, Z

QJsonObject threadSummary(const ChatThread& thread);
QJsonArray summaryParticipants(const ChatThread& thread);

/// Receipts with who it is, or with their ids alone: whoever is told a line of many participants knows them already.
enum class ReceiptForm : quint8 { Named, Bare };
/// As a line is told over sockets (contracts/realtime-chat §3).
ReceiptForm toldReceipts(const ChatThread& thread);
/// The whole message. `thread` gives names to senders and receipts.
QJsonObject chatMessage(const ChatLine& line, const ChatThread& thread, ReceiptForm form = ReceiptForm::Named);
QJsonObject chatReceipt(const Receipt& receipt, const QString& messageId, const ChatThread& thread);
/// chat:delivered: everything up to `message` has reached them.
QJsonObject chatDelivered(const ConversationId& thread, const MessageId& message, const std::vector<SenderId>& users);
QJsonObject chatParticipant(const Participant& participant);
/// What the client called its message, a text or a number as it was given; undefined: nothing.
QJsonValue tempIdOf(const StoredMessage& message);
/// A name that a client gives to something of its own, like a message or a device. Many count with Date.now(): a number
/// is its shortest decimal text, so 7, 7.0 and "7" are one name. Empty: none given. Nothing: no name can be this.
std::optional<QString> clientName(const QJsonValue& given);

/// One element of chat:offline:<user>.
QByteArray offlineEnvelope(const QString& event, const QJsonObject& data, const QString& messageId,
                           const QUuid& recipient);
struct OfflineEnvelope {
    QString event;
    QJsonObject data;
    QString messageId;
};
std::optional<OfflineEnvelope> readOfflineEnvelope(const QByteArray& entry);
/// What such an element says, for people to look at; what is not there is empty.
struct OfflineWords {
    ConversationId thread;
    QString sender;  ///< a name, or else an id
    QString text;
    std::optional<TimePoint> at;
};
OfflineWords offlineWords(const OfflineEnvelope& envelope);

inline constexpr qsizetype kMaxChatBody = 65535;  ///< bytes of UTF-8
inline constexpr qsizetype kMaxChatAttachments = 10;

/// A client's chat:send-message, checked but for its thread and membership.
struct ChatDraft {
    ConversationId thread;
    QString body;
    QString tempId;          ///< as clientName() has it; empty: none
    QJsonValue shownTempId;  ///< as the client wrote it
    QJsonObject metadata;    ///< the client's own
    QJsonArray attachments;
};
enum class ChatDraftProblem { Incomplete, Refused };
/// Incomplete: no thread, or nothing to say. Refused: too long, a bad attachment, a SYSTEM message.
std::variant<ChatDraft, ChatDraftProblem> readChatDraft(const QJsonObject& given);
/// Metadata of the message as it is stored; its client part comes back with chatMessage().
QJsonObject storedChatMetadata(const ChatDraft& draft);

}  // namespace tongdai::contract
