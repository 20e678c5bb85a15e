#include "engine/host/boot/chat_history_stack.h"

#include "engine/contract/chat_history_routes.h"
#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/sql_history.h"
#include "engine/host/locks/locks_trail_eraser.h"
#include "engine/server/routes/chat/history_callers.h"
#include "engine/server/routes/chat/history_routes.h"
#include "engine/server/routes/privacy_routes.h"
#include "engine/state/redis/live/chat_session_cache.h"
#include "engine/state/redis/live/trace_eraser.h"
#include "engine/work/tasks/privacy_upkeep.h"

namespace tongdai {

using namespace Qt::StringLiterals;

class ChatHistoryStack::Private {
public:
    Private(const EngineConfig& config, ports::Clock& clock, SqlHistory& history, RedisStack& redis, LocksNotes notes,
            Router& router, const DoorBounds& bounds)
        : privacy(history),
          cache(redis.connection(), redis.health(), config.chatHistory),
          traces(redis.connection(), redis.health()),
          allTraces(traces, notes),
          chatHistory({clock, history, cache, redis.live()}, config.chatHistory),
          erase(privacy, allTraces, cache),
          upkeep({clock, privacy, erase}, config.retention),
          routes(chatHistory, erase,
                 historyCallers(chat::JwtTokens(config.jwtSecret.toUtf8(),
                                                [people = bounds.people](const QByteArray& user) {
                                                    return people->isBarred(user);
                                                }),
                                BearerTokens({config.pancakeToken.toUtf8()}), clock, bounds.wrong),
                 {bounds.doors, bounds.wrong}),
          privacyRoutes(router, {erase, privacy, upkeep, clock})
    {
        router.mount(QString::fromLatin1(contract::kChatHistoryBase), routes, Qt::CaseInsensitive);
    }

    SqlPrivacy privacy;
    redis::ChatSessionCache cache;
    redis::TraceEraser traces;
    LocksTrailEraser allTraces;
    ChatHistory chatHistory;
    EraseChatSession erase;
    PrivacyUpkeep upkeep;
    ChatHistoryRoutes routes;
    PrivacyRoutes privacyRoutes;
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);
};

ChatHistoryStack::ChatHistoryStack(const EngineConfig& config, ports::Clock& clock, SqlHistory& history,
                                   RedisStack& redis, LocksNotes notes, Router& router, const DoorBounds& bounds,
                                   std::function<void()> manyChanged)
    : d(std::make_unique<Private>(config, clock, history, redis, notes, router, bounds))
{
    d->erase.onErased(std::move(manyChanged));
    QObject::connect(&redis, &RedisStack::ready, &redis, [alive = std::weak_ptr(d->alive), upkeep = &d->upkeep] {
        if (!alive.expired()) upkeep->wake();
    });
}

ChatHistoryStack::~ChatHistoryStack() = default;

void ChatHistoryStack::start()
{
    d->upkeep.start();
}

void ChatHistoryStack::stop()
{
    d->upkeep.stop();
}

EraseChatSession& ChatHistoryStack::erasure()
{
    return d->erase;
}

ports::AuditLog& ChatHistoryStack::auditLog()
{
    return d->privacy;
}

}  // namespace tongdai
