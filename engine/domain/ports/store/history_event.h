#pragma once

#include "engine/domain/ids.h"

#include <QJsonObject>
#include <QMetaType>

namespace tongdai {

/// A durable fact, written in its own message's transaction; the live feed is derived from it (design §5).
struct HistoryEvent {
    qint64 id = 0;  ///< growing per store, in commit order of the one writer
    QString kind;   ///< "message_sent", "mode_changed", "assigned", "outbox", "turn", …
    ConversationId conversation;
    SenderId user;
    MessageId messageId;
    qint64 rev = 0;
    QJsonObject data;
};

/// From the first to the last, both included.
struct EventNumbers {
    qint64 first = 0;
    qint64 last = 0;
};

}  // namespace tongdai

Q_DECLARE_METATYPE(tongdai::HistoryEvent)
Q_DECLARE_METATYPE(tongdai::EventNumbers)
