#pragma once

#include "tests/support/engine_process.h"
#include "tests/support/http_client.h"
#include "tests/support/redis_server.h"
#include "tests/support/shared_store.h"
#include "tests/support/stub_facts.h"

#include <array>

namespace tongdai::testing {

/// Two real engines, each with a data folder of its own, on one database server and one Redis, with a scripted AI
/// service and a scripted platform around them. The test's thread.
class EngineTeam {
public:
    explicit EngineTeam(SharedStore& store);
    Q_DISABLE_COPY_MOVE(EngineTeam)

    struct Member {
        Member();
        EngineProcess engine;
        JsonClient client;      ///< with the platform's token
        JsonClient admin;       ///< with the administrator's
        quint16 redisPort = 0;  ///< its own way to Redis, e.g. a proxy's; 0: straight
    };
    AiStub ai;
    PlatformStub platform;
    RedisServer redis{RedisServer::Options{true, {}}};
    std::array<Member, 2> members;

    /// Redis, stubs and both engines; waits until both have found Redis.
    bool start();
    /// One engine, with a fault as FAIL has it (engine/domain/failpoint.h) or none. Its clients follow.
    bool startMember(Member& member, const QByteArray& fault = {});
    bool waitForRedis(Member& member, bool connected = true);

    /// Waits until no message and no outbox row is open, and nothing waits in a journal.
    bool settles(std::chrono::seconds patience);
    /// Everything that does not hold: I1 to I5, and the recorded actions against what the platform received.
    QStringList wrongs(const std::vector<PromiseFact>& promises);

private:
    bool areJournalsEmpty();

    SharedStore& m_store;
};

}  // namespace tongdai::testing
