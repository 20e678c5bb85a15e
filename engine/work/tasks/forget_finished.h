#pragma once

#include "engine/work/message/pipeline_ports.h"

namespace tongdai {

/// Forgets finished conversations older than `age` in the store's live bookkeeping and in Redis, and says how many they
/// were. Piece by piece, so that nobody waits long for the writer. Engine loop. @throws StoreError
QCoro::Task<int> forgetFinished(PipelinePorts ports, std::chrono::hours age);

}  // namespace tongdai
