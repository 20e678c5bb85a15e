#pragma once

#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/work/chat/chat_history.h"

#include <functional>

namespace tongdai {

/// Erasure as people ask for it: the store first, in one transaction with its audit entry, then live state. While Redis
/// is away the store remembers what is left to do, and PrivacyUpkeep does it. Engine loop.
class EraseChatSession {
public:
    EraseChatSession(ports::ErasureStore& store, ports::LiveErasure& live, ports::ChatSessionCache& cache)
        : m_store(store), m_live(live), m_cache(cache)
    {
    }

    static constexpr int kMostOpen = 500;

    enum class Result : quint8 { Erased, SomeoneElses, Held };
    /// DELETE of contracts/chat-history §1: idempotent, what is not there is erased. @throws StoreError
    QCoro::Task<Result> run(ChatCaller caller, SenderId user, ConversationId session);

    /// A whole person, for the administrator. @throws StoreError
    QCoro::Task<ErasureReport> erasePerson(SenderId user, QByteArray actor);
    /// That they asked, or were told that it is under way (features F12). @throws StoreError
    QCoro::Task<ErasureRequest> note(SenderId user, ErasureNote note, QByteArray actor)
    {
        return m_store.noteErasureRequest(std::move(user), note, std::move(actor));
    }
    /// Everybody who asked and is not erased yet. @throws StoreError
    QCoro::Task<std::vector<OpenErasure>> open() { return m_store.openErasures(kMostOpen); }
    /// What would go, and what stays and why. @throws StoreError
    QCoro::Task<ErasureReport> plan(SenderId user);

    /// Conversations went: desks look again.
    void onErased(std::function<void()> listener) { m_erased = std::move(listener); }

    /// What Redis has still to forget; false: it cannot be asked. @throws StoreError
    QCoro::Task<bool> finishPending();

private:
    QCoro::Task<std::optional<std::vector<ErasedPlace>>> forget(PendingErasure pending);

    ports::ErasureStore& m_store;
    ports::LiveErasure& m_live;
    ports::ChatSessionCache& m_cache;
    std::function<void()> m_erased = [] {};
};

}  // namespace tongdai
