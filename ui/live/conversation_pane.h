#pragma once

#include "engine/domain/shop/health.h"
#include "ui/common/look/look.h"
#include "ui/live/list/queue_tabs.h"
#include "ui/models/conversation_list_model.h"

#include <QTimer>
#include <QWidget>

#include <tuple>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QStackedLayout;

namespace tongdai {

class ConversationDelegate;
class EmptyState;
class GlyphButton;
class ListHold;
class RecentBotList;
class UndeliveredLines;

/// The left part of Live: queues, filter, order, and the list that holds still while it is used. Lives on the GUI
/// thread.
class ConversationPane final : public QWidget {
    Q_OBJECT
public:
    ConversationPane(api::Desk& desk, const UndeliveredLines& undelivered, Look look, QWidget* parent = nullptr);

    ConversationListModel& model() { return *m_model; }
    QListView* list() const { return m_list; }
    ConversationId current() const { return m_current; }
    /// Null where no list here has it; valid until the next change.
    const Conversation* find(const ConversationId& id) const;
    void setQueue(WorkQueue queue);
    WorkQueue queue() const { return m_tabs->current(); }
    int needsMe() const { return m_tabs->count(WorkQueue::NeedsMe); }
    /// The next (+1) or previous (−1) row, or the next one that waits for a person.
    void step(int direction);
    void stepToWaiting(int direction);
    void select(const ConversationId& id);
    /// What was selected could not be opened: this one still is, if any.
    void stayAt(const ConversationId& id);
    void focusFilter();
    /// Where nobody has chosen anything yet: in the list the focus would hold it still, and new rows out of it.
    void focusQueue();
    /// The focus is in the list or the filter.
    bool isListInUse() const;
    /// While the history is away an empty list says nothing about who waits.
    void setHealth(const HealthSnapshot& snapshot);
    /// Whether customers can write at all: a platform, or web pages that may use the chat.
    void setChannel(bool isConnected);
    /// Whoever sits here does not see every conversation of the shop (features I2).
    void setNarrowed(bool isNarrowed);
    /// False when there was no filter.
    bool clearFilter();
    /// The order outlives the program (features A3).
    ListOrder order() const;
    void setOrder(ListOrder order);
    /// There is little height: the list keeps what there is.
    void setLow(bool isLow);

signals:
    void chosen(tongdai::ConversationId conversation);
    /// Enter or a click on a row: go on to the box.
    void activated();
    void needsMeChanged(int count);
    void sampleShopWanted();
    /// Nobody can write yet: on to where a channel is connected.
    void channelWanted();
    /// From the filter to all that was ever said.
    void searchWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildRows();
    void query();
    void takeCounts(const QueueCounts& counts);
    void rowChosen(const QModelIndex& current);
    void takeAnswer();
    void restoreSelection();
    void enterList();
    void updateMoves();
    void showMoves();
    int firstRowBelow() const;
    void updateState();
    void updateRecent();
    /// Why there are no rows: decides the sentence and what its button does.
    enum class Emptiness : quint8 {
        HistoryAway,
        Failed,
        Filtered,
        NoneInSight,
        NoChannel,
        NoConversations,
        NobodyWaits,
        NothingHere
    };
    Emptiness emptiness() const;
    void updateEmptyWords();
    void runEmptyAction();
    void redress();
    void retranslate();

    api::Desk& m_desk;
    Look m_look;
    ConversationListModel* m_model;
    ConversationDelegate* m_delegate;
    QueueTabs* m_tabs;
    QLineEdit* m_filter;
    GlyphButton* m_search;
    QComboBox* m_order;
    QListView* m_list;
    ListHold* m_hold;
    EmptyState* m_empty;
    QLabel* m_loading;
    QStackedLayout* m_stack;
    RecentBotList* m_recent;
    QPushButton* m_resort;
    QLabel* m_shown;
    QTimer m_tick;                                         ///< one clock for all rows
    QTimer m_filterDelay;                                  ///< a question per pause, not per letter
    QTimer m_nameTheWait;                                  ///< a wait of 400 ms gets a word (workspace 3.1)
    std::tuple<WorkQueue, ListOrder, QString> m_answered;  ///< the question whose answer is shown
    bool m_entering = false;                               ///< Down in the filter, and the answer is under way
    ConversationId m_current;
    int m_lastRow = 0;  ///< where the open conversation stood when it was chosen
    bool m_selecting = false;
    bool m_isLow = false;
    bool m_historyAway = false;
    bool m_isNarrowed = false;
    bool m_hasChannel = true;      ///< until somebody says otherwise
    bool m_isJournalling = false;  ///< what comes meanwhile is kept
};

}  // namespace tongdai
