#pragma once

#include "engine/domain/conversation/rule_trial.h"
#include "engine/history/store/sql_session.h"

namespace tongdai::reads {

extern const QString kGivenAnswersSql;

/// @throws StoreError
std::vector<GivenAnswer> givenAnswers(SqlSession& session, const GivenAnswersQuery& query);

}  // namespace tongdai::reads
