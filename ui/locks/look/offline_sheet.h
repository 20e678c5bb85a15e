#pragma once

#include "engine/api/queue_look.h"
#include "ui/common/look/look.h"
#include "ui/locks/column_needs.h"

#include <QDialog>

class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace tongdai {

class NoticeBar;
class OfflineModel;
class RoleLabel;

/// What a user who is away would be sent at their next connection (features G5), in its order and page by page. GUI
/// thread.
class OfflineSheet final : public QDialog {
    Q_OBJECT
public:
    /// `list` is the key of the user's list.
    OfflineSheet(api::QueueLook& queues, const QByteArray& list, Look look, QWidget* parent = nullptr);

signals:
    void conversationWanted(tongdai::ConversationId conversation);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void ask();
    void take(const api::OfflinePage& page);
    void fail(const api::DeskFailure& failure);
    void choose();
    void openConversation();
    void write();
    void retranslate();
    void fitColumns();

    api::QueueLook& m_queues;
    QByteArray m_list;
    Look m_look;
    OfflineModel* m_model;
    RoleLabel* m_meaning;
    NoticeBar* m_notice;
    QTableView* m_table;
    QPlainTextEdit* m_text;  ///< of the chosen line, whole
    RoleLabel* m_count;
    QPushButton* m_open;
    QPushButton* m_more;
    ColumnNeeds m_needs;
    qint64 m_next = 0;  ///< place in the list where reading goes on
    qint64 m_length = 0;
    qint64 m_most = 0;
    bool m_hasMore = false;
    api::NewestAnswer m_asked;
};

}  // namespace tongdai
