#pragma once

#include <QCoro/QCoroTask>

#include <QEventLoop>

#include <exception>
#include <optional>
#include <type_traits>
#include <vector>

namespace tongdai::testing {

/// Runs the event loop until the task is done; returns its value or throws what it threw (QCoro::waitFor of 0.8 would
/// hang on an exception).
template <class T>
T await(QCoro::Task<T> task)
{
    using Value = std::conditional_t<std::is_void_v<T>, bool, T>;
    std::optional<Value> value;
    std::exception_ptr error;
    bool isDone = false;
    QEventLoop loop;
    const auto watch = [](QCoro::Task<T> watched, std::optional<Value>& result, std::exception_ptr& trouble, bool& done,
                          QEventLoop& waiting) -> QCoro::Task<void> {
        try {
            if constexpr (std::is_void_v<T>) {
                co_await watched;
                result = true;
            } else {
                result = co_await watched;
            }
        } catch (...) {
            trouble = std::current_exception();
        }
        done = true;
        waiting.quit();
    };
    const auto watching = watch(std::move(task), value, error, isDone, loop);
    if (!isDone) loop.exec();
    if (error) std::rethrow_exception(error);
    if constexpr (!std::is_void_v<T>) return std::move(*value);
}

template <class T>
std::vector<T> awaitAll(std::vector<QCoro::Task<T>> tasks)
{
    std::vector<T> values;
    for (auto& task : tasks)
        values.push_back(await(std::move(task)));
    return values;
}

}  // namespace tongdai::testing
