#include "engine/host/locks/look/queue_look_service.h"

#include "engine/contract/json/chat/chat_json.h"
#include "engine/contract/redis_keys.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::Answer;
using api::DeskError;
using api::DeskFailure;
using redis::StreamLook;

namespace {

constexpr int kOfflineLinesAtOnce = 50;
constexpr size_t kMostSettled = 500;

DeskFailure lookAway()
{
    return {DeskError::StoreDown, {}};
}

DeskFailure lookFoundNothing()
{
    return {DeskError::NotFound, {}};
}

api::StreamEntry lookEntry(StreamLook::Entry& entry)
{
    return {entry.id, std::move(entry.fields), entry.isCut};
}

api::OfflineLine lookLine(const QByteArray& entry)
{
    const auto envelope = contract::readOfflineEnvelope(entry);
    if (!envelope) return {{}, {}, {}, QString::fromUtf8(entry.left(StreamLook::kMostOfEntry)), {}};
    const contract::OfflineWords words = contract::offlineWords(*envelope);
    return {envelope->event, words.thread, words.sender, words.text, words.at};
}

}  // namespace

QueueLookService::QueueLookService(Ports ports, bool isProduction)
    : m_ports(ports), m_isProduction(isProduction), m_connection(m_ports.endpoint, m_ports.health)
{
}

/// What customers said stands in many.
std::optional<DeskFailure> QueueLookService::refusal() const
{
    if (auto refused = m_ports.gate.refusal(Permission::SeeLocks)) return refused;
    return m_ports.gate.refusal(Permission::SeeConversations);
}

QCoro::Task<Answer<api::StreamPage>> QueueLookService::entries(QByteArray stream, QByteArray before)
{
    if (const auto refused = refusal()) co_return *refused;
    const bool isHere = co_await m_connection.isReady();
    if (!isHere) co_return lookAway();
    std::optional<StreamLook::Page> found = co_await m_streams.page(stream, before);
    if (!found) co_return lookAway();
    if (!found->isThere) co_return lookFoundNothing();
    api::StreamPage page;
    for (StreamLook::Entry& entry : found->entries)
        page.entries.push_back(lookEntry(entry));
    page.isLast = found->isLast;
    page.length = found->length;
    page.added = found->added;
    co_return page;
}

QCoro::Task<Answer<api::StreamEntry>> QueueLookService::entry(QByteArray stream, QByteArray id)
{
    if (const auto refused = refusal()) co_return *refused;
    const bool isHere = co_await m_connection.isReady();
    if (!isHere) co_return lookAway();
    auto found = co_await m_streams.entry(stream, id);
    if (!found) co_return lookAway();
    if (found->empty()) co_return lookFoundNothing();
    co_return lookEntry(found->front());
}

QCoro::Task<Answer<api::StreamGroups>> QueueLookService::groups(QByteArray stream)
{
    if (const auto refused = m_ports.gate.refusal(Permission::SeeLocks)) co_return *refused;
    const bool isHere = co_await m_connection.isReady();
    if (!isHere) co_return lookAway();
    const auto found = co_await m_streams.groups(stream);
    if (!found) co_return lookAway();
    api::StreamGroups groups;
    groups.isProduction = m_isProduction;
    groups.maySettle = m_ports.gate.allows(Permission::ReleaseLocks);
    for (const StreamLook::Group& group : *found)
        groups.groups.push_back({group.name, group.consumers, group.pending, group.lag});
    co_return groups;
}

QCoro::Task<Answer<api::PendingPage>> QueueLookService::pending(QByteArray stream, QByteArray group, QByteArray after)
{
    if (const auto refused = m_ports.gate.refusal(Permission::SeeLocks)) co_return *refused;
    const bool isHere = co_await m_connection.isReady();
    if (!isHere) co_return lookAway();
    const auto groups = co_await m_streams.groups(stream);
    if (!groups) co_return lookAway();
    const auto of = std::ranges::find(*groups, group, &StreamLook::Group::name);
    if (of == groups->end()) co_return lookFoundNothing();
    const bool isNamed = of->consumers <= StreamLook::kMostConsumers;
    const auto found = co_await m_streams.pending(stream, group, after);
    if (!found) co_return lookAway();
    api::PendingPage page;
    for (const StreamLook::Pending& entry : *found)
        page.entries.push_back({entry.id, entry.consumer, entry.idle, entry.deliveries});
    page.isLast = page.entries.size() < size_t(StreamLook::kMostPending);
    if (!isNamed) co_return page;
    const auto consumers = co_await m_streams.consumers(stream, group);
    if (!consumers) co_return lookAway();
    for (const StreamLook::Consumer& consumer : *consumers)
        page.consumers.push_back({consumer.name, consumer.pending, consumer.idle});
    co_return page;
}

QCoro::Task<Answer<int>> QueueLookService::acknowledge(QByteArray stream, QByteArray group,
                                                       std::vector<api::PendingEntry> seen)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReleaseLocks)) co_return *refused;
    const QByteArray nobody;
    auto settling = settle(stream, group, nobody, std::move(seen));
    const std::optional<int> settled = co_await settling;
    if (!settled) co_return lookAway();
    co_return *settled;
}

QCoro::Task<Answer<int>> QueueLookService::handOver(QByteArray stream, QByteArray group, QByteArray consumer,
                                                    std::vector<api::PendingEntry> seen)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReleaseLocks)) co_return *refused;
    if (consumer.isEmpty()) co_return lookFoundNothing();
    auto settling = settle(stream, group, consumer, std::move(seen));
    const std::optional<int> settled = co_await settling;
    if (!settled) co_return lookAway();
    if (*settled == StreamLook::kNoSuchConsumer) co_return lookFoundNothing();
    co_return *settled;
}

/// First into the audit log: an act that cannot be written down is not done. Nothing: Redis could not be asked.
QCoro::Task<std::optional<int>> QueueLookService::settle(QByteArray stream, QByteArray group, QByteArray consumer,
                                                         std::vector<api::PendingEntry> seen)
{
    std::optional<int> settled;
    const bool isHere = co_await m_connection.isReady();
    if (!isHere || !m_ports.health.canWrite()) co_return settled;
    if (seen.empty()) co_return 0;
    if (seen.size() > kMostSettled) seen.resize(kMostSettled);
    AuditEntry note;
    note.actor = m_ports.gate.me().bytes();
    note.action = consumer.isEmpty() ? u"stream.acknowledged"_s : u"stream.handed_over"_s;
    note.object = stream;
    note.detail = {{u"group"_s, QString::fromUtf8(group)}, {u"entries"_s, qint64(seen.size())}};
    if (!consumer.isEmpty()) note.detail[u"to"_s] = QString::fromUtf8(consumer);
    auto writing = m_ports.audit.audit(std::move(note));
    co_await writing;
    std::vector<StreamLook::Pending> wanted;
    wanted.reserve(seen.size());
    for (const api::PendingEntry& each : seen)
        wanted.push_back({each.id, each.consumer, each.idle, each.deliveries});
    auto settling = m_streams.settle(stream, group, consumer, api::kInWorkFor, std::move(wanted));
    settled = co_await settling;
    co_return settled;
}

QCoro::Task<Answer<api::OfflinePage>> QueueLookService::offline(QByteArray list, qint64 first)
{
    if (const auto refused = refusal()) co_return *refused;
    if (!list.startsWith(contract::keys::kOfflineQueues)) co_return lookFoundNothing();
    const bool isHere = co_await m_connection.isReady();
    if (!isHere) co_return lookAway();
    const auto found = co_await m_offline.page(list, first, kOfflineLinesAtOnce);
    if (!found) co_return lookAway();
    if (found->length == 0) co_return lookFoundNothing();
    api::OfflinePage page;
    page.first = first;
    page.length = found->length;
    page.most = contract::keys::kMaxOfflineMessages;
    for (const QByteArray& entry : found->entries)
        page.lines.push_back(lookLine(entry));
    co_return page;
}

}  // namespace tongdai
