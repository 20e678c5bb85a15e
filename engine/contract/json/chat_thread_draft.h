#pragma once

#include "engine/domain/chat.h"

#include <variant>

namespace tongdai::contract {

/// Body of POST /api/chat/threads: `{id, type?, subject?, jobPostId?, contractId?, metadata?, bot?, participants:
/// [{userId, role, email?, firstName?, lastName?, avatar?}]}`. The text says what is wrong with it.
std::variant<ThreadDraft, QString> readThreadDraft(const QByteArray& body);

}  // namespace tongdai::contract
