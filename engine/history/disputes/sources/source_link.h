#pragma once

#include "engine/history/store/history_readers.h"

#include <QCoro/QCoroTask>

namespace tongdai {

/// Connections to one foreign database on threads of their own, so that nothing of it slows the shop's store. A
/// question ends with its answer, at its deadline, or when it is cancelled. Engine loop. @throws StoreError
class SourceLink final : public QObject {
    Q_OBJECT
public:
    SourceLink(SqlSessionFactory sessions, QString target)
        : m_target(std::move(target)), m_calls(m_target), m_readers(std::move(sessions), m_calls)
    {
    }

    void start()
    {
        if (!m_readers.isRunning()) m_readers.start();
    }
    void stop()
    {
        m_calls.abandonAll();
        m_readers.stop();
    }
    void cancel() { m_calls.cancelAll(); }
    const QString& target() const { return m_target; }

    /// `question` takes a SqlSession& and holds its arguments by value.
    template <class Question>
    auto ask(const char* operation, std::chrono::milliseconds deadline, Question question)
    {
        using Answer = std::invoke_result_t<Question&, SqlSession&>;
        return [](SourceLink* self, const char* name, std::chrono::milliseconds until,
                  std::shared_ptr<ReadCall<Question>> job) -> QCoro::Task<Answer> {
            if (!self->m_readers.submit(job)) {
                throw StoreError(StoreError::Kind::Busy, QString::fromLatin1(name), self->m_target,
                                 QStringLiteral("it is not open, or too many questions wait"));
            }
            self->m_calls.add(job, until);
            co_await self->m_calls.outcomeOf(job);
            self->m_calls.throwTrouble(*job, name);
            Answer answer = std::move(*job->answer);
            co_return answer;
        }(this, operation, deadline, std::make_shared<ReadCall<Question>>(std::move(question)));
    }

private:
    QString m_target;
    SqlCalls m_calls;
    HistoryReaders m_readers;
};

}  // namespace tongdai
