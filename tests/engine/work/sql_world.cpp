#include "tests/engine/work/sql_world.h"

#include "engine/work/message/handle_message.h"
#include "engine/work/message/handle_result.h"
#include "engine/work/message/pipeline_ports.h"
#include "tests/engine/history/await_task.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace tongdai::testing {

using namespace std::chrono_literals;

SqlWorld::Door::Door(SqlWorld& world, const PipelineOptions& options)
    : history(sqliteBackend(world.file()), world.clock),
      store(history, world.random),
      live(world.redis, world.time, world.life),
      ai(world.time, world.random, world.life),
      bots(world.clock, store),
      gatedAi(ai, bots),
      platform(world.memoryPlatform, world.time, world.random, world.life)
{
    await(history.open());
    const PipelinePorts ports{world.clock, world.random, store,   store,   history, live,    gatedAi,
                              platform,    events,       nullptr, nullptr, &store,  nullptr, &store};
    pipeline = std::make_unique<Pipeline>(ports, options);
    bots.connectActs(pipeline->operatorActs());
    pipeline->start();
}

SqlWorld::SqlWorld(int engines, PipelineOptions options)
{
    for (int i = 0; i < engines; ++i)
        doors.push_back(std::make_unique<Door>(*this, options));
}

SqlWorld::~SqlWorld()
{
    int stopped = 0;
    const auto stop = [&stopped](Door& door) -> QCoro::Task<void> {
        co_await door.pipeline->stop(8s);
        ++stopped;
    };
    for (const auto& door : doors)
        stop(*door);
    runUntil([&] { return stopped == int(doors.size()); }, 20s);
    for (const auto& door : doors)
        door->history.close();
    life->isAlive = false;
    time.finish(life);
}

bool SqlWorld::isStoreAtWork() const
{
    return std::any_of(doors.begin(), doors.end(), [](const auto& door) { return door->store.underWay > 0; });
}

void SqlWorld::letStoreWork()
{
    QElapsedTimer patience;
    patience.start();
    while (isStoreAtWork()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        if (patience.elapsed() > 30'000) qFatal("the store does not answer");
    }
}

void SqlWorld::runFor(std::chrono::nanoseconds duration)
{
    runUntil([] { return false; }, duration);
}

bool SqlWorld::runUntil(const std::function<bool()>& done, std::chrono::nanoseconds atMost)
{
    const auto end = time.now() + atMost;
    letStoreWork();
    while (!done()) {
        if (!time.step(end)) {
            time.runUntil(end);
            return done();
        }
        letStoreWork();
    }
    return true;
}

WorldFacts SqlWorld::facts(bool faultsStopped) const
{
    WorldFacts facts;
    facts.store = sqliteFacts(file());
    facts.promises = promises;
    facts.sights = memoryPlatform.sights;
    facts.faultsStopped = faultsStopped;
    return facts;
}

IncomingMessage SqlWorld::messageOf(const QByteArray& conversation, const QByteArray& id, const QString& text)
{
    IncomingMessage message;
    message.source = "platform";
    message.conversation = ConversationId(conversation);
    message.messageId = MessageId(id);
    message.sender = SenderId("u1");
    message.senderType = QStringLiteral("user");
    message.content = text;
    message.sentAt = 1'700'000'000;
    return message;
}

std::shared_ptr<std::optional<HandleResult>> SqlWorld::post(const QByteArray& conversation, const QByteArray& id,
                                                            const QString& text, int door)
{
    const auto result = std::make_shared<std::optional<HandleResult>>();
    keep(door, messageOf(conversation, id, text), result);
    return result;
}

std::shared_ptr<std::optional<HandleResult>> SqlWorld::postAs(const QString& senderType, const QByteArray& id,
                                                              const QString& text, const QByteArray& sender)
{
    IncomingMessage message = messageOf("c1", id, text);
    message.sender = SenderId(sender);
    message.senderType = senderType;
    const auto result = std::make_shared<std::optional<HandleResult>>();
    keep(0, std::move(message), result, false);
    return result;
}

QCoro::Task<void> SqlWorld::keep(int door, IncomingMessage message, std::shared_ptr<std::optional<HandleResult>> result,
                                 bool isPromise)
{
    const PromiseFact promise{message.source, message.messageId.bytes(), message.conversation.bytes()};
    HandleResult outcome = co_await doors[size_t(door)]->pipeline->handleMessage().run(std::move(message));
    const bool isPositive = !std::holds_alternative<ReusedMessageId>(outcome) &&
                            !std::holds_alternative<Unavailable>(outcome) && !std::holds_alternative<Failed>(outcome);
    if (isPositive && isPromise) promises.push_back(promise);
    *result = std::move(outcome);
}

}  // namespace tongdai::testing
