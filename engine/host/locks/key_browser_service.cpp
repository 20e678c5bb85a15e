#include "engine/host/locks/key_browser_service.h"

#include "engine/contract/redis_keys.h"

namespace tongdai {

namespace {

api::DeskFailure browserAway()
{
    return {api::DeskError::StoreDown, {}};
}

}  // namespace

KeyBrowserService::KeyBrowserService(const redis::Health& health, const redis::Endpoint& endpoint, const DeskGate& gate)
    : m_gate(gate), m_connection(endpoint, health)
{
}

QCoro::Task<api::Answer<api::KeyPage>> KeyBrowserService::step(QByteArray from, QByteArray match)
{
    if (const auto refused = m_gate.refusal(Permission::SeeLocks)) co_return *refused;
    const bool isHere = co_await m_connection.isReady();
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
    const bool isHere = co_await m_connection.isReady();
    if (!isHere) co_return browserAway();
    const std::optional<redis::KeyScan::Piece> piece = co_await m_scan.piece(key, from);
    if (!piece) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    api::KeyValue value;
    value.type = piece->type;
    value.rows = piece->rows;
    value.next = piece->next;
    co_return value;
}

}  // namespace tongdai
