#pragma once

#include "tests/support/stub_http_server.h"

namespace tongdai::testing {

/// An AI service that answers POST /process as contracts/handle-message §3 has it, with the leading message's text in
/// its answer, so that a test sees which messages an answer belongs to.
class AiStub final : public StubHttpServer {
    Q_OBJECT
public:
    using StubHttpServer::StubHttpServer;
    /// Instead of the usual answer; nothing returned: the usual one.
    void setAnswer(std::function<std::optional<QJsonObject>(const StubRequest&)> answer)
    {
        m_answer = std::move(answer);
    }

protected:
    Answer answerTo(const StubRequest& request) override;

private:
    std::function<std::optional<QJsonObject>(const StubRequest&)> m_answer;
};

}  // namespace tongdai::testing
