#pragma once

#include "engine/history/sql_history.h"
#include "engine/history/store/read_job.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

/// How a call of a port becomes a job of the writer or of a reader: for the files that implement SqlHistory only.
namespace tongdai {

/// A change that is a function of the transaction. `Act` holds its arguments by value and may run more than once.
template <class Act>
class ActJob final : public WriteJob {
public:
    using Outcome = std::invoke_result_t<Act&, UnitOfWork&, WriteJob&>;
    /// `changed`: see WriteJob::conversations().
    ActJob(std::vector<ConversationId> changed, bool shares, Act act)
        : m_changed(std::move(changed)), m_shares(shares), m_act(std::move(act))
    {
    }
    std::vector<ConversationId> conversations() const override { return m_changed; }
    bool sharesTransaction() const override { return m_shares; }
    void run(UnitOfWork& work) override { outcome = m_act(work, *this); }
    std::optional<Outcome> outcome;

private:
    std::vector<ConversationId> m_changed;
    bool m_shares;
    Act m_act;
};

// Event ids are known only when the transaction ends; they travel with the outcome.
inline void takeEvents(OperatorActOutcome& outcome, std::vector<HistoryEvent>& events)
{
    if (auto* result = std::get_if<OperatorActResult>(&outcome)) result->events = std::move(events);
}
inline void takeEvents(RewordOutcome& outcome, std::vector<HistoryEvent>& events)
{
    if (auto* result = std::get_if<OperatorActResult>(&outcome)) result->events = std::move(events);
}
inline void takeEvents(RecordEntryOutcome& outcome, std::vector<HistoryEvent>& events)
{
    if (auto* recorded = std::get_if<EntryRecorded>(&outcome)) recorded->events = std::move(events);
}
template <class Outcome>
requires requires(Outcome outcome)
{
    outcome.events;
}
void takeEvents(Outcome& outcome, std::vector<HistoryEvent>& events)
{
    outcome.events = std::move(events);
}
template <class Outcome>
void takeEvents(Outcome&, std::vector<HistoryEvent>&)
{
}

template <class Act>
auto SqlHistory::write(const char* operation, Act act)
{
    return submitAct(operation, std::make_shared<ActJob<Act>>(std::vector<ConversationId>(), true, std::move(act)));
}

template <class Act>
auto SqlHistory::writeTo(std::vector<ConversationId> changed, const char* operation, Act act)
{
    return submitAct(operation, std::make_shared<ActJob<Act>>(std::move(changed), true, std::move(act)));
}

template <class Act>
auto SqlHistory::writeApart(const char* operation, Act act)
{
    return submitAct(operation, std::make_shared<ActJob<Act>>(std::vector<ConversationId>(), false, std::move(act)));
}

template <class Act>
auto SqlHistory::submitAct(const char* operation, std::shared_ptr<ActJob<Act>> act)
{
    using Outcome = typename ActJob<Act>::Outcome;
    return [](SqlHistory* self, const char* name, std::shared_ptr<ActJob<Act>> job) -> QCoro::Task<Outcome> {
        self->submit(job, name);
        co_await self->m_calls.outcomeOf(job);
        self->m_calls.throwTrouble(*job, name);
        Outcome outcome = std::move(*job->outcome);
        takeEvents(outcome, job->events);
        co_return outcome;
    }(this, operation, std::move(act));
}

template <class Question>
auto SqlHistory::read(const char* operation, Question question, std::chrono::milliseconds deadline)
{
    using Answer = std::invoke_result_t<Question&, SqlSession&>;
    return [](SqlHistory* self, const char* name, std::chrono::milliseconds within,
              std::shared_ptr<ReadCall<Question>> job) -> QCoro::Task<Answer> {
        self->checkOpen(name);
        if (!self->m_readers.submit(job)) {
            throw StoreError(StoreError::Kind::Busy, QString::fromLatin1(name), self->target(),
                             QStringLiteral("too many questions wait, or it was closed"));
        }
        self->m_calls.add(job, within);
        co_await self->m_calls.outcomeOf(job);
        self->m_calls.throwTrouble(*job, name);
        Answer answer = std::move(*job->answer);
        co_return answer;
    }(this, operation, deadline, std::make_shared<ReadCall<Question>>(std::move(question)));
}

}  // namespace tongdai
