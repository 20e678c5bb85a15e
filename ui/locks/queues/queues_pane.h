#pragma once

#include "engine/api/key_browser.h"
#include "engine/api/locks_queues.h"
#include "engine/api/queue_look.h"
#include "engine/api/setup.h"
#include "ui/common/look/look.h"
#include "ui/locks/column_needs.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;
class QTableView;

namespace tongdai {

class EmptyState;
class LettersModel;
class NoticeBar;
class QueuesModel;
class RoleLabel;
class SafetyCard;

/// How much waits where, the answers that were given up with what can be done about them, and whether Redis is safe.
/// While it is in sight the engine sends a picture every other second. GUI thread.
class QueuesPane final : public QWidget {
    Q_OBJECT
public:
    /// What else may be asked of the engine; null: it cannot.
    struct Doors {
        api::KeyBrowser* keys = nullptr;  ///< into lists
        api::QueueLook* look = nullptr;   ///< into streams and offline lists
        api::SetupDesk* setup = nullptr;  ///< mends settings that do not fit together; else they are only named
    };
    QueuesPane(api::Queues& queues, Look look, Doors doors, QWidget* parent = nullptr);

    void focusFirst();
    void setHeld(bool isHeld);
    int changesWhileHeld() const { return m_changesWhileHeld; }
    /// Of the answers that were not sent, only those with these words.
    void setFilter(const QString& words);
    /// Lines that fell off offline lists since the engine started.
    qint64 fellOff() const { return m_picture.fellOff; }
    void retranslate();

signals:
    void conversationWanted(tongdai::ConversationId conversation);
    void lettersChanged(int letters);
    void heldChanged();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void take(const api::QueuesPicture& picture);
    void showPicture();
    void chooseALetter();
    void choose();
    void writeButtons();
    void decide(std::vector<qint64> ids, OutboxDecision decision, QPushButton* button);
    void askLetter(void (QueuesPane::*open)(const api::DeadLetter&));
    void askNewWords(const api::DeadLetter& letter);
    void showTries(const api::DeadLetter& letter);
    void fitColumns();
    void peek();

    api::Queues& m_queues;
    Doors m_doors;
    Look m_look;
    QueuesModel* m_model;
    LettersModel* m_letters;
    QTableView* m_table;
    QTableView* m_letterTable;
    ColumnNeeds m_needs;
    ColumnNeeds m_letterNeeds;
    RoleLabel* m_lettersHeading;
    RoleLabel* m_noLetters;
    QPushButton* m_again;
    QPushButton* m_reword;
    QPushButton* m_tries;
    QPushButton* m_againAlike;
    QPushButton* m_againAll;
    QPushButton* m_drop;
    NoticeBar* m_outcome;
    SafetyCard* m_safety;
    QBoxLayout* m_columns = nullptr;
    QBoxLayout* m_lettersHead = nullptr;
    QBoxLayout* m_acts = nullptr;  ///< about one answer, and about many
    QWidget* m_aside = nullptr;
    api::QueuesPicture m_picture;
    api::QueuesPicture m_newest;
    bool m_isHeld = false;
    bool m_isBusy = false;
    int m_changesWhileHeld = 0;
    qint64 m_chosen = 0;
    QPushButton* m_armed = nullptr;
    api::RequestId m_waitingFor = 0;
    api::NewestAnswer m_letterAsked;
};

}  // namespace tongdai
