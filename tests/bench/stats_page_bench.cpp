// How long the Stats page takes to open over a real store: from its making to the first picture with figures, of today,
// 7 days, 30 days and a year whose hours were rolled up; and what it costs to draw one of its charts again. Build with
// the release preset:
//
//     bench_stats_page [conversations, 100000] [times, 20]
//
// A fresh SQLite store. One JSON line per row; the aims are 300 ms for a page and 4 ms for a chart.

#include "engine/host/machine/system_clock.h"
#include "engine/host/statistics/statistics_host.h"
#include "tests/bench/bench_store.h"
#include "tests/bench/statistics_fill.h"
#include "ui/common/look/system_scheme.h"
#include "ui/stats/charts/heat_map.h"
#include "ui/stats/charts/intent_bars.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/stats_page.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QScrollArea>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

constexpr int kRepaints = 300;
constexpr int kOpenPatience = 60'000;  // ms

class OpenDaylight final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

double openCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

void printRow(const char* what, const QByteArray& of, std::vector<double> ms)
{
    std::ranges::sort(ms);
    const auto at = [&ms](double share) { return ms[size_t(double(ms.size() - 1) * share)]; };
    std::printf("{\"bench\":\"stats_page\",\"what\":\"%s, %s\",\"times\":%zu,\"p50_ms\":%.2f,\"p99_ms\":%.2f}\n", what,
                of.constData(), ms.size(), at(0.5), at(0.99));
    std::fflush(stdout);
}

/// With figures on it. False: none came.
bool isOpened(const StatsPage& page)
{
    const auto* sheet = page.findChild<QScrollArea*>(u"statsScroll"_s);
    QElapsedTimer patience;
    patience.start();
    while (!sheet->isVisible() && patience.elapsed() < kOpenPatience)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    return sheet->isVisible();
}

std::unique_ptr<StatsPage> pageOf(api::Statistics& statistics, const Look& look, StatsRange range)
{
    auto page = std::make_unique<StatsPage>(statistics, look);
    page->resize(1302, 700);
    page->setRange(range);
    page->show();
    return page;
}

bool benchOpening(api::Statistics& statistics, const Look& look, int times)
{
    constexpr std::array kRanges{std::pair(StatsRange::Today, "today"), std::pair(StatsRange::Week, "7 days"),
                                 std::pair(StatsRange::Month, "30 days"), std::pair(StatsRange::Year, "12 months")};
    QImage screen(1302, 700, QImage::Format_ARGB32_Premultiplied);
    for (const auto& [range, name] : kRanges) {
        std::vector<double> ms;
        for (int i = 0; i < times; ++i) {
            QElapsedTimer watch;
            watch.start();
            const auto page = pageOf(statistics, look, range);
            if (!isOpened(*page)) return false;
            page->render(&screen);
            ms.push_back(double(watch.nsecsElapsed()) / 1e6);
        }
        printRow("open", name, ms);
    }
    return true;
}

bool benchRepaint(api::Statistics& statistics, const Look& look)
{
    const auto page = pageOf(statistics, look, StatsRange::Year);
    if (!isOpened(*page)) return false;
    const auto repaint = [](const QByteArray& name, QWidget* chart) {
        QImage screen(chart->size(), QImage::Format_ARGB32_Premultiplied);
        std::vector<double> ms;
        for (int i = 0; i < kRepaints; ++i) {
            const double before = openCpuMs();
            chart->render(&screen);
            ms.push_back(openCpuMs() - before);
        }
        printRow("a chart again", name, ms);
    };
    auto* overTime = page->findChild<TimeChart*>();
    repaint("over time", overTime);
    QImage screen(overTime->size(), QImage::Format_ARGB32_Premultiplied);
    std::vector<StatsPoint> points(365);
    std::vector<double> ms;
    for (size_t day = 0; day < points.size(); ++day)  // up and down as a shop's weekdays are
        points[day] = {{}, qint64(200 + day * 37 % 190), qint64(150 + day * 53 % 140), qint64(20 + day * 11 % 60)};
    for (int i = 0; i < kRepaints; ++i) {
        const double before = openCpuMs();
        overTime->setPoints(points, int(points.size()), {});
        static_cast<QWidget*>(overTime)->render(&screen);
        ms.push_back(openCpuMs() - before);
        std::rotate(points.begin(), points.begin() + 1, points.end());
    }
    printRow("a chart with other figures", "over time", ms);
    repaint("weekday and hour", page->findChild<HeatMap*>());
    repaint("intents", page->findChild<IntentBars*>());
    return true;
}

int run(int conversations, int times)
{
    bench::BenchStore store;
    if (!store.start(u"sqlite"_s)) {
        std::fprintf(stderr, "%s\n", qPrintable(store.problem()));
        return 1;
    }
    const SystemClock clock;
    SqlHistory history(store.backend(), clock);
    QCoro::waitFor(history.open());
    {
        const auto session = store.backend().writer();
        session->open();
        bench::fillStatistics(*session, clock.now(), {conversations, 4, 365});
    }
    bench::rollUpStatistics(history, clock);
    const StepMeter steps(clock);
    const FigureRecorder recorder(clock, [] { return std::vector<Figure>(); });
    DeskGate gate({OperatorId("lan"_ba), u"Lan"_s});
    gate.setRoster({});
    bool isDone = false;
    {
        StatisticsService service(history, history, steps, recorder, gate, clock);
        StatisticsHost host;
        host.attach(&service);
        OpenDaylight desktop;
        Theme theme(desktop);
        Language language;
        language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        theme.install();
        const Look look{theme, language, systemNow};
        isDone = benchOpening(host, look, times) && benchRepaint(host, look);
        history.close();
    }
    if (!isDone) std::fprintf(stderr, "a page got no figures\n");
    return isDone ? 0 : 1;
}

}  // namespace
}  // namespace tongdai

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    return tongdai::run(std::max(100, arguments.value(1, QStringLiteral("100000")).toInt()),
                        std::max(1, arguments.value(2, QStringLiteral("20")).toInt()));
}
