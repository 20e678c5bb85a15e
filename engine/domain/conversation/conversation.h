#pragma once

#include "engine/domain/conversation/message.h"

#include <QMetaType>

namespace tongdai {

/// Who answers the customer. Raising the fence goes with every change of it (guarantees 2.4).
enum class BotMode : quint8 { Bot = 0, Human = 1 };

enum class ConversationStatus : quint8 { Active = 0, Closed = 1 };

/// The conversation's row as the desk and the admin API see it.
struct Conversation {
    ConversationId id;
    QString channel;       ///< from metadata "platform", e.g. "facebook"; "api" when absent
    QString customerName;  ///< from metadata, empty when nobody told us
    SenderId customer;
    ConversationStatus status = ConversationStatus::Active;
    BotMode mode = BotMode::Bot;
    OperatorId assignee;                  ///< empty: nobody's
    QString assigneeName;                 ///< as people call them; empty: only the id is known
    bool botDrafts = false;               ///< Human: the bot proposes to the person what to answer (features C11)
    std::optional<TimePoint> humanUntil;  ///< the bot answers again from here on; empty: until it is handed back
    std::optional<TimePoint> answerAt;    ///< the customer may go on writing; no other engine takes up what waits
    MessageId lastMessageId;              ///< of the customer message accepted last
    double lastMessageTimestamp = 0;      ///< its time by its sender's clock, as far as that counts (sender_clock.h)
    TimePoint lastActivity{};
    QString lastText;  ///< first 200 characters of the newest visible line
    Speaker lastSpeaker = Speaker::Customer;
    std::optional<TimePoint> waitingSince;  ///< since when the customer waits for a person
    int unread = 0;                         ///< customer messages since a person or the bot last answered
    int totalMessages = 0;
    Seq nextSeq = 0;
    Seq doneSeq = 0;
    bool pending = false;
    Fence fence = 0;
    OwnerId owner;
    TimePoint leaseUntil{};
    int attempts = 0;
    int restarts = 0;
    qint64 lastRev = 0;
    int members = 0;        ///< who takes part by chat; 0: its messages have no receipts
    bool isSample = false;  ///< made by the sample shop; removable in one click
    QJsonObject metadata;
};

}  // namespace tongdai

Q_DECLARE_METATYPE(tongdai::Conversation)
