/// What operators and administrators do.
#include "tests/engine/work/fakes/memory_database.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;

OperatorActOutcome MemoryDatabase::takeOver(const ConversationId& conversation, const OperatorId& by)
{
    if (!m_rows.contains(conversation)) return NoSuchConversation{};
    Row& row = m_rows[conversation];
    OperatorActResult result;
    ++row.row.fence;
    row.row.leaseUntil = TimePoint();
    row.row.mode = BotMode::Human;
    row.row.assignee = by;
    result.withdrawn = withdraw(conversation);
    close(row, row.row.doneSeq, row.row.nextSeq, MessageState::Answered, std::nullopt, true);
    result.line = addLine(row, Speaker::System, u"took over"_s, MessageId());
    result.conversation = row.row;
    return result;
}

OperatorActOutcome MemoryDatabase::handBack(const ConversationId& conversation, const OwnerId& claimFor)
{
    if (!m_rows.contains(conversation)) return NoSuchConversation{};
    Row& row = m_rows[conversation];
    row.row.mode = BotMode::Bot;
    ++row.row.fence;
    row.row.leaseUntil = TimePoint();  // whoever held it is shut out and must not block the next
    OperatorActResult result;
    if (row.row.pending && !claimFor.isEmpty()) result.claim = grant(row.row, claimFor);
    result.line = addLine(row, Speaker::System, u"handed back"_s, MessageId());
    result.conversation = row.row;
    return result;
}

OperatorActOutcome MemoryDatabase::assign(const ConversationId& conversation, const OperatorId& to)
{
    if (!m_rows.contains(conversation)) return NoSuchConversation{};
    Conversation& row = m_rows[conversation].row;
    if (!row.assignee.isEmpty() && row.assignee != to) return TakenBySomeone{row.assignee};
    row.assignee = to;
    OperatorActResult result;
    result.conversation = row;
    return result;
}

OperatorActOutcome MemoryDatabase::send(const OperatorMessage& message)
{
    if (!m_rows.contains(message.conversation)) return NoSuchConversation{};
    Row& row = m_rows[message.conversation];
    OperatorActResult result;
    const Speaker speaker = message.isNote ? Speaker::Note : Speaker::Operator;
    result.line = addLine(row, speaker, message.text, message.messageId);
    if (message.sendToPlatform) {
        result.outbox = addOutbox(row, "person", row.row.lastRev, message.platformBody, row.row.fence);
    }
    result.conversation = row.row;
    return result;
}

OperatorActOutcome MemoryDatabase::setStatus(const ConversationId& conversation, ConversationStatus status)
{
    if (!m_rows.contains(conversation)) return NoSuchConversation{};
    Conversation& row = m_rows[conversation].row;
    row.status = status;
    OperatorActResult result;
    result.conversation = row;
    return result;
}

ports::ConversationStore::Released MemoryDatabase::forceRelease(const ConversationId& conversation)
{
    ports::ConversationStore::Released released;
    if (!m_rows.contains(conversation)) return released;
    Conversation& row = m_rows[conversation].row;
    released.existed = true;
    released.wasHeld = row.leaseUntil > now();
    ++row.fence;
    row.leaseUntil = TimePoint();
    released.conversation = row;
    return released;
}

}  // namespace tongdai::testing
