#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/dispute/dispute.h"

#include <optional>

namespace tongdai {

/// What somebody wants to export: the conversation that is open, and the case it is open for.
struct ExportSubject {
    Conversation conversation;           ///< its id and what names it; of another program its thread
    std::optional<SourceStatus> source;  ///< whose it is; absent: this shop's
    std::optional<DisputeCase> dispute;
};

}  // namespace tongdai
