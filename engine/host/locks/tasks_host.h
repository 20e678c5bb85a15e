#pragma once

#include "engine/api/background_tasks.h"
#include "engine/host/locks/tasks_service.h"

#include <QPointer>

namespace tongdai {

/// Background work as the window sees it. GUI thread; questions are posted to TasksService.
class TasksHost final : public api::Tasks {
    Q_OBJECT
public:
    using api::Tasks::Tasks;

    /// The engine is up (or, with null, gone): from here on questions go there.
    void attach(TasksService* service) { m_service = service; }
    api::Asked<api::TasksPicture> tasks() override;
    api::Asked<int> resolve(const std::vector<qint64>& ids, TaskDecision decision) override;
    api::Asked<bool> edit(qint64 id, const QJsonObject& body) override;
    api::Asked<bool> cancel(qint64 id) override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<TasksService> m_service;
};

}  // namespace tongdai
