#include "engine/host/boot/shop_stack.h"

#include "engine/contract/rest_routes.h"
#include "engine/domain/log.h"
#include "engine/upstream/kiotviet/kiotviet_orders.h"

#include <QFile>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log connectionsLog("engine.connections");

/// A file somebody writes by hand is never this large.
constexpr qint64 kMaxConnectionsFile = 1024 * 1024;

std::shared_ptr<upstream::KiotVietClient> kiotVietOf(const KiotVietTarget& target, ports::SharedShelf& shelf,
                                                     ports::Clock& clock, ports::Random& random)
{
    upstream::KiotVietAccount account;
    account.retailer = target.retailer.toUtf8();
    account.clientId = target.clientId.toUtf8();
    account.clientSecret = target.clientSecret.toUtf8();
    account.api = target.api;
    account.tokenService = target.tokenService;
    account.requestsPerWindow = target.requestsPerHour;
    return std::make_shared<upstream::KiotVietClient>(std::move(account), shelf, clock, random);
}

/// Read once: what an answer may do must not change unseen while the engine runs. A file with mistakes names nothing.
std::shared_ptr<upstream::NamedCalls> namedCallsOf(const EngineConfig& config,
                                                   const std::shared_ptr<upstream::KiotVietClient>& kiotViet,
                                                   ports::SharedShelf& shelf, ports::Random& random)
{
    const std::optional<QByteArray> text = connectionsFile(config);
    if (!text) return {};
    const auto variable = [](const QString& name) { return qgetenv(name.toLatin1().constData()); };
    auto read = upstream::readConnections(*text, variable);
    if (const auto* mistakes = std::get_if<QStringList>(&read)) {
        for (const QString& mistake : *mistakes)
            connectionsLog.error("connections not used", {{u"mistake"_s, u"connections.json, "_s + mistake}});
        return {};
    }
    auto& connections = std::get<std::vector<upstream::NamedConnection>>(read);
    connectionsLog.info("connections read", {{u"count"_s, int(connections.size())}});
    return std::make_shared<upstream::NamedCalls>(std::move(connections), kiotViet, shelf, random);
}

QString connectionsPath(const EngineConfig& config)
{
    return config.dataDir + u"/connections.json"_s;
}

}  // namespace

bool hasConnectionsFile(const EngineConfig& config)
{
    return QFile::exists(connectionsPath(config));
}

std::optional<QByteArray> connectionsFile(const EngineConfig& config)
{
    if (!hasConnectionsFile(config)) return std::nullopt;
    QFile file(connectionsPath(config));
    if (file.size() > kMaxConnectionsFile || !file.open(QIODevice::ReadOnly)) {
        connectionsLog.error("connections not used", {{u"cause"_s, u"the file cannot be read"_s}});
        return std::nullopt;
    }
    return file.readAll();
}

ShopStack::ShopStack(const EngineConfig& config, ports::SharedShelf& shelf, ports::Clock& clock, ports::Random& random,
                     const DeskGate& gate)
    : m_kiotViet(config.kiotViet ? kiotVietOf(*config.kiotViet, shelf, clock, random) : nullptr),
      m_tools(m_kiotViet ? std::make_shared<upstream::ShopTools>(m_kiotViet) : nullptr),
      m_calls(namedCallsOf(config, m_kiotViet, shelf, random)),
      m_service(std::make_unique<ShopSystemService>(m_kiotViet, gate))
{
    if (!config.kiotViet || config.kiotViet->hookSecret.isEmpty()) return;
    const auto forget = [client = m_kiotViet](QByteArray endpoint) { return client->forget(std::move(endpoint)); };
    m_hook = std::make_unique<KiotVietHook>(config.kiotViet->hookSecret.toUtf8(), shelf, forget);
}

void ShopStack::connectRoutes(Router& router)
{
    if (m_hook) router.mount(QString::fromLatin1(contract::kKiotVietHookPath), *m_hook);
}

TaskHandler& ShopStack::connectOrders(OrderPorts ports, const QByteArray& instance)
{
    const auto orders = m_kiotViet ? std::make_shared<upstream::KiotVietOrders>(m_kiotViet) : nullptr;
    if (orders) {
        const MakeOrder::Ports needed{ports.clock, ports.random, ports.tasks, ports.audit, orders};
        m_makeOrder = std::make_unique<MakeOrder>(needed, OwnerId(instance + ":orders"));
        m_service->connectOrders(*m_makeOrder);
    }
    m_findOrder = std::make_unique<FindOrder>(ports.clock, ports.audit, orders);
    return *m_findOrder;
}

void ShopStack::close()
{
    if (m_calls) m_calls->close();
    if (m_kiotViet) m_kiotViet->close();
}

std::vector<Figure> ShopStack::figures() const
{
    std::vector<Figure> figures;
    if (m_calls) {
        const upstream::CallFigures& count = m_calls->figures();
        figures = {
            {"named_calls_total", "Calls of named connections.", double(count.made), true},
            {"named_calls_failed_total", "Of these, without a good answer.", double(count.failed), true},
            {"named_calls_limited_total", "Calls put off by their connection's limit.", double(count.limited), true}};
    }
    if (!m_kiotViet) return figures;
    const upstream::KiotVietFigures& count = m_kiotViet->figures();
    const qint64 asked = count.hits + count.misses + count.joined;
    const std::vector<Figure> ofShop{
        {"kiotviet_hits_total", "Questions about the shop answered by a copy.", double(count.hits), true},
        {"kiotviet_stale_hits_total", "Of these, while a newer answer was asked for.", double(count.staleHits), true},
        {"kiotviet_misses_total", "Questions for which there was no copy.", double(count.misses), true},
        {"kiotviet_joined_total", "Questions that waited for somebody else's request.", double(count.joined), true},
        {"kiotviet_hit_ratio", "Part of the questions answered by a copy.",
         asked > 0 ? double(count.hits) / double(asked) : 0, false},
        {"kiotviet_copies_total", "Copies made of answers; hits per copy say how well their lives are chosen.",
         double(count.kept), true},
        {"kiotviet_late_answers_total", "Answers not kept because what they are about had changed meanwhile.",
         double(count.late), true},
        {"kiotviet_forgotten_total", "Copies forgotten because something changed.", double(count.forgotten), true},
        {"kiotviet_requests_total", "Requests to KiotViet.", double(count.requests), true},
        {"kiotviet_throttled_total", "Times KiotViet said that it was asked too often.", double(count.throttled), true},
        {"kiotviet_quota", "Requests allowed in any hour.", double(m_kiotViet->account().requestsPerWindow), false},
        {"kiotviet_quota_used", "Of these, used as of this engine's last request.", double(count.budgetUsed), false},
        {"kiotviet_quota_refusals_total", "Requests not sent because the hour's were used up.",
         double(count.budgetRefusals), true},
        {"kiotviet_token_requests_total", "Tokens asked for.", double(count.tokenRequests), true},
        {"kiotviet_token_refusals_total", "Tokens that were over before their time.", double(count.tokenRefusals),
         true},
    };
    figures.insert(figures.end(), ofShop.begin(), ofShop.end());
    if (m_hook) {
        figures.push_back({"kiotviet_notices_total", "Webhooks heard.", double(m_hook->heard()), true});
        figures.push_back(
            {"kiotviet_notices_repeated_total", "Of these, heard before.", double(m_hook->repeated()), true});
        figures.push_back(
            {"kiotviet_notices_refused_total", "Webhooks with a wrong signature.", double(m_hook->refused()), true});
    }
    return figures;
}

}  // namespace tongdai
