#include "engine/contract/json/chat/chat_json.h"

#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/chat.h"
#include "engine/domain/text/whole_text.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>
#include <QUrl>

#include <algorithm>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxClientName = 200;

QJsonValue orNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue orNull(const std::optional<TimePoint>& time)
{
    return time ? QJsonValue(chatTime(*time)) : QJsonValue(QJsonValue::Null);
}

QJsonObject profileOf(const ChatUser& user)
{
    return {{u"firstName"_s, orNull(user.firstName)}, {u"lastName"_s, orNull(user.lastName)}};
}

QLatin1StringView speakerName(Speaker speaker)
{
    switch (speaker) {
        case Speaker::Customer: return "customer"_L1;
        case Speaker::Bot: return "bot"_L1;
        case Speaker::Operator: return "operator"_L1;
        case Speaker::System: return "system"_L1;
        case Speaker::Note: return "note"_L1;
    }
    Q_UNREACHABLE();
}

/// Who wrote it. Somebody who has left, or an operator who never entered, is shown by what the line knows.
void addSender(QJsonObject& json, const StoredMessage& message, const ChatThread& thread)
{
    if (message.speaker == Speaker::Bot || message.speaker == Speaker::System) {
        json[u"senderId"_s] = QJsonValue::Null;
        json[u"senderRole"_s] = QJsonValue::Null;
        json[u"sender"_s] = QJsonValue::Null;
        return;
    }
    ChatUser user;
    ChatRole role = message.speaker == Speaker::Operator ? ChatRole::Admin : ChatRole::Client;
    if (const Participant* participant = thread.participant(message.sender)) {
        user = participant->user;
        role = participant->role;
    } else {
        user.id = message.sender;
        user.firstName = message.senderName;
    }
    const QString roleName(chatRoleName(role));
    json[u"senderId"_s] = user.id.toString();
    json[u"senderRole"_s] = roleName;
    QJsonObject sender{{u"id"_s, user.id.toString()},
                       {u"role"_s, roleName},
                       {u"profile"_s, profileOf(user)},
                       {u"avatar"_s, orNull(user.avatar)}};
    if (!user.email.isEmpty()) sender[u"email"_s] = user.email;
    json[u"sender"_s] = sender;
}

/// What a bot's answer asks a client to show beside its text.
QJsonArray shownActions(const StoredMessage& message)
{
    QJsonArray actions;
    if (message.speaker != Speaker::Bot) return actions;
    for (const Action& action : answerCard(message.metadata).actions) {
        if (action.type == ActionType::SendQuickReplies || action.type == ActionType::SendCarousel)
            actions.append(toJson(action));
    }
    return actions;
}

QJsonArray shownAttachments(const StoredMessage& message)
{
    QJsonArray attachments;
    const QString id = message.messageId.toString();
    for (const QJsonValue& stored : message.metadata["chat"_L1]["attachments"_L1].toArray()) {
        const QJsonObject given = stored.toObject();
        attachments.append(QJsonObject{{u"id"_s, u"%1-%2"_s.arg(id).arg(attachments.size())},
                                       {u"messageId"_s, id},
                                       {u"assetId"_s, QJsonValue::Null},
                                       {u"url"_s, given["url"_L1]},
                                       {u"name"_s, given["name"_L1]},
                                       {u"mimeType"_s, given["mime"_L1]},
                                       {u"size"_s, given["size"_L1]},
                                       {u"metadata"_s, given},
                                       {u"createdAt"_s, chatTime(message.receivedAt)}});
    }
    return attachments;
}

QJsonObject bareReceipt(const Receipt& receipt, const QString& messageId)
{
    const QString participant = receipt.participant.toString(QUuid::WithoutBraces);
    return {{u"id"_s, messageId + u':' + participant},
            {u"messageId"_s, messageId},
            {u"participantId"_s, participant},
            {u"deliveredAt"_s, orNull(receipt.deliveredAt)},
            {u"readAt"_s, orNull(receipt.readAt)},
            {u"metadata"_s, QJsonValue::Null},
            {u"createdAt"_s, chatTime(receipt.createdAt)}};
}

/// By what a client tells its own receipt from those of others.
QJsonObject participantIds(const Participant& participant)
{
    return {{u"id"_s, participant.id.toString(QUuid::WithoutBraces)}, {u"userId"_s, participant.user.id.toString()}};
}

/// In the order of the participants; those of who has left come last.
QJsonArray shownReceipts(const ChatLine& line, const ChatThread& thread, ReceiptForm form)
{
    QHash<QUuid, size_t> places;
    places.reserve(qsizetype(thread.participants.size()));
    for (const Participant& each : thread.participants)
        places.insert(each.id, size_t(places.size()));
    const size_t left = thread.participants.size();
    const auto place = [&](const Receipt* receipt) { return places.value(receipt->participant, left); };
    std::vector<const Receipt*> receipts;
    receipts.reserve(line.receipts.size());
    for (const Receipt& receipt : line.receipts)
        receipts.push_back(&receipt);
    std::ranges::stable_sort(receipts, {}, place);
    QJsonArray shown;
    const QString id = line.message.messageId.toString();
    for (const Receipt* receipt : receipts) {
        QJsonObject json = bareReceipt(*receipt, id);
        const size_t at = place(receipt);
        if (at < left)
            json[u"participant"_s] = form == ReceiptForm::Named ? chatParticipant(thread.participants[at])
                                                                : participantIds(thread.participants[at]);
        shown.append(json);
    }
    return shown;
}

bool isWebAddress(const QString& text)
{
    const QUrl url(text, QUrl::StrictMode);
    return text.size() <= 2048 && url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == "https"_L1 || url.scheme() == "http"_L1);
}

/// What is of another kind is not taken for absent: a body that is a number would be lost without a word.
bool hasRightKinds(const QJsonObject& payload)
{
    const auto isAny = [&payload](QLatin1StringView name, std::initializer_list<QJsonValue::Type> types) {
        const QJsonValue::Type type = payload[name].type();
        return type == QJsonValue::Undefined || type == QJsonValue::Null ||
               std::ranges::find(types, type) != types.end();
    };
    return isAny("body"_L1, {QJsonValue::String}) && isAny("type"_L1, {QJsonValue::String}) &&
           isAny("attachments"_L1, {QJsonValue::Array}) &&
           isAny("metadata"_L1, {QJsonValue::Object, QJsonValue::String});  // older clients send "" for none
}

/// One attachment with only the fields of the contract, or nothing if it is not one.
std::optional<QJsonObject> readAttachment(const QJsonValue& value)
{
    const QJsonObject given = value.toObject();
    const QString provider = given["provider"_L1].toString();
    const QString kind = given["kind"_L1].toString();
    if (provider != "cloudinary"_L1 && provider != "r2"_L1) return std::nullopt;
    if (kind != "image"_L1 && kind != "video"_L1 && kind != "file"_L1) return std::nullopt;
    if (!isWebAddress(given["url"_L1].toString())) return std::nullopt;
    QJsonObject kept{{u"provider"_s, provider}, {u"kind"_s, kind}, {u"url"_s, given["url"_L1]}};
    for (const auto name : {"publicId"_L1, "mime"_L1, "name"_L1, "key"_L1, "bucket"_L1}) {
        const QJsonValue text = given[name];
        if (text.isUndefined() || text.isNull()) continue;
        if (!text.isString() || text.toString().size() > 255) return std::nullopt;
        kept[name] = text;
    }
    for (const auto name : {"width"_L1, "height"_L1, "duration"_L1, "size"_L1}) {
        const QJsonValue number = given[name];
        if (number.isUndefined() || number.isNull()) continue;
        if (!number.isDouble() || number.toDouble() < 0) return std::nullopt;
        kept[name] = number;
    }
    return kept;
}

}  // namespace

QString chatTime(TimePoint time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

QJsonArray summaryParticipants(const ChatThread& thread)
{
    QJsonArray participants;
    for (const Participant& each : thread.participants) {
        participants.append(QJsonObject{{u"id"_s, each.id.toString(QUuid::WithoutBraces)},
                                        {u"userId"_s, each.user.id.toString()},
                                        {u"role"_s, QString(chatRoleName(each.role))},
                                        {u"profile"_s, profileOf(each.user)},
                                        {u"avatar"_s, orNull(each.user.avatar)}});
    }
    return participants;
}

QJsonObject threadSummary(const ChatThread& thread)
{
    return {{u"id"_s, thread.id.toString()},
            {u"type"_s, thread.type},
            {u"subject"_s, orNull(thread.subject)},
            {u"jobPostId"_s, orNull(thread.jobPostId)},
            {u"contractId"_s, orNull(thread.contractId)},
            {u"participants"_s, summaryParticipants(thread)}};
}

QJsonObject chatParticipant(const Participant& p)
{
    return {{u"id"_s, p.id.toString(QUuid::WithoutBraces)},
            {u"threadId"_s, p.thread.toString()},
            {u"userId"_s, p.user.id.toString()},
            {u"role"_s, QString(chatRoleName(p.role))},
            {u"joinedAt"_s, chatTime(p.joinedAt)},
            {u"leftAt"_s, orNull(p.leftAt)},
            {u"lastReadMessageId"_s, orNull(p.lastReadMessage.toString())},
            {u"lastReadAt"_s, orNull(p.lastReadAt)},
            {u"isMuted"_s, p.isMuted},
            {u"metadata"_s, p.metadata},
            {u"user"_s, QJsonObject{{u"id"_s, p.user.id.toString()},
                                    {u"profile"_s, profileOf(p.user)},
                                    {u"avatar"_s, orNull(p.user.avatar)}}}};
}

QJsonObject chatReceipt(const Receipt& receipt, const QString& messageId, const ChatThread& thread)
{
    QJsonObject json = bareReceipt(receipt, messageId);
    for (const Participant& each : thread.participants) {
        if (each.id == receipt.participant) json[u"participant"_s] = chatParticipant(each);
    }
    return json;
}

ReceiptForm toldReceipts(const ChatThread& thread)
{
    constexpr size_t kMostNamed = 10;
    return thread.participants.size() > kMostNamed ? ReceiptForm::Bare : ReceiptForm::Named;
}

QJsonObject chatMessage(const ChatLine& line, const ChatThread& thread, ReceiptForm form)
{
    const StoredMessage& m = line.message;
    const QString id = m.messageId.toString();
    const QJsonValue own = m.metadata["chat"_L1]["metadata"_L1];
    QJsonObject json{{u"id"_s, id},
                     {u"threadId"_s, m.conversation.toString()},
                     {u"body"_s, m.body},
                     {u"type"_s, m.speaker == Speaker::System ? u"SYSTEM"_s : u"USER"_s},
                     {u"metadata"_s, own.isObject() ? own : QJsonValue(QJsonValue::Null)},
                     {u"richPayload"_s, QJsonValue::Null},
                     {u"sentAt"_s, chatTime(m.receivedAt)},
                     {u"editedAt"_s, QJsonValue::Null},
                     {u"deletedAt"_s, QJsonValue::Null},
                     {u"createdAt"_s, chatTime(m.receivedAt)},
                     {u"attachments"_s, shownAttachments(m)},
                     {u"receipts"_s, shownReceipts(line, thread, form)},
                     // Beyond the contract: the place in the thread, who speaks, what a bot offers to choose from.
                     {u"seq"_s, m.rev},
                     {u"speaker"_s, QString(speakerName(m.speaker))}};
    addSender(json, m, thread);
    if (const QJsonArray actions = shownActions(m); !actions.isEmpty()) json[u"actions"_s] = actions;
    return json;
}

QJsonObject chatDelivered(const ConversationId& thread, const MessageId& message, const std::vector<SenderId>& users)
{
    QJsonObject json{{u"threadId"_s, thread.toString()}, {u"messageId"_s, message.toString()}};
    if (users.size() == 1) {
        json[u"userId"_s] = users.front().toString();
        return json;
    }
    QJsonArray all;
    for (const SenderId& user : users)
        all.append(user.toString());
    json[u"userIds"_s] = all;
    return json;
}

QJsonValue tempIdOf(const StoredMessage& message)
{
    return message.metadata["chat"_L1]["tempId"_L1];
}

std::optional<QString> clientName(const QJsonValue& given)
{
    if (given.isUndefined() || given.isNull()) return QString();
    if (given.isDouble()) {
        const qint64 whole = given.toInteger();  // 0 for what is no whole number
        if (double(whole) == given.toDouble()) return QString::number(whole);
        return QString::number(given.toDouble(), 'g', QLocale::FloatingPointShortest);
    }
    if (!given.isString() || given.toString().size() > kMaxClientName || !given.toString().isValidUtf16())
        return std::nullopt;
    return given.toString();
}

QByteArray offlineEnvelope(const QString& event, const QJsonObject& data, const QString& messageId,
                           const QUuid& recipient)
{
    QJsonObject envelope{
        {u"event"_s, event}, {u"data"_s, data}, {u"participantId"_s, recipient.toString(QUuid::WithoutBraces)}};
    if (!messageId.isEmpty()) envelope[u"messageId"_s] = messageId;
    return QJsonDocument(envelope).toJson(QJsonDocument::Compact);
}

std::optional<OfflineEnvelope> readOfflineEnvelope(const QByteArray& entry)
{
    const QJsonObject json = QJsonDocument::fromJson(entry).object();
    OfflineEnvelope envelope{json["event"_L1].toString(), json["data"_L1].toObject(), json["messageId"_L1].toString()};
    if (envelope.event.isEmpty() || envelope.data.isEmpty()) return std::nullopt;
    return envelope;
}

OfflineWords offlineWords(const OfflineEnvelope& envelope)
{
    OfflineWords words;
    const QJsonObject message = envelope.data["message"_L1].toObject();
    const QJsonObject thread = envelope.data["thread"_L1].toObject();
    words.thread =
        ConversationId::fromString((message.isEmpty() ? thread["id"_L1] : message["threadId"_L1]).toString());
    const QJsonValue profile = message["sender"_L1]["profile"_L1];
    words.sender = u"%1 %2"_s.arg(profile["firstName"_L1].toString(), profile["lastName"_L1].toString()).trimmed();
    if (words.sender.isEmpty()) words.sender = message["senderId"_L1].toString();
    if (words.sender.isEmpty()) words.sender = message["speaker"_L1].toString();
    words.text = message.isEmpty() ? thread["subject"_L1].toString() : message["body"_L1].toString();
    const QDateTime at = QDateTime::fromString(message["sentAt"_L1].toString(), Qt::ISODateWithMs);
    if (at.isValid()) words.at = TimePoint(std::chrono::milliseconds(at.toMSecsSinceEpoch()));
    return words;
}

std::variant<ChatDraft, ChatDraftProblem> readChatDraft(const QJsonObject& given)
{
    ChatDraft draft;
    draft.thread = ConversationId::fromString(given["threadId"_L1].toString());
    const QJsonObject payload = wholeText(given);  // all but what names something
    if (!hasRightKinds(payload)) return ChatDraftProblem::Refused;
    draft.body = payload["body"_L1].toString().trimmed();
    const QJsonArray attachments = payload["attachments"_L1].toArray();
    if (checkId(draft.thread.bytes()) || (draft.body.isEmpty() && attachments.isEmpty()))
        return ChatDraftProblem::Incomplete;
    if (draft.body.toUtf8().size() > kMaxChatBody || attachments.size() > kMaxChatAttachments)
        return ChatDraftProblem::Refused;
    if (payload["type"_L1].toString(u"USER"_s) != "USER"_L1) return ChatDraftProblem::Refused;
    const std::optional<QString> tempId = clientName(given["tempId"_L1]);
    if (!tempId) return ChatDraftProblem::Refused;
    draft.tempId = *tempId;
    draft.shownTempId = given["tempId"_L1];
    draft.metadata = payload["metadata"_L1].toObject();
    for (const QJsonValue& each : attachments) {
        const auto attachment = readAttachment(each);
        if (!attachment) return ChatDraftProblem::Refused;
        draft.attachments.append(*attachment);
    }
    return draft;
}

QJsonObject storedChatMetadata(const ChatDraft& draft)
{
    QJsonObject chat;
    if (!draft.tempId.isEmpty()) chat[u"tempId"_s] = draft.shownTempId;
    if (!draft.metadata.isEmpty()) chat[u"metadata"_s] = draft.metadata;
    if (!draft.attachments.isEmpty()) chat[u"attachments"_s] = draft.attachments;
    return ownChatMetadata(chat);
}

}  // namespace tongdai::contract
