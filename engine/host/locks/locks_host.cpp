#include "engine/host/locks/locks_host.h"

#include "engine/host/locks/locks_service.h"

namespace tongdai {

using namespace Qt::StringLiterals;

void LocksHost::attach(LocksService* service)
{
    m_service = service;
    if (!service) return;
    connect(service, &LocksService::pictureChanged, this, &Locks::pictureChanged);
    connect(service, &LocksService::trailChanged, this, &Locks::trailChanged);
    connect(service, &LocksService::acted, this, &Locks::acted);
    connect(service, &LocksService::refused, this, &Locks::refused);
    watch(m_isWatched);
    follow(m_followed);
}

void LocksHost::watch(bool on)
{
    m_isWatched = on;
    if (LocksService* const service = m_service) {
        QMetaObject::invokeMethod(service, [service, on] { service->watch(on); });
    }
}

void LocksHost::follow(const ConversationId& conversation)
{
    m_followed = conversation;
    if (LocksService* const service = m_service) {
        QMetaObject::invokeMethod(service, [service, conversation] { service->follow(conversation); });
    }
}

api::RequestId LocksHost::requestAct(api::LockAct act, const api::LockRow& row)
{
    const api::RequestId request = ++m_last;
    if (LocksService* const service = m_service) {
        QMetaObject::invokeMethod(service, [service, request, act, row] { service->act(request, act, row); });
    } else {
        // Never answer inside the call: the asker does not know the number yet.
        QMetaObject::invokeMethod(
            this, [this, request] { emit refused(request, u"the engine is not running"_s); }, Qt::QueuedConnection);
    }
    return request;
}

}  // namespace tongdai
