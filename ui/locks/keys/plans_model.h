#pragma once

#include "engine/domain/conversation/answer_plan.h"
#include "ui/common/look/look.h"
#include "ui/common/look/tone.h"

#include <QAbstractTableModel>

namespace tongdai {

/// Answers on their way, a row a step, the newest answer first. GUI thread.
class PlansModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Answer, Step, State, Tries, Sender, Error, kColumns };

    explicit PlansModel(Look look, QObject* parent = nullptr);
    void setPlans(const std::vector<AnswerPlan>& plans, TimePoint at);
    void retranslate();
    /// The answer that a row belongs to.
    const AnswerPlan* planAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        size_t plan = 0;
        size_t step = 0;
    };
    QString text(const Row& row, int column) const;
    QString state(const AnswerPlan& plan, const PlanStep& step) const;
    static Tone tone(const AnswerPlan& plan, const PlanStep& step);

    Look m_look;
    std::vector<AnswerPlan> m_plans;
    std::vector<Row> m_rows;
    TimePoint m_at{};
};

}  // namespace tongdai
