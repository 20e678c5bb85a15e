#pragma once

#include "engine/domain/ports/live/task_desk.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>
#include <QStringList>

namespace tongdai {

/// What a task is about, and what became of its tries, in words instead of JSON. GUI thread.
class TaskBodyWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::TaskBodyWords)
public:
    /// "Name: value", one a line; what is nested stands beside the rest.
    static QStringList lines(const BackgroundTask& task, const Formats& formats);
    /// Tries that failed alike one after the other: the cause once, then when and where.
    static QStringList tries(const QString& kind, const std::vector<TaskTry>& all, TimePoint now,
                             const Formats& formats);

private:
    static QString name(const QString& key);
    static QString value(const QString& key, const QJsonValue& value, const Formats& formats);
    static void collect(const QJsonObject& object, const Formats& formats, QStringList& lines);
};

}  // namespace tongdai
