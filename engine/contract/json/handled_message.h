#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/conversation/turn.h"

#include <QJsonObject>

#include <optional>

/// The JSON of one handled message: parts of the caller's `result` (contracts/handle-message §2) and the request to the
/// platform (§4).
namespace tongdai::contract {

/// `ai_response`
QJsonObject toJson(const AiAnswer& answer);

/// What a finished message's result consists of; written once, when its turn is recorded.
struct HandledMessage {
    AiAnswer answer;
    QJsonObject platformResult;  ///< empty: not known yet
    MessageId messageId;
    QString storageBackend;  ///< "Redis" or "Memory"
    bool distributedLockUsed = false;
};
/// The `result` of status completed.
QJsonObject completedResult(const HandledMessage& handled);
/// `current_result` of status restart_needed: the answer that was not sent.
QJsonObject currentResult(const AiAnswer& answer);
/// A stored `result` seen from another message of the same turn: names that message, says it is a repetition.
QJsonObject repeatedResult(QJsonObject stored, const MessageId& messageId);

/// `pancake_result` values of our own; otherwise it is the platform's answer.
QJsonObject platformFailed(const QString& error);    ///< `status` failed, `actions_executed` 0
QJsonObject platformQueued(const QString& reason);   ///< failed for now, with `queued`: true; the outbox goes on trying
QJsonObject platformAbsent();                        ///< no platform is set up: the conversation alone has the answer
QJsonObject platformNotSent(const QString& reason);  ///< superseded or cancelled: nothing was asked of the platform

/// Whether a platform may have said this to the request of contracts/handle-message §4: how many actions it carried
/// out, or which of the request's fields it wants otherwise.
bool isPlatformAnswer(const QJsonObject& answer);
/// Whether it is how a platform says that it does not accept the token: words of its own, or of the real one's API.
bool isRefusal(const QJsonObject& answer);

/// The request of contracts/handle-message §4. `lockId` names conversation and fence of the run (guarantees 2.6).
QJsonObject platformRequest(const ConversationId& conversation, const AiAnswer& answer, TimePoint now,
                            const QString& lockId);
/// What `model_used` says of a person's reply.
inline constexpr QLatin1StringView kByAPerson{"human"};
bool isByAPerson(const QJsonObject& platformRequest);
QString lockId(const ConversationId& conversation, Fence fence);
/// The request that says `wanted` in place of a refused one: of that one's actions the only one that says something
/// gets the new words, the others stay. Nothing: not exactly one says something.
std::optional<QJsonObject> rewordedRequest(const QJsonObject& refused, QJsonObject wanted);

}  // namespace tongdai::contract
