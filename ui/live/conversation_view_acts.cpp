#include "ui/common/notice_bar.h"
#include "ui/live/composer.h"
#include "ui/live/conversation_header.h"
#include "ui/live/conversation_view.h"
#include "ui/live/live_words.h"

#include <QApplication>

// Taking over, handing back, taking, closing, and what became of it; the rest of the view is in conversation_view.cpp.
namespace tongdai {

void ConversationView::act(api::RequestId request, const QString& failing)
{
    m_act = request;
    m_actFailing = failing;
    m_notice->hide();
    // A button that goes would leave the focus to its neighbour, which does the opposite.
    if (m_header->isAncestorOf(QApplication::focusWidget())) m_composer->focusBox();
    m_header->setBusy(true);
}

void ConversationView::flipMode()
{
    if (!m_conversation || m_act != 0 || m_conversation->status == ConversationStatus::Closed) return;
    if (m_conversation->mode == BotMode::Bot)
        act(m_desk.requestTakeOver(m_conversation->id), tr("Could not take over."));
    else
        act(m_desk.requestHandBack(m_conversation->id), tr("Could not hand back to the bot."));
}

void ConversationView::take()
{
    if (!m_conversation || m_act != 0 || m_conversation->status == ConversationStatus::Closed) return;
    if (m_conversation->mode == BotMode::Bot)
        flipMode();
    else if (m_conversation->assignee != m_desk.me())
        act(m_desk.requestTake(m_conversation->id), tr("Could not take this conversation."));
}

void ConversationView::finish()
{
    if (!m_conversation || m_act != 0) return;
    if (m_conversation->status == ConversationStatus::Closed)
        act(m_desk.requestReopen(m_conversation->id), tr("Could not reopen the conversation."));
    else
        act(m_desk.requestClose(m_conversation->id), tr("Could not close the conversation."));
}

void ConversationView::decide(qint64 outboxId, OutboxDecision decision)
{
    if (!m_conversation || m_act != 0) return;
    act(m_desk.requestDecision(m_conversation->id, outboxId, decision), tr("Nothing was changed."));
}

void ConversationView::takeActed(api::RequestId request, const Conversation& conversation)
{
    if (request == 0 || request != m_act) return;
    m_act = 0;
    m_header->setBusy(false);
    if (m_conversation && conversation.id == m_conversation->id) takeConversation(conversation);
}

void ConversationView::takeFailure(api::RequestId request, const api::DeskFailure& failure)
{
    if (request == 0 || request != m_act) return;
    m_act = 0;
    m_header->setBusy(false);
    m_notice->setNotice(Tone::Danger, m_actFailing + u' ' + LiveWords::failure(failure));
    m_notice->setAction(tr("OK"));
    m_notice->show();
}

}  // namespace tongdai
