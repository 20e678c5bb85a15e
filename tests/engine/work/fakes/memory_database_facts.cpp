/// What can be seen of it: figures, rows, and the facts for the checker.
#include "tests/engine/work/fakes/memory_database.h"

#include "engine/domain/conversation/chat.h"
#include "engine/domain/conversation/conversation_lists.h"

#include <algorithm>

namespace tongdai::testing {

HistoryStats MemoryDatabase::stats() const
{
    HistoryStats stats;
    stats.conversations = qint64(m_rows.size());
    for (const auto& [id, row] : m_rows) {
        stats.messages += row.row.totalMessages;
        stats.pending += row.row.pending ? 1 : 0;
        if (row.row.pending && !isFree(row.row)) stats.inWork.push_back(id);
    }
    return stats;
}

Conversation MemoryDatabase::conversation(const ConversationId& id) const
{
    const auto found = m_rows.find(id);
    return found == m_rows.end() ? Conversation() : found->second.row;
}

MessageState MemoryDatabase::stateOf(const QByteArray& source, const MessageId& id) const
{
    const auto seen = std::find_if(m_seen.begin(), m_seen.end(), [&](const auto& entry) {
        return entry.first.source == source && entry.first.id == id;
    });
    return m_rows.at(seen->first.conversation).inbox[size_t(seen->second - 1)].state;
}

bool MemoryDatabase::isQuiet() const
{
    const bool rowsAreQuiet = std::none_of(m_rows.begin(), m_rows.end(), [](const auto& entry) {
        return std::any_of(entry.second.inbox.begin(), entry.second.inbox.end(),
                           [](const InboxRow& row) { return row.state == MessageState::Waiting; });
    });
    return rowsAreQuiet && std::none_of(m_outbox.begin(), m_outbox.end(), [](const OutboxRow& row) {
               return row.item.state == OutboxState::Waiting || row.item.state == OutboxState::Sending;
           });
}

StoreFacts MemoryDatabase::facts() const
{
    StoreFacts facts;
    for (const auto& [id, row] : m_rows) {
        const Conversation& c = row.row;
        const double ahead = std::chrono::duration<double>(c.leaseUntil - now()).count();
        facts.conversations.push_back(
            {id.bytes(), c.nextSeq, c.doneSeq, c.pending, c.fence, ahead, c.channel == kWebChannel});
        for (const InboxRow& message : row.inbox) {
            facts.inbox.push_back({message.message.source, message.message.messageId.bytes(), id.bytes(), message.seq,
                                   int(message.state), message.byPerson});
        }
    }
    for (const TurnRow& row : m_turns) {
        facts.turns.push_back({row.conversation.bytes(), row.turn.fence, row.turn.from, row.turn.upto,
                               int(row.turn.outcome), !row.turn.answer.actions.empty()});
    }
    for (const OutboxRow& row : m_outbox) {
        facts.outbox.push_back(
            {row.item.dedupKey, row.item.conversation.bytes(), row.item.ord, int(row.item.state), row.madeBy == "bot"});
    }
    return facts;
}

}  // namespace tongdai::testing
