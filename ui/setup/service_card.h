#pragma once

#include "ui/setup/setup_section.h"

class QLineEdit;
class QPushButton;

namespace tongdai {

class Card;
class RoleLabel;
class TestPanel;

/// One service that is named by its address: the AI service or the chat platform. Empty means: do without.
class ServiceCard final : public QWidget {
    Q_OBJECT
public:
    ServiceCard(api::ConnectionForm::Kind kind, SetupDoors doors, Look look, QWidget* parent = nullptr);
    void readState();
    void retranslate();
    void focusAddress();

signals:
    /// There is something to be read in this part.
    void told(QWidget* part);

private:
    QUrl saved() const;
    /// Empty text: an empty address. None: no web address.
    std::optional<QUrl> typed() const;
    void test();
    void save();
    void writeButtons();

    api::ConnectionForm::Kind m_kind;
    SetupDoors m_doors;
    bool m_isDirty = false;
    bool m_isSaving = false;
    Card* m_card;
    RoleLabel* m_meaning;
    QLineEdit* m_address;
    RoleLabel* m_problem;
    QPushButton* m_save;
    QPushButton* m_test;
    TestPanel* m_panel;
};

}  // namespace tongdai
