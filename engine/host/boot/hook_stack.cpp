#include "engine/host/boot/hook_stack.h"

#include "engine/domain/log.h"
#include "engine/host/boot/shop_stack.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log hookStackLog("engine.hooks");

std::vector<OutgoingHook> hooksOf(const std::vector<upstream::HookTarget>& targets)
{
    std::vector<OutgoingHook> hooks;
    hooks.reserve(targets.size());
    for (const upstream::HookTarget& target : targets)
        hooks.push_back(target.hook);
    return hooks;
}

}  // namespace

/// Read once, as what answers may call. Hooks with mistakes name nothing; the connections beside them are used.
HookStack::Named HookStack::named(const EngineConfig& config)
{
    const std::optional<QByteArray> text = connectionsFile(config);
    if (!text) return {{}, !hasConnectionsFile(config)};
    const auto variable = [](const QString& name) { return qgetenv(name.toLatin1().constData()); };
    auto read = upstream::readHooks(*text, variable);
    if (const auto* mistakes = std::get_if<QStringList>(&read)) {
        for (const QString& mistake : *mistakes)
            hookStackLog.error("hooks not used", {{u"mistake"_s, u"connections.json, "_s + mistake}});
        return {{}, false};
    }
    auto& targets = std::get<std::vector<upstream::HookTarget>>(read);
    if (!targets.empty()) hookStackLog.info("hooks read", {{u"count"_s, int(targets.size())}});
    return {std::move(targets), true};
}

HookStack::HookStack(Ports ports, const QByteArray& instance, const EngineConfig& config)
    : HookStack(ports, instance, named(config))
{
}

HookStack::HookStack(Ports ports, const QByteArray& instance, Named named)
    : m_store(ports.history),
      m_caller(std::make_shared<upstream::HttpHooks>(named.targets, ports.clock)),
      m_hooks({ports.clock, ports.random, ports.tasks, m_store, ports.shelf, ports.history, *m_caller}, instance,
              hooksOf(named.targets), named.areAll)
{
}

QCoro::Task<void> HookStack::stop(std::chrono::milliseconds deadline)
{
    auto stopping = m_hooks.stop(deadline);  // from here on nothing new is begun
    m_caller->close();
    co_await stopping;
}

std::vector<Figure> HookStack::figures() const
{
    const std::vector<OutgoingHookState> states = m_hooks.states();
    if (states.empty()) return {};
    OutgoingHookState all;
    for (const OutgoingHookState& state : states) {
        all.waiting += state.waiting;
        all.dead += state.dead;
        all.taken += state.taken;
        all.failed += state.failed;
        all.limited += state.limited;
    }
    return {
        {"outgoing_hooks_waiting", "Calls of outgoing hooks that wait.", double(all.waiting), false},
        {"outgoing_hooks_dead", "Calls of outgoing hooks that wait for a person's decision.", double(all.dead), false},
        {"outgoing_hooks_taken_total", "Calls of outgoing hooks that the other side took.", double(all.taken), true},
        {"outgoing_hooks_failed_total", "Tries to call an outgoing hook that failed.", double(all.failed), true},
        {"outgoing_hooks_limited_total", "Calls put off by their hook's limit.", double(all.limited), true}};
}

}  // namespace tongdai
