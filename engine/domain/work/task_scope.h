#pragma once

#include <memory>
#include <utility>

namespace tongdai {

/// Where coroutines that use their owner live: each takes a token before it waits for anything, and after each wait
/// asks it whether the owner is still there. A member of the owner. One thread.
class TaskScope {
public:
    class Token {
    public:
        bool isOver() const { return *m_isOver; }

    private:
        friend class TaskScope;
        explicit Token(std::shared_ptr<const bool> isOver) : m_isOver(std::move(isOver)) {}
        std::shared_ptr<const bool> m_isOver;
    };

    TaskScope() = default;
    ~TaskScope() { end(); }
    TaskScope(const TaskScope&) = delete;
    TaskScope& operator=(const TaskScope&) = delete;

    /// As if the owner were gone: it closes before it goes.
    void end() { *m_isOver = true; }
    Token token() const { return Token(m_isOver); }

private:
    std::shared_ptr<bool> m_isOver = std::make_shared<bool>(false);
};

}  // namespace tongdai
