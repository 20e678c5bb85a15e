#include "engine/history/store/verify_state.h"

#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

struct Promise {
    QString broken;  ///< what is said of each row found
    QString sql;     ///< finds the conversations that break it, or names a table
};

const std::array kPromises{
    Promise{u"pending and sequence numbers disagree"_s,
            u"select conversation_id from conversations where done_seq > next_seq or "
            "(pending = 1 and next_seq = done_seq) or (pending = 0 and next_seq > done_seq)"_s},
    Promise{u"the lease is further ahead than any legal one"_s,
            u"select conversation_id from conversations where lease_until > {now} + 60"_s},
    Promise{u"a waiting conversation does not say since when"_s,
            u"select conversation_id from conversations where pending = 1 and pending_since is null"_s},
    Promise{u"numbers of customer messages have gaps"_s,
            u"select c.conversation_id from conversations c where c.next_seq <> (select count(m.seq) from messages m "
            "where m.conversation_id = c.id) or c.next_seq <> coalesce((select max(m.seq) from messages m where "
            "m.conversation_id = c.id), 0)"_s},
    Promise{u"positions in the thread have gaps"_s,
            u"select c.conversation_id from conversations c where c.next_rev <> (select count(*) from messages m where "
            "m.conversation_id = c.id) or c.total_messages <> c.next_rev"_s},
    Promise{u"a finished message still waits"_s,
            u"select c.conversation_id from conversations c join messages m on m.conversation_id = c.id where "
            "m.seq <= c.done_seq and m.state = 0"_s},
    Promise{u"a message is final before its turn came"_s,
            u"select c.conversation_id from conversations c join messages m on m.conversation_id = c.id where "
            "m.seq > c.done_seq and m.state <> 0"_s},
    Promise{
        u"a later answer has an older fence"_s,
        u"select distinct c.conversation_id from messages a join messages b on b.conversation_id = a.conversation_id "
        "and b.rev > a.rev and b.fence < a.fence join conversations c on c.id = a.conversation_id "
        "where a.speaker = 1 and a.sent = 1 and b.speaker = 1 and b.sent = 1"_s},
    Promise{u"two turns answered the same message"_s,
            u"select distinct c.conversation_id from turns a join turns b on b.conversation_id = a.conversation_id and "
            "b.id <> a.id and b.upto_seq > a.from_seq and b.from_seq < a.upto_seq join conversations c on c.id = "
            "a.conversation_id where a.outcome in (0, 4) and b.outcome in (0, 4)"_s},
    Promise{u"a given answer has no turn"_s,
            u"select distinct c.conversation_id from messages m join conversations c on c.id = m.conversation_id where "
            "m.speaker = 1 and m.sent = 1 and m.sender_type <> 'apology' and not exists (select 1 from turns t where "
            "t.conversation_id = "
            "m.conversation_id and t.rev = m.rev)"_s},
    Promise{u"there are rows of no conversation"_s,
            u"select distinct 'messages' from messages x where not exists (select 1 from conversations c where c.id = "
            "x.conversation_id)"_s},
    Promise{u"there are rows of no conversation"_s,
            u"select distinct 'turns' from turns x where not exists (select 1 from conversations c where c.id = "
            "x.conversation_id)"_s},
    Promise{u"there are rows of no conversation"_s,
            u"select distinct 'message_actions' from message_actions x where not exists (select 1 from conversations c "
            u"where c.id = "
            "x.conversation_id)"_s},
    Promise{u"there are rows of no conversation"_s,
            u"select distinct 'outbox' from outbox x where not exists (select 1 from conversations c where c.id = "
            "x.conversation_id)"_s},
};

}  // namespace

QStringList verifyState(SqlSession& session)
{
    QStringList problems;
    for (const Promise& promise : kPromises) {
        const SqlRows rows = session.query(promise.sql);
        for (SqlRow row : rows)
            problems << QString::fromUtf8(row.nextBytes()) + u": "_s + promise.broken;
    }
    return problems;
}

}  // namespace tongdai
