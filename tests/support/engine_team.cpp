#include "tests/support/engine_team.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTeamLookEvery = 500;  // each look starts the server's client program
constexpr int kTeamConnections = 220;
constexpr int kHealthPatience = 5'000;  // milliseconds

}  // namespace

EngineTeam::Member::Member() : client(QUrl(), kTeamConnections), admin(QUrl(), 4)
{
    client.setToken(engine.pancakeToken());
    admin.setToken(engine.adminToken());
}

EngineTeam::EngineTeam(SharedStore& store) : m_store(store) {}

bool EngineTeam::start()
{
    if (!redis.start()) {
        qWarning("%s", qUtf8Printable(redis.problem()));
        return false;
    }
    if (!ai.listen() || !platform.listen()) return false;
    for (Member& member : members) {
        if (!startMember(member) || !waitForRedis(member)) return false;
    }
    return true;
}

bool EngineTeam::startMember(Member& member, const QByteArray& fault)
{
    EngineProcess& engine = member.engine;
    const QMap<QString, QString> settings = m_store.settings();
    for (auto setting = settings.cbegin(); setting != settings.cend(); ++setting)
        engine.setEnvironment(setting.key(), setting.value());
    engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    engine.setEnvironment(u"REDIS_PORT"_s, QString::number(member.redisPort ? member.redisPort : redis.port()));
    engine.setEnvironment(u"AI_SERVICE_URL"_s, ai.url().toString());
    engine.setEnvironment(u"PANCAKE_BASE_URL"_s, platform.url().toString());
    engine.setEnvironment(u"FAIL"_s, QString::fromLatin1(fault));
    if (!engine.start(60'000)) {
        qWarning("%s", qUtf8Printable(engine.problem()));
        return false;
    }
    member.client.setBase(engine.url());
    member.admin.setBase(engine.url());
    return true;
}

bool EngineTeam::waitForRedis(Member& member, bool connected)
{
    const QString wanted = connected ? u"connected"_s : u"disconnected"_s;
    const auto isSo = [&] {
        return member.admin.get("/api/v1/admin/health").json.value("redis_status"_L1).toString() == wanted;
    };
    return QTest::qWaitFor(isSo, 30'000);
}

/// Of those that run: a killed one's waits for its next start.
bool EngineTeam::areJournalsEmpty()
{
    return std::ranges::all_of(members, [](Member& member) {
        return !member.engine.isRunning() ||
               member.admin.get("/health", kHealthPatience).json.value("journal_waiting"_L1).toInteger(-1) == 0;
    });
}

bool EngineTeam::settles(std::chrono::seconds patience)
{
    QElapsedTimer sinceLook;
    const auto isSettledNow = [&] {
        if (sinceLook.isValid() && sinceLook.elapsed() < kTeamLookEvery) return false;
        const bool isQuiet = areJournalsEmpty() && m_store.isQuiet();
        sinceLook.start();
        return isQuiet;
    };
    const bool isSettled = QTest::qWaitFor(isSettledNow, int(std::chrono::milliseconds(patience).count()));
    if (!isSettled) qWarning("not settled, open in the store:\n%s", qUtf8Printable(m_store.openWork().join(u'\n')));
    return isSettled;
}

QStringList EngineTeam::wrongs(const std::vector<PromiseFact>& promises)
{
    WorldFacts facts;
    facts.store = m_store.facts();
    facts.promises = promises;
    facts.sights = sightsOf(platform);
    return brokenInvariants(facts) + actionDifferences(m_store.actionsDone(), platform);
}

}  // namespace tongdai::testing
