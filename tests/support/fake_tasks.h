#pragma once

#include "engine/api/background_tasks.h"

namespace tongdai::testing {

/// Background work without an engine. GUI thread.
class FakeTasks final : public api::Tasks {
    Q_OBJECT
public:
    api::Asked<api::TasksPicture> tasks() override { return api::answered<api::TasksPicture>(picture); }
    api::Asked<int> resolve(const std::vector<qint64>& ids, TaskDecision decision) override
    {
        resolved.push_back({ids, decision});
        return api::answered<int>(int(ids.size()));
    }
    api::Asked<bool> edit(qint64 id, const QJsonObject& body) override
    {
        edits.push_back({id, body});
        if (!problem.isEmpty()) return api::answered<bool>(api::DeskFailure{api::DeskError::Refused, problem});
        return api::answered<bool>(true);
    }
    api::Asked<bool> cancel(qint64 id) override
    {
        cancelled.push_back(id);
        return api::answered<bool>(true);
    }

    /// One in work, one that waits for its next try, three that were given up.
    void fill(TimePoint now)
    {
        using namespace std::chrono_literals;
        picture.at = now;
        picture.mayReadBodies = true;
        const auto task = [now](qint64 id, const char* kind, const char* conversation, TaskState state, int attempts,
                                const QString& error) {
            TaskOnDesk shown;
            shown.task.id = id;
            shown.task.kind = QString::fromLatin1(kind);
            shown.task.conversation = ConversationId(conversation);
            shown.task.state = state;
            shown.task.attempts = attempts;
            shown.task.lastError = error;
            shown.task.createdAt = now - 90s;
            for (int i = 0; !error.isEmpty() && i < attempts; ++i)
                shown.tries.push_back({now - 80s + i * 10s, QStringLiteral("shop-pc/4711"), error});
            return shown;
        };
        const QString badImage = QStringLiteral("image: at most 10 addresses of http or https");
        picture.tasks = {task(1, task_kind::kRollUpStatistics, "statistics", TaskState::Working, 1, {}),
                         task(2, task_kind::kCustomerDetails, "c-11992", TaskState::Waiting, 2,
                              QStringLiteral("could not connect to server: Connection refused")),
                         task(5, task_kind::kSaveMessage, "web:42", TaskState::Dead, 5, badImage),
                         task(4, task_kind::kSaveMessage, "web:77", TaskState::Dead, 5, badImage),
                         task(3, task_kind::kUpdateSessionStatus, "web:42", TaskState::Dead, 5,
                              QStringLiteral("status must be \"true\" or \"false\""))};
        picture.tasks[0].done = 7;
        picture.tasks[0].total = 12;
        const QJsonObject payload{{QStringLiteral("content"), QStringLiteral("Shop ơi còn size M không?")},
                                  {QStringLiteral("sender_type"), QStringLiteral("customer")}};
        for (TaskOnDesk& each : picture.tasks) {
            each.task.payload = {{QStringLiteral("type"), each.task.kind},
                                 {QStringLiteral("chat_session_id"), each.task.conversation.toString()},
                                 {QStringLiteral("payload"), payload}};
        }
    }

    api::TasksPicture picture;
    QString problem;  ///< of the next edits
    struct Resolved {
        std::vector<qint64> ids;
        TaskDecision decision = TaskDecision::Retry;
    };
    std::vector<Resolved> resolved;
    std::vector<std::pair<qint64, QJsonObject>> edits;
    std::vector<qint64> cancelled;
};

}  // namespace tongdai::testing
