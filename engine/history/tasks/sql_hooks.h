#pragma once

#include "engine/domain/ports/hook_store.h"
#include "engine/history/sql_history.h"

namespace tongdai {

/// Outgoing hooks' places in the durable store. Lives on the engine loop; must not outlive the history.
class SqlHooks final : public ports::HookStore {
public:
    explicit SqlHooks(SqlHistory& history) : m_history(history) {}

    QCoro::Task<Standing> hookStanding(OutgoingHook hook) override;
    QCoro::Task<Page> eventsForHook(qint64 after, qint64 newest, QStringList kinds) override;
    QCoro::Task<bool> feedHook(OutgoingHook hook, qint64 from, qint64 upto, std::vector<NewTask> calls) override;
    QCoro::Task<qint64> endForgottenCalls(QStringList keptKinds, std::chrono::seconds after) override;

private:
    SqlHistory& m_history;
};

}  // namespace tongdai
