#pragma once

#include "engine/api/desk.h"
#include "engine/domain/conversation/answer_rule.h"
#include "engine/domain/conversation/mask_lines.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/plan_reader.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/message_search.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/domain/shop/health.h"
#include "engine/host/desk/desk_counts.h"
#include "engine/host/desk/desk_deliveries.h"
#include "engine/host/desk/desk_details.h"
#include "engine/host/people/desk_gate.h"
#include "engine/work/audit/hourly_looks.h"
#include "engine/work/desk/operator_acts.h"
#include "engine/work/desk/sight_check.h"
#include "engine/work/desk/sight_queue.h"
#include "engine/work/loops/coalesced_task.h"
#include "engine/work/message/pipeline_events.h"
#include "engine/work/platform/channel_bots.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <map>

namespace tongdai {

/// What the desk does in chats: the operator's side of presence, typing and read marks. Engine loop; returns at once.
class DeskChat {
public:
    virtual ~DeskChat() = default;
    virtual void showTyping(const ConversationId& conversation, bool typing) = 0;
    virtual void markRead(const ConversationId& conversation) = 0;
    /// Answers with DeskService::showAttendees, now and when it changes.
    virtual void watch(const ConversationId& conversation) = 0;
};

/// The desk's half on the engine loop: carries out what the window asks and tells it what changed, in batches of at
/// most one each 100 ms. DeskHost is the half on the GUI thread; only values pass between them.
/// Until a window opens nothing is counted, read or told: an engine without one does no window's work.
///
/// Its coroutines end when the store is closed; the owner closes the store before deleting this.
class DeskService final : public QObject, public PipelineEvents {
    Q_OBJECT
public:
    struct Ports {
        ports::Clock& clock;
        ports::HistoryReader& reader;
        ports::DraftStore& drafts;
        ports::MessageSearch& search;
        ports::CustomerDetailsStore& details;
    };
    /// `gate`: asked before everything; it says whose acts these are.
    DeskService(Ports ports, DeskGate& gate);

    /// Operator acts exist only once the pipeline does, which itself reports to this object.
    void connectActs(OperatorActs& acts) { m_acts = &acts; }
    void connectChat(DeskChat& chat) { m_chat = &chat; }
    void connectBots(ChannelBots& bots);
    /// What a person who signed in looked at is told to it.
    void connectLooks(HourlyLooks& looks) { m_looks = &looks; }
    /// Where what is revealed is written down; without it nothing is.
    void connectAudit(ports::AuditLog& audit) { m_audit = &audit; }
    /// What answers on their way ask for; without it the chain of reasons does not name it.
    void connectPlans(ports::PlanReader& plans) { m_plans = &plans; }
    void connectHealth(std::function<HealthSnapshot()> health) { m_health = std::move(health); }
    /// Which process an engine is, by its instance; empty: nobody knows.
    using ProcessOf = std::function<QCoro::Task<QString>(QByteArray)>;
    /// Who answers, and which answers are sent: for the chain of reasons.
    void connectAnswers(ProcessOf processOf, AnswerRule rule)
    {
        m_processOf = std::move(processOf);
        m_rule = std::move(rule);
    }

    /// A window is there from now on.
    void openWindow() { m_hasWindow = true; }
    bool hasWindow() const { return m_hasWindow && m_gate.hears(Permission::SeeConversations); }

    void listConversations(api::RequestId request, ConversationQuery query);
    void listThread(api::RequestId request, ThreadQuery query);
    void search(api::RequestId request, MessageQuery query);
    void watchThread(ConversationId conversation);

    void takeOver(api::RequestId request, ConversationId conversation);
    void takeOverUntil(api::RequestId request, ConversationId conversation, std::optional<TimePoint> until);
    void handBack(api::RequestId request, ConversationId conversation, QString words);
    void setDrafting(api::RequestId request, ConversationId conversation, bool isOn);
    void take(api::RequestId request, ConversationId conversation);
    void send(api::RequestId request, ConversationId conversation, MessageId messageId, QString text, bool isNote);
    void setOpen(api::RequestId request, ConversationId conversation, bool open);
    void decide(api::RequestId request, ConversationId conversation, qint64 outboxId, OutboxDecision decision);

    /// Other words in place of a refused line. @throws StoreError
    QCoro::Task<api::Answer<qint64>> sendReworded(ConversationId conversation, qint64 outboxId, MessageId messageId,
                                                  QString text);
    /// A masked line as it is; the reason stands in the audit log before. From then on whoever revealed it is shown it
    /// as it is, changed or read anew, until they leave. @throws StoreError
    QCoro::Task<api::Answer<StoredMessage>> reveal(ConversationId conversation, qint64 rev, QString reason);
    /// Why the bot has not answered a line. @throws StoreError
    QCoro::Task<api::Answer<api::Silence>> whyNoAnswer(ConversationId conversation, qint64 rev);
    /// @throws StoreError
    QCoro::Task<api::Answer<std::vector<ChannelOff>>> setChannelBot(QString channel, ChannelBot bot);
    QCoro::Task<api::Answer<std::vector<ChannelOff>>> channelsOff();

    void setTyping(const ConversationId& conversation, bool typing);
    void markRead(const ConversationId& conversation);

    void saveDraft(ConversationId conversation, QString text, bool isNote);
    void listDrafts();
    /// An assistant has written it into an empty box of this author's.
    void showDraft(const OperatorId& author, const ports::DraftStore::Draft& draft);
    void listUndelivered();
    /// To whom nobody came, and whether whoever sits here is asked.
    void tellNobodyCame();

    /// Everything may have changed (rows that went, a store that is back): the window asks again, once a batch.
    void refresh();
    /// A change that came from elsewhere than this engine's pipeline.
    void noteChange(const std::optional<Conversation>& conversation, const std::vector<StoredMessage>& lines);
    /// What another engine did: lines got on on their way out, more is known of a customer.
    void noteEvents(const std::vector<HistoryEvent>& events);

    // From the chats.
    void showTyping(const ConversationId& conversation, const QStringList& names);
    void showAttendees(const ConversationId& conversation, const std::vector<api::Attendee>& attendees);
    /// Receipts of the conversation changed: its newest lines are read again if it is watched.
    void noteReceipts(const ConversationId& conversation);
    const ConversationId& watched() const { return m_watched; }
    /// Nobody sits here: empty.
    OperatorId me() const { return m_gate.me(); }
    /// Of somebody who signed in; of whoever is at the computer's account: empty, as the settings say it.
    QString signedInName() const;

    // PipelineEvents
    void changed(const Change& change) override;
    void turnStarted(const ConversationId& conversation, TimePoint since) override;
    void turnEnded(const ConversationId& conversation, TurnOutcome outcome) override;
    void customerAwaited(const ConversationId& conversation, TimePoint since, TimePoint until) override;
    void nobodyCame(const NobodyCameNews& news) override;

signals:
    /// Somebody else sits here, or nobody.
    void seatChanged();
    void everythingChanged();
    void conversationsListed(tongdai::api::RequestId request, tongdai::ConversationPage page);
    void conversationsChanged(std::vector<tongdai::Conversation> rows);
    void conversationsHidden(std::vector<tongdai::ConversationId> ids);
    void queueCountsChanged(tongdai::QueueCounts counts);
    void threadListed(tongdai::api::RequestId request, tongdai::ThreadPage page);
    void found(tongdai::api::RequestId request, tongdai::MessageHits hits);
    void linesChanged(tongdai::ConversationId conversation, std::vector<tongdai::StoredMessage> lines);
    void activityChanged(tongdai::api::Activity activity);
    void attendeesChanged(tongdai::ConversationId conversation, std::vector<tongdai::api::Attendee> attendees);
    void detailsChanged(tongdai::ConversationId conversation, tongdai::CustomerDetails details);
    void draftsListed(QHash<tongdai::ConversationId, QString> texts, QHash<tongdai::ConversationId, bool> areNotes);
    void undeliveredChanged(std::vector<tongdai::api::Undelivered> lines);
    void channelsOffChanged(std::vector<tongdai::ChannelOff> off);
    void nobodyCameChanged(tongdai::api::NobodyCame news);
    void acted(tongdai::api::RequestId request, tongdai::Conversation conversation);
    void requestFailed(tongdai::api::RequestId request, tongdai::api::DeskFailure failure);

private:
    struct UnwrittenDraft {
        OperatorId author;
        ports::DraftStore::Draft draft;
    };
    void noteSeat();
    void watchNothing();
    void noteLook(const ConversationId& conversation);
    OperatorId draftAuthor() const;
    bool isRefused(api::RequestId request, Permission permission);
    using Act = std::function<QCoro::Task<OperatorActOutcome>(OperatorActs&)>;
    QCoro::Task<void> loadConversations(api::RequestId request, ConversationQuery query);
    QCoro::Task<ConversationPage> withWhereItWasSaid(ConversationPage page, ConversationQuery query);
    QCoro::Task<void> loadThread(api::RequestId request, ThreadQuery query);
    QCoro::Task<void> find(api::RequestId request, MessageQuery query);
    void mask(MessageHits& found, const QString& typed) const;
    void carryOut(api::RequestId request, ConversationId conversation, Act act);
    QCoro::Task<void> begin(api::RequestId request, Act act);
    QCoro::Task<void> carryOutDecision(api::RequestId request, ConversationId conversation, qint64 outboxId,
                                       OutboxDecision decision);
    QCoro::Task<void> storeDraft(ConversationId conversation);
    void writeDraftsAgain();
    QCoro::Task<void> loadDrafts();
    QCoro::Task<void> readReceipts();
    void tellActivity(const ConversationId& conversation);
    void beginWatching(ConversationId conversation);
    QCoro::Task<void> watchIfSeen(ConversationId conversation);
    bool isKnown(const ConversationId& conversation) const;
    bool noteShown(const ConversationId& conversation);
    bool noteShown(const std::vector<Conversation>& rows);
    void noteFound(std::vector<MessageHit>& hits);
    void endListing();
    std::vector<Conversation> seenOf(const std::vector<Conversation>& rows);
    void dropUnseen(std::vector<Conversation>& listed) const;
    void dropHidden(std::vector<Conversation>& listed, const QString& filter) const;
    void lookAgain();
    QCoro::Task<void> tellUndelivered();
    QCoro::Task<bool> isSeenByNobodyAsked(NobodyCameNews news);
    QCoro::Task<void> tellWhoWaits();

    /// Whoever sits here, behind a lock or not, is shown dots for numbers.
    bool masksNumbers() const { return !m_gate.hears(Permission::SeeNumbers); }
    /// As whoever sits here may see it.
    template <class Value>
    Value shown(Value value) const
    {
        if (masksNumbers()) return masked(std::move(value));
        return value;
    }
    StoredMessage shown(StoredMessage line) const
    {
        if (masksNumbers() && !m_revealed.contains({line.conversation, line.rev})) return masked(std::move(line));
        return line;
    }
    template <class Value>
    std::vector<Value> shown(std::vector<Value> values) const
    {
        if (!masksNumbers()) return values;
        for (Value& each : values)
            each = shown(std::move(each));
        return values;
    }

    void answer(api::RequestId request, const OperatorActOutcome& outcome);
    void scheduleFlush();
    void flush();

    Ports m_ports;
    OperatorActs* m_acts = nullptr;
    DeskChat* m_chat = nullptr;
    ChannelBots* m_bots = nullptr;
    std::function<HealthSnapshot()> m_health;
    ProcessOf m_processOf;
    AnswerRule m_rule;
    ports::PlanReader* m_plans = nullptr;
    ports::AuditLog* m_audit = nullptr;
    HourlyLooks* m_looks = nullptr;
    QHash<ConversationId, api::Activity> m_activities;  ///< only those with something to show
    CoalescedTask m_receipts{[this] { return readReceipts(); }};
    DeskDeliveries m_deliveries;
    DeskDetails m_details;
    DeskCounts m_counts;
    DeskGate& m_gate;
    SightCheck m_sight;
    SightQueue m_beginning;  ///< acts of whoever sits here
    // Kept only for those who do not see everything:
    QSet<ConversationId> m_inView;         ///< what whoever sits here has been shown
    QSet<ConversationId> m_leftMeanwhile;  ///< went out of their sight while lists were read
    int m_listing = 0;                     ///< lists that are being read
    quint64 m_watchAsked = 0;
    ConversationId m_unjudged;  ///< asked for, and nobody could say whether it is seen
    QTimer m_lookAgain;
    ConversationId m_watched;
    QSet<std::pair<ConversationId, qint64>> m_revealed;  ///< by m_revealedTo, who sits here
    OperatorId m_revealedTo;
    NobodyCameNews m_nobodyCame;
    CoalescedTask m_tellingWhoWaits{[this] { return tellWhoWaits(); }};
    std::vector<api::Undelivered> m_undelivered;  ///< of all conversations
    CoalescedTask m_tellingUndelivered{[this] { return tellUndelivered(); }};

    QHash<ConversationId, Conversation> m_changedRows;
    std::map<qint64, StoredMessage> m_changedLines;           ///< of the watched thread, by rev
    QHash<ConversationId, UnwrittenDraft> m_unwrittenDrafts;  ///< kept here until the history has them
    QTimer m_writeDrafts;
    bool m_everythingChanged = false;
    QTimer m_flush;
    std::chrono::nanoseconds m_lastFlush{};
    bool m_hasWindow = false;
};

}  // namespace tongdai
