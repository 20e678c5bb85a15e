#pragma once

#include "engine/domain/statistics/stats_mark.h"
#include "engine/domain/statistics/step_times.h"
#include "ui/common/look/look.h"
#include "ui/stats/stats_words.h"

#include <QWidget>

class QBoxLayout;

namespace tongdai {

class HeatMap;
class IntentBars;
class TimeChart;
class TwinPanel;

/// The charts of the Stats page and their tables, in one or two columns, and what leads from them to conversations.
/// Shows the report of its page; the page says when it is another one. GUI thread.
class StatsPanels final : public QWidget {
    Q_OBJECT
public:
    /// `report` stays where it is as long as this lives.
    StatsPanels(const std::optional<StatsReport>& report, Look look, QWidget* parent = nullptr);
    ~StatsPanels() override;

    /// All of them anew. `isStretch`: the report is of a stretch, not of a day that goes on.
    void write(bool isStretch);
    void retranslate();
    void showTables(bool tables);
    void setWide(bool wide);
    /// Of today; written with the next report.
    void setSteps(const StepTimes& times) { m_times = times; }
    StatsTable stepsTable() const;
    void setMarks(const std::vector<StatsMark>& marks);
    TimeChart& timeChart() { return *m_timeChart; }

signals:
    /// The lines behind a figure, as filters for Live's search.
    void linesWanted(const QString& search);
    void removalWanted(int mark);

private:
    void connectLeads();
    void writeTicks(bool isStretch);
    void writeIntents();
    void writeSteps();
    void writeMarks();
    void writeReadout(int piece);
    void writeHeatReadout(int weekday, int hour);

    const std::optional<StatsReport>& m_report;
    Look m_look;
    StepTimes m_times;
    std::vector<StatsMark> m_marks;

    QBoxLayout* m_columns;
    TimeChart* m_timeChart;
    IntentBars* m_intentBars;
    IntentBars* m_stepBars;
    HeatMap* m_heatMap;
    TwinPanel* m_overTime;
    TwinPanel* m_firstReplies;
    TwinPanel* m_resolutions;
    TwinPanel* m_intents;
    TwinPanel* m_proposals;  ///< gone while the bot drafts nothing
    TwinPanel* m_heat;
    TwinPanel* m_operators;
    TwinPanel* m_models;
    TwinPanel* m_actions;
    TwinPanel* m_steps;
    TwinPanel* m_markPanel;
};

}  // namespace tongdai
