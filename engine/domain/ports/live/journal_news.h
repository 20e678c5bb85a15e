#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/ids.h"

#include <QByteArray>

#include <utility>
#include <vector>

namespace tongdai {

/// What the journal of one engine holds: conversations, with the time at which their oldest message was accepted.
struct JournalNotice {
    QByteArray engine;
    bool isWhole = false;  ///< nothing else is held; else these come to what was told before
    std::vector<std::pair<ConversationId, TimePoint>> held;
};

namespace ports {

/// Word among the engines of a shop of what their journals hold, while the store they share is away. Best effort.
/// Engine loop.
class JournalNews {
public:
    virtual ~JournalNews() = default;
    /// Returns at once.
    virtual void tell(const JournalNotice& notice) = 0;
    /// Others hear what is told, and are heard.
    virtual bool isHeard() const = 0;
};

}  // namespace ports
}  // namespace tongdai
