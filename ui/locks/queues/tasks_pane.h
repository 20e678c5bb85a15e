#pragma once

#include "engine/api/background_tasks.h"
#include "ui/common/look/look.h"
#include "ui/common/look/tone.h"
#include "ui/locks/column_needs.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace tongdai {

class EmptyState;
class NoticeBar;
class RoleLabel;
class TasksModel;

/// Background work: what is being done and how far it is, what waits, and dead letters with their tries, which can be
/// tried again (one, those with the same error, all), edited, cancelled and dropped. While it is in sight it asks every
/// other second. GUI thread.
class TasksPane final : public QWidget {
    Q_OBJECT
public:
    TasksPane(api::Tasks& tasks, Look look, QWidget* parent = nullptr);
    void focusFirst();
    void retranslate();
    /// What is shown stays as it is; what changes meanwhile is counted.
    void setHeld(bool isHeld);
    int changesWhileHeld() const { return m_changesWhileHeld; }
    /// Only tasks with these words are shown, and what is said of all is said of these.
    void setFilter(const QString& words);

signals:
    void heldChanged();
    /// Somebody decided something, and wants to see what comes of it.
    void acted();
    void conversationWanted(tongdai::ConversationId conversation);
    void deadChanged(int dead);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    QWidget* buildAside();
    void ask();
    void take(const api::TasksPicture& picture);
    void show(const api::TasksPicture& picture);
    void choose();
    void writeDetails();
    void keepWritten();
    void writeButtons();
    /// What cannot be taken back asks for a second press.
    bool isConfirmed(QPushButton* button);
    void resolve(const std::vector<qint64>& ids, TaskDecision decision);
    void showRaw(bool on);
    void saveBody();
    void cancel();
    void fail(const api::DeskFailure& failure);
    void tell(Tone tone, const QString& words);
    void fitColumns();

    api::Tasks& m_tasks;
    Look m_look;
    TasksModel* m_model;
    QTableView* m_table;
    ColumnNeeds m_needs;
    EmptyState* m_none;
    NoticeBar* m_outcome;
    RoleLabel* m_heading;
    RoleLabel* m_doing;
    RoleLabel* m_tries;
    RoleLabel* m_bodyHeading;
    RoleLabel* m_said;       ///< the body in words
    QPlainTextEdit* m_body;  ///< as JSON
    QPushButton* m_raw;
    QPushButton* m_again;
    QPushButton* m_againAlike;
    QPushButton* m_againAll;
    QPushButton* m_save;
    QPushButton* m_cancel;
    QPushButton* m_drop;
    QWidget* m_aside;
    api::TasksPicture m_picture;
    api::TasksPicture m_newest;
    bool m_hasPicture = false;
    bool m_isHeld = false;
    int m_changesWhileHeld = 0;
    bool m_isBusy = false;
    bool m_isRaw = false;  ///< the body is shown as JSON
    qint64 m_chosen = 0;
    QPushButton* m_armed = nullptr;
    api::NewestAnswer m_asked;
    QTimer m_timer;
};

}  // namespace tongdai
