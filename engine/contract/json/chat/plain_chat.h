#pragma once

#include "engine/contract/json/field_problem.h"
#include "engine/domain/conversation/conversation.h"
#include "engine/domain/customer/customer_details.h"

#include <QByteArrayView>
#include <QJsonValue>

#include <variant>

/// The JSON of the plain WebSockets (contracts/background §2), both directions. Any thread; never throws.
namespace tongdai::contract {

inline constexpr int kMaxImages = 10;
inline constexpr qsizetype kMaxImageUrlBytes = 2048;

/// `{chat_session_id, sender_type, content, image}` as it comes in. `client_message_id` (contracts/background §3) is
/// ours to accept: with it a repeated message is stored once.
struct PlainChatInput {
    QJsonValue session;  ///< a number or a text; undefined when absent
    QString senderType;
    QString content;
    QStringList images;  ///< http and https addresses only
    QByteArray clientMessageId;
};
std::variant<PlainChatInput, QString> readPlainChat(QByteArrayView text);

/// A list of http and https addresses, or nothing; what is wrong with it.
std::optional<QString> readImages(const QJsonValue& value, QStringList& images);

/// Web sessions are conversations of their own: no session id can name a conversation of another channel.
/// Nothing when the id is not a legal one.
std::optional<ConversationId> webSession(QStringView sessionId);
bool isWebSession(const ConversationId& conversation);
/// What the wire calls a conversation: a web session with a plain number is that number, everything else its own id.
QJsonValue wireSession(const ConversationId& conversation);
/// The other way round, as an administrator's client sends it back.
std::optional<ConversationId> sessionNamed(const QJsonValue& wire);

/// A session in a path: a plain number is the web session of that number.
std::optional<ConversationId> sessionInPath(const QString& text);
/// A prefix for the channel and an id.
QString sessionName(const ConversationId& conversation);
/// `customer`, `bot` or `admin`.
QLatin1StringView senderTypeOf(Speaker speaker);

/// One line as it goes out. `id` is never null: a line goes out when it is stored.
QJsonObject plainChatLine(const StoredMessage& line, const Conversation& conversation, const QJsonValue& session);
/// `{"type":"customer_info_update", …}`: what administrators are told when more is known of a customer.
QJsonObject customerInfoUpdate(const ConversationId& conversation, const CustomerDetails& details);
/// `{"type":"error", …}`: what a message was refused for.
QJsonObject plainChatError(const QString& code, const QString& message, const QByteArray& clientMessageId = {});

}  // namespace tongdai::contract
