#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>

#include <chrono>
#include <functional>
#include <optional>

namespace tongdai {

/// True where the same call may succeed a moment later; its outcome is unknown until then.
inline bool isTransient(const StoreError& error)
{
    return error.kind() == StoreError::Kind::Unreachable || error.kind() == StoreError::Kind::TimedOut ||
           error.kind() == StoreError::Kind::Busy || error.kind() == StoreError::Kind::Full;
}

/// Repeats a store call that is safe to repeat: after 250 ms, 500 ms, 1 s …, at most `tries` times in all.
/// @throws StoreError the last one
template <class T>
QCoro::Task<T> withRetries(ports::Clock& clock, int tries, std::function<QCoro::Task<T>()> call)
{
    std::chrono::milliseconds rest{250};
    for (int left = tries; left > 1; --left) {
        try {
            T result = co_await call();
            co_return result;
        } catch (const StoreError& error) {
            if (!isTransient(error)) throw;
        }
        co_await clock.sleep(rest);
        rest *= 2;
    }
    T result = co_await call();
    co_return result;
}

}  // namespace tongdai
