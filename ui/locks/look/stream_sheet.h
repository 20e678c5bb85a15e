#pragma once

#include "engine/api/queue_look.h"
#include "ui/common/look/look.h"
#include "ui/locks/column_needs.h"

#include <QDialog>
#include <QTimer>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTableView;

namespace tongdai {

class EntriesModel;
class NoticeBar;
class PendingPane;
class RoleLabel;

/// Looks into a stream (features G6): its tail, which goes on by itself until it is held, from there backwards page by
/// page, only what has the chosen words; and what its groups have not acknowledged. Looking back holds the tail. GUI
/// thread.
class StreamSheet final : public QDialog {
    Q_OBJECT
public:
    /// With words to look for, so many pages are looked through at once.
    static constexpr int kMostPagesAtOnce = 20;

    StreamSheet(api::QueueLook& queues, const QByteArray& stream, Look look, QWidget* parent = nullptr);
    bool isHeld() const { return m_isHeld; }

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    QWidget* buildEntries();
    void buildKeys();
    void ask();
    void take(const api::StreamPage& page);
    void countHeld(const api::StreamPage& page);
    void lookBack();
    void readOlder();
    void takeOlder(const api::StreamPage& page);
    void fail(const api::DeskFailure& failure);
    void toggleHold();
    void choose();
    void write();
    void retranslate();
    void fitColumns();

    api::QueueLook& m_queues;
    QByteArray m_stream;
    Look m_look;
    EntriesModel* m_model;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    QLineEdit* m_filter;
    QPushButton* m_hold;
    NoticeBar* m_notice;
    QTableView* m_table;
    QPlainTextEdit* m_entry;  ///< the chosen one, field by field
    RoleLabel* m_count;
    QPushButton* m_older;
    PendingPane* m_pending;
    ColumnNeeds m_needs;
    qint64 m_length = 0;
    qint64 m_waiting = 0;  ///< entries that no group has acknowledged yet
    bool m_hasOlder = false;
    bool m_isHeld = false;
    qint64 m_whileHeld = 0;
    std::optional<qint64> m_added;  ///< entries the stream had got when the picture was held
    QByteArray m_newestSeen;
    int m_pagesLeft = 0;
    api::NewestAnswer m_asked;
    api::NewestAnswer m_olderAsked;
    QTimer m_timer;
};

}  // namespace tongdai
