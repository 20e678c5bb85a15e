// Another program's database with a million messages in 50,000 threads, opened for a dispute: MariaDB with the schema
// of the chat contract, PostgreSQL with that of the handle-message contract.
//   bench_dispute [messages] [mysql | postgres | busy]
// One JSON line each: until it is open, its first page of a thread, a search with a part and with all of the words
// gathered, and how long gathering them takes. Then, `busy`, what the desk's own work on its own SQLite costs alone,
// while the words of both are gathered, and while both are searched and read without a pause.

#include "engine/domain/conversation/conversation_lists.h"
#include "engine/history/disputes/sources/sql_dispute_source.h"
#include "engine/history/sql_history.h"
#include "tests/bench/dispute_fill.h"
#include "tests/engine/history/await_task.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace tongdai;
using namespace tongdai::bench;
using namespace tongdai::testing;
using namespace Qt::StringLiterals;

namespace {

constexpr int kAskings = 10;
constexpr int kDeskConversations = 2'000;
constexpr auto kBusyFor = std::chrono::seconds(10);

class RunningClock final : public ports::Clock {
public:
    TimePoint now() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    std::chrono::nanoseconds elapsed() const override { return std::chrono::steady_clock::now().time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

template <class Ask>
void measure(const char* what, Ask ask)
{
    std::vector<double> times;
    for (int i = 0; i <= kAskings; ++i) {
        QElapsedTimer watch;
        watch.start();
        ask(i);
        if (i > 0) times.push_back(double(watch.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    std::printf("{\"what\":\"%s\",\"p50_ms\":%.1f,\"max_ms\":%.1f}\n", what, times[times.size() / 2], times.back());
    std::fflush(stdout);
}

/// Done-when of the dispute sources: open within 2 s, first page within 300 ms, warm search within 200 ms.
int measureSource(SqlDisputeSource::Place place)
{
    RunningClock clock;
    SqlDisputeSource source(std::move(place), clock);
    QElapsedTimer watch;
    watch.start();
    await(source.look());
    std::printf("{\"what\":\"open\",\"p50_ms\":%lld,\"max_ms\":%lld}\n", watch.elapsed(), watch.elapsed());
    watch.start();
    const auto thread = [](int i) { return foreignThread(1 + i * 4211); };
    await(source.thread(thread(3), {}, 200));
    std::printf("{\"what\":\"first page, while words are gathered\",\"p50_ms\":%lld,\"max_ms\":%lld}\n",
                watch.elapsed(), watch.elapsed());
    QElapsedTimer gathering;
    gathering.start();
    while (!source.status().isCounted) {
        if (source.status().state != SourceState::Open) {
            std::fprintf(stderr, "%s\n", qPrintable(source.status().cause));
            return 1;
        }
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    std::printf("{\"what\":\"gather words of %lld\",\"p50_ms\":%lld,\"max_ms\":%lld}\n", source.status().messages,
                gathering.elapsed(), gathering.elapsed());
    measure("page of a thread", [&](int i) { await(source.thread(thread(i), {}, 200)); });
    measure("search, a rare word", [&](int) { await(source.search({u"giao thieu hang"_s, {}, {}, 50})); });
    measure("search, a frequent word", [&](int) { await(source.search({u"dat lich"_s, {}, {}, 50})); });
    measure("search, nothing", [&](int i) { await(source.search({u"zzqq%1"_s.arg(i), {}, {}, 50})); });
    return 0;
}

int measureMysql(int messages)
{
    const auto foreign = ForeignMysql::filled(messages);
    return foreign ? measureSource(foreign->place()) : 1;
}

int measurePostgres(int messages)
{
    const auto foreign = ForeignPostgres::filled(messages);
    return foreign ? measureSource(foreign->place()) : 1;
}

/// What a desk does all day: a message comes in and is answered, the list and the thread are read again.
class DeskWork {
public:
    explicit DeskWork(const ports::Clock& clock) : m_store(sqliteBackend(m_folder.filePath(u"shop.sqlite"_s)), clock)
    {
        await(m_store.open());
        for (int i = 0; i < kDeskConversations; ++i)
            answerOne(i);
    }
    ~DeskWork() { m_store.close(); }

    /// Until `isOver`: one line for the whole round of a message.
    template <class IsOver>
    void measure(const char* during, IsOver isOver)
    {
        std::vector<double> times;
        for (int i = 0; !isOver(); ++i) {
            QElapsedTimer watch;
            watch.start();
            const ConversationId conversation = answerOne(i % kDeskConversations);
            await(m_store.conversations({}));
            ThreadQuery query;
            query.conversation = conversation;
            await(m_store.thread(query));
            times.push_back(double(watch.nsecsElapsed()) / 1e6);
        }
        std::ranges::sort(times);
        if (times.empty()) return;
        std::printf(
            "{\"what\":\"a message at the desk, %s\",\"p50_ms\":%.1f,\"p99_ms\":%.1f,\"max_ms\":%.1f,"
            "\"times\":%zu}\n",
            during, times[times.size() / 2], times[times.size() * 99 / 100], times.back(), times.size());
        std::fflush(stdout);
    }

private:
    ConversationId answerOne(int number)
    {
        IncomingMessage incoming;
        incoming.source = "platform"_ba;
        incoming.conversation = ConversationId("c" + QByteArray::number(number));
        incoming.messageId = MessageId("m" + QByteArray::number(++m_messages));
        incoming.sender = SenderId("u" + QByteArray::number(number));
        incoming.senderType = u"user"_s;
        incoming.content = u"Shop ơi còn áo này không ạ?"_s;
        incoming.bodyHash = hashBody(incoming);
        const auto accepted = std::get<Accepted>(await(m_store.accept(incoming, OwnerId("bench"_ba))));
        FinishRequest request;
        request.claim = *accepted.claim;
        request.upto = accepted.message.seq;
        request.turn.answer.responseText = u"Dạ còn ạ."_s;
        request.turn.outcome = TurnOutcome::Answered;
        request.finalState = MessageState::Answered;
        await(m_store.finish(request));
        return incoming.conversation;
    }

    QTemporaryDir m_folder;
    SqlHistory m_store;
    qint64 m_messages = 0;
};

/// A reviewer who never rests: words that many texts have, words that none has, one thread after the other.
QCoro::Task<void> keepAsking(SqlDisputeSource& source, const bool& isOver, int& asked)
{
    int i = 0;
    while (!isOver) {
        auto frequent = source.search({u"dat lich"_s, {}, {}, 50});
        co_await frequent;
        auto page = source.thread(foreignThread(1 + ++i * 4211 % kForeignThreads), {}, 200);
        co_await page;
        auto nothing = source.search({u"zzqq%1"_s.arg(i), {}, {}, 50});
        co_await nothing;
        asked += 3;
    }
}

int measureBusy(int messages)
{
    const auto mysql = ForeignMysql::filled(messages);
    const auto postgres = ForeignPostgres::filled(messages);
    if (!mysql || !postgres) return 1;
    RunningClock clock;
    DeskWork desk(clock);
    desk.measure("alone", [until = QDeadlineTimer(kBusyFor)] { return until.hasExpired(); });
    SqlDisputeSource one(mysql->place(), clock);
    SqlDisputeSource other(postgres->place(), clock);
    await(one.look());
    await(other.look());
    desk.measure("both sources are gathered", [&] {
        return (one.status().isCounted || one.status().state != SourceState::Open) &&
               (other.status().isCounted || other.status().state != SourceState::Open);
    });
    bool isOver = false;
    int asked = 0;
    auto first = keepAsking(one, isOver, asked);
    auto second = keepAsking(other, isOver, asked);
    desk.measure("both sources are searched", [until = QDeadlineTimer(kBusyFor)] { return until.hasExpired(); });
    isOver = true;
    await(std::move(first));
    await(std::move(second));
    std::printf("{\"what\":\"questions the sources answered meanwhile\",\"times\":%d}\n", asked);
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const int messages = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    const QByteArray only = argc > 2 ? argv[2] : "";
    const std::pair<const char*, int (*)(int)> stores[] = {
        {"mysql", measureMysql}, {"postgres", measurePostgres}, {"busy", measureBusy}};
    for (const auto& [name, run] : stores) {
        if (!only.isEmpty() && only != name) continue;
        std::printf("{\"store\":\"%s\"}\n", name);
        if (const int code = run(messages); code != 0) return code;
    }
    return 0;
}
