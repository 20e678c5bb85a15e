#include "tests/support/store_scene.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTest>
#include <QTimer>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStoreLookEvery = 500;  // each look starts the server's client program
constexpr int kStoreConnections = 220;
constexpr int kToldLog = 8'000;

}  // namespace

StoreScene::StoreScene(SharedStore& store)
    : client(QUrl(), kStoreConnections), admin(QUrl(), 4), m_store(store), m_settings(store.settings())
{
    client.setToken(engine.pancakeToken());
    admin.setToken(engine.adminToken());
}

bool StoreScene::start(const QByteArray& fault)
{
    if (ai.port() == 0 && !ai.listen()) return false;
    if (platform.port() == 0 && !platform.listen()) return false;
    for (auto setting = m_settings.cbegin(); setting != m_settings.cend(); ++setting)
        engine.setEnvironment(setting.key(), setting.value());
    engine.setEnvironment(u"AI_SERVICE_URL"_s, ai.url().toString());
    engine.setEnvironment(u"PANCAKE_BASE_URL"_s, platform.url().toString());
    engine.setEnvironment(u"FAIL"_s, QString::fromLatin1(fault));
    if (!engine.start(60'000)) {
        qWarning("%s", qUtf8Printable(engine.problem()));
        return false;
    }
    client.setBase(engine.url());
    admin.setBase(engine.url());
    return true;
}

ClientReply StoreScene::say(const QString& conversation, const QString& messageId, const QString& text)
{
    return client.post("/api/v1/enhanced-handle-message", JsonClient::message(conversation, messageId, text));
}

QString StoreScene::level()
{
    return admin.get("/health").json.value("level"_L1).toString();
}

bool StoreScene::reachesLevel(const QString& wanted, std::chrono::seconds patience)
{
    return QTest::qWaitFor([this, &wanted] { return level() == wanted; },
                           int(std::chrono::milliseconds(patience).count()));
}

qint64 StoreScene::journalWaiting()
{
    return admin.get("/health").json.value("journal_waiting"_L1).toInteger(-1);
}

double StoreScene::figure(const QByteArray& name)
{
    for (const QByteArray& line : admin.get("/metrics").body.split('\n')) {
        if (line.startsWith("tongdai_" + name + ' ')) return line.mid(line.lastIndexOf(' ') + 1).toDouble();
    }
    return -1;
}

bool StoreScene::settles(std::chrono::seconds patience)
{
    // In a loop that wakes for every packet: QTest's waiting sleeps ten milliseconds at a time, and a proxy of this
    // thread would hold every statement up as long.
    QEventLoop loop;
    QDeadlineTimer deadline(patience);
    bool isQuiet = false;
    QTimer look;
    look.setSingleShot(true);
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        QElapsedTimer clock;
        clock.start();
        isQuiet = journalWaiting() == 0 && m_store.isQuiet();
        if (isQuiet || deadline.hasExpired()) return loop.quit();
        // While the server's client runs, this thread's stubs and proxies rest: the engine gets most of the time.
        look.start(int(qMax<qint64>(kStoreLookEvery, 5 * clock.elapsed())));
    });
    look.start(0);
    loop.exec();
    if (!isQuiet) tellOpenWork();
    return isQuiet;
}

void StoreScene::tellOpenWork()
{
    const ClientReply health = admin.get("/health");
    qWarning("not settled: health %d %s\nopen in the store:\n%s\nthe store's log ends with:\n%s\nthe engine's:\n%s",
             health.status, health.body.constData(), qUtf8Printable(m_store.openWork().join(u'\n')),
             m_store.log().right(kToldLog).constData(), engine.errorOutput().right(kToldLog).constData());
}

QStringList StoreScene::wrongs(const std::vector<PromiseFact>& promises)
{
    WorldFacts facts;
    facts.store = m_store.facts();
    facts.promises = promises;
    facts.sights = sightsOf(platform);
    return brokenInvariants(facts) + actionDifferences(m_store.actionsDone(), platform);
}

}  // namespace tongdai::testing
