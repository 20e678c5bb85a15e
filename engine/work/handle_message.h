#pragma once

#include "engine/work/handle_result.h"
#include "engine/work/pipeline_ports.h"

namespace tongdai {

class ConversationRunner;

/// One customer message, from the door to its answer (design §5; contracts/handle-message §2). Whatever door it came
/// through, it becomes an IncomingMessage and goes this way: stored first, then either answered by the turn that its
/// own acceptance started, or left to whoever holds the conversation. Lives on the engine loop. Never throws.
class HandleMessage {
public:
    HandleMessage(PipelinePorts ports, PipelineOptions options, ConversationRunner& runner);

    /// The message must already be valid (ids, sizes, UTF-8): see contract/json. Resumes with the outcome, at the
    /// latest when the wait budget is used up; the work goes on when the caller leaves.
    QCoro::Task<HandleResult> run(IncomingMessage message);

private:
    PipelinePorts m_ports;
    PipelineOptions m_options;
    ConversationRunner& m_runner;
};

}  // namespace tongdai
