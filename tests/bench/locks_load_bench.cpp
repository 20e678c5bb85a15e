// What the Locks page costs messages: a real engine in a real window with its private Redis and SQLite, answering by
// rules. Rounds without and with it take turns, each with a new shop: without, no claim is noted and another page is
// open; with, claims are noted and written to their stream, and the Locks page is open. Build with the release preset:
//
//     QT_QPA_PLATFORM=offscreen bench_locks_load [messages a round, 3000] [rounds of each, 5]
//
// One JSON line. `ratio` is the throughput with over without; the aim is at least 0.97. `cpu_ratio` compares the
// processor time of the whole program, window and senders among it, and says something on a busy machine, too.

#include "tests/bench/locks_bench_stage.h"
#include "tests/support/steady_senders.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

constexpr int kConversations = 500;
constexpr int kAtOnce = 24;
constexpr int kWarmUp = 200;
constexpr int kLoadPatience = 600'000;

double loadCpuSeconds()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return double(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

struct Round {
    double perSecond = 0;
    double cpuMicroseconds = 0;  ///< of one message
};

EngineConfig configOf(const QString& dir, bool isWith)
{
    EngineConfig config = bench::locksConfig(dir);
    config.senderMessagesPerMinute = 0;
    config.recordsClaims = isWith;
    return config;
}

Round loadOnce(bool isWith, int messages)
{
    const QTemporaryDir dir;
    bench::LocksBenchStage stage(configOf(dir.path(), isWith));
    stage.show(isWith ? u"locks"_s : u"system"_s);
    Round round;
    if (stage.start()) {
        testing::JsonClient client(stage.url(), kAtOnce);
        client.setToken(QByteArray(40, 'p'));
        testing::SteadySenders senders(client, kAtOnce);
        const auto send = [&](int count) {
            const int from = senders.total();
            for (int i = from; i < from + count; ++i)
                senders.add(u"c%1"_s.arg(i % kConversations), u"m%1"_s.arg(i), u"còn size M không"_s);
            senders.resume();
            return QTest::qWaitFor([&senders] { return senders.isDone(); }, kLoadPatience);
        };
        if (send(kWarmUp)) {
            QElapsedTimer watch;
            watch.start();
            const double cpu = loadCpuSeconds();
            if (send(messages)) {
                round.perSecond = messages / (double(watch.nsecsElapsed()) / 1e9);
                round.cpuMicroseconds = (loadCpuSeconds() - cpu) * 1e6 / messages;
            }
        }
    }
    return round;
}

double medianOf(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

int benchLoad(int messages, int rounds)
{
    std::vector<double> speed[2];
    std::vector<double> cpu[2];
    for (int i = 0; i < rounds; ++i) {
        for (const bool isWith : {i % 2 == 0, i % 2 != 0}) {
            const Round round = loadOnce(isWith, messages);
            if (round.perSecond == 0) {
                std::fprintf(stderr, "a round did not come to its end\n");
                return 1;
            }
            speed[isWith].push_back(round.perSecond);
            cpu[isWith].push_back(round.cpuMicroseconds);
        }
    }
    std::printf(
        "{\"bench\":\"locks_load\",\"messages\":%d,\"rounds\":%d,\"without_per_s\":%.0f,\"with_per_s\":%.0f,"
        "\"ratio\":%.3f,\"cpu_us_without\":%.0f,\"cpu_us_with\":%.0f,\"cpu_ratio\":%.3f}\n",
        messages, rounds, medianOf(speed[0]), medianOf(speed[1]), medianOf(speed[1]) / medianOf(speed[0]),
        medianOf(cpu[0]), medianOf(cpu[1]), medianOf(cpu[1]) / medianOf(cpu[0]));
    return 0;
}

}  // namespace
}  // namespace tongdai

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    return tongdai::benchLoad(std::max(100, arguments.value(1, QStringLiteral("3000")).toInt()),
                              std::max(1, arguments.value(2, QStringLiteral("5")).toInt()));
}
