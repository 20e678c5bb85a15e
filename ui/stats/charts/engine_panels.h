#pragma once

#include "ui/common/look/look.h"
#include "ui/stats/charts/engine_charts.h"

#include <QWidget>

class QGridLayout;

namespace tongdai {

class RoleLabel;
class TimeChart;
class TwinPanel;

/// How the engine and this window go, on the Stats page: a small chart for each group of figures, with the same figures
/// as a table. GUI thread.
class EnginePanels final : public QWidget {
    Q_OBJECT
public:
    explicit EnginePanels(Look look, QWidget* parent = nullptr);
    void setTrails(const FigureTrail& engine, const FigureTrail& window);
    void showTables(bool tables);
    /// How many stand side by side.
    void setColumns(int columns);
    void retranslate();
    /// For a file: what is shown.
    QList<StatsTable> tables() const;

private:
    struct Panel {
        TimeChart* chart;
        TwinPanel* panel;
        EngineChart shown;
    };
    void build();
    void write();
    void writeReadout(size_t number, int moment);

    Look m_look;
    FigureTrail m_engine;
    FigureTrail m_window;
    RoleLabel* m_heading;
    QGridLayout* m_grid;
    std::vector<Panel> m_panels;
    IntentBars* m_refusalBars;
    TwinPanel* m_refusals;
    TwinPanel* m_caches;
};

}  // namespace tongdai
