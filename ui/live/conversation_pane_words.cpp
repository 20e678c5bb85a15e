#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/glyph_button.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/list/queue_tabs.h"
#include "ui/live/live_words.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>

// What ConversationPane says: its names, and why there is nothing to show; the list itself is in
// conversation_pane.cpp.
namespace tongdai {

using namespace Qt::StringLiterals;

ConversationPane::Emptiness ConversationPane::emptiness() const
{
    if (m_historyAway) return Emptiness::HistoryAway;
    if (m_model->state() == ConversationListModel::State::Failed && m_model->failure()) return Emptiness::Failed;
    if (!m_model->filter().isEmpty()) return Emptiness::Filtered;
    if (m_tabs->count(WorkQueue::All) == 0) {
        if (m_isNarrowed) return Emptiness::NoneInSight;
        return m_hasChannel ? Emptiness::NoConversations : Emptiness::NoChannel;
    }
    return m_model->queue() == WorkQueue::NeedsMe ? Emptiness::NobodyWaits : Emptiness::NothingHere;
}

void ConversationPane::setChannel(bool isConnected)
{
    if (std::exchange(m_hasChannel, isConnected) != isConnected) updateState();
}

void ConversationPane::setNarrowed(bool isNarrowed)
{
    if (std::exchange(m_isNarrowed, isNarrowed) != isNarrowed) updateState();
}

void ConversationPane::updateEmptyWords()
{
    m_empty->setSecondAction({});
    switch (emptiness()) {
        case Emptiness::HistoryAway:
            m_empty->setSentence(
                m_isJournalling ? tr("Conversations cannot be read at the moment: the database is unreachable. "
                                     "Customers' messages are still taken, and appear here when it is back.")
                                : tr("Conversations cannot be read at the moment: the database is unreachable. What is "
                                     "open stays readable; new messages are refused, and their senders try again."));
            m_empty->setAction(tr("Try again"));
            break;
        case Emptiness::Failed:
            m_empty->setSentence(LiveWords::failure(*m_model->failure()));
            m_empty->setAction(tr("Try again"));
            break;
        case Emptiness::Filtered:
            m_empty->setSentence(tr("The filter hides %Ln conversation(s).", nullptr, m_tabs->count(m_model->queue())));
            m_empty->setAction(tr("Clear filter"), u"Esc"_s);
            break;
        case Emptiness::NoneInSight:
            m_empty->setSentence(
                tr("No conversation among those you see. Yours appear here, and those nobody has, by the channels that "
                   "were chosen for you."));
            m_empty->setAction({});
            break;
        case Emptiness::NoChannel:
            m_empty->setSentence(
                tr("No channel is connected yet, so no customer can write. Connect your chat platform, "
                   "or put the chat on your web page."));
            m_empty->setAction(tr("Connect a channel"));
            m_empty->setSecondAction(tr("Use the sample shop"));
            break;
        case Emptiness::NoConversations:
            m_empty->setSentence(tr("No conversations yet. They appear here as soon as a customer writes."));
            m_empty->setAction(tr("Use the sample shop"));
            break;
        case Emptiness::NobodyWaits:
            m_empty->setSentence(tr("Nobody is waiting."));
            m_empty->setAction(tr("Show the bot's conversations"), u"Alt+4"_s);
            break;
        case Emptiness::NothingHere:
            m_empty->setSentence(tr("This queue is empty."));
            m_empty->setAction(tr("Show all conversations"), u"Alt+6"_s);
            break;
    }
}

void ConversationPane::runEmptyAction()
{
    switch (emptiness()) {
        case Emptiness::HistoryAway:
        case Emptiness::Failed: m_model->reload(); break;
        case Emptiness::Filtered: clearFilter(); break;
        case Emptiness::NoneInSight: break;  // an administrator decides what they see
        case Emptiness::NoChannel: emit channelWanted(); break;
        case Emptiness::NoConversations: emit sampleShopWanted(); break;
        case Emptiness::NobodyWaits: setQueue(WorkQueue::WithBot); break;
        case Emptiness::NothingHere: setQueue(WorkQueue::All); break;
    }
}

void ConversationPane::updateMoves()
{
    const int moves = m_model->movesWaiting();
    const int newcomers = int(m_model->newcomers().size());
    m_resort->setVisible((moves > 0 || newcomers > 0) && m_model->isHeld());
    if (newcomers == 0) {
        m_resort->setText(tr("%Ln conversation(s) moved – re-sort", nullptr, moves));
        return;
    }
    QString words = tr("%Ln new customer(s)", nullptr, newcomers);
    if (moves > 0) words += u" · "_s + tr("%Ln moved", "conversations", moves);
    m_resort->setText(words);
}

void ConversationPane::retranslate()
{
    m_filter->setPlaceholderText(tr("Filter…"));
    m_filter->setAccessibleName(tr("Filter conversations"));
    m_filter->setToolTip(tr("Name, id or words; marks do not matter (Ctrl+F)"));
    m_search->setWords(tr("Search all history (Ctrl+E)"));
    m_order->setItemText(0, tr("By wait"));
    m_order->setItemText(1, tr("By time"));
    m_order->setAccessibleName(tr("Order of the list"));
    m_list->setAccessibleName(tr("Conversations"));
    m_loading->setText(tr("Loading conversations…"));
    updateMoves();
    updateState();
    m_list->viewport()->update();
}

}  // namespace tongdai
