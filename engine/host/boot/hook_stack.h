#pragma once

#include "engine/history/tasks/sql_hooks.h"
#include "engine/host/boot/engine_config.h"
#include "engine/server/routes/metrics_text.h"
#include "engine/upstream/connections/http_hooks.h"
#include "engine/work/hooks/outgoing_hooks.h"

namespace tongdai {

/// Outgoing hooks of connections.json, put together (features E8). Engine loop. start() once the store is open; stop()
/// before it is closed.
class HookStack {
public:
    struct Ports {
        ports::Clock& clock;
        ports::Random& random;
        SqlHistory& history;
        ports::TaskStore& tasks;
        ports::SharedShelf& shelf;
    };
    HookStack(Ports ports, const QByteArray& instance, const EngineConfig& config);

    OutgoingHooks& hooks() { return m_hooks; }
    void start() { m_hooks.start(); }
    QCoro::Task<void> stop(std::chrono::milliseconds deadline);
    /// For /metrics; empty where no hook is named.
    std::vector<Figure> figures() const;

private:
    struct Named {
        std::vector<upstream::HookTarget> targets;
        bool areAll = true;  ///< false: there is a file, and what it names is not known
    };
    static Named named(const EngineConfig& config);
    HookStack(Ports ports, const QByteArray& instance, Named named);

    SqlHooks m_store;
    std::shared_ptr<upstream::HttpHooks> m_caller;
    OutgoingHooks m_hooks;
};

}  // namespace tongdai
