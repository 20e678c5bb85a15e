#pragma once

#include "engine/domain/shop/outgoing_hook.h"
#include "engine/domain/store_error.h"
#include "engine/domain/work/background_task.h"

#include <QCoro/QCoroTask>

#include <vector>

namespace tongdai::ports {

/// Where each outgoing hook has come to in the store's events, and how many of its calls wait. Called on the engine
/// loop. @throws StoreError from every call; repeating is safe.
class HookStore {
public:
    virtual ~HookStore() = default;

    struct Standing {
        qint64 place = 0;   ///< the last event that was looked at; a new hook begins with the newest there is
        qint64 newest = 0;  ///< event
        qint64 waiting = 0;
        qint64 dead = 0;
    };
    virtual QCoro::Task<Standing> hookStanding(OutgoingHook hook) = 0;

    struct Page {
        qint64 upto = 0;  ///< looked at: events behind it are not on this page
        std::vector<TimedEvent> events;
    };
    /// Of a bounded number of events behind `after`, those of the kinds it wants. Old ones may have been cleaned up.
    virtual QCoro::Task<Page> eventsForHook(qint64 after, qint64 newest, QStringList kinds) = 0;
    /// Adds the calls and moves the hook's place, in one transaction. False: another engine has moved it; nothing was
    /// changed.
    virtual QCoro::Task<bool> feedHook(OutgoingHook hook, qint64 from, qint64 upto, std::vector<NewTask> calls) = 0;
    /// Calls of hooks whose tasks are of none of these kinds, and which no engine has tried or put off for `after`, are
    /// dead letters from here on, with kHookRemoved as their error. How many.
    virtual QCoro::Task<qint64> endForgottenCalls(QStringList keptKinds, std::chrono::seconds after) = 0;
};

}  // namespace tongdai::ports
