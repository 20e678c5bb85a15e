#pragma once

#include "engine/contract/json/chat/consolidated_chat.h"
#include "engine/domain/ports/random.h"
#include "engine/work/desk/operator_acts.h"
#include "engine/work/message/handle_message.h"
#include "engine/work/message/pipeline_events.h"

#include <QHash>

#include <deque>

namespace tongdai {

/// What one request to consolidate set off.
struct ConsolidationJob {
    QString id;
    ConversationId conversation;
    contract::JobStatus status = contract::JobStatus::Pending;
    QString lock;  ///< the same for all jobs of one wait
    int messages = 0;
    int count = 1;
    TimePoint createdAt{};
    std::optional<TimePoint> startedAt;
    std::optional<TimePoint> endedAt;
    QString error;
    bool isOver() const { return status > contract::JobStatus::Processing; }
};

/// The customer's messages behind `from` that nobody answered in the history itself, each with an id made of everything
/// up to its end, so that the same history again names the same messages. `now`: when they count as written.
std::vector<IncomingMessage> openMessages(const contract::ConsolidatedRequest& request, qsizetype from, TimePoint now);

/// Callers who send a growing history instead of messages (contracts/handle-message §6.4). Each customer's message of
/// it that is new is stored like every other one, and nobody is told "started" before; the bot waits until two seconds
/// after the last of them, and answers them together. Its id is made of everything up to its end, so that a repeated
/// request adds nothing.
///
/// Jobs are what this engine remembers of the newest requests: they decide nothing. Engine loop.
class ConsolidatedChat final : public PipelineEvents {
public:
    static constexpr std::chrono::milliseconds kDebounce{2'000};
    static constexpr size_t kMostJobs = 5'000;
    static constexpr qsizetype kMostKept = 8'192;  ///< letters of the end of a history, to tell what is new

    struct Services {
        HandleMessage& handleMessage;
        OperatorActs& acts;
        ports::HistoryReader& reader;
        ports::LiveState& live;
        const ports::Clock& clock;
        ports::Random& random;
    };
    explicit ConsolidatedChat(Services services) : m_services(services) {}

    /// Nothing was promised.
    struct NotTaken {
        QString cause;
    };
    using Outcome = std::variant<contract::ConsolidatedAnswer, NotTaken>;
    /// @throws StoreError
    QCoro::Task<Outcome> take(contract::ConsolidatedRequest request);

    std::optional<ConsolidationJob> job(const QString& id) const;
    /// The job that is not over yet, of a conversation.
    std::optional<ConsolidationJob> jobOf(const ConversationId& conversation) const;
    int activeJobs() const { return int(m_active.size()); }
    /// The bot answers it no more: a person finds the conversation, since no message may be lost. False: it is over, or
    /// was never there. @throws StoreError
    QCoro::Task<bool> cancel(QString id);

    // PipelineEvents
    void turnStarted(const ConversationId& conversation, TimePoint since) override;
    void turnEnded(const ConversationId& conversation, TurnOutcome outcome) override;

private:
    struct Stored {
        QString trouble;  ///< why nothing was promised; empty: all of it is there
        int added = 0;
        bool isWaiting = false;
    };
    QCoro::Task<Stored> store(contract::ConsolidatedRequest request, qsizetype from);
    QCoro::Task<void> takeBack(ConversationId conversation);
    ConsolidationJob& begin(const ConversationId& conversation, int messages);
    void end(ConsolidationJob& job, contract::JobStatus status, const QString& error = {});
    QString newId();

    Services m_services;
    QHash<QString, ConsolidationJob> m_jobs;
    std::deque<QString> m_order;                 ///< of m_jobs, oldest first
    QHash<ConversationId, QString> m_active;     ///< the newest job of each that is not over
    QHash<ConversationId, QString> m_histories;  ///< the end of what was taken last of each that has a job
};

}  // namespace tongdai
