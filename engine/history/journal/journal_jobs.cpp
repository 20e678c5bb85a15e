#include "engine/history/journal/journal_jobs.h"

#include "engine/history/store/migrations.h"
#include "engine/history/store/sql_error.h"
#include "engine/history/store/unit_of_work.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

SqlParams integers(const std::vector<qint64>& numbers)
{
    return SqlParams(numbers.begin(), numbers.end());
}

std::vector<ConversationId> conversationsOf(SqlSession& session, const std::vector<qint64>& numbers)
{
    std::vector<ConversationId> found;
    if (numbers.empty()) return found;
    // Pieces of a long list are padded by repeating a number, which a list of one statement does not count twice.
    const SqlRows rows = session.queryList(
        u"select conversation_id from journal where set_aside is null and number in ({list})"_s, integers(numbers));
    for (SqlRow row : rows)
        found.push_back(row.nextId<ConversationId>());
    return found;
}

}  // namespace

void OpenJournalJob::run(UnitOfWork& work)
{
    SqlSession& session = work.session();
    session.checkUndamaged();
    if (const QStringList problems = session.durabilityProblems(); !problems.isEmpty()) {
        throw SqlError(SqlError::Trouble::Refused, u"open"_s, session.target(), problems.join("; "_L1));
    }
    migrate(session, migrationsFor(u"journal"_s));
    session.execute(
        u"insert into marks (name, value) values ('opened', ?) "
        "on conflict (name) do update set value = excluded.value"_s,
        {at});
    waiting.clear();
    const SqlRows rows =
        session.query(u"select conversation_id, count(*) from journal where set_aside is null group by 1"_s);
    for (SqlRow row : rows) {
        ConversationId conversation = row.nextId<ConversationId>();
        waiting.emplace_back(std::move(conversation), int(row.nextInteger()));
    }
}

void KeepJob::run(UnitOfWork& work)
{
    SqlSession& session = work.session();
    const SqlRows known =
        session.query(u"select body_hash from journal where conversation_id = ? and message_id = ? and source = ?"_s,
                      {message.conversation, message.messageId, SqlValue::ofId(message.source)});
    if (!known.isEmpty()) {
        outcome = known[0][0].toBytes() == message.bodyHash ? Journalled::KeptBefore : Journalled::IdReused;
        if (outcome == Journalled::KeptBefore && mayBeDone) outcome = Journalled::Kept;  // our own first try
        return;
    }
    outcome = Journalled::Kept;
    session.execute(
        u"insert into journal (source, message_id, conversation_id, sender_id, sender_type, content, sent_at, "
        "accepted_at, metadata, body_hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {SqlValue::ofId(message.source), message.messageId, message.conversation, SqlValue::orNull(message.sender),
         message.senderType, message.content, message.sentAt, message.acceptedAt.value_or(at), message.metadata,
         SqlValue::bytes(message.bodyHash)});
}

void OldestJob::run(UnitOfWork& work)
{
    entries.clear();
    const SqlRows rows = work.session().query(
        u"select number, source, message_id, conversation_id, sender_id, sender_type, content, sent_at, accepted_at, "
        "metadata, body_hash from journal where set_aside is null order by number limit ?"_s,
        {m_limit});
    for (SqlRow row : rows) {
        JournalEntry entry;
        entry.number = row.nextInteger();
        entry.message.source = row.nextBytes();
        entry.message.messageId = row.nextId<MessageId>();
        entry.message.conversation = row.nextId<ConversationId>();
        entry.message.sender = row.nextId<SenderId>();
        entry.message.senderType = row.nextText();
        entry.message.content = row.nextText();
        entry.message.sentAt = row.nextReal();
        entry.message.acceptedAt = row.nextTime();
        entry.message.metadata = row.nextJson();
        entry.message.bodyHash = row.nextBytes();
        entries.push_back(std::move(entry));
    }
}

void ForgetJob::run(UnitOfWork& work)
{
    if (!mayBeDone) gone = conversationsOf(work.session(), m_numbers);
    if (!m_numbers.empty())
        work.session().executeList(u"delete from journal where number in ({list})"_s, integers(m_numbers));
}

void SetAsideJob::run(UnitOfWork& work)
{
    if (!mayBeDone) gone = conversationsOf(work.session(), {m_number});
    work.session().execute(u"update journal set set_aside = ? where number = ?"_s, {m_why, m_number});
}

}  // namespace tongdai
