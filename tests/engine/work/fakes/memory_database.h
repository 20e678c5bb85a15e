#pragma once

#include "engine/domain/ports/store/conversation_store.h"
#include "engine/domain/ports/store/history_reader.h"
#include "tests/engine/work/fakes/virtual_time.h"
#include "tests/support/invariants.h"

#include <QUuid>

#include <map>
#include <set>

namespace tongdai::testing {

/// A deliberate mistake, to see that the checker notices it.
enum class Mutation { None, NoFence, NoDuplicateCheck, NoOutboxOrder, LosesPending };

/// The durable store as documented by the port, in memory: every call is one transaction. Shared by all engines of a
/// world; survives their deaths. Has the world's clock.
class MemoryDatabase {
public:
    MemoryDatabase(VirtualTime& time, Mutation mutation = Mutation::None) : m_time(time), m_mutation(mutation) {}

    AcceptOutcome accept(const IncomingMessage& message, const OwnerId& claimFor);
    ClaimOutcome claim(const ConversationId& conversation, const OwnerId& owner);
    std::vector<ConversationId> renew(const std::vector<Claim>& claims);
    FinishOutcome finish(const FinishRequest& request);
    ports::ConversationStore::Unsent recordUnsent(const Claim& claim, const Turn& turn);
    void giveBack(const Claim& claim);
    AnswerContext context(const Claim& claim, int maxLines);
    std::vector<ConversationId> due(int limit);
    OperatorActOutcome takeOver(const ConversationId& conversation, const OperatorId& by);
    OperatorActOutcome handBack(const ConversationId& conversation, const OwnerId& claimFor);
    OperatorActOutcome assign(const ConversationId& conversation, const OperatorId& to);
    OperatorActOutcome send(const OperatorMessage& message);
    OperatorActOutcome setStatus(const ConversationId& conversation, ConversationStatus status);
    ports::ConversationStore::Released forceRelease(const ConversationId& conversation);
    ports::ConversationStore::Repairs repair(std::chrono::minutes alarmAfter);
    std::vector<ConversationId> cleanUp(std::chrono::hours age);

    /// The store's clock jumps; time goes on as before.
    void jump(std::chrono::milliseconds ahead) { m_ahead += ahead; }
    std::vector<OutboxItem> claimOutbox(const OwnerId& owner, int limit, const std::vector<qint64>& inHands);
    ports::OutboxStore::Settled settleOutbox(const OutboxItem& item, const OwnerId& owner, const SendOutcome& outcome,
                                             std::chrono::milliseconds nextIn);
    ports::OutboxStore::Settled resolveOutbox(qint64 id, OutboxDecision decision,
                                              const std::optional<ConversationId>& of);
    RewordOutcome rewordOutbox(const Rewording& rewording);

    HistoryStats stats() const;
    Conversation conversation(const ConversationId& id) const;
    const std::vector<StoredMessage>& lines(const ConversationId& id) { return m_rows[id].lines; }
    bool knows(const MessageKey& message) const { return m_seen.contains(message); }
    /// Of the only message with this id.
    MessageState stateOf(const QByteArray& source, const MessageId& id) const;
    /// Everything as plain rows for the checker.
    StoreFacts facts() const;
    bool isQuiet() const;

private:
    struct InboxRow {
        IncomingMessage message;
        Seq seq = 0;
        MessageState state = MessageState::Waiting;
        std::optional<QJsonObject> reply;
        bool byPerson = false;
        TimePoint receivedAt{};
        int deliveries = 1;
    };
    struct Row {
        Conversation row;
        std::vector<InboxRow> inbox;
        std::vector<StoredMessage> lines;
        std::vector<ContextLine> told;
        bool isLive = true;
        qint64 version = 0;
        QUuid uuid = QUuid::createUuidV5(QUuid(), QByteArray::number(quintptr(this)));
    };
    struct OutboxRow {
        OutboxItem item;
        OwnerId owner;
        TimePoint leaseUntil{};
        Seq upto = 0;
        QByteArray madeBy;
    };
    struct TurnRow {
        ConversationId conversation;
        Turn turn;
        FinishOutcome outcome;
    };

    TimePoint now() const;
    bool isFree(const Conversation& row) const;
    Claim grant(Conversation& row, const OwnerId& owner);
    bool holds(const Conversation& row, const Claim& claim) const;
    StoredMessage addLine(Row& row, Speaker speaker, const QString& text, const MessageId& id);
    HistoryEvent event(const Conversation& row, const QString& kind, const MessageId& id);
    void close(Row& row, Seq from, Seq upto, MessageState state, const std::optional<QJsonObject>& reply,
               bool byPerson);
    int withdraw(const ConversationId& conversation);
    FinishOutcome remember(const FinishRequest& request, FinishOutcome outcome);
    OutboxItem addOutbox(Row& row, const QByteArray& madeBy, Seq upto, const QJsonObject& body, Fence fence);
    bool isFirstUnsettled(const OutboxRow& row) const;

    VirtualTime& m_time;
    Mutation m_mutation;
    std::chrono::milliseconds m_ahead{};
    std::map<ConversationId, Row> m_rows;
    std::map<MessageKey, Seq> m_seen;
    std::vector<TurnRow> m_turns;
    std::vector<OutboxRow> m_outbox;
    qint64 m_events = 0;
};

/// One engine's connection to the database: every call takes time each way, and may be lost before or after its commit.
class FakeStore final : public ports::ConversationStore, public ports::OutboxStore {
public:
    struct Faults {
        std::chrono::nanoseconds latency = std::chrono::microseconds(300);
        double lostBefore = 0;  ///< chance of an error without an effect
        double lostAfter = 0;   ///< chance of an error although it was committed
        bool isDown = false;
        bool isRefusing = false;      ///< it answers, and takes no message
        ConversationId refused = {};  ///< the same of one conversation
        ConversationId damaged = {};  ///< what waits in it can neither be read nor answered
    };
    FakeStore(MemoryDatabase& database, VirtualTime& time, SeededRandom& random, LifePtr life)
        : m_database(database), m_time(time), m_random(random), m_life(std::move(life))
    {
    }
    Faults faults;
    int calls = 0;
    int renewals = 0;
    int claimsAsked = 0;

    QCoro::Task<AcceptOutcome> accept(IncomingMessage message, OwnerId claimFor) override;
    QCoro::Task<ClaimOutcome> claim(ConversationId conversation, OwnerId owner) override;
    QCoro::Task<std::vector<ConversationId>> renew(std::vector<Claim> claims) override;
    QCoro::Task<FinishOutcome> finish(FinishRequest request) override;
    QCoro::Task<Unsent> recordUnsent(Claim claim, Turn turn) override;
    QCoro::Task<void> giveBack(Claim claim) override;
    QCoro::Task<AnswerContext> context(Claim claim, int maxLines) override;
    QCoro::Task<std::vector<ConversationId>> due(int limit) override;
    QCoro::Task<OperatorActOutcome> takeOver(ConversationId conversation, OperatorId by, QString name) override;
    QCoro::Task<OperatorActOutcome> handBack(ConversationId conversation, OperatorId by, QString name, OwnerId claimFor,
                                             QString words) override;
    QCoro::Task<OperatorActOutcome> assign(ConversationId conversation, OperatorId to, QString name) override;
    QCoro::Task<OperatorActOutcome> send(OperatorMessage message) override;
    QCoro::Task<OperatorActOutcome> setStatus(ConversationId conversation, ConversationStatus status, OperatorId by,
                                              QString name) override;
    QCoro::Task<Released> forceRelease(ConversationId conversation, QString why) override;
    QCoro::Task<std::vector<ConversationId>> cleanUp(std::chrono::hours age) override;
    QCoro::Task<Repairs> repair(std::chrono::minutes alarmAfter) override;
    QCoro::Task<bool> dateSample(ConversationId conversation, std::vector<LineTime> times,
                                 std::optional<TimePoint> waitingSince) override;
    QCoro::Task<SampleRemoval> removeSample() override;

    QCoro::Task<std::vector<OutboxItem>> claimOutbox(OwnerId owner, int limit,
                                                     std::vector<qint64> inHands = {}) override;
    QCoro::Task<Settled> settleOutbox(OutboxItem item, OwnerId owner, SendOutcome outcome,
                                      std::chrono::milliseconds nextIn) override;
    QCoro::Task<Settled> resolveOutbox(qint64 id, OutboxDecision decision, OperatorId by,
                                       std::optional<ConversationId> of = {}) override;
    QCoro::Task<RewordOutcome> rewordOutbox(Rewording rewording) override;

private:
    void expectUndamaged(const ConversationId& conversation, const char* operation) const;
    template <class T>
    QCoro::Task<T> transact(const char* operation, std::function<T()> work);

    MemoryDatabase& m_database;
    VirtualTime& m_time;
    SeededRandom& m_random;
    LifePtr m_life;
};

}  // namespace tongdai::testing
