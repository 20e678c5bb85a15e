#pragma once

#include "engine/api/desk.h"
#include "engine/api/silence.h"
#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/channel_off.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/domain/customer/customer_details.h"
#include "engine/domain/ports/store/message_search.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <vector>

namespace tongdai::testing {

/// A desk without an engine: a small Vietnamese shop in memory, for tests, pictures and benchmarks. Answers come
/// through the event loop, as the real ones do. `now` is the shop's clock and stands still.
class FakeDesk final : public api::Desk {
    Q_OBJECT
public:
    explicit FakeDesk(QObject* parent = nullptr);

    /// 21/11/2025 14:08:33 in Vietnam.
    static TimePoint shopTime();
    TimePoint now = shopTime();
    OperatorId operatorId = OperatorId("Lan");

    /// The conversations of the drawing in workspace 3.11 and some forty more.
    void fillShop();
    /// `count` plain conversations, for size tests.
    void fillMany(int count);
    /// One conversation with `count` lines; returns its id.
    ConversationId fillLongThread(int count);

    Conversation& conversation(const ConversationId& id);
    std::vector<StoredMessage>& thread(const ConversationId& id) { return threads[id]; }
    Conversation& addConversation(Conversation conversation);
    /// Adds a line and reports it, as a batch of the engine would.
    StoredMessage& say(const ConversationId& id, Speaker speaker, const QString& text, bool report = true);
    void report(const ConversationId& id);
    QueueCounts counts() const;
    /// The platform said something about the newest line, the only try so far; reports it, as the engine would.
    void settleDelivery(const ConversationId& id, OutboxState state, const QString& error = {}, bool report = true);
    std::vector<api::Undelivered> undelivered() const;

    /// The next act or question fails with this.
    void failNext(api::DeskError error, const QString& detail = {});
    /// No answer to anything until turned on again; then the kept-back answers go out.
    void setAnswering(bool on);

    struct Sent {
        ConversationId conversation;
        MessageId messageId;
        QString text;
        bool isNote = false;
    };
    std::vector<Sent> sent;
    QStringList acts;  ///< "take_over c-1", … in order
    QHash<ConversationId, QString> drafts;
    QHash<ConversationId, bool> draftsAreNotes;
    int draftSaves = 0;
    int threadQuestions = 0;
    std::optional<ConversationPage> givenList;  ///< answers every question for a list, whatever it was
    std::vector<MessageQuery> searches;
    int emptySearchPages = 0;  ///< so many answers say only that there is more
    api::Silence silence;      ///< the answer to whyNoAnswer
    std::vector<qint64> silencesAsked;
    std::vector<ChannelOff> off;
    ConversationId watched;
    QHash<ConversationId, std::vector<api::Attendee>> attendees;  ///< told when their thread is watched
    QHash<ConversationId, CustomerDetails> details;               ///< the same
    std::vector<Conversation> conversations;
    QHash<ConversationId, std::vector<StoredMessage>> threads;

    api::Asked<ConversationPage> requestConversations(const ConversationQuery& query) override;
    api::Asked<ThreadPage> requestThread(const ThreadQuery& query) override;
    api::Asked<MessageHits> requestSearch(const MessageQuery& query) override;
    void watchThread(const ConversationId& id) override;
    api::Asked<Conversation> requestTakeOver(const ConversationId& id) override;
    api::Asked<Conversation> requestTakeOverUntil(const ConversationId& id,
                                                  const std::optional<TimePoint>& until) override;
    api::Asked<Conversation> requestHandBack(const ConversationId& id) override;
    api::Asked<Conversation> requestDrafting(const ConversationId& id, bool isOn) override;
    api::Asked<Conversation> requestTake(const ConversationId& id) override;
    api::Asked<Conversation> requestSend(const ConversationId& id, const MessageId& messageId, const QString& text,
                                         bool isNote) override;
    api::Asked<Conversation> requestClose(const ConversationId& id) override;
    api::Asked<Conversation> requestReopen(const ConversationId& id) override;
    api::Asked<Conversation> requestDecision(const ConversationId& id, qint64 outboxId,
                                             OutboxDecision decision) override;
    api::Asked<api::Silence> whyNoAnswer(const ConversationId& id, qint64 rev) override;
    api::Asked<std::vector<ChannelOff>> setChannelBot(const QString& channel, ChannelBot bot) override;
    api::Asked<std::vector<ChannelOff>> channelsOff() override { return api::answered<std::vector<ChannelOff>>(off); }
    void saveDraft(const ConversationId& id, const QString& text, bool isNote) override;
    void requestDrafts() override;
    void requestUndelivered() override;
    void setTyping(const ConversationId& id, bool typing) override;
    void markRead(const ConversationId& id) override;
    OperatorId me() const override { return operatorId; }

private:
    void runLater(std::function<void()> run);
    /// Answers with what `answer` gives then, or with the failure that is due.
    template <class T>
    api::Asked<T> answerLater(std::function<api::Answer<T>()> answer);
    /// Answers with the conversation after `change`, or why not.
    api::Asked<Conversation> actLater(const ConversationId& id,
                                      std::function<std::optional<api::DeskFailure>()> change);
    api::Asked<Conversation> act(const QString& name, const ConversationId& id,
                                 std::function<void(Conversation&)> change);
    void note(const ConversationId& id, SystemEvent event, int cancelled = 0);
    StoredMessage& addLine(const ConversationId& id, Speaker speaker, const QString& text, TimePoint at);
    void addBotAnswer(const ConversationId& id, const QString& text, TimePoint at, const AnswerCard& card);
    void fillHanh();
    void fillOthers();

    qint64 m_lastOutboxId = 0;
    bool m_answering = true;
    std::vector<std::function<void()>> m_keptBack;
    std::optional<api::DeskFailure> m_failNext;
    QHash<ConversationId, size_t> m_indexOf;
};

}  // namespace tongdai::testing
