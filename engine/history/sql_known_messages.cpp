#include "engine/history/sql_known_messages.h"

#include "engine/history/sql_history_calls.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QCoro::Task<bool> SqlKnownMessages::isKnown(QByteArray source, MessageId message)
{
    return m_history.read("known message", [=](SqlSession& session) {
        return !session
                    .query(u"select 1 from messages where message_id = ? and source = ?"_s,
                           {message, SqlValue::ofId(source)})
                    .isEmpty();
    });
}

}  // namespace tongdai
