#pragma once

#include "engine/api/key_browser.h"
#include "engine/api/queue_look.h"
#include "ui/common/look/look.h"

#include <QWidget>

class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QTreeView;

namespace tongdai {

class KeyTree;
class NoticeBar;
class RoleLabel;

/// What stands in Redis: keys as a tree, looked for step by step, and what the chosen one holds, page by page. It asks
/// only when it is told to. Lives on the GUI thread.
class KeysPane final : public QWidget {
    Q_OBJECT
public:
    /// More are not gathered: a tree of that size is for nobody to read.
    static constexpr int kMostKeys = 20'000;

    /// `queues` null: streams are read as other keys are.
    KeysPane(api::KeyBrowser& keys, api::QueueLook* queues, Look look, QWidget* parent = nullptr);
    void focusFirst();
    void retranslate();

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void begin();
    void stop();
    void step(const QByteArray& from);
    void take(const api::KeyPage& page);
    void choose();
    void readMore();
    void takeValue(const api::KeyValue& value);
    void openStream();
    void fail(const api::DeskFailure& failure);
    void writeProgress();

    api::KeyBrowser& m_keys;
    api::QueueLook* m_queues;
    Look m_look;
    KeyTree* m_tree;
    QLineEdit* m_match;
    QPushButton* m_search;
    QPushButton* m_leftovers;
    QProgressBar* m_progress;
    RoleLabel* m_state;
    NoticeBar* m_notice;
    QTreeView* m_view;
    RoleLabel* m_heading;
    QPlainTextEdit* m_value;
    QPushButton* m_more;
    QPushButton* m_stream;
    api::NewestAnswer m_steps;
    api::NewestAnswer m_values;
    qint64 m_looked = 0;
    qint64 m_inAll = 0;
    bool m_isLooking = false;
    bool m_wasShown = false;
    QByteArray m_chosen;
    QByteArray m_next;
};

}  // namespace tongdai
