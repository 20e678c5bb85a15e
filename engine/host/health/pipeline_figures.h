#pragma once

#include "engine/server/routes/metrics_text.h"
#include "engine/work/message/pipeline.h"

#include <vector>

namespace tongdai {

/// What the pipeline counts, for /metrics. Engine loop.
std::vector<Figure> pipelineFigures(Pipeline& pipeline);

}  // namespace tongdai
