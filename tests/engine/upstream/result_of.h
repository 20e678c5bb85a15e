#pragma once

#include "tests/support/wait_until.h"

#include <QCoro/QCoroTask>
#include <QEventLoop>
#include <QTest>
#include <QTimer>

#include <exception>
#include <optional>

namespace tongdai::testing {

/// Runs the event loop until the task has ended; hands on what it threw.
template <class T>
T resultOf(QCoro::Task<T> task)
{
    std::optional<T> result;
    std::exception_ptr error;
    const auto watch = [](QCoro::Task<T> watched, std::optional<T>* into,
                          std::exception_ptr* problem) -> QCoro::Task<void> {
        try {
            into->emplace(co_await watched);
        } catch (...) {
            *problem = std::current_exception();
        }
    };
    const auto watching = watch(std::move(task), &result, &error);
    const auto hasEnded = [&] { return result.has_value() || error; };
    if (!waitUntil(hasEnded, std::chrono::seconds(20))) qFatal("the task did not end");
    if (error) std::rethrow_exception(error);
    return std::move(*result);
}

}  // namespace tongdai::testing
