#include "engine/work/tasks/task_bodies.h"

#include "engine/contract/json/notices/queue_task.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// Of tasks that other programs push: their whole element is the body.
QString problemInElement(const BackgroundTask& task, const QJsonObject& body)
{
    if (body.value("type"_L1).toString() != task.kind) return u"type must stay %1"_s.arg(task.kind);
    const std::optional<ConversationId> session = contract::sessionOf(body);
    if (!session) return u"chat_session_id names no session"_s;
    const std::optional<ConversationId> before = contract::sessionOf(task.payload);
    if (before && *before != *session) return u"chat_session_id must stay %1"_s.arg(before->toString());
    if (task.kind == QLatin1StringView(task_kind::kSaveMessage)) {
        const auto read = contract::readSavedMessage(body);
        if (const auto* problem = std::get_if<QString>(&read)) return *problem;
    } else if (task.kind == QLatin1StringView(task_kind::kUpdateSessionStatus)) {
        const auto read = contract::readSessionStatus(body);
        if (const auto* problem = std::get_if<QString>(&read)) return *problem;
    }
    return {};
}

}  // namespace

QString giveBody(BackgroundTask& task, const QJsonObject& body)
{
    if (contract::queueTaskTypes().contains(task.kind.toUtf8())) {
        const QString problem = problemInElement(task, body);
        if (!problem.isEmpty()) return problem;
        task.conversation = *contract::sessionOf(body);
    }
    // Whose act it is and how far it came stand in it.
    if (task.kind == QLatin1StringView(task_kind::kImport)) return u"an import is begun anew with another file"_s;
    // What was sent is known by it.
    if (task.kind == QLatin1StringView(task_kind::kShopOrder)) return u"an order is made in its conversation"_s;
    task.payload = body;
    return {};
}

}  // namespace tongdai
