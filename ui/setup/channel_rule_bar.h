#pragma once

#include "engine/domain/conversation/answer_rule.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace tongdai {

class RoleLabel;

/// Which channel the rule on screen is for, whether that has one of its own, and how to give it up (features C12). GUI
/// thread.
class ChannelRuleBar final : public QWidget {
    Q_OBJECT
public:
    explicit ChannelRuleBar(QWidget* parent = nullptr);

    /// The whole rule, as it is shown.
    void setRule(const AnswerRule& rule);
    /// Empty: what holds where a channel has no rule of its own.
    QString channel() const;
    void retranslate();

signals:
    void chosen();
    void ownRuleDropped(const QString& channel);

private:
    void write();

    AnswerRule m_rule;
    RoleLabel* m_name;
    QComboBox* m_channels;
    QPushButton* m_drop;
    RoleLabel* m_state;
};

}  // namespace tongdai
