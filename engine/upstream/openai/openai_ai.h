#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/tool_box.h"

#include <QUrl>

namespace tongdai::upstream {

/// A language model behind an address that speaks as OpenAI's does: llama.cpp, Ollama, vLLM, OpenAI and others
/// (contracts/openai-chat). A value; the key is never logged.
struct ModelAccount {
    QUrl base;  ///< ends with /v1
    QByteArray key;
    QString model;
    QStringList intents = {};  ///< those whose answers are sent: it chooses among them; empty: it names its own
    QString system;            ///< what the model is told about its work; empty: the standard words
    int mostTokens = 600;
    bool wantsCompletionTokens = false;  ///< the limit is called max_completion_tokens there
    bool isStreamed = true;
    bool findsDetails = false;                                    ///< it is asked what customers say of themselves, too
    int parallel = 4;                                             ///< requests at once; more wait their turn
    qint64 tokensPerDay = 0;                                      ///< 0: any number. Days are UTC
    std::chrono::milliseconds silence{std::chrono::seconds(20)};  ///< longest between two pieces of a stream
};

struct ModelFigures {
    qint64 requests = 0;
    qint64 tokens = 0;  ///< since the program started
    qint64 tokensToday = 0;
    qint64 repairs = 0;  ///< answers that had to be asked for once more, for their form
    qint64 budgetRefusals = 0;
    qint64 toolCalls = 0;
};

/// Asks a language model for the answer to a conversation. Streamed or not, an answer counts only when it is whole;
/// what a model thinks is never part of it. A cancelled or late one ends its connection, and with it the work at the
/// server. Engine loop.
class OpenAiAi final : public ports::AiClient {
public:
    /// `tools`: what the model may look up (contracts/openai-chat §7); may be null.
    OpenAiAi(ModelAccount account, const ports::Clock& clock, std::shared_ptr<ports::ToolBox> tools = nullptr);
    /// Ends everything in progress as cancelled.
    ~OpenAiAi() override;

    QCoro::Task<AiAnswer> answer(AiRequest request, std::chrono::milliseconds deadline,
                                 std::shared_ptr<CancelToken> cancel) override;
    QString describe() const override;
    /// GET {base}/models answers 200 within 5 s.
    QCoro::Task<bool> isHealthy() override;

    const ModelFigures& figures() const;

private:
    class Core;
    std::shared_ptr<Core> m_core;  ///< whoever waits for an answer keeps it alive
};

}  // namespace tongdai::upstream
