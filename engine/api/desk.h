#pragma once

#include "engine/api/answer.h"
#include "engine/api/silence.h"
#include "engine/domain/conversation/channel_off.h"
#include "engine/domain/conversation/chat.h"
#include "engine/domain/conversation/long_wait.h"
#include "engine/domain/customer/customer_details.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/message_search.h"

#include <QObject>

namespace tongdai::api {

/// Answers carry the number of their question; an answer nobody waits for any more is dropped by its reader.
using RequestId = quint64;

/// What the pipeline is doing with a conversation right now; not durable.
struct Activity {
    ConversationId conversation;
    bool botThinking = false;
    TimePoint thinkingSince{};
    QStringList typing;  ///< names of people typing, customer included
    /// The bot lets the customer finish since then, and answers at `answersAt` unless they go on. 0: it does not.
    TimePoint awaitedSince{};
    TimePoint answersAt{};

    bool isAwaited() const { return answersAt != TimePoint(); }
    /// Something is to be shown.
    bool isAny() const { return botThinking || !typing.isEmpty() || isAwaited(); }
};

/// Somebody who takes part in a conversation by chat, the customer among them.
struct Attendee {
    SenderId user;
    QString name;
    bool isStaff = false;
    Presence presence = Presence::Unknown;
};

/// A line that could not be delivered, or of which nobody knows whether it was: it waits for a person's decision.
struct Undelivered {
    ConversationId conversation;
    qint64 rev = 0;
    qint64 outboxId = 0;
    OutboxState state = OutboxState::Dead;
    friend bool operator==(const Undelivered&, const Undelivered&) = default;
};

/// Customers who were promised a person, and nobody came in the time the shop has set (features C6).
struct NobodyCame {
    std::vector<LongWait> waits;  ///< longest first
    std::chrono::minutes after{};
    bool isAsked = false;  ///< whoever sits here is asked to go to them
};

/// All that the Live page knows of the engine. Who may not see telephone, card and identity numbers is told dots in
/// their place, in all of it (features F11). Lives on the GUI thread; every request returns at once and is answered
/// by a signal; the engine sends at most about ten batches a second (design §3).
class Desk : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    static constexpr int kMostUndelivered = 500;

    /// Answered by conversationsListed.
    virtual RequestId requestConversations(const ConversationQuery& query) = 0;
    /// Answered by threadListed.
    virtual RequestId requestThread(const ThreadQuery& query) = 0;
    /// Answered by found. Lines of all conversations (features A14).
    virtual RequestId requestSearch(const MessageQuery& query) = 0;
    /// Which thread is on screen: its lines arrive by linesChanged without asking. Empty: none.
    virtual void watchThread(const ConversationId& conversation) = 0;

    // Acts. Each is answered by acted or requestFailed, and shows in conversationsChanged and linesChanged.
    virtual RequestId requestTakeOver(const ConversationId& conversation) = 0;
    /// The same for a time, after which the bot answers again by itself; or the end of one's own takeover at another
    /// time. Empty: until it is handed back.
    virtual RequestId requestTakeOverUntil(const ConversationId& conversation,
                                           const std::optional<TimePoint>& until) = 0;
    /// `words`: what the bot is to know, for colleagues to read as well; may be empty.
    virtual RequestId requestHandBack(const ConversationId& conversation, const QString& words) = 0;
    /// A person answers from here on and the bot proposes what, as lines that were not sent; or it proposes no more.
    virtual RequestId requestDrafting(const ConversationId& conversation, bool isOn) = 0;
    virtual RequestId requestTake(const ConversationId& conversation) = 0;
    /// `messageId` is made by the caller (QUuid) before the first try, so that repeating is safe.
    virtual RequestId requestSend(const ConversationId& conversation, const MessageId& messageId, const QString& text,
                                  bool isNote) = 0;
    virtual RequestId requestClose(const ConversationId& conversation) = 0;
    virtual RequestId requestReopen(const ConversationId& conversation) = 0;
    /// About a line of it that is Dead or Unknown (Delivery::outboxId).
    virtual RequestId requestDecision(const ConversationId& conversation, qint64 outboxId, OutboxDecision decision) = 0;

    /// Other words in place of a line of it that the platform refused. `messageId` as for requestSend. The answer: the
    /// number (rev) of the new line; AlreadyDecided where somebody was faster, Refused where the first one may have
    /// arrived or carries more than words.
    virtual Asked<qint64> sendReworded(const ConversationId& conversation, qint64 outboxId, const MessageId& messageId,
                                       const QString& text) = 0;

    /// A line with dots for numbers (StoredMessage::isMasked) as it is, for who may (Permission::RevealMasked). The
    /// reason stands in the audit log before it is given out; Refused without one.
    virtual Asked<StoredMessage> reveal(const ConversationId& conversation, qint64 rev, const QString& reason) = 0;

    /// Why the bot has not answered this line of a customer.
    virtual Asked<Silence> whyNoAnswer(const ConversationId& conversation, qint64 rev) = 0;

    /// What the bot does in a whole channel; the answer is for which it does not answer then.
    virtual Asked<std::vector<ChannelOff>> setChannelBot(const QString& channel, ChannelBot bot) = 0;
    virtual Asked<std::vector<ChannelOff>> channelsOff() = 0;

    virtual void saveDraft(const ConversationId& conversation, const QString& text, bool isNote) = 0;
    virtual void requestDrafts() = 0;
    /// Answered by undeliveredChanged, which also follows every change.
    virtual void requestUndelivered() = 0;
    /// Answered by nobodyCameChanged, which also follows every change.
    virtual void requestNobodyCame() = 0;

    /// The operator's own typing, shown to the customer where the channel can. May be called at every key press.
    virtual void setTyping(const ConversationId& conversation, bool typing) = 0;
    /// The operator has seen the newest line: customers who follow by chat are shown "read".
    virtual void markRead(const ConversationId& conversation) = 0;

    virtual OperatorId me() const = 0;

signals:
    /// The engine answers from now on, or everything may have changed: ask again for whatever is shown.
    void ready();
    void conversationsListed(tongdai::api::RequestId request, tongdai::ConversationPage page);
    /// Rows that changed since the last batch, whatever queue they are in now.
    void conversationsChanged(std::vector<tongdai::Conversation> rows);
    /// Somebody has them now whose conversations whoever sits here does not see (features I2): they are not there any
    /// more, in whatever is shown.
    void conversationsHidden(std::vector<tongdai::ConversationId> ids);
    void queueCountsChanged(tongdai::QueueCounts counts);
    void threadListed(tongdai::api::RequestId request, tongdai::ThreadPage page);
    void found(tongdai::api::RequestId request, tongdai::MessageHits hits);
    /// New or changed lines of the watched thread, oldest first; a line with a known rev replaces it.
    void linesChanged(tongdai::ConversationId conversation, std::vector<tongdai::StoredMessage> lines);
    void activityChanged(tongdai::api::Activity activity);
    /// Who takes part in the watched thread by chat and is there; empty: nobody does. Comes after watchThread and with
    /// every change. Whether a line has reached the customer stands in the line: Delivery::deliveredAt and readAt.
    void attendeesChanged(tongdai::ConversationId conversation, std::vector<tongdai::api::Attendee> attendees);
    /// What the customer of the watched thread said of themselves. Comes after watchThread and with every change.
    void detailsChanged(tongdai::ConversationId conversation, tongdai::CustomerDetails details);
    void draftsListed(QHash<tongdai::ConversationId, QString> texts, QHash<tongdai::ConversationId, bool> areNotes);
    /// All lines that wait for a decision, newest first; beyond kMostUndelivered the oldest are left out.
    void undeliveredChanged(std::vector<tongdai::api::Undelivered> lines);
    void nobodyCameChanged(tongdai::api::NobodyCame news);
    /// For which channels the bot is off from now on.
    void channelsOffChanged(std::vector<tongdai::ChannelOff> off);
    void acted(tongdai::api::RequestId request, tongdai::Conversation conversation);
    void requestFailed(tongdai::api::RequestId request, tongdai::api::DeskFailure failure);
};

}  // namespace tongdai::api
