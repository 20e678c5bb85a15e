#pragma once

#include "engine/api/locks.h"
#include "ui/common/look/look.h"
#include "ui/common/look/tone.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace tongdai {

class Card;
class NoticeBar;
class RoleLabel;
class StateWord;

/// What one lock means: why it stands so, whom it harms, and what to do, safest first. What cannot be undone asks for
/// the typed id where the shop is marked as production, elsewhere for a second press. GUI thread.
class LockExplain final : public QWidget {
    Q_OBJECT
public:
    LockExplain(Look look, QWidget* parent = nullptr);

    void show(const std::optional<api::LockRow>& row, bool isProduction);
    const std::optional<api::LockRow>& row() const { return m_row; }
    /// Whether what is shown is how it stands now.
    enum class Seen : quint8 {
        Now,
        Gone,    ///< it is not there any more
        Unseen,  ///< Redis is away: nobody knows
    };
    void setSeen(Seen seen);
    /// What came of an act.
    void tell(Tone tone, const QString& sentence);
    void setBusy(bool isBusy);
    void focusFirst();
    void retranslate();
    QString causeWords() const;

signals:
    void actWanted(tongdai::api::LockAct act, tongdai::api::LockRow row);
    void conversationWanted(tongdai::ConversationId conversation);

private:
    struct Way {
        QWidget* box;
        RoleLabel* words;
        QPushButton* button;
        api::LockAct act;
    };
    void write();
    void writeWays();
    void writeButtons();
    void press(const Way& way);
    bool isConfirmed() const;

    Look m_look;
    std::optional<api::LockRow> m_row;
    bool m_isProduction = true;
    bool m_isBusy = false;
    Seen m_seen = Seen::Now;
    std::optional<api::LockAct> m_armed;
    Card* m_card;
    StateWord* m_state;
    RoleLabel* m_seenWords;
    RoleLabel* m_cause;
    RoleLabel* m_harm;
    RoleLabel* m_waysHeading;
    RoleLabel* m_patience;
    std::vector<Way> m_ways;
    RoleLabel* m_confirmWords;
    QLineEdit* m_confirm;
    QPushButton* m_open;
    NoticeBar* m_outcome;
};

}  // namespace tongdai
