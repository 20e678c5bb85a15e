#pragma once

#include "engine/api/state_compare.h"
#include "ui/common/look/look.h"
#include "ui/common/look/tone.h"
#include "ui/locks/column_needs.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QTableView;

namespace tongdai {

class NoticeBar;
class PlansModel;
class RoleLabel;
class StateModel;

/// The state of one conversation in Redis, in the store and at the platform, differences marked, and Redis written anew
/// from the store (features G11); below it the answers to the platform, step by step. It asks only when it is told to.
/// GUI thread.
class StatePane final : public QWidget {
    Q_OBJECT
public:
    StatePane(api::StateCompare& compare, Look look, QWidget* parent = nullptr);
    /// The conversation that is chosen elsewhere on the page.
    void offer(const ConversationId& conversation);
    void focusFirst();
    void retranslate();

signals:
    void conversationWanted(tongdai::ConversationId conversation);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void compare();
    void repair();
    void take(const api::Answer<api::StatePicture>& answer, bool isRepaired);
    void tell(Tone tone, const QString& words);
    void writeButtons();
    void fitColumns();

    api::StateCompare& m_compare;
    Look m_look;
    StateModel* m_model;
    QLineEdit* m_id;
    QPushButton* m_ask;
    QPushButton* m_repair;
    NoticeBar* m_notice;
    QTableView* m_table;
    RoleLabel* m_plansHeading;
    QTableView* m_plans;
    ColumnNeeds m_needs;
    ColumnNeeds m_planNeeds;
    PlansModel* m_plansModel;
    RoleLabel* m_meaning;
    api::StatePicture m_picture;
    api::NewestAnswer m_asked;
    bool m_isArmed = false;
};

}  // namespace tongdai
