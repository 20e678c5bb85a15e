#include "engine/state/redis/live/session_status_cache.h"

#include "engine/contract/json/chat/plain_session.h"
#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/ask_all.h"

#include <algorithm>

namespace tongdai::redis {

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;
namespace keys = contract::keys;

namespace {

QByteArray life(std::chrono::milliseconds duration)
{
    return QByteArray::number(qint64(duration.count()));
}

/// Who asks again when the takeover is over sees that it is.
std::chrono::milliseconds replyLife(const SessionStatus& status, TimePoint now)
{
    const std::chrono::milliseconds most = keys::kCheckReplyTtl;
    if (!status.until) return most;
    return std::clamp<std::chrono::milliseconds>(*status.until - now, 1ms, most);
}

}  // namespace

QCoro::Task<SessionStatusCache::Found> SessionStatusCache::find(ConversationId session)
{
    Found found;
    if (!m_health.canRead()) co_return found;
    const QByteArrayList question{"MGET"_ba, keys::chatSession(session), keys::olderSession(session)};
    auto asked = orNothing(m_connection.command(question));
    const std::optional<Reply> answer = co_await asked;
    if (!answer || !answer->isArray()) co_return found;
    found.look = Look::Miss;
    for (const Reply& each : answer->elements()) {
        const auto status = contract::readCachedSession(session, each.bytes());
        if (!status || found.look == Look::Hit) continue;
        found.look = Look::Hit;
        found.status = *status;
    }
    co_return found;
}

QCoro::Task<void> SessionStatusCache::fill(SessionStatus status, TimePoint now)
{
    if (!m_health.canWrite()) co_return;
    auto writing = write(std::move(status), now, false);
    co_await writing;
}

/// Also into a Redis without room: there the older copies go at least.
QCoro::Task<void> SessionStatusCache::replace(SessionStatus status, TimePoint now)
{
    if (!m_health.canRead()) co_return;
    auto writing = write(std::move(status), now, true);
    co_await writing;
}

QCoro::Task<void> SessionStatusCache::write(SessionStatus status, TimePoint now, bool hasChanged)
{
    const QByteArrayList keyed{keys::chatSession(status.id), keys::checkReply(status.id), keys::olderSession(status.id),
                               keys::olderCheckReply(status.id)};
    const QByteArrayList values{contract::cachedSession(status), contract::cachedReply(status),
                                QByteArray::number(status.rev),  life(keys::kSessionTtl),
                                life(replyLife(status, now)),    hasChanged ? "1"_ba : "0"_ba};
    auto asked = orNothing(m_write.run(m_connection, keyed, values));
    co_await asked;
}

}  // namespace tongdai::redis
