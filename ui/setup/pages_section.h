#pragma once

#include "ui/setup/setup_section.h"

#include <QTimer>

#include <optional>

class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace tongdai {

class Card;
class NoticeBar;
class PageRow;
class RoleLabel;
class TestPanel;

/// The shop's pages at Pancake (features E1): which there are and how they fare, the address each one's webhook has,
/// and a form that adds one or gives one another token. A saved token is never shown.
class PagesSection final : public SetupSection {
    Q_OBJECT
public:
    PagesSection(SetupDoors doors, Look look, QWidget* parent = nullptr);
    QString title() const override { return tr("Pages"); }
    void readState() override;
    void retranslate() override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    RoleLabel* addField(QWidget* editor, const QString& name);
    void makeRows(const std::vector<api::PageForm>& pages);
    api::PageForm typed() const;
    void offerKnown();
    void test(const api::PageForm& page);
    void add();
    void remove(const QString& page);
    void save(std::vector<api::PageForm> pages);
    void askLooks();
    void copyAddress(const QString& page);
    void sendAgain(const QString& page);
    void writeButtons();

    SetupDoors m_doors;
    Look m_look;
    bool m_isAdding = false;
    bool m_isSaving = false;
    bool m_isSending = false;
    bool m_isFixed = false;  ///< named outside the settings file
    Card* m_card;
    Card* m_formCard;
    Card* m_testCard;
    NoticeBar* m_fixed;
    NoticeBar* m_outcome;  ///< of what was asked of one page
    RoleLabel* m_meaning;
    QVBoxLayout* m_rowsLayout;
    std::vector<PageRow*> m_rows;
    std::vector<api::PageLook> m_looks;
    std::optional<api::PageForm> m_offered;  ///< the saved page whose id stands in the form
    int m_platformBefore = 0;                ///< what was chosen before it
    QComboBox* m_platform;
    QLineEdit* m_id;
    QLineEdit* m_name;
    QLineEdit* m_token;
    RoleLabel* m_platformName;
    RoleLabel* m_idName;
    RoleLabel* m_nameName;
    RoleLabel* m_tokenName;
    RoleLabel* m_problem;
    QPushButton* m_save;
    QPushButton* m_test;
    TestPanel* m_panel;
    QTimer m_tick;
    api::NewestAnswer m_newestLooks;
    api::NewestAnswer m_newestAddress;
};

}  // namespace tongdai
