#include "ui/common/widgets/notice_bar.h"
#include "ui/common/window_place.h"
#include "ui/dispute/case_pane.h"
#include "ui/dispute/cases_pane.h"
#include "ui/dispute/compare_dialog.h"
#include "ui/dispute/dispute_page.h"
#include "ui/dispute/dispute_words.h"
#include "ui/dispute/thread_find.h"
#include "ui/dispute/travel_pane.h"

#include <algorithm>

/// Which conversation is shown: of a case, around a line somebody was led to, further back and on, beside another one.
namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QString titleOf(const DisputeThread& thread)
{
    return thread.title.isEmpty() ? QString::fromUtf8(thread.ref.thread) : thread.title;
}

}  // namespace

void DisputePage::showCase(const DisputeCase& chosen)
{
    m_askedFile.forget();
    const QString heading = QStringList{chosen.number, chosen.parties, chosen.title}.join(u"  "_s);
    if (chosen.ref.source != "own") {
        m_case->setForeignCase(chosen, isChat(chosen.ref.source));
        if (chosen.ref.thread.isEmpty()) {
            m_askedThread.forget();
            m_wanted.reset();
            m_travel->clear();
            return tell({api::DeskError::NotFound, {}});
        }
        return showThread(chosen.ref, heading, {});
    }
    m_askedFile.await(this, m_disputes.caseFile(chosen.id), [this, heading](const api::Answer<CaseFile>& answer) {
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return tell(*failure);
        const auto& file = std::get<CaseFile>(answer);
        m_case->setFile(file);
        showThread(file.shown.ref, heading, file.message);
    });
}

void DisputePage::showThread(const ThreadRef& ref, const QString& heading, const QByteArray& line)
{
    m_wanted = ref;
    m_heading = heading;
    m_line = line;
    m_notice->hide();
    m_travel->stopSteppingOn();
    // What stands there of another case must not be taken for this one's.
    if (!m_travel->hasThread() || m_travel->thread().ref != ref) m_travel->clear(tr("Reading the conversation …"));
    if (line.isEmpty()) return askNewest();
    m_askedThread.await(this, m_disputes.threadAround(ref, line), [this](const api::Answer<DisputeThread>& answer) {
        const auto* failure = std::get_if<api::DeskFailure>(&answer);
        if (!failure) return takeThread(std::get<DisputeThread>(answer));
        // The line has gone: what is still there is shown, and that it is not what was asked for is said.
        if (failure->error == api::DeskError::NotFound) return askNewest();
        tell(*failure);
    });
}

void DisputePage::askNewest()
{
    m_askedThread.await(this, m_disputes.thread(*m_wanted, std::nullopt),
                        [this](const api::Answer<DisputeThread>& answer) {
                            if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return tell(*failure);
                            takeThread(std::get<DisputeThread>(answer));
                            if (!m_line.isEmpty()) tellGone();
                        });
}

void DisputePage::takeThread(const DisputeThread& thread)
{
    m_travel->setThread(thread, m_heading.isEmpty() ? titleOf(thread) : m_heading);
    if (!m_line.isEmpty()) m_travel->showLine(m_line);
    writeFoot();
}

void DisputePage::tellGone()
{
    m_notice->setNotice(Tone::Attention, tr("That message is no longer in this conversation; its newest are shown."));
    m_notice->setAction(QString());
    m_notice->show();
}

void DisputePage::askEarlier()
{
    const DisputeThread& shown = m_travel->thread();
    m_askedThread.await(this, m_disputes.thread(shown.ref, shown.earlier),
                        [this](const api::Answer<DisputeThread>& answer) {
                            if (const auto* failure = std::get_if<api::DeskFailure>(&answer))
                                return tellNoMore(*failure);
                            m_travel->addEarlier(std::get<DisputeThread>(answer));
                        });
}

void DisputePage::askLater()
{
    const DisputeThread& shown = m_travel->thread();
    if (shown.lines.empty()) return m_travel->stopSteppingOn();
    m_askedThread.await(this, m_disputes.threadAround(shown.ref, shown.lines.back().id),
                        [this](const api::Answer<DisputeThread>& answer) {
                            if (const auto* failure = std::get_if<api::DeskFailure>(&answer))
                                return tellNoMore(*failure);
                            m_travel->addLater(std::get<DisputeThread>(answer));
                        });
}

/// Whoever stepped on goes nowhere by what is read some other time.
void DisputePage::tellNoMore(const api::DeskFailure& failure)
{
    m_travel->stopSteppingOn();
    tell(failure);
}

/// Where that fails, the bar goes on saying what is not read yet.
void DisputePage::searchThread(const QString& words)
{
    const ThreadRef ref = m_travel->thread().ref;
    DisputeSearch search;
    search.text = words;
    search.limit = ThreadFind::kMostHits;
    search.source = ref.source;
    search.own.conversation = ConversationId(ref.thread);
    m_askedHits.await(this, m_disputes.search(search), [this, ref, words](const api::Answer<api::FoundLines>& answer) {
        const auto* found = std::get_if<api::FoundLines>(&answer);
        const bool isShown = m_travel->hasThread() && m_travel->thread().ref == ref;
        if (found && isShown) m_travel->setHits(words, found->hits, found->isWhole);
    });
}

void DisputePage::openOriginal(const QByteArray& line)
{
    const ThreadRef ref = m_travel->thread().ref;
    api::whenAnswered<api::OriginalText>(this, m_disputes.original(ref, line),
                                         [this, line](const api::Answer<api::OriginalText>& answer) {
                                             if (const auto* failure = std::get_if<api::DeskFailure>(&answer))
                                                 return tell(*failure);
                                             m_travel->setOriginal(line, std::get<api::OriginalText>(answer));
                                         });
}

void DisputePage::reveal(const QByteArray& line, const QString& reason)
{
    const ThreadRef ref = m_travel->thread().ref;
    api::whenAnswered<DisputeLine>(this, m_disputes.reveal(ref, line, reason),
                                   [this, ref](const api::Answer<DisputeLine>& answer) {
                                       if (const auto* failure = std::get_if<api::DeskFailure>(&answer))
                                           return tell(*failure);
                                       const bool isShown = m_travel->hasThread() && m_travel->thread().ref == ref;
                                       if (isShown) m_travel->setRevealed(std::get<DisputeLine>(answer));
                                   });
}

QString DisputePage::nameOf(const DisputeThread& thread) const
{
    const auto& sources = m_cases->sources();
    const auto source = std::ranges::find(sources, thread.ref.source, &SourceStatus::name);
    const QString where =
        source == sources.end() ? QString::fromUtf8(thread.ref.source) : DisputeWords::sourceName(*source);
    return where + u"  ·  "_s + titleOf(thread);
}

/// The first press keeps what is shown; the second, with another conversation open, puts both side by side.
void DisputePage::compare()
{
    if (!m_travel->hasThread()) return;
    const DisputeThread& shown = m_travel->thread();
    if (!m_kept || m_kept->ref == shown.ref) {
        m_kept = shown;
        m_notice->setNotice(
            Tone::Neutral,
            tr("Kept: %1. Open the same conversation of another source and press Ctrl+D again.").arg(nameOf(shown)));
        m_notice->setAction(QString());
        m_notice->show();
        return;
    }
    m_notice->hide();
    const DisputeThread kept = *std::exchange(m_kept, std::nullopt);
    openOnScreen(*new CompareDialog({kept, nameOf(kept)}, {shown, nameOf(shown)}, m_look, this));
}

void DisputePage::openCase(const ConversationId& conversation, const MessageId& message)
{
    m_askedFile.await(this, m_disputes.openCase(conversation, message), [this](const api::Answer<CaseFile>& answer) {
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return tell(*failure);
        m_opened = std::get<CaseFile>(answer);
        askCases();
    });
}

void DisputePage::retry()
{
    m_notice->hide();
    if (m_wanted) showThread(*m_wanted, m_heading, m_line);
}

}  // namespace tongdai
