#pragma once

#include "engine/domain/ids.h"

#include <QByteArray>

#include <optional>

namespace tongdai::contract {

/// Published on engine:fences when a person's act raised the fence of a conversation (guarantees 2.4):
/// {"v":1,"c":"<id>","f":<fence>,"why":"taken_over"|"released"}. Only saves time: the fence in the row decides.
struct FenceNotice {
    ConversationId conversation;
    Fence fence = 0;
    bool takenOver = false;  ///< a person answers from here on; else the conversation is free for the next claim
};
QByteArray writeFenceNotice(const FenceNotice& notice);
std::optional<FenceNotice> readFenceNotice(const QByteArray& payload);

}  // namespace tongdai::contract
