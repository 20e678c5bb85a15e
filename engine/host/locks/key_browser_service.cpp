#include "engine/host/locks/key_browser_service.h"

#include "engine/contract/key_families.h"
#include "engine/contract/redis_keys.h"
#include "engine/domain/text/mask_text.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kSweptAtOnce = 400;  // a millisecond of Redis

api::DeskFailure browserAway()
{
    return {api::DeskError::StoreDown, {}};
}

}  // namespace

KeyBrowserService::KeyBrowserService(const redis::Health& health, const redis::Endpoint& endpoint,
                                     ports::AuditLog& audit, const DeskGate& gate)
    : m_audit(audit), m_gate(gate), m_connection(endpoint, health)
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
    page.looked = found->looked;
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
    if (!m_gate.allows(Permission::SeeNumbers)) {
        for (auto& [name, text] : value.rows)
            text = maskText(QString::fromUtf8(text)).toUtf8();
    }
    value.next = piece->next;
    co_return value;
}

QCoro::Task<api::Answer<api::LeftoverPage>> KeyBrowserService::leftovers(QByteArray from)
{
    if (const auto refused = m_gate.refusal(Permission::SeeLocks)) co_return *refused;
    const bool isHere = co_await m_connection.isReady();
    if (!isHere) co_return browserAway();
    const auto step = co_await m_leftovers.step(from);
    if (!step) co_return browserAway();
    api::LeftoverPage page;
    page.next = step->cursor;
    page.looked = step->looked;
    page.inAll = step->inAll;
    page.maySweep = m_gate.allows(Permission::ReleaseLocks);
    for (const redis::LeftoverScan::Key& key : step->found)
        page.found.push_back({key.name, key.kind, key.bytes, key.untouched});
    co_return page;
}

QCoro::Task<api::Answer<int>> KeyBrowserService::sweep(std::vector<QByteArray> names)
{
    if (const auto refused = m_gate.refusal(Permission::ReleaseLocks)) co_return *refused;
    // Nothing but what such a step may find.
    std::erase_if(names, [](const QByteArray& name) { return !contract::keys::leftoverKind(name); });
    if (names.empty()) co_return 0;
    const bool isHere = co_await m_connection.isReady();
    if (!isHere) co_return browserAway();
    AuditEntry note;
    note.actor = m_gate.me().bytes();
    note.action = u"leftovers.swept"_s;
    note.detail = {{u"keys"_s, qint64(names.size())}};
    auto writing = m_audit.audit(std::move(note));
    co_await writing;
    int swept = 0;
    for (size_t first = 0; first < names.size(); first += kSweptAtOnce) {
        const size_t end = std::min(names.size(), first + kSweptAtOnce);
        QByteArrayList some;
        for (size_t i = first; i < end; ++i)
            some << names[i];
        auto lapsing = m_leftovers.letLapse(some);
        const auto lapsed = co_await lapsing;
        if (!lapsed) co_return browserAway();
        swept += *lapsed;
    }
    co_return swept;
}

}  // namespace tongdai
