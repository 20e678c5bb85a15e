#pragma once

#include "tests/support/ai_stub.h"
#include "tests/support/engine_process.h"
#include "tests/support/http_client.h"
#include "tests/support/invariants.h"
#include "tests/support/platform_stub.h"

namespace tongdai::testing {

/// One real engine with a scripted AI service and a scripted platform around it, and what can be said about its
/// history afterwards. Everything in a folder of its own, so that several scenes may run side by side.
class EngineScene {
public:
    EngineScene();
    Q_DISABLE_COPY_MOVE(EngineScene)

    AiStub ai;
    PlatformStub platform;
    EngineProcess engine;
    JsonClient client;  ///< with the platform's token
    JsonClient admin;   ///< with the administrator's

    /// Starts the engine, with a fault as FAIL has it (engine/domain/failpoint.h) or none. The clients follow.
    bool start(const QByteArray& fault = {});

    ClientReply say(const QString& conversation, const QString& messageId, const QString& text);
    int thoughts() const;  ///< times the AI service was asked
    /// Calls of the AI service that began while another one for the same conversation was in work.
    QStringList overlappingThoughts() const;
    /// The engine does not wait for its Redis at the start, so a test that speaks of Redis does.
    bool waitForRedis();
    /// Waits until no message and no outbox row is open in the history. The engine is running.
    bool settles(std::chrono::seconds patience) const;
    /// Everything that does not hold: I1 to I5, and the recorded actions against what the platform received. The
    /// engine may be running, stopped or killed. Empty: all is well.
    QStringList wrongs(const std::vector<PromiseFact>& promises) const;
    /// Only what must hold at every moment: messages and outbox rows may still be on their way.
    QStringList wrongsMeanwhile(const std::vector<PromiseFact>& promises) const;
    /// Rows of the history, one string each, columns parted by `|`.
    QStringList rows(const QString& sql) const;
    qint64 redisPid() const;  ///< of the engine's private server; 0: none noted

private:
    WorldFacts world(const std::vector<PromiseFact>& promises) const;
    QStringList actionDifferences() const;
};

}  // namespace tongdai::testing
