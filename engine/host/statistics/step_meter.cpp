#include "engine/host/statistics/step_meter.h"

#include "engine/domain/statistics/stats_sum.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kStepNames{"accept", "claim", "context", "ai", "extract", "record", "send"};
constexpr std::array kOutcomeNames{"answered", "superseded", "cancelled", "failed", "handed_over"};
constexpr std::array kLineNames{"customer", "bot", "person"};

QByteArray labelOf(const char* name, const char* value)
{
    return QByteArray(name) + "=\"" + value + '"';
}

}  // namespace

void StepMeter::changed(const Change& change)
{
    // A line may come again with its delivery; the event of its birth comes once.
    for (const HistoryEvent& event : change.events) {
        if (event.kind != "message_sent"_L1 || !event.data["sent"_L1].toBool(true)) continue;
        const auto speaker = size_t(event.data["speaker"_L1].toInt());
        if (speaker < m_lines.size()) ++m_lines.at(speaker);
    }
}

void StepMeter::turnEnded(const ConversationId& /*conversation*/, TurnOutcome outcome)
{
    if (size_t(outcome) < m_turns.size()) ++m_turns.at(size_t(outcome));
}

void StepMeter::turnTimed(const TurnSteps& steps)
{
    constexpr std::chrono::hours kDay{24};
    const TimePoint now = m_clock.now();
    if (now.time_since_epoch() / kDay != m_since.time_since_epoch() / kDay) {
        m_since = TimePoint(kDay * (now.time_since_epoch() / kDay));
        m_today = {};
    }
    for (size_t i = 0; i < kTurnSteps.size(); ++i) {
        const double seconds = steps.*kTurnSteps.at(i) / 1000;
        m_steps.at(i).add(seconds);
        m_today.at(i).add(seconds);
    }
}

StepTimes StepMeter::today() const
{
    StepTimes times;
    times.since = m_since;
    for (size_t i = 0; i < kTurnSteps.size(); ++i)
        times.steps.at(i) = timesOf(m_today.at(i));
    return times;
}

std::vector<Figure> StepMeter::figures() const
{
    std::vector<Figure> figures;
    figures.reserve(m_lines.size());
    for (size_t i = 0; i < m_lines.size(); ++i)
        figures.push_back({"lines_total", "Lines this engine stored, without notes and answers that were not given.",
                           double(m_lines.at(i)), true, labelOf("speaker", kLineNames.at(i))});
    for (size_t i = 0; i < m_turns.size(); ++i)
        figures.push_back({"turns_total", "Runs of the AI, by how they ended.", double(m_turns.at(i)), true,
                           labelOf("outcome", kOutcomeNames.at(i))});
    return figures;
}

HistogramFamily StepMeter::steps() const
{
    HistogramFamily family{"step_duration_seconds", "How long each step of an answered message took.", {}};
    for (size_t i = 0; i < kTurnSteps.size(); ++i)
        family.members.emplace_back(labelOf("step", kStepNames.at(i)), m_steps.at(i));
    return family;
}

}  // namespace tongdai
