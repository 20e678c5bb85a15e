#include "engine/history/tasks/sql_hooks.h"

#include "engine/history/sql_history_calls.h"
#include "engine/history/tasks/hook_feed.h"

namespace tongdai {

QCoro::Task<ports::HookStore::Standing> SqlHooks::hookStanding(OutgoingHook hook)
{
    for (int round = 0; round < 2; ++round) {
        auto looking =
            m_history.read("hook standing", [=](SqlSession& session) { return reads::hookStanding(session, hook); });
        const std::optional<Standing> standing = co_await looking;
        if (standing) co_return *standing;
        auto beginning = m_history.write("begin hook", [=](UnitOfWork& work, WriteJob&) {
            tongdai::beginHook(work, hook);
            return true;
        });
        co_await beginning;
    }
    throw StoreError(StoreError::Kind::Busy, QStringLiteral("hook standing"), m_history.target(),
                     QStringLiteral("the hook's place is not to be seen yet"));
}

QCoro::Task<ports::HookStore::Page> SqlHooks::eventsForHook(qint64 after, qint64 newest, QStringList kinds)
{
    return m_history.read("events for a hook",
                          [=](SqlSession& session) { return reads::eventsForHook(session, after, newest, kinds); });
}

QCoro::Task<bool> SqlHooks::feedHook(OutgoingHook hook, qint64 from, qint64 upto, std::vector<NewTask> calls)
{
    return m_history.write(
        "feed hook", [=](UnitOfWork& work, WriteJob&) { return tongdai::feedHook(work, hook, from, upto, calls); });
}

QCoro::Task<qint64> SqlHooks::endForgottenCalls(QStringList keptKinds, std::chrono::seconds after)
{
    auto looking = m_history.read(
        "forgotten hooks", [=](SqlSession& session) { return reads::forgottenHooks(session, keptKinds, after); });
    const QStringList kinds = co_await looking;
    if (kinds.isEmpty()) co_return 0;  // as a rule: nothing is written
    auto ending = m_history.write("end forgotten calls", [=](UnitOfWork& work, WriteJob&) {
        return tongdai::endForgottenCalls(work, keptKinds, after);
    });
    const qint64 ended = co_await ending;
    co_return ended;
}

}  // namespace tongdai
