#pragma once

#include "ui/setup/setup_section.h"

class QButtonGroup;
class QPushButton;
class QRadioButton;

namespace tongdai {

class Card;
class MovePanel;
class NoticeBar;
class RoleLabel;
class ServerForm;
class TestPanel;

/// Where the history lies, which Redis is used, or which other program's database disputes are judged on: the choice,
/// the fields, the test beside them, saving. For a history that lies on this computer also the way to carry it to the
/// chosen server.
class StoreSection final : public SetupSection {
    Q_OBJECT
public:
    enum class Store : quint8 { History, Redis, DisputeMysql, DisputePostgres };
    StoreSection(Store store, SetupDoors doors, Look look, QWidget* parent = nullptr);

    QString title() const override;
    void readState() override;
    void retranslate() override;

private:
    void build();
    void addChoice(int id);
    void choose(int id);
    void test();
    void save();
    void offerMove();
    void writeButtons();
    bool isMoveMeant() const;
    bool isForDisputes() const { return m_store == Store::DisputeMysql || m_store == Store::DisputePostgres; }
    api::ConnectionForm formMeant() const;
    std::optional<api::SetupState::Server> saved() const;
    int savedChoice() const;
    int chosen() const;
    api::SetupChanges changes() const;
    QString choiceWords(int id) const;
    QString choiceMeaning() const;
    QString fixedKeys() const;

    Store m_store;
    SetupDoors m_doors;
    Look m_look;
    bool m_isDirty = false;
    bool m_isSaving = false;
    Card* m_choiceCard;
    Card* m_testCard;
    NoticeBar* m_fixed;
    QButtonGroup* m_choices;
    RoleLabel* m_meaning;
    ServerForm* m_form;
    RoleLabel* m_problem;
    QPushButton* m_test;
    QPushButton* m_save;
    QPushButton* m_moveButton;
    TestPanel* m_panel;
    MovePanel* m_move = nullptr;  ///< of the history only
};

}  // namespace tongdai
