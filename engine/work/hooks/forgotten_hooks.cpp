#include "engine/work/hooks/forgotten_hooks.h"

#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log forgottenHooksLog("engine.hooks");

ForgottenHooks::ForgottenHooks(ports::Clock& clock, ports::HookStore& store, QStringList kinds)
    : m_store(store), m_kinds(std::move(kinds)), m_rounds(clock, kLookedForEvery, [this] { return round(); })
{
}

QCoro::Task<void> ForgottenHooks::round()
{
    try {
        auto ending = m_store.endForgottenCalls(m_kinds, kForgottenAfter);
        const qint64 ended = co_await ending;
        if (ended > 0) forgottenHooksLog.warn("calls of removed hooks were ended", {{u"count"_s, ended}});
    } catch (const StoreError& error) {
        forgottenHooksLog.info("removed hooks are looked for later", {{u"cause"_s, error.cause()}});
    }
}

}  // namespace tongdai
