#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/ports/store/history_event.h"
#include "engine/domain/store_error.h"
#include "engine/domain/work/background_task.h"

#include <QCoro/QCoroTask>

#include <vector>

namespace tongdai {

/// A line that another program has shown already and wants kept.
struct SavedLine {
    MessageId messageId;
    Speaker speaker = Speaker::Customer;
    SenderId sender;
    QString senderName;
    QString text;
    QJsonObject metadata;
    TimePoint at{};
};

namespace ports {

/// Effects of other programs' tasks in the durable store (contracts/background §3). @throws StoreError
class SessionTaskStore {
public:
    virtual ~SessionTaskStore() = default;

    /// Adds the line once: one with its id in the conversation, whoever wrote it, is this line. Nobody is asked for an
    /// answer. Settles the task.
    struct LineSaved {
        bool wasOurs = false;
        bool isNew = false;
        Conversation conversation;
        StoredMessage line;
        std::vector<HistoryEvent> events;
    };
    virtual QCoro::Task<LineSaved> saveLine(BackgroundTask task, SavedLine line) = 0;
    /// Whether a session's status of this version is still to be applied; it is the newest from here on. The same
    /// version again is.
    enum class StatusAge : quint8 { Newest, Older, NoSuchSession, Refused };
    virtual QCoro::Task<StatusAge> noteStatusVersion(BackgroundTask task, qint64 version) = 0;
};

}  // namespace ports
}  // namespace tongdai
