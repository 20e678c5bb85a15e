#pragma once

#include "ui/stats/stats_words.h"

#include <QTableWidget>

namespace tongdai {

/// A table of figures. New figures take the places of the old ones: neither the chosen cell nor the scrolling moves.
/// GUI thread.
class StatsTableView final : public QTableWidget {
    Q_OBJECT
public:
    explicit StatsTableView(QWidget* parent = nullptr);
    void setTable(const StatsTable& table);
    /// At least so many rows are visible; otherwise all there are, up to kMostVisible.
    void setVisibleRows(int rows);
    static constexpr int kMostVisible = 8;
    QSize sizeHint() const override { return {QTableWidget::sizeHint().width(), minimumHeight()}; }
    /// Columns as narrow as their figures, for tables of many.
    void setManyColumns() { m_hasManyColumns = true; }

signals:
    /// Delete was pressed on it.
    void removeWanted(int row);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fit();
    int m_visibleRows = 2;
    bool m_hasManyColumns = false;
};

}  // namespace tongdai
