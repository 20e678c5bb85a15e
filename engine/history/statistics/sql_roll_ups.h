#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/roll_up_store.h"

namespace tongdai {

class SqlHistory;

/// Hours counted once, in the durable store, with the same writer and readers as the rest of it. Lives on the engine
/// loop; must not outlive the history.
class SqlRollUps final : public ports::RollUpStore {
public:
    SqlRollUps(SqlHistory& history, const ports::Clock& clock) : m_history(history), m_clock(clock) {}

    QCoro::Task<std::optional<QByteArray>> hoursToRollUp() override;
    QCoro::Task<Written> rollUpNext(BackgroundTask task) override;

private:
    SqlHistory& m_history;
    const ports::Clock& m_clock;
};

}  // namespace tongdai
