#include "engine/host/locks/key_browser_service.h"

#include "engine/contract/redis_keys.h"
#include "engine/domain/text/mask_text.h"

#include <QCoro/QCoroSignal>

namespace tongdai {

using namespace std::chrono_literals;

namespace {

constexpr auto kBrowserIdle = 60s;
constexpr auto kBrowserPatience = 2s;

api::DeskFailure browserAway()
{
    return {api::DeskError::StoreDown, {}};
}

redis::ConnectionOptions browserOptions()
{
    redis::ConnectionOptions options;
    options.commandTimeout = 1s;  // nobody's message waits behind it
    return options;
}

}  // namespace

KeyBrowserService::KeyBrowserService(const redis::Health& health, const redis::Endpoint& endpoint, const DeskGate& gate)
    : m_health(health), m_gate(gate), m_connection(endpoint, browserOptions()), m_idle(this)
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(kBrowserIdle);
    connect(&m_idle, &QTimer::timeout, this, [this] { m_connection.close(); });
}

void KeyBrowserService::stop()
{
    m_idle.stop();
    m_connection.close();
}

QCoro::Task<bool> KeyBrowserService::isConnected()
{
    if (!m_health.canRead()) co_return false;
    m_idle.start();
    if (m_connection.isReady()) co_return true;
    m_connection.open();
    co_await qCoro(&m_connection, &redis::Connection::ready, kBrowserPatience);
    co_return m_connection.isReady();
}

QCoro::Task<api::Answer<api::KeyPage>> KeyBrowserService::step(QByteArray from, QByteArray match)
{
    if (const auto refused = m_gate.refusal(Permission::SeeLocks)) co_return *refused;
    const bool isHere = co_await isConnected();
    if (!isHere) co_return browserAway();
    const std::optional<redis::KeyScan::Step> found = co_await m_scan.step(from, match);
    if (!found) co_return browserAway();
    api::KeyPage page;
    page.next = found->cursor;
    page.looked = redis::KeyScan::kKeysPerStep;
    page.inAll = found->inAll;
    for (const redis::KeyScan::Key& key : found->keys)
        page.keys.push_back({key.name, key.type, key.bytes, key.left});
    co_return page;
}

QCoro::Task<api::Answer<api::KeyValue>> KeyBrowserService::value(QByteArray key, QByteArray from)
{
    // What customers said stands in some, and what opens the shop's own system in others.
    const bool isSecret = key.startsWith(contract::keys::kShopTokenPrefix);
    if (const auto refused = m_gate.refusal(Permission::SeeLocks)) co_return *refused;
    if (const auto refused = m_gate.refusal(isSecret ? Permission::SeeSecrets : Permission::SeeConversations))
        co_return *refused;
    const bool isHere = co_await isConnected();
    if (!isHere) co_return browserAway();
    const std::optional<redis::KeyScan::Piece> piece = co_await m_scan.piece(key, from);
    if (!piece) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    api::KeyValue value;
    value.type = piece->type;
    value.rows = piece->rows;
    if (!m_gate.allows(Permission::SeeNumbers)) {
        for (auto& [name, text] : value.rows)
            text = maskText(QString::fromUtf8(text)).toUtf8();
    }
    value.next = piece->next;
    co_return value;
}

}  // namespace tongdai
