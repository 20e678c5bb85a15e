#pragma once

#include "engine/api/desk.h"
#include "engine/api/statistics.h"
#include "ui/common/look/look.h"
#include "ui/common/look/tone.h"
#include "ui/models/draft_book.h"
#include "ui/models/outgoing_lines.h"
#include "ui/models/thread_feed.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QStackedLayout;

namespace tongdai {

class Composer;
class ConversationHeader;
class ElidedLabel;
class EmptyState;
class NoticeBar;
class ProposalStrip;
class ReplyTerms;
class ThreadFinder;
class ThreadView;
class WaitRing;

/// The middle of Live: header, thread and box of the open conversation, and the acts upon it. Lives on the GUI thread.
class ConversationView final : public QWidget {
    Q_OBJECT
public:
    ConversationView(api::Desk& desk, Look look, QWidget* parent = nullptr);

    void open(const Conversation& conversation);
    void close();
    /// This line of it as soon as it is open, however old.
    void showLine(const ConversationId& conversation, qint64 rev);
    const std::optional<Conversation>& conversation() const { return m_conversation; }
    DraftBook& drafts() { return m_drafts; }
    /// Of the customer, if the conversation was open before; else its id.
    QString nameOf(const ConversationId& id) const { return m_names.value(id, id.toString()); }
    Composer* composer() const { return m_composer; }
    ThreadView* thread() const { return m_thread; }
    ThreadModel& model() { return m_model; }

    /// Above the thread, until it is read or another conversation is open. `words`: what can be copied there, because
    /// it can be had nowhere else; that stays until it is read.
    void tell(Tone tone, const QString& sentence, const QString& words = {});
    /// Whether the list has anything to choose from; decides what the empty middle offers.
    void setChoice(bool some);
    /// There is little height: everything but the thread makes itself small.
    void setLow(bool isLow);
    /// Today's figures, to compare the steps of an answer with. Once, if whoever sits here may see them.
    void setStatistics(api::Statistics& statistics) { m_statistics = &statistics; }
    /// From now on the bot of the whole channel can be switched.
    void offerChannelBot();
    void flipMode();        ///< F9
    void askForReasons();   ///< Alt+W: why the bot did not answer
    void askForReveal();    ///< Alt+R: the numbers of a masked line
    void askForSteps();     ///< Alt+M: where the milliseconds of an answer went
    void insertProposal();  ///< Alt+Enter: what the bot proposes goes into the box
    void find();            ///< Ctrl+F: words in what was said here
    void findNext();        ///< F3: an older one
    void findPrevious();    ///< Shift+F3: a newer one
    void openLimits();      ///< Shift+F9: how long to answer before the bot does again
    void take();            ///< F2
    void finish();          ///< Ctrl+D: closes, or reopens what is closed

    /// The focus is in the bar to find words, which belongs to the thread.
    bool isInFindBar() const;

signals:
    void opened(const tongdai::Conversation& conversation);
    void changed(const tongdai::Conversation& conversation);
    void closed();
    void cardToggled();
    void escapePressed();
    void firstWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectThread();
    void connectComposer();
    void takeConversation(const Conversation& conversation);
    void leave(const QString& why);
    bool tellLeft(const ConversationId& left, const QString& why);
    void tellUnsent(const ConversationId& conversation, const ThreadLine& line);
    void hideNotice();
    void goBack();
    void takeChanges(const std::vector<Conversation>& rows);
    void takeHidden(const std::vector<ConversationId>& ids);
    void takeActivity(const api::Activity& activity);
    void takeActed(api::RequestId request, const Conversation& conversation);
    void takeFailure(api::RequestId request, const api::DeskFailure& failure);
    void takeAccepted(const ConversationId& conversation, const MessageId& id);
    void setChannelBot(ChannelBot bot);
    void setDrafting(bool isOn);
    void updateProposal();
    void readChannelsOff();
    void takeOverUntil(const std::optional<TimePoint>& until);
    void act(api::RequestId request, const QString& failing);
    void showReasons(qint64 rev);
    void showSteps(qint64 rev);
    void askReason(qint64 rev);
    /// What the bot is to know, of the conversation it was written for.
    struct WordsForBot {
        ConversationId of;
        QString name;
        QString words;
    };
    void handBack(const QString& words);
    void askHandBackWords();
    void giveWords(const WordsForBot& given);
    QString keepWords(const WordsForBot& given);
    void reveal(qint64 rev, const QString& reason);
    void decide(qint64 outboxId, OutboxDecision decision);
    void askNewWords(qint64 rev);
    void send(const QString& text, bool isNote, bool andClose);
    void showOutgoing();
    void restoreDraft();
    void recall();
    void updateThreadState();
    void updateActivity();
    void updateHeader();
    void fitFoot();
    std::optional<TimePoint> modeSince() const;
    ReplyTerms replyTerms() const;
    void retranslate();

    api::Desk& m_desk;
    api::Statistics* m_statistics = nullptr;
    Look m_look;
    ThreadModel m_model;
    ThreadFeed m_feed;
    OutgoingLines m_outgoing;
    DraftBook m_drafts;
    std::optional<Conversation> m_conversation;
    QHash<ConversationId, api::Activity> m_activities;
    QHash<ConversationId, QString> m_names;  ///< of the customers whose conversations were open
    QSet<ConversationId> m_left;             ///< out of sight: what fails there is said here
    ConversationId m_lineOf;                 ///< where the line stands that is to be shown
    qint64 m_line = 0;
    bool m_isAnswering = false;  ///< a reply is being written
    api::RequestId m_act = 0;
    api::NewestAnswer m_reasons;
    QString m_actFailing;                        ///< "Could not take over.", said when the act under way fails
    QHash<api::RequestId, WordsForBot> m_given;  ///< on their way
    QSet<MessageId> m_closeAfter;
    bool m_choice = false;
    bool m_isLow = false;
    QTimer m_nameTheWait;
    QTimer m_terms;  ///< of the composer, which hang on what became of lines
    QTimer m_tick;

    ConversationHeader* m_header;
    NoticeBar* m_notice;
    ThreadView* m_thread;
    ThreadFinder* m_finder;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
    QWidget* m_foot;   ///< under the thread: who is typing, and the way to the newest line
    WaitRing* m_ring;  ///< what is left of the wait for the customer
    ElidedLabel* m_activity;
    ProposalStrip* m_proposal;
    Composer* m_composer;
};

}  // namespace tongdai
