#include "engine/history/tasks/session_tasks.h"

#include "engine/domain/conversation/chat.h"
#include "engine/history/conversations/granting.h"
#include "engine/history/tasks/tasks.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using ports::SessionTaskStore;
using rows::ConversationRow;
using rows::MessageRow;

namespace {

const QByteArray kQueueSource = "queue"_ba;

bool isThere(UnitOfWork& work, const ConversationRow& row, const MessageId& id)
{
    return !work.session()
                .query(u"select 1 from messages where conversation_id = ? and message_id = ?"_s, {row.uuid, id})
                .isEmpty();
}

MessageRow rowOf(const UnitOfWork& work, const ConversationRow& row, const SavedLine& line)
{
    MessageRow stored;
    stored.uuid = rows::newUuid(work.now());
    stored.source = kQueueSource;
    stored.shown.conversation = row.shown.id;
    stored.shown.messageId = line.messageId;
    stored.shown.speaker = line.speaker;
    stored.shown.state = MessageState::Answered;
    stored.shown.sender = line.sender;
    stored.shown.senderName = line.senderName;
    stored.shown.body = line.text;
    stored.shown.sentAt = toUnixSeconds(line.at);
    stored.shown.receivedAt = work.now();
    stored.shown.metadata = line.metadata;
    return stored;
}

}  // namespace

SessionTaskStore::LineSaved saveLine(UnitOfWork& work, WriteJob& job, const BackgroundTask& task, const SavedLine& line)
{
    SessionTaskStore::LineSaved saved;
    work.lockOrCreate({&task.conversation, 1});
    ConversationRow& row = *work.find(task.conversation);
    if (!isStillOurs(work, task)) return saved;
    saved.wasOurs = true;
    markTaskDone(work, task, false);
    if (row.shown.lastRev > 0 && isThere(work, row, line.messageId)) return saved;
    Conversation& c = row.shown;
    if (c.lastRev == 0) {
        c.metadata = ownChatMetadata({});
        c.channel = channelOf(c.metadata, u"web"_s);
    }
    const bool isCustomer = line.speaker == Speaker::Customer;
    if (isCustomer && c.customer.isEmpty()) c.customer = line.sender;
    if (isCustomer && c.customerName.isEmpty()) c.customerName = line.senderName;
    MessageRow stored = rowOf(work, row, line);
    appendLine(work, row, stored, true);
    work.addEvent(&job.events, lineEvent(row, stored));
    saved.isNew = true;
    saved.line = stored.shown;
    saved.conversation = c;
    return saved;
}

SessionTaskStore::StatusAge noteStatusVersion(UnitOfWork& work, const BackgroundTask& task, qint64 version)
{
    using Age = SessionTaskStore::StatusAge;
    const ConversationRow* row = work.lockOne(task.conversation);
    if (!isStillOurs(work, task)) return Age::Refused;
    if (!row) return Age::NoSuchSession;
    const SqlRows known = work.session().query(
        u"select version from session_statuses where conversation_id = ? {for_update}"_s, {row->uuid});
    if (!known.isEmpty() && known[0][0].toInteger() > version) return Age::Older;
    static const SqlInsert insert{
        u"session_statuses"_s,
        {{u"conversation_id"_s, SqlType::Uuid}, {u"version"_s, SqlType::Integer}, {u"updated_at"_s, SqlType::Real}},
        SqlInsert::OnConflict::Overwrite,
        {u"conversation_id"_s}};
    const std::vector<SqlParams> rows{{row->uuid, version, work.now()}};
    work.session().insertMany(insert, rows);
    return Age::Newest;
}

}  // namespace tongdai
