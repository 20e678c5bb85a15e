#pragma once

#include "engine/api/setup/hooks.h"
#include "ui/locks/column_needs.h"
#include "ui/setup/setup_section.h"

#include <QTimer>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tongdai {

class Card;
class FittingRow;
class HookPane;
class HooksModel;
class NoticeBar;
class RoleLabel;

/// What platforms sent in last, what became of it and why it was refused (features E7). While it is in sight it asks
/// every other second; Space holds the list, and what comes meanwhile is counted. GUI thread.
class HooksSection final : public SetupSection {
    Q_OBJECT
public:
    HooksSection(api::Hooks& hooks, Look look, QWidget* parent = nullptr);
    QString title() const override { return tr("Incoming hooks"); }
    void readState() override {}
    void retranslate() override;

signals:
    void conversationWanted(tongdai::ConversationId conversation);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void ask();
    void take(const api::Answer<api::HooksPicture>& answer);
    void showPicture(const api::HooksPicture& picture);
    void setHeld(bool isHeld);
    void choose();
    void filter();
    void keepPlace(const std::function<void()>& change);
    void writeDoors();
    void writeList();
    void fitColumns();

    api::Hooks& m_hooks;
    Look m_look;
    HooksModel* m_model;
    Card* m_doorsCard;
    RoleLabel* m_open;
    NoticeBar* m_closed;
    Card* m_callsCard;
    RoleLabel* m_about;
    QLineEdit* m_find;
    QComboBox* m_door;
    QCheckBox* m_refused;
    QPushButton* m_hold;
    QTableView* m_table;
    ColumnNeeds m_needs;
    RoleLabel* m_none;
    HookPane* m_pane;
    api::HooksPicture m_picture;
    api::HooksPicture m_newest;
    bool m_hasPicture = false;
    bool m_isHeld = false;
    QString m_trouble;
    qint64 m_chosen = 0;
    bool m_isChanging = false;
    api::NewestAnswer m_asked;
    QTimer m_timer;
};

}  // namespace tongdai
