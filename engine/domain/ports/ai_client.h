#pragma once

#include "engine/domain/conversation/turn.h"

#include <QCoro/QCoroTask>

#include <functional>
#include <memory>
#include <stdexcept>
#include <utility>

namespace tongdai {

/// Set once by whoever ends the work; the call that watches it stops early. Engine loop only.
class CancelToken {
public:
    void cancel()
    {
        if (m_cancelled) return;
        m_cancelled = true;
        // Moved out first: what it resumes may set another listener.
        if (const auto listener = std::exchange(m_onCancel, nullptr)) listener();
    }
    bool isCancelled() const { return m_cancelled; }
    /// One listener: the call in progress. Replaces the former one.
    void onCancel(std::function<void()> listener) { m_onCancel = std::move(listener); }

private:
    bool m_cancelled = false;
    std::function<void()> m_onCancel;
};

/// Why an AI, platform or shop system gave no usable answer.
class UpstreamError : public std::runtime_error {
public:
    enum class Kind { Unreachable, TimedOut, Refused, BadAnswer, Cancelled };
    UpstreamError(Kind kind, const QString& what, bool retryable)
        : std::runtime_error(what.toStdString()), m_kind(kind), m_retryable(retryable)
    {
    }
    Kind kind() const { return m_kind; }
    bool isRetryable() const { return m_retryable; }

private:
    Kind m_kind;
    bool m_retryable;
};

namespace ports {

/// Asks a bot for an answer. Lives on the engine loop. One try; retries are the use case's business.
class AiClient {
public:
    virtual ~AiClient() = default;
    /// Ends at the deadline or on cancel at the latest. @throws UpstreamError
    virtual QCoro::Task<AiAnswer> answer(AiRequest request, std::chrono::milliseconds deadline,
                                         std::shared_ptr<CancelToken> cancel) = 0;
    /// In words for the System page, e.g. "rules" or the service's address without credentials.
    virtual QString describe() const = 0;
    virtual QCoro::Task<bool> isHealthy() = 0;
};

}  // namespace ports
}  // namespace tongdai
