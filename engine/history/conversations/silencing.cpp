#include "engine/history/conversations/silencing.h"

#include "engine/domain/conversation/turn.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;

int withdrawWaiting(UnitOfWork& work, const ConversationRow& row)
{
    SqlParams ords;
    for (SqlRow found : work.session().query(
             u"select ord from outbox where conversation_id = ? and state = 0 and upto_seq > 0 {for_update}"_s,
             {row.uuid}))
        ords.push_back(found.nextInteger());
    if (ords.empty()) return 0;
    work.session().executeList(
        u"update outbox set state = 5, updated_at = ? where conversation_id = ? and ord in ({list})"_s, ords,
        {work.now(), row.uuid});
    work.session().executeList(
        u"update message_actions set status = 'skipped' where conversation_id = ? and outbox_ord in ({list})"_s, ords,
        {row.uuid});
    return int(ords.size());
}

std::optional<QString> newestIntent(UnitOfWork& work, const ConversationRow& row)
{
    work.flush();  // perhaps finished in this very batch
    const SqlRows found = work.session().query(
        u"select intent from turns where conversation_id = ? and outcome <> ? order by upto_seq desc, created_at desc limit 1"_s,
        {row.uuid, int(TurnOutcome::Failed)});
    if (found.isEmpty()) return {};
    return found[0][0].toText();
}

void makePendingThePersons(UnitOfWork& work, ConversationRow& row)
{
    Conversation& c = row.shown;
    if (c.pending) {
        work.session().execute(
            u"update messages set state = 1, reply = ?, fence = ? where conversation_id = ? and seq > ? and state = 0"_s,
            {QJsonObject{{u"kind"_s, u"human"_s}}, c.fence, row.uuid, c.doneSeq});
    }
    if (!c.waitingSince && c.unread > 0)
        c.waitingSince = row.pendingSince ? fromUnixSeconds(*row.pendingSince) : c.lastActivity;
    c.doneSeq = c.nextSeq;
    c.pending = false;
    row.pendingSince = {};
    c.attempts = 0;
    c.restarts = 0;
}

bool channelAnswers(UnitOfWork& work, const QString& channel)
{
    return work.session().query(u"select 1 from channel_bots where channel = ?"_s, {channel}).isEmpty();
}

bool channelDrafts(UnitOfWork& work, const QString& channel)
{
    const SqlRows found = work.session().query(u"select drafts from channel_bots where channel = ?"_s, {channel});
    return !found.isEmpty() && found[0][0].toInteger() != 0;
}

}  // namespace tongdai
