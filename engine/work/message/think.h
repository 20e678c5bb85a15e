#pragma once

#include "engine/domain/ports/ai_client.h"
#include "engine/work/message/pipeline_ports.h"

#include <memory>
#include <optional>

namespace tongdai {

/// What came of asking the AI. Without an answer either `cancelled` or `error` says why.
struct Thought {
    std::optional<AiAnswer> answer;
    QString error;
    int tries = 0;
    bool cancelled = false;
};

/// Asks the AI, again when that may help (guarantees 2.4: up to 3 tries, 0.5, 2, 8 s apart, jittered), until the budget
/// is used up or the token is cancelled. An answer that came in spite of a cancel is kept: the fence decides about it.
/// Engine loop. Never throws.
class Think {
public:
    Think(PipelinePorts ports, PipelineOptions options) : m_ports(ports), m_options(std::move(options)) {}
    QCoro::Task<Thought> run(AiRequest request, std::shared_ptr<CancelToken> cancel, std::chrono::milliseconds budget);

private:
    struct Try {
        std::optional<AiAnswer> answer;
        QString error;
        bool mayTryAgain = false;
    };
    QCoro::Task<Try> tryOnce(AiRequest request, std::shared_ptr<CancelToken> cancel,
                             std::chrono::milliseconds deadline);
    QCoro::Task<void> pause(std::shared_ptr<CancelToken> cancel, std::chrono::milliseconds duration);
    std::chrono::milliseconds pauseAfter(int tries) const;

    PipelinePorts m_ports;
    PipelineOptions m_options;
};

}  // namespace tongdai
