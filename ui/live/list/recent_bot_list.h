#pragma once

#include "ui/common/look/look.h"
#include "ui/models/conversation_list_model.h"

#include <QWidget>

class QListView;
class QPushButton;

namespace tongdai {

class ConversationDelegate;
class ElidedLabel;
class UndeliveredLines;

/// Whom the bot has been talking to in the last minutes, under the start queue: the first message of a new shop, and
/// every one that the bot answers, must not land where nobody looks. Shows the newest few; the bot's queue has all.
/// Lives on the GUI thread.
class RecentBotList final : public QWidget {
    Q_OBJECT
public:
    static constexpr std::chrono::minutes kRecent{10};

    RecentBotList(api::Desk& desk, const UndeliveredLines& undelivered, Look look, QWidget* parent = nullptr);

    /// `wanted`: the start queue is shown as it is. Keeps to `room` pixels, but shows one row at least.
    void arrange(bool wanted, int room);
    void setHeld(bool held) { m_model->setHeld(held); }
    int recent() const { return m_recent; }
    const ConversationListModel& model() const { return *m_model; }
    QListView* list() const { return m_list; }

signals:
    void chosen(tongdai::ConversationId conversation);
    void allWanted();
    /// Somebody came or went: arrange() again.
    void changed();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    int countRecent() const;
    void retranslate();

    Look m_look;
    ConversationListModel* m_model;
    ConversationDelegate* m_delegate;
    ElidedLabel* m_title;
    QPushButton* m_all;
    QListView* m_list;
    int m_recent = 0;
};

}  // namespace tongdai
