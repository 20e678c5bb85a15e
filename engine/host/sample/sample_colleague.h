#pragma once

#include "engine/domain/ports/store/conversation_store.h"
#include "engine/domain/ports/store/history_reader.h"

#include <functional>

namespace tongdai {

/// The made-up colleague of the sample shop: of the customers who went on writing and were handed over, a few are left
/// to whoever tries the desk; the others, longest waiting first, are taken, answered and closed, so that the waiting
/// queue stays as long as a shop's. Who they are is read from the store, so those of earlier runs count. Never touches
/// a conversation that is real, or that somebody has. Engine loop; its coroutine ends when the store is closed.
class SampleColleague final {
public:
    static constexpr int kLeft = 6;
    static constexpr int kAtOnce = 5;  ///< most that are answered by one look

    SampleColleague(ports::ConversationStore& store, ports::HistoryReader& reader) : m_store(store), m_reader(reader) {}

    /// Looks once; how many were answered. `isPresent`: whether a customer is still writing, and is left alone.
    /// @throws StoreError
    QCoro::Task<int> lookAround(std::function<bool(ConversationId)> isPresent);

private:
    QCoro::Task<bool> answer(Conversation row);

    ports::ConversationStore& m_store;
    ports::HistoryReader& m_reader;
    int m_answered = 0;
};

}  // namespace tongdai
