#pragma once

#include "engine/contract/json/field_problem.h"
#include "engine/domain/conversation/message.h"

#include <QByteArrayView>

#include <variant>
#include <vector>

namespace tongdai::contract {

inline constexpr qsizetype kMaxMessageTextBytes = 64 * 1024;  ///< security S06
inline constexpr int kMaxRequestDepth = 32;
inline constexpr int kMaxRequestNames = 1000;
/// The last second of the year 9999. A sender's clock in milliseconds lies far behind it.
inline constexpr double kLatestTimestamp = 253'402'300'799.0;

struct HandleMessageRequest {
    IncomingMessage message;    ///< complete, with bodyHash; source "platform"
    bool hasTimestamp = false;  ///< false: sentAt is 0 in the hash, and the reader's to fill in
};

/// The body of POST /api/v1/enhanced-handle-message (contracts/handle-message §2), or everything that is wrong with
/// it at once. Strict: no number is taken for a text or the other way round. Unknown fields are ignored, as the
/// original did. Never throws; any thread.
std::variant<HandleMessageRequest, std::vector<FieldProblem>> readHandleMessageRequest(QByteArrayView body);

}  // namespace tongdai::contract
