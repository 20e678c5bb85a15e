#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/statistics/quantile_sketch.h"
#include "engine/domain/statistics/step_times.h"
#include "engine/server/routes/metrics_text.h"
#include "engine/work/message/pipeline_events.h"

#include <array>

namespace tongdai {

/// How long the seven steps of a message took and how turns ended, since the engine started; for /metrics, and of today
/// for the Stats page. Adds a few numbers a message, and is bounded. Engine loop.
class StepMeter final : public PipelineEvents {
public:
    explicit StepMeter(const ports::Clock& clock) : m_clock(clock), m_since(clock.now()) {}

    void changed(const Change& change) override;
    void turnEnded(const ConversationId& conversation, TurnOutcome outcome) override;
    void turnTimed(const TurnSteps& steps) override;

    /// Counters of lines and turns.
    std::vector<Figure> figures() const;
    HistogramFamily steps() const;
    /// Of today, for people to look at.
    StepTimes today() const;

private:
    const ports::Clock& m_clock;
    TimePoint m_since;
    std::array<QuantileSketch, kTurnSteps.size()> m_today{};
    std::array<DurationHistogram, kTurnSteps.size()> m_steps{};
    std::array<qint64, 5> m_turns{};  ///< by outcome
    std::array<qint64, 3> m_lines{};  ///< of customers, the bot, people
};

}  // namespace tongdai
