#pragma once

#include "engine/domain/limits/rate_ledger.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/shared_shelf.h"

#include <QHash>

#include <memory>

namespace tongdai {

/// The shelf of one process: what there is while Redis is off or away. Bounded: the copies unused longest go first.
/// Engine loop.
class LocalSharedShelf final : public ports::SharedShelf {
public:
    /// `rates` null: a ledger of its own.
    explicit LocalSharedShelf(const ports::Clock& clock, std::shared_ptr<RateLedger> rates = {}, int mostCopies = 500)
        : m_clock(clock),
          m_mostCopies(mostCopies),
          m_rates(rates ? std::move(rates) : std::make_shared<RateLedger>(clock))
    {
    }

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

    /// What another shelf holds, for the time in which that one is away.
    void remember(const QByteArray& name, const QByteArray& value, std::chrono::milliseconds life);
    void forgetCopies();
    const std::shared_ptr<RateLedger>& rates() const { return m_rates; }

private:
    struct Value {
        QByteArray value;
        std::chrono::nanoseconds until{};
        qint64 fence = 0;
        std::chrono::nanoseconds turnUntil{};
    };
    struct Copy {
        QByteArray stamp;
        QByteArray body;
        qint64 at = 0;  ///< ms; 0: none yet
        std::chrono::nanoseconds until{};
        QByteArray asker;
        std::chrono::nanoseconds turnUntil{};
        quint64 lastUse = 0;
    };
    struct Family {
        qint64 generation = 0;
        QHash<QByteArray, Copy> copies;
    };
    qint64 nowMs() const;
    void makeRoom();

    const ports::Clock& m_clock;
    int m_mostCopies;
    quint64 m_uses = 0;
    QHash<QByteArray, Value> m_values;
    QHash<QByteArray, Family> m_families;
    std::shared_ptr<RateLedger> m_rates;
};

}  // namespace tongdai
