#pragma once

#include "engine/api/setup/hooks.h"
#include "ui/locks/column_needs.h"
#include "ui/setup/setup_section.h"

#include <QTimer>

class QCheckBox;
class QTableView;

namespace tongdai {

class Card;
class NoticeBar;
class OutgoingCallsModel;
class RoleLabel;

/// What is told to other programs of the shop, how many calls wait or were given up, and the last tries (features E8).
/// While it is in sight it asks every other second. GUI thread.
class OutgoingHooksSection final : public SetupSection {
    Q_OBJECT
public:
    OutgoingHooksSection(api::Hooks& hooks, Look look, QWidget* parent = nullptr);
    QString title() const override { return tr("Outgoing hooks"); }
    void readState() override {}
    void retranslate() override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void ask();
    void take(const api::Answer<std::vector<OutgoingHookState>>& answer);
    QString standing(const OutgoingHookState& state) const;
    void writeHooks();
    void writeTrouble();
    void writeCalls();
    void fitColumns();

    api::Hooks& m_hooks;
    Look m_look;
    Card* m_hooksCard;
    RoleLabel* m_list;
    NoticeBar* m_troubleBar;
    Card* m_callsCard;
    RoleLabel* m_about;
    QCheckBox* m_failed;
    OutgoingCallsModel* m_model;
    QTableView* m_table;
    ColumnNeeds m_needs;
    RoleLabel* m_none;
    std::vector<OutgoingHookState> m_states;
    bool m_isKnown = false;
    QString m_trouble;
    api::NewestAnswer m_asked;
    QTimer m_timer;
};

}  // namespace tongdai
