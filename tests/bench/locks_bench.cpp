// The Locks page over a real engine with a full house: 100,000 conversations on SQLite, and in Redis 5,000 locks, a
// stream of a million entries and 200,000 keys. What one turn of the window's event loop costs while each tab is open,
// and which commands held Redis for 5 ms or more.
//
//     QT_QPA_PLATFORM=offscreen bench_locks [SECONDS A TAB] [SHARE OF THE HOUSE]

#include "engine/history/sql_history.h"
#include "tests/bench/locks_bench_stage.h"
#include "tests/support/redis_server.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

/// CPU time of this thread, which is the window's: what a turn costs, whatever else the machine is doing.
double windowCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// Of all tabs together, for the last line.
struct WorstTurn {
    double p99 = 0;
    double most = 0;
    int late = 0;  ///< turns of more than a frame
};

void report(const char* name, std::vector<double>& turns, WorstTurn& worst)
{
    std::sort(turns.begin(), turns.end());
    const auto at = [&turns](double share) { return turns[size_t(double(turns.size() - 1) * share)]; };
    const auto late = std::count_if(turns.begin(), turns.end(), [](double ms) { return ms > 16; });
    std::printf("%-10s turns %6zu   cpu p50 %6.2f p99 %6.2f max %6.2f ms   over 16 ms: %d\n", name, turns.size(),
                at(0.5), at(0.99), turns.back(), int(late));
    worst = {std::max(worst.p99, at(0.99)), std::max(worst.most, turns.back()), worst.late + int(late)};
    std::fflush(stdout);
}

/// Turns of the event loop that did something, for so long; `each` is called between them.
void watchTurns(const char* name, int seconds, WorstTurn& worst, const std::function<void()>& each)
{
    std::vector<double> turns{0};
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < seconds * 1000) {
        const double before = windowCpuMs();
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        const double took = windowCpuMs() - before;
        if (took > 0.05) turns.push_back(took);
        each();
    }
    report(name, turns, worst);
}

bool fillRedis(const testing::RedisServer& redis, int locks, int keys, int entries)
{
    const auto loop = [&redis](const QByteArray& body, int count) {
        // In pieces: a script that runs for seconds would look like a Redis that hangs.
        for (int from = 1; from <= count; from += 20'000) {
            const int upto = std::min(count, from + 19'999);
            redis.cli({"eval",
                       "for i=" + QByteArray::number(from) + "," + QByteArray::number(upto) + " do " + body + " end",
                       "0"});
        }
    };
    loop("redis.call('SET','conv_lock:c'..i,'worker-'..(i%9),'PX',1800000+i)", locks);
    loop("redis.call('SET','filler:'..(i%97)..':'..i,'x')", keys);
    loop("redis.call('XADD','chat:logs:events','*','event','message','threadId','c'..i,'data','{}')", entries);
    return redis.cli({"dbsize"}).toInt() >= locks + keys;
}

void fillStore(const QString& file, int conversations)
{
    const auto raw = sqliteBackend(file).writer();
    raw->open();
    raw->execute(
        u"with recursive n(i) as (select 1 union all select i + 1 from n where i < ?) insert into conversations "
        "(id, conversation_id, created_at, updated_at) select randomblob(16), cast('c' || i as blob), 1, 1 "
        "from n"_s,
        {conversations});
}

EngineConfig configOf(const QString& dir, quint16 redisPort)
{
    EngineConfig config = bench::locksConfig(dir);
    config.redis = RedisTarget{u"127.0.0.1"_s, redisPort, 0, {}, {}, false};
    return config;
}

int benchLocks(int seconds, double share)
{
    testing::RedisServer redis{testing::RedisServer::Options{true, {}}};
    if (!redis.start()) {
        std::fprintf(stderr, "redis-server: %s\n", qPrintable(redis.problem()));
        return 1;
    }
    QTemporaryDir dir;
    {
        EngineRuntime first(configOf(dir.path(), redis.port()));  // makes the tables
        if (!bench::startAndWait(first)) return 1;
        bench::stopAndWait(first);
    }
    const auto part = [share](int count) { return int(count * share); };
    fillStore(dir.filePath(u"history.sqlite"_s), part(100'000));
    if (!fillRedis(redis, part(5'000), part(200'000), part(1'000'000))) return 1;
    redis.cli({"config", "set", "slowlog-log-slower-than", "5000"});
    redis.cli({"config", "resetstat"});
    redis.cli({"slowlog", "reset"});
    std::printf("redis: %s keys, stream of %s\n", redis.cli({"dbsize"}).constData(),
                redis.cli({"xlen", "chat:logs:events"}).constData());

    bench::LocksBenchStage stage(configOf(dir.path(), redis.port()));
    stage.show(u"locks"_s);
    QSignalSpy pictures(&stage.engine().locks(), &api::Locks::pictureChanged);
    if (!stage.start()) return 1;
    const auto isWhole = [&pictures, part] {
        if (pictures.isEmpty()) return false;
        const auto picture = pictures.last().first().value<api::LocksPicture>();
        return picture.isWhole && picture.rows.size() >= size_t(part(5'000));
    };
    if (!QTest::qWaitFor(isWhole, 120'000)) std::printf("the locks never were whole\n");
    const auto press = [&stage](Qt::Key key) { QTest::keyClick(&stage.window(), key, Qt::AltModifier); };
    const auto scroll = [&stage] {
        for (QAbstractItemView* view : stage.window().findChildren<QAbstractItemView*>()) {
            if (view->isVisible() && view->hasFocus()) QTest::keyClick(view, Qt::Key_PageDown);
        }
    };
    const std::pair<const char*, Qt::Key> tabs[]{{"locks", Qt::Key_1},  {"queues", Qt::Key_2}, {"keys", Qt::Key_3},
                                                 {"limits", Qt::Key_4}, {"tasks", Qt::Key_5},  {"state", Qt::Key_6}};
    WorstTurn worst;
    for (const auto& [name, key] : tabs) {
        press(key);
        watchTurns(name, seconds, worst, scroll);
    }
    std::printf("slowlog at 5 ms: %s entries\n%s\n", redis.cli({"slowlog", "len"}).constData(),
                redis.cli({"slowlog", "get", "8"}).constData());
    const QByteArray stats = redis.cli({"info", "commandstats"});
    const bool ranKeys = stats.contains("cmdstat_keys:");
    std::printf(
        "{\"bench\":\"locks\",\"conversations\":%d,\"claims\":%d,\"keys\":%d,\"stream\":%d,\"frame_p99_ms\":%.2f,"
        "\"frame_most_ms\":%.2f,\"frames_over_16_ms\":%d,\"slowlog_5_ms\":%s,\"ran_keys\":%s}\n",
        part(100'000), part(5'000), part(200'000), part(1'000'000), worst.p99, worst.most, worst.late,
        redis.cli({"slowlog", "len"}).constData(), ranKeys ? "true" : "false");
    return 0;
}

}  // namespace
}  // namespace tongdai

int main(int argc, char** argv)
{
    const QApplication app(argc, argv);
    const int seconds = argc > 1 ? std::max(1, QByteArray(argv[1]).toInt()) : 10;
    const double share = argc > 2 ? QByteArray(argv[2]).toDouble() : 1.0;
    return tongdai::benchLocks(seconds, share);
}
