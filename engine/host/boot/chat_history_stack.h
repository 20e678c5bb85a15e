#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/host/boot/door_bounds.h"
#include "engine/host/boot/engine_config.h"
#include "engine/host/boot/redis_stack.h"
#include "engine/host/locks/locks_trail_eraser.h"

#include <functional>
#include <memory>

namespace tongdai {

class EraseChatSession;

class Router;
class SqlHistory;
namespace ports {
class AuditLog;
}

/// The chat-history API with what erasure and retention need, put together. Engine loop. Construct after the store and
/// Redis, destroy before them; start() once the store is open, stop() before it is closed.
class ChatHistoryStack {
public:
    ChatHistoryStack(const EngineConfig& config, ports::Clock& clock, SqlHistory& history, RedisStack& redis,
                     LocksNotes notes, Router& router, const DoorBounds& bounds, std::function<void()> manyChanged);
    ~ChatHistoryStack();

    void start();
    void stop();

    /// For other parts' refusals and acts (security S41).
    ports::AuditLog& auditLog();
    /// For the erasure planner at the desk.
    EraseChatSession& erasure();

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace tongdai
