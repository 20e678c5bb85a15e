#include "engine/host/statistics/statistics_host.h"

namespace tongdai {

void StatisticsHost::attach(StatisticsService* service)
{
    m_service = service;
    if (!service) return;
    connect(service, &StatisticsService::counted, this, &Statistics::counted);
    connect(service, &StatisticsService::failed, this, &Statistics::failed);
    emit ready();
}

api::RequestId StatisticsHost::request(const StatsQuery& query)
{
    const api::RequestId request = ++m_last;
    if (StatisticsService* const service = m_service) {
        QMetaObject::invokeMethod(
            service, [service, request, query] { service->count(request, query); }, Qt::QueuedConnection);
    } else {
        QMetaObject::invokeMethod(
            this,
            [this, request] {
                emit failed(request, {api::DeskError::NotReady, {}});
            },
            Qt::QueuedConnection);
    }
    return request;
}

}  // namespace tongdai
