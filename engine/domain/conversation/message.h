#pragma once

#include "engine/domain/ids.h"

#include <QJsonObject>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <cmath>
#include <optional>

namespace tongdai {

/// Our own wall clock, UTC. A sender's clock is only ever a claim (see IncomingMessage::sentAt).
using TimePoint = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

inline double toUnixSeconds(TimePoint t)
{
    return double(t.time_since_epoch().count()) / 1000.0;
}
/// Rounds to the millisecond; what no clock could mean (NaN, the year 30000) becomes 1970.
inline TimePoint fromUnixSeconds(double s)
{
    return TimePoint(std::chrono::milliseconds(s > -1e12 && s < 1e12 ? qint64(std::llround(s * 1000.0)) : 0));
}

/// Who speaks in a thread. A note is an operator's text that no channel ever sees (features B6).
enum class Speaker : quint8 { Customer = 0, Bot = 1, Operator = 2, System = 3, Note = 4 };

/// How far a message has come (guarantees 2.2). Everything but Waiting is final.
enum class MessageState : quint8 { Waiting = 0, Answered = 1, Superseded = 2, Dead = 3 };

/// What decides whether a message was seen before (guarantees 2.1 decision 6): an id is unique within its conversation
/// and its door; two conversations may use the same one.
struct MessageKey {
    QByteArray source;
    ConversationId conversation;
    MessageId id;

    friend bool operator==(const MessageKey&, const MessageKey&) = default;
    friend std::strong_ordering operator<=>(const MessageKey&, const MessageKey&) = default;
    friend size_t qHash(const MessageKey& key, size_t seed = 0)
    {
        return qHashMulti(seed, key.source, key.conversation, key.id);
    }
};

/// Source of what the sample shop makes: it alone marks conversations as made up, and never anything a caller says.
inline constexpr char kSampleSource[] = "sample";

/// A message as it enters the engine, whatever door it came through: HTTP, webhook, socket, widget.
/// Its key decides whether it was seen before; bodyHash whether it is the same message.
struct IncomingMessage {
    QByteArray source;  ///< the door, e.g. "platform", "chat", "history"; part of the key
    ConversationId conversation;
    MessageId messageId;
    SenderId sender;
    QString senderType;  ///< as sent, e.g. "user"
    QString content;
    double sentAt = 0;  ///< seconds by the sender's clock; shown, never used for order
    QJsonObject metadata;
    QByteArray bodyHash;  ///< SHA-256 over the fields that make it this message
    /// When it was accepted into the local journal; empty: it is accepted now.
    std::optional<TimePoint> acceptedAt = {};
    /// The customer may go on writing: nobody takes up what waits from here on for this long, unless the engine that
    /// accepted it does (guarantees 2.5). Zero: at once.
    std::chrono::milliseconds holdFor{};

    MessageKey key() const { return {source, conversation, messageId}; }
};

/// SHA-256 over the canonical form of what makes the message itself: conversation, sender, type, content, sentAt,
/// metadata. Each part is length-prefixed, so no two different messages share an encoding.
QByteArray hashBody(const IncomingMessage& message);

/// A message as it stands in the history.
struct StoredMessage {
    ConversationId conversation;
    MessageId messageId;
    Seq seq = 0;     ///< 0 for what the engine itself adds (bot, operator, note, system)
    qint64 rev = 0;  ///< position in the thread: every visible line takes the next one
    Speaker speaker = Speaker::Customer;
    MessageState state = MessageState::Answered;
    SenderId sender;
    QString senderName;
    QString body;
    double sentAt = 0;
    TimePoint receivedAt{};
    QJsonObject metadata;      ///< customer: as received; bot: the answer card (see AnswerCard in json/)
    bool arrivedLate = false;  ///< older by its sender's clock than one accepted before it (sender_clock.h)
    int deliveries = 1;        ///< how often the channel sent it (features A11)
    bool isMasked = false;  ///< as it is shown to somebody who may not see numbers: dots stand for some (features F11)
};

}  // namespace tongdai

Q_DECLARE_METATYPE(tongdai::StoredMessage)
