#pragma once

#include "engine/api/queue_look.h"
#include "ui/common/look/look.h"
#include "ui/common/look/tone.h"
#include "ui/locks/column_needs.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace tongdai {

class NoticeBar;
class PendingModel;
class RoleLabel;

/// What the groups of a stream have not acknowledged, and what can be done about it: count it as done, or hand it to
/// another reader of its group. Both ask for the typed name of the group where the shop is marked as production,
/// elsewhere for a second press. It looks every other second while it is in sight. GUI thread.
class PendingPane final : public QWidget {
    Q_OBJECT
public:
    PendingPane(api::QueueLook& queues, const QByteArray& stream, Look look, QWidget* parent = nullptr);
    void focusFirst();
    void retranslate();

signals:
    void waitingChanged(qint64 waiting);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    QWidget* buildActs();
    void askGroups();
    void takeGroups(const api::StreamGroups& groups);
    void beginGroup();
    void askPending();
    void takePending(const api::PendingPage& page);
    void readMore();
    void choose();
    void readEntry();
    /// In the order of the list.
    std::vector<api::PendingEntry> chosen() const;
    QByteArrayList chosenIds() const;
    void chooseAgain(const QByteArrayList& ids);
    /// What cannot be taken back asks once more.
    bool isConfirmed(QPushButton* button);
    void acknowledge();
    void handOver();
    void tellOutcome(const api::Answer<int>& answer, qsizetype wanted);
    void fail(const api::DeskFailure& failure);
    void tell(Tone tone, const QString& words);
    void write();
    void writeButtons();
    void writeConsumers();
    void fitColumns();
    const api::StreamGroup* group() const;

    api::QueueLook& m_queues;
    QByteArray m_stream;
    Look m_look;
    PendingModel* m_model;
    QComboBox* m_group;
    RoleLabel* m_standing;
    NoticeBar* m_outcome;
    RoleLabel* m_none;
    QTableView* m_table;
    QPlainTextEdit* m_entry;
    QPushButton* m_more;
    QWidget* m_acts;
    RoleLabel* m_meaning;
    QPushButton* m_acknowledge;
    QPushButton* m_handOver;
    QComboBox* m_consumer;
    RoleLabel* m_confirmWords;
    QLineEdit* m_confirm;
    ColumnNeeds m_needs;
    api::StreamGroups m_groups;
    std::vector<api::StreamConsumer> m_consumers;
    bool m_hasGroups = false;
    bool m_hasMore = false;
    bool m_isLonger = false;  ///< more than the first page was read: it stays as it was read
    bool m_isBusy = false;
    bool m_isFailing = false;  ///< the notice says why nothing can be seen
    QPushButton* m_armed = nullptr;
    QByteArray m_shown;  ///< id of the entry whose fields are shown
    api::NewestAnswer m_groupsAsked;
    api::NewestAnswer m_pendingAsked;
    api::NewestAnswer m_entryAsked;
    QTimer m_timer;
};

}  // namespace tongdai
