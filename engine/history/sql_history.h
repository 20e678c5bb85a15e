#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/statistics.h"
#include "engine/domain/ports/store/chat_session_store.h"
#include "engine/domain/ports/store/chat_store.h"
#include "engine/domain/ports/store/conversation_store.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/message_search.h"
#include "engine/domain/ports/store/outbox_gauge.h"
#include "engine/domain/shop/health.h"
#include "engine/domain/work/running_work.h"
#include "engine/history/store/history_readers.h"
#include "engine/history/store/history_writer.h"
#include "engine/history/store/sql_server_address.h"

#include <QObject>

namespace tongdai {

/// How to reach one durable store; see sqliteBackend() and its sisters.
struct HistoryBackend {
    SqlSessionFactory writer;  ///< makes a session that may write
    SqlSessionFactory reader;  ///< makes one that only reads
    QString target;            ///< file or address for people, without credentials
};
/// The embedded store, one file.
HistoryBackend sqliteBackend(const QString& file);
/// A session to a file that came from outside: reads, and opens it defensively (security S38).
std::unique_ptr<SqlSession> foreignSqliteSession(const QString& file);
HistoryBackend postgresBackend(const SqlServerAddress& address);
HistoryBackend mysqlBackend(const SqlServerAddress& address);

template <class Act>
class ActJob;

/// The durable store behind its ports: one writer with group commit, a few readers, whatever the backend. Lives on
/// the engine loop; calls begin with open() and end with close(). Every call ends within its deadline (kDeadline,
/// where it has none of its own); @throws StoreError from each.
class SqlHistory final : public QObject,
                         public ports::ConversationStore,
                         public ports::OutboxStore,
                         public ports::HistoryReader,
                         public ports::OutboxGauge,
                         public ports::DraftStore,
                         public ports::MessageSearch,
                         public ports::Statistics,
                         public ports::ChatStore,
                         public ports::ChatSessionStore {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kDeadline{10'000};
    /// A caller waits for it (guarantees F35: told within 6 s).
    static constexpr std::chrono::milliseconds kAcceptDeadline{4'000};
    static constexpr std::chrono::milliseconds kOpenDeadline{120'000};  ///< migrations of a big shop take their time

    SqlHistory(HistoryBackend backend, const ports::Clock& clock, QObject* parent = nullptr);
    ~SqlHistory() override;

    /// Calls before its success fail at once. Checks the data, migrates, and refuses what would not be durable
    /// (guarantees 2.17). May be repeated when it failed. @throws StoreError naming what is wrong.
    QCoro::Task<void> open();
    /// Finishes what was asked before, within the deadline, then ends the threads; blocks for that time.
    void close(std::chrono::milliseconds deadline = std::chrono::seconds(5));

    bool isOpen() const { return m_isOpen; }
    QString target() const { return m_backend.target; }
    /// Which installation the store belongs to; the same for every engine on it. Empty before open() has succeeded.
    QByteArray installation() const { return m_installation; }
    size_t queueLength() const { return m_writer.queueLength(); }
    /// Older lines that are made searchable beside the day's work; nothing: none are, or they soon will be.
    std::optional<RunningWork> indexing() const { return m_indexing; }
    /// After the piece under way; the periodic repair goes on with it.
    void stopIndexing()
    {
        if (m_indexing) m_indexing->isCancelWanted = true;
    }
    HistoryWriter::Figures figures() const { return m_writer.figures(); }
    /// Of the questions, which figures() knows nothing of.
    HistoryReaders::Figures figuresOfReaders() const { return m_readers.figures(); }

    // ports::ConversationStore
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
                                             QString words = {}) override;
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

    // ports::OutboxStore
    QCoro::Task<std::vector<OutboxItem>> claimOutbox(OwnerId owner, int limit,
                                                     std::vector<qint64> inHands = {}) override;
    QCoro::Task<Settled> settleOutbox(OutboxItem item, OwnerId owner, SendOutcome outcome,
                                      std::chrono::milliseconds nextIn) override;
    QCoro::Task<Settled> resolveOutbox(qint64 id, OutboxDecision decision, OperatorId by,
                                       std::optional<ConversationId> of = {}) override;
    QCoro::Task<RewordOutcome> rewordOutbox(Rewording rewording) override;

    // ports::HistoryReader
    QCoro::Task<ConversationPage> conversations(ConversationQuery query) override;
    QCoro::Task<QueueCounts> queueCounts(OperatorId me, InSight sight) override;
    QCoro::Task<QueueCounts> peopleCounts(OperatorId me, InSight sight) override;
    QCoro::Task<std::optional<Conversation>> conversation(ConversationId id) override;
    QCoro::Task<std::vector<Conversation>> conversationsById(std::vector<ConversationId> ids) override;
    QCoro::Task<ThreadPage> thread(ThreadQuery query) override;
    QCoro::Task<std::vector<AdminConversation>> adminConversations(int limit, InSight sight) override;
    QCoro::Task<qint64> messagesSince(TimePoint since, qint64 most) override;
    QCoro::Task<HistoryStats> stats(std::chrono::hours oldAfter, std::chrono::seconds stuckAfter) override;
    QCoro::Task<std::vector<HistoryEvent>> eventsAfter(qint64 id, int limit) override;
    QCoro::Task<qint64> newestEventId() override;
    QCoro::Task<bool> hasSample() override;
    QCoro::Task<std::vector<OutboxItem>> outbox(std::vector<OutboxState> states, int limit) override;

    // OutboxGauge
    QCoro::Task<qint64> outboxWaiting() override;

    // ports::DraftStore
    QCoro::Task<void> saveDraft(OperatorId author, Draft draft) override;
    QCoro::Task<bool> saveDraftIfNone(OperatorId author, Draft draft) override;
    QCoro::Task<std::vector<Draft>> drafts(OperatorId author) override;

    // ports::MessageSearch
    QCoro::Task<MessageHits> search(MessageQuery query) override;

    // ports::Statistics, in sql_history_statistics.cpp
    QCoro::Task<StatsReport> statistics(StatsQuery query) override;
    QCoro::Task<std::vector<StatsMark>> marks(TimePoint from, TimePoint to) override;
    QCoro::Task<void> addMark(StatsMark mark) override;
    QCoro::Task<bool> removeNote(QUuid id) override;
    QCoro::Task<WorkingRules> workingRules() override;
    QCoro::Task<void> setWorkingRules(WorkingRules rules) override;
    QCoro::Task<std::vector<GivenAnswer>> givenAnswers(GivenAnswersQuery query) override;
    QCoro::Task<ConversationFiguresPage> conversationFigures(ConversationFiguresQuery query) override;

    // ports::ChatStore, in sql_history_chat.cpp
    QCoro::Task<bool> openThread(ThreadDraft draft) override;
    QCoro::Task<JoinedThread> joinThread(ConversationId thread, ChatUser user) override;
    QCoro::Task<bool> leaveThread(ConversationId thread, SenderId user) override;
    QCoro::Task<ReadOutcome> markRead(ConversationId thread, SenderId user, MessageId upto) override;
    QCoro::Task<int> markDelivered(std::vector<Delivered> lines, std::vector<DeviceCursor> cursors) override;
    QCoro::Task<std::optional<ChatUser>> chatUser(SenderId id) override;
    QCoro::Task<std::optional<ChatThread>> chatThread(ConversationId id) override;
    QCoro::Task<std::vector<ChatThread>> threadsOf(SenderId user) override;
    QCoro::Task<std::vector<UndeliveredLine>> undelivered(UndeliveredQuery query) override;
    QCoro::Task<std::vector<ChatLine>> chatLines(ConversationId thread, qint64 afterRev, int limit) override;
    QCoro::Task<ChatLinesPage> chatHistory(ChatLinesQuery query) override;
    QCoro::Task<ThreadListPage> threadList(ThreadListQuery query) override;

    // ports::ChatSessionStore (sql_history_chat.cpp)
    QCoro::Task<RecordEntryOutcome> recordEntry(ChatEntry entry, QByteArray hash, ChatHistoryLimits limits,
                                                bool isCopy) override;
    QCoro::Task<std::optional<ChatSession>> chatSession(ConversationId id) override;
    QCoro::Task<std::vector<ChatSession>> chatSessions(SenderId user, int limit) override;
    QCoro::Task<ChatEntryPage> chatEntries(ChatEntryQuery query) override;
    QCoro::Task<void> keepCopied(ChatSession copied, bool isNew) override;
    QCoro::Task<bool> archiveChatSession(ConversationId id) override;

signals:
    /// The store works (Ok) or not (Down, with the cause).
    void stateChanged(tongdai::PartState state, QString cause, tongdai::PartTrouble trouble);
    /// See HistoryWriter::wrote().
    void wrote(tongdai::EventNumbers events);

private:
    friend class SqlPrivacy;
    friend class SqlKnownMessages;
    friend class SqlPlans;
    friend class SqlHooks;
    friend class SqlTasks;
    friend class SqlRollUps;
    friend class SqlCases;
    friend class SqlPeople;
    friend class SqlTakeovers;
    friend class SqlProposals;
    friend class SqlLongWaits;
    friend class SqlPlainSessions;
    friend class SqlImports;
    /// An act that locks no conversation.
    template <class Act>
    auto write(const char* operation, Act act);
    /// See WriteJob::conversations().
    template <class Act>
    auto writeTo(std::vector<ConversationId> changed, const char* operation, Act act);
    /// See WriteJob::sharesTransaction().
    template <class Act>
    auto writeApart(const char* operation, Act act);
    template <class Act>
    auto submitAct(const char* operation, std::shared_ptr<ActJob<Act>> act);
    template <class Question>
    auto read(const char* operation, Question question, std::chrono::milliseconds deadline = kDeadline);
    void submit(const std::shared_ptr<WriteJob>& job, const char* operation,
                std::chrono::milliseconds deadline = kDeadline);
    void checkOpen(const char* operation) const;
    QCoro::Task<bool> indexOldPiece();
    QCoro::Task<void> indexWhatIsOld();
    QCoro::Task<void> indexOldLines();
    QCoro::Task<void> listThreads(std::vector<ConversationId> conversations);

    HistoryBackend m_backend;
    const ports::Clock& m_clock;
    SqlCalls m_calls;
    HistoryWriter m_writer;
    HistoryReaders m_readers;
    QByteArray m_installation;
    bool m_isStarted = false;
    bool m_isOpen = false;  ///< until then nothing may touch the store: its schema is not known
    bool m_isIndexing = false;
    std::optional<RunningWork> m_indexing;  ///< what is left after the first piece
};

}  // namespace tongdai
