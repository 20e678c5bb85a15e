#include "engine/contract/json/task_answers.h"

#include "engine/contract/iso_time.h"

#include <QJsonArray>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

QJsonObject tasksAnswer(const TaskCounts& counts, const std::vector<BackgroundTask>& dead)
{
    QJsonArray letters;
    for (const BackgroundTask& task : dead) {
        letters.append(QJsonObject{{u"id"_s, task.id},
                                   {u"kind"_s, task.kind},
                                   {u"conversation_id"_s, task.conversation.toString()},
                                   {u"attempts"_s, task.attempts},
                                   {u"reason"_s, task.lastError},
                                   {u"created_at"_s, isoTime(toTicks(task.createdAt))},
                                   {u"died_at"_s, isoTime(toTicks(task.changedAt))},
                                   {u"payload"_s, task.payload}});
    }
    return {{u"waiting"_s, counts.waiting},
            {u"in_work"_s, counts.working},
            {u"dead"_s, counts.dead},
            {u"oldest"_s, counts.oldest ? QJsonValue(isoTime(toTicks(*counts.oldest))) : QJsonValue()},
            {u"dead_letters"_s, letters}};
}

}  // namespace tongdai::contract
