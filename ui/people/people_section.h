#pragma once

#include "engine/api/people.h"
#include "ui/setup/setup_section.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace tongdai {

class Card;
class ChannelChoice;
class RoleLabel;

/// Who may sit at the desk: added, renamed, given another role, disabled, given a new password that is shown once; and
/// when the desk asks who sits there. In a shop of one person, first of all a password of one's own. GUI thread.
class PeopleSection final : public SetupSection {
    Q_OBJECT
public:
    PeopleSection(api::People& people, Look look, QWidget* parent = nullptr);
    QString title() const override { return tr("People"); }
    void readState() override { ask(); }
    void retranslate() override;

private:
    enum class Form : quint8 { None, FirstAdministrator, Add, Change };
    void buildPeople();
    void buildForm();
    void ask();
    void take(const api::Answer<Roster>& answer);
    void take(const api::Answer<api::PersonAnswer>& answer);
    void await(api::Asked<api::PersonAnswer> asked);
    void fillTable();
    void choose();
    const Person* chosen() const;
    void openForm(Form form);
    void saveForm();
    void writeForm();
    void writeResult();
    Sight writtenSight() const;
    bool isSightWritten();
    bool needsAdministrator() const;

    api::People& m_people;
    Look m_look;
    Roster m_roster;
    bool m_isKnown = false;
    Form m_form = Form::None;
    OperatorId m_changed;  ///< of Form::Change, and whose password `m_made` is
    QString m_made;        ///< a password to be read out, until anything else is done
    QString m_trouble;
    api::NewestAnswer m_listing;
    Card* m_listCard;
    RoleLabel* m_words;
    QTableWidget* m_table;
    QPushButton* m_add;
    QPushButton* m_change;
    QPushButton* m_disable;
    QPushButton* m_reset;
    RoleLabel* m_result;
    RoleLabel* m_password;
    Card* m_formCard;
    RoleLabel* m_idLabel;
    QLineEdit* m_id;
    RoleLabel* m_nameLabel;
    QLineEdit* m_name;
    RoleLabel* m_roleLabel;
    QComboBox* m_role;
    RoleLabel* m_meaning;
    RoleLabel* m_reachLabel;
    QComboBox* m_reach;
    RoleLabel* m_teamLabel;
    QLineEdit* m_team;
    RoleLabel* m_channelsLabel;
    ChannelChoice* m_channels;
    RoleLabel* m_newLabel;
    QLineEdit* m_new;
    RoleLabel* m_againLabel;
    QLineEdit* m_again;
    QPushButton* m_save;
    QPushButton* m_cancel;
    Card* m_ruleCard;
    RoleLabel* m_ruleWords;
    QComboBox* m_rule;
};

}  // namespace tongdai
