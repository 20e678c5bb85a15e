#pragma once

#include "engine/api/dispute.h"
#include "ui/common/widgets/card.h"

class QLineEdit;
class QPushButton;

namespace tongdai {

class RoleLabel;

/// Takes part in the mediation of another program's case, with a reason (contracts/realtime-chat §8). GUI thread.
class JoinCard final : public QWidget {
    Q_OBJECT
public:
    explicit JoinCard(api::Disputes& disputes, QWidget* parent = nullptr);

    /// What was said about another case does not stay.
    void setCase(const DisputeCase& shown);
    void focusFirst();
    void retranslate();

signals:
    /// The case and its conversation are different now.
    void joined();
    void failed(tongdai::api::DeskFailure failure);

private:
    void join();
    void take(const api::JoinAnswer& answer);
    void write();

    api::Disputes& m_disputes;
    DisputeCase m_case;
    std::optional<api::JoinAnswer> m_answer;
    bool m_isAsking = false;
    api::NewestAnswer m_asked;
    Card* m_card;
    RoleLabel* m_words;
    QLineEdit* m_reason;
    QPushButton* m_join;
};

}  // namespace tongdai
