#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/chat_live.h"
#include "engine/domain/ports/store/chat_store.h"

#include <memory>
#include <variant>

namespace tongdai {

using ThreadPtr = std::shared_ptr<const ChatThread>;

/// Who asks: a user as their token has it.
struct ChatVisitor {
    ChatUser user;
    ConversationId ownThread;         ///< signed into the token: theirs although nothing may be written yet
    std::optional<ChatRole> claimed;  ///< as their token says; empty: it says no role, `user` is as the store has them
};

struct ChatMember {
    ThreadPtr thread;
    std::optional<Participant> participant;  ///< absent: may take part, but is not written down yet
};
struct NotAMember {};
/// Also of a thread that does not exist: who may not see it is not told which there are.
using Membership = std::variant<ChatMember, NotAMember>;

/// Threads and who may enter them, read from the store at most each 300 s (contracts/realtime-chat §2) and again as
/// soon as somebody says they changed. A participant who has left is none (§7.8); who is
/// none may enter the threads they began as a customer, and no others: staff as well is let in by the administrator.
/// Lives on the engine loop. @throws StoreError
class ChatMembership {
public:
    ChatMembership(ports::ChatStore& store, ports::ChatLive& live, const ports::Clock& clock)
        : m_store(store), m_live(live), m_clock(clock)
    {
    }

    /// Null: there is none.
    QCoro::Task<ThreadPtr> thread(ConversationId id);
    QCoro::Task<Membership> of(ConversationId thread, ChatVisitor visitor);
    /// Writes a member down who is not yet.
    QCoro::Task<ChatMember> enter(ConversationId thread, ChatVisitor visitor);
    /// Its row changed: read it again.
    void forget(const ConversationId& thread);

private:
    struct Known {
        ThreadPtr thread;
        std::chrono::nanoseconds until{};
    };
    void remember(const ConversationId& id, ThreadPtr thread);

    ports::ChatStore& m_store;
    ports::ChatLive& m_live;
    const ports::Clock& m_clock;
    QHash<ConversationId, Known> m_known;
    QHash<ConversationId, quint64> m_changes;  ///< a read that began before a change is not kept
    quint64 m_change = 0;
};

}  // namespace tongdai
