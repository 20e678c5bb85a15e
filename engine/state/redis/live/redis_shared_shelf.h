#pragma once

#include "engine/state/local/local_shared_shelf.h"
#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/live/rate_limiter.h"

#include <QSet>

namespace tongdai::redis {

/// The shelf of all engines, in Redis; this process alone while Redis is away (contracts/kiotviet §5). What was to be
/// forgotten meanwhile is forgotten there before it is asked again. Engine loop; connection and health must live as
/// long as this.
class RedisSharedShelf final : public ports::SharedShelf {
public:
    RedisSharedShelf(Connection& connection, const Health& health, const ports::Clock& clock,
                     std::shared_ptr<RateLedger> rates = {});

    QCoro::Task<std::optional<QByteArray>> value(QByteArray name) override;
    QCoro::Task<qint64> takeTurn(QByteArray name, std::chrono::milliseconds life) override;
    QCoro::Task<bool> endTurn(QByteArray name, qint64 fence, QByteArray value, std::chrono::milliseconds life) override;
    QCoro::Task<void> dropValue(QByteArray name, QByteArray value) override;
    QCoro::Task<ports::CopyLook> look(ports::CopyName name, QByteArray knownStamp, ports::CopyLife life,
                                      QByteArray asker, std::chrono::milliseconds turn) override;
    QCoro::Task<bool> keep(ports::CopyName name, ports::CopyToKeep copy, ports::CopyLife life) override;
    QCoro::Task<void> giveUp(ports::CopyName name, QByteArray asker) override;
    QCoro::Task<int> forget(QByteArray family) override;
    QCoro::Task<RateAnswer> charge(QByteArray budget, QByteArray use, int most,
                                   std::chrono::milliseconds window) override;
    QCoro::Task<int> used(QByteArray budget, std::chrono::milliseconds window) override;

private:
    QCoro::Task<std::optional<Reply>> run(const Script* script, QByteArrayList keys, QByteArrayList args);
    QCoro::Task<bool> forgetThere(QByteArray family, int* count);
    QCoro::Task<void> catchUp();

    Connection& m_connection;
    const Health& m_health;
    LocalSharedShelf m_local;
    bool m_hasLocalCopies = false;
    QSet<QByteArray> m_toForget;  ///< families that changed while Redis was away
    Script m_takeTurn{"shelf_take_turn"};
    Script m_endTurn{"shelf_end_turn"};
    Script m_dropSame{"drop_same"};
    Script m_look{"shelf_look"};
    Script m_keep{"shelf_keep"};
    Script m_forget{"shelf_forget"};
    RateLimiter m_rates;
};

}  // namespace tongdai::redis
