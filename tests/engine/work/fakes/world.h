#pragma once

#include "engine/domain/ports/live/journal_news.h"
#include "engine/work/message/handle_message.h"
#include "engine/work/message/handle_result.h"
#include "engine/work/message/pipeline.h"
#include "tests/engine/work/fakes/fake_outside.h"
#include "tests/engine/work/fakes/memory_journal.h"

#include <memory>

namespace tongdai::testing {

/// What all engines share.
struct World {
    explicit World(quint32 seed = 1, Mutation mutation = Mutation::None) : random(seed), database(time, mutation) {}

    VirtualTime time;
    SeededRandom random;
    MemoryDatabase database;
    MemoryRedis redis;
    MemoryPlatform platform;
    std::vector<PromiseFact> promises;

    WorldFacts facts(bool faultsStopped = true) const
    {
        WorldFacts facts;
        facts.store = database.facts();
        facts.promises = promises;
        facts.sights = platform.sights;
        facts.faultsStopped = faultsStopped;
        return facts;
    }
};

/// One engine run: its ports and its pipeline. kill() is kill -9.
class Engine {
public:
    /// `journalFile`: as with a store on a server; absent: no journal. `news`: where other engines have that store,
    /// too.
    explicit Engine(World& world, PipelineOptions options = {}, MemoryJournalFile* journalFile = nullptr,
                    ports::JournalNews* news = nullptr)
        : life(std::make_shared<Life>()),
          clock(world.time, life),
          store(world.database, world.time, world.random, life),
          live(world.redis, world.time, life),
          ai(world.time, world.random, life),
          platform(world.platform, world.time, world.random, life),
          reader(world.database),
          m_world(world)
    {
        if (journalFile) journal = std::make_unique<MemoryJournal>(*journalFile, world.time, life);
        const PipelinePorts ports{clock, world.random, store,  store,         reader, live,
                                  ai,    platform,     events, journal.get(), news};
        pipeline = std::make_unique<Pipeline>(ports, std::move(options));
    }
    /// Its coroutines end: of what they still do nothing reaches the world.
    ~Engine()
    {
        kill();
        pipeline->stop(std::chrono::milliseconds(0));
        m_world.time.finish(life);
    }
    void kill() { life->isAlive = false; }

    /// Posts a message and keeps what its caller got.
    std::shared_ptr<std::optional<HandleResult>> post(const QByteArray& conversation, const QByteArray& id,
                                                      const QString& text = QStringLiteral("xin chào"),
                                                      const QByteArray& source = "platform")
    {
        IncomingMessage message;
        message.source = source;
        message.conversation = ConversationId(conversation);
        message.messageId = MessageId(id);
        message.sender = SenderId("u1");
        message.senderType = QStringLiteral("user");
        message.content = text;
        message.sentAt = 1'700'000'000;
        const auto result = std::make_shared<std::optional<HandleResult>>();
        keep(std::move(message), result);
        return result;
    }

    LifePtr life;
    VirtualClock clock;
    FakeStore store;
    FakeLive live;
    FakeAi ai;
    FakePlatform platform;
    FakeReader reader;
    RecordedEvents events;
    std::unique_ptr<MemoryJournal> journal;
    std::unique_ptr<Pipeline> pipeline;

private:
    QCoro::Task<void> keep(IncomingMessage message, std::shared_ptr<std::optional<HandleResult>> result)
    {
        const PromiseFact promise{message.source, message.messageId.bytes(), message.conversation.bytes()};
        HandleResult outcome = co_await pipeline->handleMessage().run(std::move(message));
        const bool isPositive = !std::holds_alternative<ReusedMessageId>(outcome) &&
                                !std::holds_alternative<Unavailable>(outcome) &&
                                !std::holds_alternative<Failed>(outcome);
        if (isPositive) m_world.promises.push_back(promise);
        *result = std::move(outcome);
    }

    World& m_world;
};

}  // namespace tongdai::testing
