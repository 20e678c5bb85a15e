#include "engine/work/desk/sight_check.h"

namespace tongdai {

QCoro::Task<bool> SightCheck::sees(InSight sight, ConversationId conversation) const
{
    if (sight.isWhole()) co_return true;
    auto reading = m_reader.conversation(std::move(conversation));
    const std::optional<Conversation> row = co_await reading;
    if (!row) co_return false;
    co_return sight.sees(*row);
}

QCoro::Task<bool> SightCheck::isHidden(InSight sight, ConversationId conversation) const
{
    if (sight.isWhole()) co_return false;
    auto reading = m_reader.conversation(std::move(conversation));
    const std::optional<Conversation> row = co_await reading;
    if (!row) co_return false;
    co_return !sight.sees(*row);
}

QCoro::Task<QSet<ConversationId>> SightCheck::seenOf(InSight sight, QSet<ConversationId> conversations) const
{
    if (sight.isWhole() || conversations.isEmpty()) co_return conversations;
    std::vector<ConversationId> asked(conversations.cbegin(), conversations.cend());
    auto reading = m_reader.conversationsById(std::move(asked));
    const std::vector<Conversation> rows = co_await reading;
    QSet<ConversationId> seen;
    for (const Conversation& row : rows) {
        if (sight.sees(row)) seen.insert(row.id);
    }
    co_return seen;
}

}  // namespace tongdai
