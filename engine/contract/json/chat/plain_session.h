#pragma once

#include "engine/domain/conversation/session_status.h"
#include "engine/domain/customer/customer_details.h"
#include "engine/domain/ports/live/plain_sessions.h"

#include <QByteArrayView>
#include <QJsonArray>
#include <QJsonObject>

#include <variant>

/// The JSON of the older product's sessions: its REST routes and its keys in Redis (contracts/background §2 and §3).
/// Any thread; never throws.
namespace tongdai::contract {

/// `{id,name,status,channel,page_id,current_receiver,previous_receiver,time}`.
QJsonObject sessionObject(const SessionStatus& status);
/// The same with our `rev`, as it stands in Redis.
QByteArray cachedSession(const SessionStatus& status);
/// Nothing when it is none. Of another program `rev` is 0.
std::optional<SessionStatus> readCachedSession(const ConversationId& id, QByteArrayView text);
/// `{"can_reply":bool}`.
QByteArray cachedReply(const SessionStatus& status);
/// `{chat_session_id,session_status,current_receiver,previous_receiver,time}`: the answer of PATCH.
QJsonObject sessionChanged(const SessionStatus& status);

/// One line of `GET /chat/history/{id}`.
QJsonObject historyLine(const StoredMessage& line, const SessionStatus& status, const QString& customerName);
/// One entry of `GET /chat/admin/history`.
QJsonObject adminSession(const PlainSession& session);
/// One entry of `GET /chat/admin/customers`.
QJsonObject adminCustomer(const PlainSession& session);

/// `{status,time,tags}` of PATCH.
struct SessionChange {
    std::optional<bool> botMayReply;
    std::optional<TimePoint> until;
    std::optional<std::vector<QByteArray>> tags;
};
inline constexpr int kMaxSessionTags = 50;
inline constexpr qsizetype kMaxSessionTagBytes = 400;
/// What it asks, or what is wrong with it. `now`: a time that is over is wrong.
std::variant<SessionChange, QString> readSessionChange(QByteArrayView body, TimePoint now);

/// `{customers,content,image,client_message_id}` of `POST /chat/send_message`.
struct SessionLetter {
    std::vector<QJsonValue> customers;  ///< as the caller writes them
    QString content;
    QByteArray clientMessageId;
};
inline constexpr int kMaxLetterCustomers = 200;
std::variant<SessionLetter, QString> readSessionLetter(QByteArrayView body);

}  // namespace tongdai::contract
