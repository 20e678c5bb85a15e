#include "engine/history/store/unit_of_work.h"

#include "engine/history/audit/audit.h"
#include "engine/history/chat/receipts.h"
#include "engine/history/conversations/conversation_changes.h"
#include "engine/history/conversations/granting.h"
#include "engine/history/search/search_rows.h"

#include <QRandomGenerator>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;

const SqlInsert UnitOfWork::kTurnInsert{u"turns"_s,
                                        {{u"id"_s, SqlType::Uuid},
                                         {u"conversation_id"_s, SqlType::Uuid},
                                         {u"fence"_s, SqlType::Integer},
                                         {u"from_seq"_s, SqlType::Integer},
                                         {u"upto_seq"_s, SqlType::Integer},
                                         {u"rev"_s, SqlType::Integer},
                                         {u"outcome"_s, SqlType::Integer},
                                         {u"intent"_s, SqlType::Text},
                                         {u"confidence"_s, SqlType::Real},
                                         {u"entities"_s, SqlType::Json},
                                         {u"model_used"_s, SqlType::Text},
                                         {u"processing_time_ms"_s, SqlType::Real},
                                         {u"steps"_s, SqlType::Json},
                                         {u"ai_tries"_s, SqlType::Integer},
                                         {u"error"_s, SqlType::Text},
                                         {u"created_at"_s, SqlType::Real}},
                                        SqlInsert::OnConflict::Overwrite,
                                        {u"id"_s}};

const SqlInsert UnitOfWork::kActionInsert{u"message_actions"_s,
                                          {{u"id"_s, SqlType::Uuid},
                                           {u"conversation_id"_s, SqlType::Uuid},
                                           {u"message_id"_s, SqlType::Id},
                                           {u"outbox_ord"_s, SqlType::Integer},
                                           {u"ord"_s, SqlType::Integer},
                                           {u"action_type"_s, SqlType::Text},
                                           {u"action_data"_s, SqlType::Json},
                                           {u"status"_s, SqlType::Text},
                                           {u"model_used"_s, SqlType::Text},
                                           {u"processing_time_ms"_s, SqlType::Real},
                                           {u"created_at"_s, SqlType::Real},
                                           {u"executed_at"_s, SqlType::Real}}};

const SqlInsert UnitOfWork::kOutboxInsert{u"outbox"_s,
                                          {{u"conversation_id"_s, SqlType::Uuid},
                                           {u"ord"_s, SqlType::Integer},
                                           {u"dedup_key"_s, SqlType::Bytes},
                                           {u"body"_s, SqlType::Json},
                                           {u"repeatable"_s, SqlType::Integer},
                                           {u"fence"_s, SqlType::Integer},
                                           {u"from_seq"_s, SqlType::Integer},
                                           {u"upto_seq"_s, SqlType::Integer},
                                           {u"state"_s, SqlType::Integer},
                                           {u"attempts"_s, SqlType::Integer},
                                           {u"owner"_s, SqlType::Id},
                                           {u"lease_until"_s, SqlType::Real},
                                           {u"created_at"_s, SqlType::Real},
                                           {u"updated_at"_s, SqlType::Real}}};

namespace {

const SqlInsert kNewConversation{u"conversations"_s,
                                 {{u"id"_s, SqlType::Uuid},
                                  {u"conversation_id"_s, SqlType::Id},
                                  {u"created_at"_s, SqlType::Real},
                                  {u"updated_at"_s, SqlType::Real}},
                                 SqlInsert::OnConflict::Fail,
                                 {}};

/// A conversation is found by its id, too.
QString searchTextUnder(Conversation conversation, const ConversationId& id)
{
    conversation.id = id;
    return rows::searchText(conversation);
}

}  // namespace

UnitOfWork::UnitOfWork(SqlSession& session, TimePoint now)
    : m_session(session), m_now(now), m_searchNumber(QRandomGenerator::global()->generate())
{
}

void UnitOfWork::addMessage(const rows::MessageRow& row, const QString& channel)
{
    m_messages.push_back(rows::insertValues(row));
    if (search_rows::isSearchable(row)) m_searchRows.push_back(search_rows::values(row, channel, nextSearchNumber()));
}

void UnitOfWork::read(const SqlParams& ids)
{
    static const QString sql =
        u"select "_s + rows::kConversationColumns +
        u" from conversations {index conversation_id} where conversation_id in ({list}) order by conversation_id "
        "{for_update}"_s;
    for (const SqlRow& row : m_session.queryList(sql, ids)) {
        ConversationRow found = rows::readConversation(row);
        const ConversationId id = found.shown.id;
        m_missing.remove(id);
        m_stored.insert_or_assign(id, found);
        m_rows.insert_or_assign(id, std::move(found));
    }
}

void UnitOfWork::lock(std::span<const ConversationId> ids)
{
    std::vector<ConversationId> wanted;
    for (const ConversationId& id : ids) {
        if (!m_rows.contains(id) && !m_missing.contains(id)) wanted.push_back(id);
    }
    if (wanted.empty()) return;
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    for (const ConversationId& id : wanted)
        m_missing.insert(id);
    read(SqlParams(wanted.begin(), wanted.end()));
}

void UnitOfWork::lockOrCreate(std::span<const ConversationId> ids)
{
    lock(ids);
    std::vector<ConversationId> missing;
    for (const ConversationId& id : ids) {
        if (m_missing.contains(id)) missing.push_back(id);
    }
    if (missing.empty()) return;
    std::sort(missing.begin(), missing.end());
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    std::vector<SqlParams> fresh;
    fresh.reserve(missing.size());
    for (const ConversationId& id : missing)
        fresh.push_back({rows::newUuid(m_now), id, m_now, m_now});
    // Another engine may be faster. Waiting for its row with ours in hand could end in a circle, so all begins anew,
    // and finds the row where its turn is.
    m_session.insertMany(kNewConversation, fresh);
    read(SqlParams(missing.begin(), missing.end()));
}

void UnitOfWork::checkLocked(std::span<const ConversationId> ids) const
{
    for (const ConversationId& id : ids) {
        if (!m_rows.contains(id))
            throw SqlError(SqlError::Trouble::Retry, u"lock"_s, m_session.target(), u"a conversation came up since"_s);
    }
}

ConversationRow* UnitOfWork::find(const ConversationId& id)
{
    const auto found = m_rows.find(id);
    return found == m_rows.end() ? nullptr : &found->second;
}

ConversationRow* UnitOfWork::lockOne(const ConversationId& id)
{
    lock({&id, 1});
    return find(id);
}

void UnitOfWork::moveTo(ConversationRow& row, const ConversationId& id)
{
    flush();  // what was said of the row is about this one
    const ConversationId before = row.shown.id;
    m_session.execute(u"update conversations set conversation_id = ?, search_text = ? where id = ?"_s,
                      {id, searchTextUnder(row.shown, id), row.uuid});
    forget(before);
}

void UnitOfWork::forget(const ConversationId& id)
{
    m_rows.erase(id);
    m_stored.erase(id);
    m_dirty.remove(id);
    m_missing.insert(id);
}

void UnitOfWork::addEvent(std::vector<HistoryEvent>* sink, HistoryEvent event)
{
    m_events.emplace_back(sink, std::move(event));
}

SqlWrites UnitOfWork::takeWrites()
{
    static const SqlUpdate messageState{
        u"messages"_s,
        {{u"conversation_id"_s, SqlType::Uuid}, {u"seq"_s, SqlType::Integer}},
        {{u"state"_s, SqlType::Integer}, {u"reply"_s, SqlType::Json}, {u"fence"_s, SqlType::Integer}},
        {},
        u"state = 0"_s};
    static const SqlInsert messageInsert{u"messages"_s, rows::kMessageInsertColumns};
    SqlWrites writes;
    writes.add(messageState, std::exchange(m_messageStates, {}), isFenceChecked());
    ConversationChanges changes;
    for (const ConversationId& id : m_dirty)
        changes.add(m_stored.at(id), m_rows.at(id));
    changes.addTo(writes, m_now, m_session.plansEachText());
    for (const ConversationId& id : m_dirty) {
        ConversationRow& row = m_rows.at(id);
        row.version += 1;
        m_stored.at(id) = row;
    }
    m_dirty.clear();
    SqlWrites also = std::exchange(m_also, {});
    std::move(also.updates.begin(), also.updates.end(), std::back_inserter(writes.updates));
    writes.add(messageInsert, std::exchange(m_messages, {}));
    writes.add(search_rows::kInsert, std::exchange(m_searchRows, {}));
    writes.add(kTurnInsert, std::exchange(m_turns, {}));
    writes.add(kActionInsert, std::exchange(m_actions, {}));
    writes.add(kOutboxInsert, std::exchange(m_outbox, {}), u"dedup_key"_s);
    if (!m_shownLines.empty()) addReceipts(m_session, std::exchange(m_shownLines, {}), m_now, writes);
    return writes;
}

void UnitOfWork::flush()
{
    SqlWrites writes = takeWrites();
    if (writes.isEmpty()) return;
    m_session.write(writes);
    if (!writes.foundAll())
        throw StoreError(StoreError::Kind::Corrupt, u"finish"_s, m_session.target(), u"not all were waiting"_s);
    keepOutboxIds(writes);
}

void UnitOfWork::keepOutboxIds(const SqlWrites& writes)
{
    for (const SqlWrites::Insert& each : writes.inserts)
        m_outboxIds.insert(each.ids);
}

SqlNumbered UnitOfWork::numberedEvents() const
{
    static const SqlInsert insert{u"events"_s,
                                  {{u"id"_s, SqlType::Integer},
                                   {u"kind"_s, SqlType::Text},
                                   {u"conversation_id"_s, SqlType::Id},
                                   {u"user_id"_s, SqlType::Id},
                                   {u"message_id"_s, SqlType::Id},
                                   {u"rev"_s, SqlType::Integer},
                                   {u"data"_s, SqlType::Json},
                                   {u"at"_s, SqlType::Real}}};
    SqlNumbered numbered{u"events"_s, insert, {}, 0};
    numbered.rows.reserve(m_events.size());
    for (const auto& [sink, event] : m_events) {
        numbered.rows.push_back({event.kind, event.conversation, SqlValue::orNull(event.user),
                                 SqlValue::orNull(event.messageId), event.rev, event.data, m_now});
    }
    return numbered;
}

void UnitOfWork::tellEvents(qint64 firstId)
{
    if (!m_events.empty()) m_written = EventNumbers{firstId, firstId + qint64(m_events.size()) - 1};
    for (auto& [sink, event] : m_events) {
        event.id = firstId++;
        if (sink) sink->push_back(std::move(event));
    }
    m_events.clear();
}

void UnitOfWork::commit(const std::function<void()>& beforeCommit)
{
    if (!m_audit.empty()) flush();
    for (const AuditEntry& entry : std::exchange(m_audit, {}))
        appendAudit(*this, entry);
    SqlWrites writes = takeWrites();
    SqlNumbered numbered = numberedEvents();
    m_session.writeAndCommit(writes, numbered, beforeCommit);
    keepOutboxIds(writes);
    tellEvents(numbered.first);
}

}  // namespace tongdai
