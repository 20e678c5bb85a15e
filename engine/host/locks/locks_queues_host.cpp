#include "engine/host/locks/locks_queues_host.h"

#include "engine/host/ask.h"
#include "engine/host/locks/locks_queues_service.h"

namespace tongdai {

using namespace Qt::StringLiterals;

void LocksQueuesHost::attach(LocksQueuesService* service)
{
    m_service = service;
    if (!service) return;
    connect(service, &LocksQueuesService::pictureChanged, this, &Queues::pictureChanged);
    connect(service, &LocksQueuesService::decided, this, &Queues::decided);
    connect(service, &LocksQueuesService::refused, this, &Queues::refused);
    watch(m_isWatched);
}

void LocksQueuesHost::watch(bool on)
{
    m_isWatched = on;
    if (LocksQueuesService* const service = m_service) {
        QMetaObject::invokeMethod(service, [service, on] { service->watch(on); });
    }
}

api::RequestId LocksQueuesHost::requestDecisions(const std::vector<qint64>& ids, OutboxDecision decision)
{
    const api::RequestId request = ++m_last;
    if (LocksQueuesService* const service = m_service) {
        QMetaObject::invokeMethod(service,
                                  [service, request, ids, decision] { service->decide(request, ids, decision); });
    } else {
        // Never answer inside the call: the asker does not know the number yet.
        QMetaObject::invokeMethod(
            this, [this, request] { emit refused(request, u"the engine is not running"_s); }, Qt::QueuedConnection);
    }
    return request;
}

api::Asked<api::DeadLetter> LocksQueuesHost::letter(qint64 id)
{
    return ask<api::DeadLetter>(this, m_service, [id](LocksQueuesService& service) { return service.letter(id); });
}

api::Asked<qint64> LocksQueuesHost::sendReworded(const ConversationId& conversation, qint64 outboxId,
                                                 const MessageId& messageId, const QString& text)
{
    return ask<qint64>(this, m_service, [conversation, outboxId, messageId, text](LocksQueuesService& service) {
        return service.sendReworded(conversation, outboxId, messageId, text);
    });
}

}  // namespace tongdai
