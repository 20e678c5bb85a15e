#pragma once

#include "engine/domain/ports/platform_client.h"
#include "engine/domain/ports/service_calls.h"

#include <QHash>
#include <QSet>

namespace tongdai::upstream {

/// The platform, with the calls of named connections that stand in a turn's actions made before the rest goes out
/// (contracts/connections §1): a line that says what was done must not arrive before it is. Engine loop.
///
/// A row whose call needs a person's yes ends as refused, and so does one that another run of an engine may have begun;
/// a person decides as about every refused row, and "send again" is the yes. What was decided and done is known to this
/// run alone: after a restart, or on another engine, it is asked once more rather than done twice.
class CallingPlatform final : public ports::PlatformClient {
public:
    CallingPlatform(std::unique_ptr<ports::PlatformClient> platform, std::shared_ptr<ports::ServiceCalls> calls);

    bool isConfigured() const override { return m_platform->isConfigured(); }
    bool carries(bool ofPage) const override { return m_platform->carries(ofPage); }
    QCoro::Task<SendOutcome> send(OutboxItem item) override;
    QString describe() const override { return m_platform->describe(); }
    QCoro::Task<bool> isHealthy() override { return m_platform->isHealthy(); }
    QString pause() const override { return m_platform->pause(); }
    QString wholePause() const override { return m_platform->wholePause(); }

private:
    /// Of one row.
    struct Progress {
        QHash<int, QJsonObject> done;  ///< by their place among the actions
        bool isAskedOfPerson = false;
    };
    struct Wanted {
        int at = 0;
        QJsonObject data;
    };
    using Memory = QHash<qint64, Progress>;
    static std::vector<Wanted> callsIn(const QJsonArray& actions, QJsonArray& others);
    static std::optional<SendOutcome> questionFor(const OutboxItem& item, const std::vector<Wanted>& wanted,
                                                  const ports::ServiceCalls& calls, Memory& memory);

    std::shared_ptr<ports::PlatformClient> m_platform;
    std::shared_ptr<ports::ServiceCalls> m_calls;
    std::shared_ptr<Memory> m_memory = std::make_shared<Memory>();
};

}  // namespace tongdai::upstream
