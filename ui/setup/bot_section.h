#pragma once

#include "engine/domain/conversation/rule_trial.h"
#include "engine/domain/statistics/stats_report.h"
#include "ui/setup/setup_section.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace tongdai {

class Card;
class ChannelRuleBar;
class NoticeBar;
class RoleLabel;

/// Which answers the bot may send by itself: how sure it has to be, and about what (features C12). A change is tried on
/// the answers of the last seven days before it can be saved (features 2.9).
class BotSection final : public SetupSection {
    Q_OBJECT
public:
    BotSection(SetupDoors doors, Look look, QWidget* parent = nullptr);
    QString title() const override { return tr("Bot rules"); }
    void readState() override;
    void retranslate() override;

signals:
    void conversationWanted(tongdai::ConversationId conversation);

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// What the AI was asked for in the last seven days, or is named by the rule.
    struct KnownIntent {
        QString name;
        std::optional<qint64> answers;
    };
    void buildRule();
    void buildTrial();
    void askIntents();
    void takeIntents(const api::Answer<StatsReport>& answer);
    void know(const QString& name, std::optional<qint64> answers);
    void showRule(const AnswerRule& rule);
    void changeRule(const AnswerRule& rule);
    /// The rule of the chosen channel, without those of others.
    AnswerRule shown() const;
    void changeShown(const AnswerRule& rule);
    void dropOwn(const QString& channel);
    void chooseConfidence(int index);
    void turnIntent();
    void addIntent();
    int chosenIntent() const;
    void tryIt();
    void take(const api::Answer<RuleEffect>& answer);
    void cancel();
    void save();
    void writeConfidence();
    void writeIntents();
    void writeChanged();
    void writeState();
    bool isTried() const { return m_effect && m_effect->rule == m_rule; }
    // In bot_section_words.cpp
    QString effectWords() const;
    QString intentsWords() const;
    static QString failureWords(const api::DeskFailure& failure);

    SetupDoors m_doors;
    Look m_look;
    AnswerRule m_saved;
    AnswerRule m_rule;  ///< as it is shown, of all channels
    std::vector<KnownIntent> m_intents;
    std::optional<RuleEffect> m_effect;  ///< of the newest trial
    api::NewestAnswer m_asked;
    api::NewestAnswer m_trial;
    bool m_isSaving = false;
    Card* m_ruleCard;
    Card* m_trialCard;
    NoticeBar* m_fixed;
    RoleLabel* m_meaning;
    ChannelRuleBar* m_channels;
    RoleLabel* m_confidenceName;
    QComboBox* m_confidence;
    RoleLabel* m_intentsState;
    QTableWidget* m_table;
    QPushButton* m_turn;
    QPushButton* m_all;
    RoleLabel* m_newName;
    QLineEdit* m_new;
    QPushButton* m_add;
    RoleLabel* m_result;
    RoleLabel* m_how;
    QTableWidget* m_changed;
    RoleLabel* m_problem;
    QPushButton* m_try;
    QPushButton* m_cancel;
    QPushButton* m_save;
    QPushButton* m_discard;
};

}  // namespace tongdai
