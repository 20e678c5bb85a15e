#include "engine/history/conversations/sql_known_messages.h"

#include "engine/history/sql_history_calls.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QCoro::Task<bool> SqlKnownMessages::isKnown(MessageKey message)
{
    return m_history.read("known message", [=](SqlSession& session) {
        return !session
                    .query(
                        u"select 1 from messages m join conversations c on c.id = m.conversation_id where "
                        "c.conversation_id = ? and m.message_id = ? and m.source = ?"_s,
                        {message.conversation, message.id, SqlValue::ofId(message.source)})
                    .isEmpty();
    });
}

}  // namespace tongdai
