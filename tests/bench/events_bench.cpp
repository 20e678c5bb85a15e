// The event stream under load, and the Stats page in front of it: so many events a second are written to a private
// Redis as an engine writes them, read by the engine's reader, told to the window, and the page draws what came. Build
// with the release preset:
//
//     bench_events [events a second, 5000] [seconds, 60]
//
// Reader and window share a thread here, which is harder than the program has it. One JSON line.

#include "engine/history/sql_history.h"
#include "engine/host/machine/system_clock.h"
#include "engine/host/statistics/event_reader.h"
#include "engine/state/redis/live/redis_live_state.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/redis_server.h"
#include "tests/ui/stats_stage.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr int kAtOnce = 50;  // events of one settled turn

double eventsCpu()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

double residentMegabytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly)) return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

std::vector<HistoryEvent> someEvents(qint64 from)
{
    std::vector<HistoryEvent> events;
    for (qint64 id = from; id < from + kAtOnce; ++id) {
        HistoryEvent event;
        event.id = id;
        event.kind = u"message_received"_s;
        event.conversation = ConversationId("c" + QByteArray::number(id % 997));
        event.user = SenderId("u1"_ba);
        event.messageId = MessageId("m" + QByteArray::number(id));
        event.rev = id;
        event.data = {{u"speaker"_s, 0}};
        events.push_back(event);
    }
    return events;
}

int run(int perSecond, int seconds)
{
    const QTemporaryDir folder;
    SystemClock clock;
    testing::RedisServer server;
    if (!server.start()) {
        std::fprintf(stderr, "redis-server: %s\n", qPrintable(server.problem()));
        return 1;
    }
    SqlHistory history(sqliteBackend(folder.filePath(u"h.sqlite"_s)), clock);
    testing::await(history.open());
    const auto endpoint = redis::Endpoint::onUnixSocket(server.socketPath());
    redis::Connection connection(endpoint);
    redis::Health health(connection, redis::Identity{"bench", "bench"});
    redis::RedisLiveState live(connection, health, 86'400s);
    connection.open();
    QElapsedTimer watch;
    watch.start();
    while (!health.canRead() && watch.elapsed() < 5'000)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);

    testing::StatsStage stage;
    stage.openBusy();
    QImage screen(stage.page->size(), QImage::Format_ARGB32_Premultiplied);
    EventReader reader({clock, history, [] { return true; }}, endpoint);
    qint64 told = 0;
    qint64 in = 0;
    bool isNew = false;
    QObject::connect(&reader, &EventReader::told, &reader, [&](const StatsNews& news) {
        ++told;
        in += news.events;
        isNew = true;
        emit stage.statistics.moved(news);
    });
    reader.start();
    watch.restart();
    while (watch.elapsed() < 1'000)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);

    std::vector<double> frames;
    size_t answered = stage.statistics.asked.size();
    const double memory = residentMegabytes();
    const double cpu = eventsCpu();
    const qint64 all = qint64(perSecond) * seconds / kAtOnce * kAtOnce;
    qint64 written = 0;
    double lag = 0;
    std::vector<QCoro::Task<void>> writes;
    watch.restart();
    while (reader.figures().read < all && watch.elapsed() < (seconds + 30) * 1'000) {
        const qint64 due = std::min(all, watch.elapsed() * perSecond / 1'000);
        while (written + kAtOnce <= due) {
            SettleRequest request;
            request.conversation = ConversationId("c" + QByteArray::number(written % 997));
            request.events = someEvents(written + 1);
            writes.push_back(live.settle(std::move(request)));
            written += kAtOnce;
        }
        std::erase_if(writes, [](const QCoro::Task<void>& write) { return write.isReady(); });
        QCoreApplication::processEvents(QEventLoop::AllEvents, 2);
        lag = std::max(lag, reader.figures().lag);
        if (!std::exchange(isNew, false)) continue;
        QElapsedTimer frame;
        frame.start();
        if (std::exchange(answered, stage.statistics.asked.size()) != stage.statistics.asked.size())
            stage.statistics.answerBusy();
        stage.page->render(&screen);
        frames.push_back(double(frame.nsecsElapsed()) / 1e6);
    }
    const double took = double(watch.elapsed()) / 1'000;
    std::ranges::sort(frames);
    const auto at = [&](double share) {
        return frames.empty() ? 0 : frames[size_t(double(frames.size() - 1) * share)];
    };
    const EventReader::Figures figures = reader.figures();
    std::printf(
        "{\"bench\":\"events\",\"per_second\":%d,\"written\":%lld,\"read\":%lld,\"told\":%lld,\"missed\":%lld,"
        "\"refilled\":%lld,\"seconds\":%.1f,\"lag_most_ms\":%.0f,\"cpu_us_each\":%.1f,\"frames\":%zu,"
        "\"frame_p50_ms\":%.1f,\"frame_p99_ms\":%.1f,\"memory_mb\":%.0f,\"memory_grown_mb\":%.1f}\n",
        perSecond, static_cast<long long>(written), static_cast<long long>(figures.read), static_cast<long long>(told),
        static_cast<long long>(written - in), static_cast<long long>(figures.refilled), took, lag * 1'000,
        (eventsCpu() - cpu) * 1e6 / double(std::max<qint64>(1, written)), frames.size(), at(0.5), at(0.99),
        residentMegabytes(), residentMegabytes() - memory);
    reader.stop();
    history.close();
    return figures.read >= all ? 0 : 2;
}

}  // namespace
}  // namespace tongdai

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    return tongdai::run(std::max(50, arguments.value(1, QStringLiteral("5000")).toInt()),
                        std::max(1, arguments.value(2, QStringLiteral("60")).toInt()));
}
