#pragma once

#include "engine/domain/ports/ai_client.h"
#include "engine/upstream/http_client.h"

namespace tongdai::upstream {

/// Asks an AI service over HTTP (contracts/handle-message §3). Engine loop only. What comes back is untrusted: at most
/// 1 MiB is read, JSON is read strictly, types are checked, actions are reduced to the known ones.
class HttpAi final : public ports::AiClient {
public:
    /// `service` is AI_SERVICE_URL; `path` is appended to it.
    explicit HttpAi(const QUrl& service, const QString& path = QStringLiteral("/process"), HttpLimits limits = {});

    QCoro::Task<AiAnswer> answer(AiRequest request, std::chrono::milliseconds deadline,
                                 std::shared_ptr<CancelToken> cancel) override;
    QString describe() const override;
    /// GET {service}/health answers below 500 within 5 s; a service without that route is there all the same.
    QCoro::Task<bool> isHealthy() override;

    /// The request's body; pure.
    static QJsonObject bodyOf(const AiRequest& request);
    /// @throws UpstreamError BadAnswer.
    static AiAnswer readAnswer(const QByteArray& body);

private:
    QString m_address;
    QByteArray m_target;
    QByteArray m_healthTarget;
    HttpClient m_client;  // last: its end resumes coroutines
};

}  // namespace tongdai::upstream
