#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <QCoro/QCoroTask>

#include <vector>

namespace tongdai::ports {

/// Tasks that other programs push into Redis (guarantees 2.7, contracts/background §3). Best effort: no call throws,
/// none waits longer than the command time-out; what did not arrive is done again by whoever looks next. Engine loop.
class ForeignQueue {
public:
    virtual ~ForeignQueue() = default;
    /// The oldest tasks of known types, now in this engine's hands and no longer in the list, as they were pushed.
    /// Empty: there are none, another engine has some in its hands, or Redis is away.
    virtual QCoro::Task<std::vector<QByteArray>> takeTasks(int most) = 0;
    /// They stand in the store: nothing has to be given back any more.
    virtual QCoro::Task<void> adopted(std::vector<QByteArray> elements) = 0;
    /// Everything in hand goes back to the head of the list, in its old order.
    virtual QCoro::Task<void> giveBack() = 0;
    /// Says to other programs that the task is done.
    virtual QCoro::Task<void> markDone(QByteArray id) = 0;
    /// Shows them a task that was given up; `element` has its reason.
    virtual QCoro::Task<void> markDead(QJsonObject element) = 0;
    /// Gives back what workers of other programs had in their hands when they died.
    virtual QCoro::Task<void> recover() = 0;
};

}  // namespace tongdai::ports
