#pragma once

#include "engine/api/queue_look.h"
#include "engine/host/locks/look/queue_look_service.h"

#include <QPointer>

namespace tongdai {

/// Looking into queues as the window sees it. GUI thread; questions are posted to QueueLookService.
class QueueLookHost final : public api::QueueLook {
    Q_OBJECT
public:
    using api::QueueLook::QueueLook;

    /// The engine is up (or, with null, gone): from here on questions go there.
    void attach(QueueLookService* service) { m_service = service; }
    api::Asked<api::StreamPage> entries(const QByteArray& stream, const QByteArray& before) override;
    api::Asked<api::StreamEntry> entry(const QByteArray& stream, const QByteArray& id) override;
    api::Asked<api::StreamGroups> groups(const QByteArray& stream) override;
    api::Asked<api::PendingPage> pending(const QByteArray& stream, const QByteArray& group,
                                         const QByteArray& after) override;
    api::Asked<int> acknowledge(const QByteArray& stream, const QByteArray& group,
                                const std::vector<api::PendingEntry>& seen) override;
    api::Asked<int> handOver(const QByteArray& stream, const QByteArray& group, const QByteArray& consumer,
                             const std::vector<api::PendingEntry>& seen) override;
    api::Asked<api::OfflinePage> offline(const QByteArray& list, qint64 first) override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<QueueLookService> m_service;
};

}  // namespace tongdai
