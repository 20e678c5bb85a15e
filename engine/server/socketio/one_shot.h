#pragma once

#include <coroutine>
#include <optional>
#include <utility>

namespace tongdai::engineio {

/// One value on its way from whoever resolves it to one coroutine that awaits it. Shared by both, so that it does not
/// matter which of them ends first. Engine loop only; resolving resumes the coroutine at once.
template <typename T>
class OneShot {
public:
    void resolve(T value)
    {
        if (m_value) return;
        m_value.emplace(std::move(value));
        if (m_waiter) std::exchange(m_waiter, nullptr).resume();
    }

    bool await_ready() const noexcept { return m_value.has_value(); }
    void await_suspend(std::coroutine_handle<> waiter) noexcept { m_waiter = waiter; }
    T await_resume() { return *m_value; }

private:
    std::optional<T> m_value;
    std::coroutine_handle<> m_waiter;
};

}  // namespace tongdai::engineio
