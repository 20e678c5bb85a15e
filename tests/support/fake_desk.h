#pragma once

#include "engine/api/desk.h"
#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/system_note.h"

#include <QHash>
#include <QSet>

#include <memory>
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
    QSet<ConversationId> hidden;  ///< their threads are answered as if they did not exist
    int draftSaves = 0;
    int threadQuestions = 0;
    std::vector<MessageQuery> searches;
    int emptySearchPages = 0;  ///< so many answers say only that there is more
    api::Silence silence;      ///< the answer to whyNoAnswer
    std::vector<qint64> silencesAsked;
    /// The lines as they are told have dots; this is what reveal() gives out instead.
    QString clearText;
    std::vector<std::pair<qint64, QString>> revealed;  ///< line, reason
    /// The answer to reveal(), while it is set; the test gives it.
    std::shared_ptr<QPromise<api::Answer<StoredMessage>>> lateReveal;
    std::vector<ChannelOff> off;
    api::NobodyCame nobodyCame;  ///< report with tellNobodyCame()
    ConversationId watched;
    QHash<ConversationId, std::vector<api::Attendee>> attendees;  ///< told when their thread is watched
    QHash<ConversationId, CustomerDetails> details;               ///< the same
    std::vector<Conversation> conversations;
    QHash<ConversationId, std::vector<StoredMessage>> threads;

    api::RequestId requestConversations(const ConversationQuery& query) override;
    api::RequestId requestThread(const ThreadQuery& query) override;
    api::RequestId requestSearch(const MessageQuery& query) override;
    void watchThread(const ConversationId& id) override;
    api::RequestId requestTakeOver(const ConversationId& id) override;
    api::RequestId requestTakeOverUntil(const ConversationId& id, const std::optional<TimePoint>& until) override;
    api::RequestId requestHandBack(const ConversationId& id, const QString& words) override;
    api::RequestId requestDrafting(const ConversationId& id, bool isOn) override;
    api::RequestId requestTake(const ConversationId& id) override;
    api::RequestId requestSend(const ConversationId& id, const MessageId& messageId, const QString& text,
                               bool isNote) override;
    api::RequestId requestClose(const ConversationId& id) override;
    api::RequestId requestReopen(const ConversationId& id) override;
    api::RequestId requestDecision(const ConversationId& id, qint64 outboxId, OutboxDecision decision) override;
    api::Asked<qint64> sendReworded(const ConversationId& id, qint64 outboxId, const MessageId& messageId,
                                    const QString& text) override;
    api::Asked<StoredMessage> reveal(const ConversationId& id, qint64 rev, const QString& reason) override;
    api::Asked<api::Silence> whyNoAnswer(const ConversationId& id, qint64 rev) override;
    api::Asked<std::vector<ChannelOff>> setChannelBot(const QString& channel, ChannelBot bot) override;
    api::Asked<std::vector<ChannelOff>> channelsOff() override { return api::answered<std::vector<ChannelOff>>(off); }
    void saveDraft(const ConversationId& id, const QString& text, bool isNote) override;
    void requestDrafts() override;
    void requestUndelivered() override;
    void requestNobodyCame() override { tellNobodyCame(); }
    void tellNobodyCame() { emit nobodyCameChanged(nobodyCame); }
    void setTyping(const ConversationId& id, bool typing) override;
    void markRead(const ConversationId& id) override;
    OperatorId me() const override { return operatorId; }

private:
    api::RequestId answerLater(std::function<void(api::RequestId)> answer);
    api::RequestId act(const QString& name, const ConversationId& id, std::function<void(Conversation&)> change);
    void note(const ConversationId& id, SystemEvent event, int cancelled = 0, const QString& text = {});
    StoredMessage& addLine(const ConversationId& id, Speaker speaker, const QString& text, TimePoint at);
    void addBotAnswer(const ConversationId& id, const QString& text, TimePoint at, const AnswerCard& card);
    void fillHanh();
    void fillOthers();

    api::RequestId m_next = 1;
    qint64 m_lastOutboxId = 0;
    bool m_answering = true;
    std::vector<std::function<void()>> m_keptBack;
    std::optional<api::DeskFailure> m_failNext;
    QHash<ConversationId, size_t> m_indexOf;
};

}  // namespace tongdai::testing
