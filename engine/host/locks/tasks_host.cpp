#include "engine/host/locks/tasks_host.h"

#include "engine/host/ask.h"

namespace tongdai {

api::Asked<api::TasksPicture> TasksHost::tasks()
{
    return ask<api::TasksPicture>(this, m_service, [](TasksService& service) { return service.tasks(); });
}

api::Asked<int> TasksHost::resolve(const std::vector<qint64>& ids, TaskDecision decision)
{
    return ask<int>(this, m_service, [ids, decision](TasksService& service) { return service.resolve(ids, decision); });
}

api::Asked<bool> TasksHost::edit(qint64 id, const QJsonObject& body)
{
    return ask<bool>(this, m_service, [id, body](TasksService& service) { return service.edit(id, body); });
}

api::Asked<bool> TasksHost::cancel(qint64 id)
{
    return ask<bool>(this, m_service, [id](TasksService& service) { return service.cancel(id); });
}

}  // namespace tongdai
