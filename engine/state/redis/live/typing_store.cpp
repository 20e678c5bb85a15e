#include "engine/state/redis/live/typing_store.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/ask_all.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

QCoro::Task<std::optional<bool>> TypingStore::start(ConversationId thread, SenderId user)
{
    const std::chrono::milliseconds life = keys::kTypingTtl;
    const QByteArrayList touched{keys::typing(thread, user)};
    const QByteArrayList args{QByteArray::number(life.count()), QByteArray::number(kPause.count())};
    auto asked = orNothing(m_start.run(m_connection, touched, args));
    const auto answer = co_await asked;
    std::optional<bool> tell;
    if (answer && answer->isInteger()) tell = answer->integer() == 1;
    co_return tell;
}

QCoro::Task<std::optional<bool>> TypingStore::stop(ConversationId thread, SenderId user)
{
    const QByteArrayList command{"DEL"_ba, keys::typing(thread, user)};
    auto asked = orNothing(m_connection.command(command));
    const auto answer = co_await asked;
    std::optional<bool> tell;
    if (answer && answer->isInteger()) tell = answer->integer() == 1;
    co_return tell;
}

}  // namespace tongdai::redis
