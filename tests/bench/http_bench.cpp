#include "engine/contract/json/handle_message_answer.h"
#include "engine/contract/json/handle_message_request.h"
#include "engine/host/machine/epoll_dispatcher.h"
#include "engine/host/machine/system_clock.h"
#include "engine/server/router.h"
#include "engine/server/routes/hook_watch.h"
#include "tests/bench/http_load.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>

#include <cstdio>

/// Requests a second, latency and server CPU per request of the HTTP path alone, without stores: what the front costs
/// before any work is done. Server and clients share the machine: compare ratios and CPU, not absolute rates.
namespace tongdai::bench {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kToken = QByteArray(40, 'p');

QByteArray requestFor(const QString& what)
{
    const QByteArray head = " HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nUser-Agent: bench\r\nAccept: */*\r\n";
    if (what == u"get"_s) return "GET /health" + head + "\r\n";
    const QByteArray body =
        R"({"conversation_id":"c1","message_id":"m-77","message_content":"Chào shop, áo này còn size M không?",)"
        R"("sender_id":"u1","sender_type":"user","timestamp":1758700000.25,"metadata":{"platform":"facebook"}})"_ba;
    return "POST /api/v1/enhanced-handle-message" + head + "Authorization: Bearer " + kToken +
           "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
           body;
}

/// Everything of a handled message but the handling: host, route, token, JSON, checks, hash, answer.
QCoro::Task<http::Response> answerMessage(std::shared_ptr<http::Exchange> exchange)
{
    const auto read = contract::readHandleMessageRequest(exchange->request().body);
    const auto* request = std::get_if<contract::HandleMessageRequest>(&read);
    if (!request) co_return http::Response::error(422, u"invalid"_s);
    const QJsonObject result = contract::lockedResult("processing_in_progress"_L1, 1, u"Memory"_s);
    co_return http::Response::json(contract::handledEnvelope(result, TimePoint{}, std::chrono::milliseconds(1)));
}

QCoro::Task<http::Response> answerHealth(std::shared_ptr<http::Exchange>)
{
    co_return http::Response::json({{u"status"_s, u"healthy"_s}});
}

/// The server on its own thread, as in the engine.
class ServerThread {
public:
    ServerThread(bool usesEpoll, int hooksKept) : m_shelf(std::make_shared<HookShelf>(hooksKept))
    {
        if (usesEpoll) m_thread.setEventDispatcher(new EpollDispatcher);
        m_context.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_context, [this] { open(); }, Qt::BlockingQueuedConnection);
    }
    ~ServerThread()
    {
        QMetaObject::invokeMethod(
            &m_context, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    std::uint16_t port() const { return m_port; }
    pthread_t handle() const { return m_handle; }

private:
    void open()
    {
        m_handle = pthread_self();
        m_router = std::make_unique<Router>(AccessRules{BearerTokens({kToken}), {}, HostAllowList{}});
        m_router->serve(contract::RouteId::Health, answerHealth);
        m_router->serve(contract::RouteId::HandleMessage, answerMessage);
        http::Limits limits;
        limits.connectionsPerAddress = limits.connections;
        m_watch = std::make_unique<HookWatch>(*m_router, m_shelf, m_clock, limits.body);
        m_server = std::make_unique<http::Server>(*m_watch, limits);
        if (const auto error = m_server->listen(QHostAddress::LocalHost, 0)) qFatal("%s", qPrintable(error->cause));
        m_port = m_server->port();
    }

    QObject m_context;
    QThread m_thread;
    SystemClock m_clock;
    std::shared_ptr<HookShelf> m_shelf;
    std::unique_ptr<Router> m_router;
    std::unique_ptr<HookWatch> m_watch;
    std::unique_ptr<http::Server> m_server;
    std::uint16_t m_port = 0;
    pthread_t m_handle{};
};

double microseconds(const LoadResult& result, double quantile)
{
    if (result.latencies.empty()) return 0;
    const auto at = size_t(double(result.latencies.size() - 1) * quantile);
    return std::chrono::duration<double, std::micro>(result.latencies[at]).count();
}

void report(const QString& name, const LoadResult& result)
{
    const double requests = double(result.requests);
    std::printf("%-28s %9.0f req/s   p50 %7.0f us   p99 %7.0f us   cpu %6.2f us/req   %lld failed\n", qPrintable(name),
                requests / result.elapsed.count(), microseconds(result, 0.5), microseconds(result, 0.99),
                result.serverCpu.count() * 1e6 / requests, static_cast<long long>(result.failures));
    std::fflush(stdout);
}

}  // namespace

int run(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"connections"_s, u"busy connections"_s, u"n"_s, u"32"_s},
                       {u"idle"_s, u"idle connections beside them"_s, u"n"_s, u"0"_s},
                       {u"pipelined"_s, u"requests under way on each"_s, u"n"_s, u"1"_s},
                       {u"hooks"_s, u"calls kept for the hook inspector; 0: none"_s, u"n"_s, u"500"_s},
                       {u"seconds"_s, u"measured time of each row"_s, u"s"_s, u"3"_s},
                       {u"default-dispatcher"_s, u"Qt's own event loop instead of ours"_s}});
    parser.process(arguments);
    const ServerThread server(!parser.isSet(u"default-dispatcher"_s), parser.value(u"hooks"_s).toInt());
    for (const QString& what : {u"get"_s, u"post"_s}) {
        LoadPlan plan;
        plan.port = server.port();
        plan.request = requestFor(what);
        plan.connections = parser.value(u"connections"_s).toInt();
        plan.idle = parser.value(u"idle"_s).toInt();
        plan.pipelined = parser.value(u"pipelined"_s).toInt();
        plan.duration = std::chrono::seconds(parser.value(u"seconds"_s).toInt());
        report(what == u"get"_s ? u"GET /health"_s : u"POST handle-message"_s, runLoad(plan, server.handle()));
    }
    return 0;
}

}  // namespace tongdai::bench

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    return tongdai::bench::run(QCoreApplication::arguments());
}
