#pragma once

#include <QScrollBar>

#include <vector>

namespace tongdai {

/// A scroll bar with ticks where something stands in what it scrolls.
class TickedScrollBar final : public QScrollBar {
    Q_OBJECT
public:
    using QScrollBar::QScrollBar;

    /// Shares of the whole, 0 at its top to 1. `current`: the number of the one that is drawn stronger; -1: none.
    void setTicks(std::vector<double> ticks, int current);
    const std::vector<double>& ticks() const { return m_ticks; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<double> m_ticks;
    int m_current = -1;
};

}  // namespace tongdai
