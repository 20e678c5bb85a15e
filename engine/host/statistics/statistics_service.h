#pragma once

#include "engine/api/statistics.h"
#include "engine/domain/ports/statistics.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/statistics/stats_news.h"
#include "engine/host/people/desk_gate.h"
#include "engine/host/statistics/figure_recorder.h"
#include "engine/host/statistics/step_meter.h"
#include "engine/work/tasks/try_rule.h"

#include <QObject>

namespace tongdai {

/// The Stats page's half on the engine loop; StatisticsHost is the half on the GUI thread. It counts when it is asked:
/// an engine without a window counts nothing. Its coroutines end when the store is closed; the owner closes the store
/// before deleting this.
class StatisticsService final : public QObject {
    Q_OBJECT
public:
    StatisticsService(ports::Statistics& statistics, ports::HistoryReader& reader, const StepMeter& steps,
                      const FigureRecorder& recorder, const DeskGate& gate, const ports::Clock& clock)
        : m_statistics(statistics),
          m_reader(reader),
          m_steps(steps),
          m_recorder(recorder),
          m_gate(gate),
          m_tryRule(statistics, clock)
    {
    }

    /// @throws StoreError
    QCoro::Task<api::Answer<StatsReport>> report(StatsQuery query);
    QCoro::Task<api::Answer<StepTimes>> steps();
    QCoro::Task<api::Answer<FigureTrail>> trail();
    /// @throws StoreError
    QCoro::Task<api::Answer<std::vector<StatsMark>>> marks(TimePoint from, TimePoint to);
    /// @throws StoreError
    QCoro::Task<api::Answer<StatsMark>> addNote(TimePoint at, QString words);
    /// @throws StoreError
    QCoro::Task<api::Answer<bool>> removeNote(QUuid id);
    /// @throws StoreError
    QCoro::Task<api::Answer<WorkingRules>> workingRules();
    /// @throws StoreError
    QCoro::Task<api::Answer<WorkingRules>> setWorkingRules(WorkingRules rules);
    /// @throws StoreError
    QCoro::Task<api::Answer<RuleEffect>> tryRule(AnswerRule rule);
    void cancelTrial() { m_tryRule.cancel(); }
    std::optional<RunningWork> trial() const { return m_tryRule.running(); }

signals:
    /// Something happened; at most ten times a second, and only while a window watches.
    void moved(tongdai::StatsNews news);

private:
    std::optional<api::DeskFailure> noteRefusal() const;

    ports::Statistics& m_statistics;
    ports::HistoryReader& m_reader;
    const StepMeter& m_steps;
    const FigureRecorder& m_recorder;
    const DeskGate& m_gate;
    TryRule m_tryRule;
};

}  // namespace tongdai
