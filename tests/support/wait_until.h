#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>

#include <chrono>

namespace tongdai::testing {

/// Runs the event loop until the condition holds; false when it does not within the time. Looks after every batch of
/// events, where QTRY_VERIFY looks every 50 ms: for tests that wait many times.
template <class Condition>
bool waitUntil(Condition holds, std::chrono::milliseconds patience = std::chrono::seconds(5))
{
    const QDeadlineTimer deadline(patience);
    while (!holds()) {
        if (deadline.hasExpired()) return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

}  // namespace tongdai::testing
