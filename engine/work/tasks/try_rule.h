#pragma once

#include "engine/domain/conversation/rule_trial.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/statistics.h"
#include "engine/domain/work/running_work.h"

#include <memory>

namespace tongdai {

/// Judges the answers of the last seven days by a rule that is not saved yet (features 2.9). It reads page by page, so
/// that nobody waits long for theirs, and one at a time: a new trial ends the one before. Engine loop. Its coroutines
/// end when the store is closed; the owner closes the store before deleting this.
class TryRule {
public:
    TryRule(ports::Statistics& statistics, const ports::Clock& clock) : m_statistics(statistics), m_clock(clock) {}

    /// Nothing: it was cancelled. @throws StoreError
    QCoro::Task<std::optional<RuleEffect>> run(AnswerRule rule, bool sample);
    void cancel();
    std::optional<RunningWork> running() const { return m_running ? std::optional(*m_running) : std::nullopt; }

private:
    QCoro::Task<std::optional<RuleEffect>> judge(std::shared_ptr<RunningWork> work, AnswerRule rule, bool sample);

    ports::Statistics& m_statistics;
    const ports::Clock& m_clock;
    std::shared_ptr<RunningWork> m_running;
};

}  // namespace tongdai
