#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/ids.h"

#include <QByteArray>
#include <QCoro/QCoroTask>

#include <vector>

namespace tongdai {

/// What the journal of one engine holds.
struct JournalNotice {
    struct Held {
        ConversationId conversation;
        TimePoint oldest;  ///< when the first of its messages there was accepted; at least
        TimePoint newest;  ///< when the last of them was
        bool operator==(const Held&) const = default;
    };
    QByteArray engine;
    bool isWhole = false;  ///< nothing else is held; else these come to what was told before
    std::vector<Held> held;
};

namespace ports {

/// Word among the engines of a shop of what their journals hold, while the store they share is away. Best effort.
/// Engine loop.
class JournalNews {
public:
    virtual ~JournalNews() = default;
    /// Ends when the notice is on its way to whoever listens, or cannot be sent. Never throws.
    virtual QCoro::Task<void> tell(JournalNotice notice) = 0;
    /// Others hear what is told, and are heard.
    virtual bool isHeard() const = 0;
};

}  // namespace ports
}  // namespace tongdai
