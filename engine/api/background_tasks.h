#pragma once

#include "engine/api/answer.h"
#include "engine/domain/ports/live/task_desk.h"

#include <QObject>

namespace tongdai::api {

/// Background work as it is now.
struct TasksPicture {
    std::vector<TaskOnDesk> tasks;  ///< in work, waiting, then the dead, the newest first
    bool hasMore = false;
    bool mayReadBodies = false;  ///< what customers said stands in some; bodies are empty otherwise
    TimePoint at{};
};

/// What the engine does beside conversations, and what a person decides about it. Every act is audited. Lives on the
/// GUI thread.
class Tasks : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual Asked<TasksPicture> tasks() = 0;
    /// About each of these dead letters; how many of them there still were.
    virtual Asked<int> resolve(const std::vector<qint64>& ids, TaskDecision decision) = 0;
    /// Tries a dead letter again with another body. Refused, with what is wrong with it.
    virtual Asked<bool> edit(qint64 id, const QJsonObject& body) = 0;
    /// One that waits, or is in work and can stop.
    virtual Asked<bool> cancel(qint64 id) = 0;
};

}  // namespace tongdai::api
