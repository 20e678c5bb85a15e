#pragma once

#include "engine/api/key_browser.h"
#include "engine/api/locks_queues.h"
#include "ui/common/look/look.h"

#include <QDialog>
#include <QTimer>

#include <deque>

class QLineEdit;
class QListWidget;
class QPushButton;

namespace tongdai {

class NoticeBar;
class RoleLabel;

/// Looks into one queue of Redis (features G5, G6): of a user who is away, what would be sent at their next connection;
/// of a stream its tail, which goes on by itself until it is held, and can be filtered; of other lists their elements.
/// Reads at most fifty at a time. GUI thread.
class PeekSheet final : public QDialog {
    Q_OBJECT
public:
    static constexpr size_t kMostEntries = 500;  ///< of a stream's tail, the newest

    PeekSheet(api::KeyBrowser& keys, const api::QueueRow& row, Look look, QWidget* parent = nullptr);
    bool isHeld() const { return m_isHeld; }

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Entry {
        QByteArray id;
        QString words;
    };
    void build();
    void ask();
    void take(const api::KeyValue& value);
    void takeTail(const api::KeyValue& value);
    void toggleHold();
    void write();
    void retranslate();
    QString wordsOf(const QByteArray& name, const QByteArray& value) const;

    api::KeyBrowser& m_keys;
    api::QueueRow m_row;
    Look m_look;
    QLineEdit* m_filter;
    QPushButton* m_hold;
    QPushButton* m_more;
    NoticeBar* m_notice;
    QListWidget* m_list;
    RoleLabel* m_count;
    std::deque<Entry> m_entries;  ///< of a stream newest first, else in their order
    QByteArray m_next;
    qint64 m_whileHeld = 0;
    bool m_isHeld = false;
    api::NewestAnswer m_asked;
    QTimer m_timer;
};

}  // namespace tongdai
