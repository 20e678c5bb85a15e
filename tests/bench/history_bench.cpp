// How many messages the durable store takes: accepts alone, and whole turns (accept with claim, finish, settle).
//   bench_history [messages] [conversations] [in flight] [sqlite|postgres|mysql] [grown]
// A fresh store of the bench's own each time; `grown`: each of the conversations has a message before anything is
// measured, so that what is measured is what a message costs in a shop that has so many. One JSON line per run; the CPU
// is this program's, and apart from it the server's.

#include "tests/bench/bench_store.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTimer>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>

using namespace tongdai;
using namespace Qt::StringLiterals;

namespace {

class WallClock final : public ports::Clock {
public:
    TimePoint now() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    std::chrono::nanoseconds elapsed() const override { return std::chrono::steady_clock::now().time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

struct Load {
    int messages = 20'000;
    int conversations = 500;
    int inFlight = 256;
};

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// One after the other comes to each of them, and neighbours in time are not neighbours in the store.
qint64 placeOf(int number, int conversations)
{
    constexpr qint64 kStep = 1'000'003;  // a prime
    return number * kStep % conversations;
}

IncomingMessage message(int run, int number, int conversations)
{
    IncomingMessage incoming;
    incoming.source = "platform"_ba;
    incoming.conversation = ConversationId("conversation-"_ba + QByteArray::number(placeOf(number, conversations)));
    incoming.messageId = MessageId(QByteArray::number(run) + "-message-"_ba + QByteArray::number(number));
    incoming.sender = SenderId("customer-"_ba + QByteArray::number(placeOf(number, conversations)));
    incoming.senderType = u"user"_s;
    incoming.content = u"Shop ơi cho mình hỏi áo linen còn size M màu be không ạ? Tin số %1"_s.arg(number);
    incoming.sentAt = 1.7e9 + number;
    incoming.metadata = {{u"platform"_s, u"facebook"_s}, {u"user_agent"_s, u"bench"_s}};
    incoming.bodyHash = hashBody(incoming);
    return incoming;
}

FinishRequest answer(const Accepted& accepted)
{
    FinishRequest request;
    request.claim = *accepted.claim;
    request.upto = accepted.message.seq;
    request.mayRestart = false;
    request.turn.answer.responseText = u"Dạ mẫu này bên em còn 3 chiếc size M màu be ạ."_s;
    request.turn.answer.intent = u"ask_stock"_s;
    request.turn.answer.confidence = 0.95;
    request.turn.answer.modelUsed = u"rules"_s;
    request.turn.answer.actions = {{ActionType::SendMessage, {{u"message"_s, request.turn.answer.responseText}}}};
    request.sendToPlatform = true;
    request.platformBody = {{u"text"_s, request.turn.answer.responseText}};
    request.newest = accepted.message.messageId;
    request.reply = {{u"status"_s, u"completed"_s}, {u"message_id"_s, accepted.message.messageId.toString()}};
    return request;
}

class Run {
public:
    Run(SqlHistory& store, const bench::BenchStore& fresh, const QString& name, const Load& load, int number,
        bool wholeTurns)
        : m_store(store), m_fresh(fresh), m_name(name), m_load(load), m_number(number), m_wholeTurns(wholeTurns)
    {
    }

    void go(const QString& called = {})
    {
        m_called = called.isEmpty() ? (m_wholeTurns ? u"whole turns"_s : u"accept"_s) : called;
        const auto before = m_store.figures();
        const double cpuBefore = cpuSeconds();
        const double serverBefore = m_fresh.serverCpuSeconds();
        m_time.start();
        for (int i = 0; i < m_load.inFlight; ++i)
            m_workers.push_back(work());
        if (m_done < m_load.messages) QCoreApplication::exec();
        report(before, cpuSeconds() - cpuBefore, m_fresh.serverCpuSeconds() - serverBefore);
    }

private:
    QCoro::Task<void> work()
    {
        while (m_next < m_load.messages) {
            IncomingMessage incoming = message(m_number, m_next++, m_load.conversations);
            OwnerId owner;
            if (m_wholeTurns) owner = OwnerId(incoming.messageId.bytes());
            const qint64 started = m_time.nsecsElapsed();
            AcceptOutcome outcome = co_await m_store.accept(std::move(incoming), std::move(owner));
            const auto& accepted = std::get<Accepted>(outcome);
            if (accepted.claim) {
                FinishRequest request = answer(accepted);
                const OwnerId sender = request.claim.owner;
                FinishOutcome outcomeOfTurn = co_await m_store.finish(std::move(request));
                SendOutcome sent;
                sent.kind = SendOutcome::Kind::Sent;
                sent.answer = {{u"status"_s, u"success"_s}};
                OutboxItem item = *std::get<Finished>(outcomeOfTurn).outbox;
                co_await m_store.settleOutbox(std::move(item), sender, std::move(sent), std::chrono::milliseconds(0));
                ++m_turns;
            }
            m_micros.push_back((m_time.nsecsElapsed() - started) / 1000);
            if (++m_done == m_load.messages) QCoreApplication::quit();
        }
    }

    void report(const HistoryWriter::Figures& before, double cpu, double serverCpu)
    {
        const double seconds = double(m_time.nsecsElapsed()) / 1e9;
        std::sort(m_micros.begin(), m_micros.end());
        const auto at = [this](double part) {
            return double(m_micros[size_t(part * double(m_micros.size() - 1))]) / 1000.0;
        };
        const qint64 commits = m_store.figures().commits - before.commits;
        const qint64 statements = m_store.figures().statements - before.statements;
        const QJsonObject line{
            {u"store"_s, m_name},
            {u"run"_s, m_called},
            {u"messages"_s, m_load.messages},
            {u"turns"_s, m_turns},
            {u"messages_per_second"_s, qRound(m_load.messages / seconds)},
            {u"commits_per_message"_s, double(commits) / m_load.messages},
            {u"statements_per_message"_s, double(statements) / m_load.messages},
            {u"round_trips_per_message"_s, double(m_store.figures().roundTrips - before.roundTrips) / m_load.messages},
            {u"conversations"_s, m_load.conversations},
            {u"cpu_us_per_message"_s, cpu * 1e6 / m_load.messages},
            {u"server_cpu_us_per_message"_s, serverCpu * 1e6 / m_load.messages},
            {u"p50_ms"_s, at(0.5)},
            {u"p99_ms"_s, at(0.99)}};
        std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    }

    SqlHistory& m_store;
    const bench::BenchStore& m_fresh;
    QString m_name;
    QString m_called;
    Load m_load;
    int m_number;
    bool m_wholeTurns;
    QElapsedTimer m_time;
    std::vector<QCoro::Task<void>> m_workers;
    std::vector<qint64> m_micros;
    int m_next = 0;
    int m_done = 0;
    int m_turns = 0;
};

QCoro::Task<void> openThenQuit(SqlHistory& store)
{
    co_await store.open();
    QCoreApplication::quit();
}

}  // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const auto number = [&arguments](int at, int other) {
        return arguments.size() > at ? arguments[at].toInt() : other;
    };
    Load load;
    load.messages = number(1, load.messages);
    load.conversations = number(2, load.conversations);
    load.inFlight = number(3, load.inFlight);
    const QString name = arguments.size() > 4 ? arguments[4] : u"sqlite"_s;
    bench::BenchStore fresh;
    if (!fresh.start(name)) {
        std::fprintf(stderr, "%s\n", qPrintable(fresh.problem()));
        return 1;
    }

    const WallClock clock;
    SqlHistory store(fresh.backend(), clock);
    const auto opening = openThenQuit(store);
    QCoreApplication::exec();
    if (arguments.size() > 5 && arguments[5] == "grown"_L1) {
        Load filling = load;
        filling.messages = load.conversations;
        Run(store, fresh, name, filling, -1, false).go(u"filling"_s);
    }
    for (int run = 0; run < 3; ++run) {
        Run(store, fresh, name, load, run * 2, false).go();
        Load turns = load;
        turns.conversations = std::max(load.conversations, load.inFlight * 4);
        Run(store, fresh, name, turns, run * 2 + 1, true).go();
    }
    store.close();
    return 0;
}
