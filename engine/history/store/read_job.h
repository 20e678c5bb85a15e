#pragma once

#include "engine/history/store/sql_job.h"

#include <optional>
#include <utility>

namespace tongdai {

class SqlSession;

/// One question for a reader's connection.
class ReadJob : public SqlJob {
public:
    virtual void run(SqlSession& session) = 0;
};

/// `Question` takes a SqlSession& and returns the answer; it holds its arguments by value.
template <class Question, class Answer = std::invoke_result_t<Question&, SqlSession&>>
class ReadCall final : public ReadJob {
public:
    explicit ReadCall(Question question) : m_question(std::move(question)) {}
    void run(SqlSession& session) override { answer = m_question(session); }
    std::optional<Answer> answer;

private:
    Question m_question;
};

}  // namespace tongdai
