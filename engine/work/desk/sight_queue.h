#pragma once

#include "engine/work/desk/sight_check.h"

#include <functional>
#include <memory>
#include <variant>

namespace tongdai {

/// Questions of one person whether conversations are there for them, answered in the order they are asked: what is
/// begun with the answers begins in that order, however long the store takes with each. May go at any time: what waits
/// then is not answered. Engine loop.
class SightQueue {
public:
    /// Seen or not, or why nobody knows.
    using Answer = std::variant<bool, StoreError>;
    /// Throws nothing.
    using Then = std::function<void(const Answer&)>;

    explicit SightQueue(const SightCheck& check);
    ~SightQueue();
    SightQueue(const SightQueue&) = delete;
    SightQueue& operator=(const SightQueue&) = delete;

    /// `isKnown`: it is seen, and the store is not asked. Answered before this returns where nothing has to be read and
    /// nobody waits.
    void ask(InSight sight, ConversationId conversation, bool isKnown, Then then);

private:
    struct State;
    static QCoro::Task<void> run(std::shared_ptr<State> state);

    std::shared_ptr<State> m_state;
};

}  // namespace tongdai
