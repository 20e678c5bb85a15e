#pragma once

#include "engine/host/boot/engine_config.h"
#include "engine/host/shop_system/shop_system_service.h"
#include "engine/server/router.h"
#include "engine/server/routes/kiotviet_hook.h"
#include "engine/server/routes/metrics_text.h"
#include "engine/upstream/connections/named_calls.h"
#include "engine/upstream/kiotviet/kiotviet_client.h"
#include "engine/upstream/tools/shop_tools.h"

namespace tongdai {

/// What connections.json in the data folder says; nothing: there is none, or it cannot be read.
std::optional<QByteArray> connectionsFile(const EngineConfig& config);
bool hasConnectionsFile(const EngineConfig& config);

/// The shop's own system, where one is set up, and the services its answers may call by name. Engine loop. close()
/// before the stores are closed: it resumes whoever still waits.
class ShopStack {
public:
    ShopStack(const EngineConfig& config, ports::SharedShelf& shelf, ports::Clock& clock, ports::Random& random,
              const DeskGate& gate);
    /// Takes webhooks where their secret is known.
    void connectRoutes(Router& router);
    struct OrderPorts {
        ports::Clock& clock;
        ports::Random& random;
        ports::TaskStore& tasks;
        ports::AuditLog& audit;
    };
    /// Orders are made, and what nobody knows of is looked for by the handler that this gives back.
    TaskHandler& connectOrders(OrderPorts ports, const QByteArray& instance);

    ShopSystemService& service() { return *m_service; }
    /// What bots may look up; null without a system.
    std::shared_ptr<ports::ToolBox> tools() const { return m_tools; }
    /// Calls that answers may ask for by name; null: connections.json names none.
    std::shared_ptr<upstream::NamedCalls> calls() const { return m_calls; }
    void close();
    /// For /metrics; empty without a system.
    std::vector<Figure> figures() const;

private:
    std::shared_ptr<upstream::KiotVietClient> m_kiotViet;
    std::shared_ptr<upstream::ShopTools> m_tools;
    std::shared_ptr<upstream::NamedCalls> m_calls;
    std::unique_ptr<KiotVietHook> m_hook;
    std::unique_ptr<MakeOrder> m_makeOrder;
    std::unique_ptr<FindOrder> m_findOrder;
    std::unique_ptr<ShopSystemService> m_service;
};

}  // namespace tongdai
