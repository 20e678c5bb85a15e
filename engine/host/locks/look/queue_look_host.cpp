#include "engine/host/locks/look/queue_look_host.h"

#include "engine/host/ask.h"

namespace tongdai {

api::Asked<api::StreamPage> QueueLookHost::entries(const QByteArray& stream, const QByteArray& before)
{
    return ask<api::StreamPage>(
        this, m_service, [stream, before](QueueLookService& service) { return service.entries(stream, before); });
}

api::Asked<api::StreamEntry> QueueLookHost::entry(const QByteArray& stream, const QByteArray& id)
{
    return ask<api::StreamEntry>(this, m_service,
                                 [stream, id](QueueLookService& service) { return service.entry(stream, id); });
}

api::Asked<api::StreamGroups> QueueLookHost::groups(const QByteArray& stream)
{
    return ask<api::StreamGroups>(this, m_service,
                                  [stream](QueueLookService& service) { return service.groups(stream); });
}

api::Asked<api::PendingPage> QueueLookHost::pending(const QByteArray& stream, const QByteArray& group,
                                                    const QByteArray& after)
{
    return ask<api::PendingPage>(this, m_service, [stream, group, after](QueueLookService& service) {
        return service.pending(stream, group, after);
    });
}

api::Asked<int> QueueLookHost::acknowledge(const QByteArray& stream, const QByteArray& group,
                                           const std::vector<api::PendingEntry>& seen)
{
    return ask<int>(this, m_service, [stream, group, seen](QueueLookService& service) {
        return service.acknowledge(stream, group, seen);
    });
}

api::Asked<int> QueueLookHost::handOver(const QByteArray& stream, const QByteArray& group, const QByteArray& consumer,
                                        const std::vector<api::PendingEntry>& seen)
{
    return ask<int>(this, m_service, [stream, group, consumer, seen](QueueLookService& service) {
        return service.handOver(stream, group, consumer, seen);
    });
}

api::Asked<api::OfflinePage> QueueLookHost::offline(const QByteArray& list, qint64 first)
{
    return ask<api::OfflinePage>(this, m_service,
                                 [list, first](QueueLookService& service) { return service.offline(list, first); });
}

}  // namespace tongdai
