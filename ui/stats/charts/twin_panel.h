#pragma once

#include "ui/stats/stats_words.h"

#include <QWidget>

class QStackedWidget;
class QToolButton;

namespace tongdai {

class Card;
class RoleLabel;
class SeriesLegend;
class StatsTableView;

/// A chart with its name, and the same figures as a table (features K7): one of the two is shown. A panel without a
/// chart is its table alone. A small button says how the figures are computed. GUI thread.
class TwinPanel final : public QWidget {
    Q_OBJECT
public:
    /// `chart` may be null; the panel owns it.
    explicit TwinPanel(QWidget* chart, QWidget* parent = nullptr);
    void setTable(const StatsTable& table);
    void setLegend(const QStringList& names);
    /// What the chart's cursor stands on; empty: nowhere.
    void setReadout(const QString& words);
    /// How the chart is read; stands where the cursor's figures do while it is nowhere.
    void setHint(const QString& words);
    /// Shown instead of a table without rows.
    void setNothing(const QString& words);
    void showTable(bool table);
    StatsTableView& table() { return *m_table; }

private:
    void choose();
    void writeReadout();
    void showHow(bool shown);

    QWidget* m_chart;
    Card* m_card;
    SeriesLegend* m_legend;
    RoleLabel* m_readout;
    RoleLabel* m_how;
    QToolButton* m_ask;  ///< shows how it is computed
    RoleLabel* m_nothing;
    StatsTableView* m_table;
    QStackedWidget* m_stack;
    QString m_hint;
    QString m_pointed;
    bool m_isTable = false;
    bool m_isEmpty = true;
};

}  // namespace tongdai
