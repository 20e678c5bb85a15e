#pragma once

#include "engine/api/desk.h"
#include "engine/api/silence.h"
#include "engine/domain/conversation/channel_off.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/message_search.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/domain/shop/health.h"
#include "engine/host/desk/desk_acts.h"
#include "engine/host/desk/desk_counts.h"
#include "engine/host/desk/desk_deliveries.h"
#include "engine/host/desk/desk_details.h"
#include "engine/host/desk/desk_drafts.h"
#include "engine/host/people/desk_gate.h"
#include "engine/work/loops/coalesced_task.h"
#include "engine/work/message/pipeline_events.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <map>

namespace tongdai {

namespace ports {
class Clock;
class PlanReader;
}  // namespace ports

class ChannelBots;
class OperatorActs;

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
    void connectActs(OperatorActs& acts) { m_acts.attach(acts); }
    void connectChat(DeskChat& chat) { m_chat = &chat; }
    void connectBots(ChannelBots& bots);
    /// What answers on their way ask for; without it the chain of reasons does not name it.
    void connectPlans(ports::PlanReader& plans) { m_plans = &plans; }
    void connectHealth(std::function<HealthSnapshot()> health) { m_health = std::move(health); }

    /// A window is there from now on.
    void openWindow() { m_hasWindow = true; }
    bool hasWindow() const { return m_hasWindow && m_gate.hears(Permission::SeeConversations); }

    QCoro::Task<api::Answer<ConversationPage>> conversations(ConversationQuery query);
    /// @throws StoreError
    QCoro::Task<api::Answer<ThreadPage>> thread(ThreadQuery query);
    /// @throws StoreError
    QCoro::Task<api::Answer<MessageHits>> search(MessageQuery query);
    void watchThread(ConversationId conversation);

    /// What whoever sits here does with a conversation.
    DeskActs& acts() { return m_acts; }

    /// Why the bot has not answered a line. @throws StoreError
    QCoro::Task<api::Answer<api::Silence>> whyNoAnswer(ConversationId conversation, qint64 rev);
    /// @throws StoreError
    QCoro::Task<api::Answer<std::vector<ChannelOff>>> setChannelBot(QString channel, ChannelBot bot);
    QCoro::Task<api::Answer<std::vector<ChannelOff>>> channelsOff();

    void setTyping(const ConversationId& conversation, bool typing);
    void markRead(const ConversationId& conversation);

    DeskDrafts& drafts() { return m_drafts; }
    void listUndelivered();

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

signals:
    /// Somebody else sits here, or nobody.
    void seatChanged();
    void everythingChanged();
    void conversationsChanged(std::vector<tongdai::Conversation> rows);
    void queueCountsChanged(tongdai::QueueCounts counts);
    void linesChanged(tongdai::ConversationId conversation, std::vector<tongdai::StoredMessage> lines);
    void activityChanged(tongdai::api::Activity activity);
    void attendeesChanged(tongdai::ConversationId conversation, std::vector<tongdai::api::Attendee> attendees);
    void detailsChanged(tongdai::ConversationId conversation, tongdai::CustomerDetails details);
    void draftsListed(QHash<tongdai::ConversationId, QString> texts, QHash<tongdai::ConversationId, bool> areNotes);
    void undeliveredChanged(std::vector<tongdai::api::Undelivered> lines);
    void channelsOffChanged(std::vector<tongdai::ChannelOff> off);

private:
    void noteSeat();
    void watchNothing();
    QCoro::Task<ConversationPage> withWhereItWasSaid(ConversationPage page, ConversationQuery query);
    QCoro::Task<void> readReceipts();
    void tellActivity(const ConversationId& conversation);

    void scheduleFlush();
    void flush();

    Ports m_ports;
    DeskGate& m_gate;
    DeskActs m_acts;
    DeskDrafts m_drafts;
    DeskChat* m_chat = nullptr;
    ChannelBots* m_bots = nullptr;
    std::function<HealthSnapshot()> m_health;
    ports::PlanReader* m_plans = nullptr;
    QHash<ConversationId, api::Activity> m_activities;  ///< only those with something to show
    CoalescedTask m_receipts{[this] { return readReceipts(); }};
    DeskDeliveries m_deliveries;
    DeskDetails m_details;
    DeskCounts m_counts;
    ConversationId m_watched;

    QHash<ConversationId, Conversation> m_changedRows;
    std::map<qint64, StoredMessage> m_changedLines;  ///< of the watched thread, by rev
    bool m_everythingChanged = false;
    QTimer m_flush;
    std::chrono::nanoseconds m_lastFlush{};
    bool m_hasWindow = false;
};

}  // namespace tongdai
