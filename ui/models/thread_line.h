#pragma once

#include "engine/api/answer.h"
#include "engine/domain/conversation/message.h"

namespace tongdai {

/// One line of a thread on screen: as recorded, or still on its way into the record.
struct ThreadLine {
    enum class Sending : quint8 {
        No,      ///< recorded
        Queued,  ///< asked for, not answered yet
        Failed,  ///< refused; `failure` says why; can be tried again under the same message id
    };
    StoredMessage message;
    Sending sending = Sending::No;
    api::DeskFailure failure = {};
};

}  // namespace tongdai
