#pragma once

#include "engine/domain/ports/live/task_desk.h"
#include "engine/history/store/unit_of_work.h"

namespace tongdai {

// Background work as people see it (guarantees 2.7), each command in a transaction of the writer.

bool editTask(UnitOfWork& work, const BackgroundTask& edited, const QByteArray& actor);
bool cancelTask(UnitOfWork& work, qint64 id, const QByteArray& actor);
bool noteProgress(UnitOfWork& work, const BackgroundTask& task, qint64 done, qint64 total);
/// One more try of these tasks has failed.
void addTry(UnitOfWork& work, qint64 id, const TaskTry& failed);

namespace reads {
std::vector<TaskOnDesk> tasksOnDesk(SqlSession& session, int limit);
std::optional<TaskOnDesk> taskOnDesk(SqlSession& session, qint64 id);
/// By the keys that newImportKey() makes.
std::optional<TaskOnDesk> newestImport(SqlSession& session);
}  // namespace reads

}  // namespace tongdai
