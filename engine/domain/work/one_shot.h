#pragma once

#ifndef Q_MOC_RUN  // moc of Qt 6.4 stumbles over <concepts>, which <coroutine> includes
#include <coroutine>
#endif
#include <optional>
#include <utility>

namespace tongdai {

/// A value that somebody sets once and one coroutine waits for. Shared by both sides (std::shared_ptr), so that either
/// may leave first. set() resumes the waiter before it returns. Engine loop only.
template <class T>
class OneShot {
public:
    bool isSet() const { return m_value.has_value(); }

    /// The first value counts; later ones are dropped.
    void set(const T& value)
    {
        if (m_value) return;
        m_value.emplace(value);
        if (const auto waiter = std::exchange(m_waiter, nullptr)) waiter.resume();
    }

    struct Awaiter {
        OneShot* shot;
        bool await_ready() const noexcept { return shot->m_value.has_value(); }
        void await_suspend(std::coroutine_handle<> waiter) noexcept { shot->m_waiter = waiter; }
        T await_resume() { return *shot->m_value; }
    };
    /// At most one waiter; it must hold the shared pointer while it waits. Not awaited directly: GCC 12 would copy an
    /// awaited lvalue into the coroutine, and set() would wake nobody.
    Awaiter wait() { return Awaiter{this}; }

private:
    std::optional<T> m_value;
    std::coroutine_handle<> m_waiter;
};

}  // namespace tongdai
