#pragma once

#include "engine/domain/people/privacy.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

/// Retention by kind of data (ports::RetentionStore). What a hold covers stays, and so does whatever still waits for
/// somebody: unanswered messages, a waiting customer, deliveries that are not settled.
namespace tongdai {

std::vector<RetentionCount> applyRetention(UnitOfWork& work, WriteJob& job, const RetentionPolicy& policy,
                                           const QByteArray& actor);

namespace reads {
std::vector<RetentionCount> planRetention(SqlSession& session, const RetentionPolicy& policy, TimePoint now);
}

}  // namespace tongdai
