#pragma once

#include "engine/domain/ports/store/long_waits.h"
#include "engine/history/sql_history.h"

namespace tongdai {

namespace reads {
/// Who waits for a person while nobody has the conversation: up to a key of the work list, behind a key and an id.
extern const QString kLongWaitsSql;
}  // namespace reads

/// Who waits long for a person, in the durable store, with the same writer and readers as the rest of it. Lives on the
/// engine loop; must not outlive the history.
class SqlLongWaits final : public ports::LongWaits {
public:
    explicit SqlLongWaits(SqlHistory& history) : m_history(history) {}

    QCoro::Task<ports::LongWaitPage> longWaits(std::chrono::minutes atLeast, std::optional<LongWait> after,
                                               int limit) override;
    QCoro::Task<OperatorActOutcome> nobodyCame(NobodyCame step) override;

private:
    SqlHistory& m_history;
};

}  // namespace tongdai
