#include "engine/history/conversations/sql_known_messages.h"

#include "engine/history/sql_history_calls.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QCoro::Task<std::optional<ports::KnownMessage>> SqlKnownMessages::find(MessageKey message)
{
    return m_history.read("known message", [=](SqlSession& session) {
        const SqlRows rows = session.query(
            u"select m.seq, m.body_hash from messages m join conversations c on c.id = m.conversation_id where "
            "c.conversation_id = ? and m.message_id = ? and m.source = ?"_s,
            {message.conversation, message.id, SqlValue::ofId(message.source)});
        std::optional<ports::KnownMessage> known;
        if (!rows.isEmpty()) known = ports::KnownMessage{rows[0][0].toInteger(), rows[0][1].toBytes()};
        return known;
    });
}

}  // namespace tongdai
