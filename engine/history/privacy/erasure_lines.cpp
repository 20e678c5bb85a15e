#include "engine/history/privacy/erasure_lines.h"

#include "engine/history/search/search.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;

namespace {

/// A line the person wrote in somebody else's conversation.
struct ForeignLine {
    QUuid uuid;
    QUuid conversation;
    ConversationId conversationId;
    MessageId id;
    MessageId newId;
    QStringList names;  ///< what the line called them
};

std::vector<ForeignLine> foreignLines(UnitOfWork& work, const SenderId& user)
{
    std::vector<ForeignLine> lines;
    for (SqlRow row : work.session().query(
             u"select m.id, c.id, c.conversation_id, m.message_id, m.sender_name, m.metadata from messages m join "
             "conversations c on c.id = m.conversation_id where m.sender_id = ? order by c.conversation_id"_s,
             {user})) {
        ForeignLine line;
        line.uuid = row.nextUuid();
        line.conversation = row.nextUuid();
        line.conversationId = row.nextId<ConversationId>();
        line.id = row.nextId<MessageId>();
        line.newId = rows::lineId(rows::newUuid(work.now()));
        line.names << row.nextText();
        const QJsonObject metadata = row.nextJson();
        for (const auto name : {"customer_name"_L1, "sender_name"_L1, "name"_L1})
            line.names << metadata[name].toString();
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Their message ids may say who they are: every row that names one gets the new one.
void renameMessages(UnitOfWork& work, const std::vector<ForeignLine>& lines)
{
    SqlSession& session = work.session();
    for (const ForeignLine& line : lines) {
        session.execute(u"update message_actions set message_id = ? where conversation_id = ? and message_id = ?"_s,
                        {line.newId, line.conversation, line.id});
        session.execute(u"update history_entries set message_id = ? where conversation_id = ? and message_id = ?"_s,
                        {line.newId, line.conversation, line.id});
        session.execute(
            u"update participants set last_read_message_id = ? where conversation_id = ? and last_read_message_id = ?"_s,
            {line.newId, line.conversation, line.id});
        session.execute(
            u"update events set message_id = null, data = '{}' where conversation_id = ? and message_id = ?"_s,
            {line.conversationId, line.id});
    }
}

/// What the bot made of their words.
void blankDerived(UnitOfWork& work, const SqlParams& conversations, std::vector<ErasedPlace>& places)
{
    static const std::vector<std::pair<QString, QString>> derived{
        {u"turns"_s, u"update turns set entities = '{}', steps = '{}', error = '' where conversation_id in ({list})"_s},
        {u"message_actions"_s,
         u"update message_actions set action_data = '{}', error = null where conversation_id in ({list})"_s},
        {u"outbox"_s,
         u"update outbox set body = '{}', answer = null, last_error = '', tries = null where conversation_id in ({list}) and state in (2, 3, 5)"_s},
        {u"history_entries"_s, u"update history_entries set metadata = '{}' where conversation_id in ({list})"_s}};
    for (const auto& [table, sql] : derived) {
        const qint64 count = work.session().executeList(sql, conversations);
        if (count > 0) places.push_back({table + u" of others' conversations"_s, 0, count});
    }
}

}  // namespace

QStringList anonymiseLines(UnitOfWork& work, const SenderId& user, std::vector<ConversationId>& touched,
                           std::vector<ErasedPlace>& places)
{
    const std::vector<ForeignLine> lines = foreignLines(work, user);
    QStringList names;
    if (lines.empty()) return names;
    std::vector<ConversationId> ids;
    SqlParams uuids;
    SqlParams lineUuids;
    std::vector<SqlParams> changes;
    for (const ForeignLine& line : lines) {
        if (ids.empty() || ids.back() != line.conversationId) {
            ids.push_back(line.conversationId);
            uuids.push_back(line.conversation);
        }
        lineUuids.push_back(line.uuid);
        names << line.names;
        changes.push_back({line.uuid, line.newId, QString(u""_s), QString(u""_s), SqlValue(), QString(u""_s),
                           QJsonObject(), SqlValue(), SqlValue()});
    }
    work.checkLocked(ids);
    touched = ids;
    static const SqlUpdate update{u"messages"_s,
                                  {{u"id"_s, SqlType::Uuid}},
                                  {{u"message_id"_s, SqlType::Id},
                                   {u"content"_s, SqlType::Text},
                                   {u"folded"_s, SqlType::Text},
                                   {u"sender_id"_s, SqlType::Id},
                                   {u"sender_name"_s, SqlType::Text},
                                   {u"metadata"_s, SqlType::Json},
                                   {u"reply"_s, SqlType::Json},
                                   {u"body_hash"_s, SqlType::Bytes}}};
    work.session().updateMany(update, changes);
    places.push_back({u"messages of others' conversations"_s, 0, qint64(lines.size())});
    indexAgain(work, lineUuids);
    renameMessages(work, lines);
    blankDerived(work, uuids, places);
    for (const ForeignLine& line : lines) {
        ConversationRow* row = work.find(line.conversationId);
        if (!row) continue;
        row->shown.lastText.clear();
        if (row->shown.lastMessageId == line.id) row->shown.lastMessageId = {};
        if (line.names.contains(row->shown.customerName)) row->shown.customerName.clear();
        work.changed(*row);
    }
    return names;
}

}  // namespace tongdai
