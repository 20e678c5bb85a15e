#pragma once

#include "engine/api/statistics.h"
#include "ui/setup/setup_section.h"

#include <array>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace tongdai {

class Card;
class NoticeBar;
class RoleLabel;

/// When somebody is there to answer: several stretches a day, holidays, single days. Kept in the history, so that every
/// desk counts by the same; figures of hours that are over are counted anew after a change.
class HoursSection final : public SetupSection {
    Q_OBJECT
public:
    HoursSection(api::Statistics& statistics, Look look, QWidget* parent = nullptr);
    QString title() const override { return tr("Working hours"); }
    void readState() override {}
    void retranslate() override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void ask();
    void take(const api::Answer<WorkingRules>& answer, bool isSaved);
    void show(const WorkingRules& rules);
    /// Nothing: something cannot be read; m_problem says what.
    std::optional<WorkingRules> typed();
    std::optional<QList<QDate>> closedDays() const;
    void check();
    void save();

    api::Statistics& m_statistics;
    Look m_look;
    api::NewestAnswer m_asked;
    WorkingRules m_saved;
    bool m_isDirty = false;
    Card* m_card;
    RoleLabel* m_meaning;
    std::array<RoleLabel*, 7> m_names{};
    std::array<QLineEdit*, 7> m_days{};
    QCheckBox* m_holidays;
    RoleLabel* m_closedName;
    QLineEdit* m_closed;
    RoleLabel* m_zone;
    RoleLabel* m_problem;
    NoticeBar* m_said;
    QPushButton* m_save;
    QPushButton* m_copy;
};

}  // namespace tongdai
