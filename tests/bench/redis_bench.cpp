// What a message costs in Redis: taking the gate, and settling after the commit, against a private server on a Unix
// socket. The argument is how many messages are under way at once; "items" are messages.

#include "engine/domain/ports/store/history_event.h"
#include "engine/state/redis/live/rate_limiter.h"
#include "engine/state/redis/live/redis_live_state.h"
#include "tests/engine/state/redis_fixture.h"

#include <QCoreApplication>

#include <benchmark/benchmark.h>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Server, connection and health, up before the first measurement.
struct BenchClock final : ports::Clock {
    TimePoint now() const override { return {}; }
    std::chrono::nanoseconds elapsed() const override { return std::chrono::steady_clock::now().time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

struct Bench {
    testing::RedisServer server;
    std::unique_ptr<testing::EngineSide> side;
    std::unique_ptr<redis::RedisLiveState> state;

    Bench()
    {
        if (!server.start()) qFatal("%s", qPrintable(server.problem()));
        side = std::make_unique<testing::EngineSide>(redis::Endpoint::onUnixSocket(server.socketPath()), "bench"_ba);
        state = std::make_unique<redis::RedisLiveState>(side->connection, side->health, 86'400s);
        if (!side->waitUntilUp()) qFatal("redis did not come up");
    }
};

SettleRequest settleRequest(const ConversationId& conversation, const QByteArray& token, qint64 rev)
{
    HistoryEvent event;
    event.id = rev;
    event.kind = u"message_sent"_s;
    event.conversation = conversation;
    event.user = SenderId("customer-1"_ba);
    event.messageId = MessageId("m-" + QByteArray::number(rev));
    event.rev = rev;
    event.data = {{u"text"_s, u"Chị ơi còn hàng không ạ"_s}, {u"speaker"_s, u"customer"_s}};
    const QJsonObject state{{u"conversation_id"_s, conversation.toString()},
                            {u"last_message_id"_s, event.messageId.toString()},
                            {u"last_message_timestamp"_s, 1758180000.123},
                            {u"ai_processing"_s, false}};
    return {conversation, token, state, {event, event}};
}

QCoro::Task<void> oneMessage(redis::RedisLiveState* state, qint64 number, bool withSettle)
{
    const ConversationId conversation("conversation-" + QByteArray::number(number % 1000));
    const QByteArray token = "engine:" + QByteArray::number(number);
    const Gate gate = co_await state->acquireGate(conversation, token, 30'000ms);
    if (gate != Gate::Got) qFatal("gate not free");
    if (withSettle) {
        SettleRequest request = settleRequest(conversation, token, number);
        co_await state->settle(std::move(request));
    } else {
        co_await state->releaseGate(conversation, token);
    }
}

void run(benchmark::State& bench, bool withSettle)
{
    Bench parts;
    const auto window = size_t(bench.range(0));
    qint64 number = 0;
    for (auto _ : bench) {
        std::vector<QCoro::Task<void>> underWay;
        underWay.reserve(window);
        for (size_t i = 0; i < window; ++i)
            underWay.push_back(oneMessage(parts.state.get(), number++, withSettle));
        for (auto& message : underWay)
            QCoro::waitFor(message);
    }
    bench.SetItemsProcessed(int64_t(bench.iterations()) * int64_t(window));
}

void gateAndRelease(benchmark::State& bench)
{
    run(bench, false);
}
void gateAndSettle(benchmark::State& bench)
{
    run(bench, true);
}

void rateLimit(benchmark::State& bench)
{
    Bench parts;
    const BenchClock clock;
    const auto ledger = std::make_shared<RateLedger>(clock);
    ledger->setRule(RateScope::ChatUser, {25, std::chrono::minutes(1)});
    redis::RateLimiter limiter(parts.side->connection, parts.side->health, ledger);
    const auto window = size_t(bench.range(0));
    qint64 number = 0;
    for (auto _ : bench) {
        std::vector<QCoro::Task<RateAnswer>> underWay;
        underWay.reserve(window);
        for (size_t i = 0; i < window; ++i, ++number)
            underWay.push_back(limiter.charge(RateScope::ChatUser, "user-" + QByteArray::number(number % 500),
                                              QByteArray::number(number)));
        for (auto& one : underWay)
            QCoro::waitFor(one);
    }
    bench.SetItemsProcessed(int64_t(bench.iterations()) * int64_t(window));
}

BENCHMARK(gateAndRelease)->Arg(1)->Arg(16)->Arg(64)->Arg(256)->UseRealTime();
BENCHMARK(gateAndSettle)->Arg(1)->Arg(16)->Arg(64)->Arg(256)->UseRealTime();
BENCHMARK(rateLimit)->Arg(1)->Arg(64)->UseRealTime();

}  // namespace
}  // namespace tongdai

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
