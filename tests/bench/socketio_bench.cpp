// What the Socket.IO gateway costs: acknowledged sends, fan-out 1 -> 1,000, idle connections. The server runs on a
// thread of its own with the engine's event loop, and its CPU time is that thread's; the load comes from the main
// thread over loopback. Closed loop: latencies are optimistic under overload.
//     bench_socketio [idle connections]
#include "engine/host/machine/epoll_dispatcher.h"
#include "engine/server/http/http_server.h"
#include "engine/server/socketio/socketio_server.h"
#include "tests/bench/socketio_load.h"

#include <QCoreApplication>
#include <QFile>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include <malloc.h>
#include <pthread.h>

namespace {

using namespace tongdai;
using namespace tongdai::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono;
using Clock = steady_clock;

// --- the server ----------------------------------------------------------------------------------------------------

class Gateway final : public http::RequestHandler {
public:
    Gateway() : m_socketIo(options())
    {
        socketio::Namespace& main = m_socketIo.of(u"/"_s);
        main.on(u"send"_s, acknowledge);
        main.on(u"fan"_s, [&main](socketio::SocketPtr, socketio::Payload args, socketio::Ack) -> QCoro::Task<void> {
            main.broadcast(u"news"_s, args);
            co_return;
        });
        http::Limits limits;
        limits.connections = limits.connectionsPerAddress = 100'000;
        m_http = std::make_unique<http::Server>(*this, limits);
        if (m_http->listen(QHostAddress::LocalHost, 0)) std::exit(1);
    }
    quint16 port() const { return m_http->port(); }

    std::optional<qsizetype> bodyLimit(const http::Request&) const override { return {}; }
    QCoro::Task<http::Response> handle(std::shared_ptr<http::Exchange> exchange) override
    {
        return m_socketIo.http().handle(exchange);
    }
    http::UpgradeHandler upgradeHandler(const http::Request& head) const override
    {
        return const_cast<socketio::Server&>(m_socketIo).http().upgradeHandler(head);
    }

private:
    static socketio::Options options()
    {
        socketio::Options options;
        options.engine.sessions = options.engine.sessionsPerAddress = 100'000;
        options.engine.pingInterval = minutes(10);
        return options;
    }
    static QCoro::Task<void> acknowledge(socketio::SocketPtr, socketio::Payload args, socketio::Ack ack)
    {
        ack(args);
        co_return;
    }

    socketio::Server m_socketIo;
    std::unique_ptr<http::Server> m_http;
};

class GatewayThread {
public:
    GatewayThread()
    {
        m_thread.setEventDispatcher(new EpollDispatcher);
        m_thread.start();
        m_context.moveToThread(&m_thread);
        onThread([this] {
            m_gateway = std::make_unique<Gateway>();
            m_port = m_gateway->port();
            pthread_getcpuclockid(pthread_self(), &m_clock);
        });
    }
    ~GatewayThread()
    {
        onThread([this] { m_gateway.reset(); });
        m_thread.quit();
        m_thread.wait();
    }
    quint16 port() const { return m_port; }
    microseconds cpu() const
    {
        timespec time{};
        clock_gettime(m_clock, &time);
        return seconds(time.tv_sec) + duration_cast<microseconds>(nanoseconds(time.tv_nsec));
    }

private:
    void onThread(std::function<void()> call)
    {
        QMetaObject::invokeMethod(&m_context, std::move(call), Qt::BlockingQueuedConnection);
    }
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<Gateway> m_gateway;
    quint16 m_port = 0;
    clockid_t m_clock{};
};

double toSeconds(Clock::duration time)
{
    return duration<double>(time).count();
}

void benchAcks(int connections, int inFlight, int total)
{
    GatewayThread server;
    Load load(server.port());
    load.connect(connections, true);
    // The id is the time of sending: an acknowledgement tells its own latency.
    const Clock::time_point epoch = Clock::now();
    const auto nowUs = [&] { return duration_cast<microseconds>(Clock::now() - epoch).count(); };
    const auto request = [&] {
        return clientFrame("42" + QByteArray::number(nowUs()) + "[\"send\",{\"text\":\"xin chao, con hang khong?\"}]");
    };
    std::vector<qint64> latencies;
    latencies.reserve(total + connections * inFlight);
    int sent = 0;
    const microseconds cpuBefore = server.cpu();
    const Clock::time_point begin = Clock::now();
    for (Client& client : load.clients()) {
        for (int i = 0; i < inFlight; ++i, ++sent)
            client.send(request());
    }
    load.run(
        [&](Client& client, QByteArrayView text) {
            if (!text.startsWith("43")) return;
            const QByteArrayView id = text.sliced(2, text.indexOf('[') - 2);
            latencies.push_back(nowUs() - id.toLongLong());
            if (sent++ < total) client.send(request());
        },
        [&] { return int(latencies.size()) >= total; });
    const double wall = toSeconds(Clock::now() - begin);
    const double cpu = double((server.cpu() - cpuBefore).count()) / double(latencies.size());
    std::ranges::sort(latencies);
    std::printf("acks: %d connections, %d in flight each: %.0f/s, server CPU %.1f us each, p50 %.2f ms, p99 %.2f ms\n",
                connections, inFlight, double(latencies.size()) / wall, cpu,
                double(latencies[latencies.size() / 2]) / 1e3, double(latencies[latencies.size() * 99 / 100]) / 1e3);
}

void benchFanOut(int connections, int inFlight, int rounds)
{
    GatewayThread server;
    Load load(server.port());
    load.connect(connections, true);
    const QByteArray request = clientFrame("42[\"fan\",{\"text\":\"xin chao, con hang khong?\"}]");
    qint64 delivered = 0;
    const qint64 wanted = qint64(rounds) * connections;
    int sent = 0;
    const microseconds cpuBefore = server.cpu();
    const Clock::time_point begin = Clock::now();
    for (; sent < inFlight; ++sent)
        load.clients().front().send(request);
    load.run(
        [&](Client&, QByteArrayView text) {
            if (!text.startsWith("42")) return;
            ++delivered;
            if (sent < rounds && delivered >= qint64(sent - inFlight + 1) * connections) {
                ++sent;
                load.clients().front().send(request);
            }
        },
        [&] { return delivered >= wanted; });
    const double wall = toSeconds(Clock::now() - begin);
    const double cpu = double((server.cpu() - cpuBefore).count()) / double(delivered);
    std::printf("fan-out: 1 -> %d, %d in flight: %.0f deliveries/s, server CPU %.2f us each\n", connections, inFlight,
                double(delivered) / wall, cpu);
}

qint64 residentKiB()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly)) return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE) / 1024;
}

void benchIdle(int connections)
{
    GatewayThread server;
    Load load(server.port());
    load.connect(100, true);  // what comes once
    const qint64 before = residentKiB();
    const size_t heapBefore = mallinfo2().uordblks;
    const Clock::time_point begin = Clock::now();
    load.connect(connections, true);
    const double wall = toSeconds(Clock::now() - begin);
    const qint64 own = qint64(sizeof(Client)) * connections / 1024;
    std::printf("idle: %d connections in %.2f s, %.1f KiB resident and %.1f KiB of heap each\n", connections, wall,
                double(residentKiB() - before - own) / connections,
                double(mallinfo2().uordblks - heapBefore) / 1024 / connections);
    const microseconds cpuBefore = server.cpu();
    QThread::sleep(2);
    std::printf("idle: %.2f ms CPU in 2 s\n", double((server.cpu() - cpuBefore).count()) / 1e3);
}

}  // namespace

int main(int argc, char** argv)
{
    liftFileLimit();
    QCoreApplication application(argc, argv);
    const int idle = argc > 1 ? std::atoi(argv[1]) : 5000;  // first: later cases leave free memory behind
    benchIdle(idle);
    benchAcks(1, 1, 20'000);
    benchAcks(32, 1, 200'000);
    benchAcks(32, 8, 400'000);
    benchFanOut(1000, 1, 300);
    benchFanOut(1000, 4, 300);
    return 0;
}
