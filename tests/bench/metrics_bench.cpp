// What a scrape of /metrics costs the engine's loop, while messages are answered and while nothing else happens: a real
// engine with its private Redis and SQLite, answering by rules. Build with the release preset:
//
//     bench_metrics [messages a round, 2000] [rounds of each, 3]
//
// Rounds without and with scrapes take turns; what the loop's thread worked longer in those with them is what they
// cost. One JSON line; the aim is below 5 ms.

#include "engine/host/boot/engine_runtime.h"
#include "tests/support/steady_senders.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstdio>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr int kIdleScrapes = 300;
constexpr int kScrapedAtOnce = 24;
constexpr int kScrapedConversations = 500;
constexpr auto kScrapeEvery = 20ms;
constexpr int kScrapePatience = 600'000;

/// How long each thread of this program has been on a processor, in milliseconds, by its number.
QHash<QString, double> threadMilliseconds()
{
    QHash<QString, double> spent;
    const QDir tasks(u"/proc/self/task"_s);
    for (const QString& task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(tasks.filePath(task + u"/schedstat"_s));
        if (file.open(QIODevice::ReadOnly)) spent[task] = file.readAll().split(' ').value(0).toDouble() / 1e6;
    }
    return spent;
}

class Scrapes {
public:
    explicit Scrapes(testing::JsonClient& client) : m_client(client)
    {
        m_timer.setInterval(kScrapeEvery);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { scrape(); });
    }
    void scrape()
    {
        if (m_isUnderWay) return;
        m_isUnderWay = true;
        m_client.send({"GET", "/metrics", {}, {}}, [this](const testing::ClientReply& reply) {
            m_isUnderWay = false;
            if (reply.status != 200) return;
            m_bytes = reply.body.size();
            m_milliseconds.push_back(double(reply.microseconds) / 1e3);
        });
    }
    void start() { m_timer.start(); }
    void stop() { m_timer.stop(); }
    bool isUnderWay() const { return m_isUnderWay; }
    qsizetype bytes() const { return m_bytes; }
    int count() const { return int(m_milliseconds.size()); }
    double percentile(double part)
    {
        std::ranges::sort(m_milliseconds);
        return m_milliseconds.empty() ? 0 : m_milliseconds[size_t(part * double(m_milliseconds.size() - 1))];
    }

private:
    testing::JsonClient& m_client;
    QTimer m_timer;
    bool m_isUnderWay = false;
    qsizetype m_bytes = 0;
    std::vector<double> m_milliseconds;
};

EngineConfig scrapedConfig(const QString& dir)
{
    EngineConfig config;
    config.dataDir = dir;
    config.port = 0;
    config.pancakeToken = QString(40, u'p');
    config.adminToken = QString(40, u'a');
    config.jwtSecret = QString(40, u'j');
    config.senderMessagesPerMinute = 0;
    config.operatorId = OperatorId("lan"_ba);
    config.operatorName = u"Lan"_s;
    return config;
}

/// Over an engine that is up at this address.
class ScrapeBench {
public:
    explicit ScrapeBench(const QUrl& url)
        : m_client(url, kScrapedAtOnce), m_admin(url, 1), m_senders(m_client, kScrapedAtOnce)
    {
        m_client.setToken(QByteArray(40, 'p'));
        m_admin.setToken(QByteArray(40, 'a'));
    }

    bool run(int messages, int rounds)
    {
        if (!send(messages)) return false;  // what is made once is made now
        const double idle = idleMilliseconds();
        Scrapes scrapes(m_admin);
        double without = 0;
        double with = 0;
        for (int i = 0; i < 2 * rounds; ++i) {
            const bool isWith = i % 2 == 1;
            const double before = loopMilliseconds();
            if (isWith) scrapes.start();
            const bool isSent = send(messages);
            scrapes.stop();
            if (!isSent || !QTest::qWaitFor([&scrapes] { return !scrapes.isUnderWay(); }, kScrapePatience))
                return false;
            (isWith ? with : without) += loopMilliseconds() - before;
        }
        if (idle <= 0 || scrapes.count() == 0) return false;
        std::printf(
            "{\"bench\":\"metrics\",\"messages\":%d,\"scrapes\":%d,\"bytes\":%lld,\"loop_ms_idle\":%.3f,"
            "\"loop_ms_under_load\":%.3f,\"p50_ms\":%.2f,\"p99_ms\":%.2f}\n",
            messages * rounds, scrapes.count(), static_cast<long long>(scrapes.bytes()), idle,
            (with - without) / scrapes.count(), scrapes.percentile(0.5), scrapes.percentile(0.99));
        return true;
    }

private:
    bool send(int count)
    {
        const int from = m_senders.total();
        for (int i = from; i < from + count; ++i)
            m_senders.add(u"c%1"_s.arg(i % kScrapedConversations), u"m%1"_s.arg(i), u"còn size M không"_s);
        m_senders.resume();
        return QTest::qWaitFor([this] { return m_senders.isDone(); }, kScrapePatience);
    }

    /// The loop is the thread that works most while nothing but scrapes happens, beside this one.
    double idleMilliseconds()
    {
        Scrapes scrapes(m_admin);
        const QHash<QString, double> before = threadMilliseconds();
        while (scrapes.count() < kIdleScrapes) {
            scrapes.scrape();
            if (!QTest::qWaitFor([&scrapes] { return !scrapes.isUnderWay(); }, kScrapePatience)) return 0;
        }
        const QHash<QString, double> after = threadMilliseconds();
        double most = 0;
        for (auto it = after.begin(); it != after.end(); ++it) {
            const double grown = it.value() - before.value(it.key());
            if (it.key() == QString::number(QCoreApplication::applicationPid()) || grown <= most) continue;
            most = grown;
            m_loop = it.key();
        }
        return most / kIdleScrapes;
    }

    double loopMilliseconds() const { return threadMilliseconds().value(m_loop); }

    testing::JsonClient m_client;
    testing::JsonClient m_admin;
    testing::SteadySenders m_senders;
    QString m_loop;
};

int benchScrapes(int messages, int rounds)
{
    const QTemporaryDir dir;
    EngineRuntime engine(scrapedConfig(dir.path()));
    QUrl url;
    QObject::connect(&engine, &EngineRuntime::ready, &engine, [&url](const QUrl& at) { url = at; });
    engine.start();
    bool isDone = false;
    if (QTest::qWaitFor([&url] { return !url.isEmpty(); }, kScrapePatience))
        isDone = ScrapeBench(url).run(messages, rounds);
    QSignalSpy stopped(&engine, &EngineRuntime::stopped);
    engine.stop();
    if (stopped.isEmpty()) stopped.wait(60'000);
    if (!isDone) std::fprintf(stderr, "a round did not come to its end\n");
    return isDone ? 0 : 1;
}

}  // namespace
}  // namespace tongdai

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    return tongdai::benchScrapes(std::max(100, arguments.value(1, QStringLiteral("2000")).toInt()),
                                 std::max(1, arguments.value(2, QStringLiteral("3")).toInt()));
}
