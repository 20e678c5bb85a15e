#pragma once

#include "engine/domain/store_error.h"
#include "engine/state/redis/connection/reply.h"

#include <coroutine>
#include <memory>
#include <optional>
#include <variant>

namespace tongdai::redis {

/// The answer to one command, not there yet. Await it once, from the engine loop; awaiting throws StoreError when the
/// connection failed first. Letting it go unawaited is fine: the answer is then dropped.
class PendingReply {
public:
    using Outcome = std::variant<Reply, StoreError>;

    bool await_ready() const { return m_slot->outcome.has_value(); }
    void await_suspend(std::coroutine_handle<> waiter) { m_slot->waiter = waiter; }
    Reply await_resume()
    {
        if (auto* error = std::get_if<StoreError>(&*m_slot->outcome)) throw *error;
        return std::get<Reply>(std::move(*m_slot->outcome));
    }

private:
    friend class Connection;
    struct Slot {
        std::optional<Outcome> outcome;
        std::coroutine_handle<> waiter;
        void settle(Outcome value)
        {
            outcome = std::move(value);
            if (waiter) std::exchange(waiter, nullptr).resume();
        }
    };
    std::shared_ptr<Slot> m_slot = std::make_shared<Slot>();
};

}  // namespace tongdai::redis
