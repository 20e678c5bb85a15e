// How long the Stats page's count takes: today, 30 days and a year of a shop, line by line and from hours that were
// rolled up; and how long rolling up takes.
//   bench_statistics [messages] [counts per row] [sqlite|postgres|mysql] [days they are spread over, 30]
// A fresh store. One JSON line per row, milliseconds.

#include "engine/host/machine/system_clock.h"
#include "tests/bench/bench_store.h"
#include "tests/bench/statistics_fill.h"

#include <QCoreApplication>
#include <QCoro/QCoroTask>
#include <QElapsedTimer>
#include <QTimeZone>

#include <sys/resource.h>
#include <algorithm>
#include <cstdio>

using namespace tongdai;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Of this process alone: says something on a busy machine, too.
double cpuSeconds()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return double(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

}  // namespace

namespace {

struct BenchedShop {
    SqlHistory& history;
    const ports::Clock& clock;
    QString name;
    int messages = 0;
    int counts = 0;
};

void count(const BenchedShop& shop, int days, const char* how)
{
    StatsQuery query;
    query.zone = "Asia/Ho_Chi_Minh";
    query.from = startOfDay(shop.clock.now(), QTimeZone(query.zone), days - 1);
    query.to = shop.clock.now();
    query.size = days > 7 ? TimeBuckets::Size::Day : TimeBuckets::Size::Hour;
    std::vector<double> took;
    qint64 lines = 0;
    const double cpuBefore = cpuSeconds();
    for (int i = 0; i < shop.counts; ++i) {
        QElapsedTimer watch;
        watch.start();
        const StatsReport report = QCoro::waitFor(shop.history.statistics(query));
        took.push_back(double(watch.nsecsElapsed()) / 1e6);
        lines = report.in + report.bot;
    }
    std::ranges::sort(took);
    std::printf(
        "{\"bench\":\"statistics\",\"store\":\"%s\",\"messages\":%d,\"how\":\"%s\",\"days\":%d,\"counted\":%lld,"
        "\"ms_median\":%.1f,\"ms_most\":%.1f,\"cpu_ms\":%.1f}\n",
        qPrintable(shop.name), shop.messages, how, days, static_cast<long long>(lines), took[took.size() / 2],
        took.back(), (cpuSeconds() - cpuBefore) * 1000 / shop.counts);
}

void rollUp(const BenchedShop& shop)
{
    QElapsedTimer watch;
    watch.start();
    const double cpuBefore = cpuSeconds();
    const int pieces = bench::rollUpStatistics(shop.history, shop.clock);
    std::printf("{\"bench\":\"roll_up\",\"store\":\"%s\",\"messages\":%d,\"pieces\":%d,\"ms\":%.1f,\"cpu_ms\":%.1f}\n",
                qPrintable(shop.name), shop.messages, pieces, double(watch.nsecsElapsed()) / 1e6,
                (cpuSeconds() - cpuBefore) * 1000);
}

}  // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int messages = arguments.value(1, u"100000"_s).toInt();
    const int counts = std::max(1, arguments.value(2, u"5"_s).toInt());
    const QString name = arguments.value(3, u"sqlite"_s);
    const int days = arguments.value(4, u"30"_s).toInt();
    bench::BenchStore store;
    if (!store.start(name)) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(store.problem()));
        return 1;
    }
    const SystemClock clock;
    SqlHistory history(store.backend(), clock);
    QCoro::waitFor(history.open());
    const auto session = store.backend().writer();
    session->open();
    bench::fillStatistics(*session, clock.now(), {std::max(1, messages / 20), 20, days});
    const BenchedShop shop{history, clock, name, messages, counts};
    for (const int asked : {1, 7, 30})
        count(shop, asked, "lines");
    rollUp(shop);
    for (const int asked : {1, 7, 30, 365})
        count(shop, asked, "rolled up");
    return 0;
}
