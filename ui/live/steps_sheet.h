#pragma once

#include "engine/api/statistics.h"
#include "engine/domain/conversation/turn.h"
#include "ui/common/look/look.h"

#include <QDialog>

#include <array>

class QGridLayout;

namespace tongdai {

class RoleLabel;
class StepBar;

/// The waterfall of a bot answer (features 2.3): its seven steps one after the other, each with its time and the band
/// from half to nineteen of twenty of today's messages. Whoever may not see figures sees the steps alone. GUI thread.
class StepsSheet final : public QDialog {
    Q_OBJECT
public:
    /// Milliseconds.
    StepsSheet(const TurnSteps& steps, Look look, QWidget* parent = nullptr);
    /// Asks for today's band and shows it when it comes.
    void compareWith(api::Statistics& statistics);

private:
    struct Row {
        StepBar* bar = nullptr;
        RoleLabel* took = nullptr;
        RoleLabel* band = nullptr;
        RoleLabel* verdict = nullptr;
    };
    void addRow(QGridLayout& grid, size_t step, const QString& name);
    void take(const api::Answer<StepTimes>& answer);
    void fit();
    void write(const StepTimes& today);
    void writeRow(size_t step, double begin, double whole, const StatsTimes& today);
    double took(size_t step) const { return m_steps.*kTurnSteps.at(step); }
    double total() const;
    QString span(double milliseconds) const;

    TurnSteps m_steps;
    Look m_look;
    std::array<Row, kTurnSteps.size()> m_rows{};
    RoleLabel* m_foot;
};

}  // namespace tongdai
