#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/statistics.h"
#include "engine/domain/shop/health.h"

#include <QObject>

#include <deque>
#include <map>

namespace tongdai {

/// Writes down for the charts that an engine of another version began, and when a part was away: once it is back, or
/// as soon after that as the store takes it. What is shorter than kLeastOutage is no outage. Engine loop; its
/// coroutine ends when the store is closed, and the owner closes the store before deleting this.
class OutageRecorder final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kLeastOutage{5};
    /// Unwritten ones beyond it are forgotten, oldest first.
    static constexpr size_t kMostUnwritten = 100;

    OutageRecorder(ports::Statistics& statistics, const ports::Clock& clock) : m_statistics(statistics), m_clock(clock)
    {
    }

    /// This engine's version has begun; written when the store answers.
    void begin(const QString& version);
    void take(const HealthSnapshot& snapshot);

private:
    QCoro::Task<void> write();

    ports::Statistics& m_statistics;
    const ports::Clock& m_clock;
    std::map<Part, TimePoint> m_away;
    std::deque<StatsMark> m_unwritten;
    bool m_isWriting = false;
};

}  // namespace tongdai
