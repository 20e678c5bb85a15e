#pragma once

#include "engine/domain/ports/platform_client.h"
#include "engine/upstream/http_client.h"

namespace tongdai::upstream {

/// Hands actions to the platform over HTTP (contracts/handle-message §4, guarantees 2.6). Engine loop only.
class HttpPlatform final : public ports::PlatformClient {
public:
    struct Settings {
        QUrl baseUrl;                               ///< PANCAKE_BASE_URL
        QByteArray token;                           ///< PANCAKE_ACCESS_TOKEN; goes into one header and nowhere else
        std::chrono::milliseconds timeout{10'000};  ///< PANCAKE_TIMEOUT, for the whole request
        QString path = QStringLiteral("/api/v1/actions");
    };
    explicit HttpPlatform(Settings settings, HttpLimits limits = {});

    bool isConfigured() const override { return true; }
    QCoro::Task<SendOutcome> send(OutboxItem item) override;
    QString describe() const override;
    /// GET {base}/health answers below 500 within 5 s.
    QCoro::Task<bool> isHealthy() override;

    /// The outcome table; pure. `key` is the hex idempotency key the request carried.
    static SendOutcome outcomeOf(const HttpResult& result, const QByteArray& key);

private:
    Settings m_settings;
    QByteArray m_target;
    QByteArray m_healthTarget;
    HttpClient m_client;  // last: its end resumes coroutines
};

/// No platform is set up: actions stay in the conversation, and nothing is ever queued for it.
class NoPlatform final : public ports::PlatformClient {
public:
    bool isConfigured() const override { return false; }
    /// Refuses; a row can only come here when a platform was set up once and is not any more.
    QCoro::Task<SendOutcome> send(OutboxItem item) override;
    QString describe() const override { return {}; }
    QCoro::Task<bool> isHealthy() override;
};

}  // namespace tongdai::upstream
