#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/ids.h"

#include <QString>

namespace tongdai {

/// Background work of this engine that has no row of its own: it is begun again by itself after a crash, or ends with
/// the window that wanted it.
struct RunningWork {
    const char* kind = "";
    ConversationId conversation;  ///< empty: of the whole shop
    qint64 done = 0;              ///< pieces of it
    qint64 total = 0;             ///< 0: nobody knows how many there are
    bool isCancelWanted = false;
    TimePoint since{};
};

}  // namespace tongdai
