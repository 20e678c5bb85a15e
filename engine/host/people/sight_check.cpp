#include "engine/host/people/sight_check.h"

namespace tongdai {

QCoro::Task<bool> SightCheck::sees(ConversationId conversation) const
{
    if (m_gate.sight().isWhole()) co_return true;
    auto reading = m_reader.conversation(std::move(conversation));
    const std::optional<Conversation> row = co_await reading;
    co_return row&& m_gate.sight().sees(*row);
}

QCoro::Task<QSet<ConversationId>> SightCheck::seenOf(QSet<ConversationId> conversations) const
{
    if (m_gate.sight().isWhole()) co_return conversations;
    std::vector<ConversationId> asked(conversations.cbegin(), conversations.cend());
    auto reading = m_reader.conversationsById(std::move(asked));
    const std::vector<Conversation> rows = co_await reading;
    QSet<ConversationId> seen;
    for (const Conversation& row : rows) {
        if (m_gate.sight().sees(row)) seen.insert(row.id);
    }
    co_return seen;
}

}  // namespace tongdai
