// The whole pipeline with an AI and a platform that answer at once: accept, claim, context, record, send, settle on a
// real SQLite file (synchronous=FULL) and a private redis-server. Build with the release preset:
//
//     bench_pipeline [--dir DIR] [--no-redis] [--no-platform] [--load CONVERSATIONS,AT ONCE,MESSAGES] [--hooks N]
//
// With hooks, N programs are told every message, and take it at once; the last line says how many calls that were.
// DIR decides what a flush costs; default is the temporary folder.

#include "engine/history/sql_history.h"
#include "engine/history/tasks/sql_hooks.h"
#include "engine/history/tasks/sql_tasks.h"
#include "engine/host/machine/epoll_dispatcher.h"
#include "engine/host/machine/system_clock.h"
#include "engine/host/machine/system_random.h"
#include "engine/host/statistics/step_meter.h"
#include "engine/state/fallback_live_state.h"
#include "engine/state/local/local_live_state.h"
#include "engine/state/local/local_shared_shelf.h"
#include "engine/state/redis/live/redis_live_state.h"
#include "engine/work/hooks/outgoing_hooks.h"
#include "engine/work/message/pipeline.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/redis_server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTemporaryDir>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <utility>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class InstantAi final : public ports::AiClient {
public:
    QCoro::Task<AiAnswer> answer(AiRequest request, std::chrono::milliseconds, std::shared_ptr<CancelToken>) override
    {
        AiAnswer answer;
        answer.responseText = u"Dạ shop còn size M ạ. "_s + request.messages.back().content;
        answer.intent = u"ask_stock"_s;
        answer.confidence = 0.91;
        answer.modelUsed = u"instant"_s;
        answer.actions.push_back({ActionType::SendMessage, {{u"message"_s, answer.responseText}}});
        co_return answer;
    }
    QString describe() const override { return u"instant"_s; }
    QCoro::Task<bool> isHealthy() override { co_return true; }
};

class InstantPlatform final : public ports::PlatformClient {
public:
    explicit InstantPlatform(bool configured) : m_configured(configured) {}
    bool isConfigured() const override { return m_configured; }
    QCoro::Task<SendOutcome> send(OutboxItem) override
    {
        SendOutcome outcome;
        outcome.answer = {{u"status"_s, u"success"_s}, {u"actions_executed"_s, 1}};
        co_return outcome;
    }
    QString describe() const override { return u"instant"_s; }
    QCoro::Task<bool> isHealthy() override { co_return true; }

private:
    bool m_configured;
};

/// The other programs of the shop.
class InstantHooks final : public ports::HookCaller {
public:
    QCoro::Task<HookAnswer> post(QString, QByteArray, QByteArray, QByteArray) override
    {
        co_return HookAnswer{HookAnswer::Kind::Taken, 204, {}, {}};
    }
};

std::vector<OutgoingHook> hooksOfBench(int count)
{
    std::vector<OutgoingHook> hooks;
    for (int i = 0; i < count; ++i) {
        OutgoingHook hook;
        hook.name = u"hook%1"_s.arg(i);
        hook.events = {u"message_sent"_s};
        hook.calls = 100'000;
        hook.window = 1s;
        hooks.push_back(hook);
    }
    return hooks;
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/// What counting costs: the meter of steps and lines that every engine has, with the processor time spent in it.
class MeteredEvents final : public PipelineEvents {
public:
    MeteredEvents(const ports::Clock& clock, OutgoingHooks& hooks) : m_meter(clock), m_hooks(hooks) {}
    void changed(const Change& change) override
    {
        metered([&] { m_meter.changed(change); });
        m_hooks.changed(change);
    }
    void turnEnded(const ConversationId& conversation, TurnOutcome outcome) override
    {
        metered([&] { m_meter.turnEnded(conversation, outcome); });
    }
    void turnTimed(const TurnSteps& steps) override
    {
        metered([&] { m_meter.turnTimed(steps); });
    }
    double takeSeconds() { return std::exchange(m_seconds, 0); }

private:
    static double threadSeconds()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
    }
    template <class Act>
    void metered(Act act)
    {
        const double before = threadSeconds();
        act();
        m_seconds += threadSeconds() - before;
    }

    StepMeter m_meter;
    OutgoingHooks& m_hooks;
    double m_seconds = 0;
};

struct Load {
    int messages = 0;
    int conversations = 0;
    int inFlight = 0;
};

/// Callers that post their next message as soon as the last one is answered.
class Callers {
public:
    Callers(HandleMessage& handler, Load load, int run) : m_handler(handler), m_load(load), m_run(run) {}

    QCoro::Task<void> all()
    {
        std::vector<QCoro::Task<void>> callers;
        for (int i = 0; i < m_load.inFlight; ++i)
            callers.push_back(one());
        for (QCoro::Task<void>& caller : callers)
            co_await caller;
    }
    int completed() const { return m_completed; }
    double percentile(double part)
    {
        std::sort(m_latencies.begin(), m_latencies.end());
        return m_latencies.empty() ? 0 : m_latencies[size_t(part * double(m_latencies.size() - 1))];
    }

private:
    QCoro::Task<void> one()
    {
        while (m_next < m_load.messages) {
            const int number = m_next++;
            IncomingMessage message;
            message.source = "platform";
            message.conversation = ConversationId("c" + QByteArray::number(number % m_load.conversations));
            message.messageId = MessageId("m" + QByteArray::number(m_run) + '-' + QByteArray::number(number));
            message.sender = SenderId("u1");
            message.senderType = u"user"_s;
            message.content = u"còn size M không? %1"_s.arg(number);
            message.sentAt = 1'758'700'000;
            QElapsedTimer timer;
            timer.start();
            const HandleResult result = co_await m_handler.run(std::move(message));
            m_latencies.push_back(double(timer.nsecsElapsed()) / 1e6);
            if (std::holds_alternative<Completed>(result)) ++m_completed;
        }
    }

    HandleMessage& m_handler;
    Load m_load;
    int m_run;
    int m_next = 0;
    int m_completed = 0;
    std::vector<double> m_latencies;
};

void measure(HandleMessage& handler, MeteredEvents& counted, Load load, int run)
{
    Callers callers(handler, load, run);
    QElapsedTimer timer;
    const double cpu = cpuSeconds();
    timer.start();
    testing::await(callers.all());
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    const double spent = cpuSeconds() - cpu;
    const double counting = counted.takeSeconds();
    std::printf("%9d %8d %9d %11.0f %9.2f %9.2f %11.1f %10d %9.2f %6.2f %%\n", load.conversations, load.inFlight,
                load.messages, load.messages / seconds, callers.percentile(0.5), callers.percentile(0.99),
                spent * 1e6 / load.messages, callers.completed(), counting * 1e6 / load.messages,
                100 * counting / spent);
    std::fflush(stdout);
}

/// Redis of the bench's own, or only this process.
struct Live {
    explicit Live(const ports::Clock& clock) : local(std::make_shared<LocalLiveState>(clock)) {}
    bool startRedis()
    {
        server = std::make_unique<testing::RedisServer>();
        if (!server->start()) {
            std::fprintf(stderr, "redis-server: %s (install redis-server)\n", qPrintable(server->problem()));
            return false;
        }
        connection = std::make_unique<redis::Connection>(redis::Endpoint::onUnixSocket(server->socketPath()));
        health = std::make_unique<redis::Health>(*connection, redis::Identity{"bench", "bench"});
        shared = std::make_shared<redis::RedisLiveState>(*connection, *health, 86'400s);
        connection->open();
        QElapsedTimer patience;
        patience.start();
        while (!health->canRead() && patience.elapsed() < 5000)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        return health->canRead();
    }
    std::unique_ptr<testing::RedisServer> server;
    std::unique_ptr<redis::Connection> connection;
    std::unique_ptr<redis::Health> health;
    std::shared_ptr<redis::RedisLiveState> shared;
    std::shared_ptr<LocalLiveState> local;
};

std::vector<Load> loads(const QString& wanted)
{
    if (const QStringList parts = wanted.split(u','); parts.size() == 3)
        return {{parts[2].toInt(), parts[0].toInt(), parts[1].toInt()}};
    return {{2000, 1000, 1}, {4000, 1000, 8}, {20'000, 1000, 64}, {20'000, 1000, 256}, {20'000, 20'000, 64}};
}

int run(const QCommandLineParser& options)
{
    QTemporaryDir folder(options.value(u"dir"_s) + u"/bench-XXXXXX"_s);
    SystemClock clock;
    SystemRandom random;
    Live live(clock);
    if (!options.isSet(u"no-redis"_s) && !live.startRedis()) return 1;
    FallbackLiveState state(live.shared, live.local, live.health.get());
    SqlHistory history(sqliteBackend(folder.filePath(u"history.sqlite"_s)), clock);
    testing::await(history.open());
    InstantAi ai;
    InstantPlatform platform(!options.isSet(u"no-platform"_s));
    SqlTasks tasks(history);
    SqlHooks places(history);
    LocalSharedShelf shelf(clock);
    InstantHooks programs;
    OutgoingHooks hooks({clock, random, tasks, places, shelf, history, programs}, "bench",
                        hooksOfBench(options.value(u"hooks"_s).toInt()));
    hooks.start();
    MeteredEvents counted(clock, hooks);
    Pipeline pipeline({clock, random, history, history, history, state, ai, platform, counted}, {});
    pipeline.start();

    std::printf("live state: %s, platform: %s, file in %s\n", qPrintable(state.backend()),
                platform.isConfigured() ? "instant" : "none", qPrintable(folder.path()));
    std::printf("%9s %8s %9s %11s %9s %9s %11s %10s %9s %8s\n", "convs", "at once", "messages", "messages/s", "p50 ms",
                "p99 ms", "CPU us/msg", "completed", "counting", "of it");
    int number = 0;
    const double part = options.value(u"part"_s).toDouble();
    for (Load load : loads(options.value(u"load"_s))) {
        load.messages = int(load.messages * part);
        measure(pipeline.handleMessage(), counted, load, number++);
    }
    testing::await(pipeline.stop(8s));
    testing::await(hooks.stop(8s));
    qint64 taken = 0;
    for (const OutgoingHookState& told : hooks.states())
        taken += told.taken;
    if (options.isSet(u"hooks"_s)) std::printf("hooks: %lld calls taken\n", taken);
    const auto figures = history.figures();
    std::printf("history: %lld calls in %lld commits\n", figures.jobs, figures.commits);
    history.close();
    return 0;
}

}  // namespace
}  // namespace tongdai

int main(int argc, char** argv)
{
    using namespace Qt::StringLiterals;
    QCoreApplication::setEventDispatcher(new tongdai::EpollDispatcher);
    QCoreApplication app(argc, argv);
    QLoggingCategory::setFilterRules(u"*.debug=false\n*.info=false"_s);
    QCommandLineParser options;
    options.addOption({u"dir"_s, u"Folder for the history file"_s, u"dir"_s, QDir::tempPath()});
    options.addOption({u"part"_s, u"Part of the usual number of messages"_s, u"part"_s, u"1"_s});
    options.addOption({u"no-redis"_s, u"This process alone"_s});
    options.addOption({u"load"_s, u"This load alone"_s, u"conversations,at once,messages"_s});
    options.addOption({u"hooks"_s, u"Programs that are told every message"_s, u"n"_s, u"0"_s});
    options.addOption({u"no-platform"_s, u"Answers stay in the conversation"_s});
    options.process(app);
    return tongdai::run(options);
}
