#pragma once

#include "engine/api/key_browser.h"
#include "engine/api/locks_queues.h"
#include "ui/common/look/look.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QPushButton;

namespace tongdai {

class NoticeBar;
class RoleLabel;

/// Looks into a list of Redis: its elements in their order, page by page. GUI thread.
class PeekSheet final : public QDialog {
    Q_OBJECT
public:
    PeekSheet(api::KeyBrowser& keys, const api::QueueRow& row, Look look, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void ask();
    void take(const api::KeyValue& value);
    void write();
    void retranslate();

    api::KeyBrowser& m_keys;
    api::QueueRow m_row;
    Look m_look;
    QLineEdit* m_filter;
    QPushButton* m_more;
    NoticeBar* m_notice;
    QListWidget* m_list;
    RoleLabel* m_count;
    QStringList m_elements;
    QByteArray m_next;
    api::NewestAnswer m_asked;
};

}  // namespace tongdai
