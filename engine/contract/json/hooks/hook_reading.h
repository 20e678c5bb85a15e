#pragma once

#include "engine/domain/shop/hook.h"

namespace tongdai::contract {

/// What a call says and what became of it, told from its bytes and from the answer it was given. Never throws; any
/// thread.
HookReading readHook(const HookCall& call);

/// "message_content: field required", in the order of the request.
QStringList problemLines(const QJsonObject& refusal);

}  // namespace tongdai::contract
