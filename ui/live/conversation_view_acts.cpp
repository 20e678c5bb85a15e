#include "engine/domain/conversation/answer_card.h"
#include "ui/common/widgets/find_bar.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/reword_sheet.h"
#include "ui/live/conversation_header.h"
#include "ui/live/conversation_view.h"
#include "ui/live/live_words.h"
#include "ui/live/reveal_sheet.h"
#include "ui/live/silence_sheet.h"
#include "ui/live/steps_sheet.h"
#include "ui/live/thread/composer.h"
#include "ui/live/thread/hand_back_sheet.h"
#include "ui/live/thread/proposal_strip.h"
#include "ui/live/thread/thread_finder.h"
#include "ui/live/thread/thread_view.h"
#include "ui/models/open_proposal.h"

#include <QApplication>
#include <QUuid>

// Taking over, handing back, taking, closing, and what became of it; the rest of the view is in conversation_view.cpp.
namespace tongdai {

void ConversationView::act(api::RequestId request, const QString& failing)
{
    m_act = request;
    m_actFailing = failing;
    hideNotice();
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
        handBack({});
}

void ConversationView::handBack(const QString& words)
{
    if (!m_conversation || m_act != 0 || m_conversation->mode == BotMode::Bot) return;
    act(m_desk.requestHandBack(m_conversation->id, words), tr("Could not hand back to the bot."));
}

void ConversationView::askHandBackWords()
{
    if (!m_conversation || m_act != 0 || m_conversation->mode == BotMode::Bot) return;
    auto* sheet = new HandBackSheet(m_look, this);
    const auto give = [this, of = m_conversation->id, name = LiveWords::name(*m_conversation)](const QString& words) {
        giveWords({of, name, words});
    };
    connect(sheet, &HandBackSheet::wordsGiven, this, give);
    sheet->open();
}

void ConversationView::giveWords(const WordsForBot& given)
{
    const bool isOpen = m_conversation && m_conversation->id == given.of;
    if (isOpen && m_act == 0 && m_conversation->mode != BotMode::Bot) {
        handBack(given.words);
        if (!given.words.isEmpty()) m_given.insert(m_act, given);
        return;
    }
    if (!given.words.isEmpty()) tell(Tone::Attention, keepWords(given), given.words);
}

/// Whoever wrote them has to find them again: in the box of their conversation, and in what is said here, because that
/// conversation may be out of sight.
QString ConversationView::keepWords(const WordsForBot& given)
{
    const bool hasRoom = m_drafts.draft(given.of).text.isEmpty();
    if (hasRoom) m_drafts.write(given.of, {given.words, true});
    QStringList said{tr("%1: your words did not reach the bot.").arg(given.name)};
    if (hasRoom) said << tr("They wait in the box of that conversation, as a note.");
    said << tr("You wrote: “%1”.").arg(LiveWords::excerpt(given.words));
    return said.join(u' ');
}

void ConversationView::takeOverUntil(const std::optional<TimePoint>& until)
{
    if (!m_conversation || m_act != 0 || m_conversation->status == ConversationStatus::Closed) return;
    act(m_desk.requestTakeOverUntil(m_conversation->id, until), tr("Could not take over."));
}

void ConversationView::readChannelsOff()
{
    api::whenAnswered<std::vector<ChannelOff>>(this, m_desk.channelsOff(),
                                               [this](api::Answer<std::vector<ChannelOff>> answer) {
                                                   const auto* off = std::get_if<std::vector<ChannelOff>>(&answer);
                                                   if (off) m_header->setChannelsOff(*off);
                                               });
}

void ConversationView::setDrafting(bool isOn)
{
    if (!m_conversation || m_act != 0 || m_conversation->status == ConversationStatus::Closed) return;
    act(m_desk.requestDrafting(m_conversation->id, isOn), tr("The bot could not be switched."));
}

void ConversationView::updateProposal()
{
    m_proposal->setProposal(openProposal(m_model, m_conversation));
}

void ConversationView::insertProposal()
{
    if (!m_proposal->text().isEmpty()) m_composer->insert(m_proposal->text());
}

void ConversationView::offerChannelBot()
{
    m_header->offerChannelBot();
}

void ConversationView::setChannelBot(ChannelBot bot)
{
    if (!m_conversation) return;
    // Said by the channel's name: another conversation may be open by then.
    api::whenAnswered<std::vector<ChannelOff>>(
        this, m_desk.setChannelBot(m_conversation->channel, bot),
        [this, channel = LiveWords::channel(m_conversation->channel)](api::Answer<std::vector<ChannelOff>> answer) {
            if (const auto* off = std::get_if<std::vector<ChannelOff>>(&answer)) return m_header->setChannelsOff(*off);
            tell(Tone::Danger, tr("The bot of %1 could not be switched.").arg(channel) + u' ' +
                                   LiveWords::failure(std::get<api::DeskFailure>(answer)));
        });
}

void ConversationView::find()
{
    m_finder->open();
}

void ConversationView::findNext()
{
    m_finder->step(1);
}

void ConversationView::findPrevious()
{
    m_finder->step(-1);
}

bool ConversationView::isInFindBar() const
{
    return m_finder->bar()->isAncestorOf(QApplication::focusWidget());
}

void ConversationView::openLimits()
{
    m_header->openLimits();
}

void ConversationView::askForReasons()
{
    if (m_conversation) m_thread->askForReasons();
}

void ConversationView::showReasons(qint64 rev)
{
    if (!m_conversation) return;
    m_reasons.await<api::Silence>(this, m_desk.whyNoAnswer(m_conversation->id, rev),
                                  [this, of = m_conversation->id](api::Answer<api::Silence> answer) {
                                      if (!m_conversation || m_conversation->id != of) return;
                                      const auto* silence = std::get_if<api::Silence>(&answer);
                                      if (!silence)
                                          return tell(Tone::Danger,
                                                      tr("The reasons could not be read.") + u' ' +
                                                          LiveWords::failure(std::get<api::DeskFailure>(answer)));
                                      auto* sheet = new SilenceSheet(*silence, m_look, this);
                                      connect(sheet, &SilenceSheet::lineWanted, this, &ConversationView::showLine);
                                      sheet->open();
                                  });
}

void ConversationView::askForSteps()
{
    if (m_conversation) m_thread->askForSteps();
}

void ConversationView::showSteps(qint64 rev)
{
    const int row = m_model.rowOfRev(rev);
    if (row < 0) return;
    auto* sheet = new StepsSheet(answerCard(m_model.lineAt(row).message.metadata).steps, m_look, this);
    if (m_statistics) sheet->compareWith(*m_statistics);
    sheet->open();
}

void ConversationView::askForReveal()
{
    if (m_conversation) m_thread->askForReveal();
}

void ConversationView::askReason(qint64 rev)
{
    const int row = m_model.rowOfRev(rev);
    if (row < 0) return;
    auto* sheet = new RevealSheet(m_model.lineAt(row).message.body, m_look, this);
    connect(sheet, &RevealSheet::reasonGiven, this, [this, rev, of = m_conversation->id](const QString& reason) {
        if (m_conversation && m_conversation->id == of) reveal(rev, reason);
    });
    sheet->open();
}

/// The engine goes on showing it to whoever revealed it, until they leave.
void ConversationView::reveal(qint64 rev, const QString& reason)
{
    api::whenAnswered<StoredMessage>(
        this, m_desk.reveal(m_conversation->id, rev, reason),
        [this, of = m_conversation->id](const api::Answer<StoredMessage>& answer) {
            if (!m_conversation || m_conversation->id != of) return;
            if (const auto* failure = std::get_if<api::DeskFailure>(&answer))
                return tell(Tone::Danger, tr("The numbers stay masked.") + u' ' + LiveWords::failure(*failure));
            m_model.apply({std::get<StoredMessage>(answer)});
        });
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

/// One id for all tries of a sheet: what was sent although its answer was lost is not sent twice.
void ConversationView::askNewWords(qint64 rev)
{
    const int row = m_model.rowOfRev(rev);
    if (!m_conversation || row < 0) return;
    const StoredMessage& line = m_model.lineAt(row).message;
    const qint64 outboxId = deliveryOf(line.metadata).value_or(Delivery()).outboxId;
    const MessageId id(QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    auto* sheet = new RewordSheet(line.body, m_look, this);
    const auto send = [this, sheet, outboxId, id, of = m_conversation->id](const QString& words) {
        api::whenAnswered<qint64>(sheet, m_desk.sendReworded(of, outboxId, id, words),
                                  [sheet](const api::Answer<qint64>& answer) {
                                      if (const auto* failure = std::get_if<api::DeskFailure>(&answer))
                                          sheet->fail(LiveWords::failure(*failure));
                                      else
                                          sheet->accept();
                                  });
    };
    connect(sheet, &RewordSheet::wordsGiven, this, send);
    sheet->open();
}

void ConversationView::takeActed(api::RequestId request, const Conversation& conversation)
{
    m_given.remove(request);
    if (request == 0 || request != m_act) return;
    m_act = 0;
    m_header->setBusy(false);
    if (m_conversation && conversation.id == m_conversation->id) takeConversation(conversation);
}

void ConversationView::takeFailure(api::RequestId request, const api::DeskFailure& failure)
{
    const bool hasWords = m_given.contains(request);
    const WordsForBot given = m_given.take(request);
    const QString failing = hasWords ? keepWords(given) : m_actFailing;
    if (request != 0 && request == m_act) {
        m_act = 0;
        m_header->setBusy(false);
    } else if (!hasWords) {
        return;
    }
    tell(Tone::Danger, failing + u' ' + LiveWords::failure(failure), given.words);
}

}  // namespace tongdai
