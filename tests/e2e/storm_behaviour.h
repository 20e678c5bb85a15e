#pragma once

#include "tests/support/engine_team.h"
#include "tests/support/steady_senders.h"

#include <QElapsedTimer>
#include <QObject>
#include <QRandomGenerator>

#include <memory>

namespace tongdai::testing {

/// The table of guarantees 2.19 with the product's own engines: two of them on one Redis and one database server, while
/// one after the other is killed or paused, Redis is flushed and killed, and the database is killed; then everything is
/// looked over. Rows F10, F11, F17, F18, F31 and F32 of 3.4 at once. A server's test derives from it.
/// TONGDAI_LONG_TESTS=1: 180 s of it instead of 12; N: N minutes.
class StormBehaviour : public QObject {
    Q_OBJECT
protected:
    explicit StormBehaviour(std::unique_ptr<SharedStore> store) : m_store(std::move(store)) {}
    virtual void killServer() = 0;
    SharedStore& store() { return *m_store; }

private slots:
    void initTestCase();
    void nothingIsLostOrDoubledInAStorm();

private:
    struct Counts {
        int messages = 0;
        int replays = 0;
        int kills = 0;
        int pauses = 0;
        int flushes = 0;
        int redisKills = 0;
        int databaseKills = 0;
    };
    using Member = EngineTeam::Member;

    void write();
    void harmAnEngine();
    void harmRedis();
    void harmTheDatabase();
    bool start(size_t member);
    void tellResult(qint64 milliseconds);

    std::unique_ptr<SharedStore> m_store;
    std::unique_ptr<EngineTeam> m_team;
    std::vector<std::unique_ptr<SteadySenders>> m_senders;
    QRandomGenerator m_random;
    Counts m_counts;
};

}  // namespace tongdai::testing
