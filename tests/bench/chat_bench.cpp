// What /chat of the real engine costs, on SQLite with its own Redis: acknowledged sends, a room with many members, idle
// connections. The engine is a program of its own, and CPU is that of all its threads. Build with the release preset:
//     bench_chat [messages] [idle connections]
#include "tests/bench/socketio_load.h"
#include "tests/support/engine_process.h"
#include "tests/support/http_client.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

#include <algorithm>
#include <chrono>

namespace {

using namespace tongdai::bench;
using namespace tongdai::testing;
using namespace std::chrono;
using Clock = steady_clock;

const QByteArray kSecret = "a-secret-that-only-benches-know-of-32"_ba;
constexpr int kRoom = 100;  // a message names its receipts: what goes out grows with the square of the members

QByteArray connectPacket(const QByteArray& user)
{
    const auto part = [](const QByteArray& json) {
        return json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    const QByteArray claims = R"({"id":")" + user + R"(","email":"","role":"CLIENT","exp":4102444800})";
    const QByteArray head = part(R"({"alg":"HS256","typ":"JWT"})") + '.' + part(claims);
    const QByteArray signature = part(QMessageAuthenticationCode::hash(head, kSecret, QCryptographicHash::Sha256));
    return R"(40/chat,{"token":")" + head + '.' + signature + R"("})";
}

/// The engine under load.
struct Shop {
    Shop()
    {
        engine.setEnvironment(u"JWT_SECRET"_s, QString::fromLatin1(kSecret));
        engine.setEnvironment(u"CHAT_MESSAGES_PER_MINUTE"_s, u"100000"_s);
        engine.setEnvironment(u"CHAT_CONNECTIONS_PER_ADDRESS"_s, u"10000"_s);
        if (!engine.start()) {
            std::fprintf(stderr, "%s\n", qPrintable(engine.problem()));
            std::exit(1);
        }
    }
    void openThread(const QString& id, const QByteArrayList& users)
    {
        QJsonArray participants;
        for (const QByteArray& user : users)
            participants.append(QJsonObject{{u"userId"_s, QString::fromLatin1(user)}, {u"role"_s, u"CLIENT"_s}});
        JsonClient admin(engine.url(), 1);
        admin.setToken(engine.adminToken());
        const ClientReply made = admin.post("/api/chat/threads", {{u"id"_s, id}, {u"participants"_s, participants}});
        if (made.status != 201) {
            std::fprintf(stderr, "a thread was not made: %d %s\n", made.status, made.body.constData());
            std::exit(1);
        }
    }
    double cpuSeconds() const
    {
        const QList<QByteArray> fields = statistic("stat").split(')').value(1).split(' ');
        return double(fields.value(12).toLongLong() + fields.value(13).toLongLong()) / double(sysconf(_SC_CLK_TCK));
    }
    double residentKiB() const
    {
        return double(statistic("statm").split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE)) / 1024;
    }
    quint16 port() const { return quint16(engine.url().port()); }

    EngineProcess engine;

private:
    QByteArray statistic(const char* name) const
    {
        QFile file(u"/proc/%1/%2"_s.arg(engine.pid()).arg(QLatin1StringView(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

double secondsSince(Clock::time_point begin)
{
    return duration<double>(Clock::now() - begin).count();
}

void answerPing(Client& client, QByteArrayView text)
{
    if (text == "2") client.send(clientFrame("3"_ba));
}

void benchIdle(Shop& shop, int connections)
{
    Load load(shop.port());
    for (int i = 0; i < 100; ++i)
        load.connectAs(connectPacket("early" + QByteArray::number(i)));  // what comes once
    const double before = shop.residentKiB();
    const auto begin = Clock::now();
    for (int i = 0; i < connections; ++i)
        load.connectAs(connectPacket("idle" + QByteArray::number(i)));
    std::printf("idle: %d connections in %.2f s, %.1f KiB resident each\n", connections, secondsSince(begin),
                (shop.residentKiB() - before) / connections);
}

/// Every sender alone in a thread of their own.
void benchSends(Shop& shop, int senders, int inFlight, int total)
{
    const QByteArray run = QByteArray::number(senders) + '-' + QByteArray::number(inFlight);
    Load load(shop.port());
    for (int i = 0; i < senders; ++i) {
        const QByteArray user = "sender" + run + '-' + QByteArray::number(i);
        shop.openThread(QString::fromLatin1("thread" + user), {user});
        load.connectAs(connectPacket(user));
    }
    const auto epoch = Clock::now();
    const auto nowUs = [&] { return duration_cast<microseconds>(Clock::now() - epoch).count(); };
    int sent = 0;
    const auto sendOne = [&](Client& client) {
        const QByteArray place = QByteArray::number(&client - load.clients().data());
        client.send(clientFrame(
            "42/chat," + QByteArray::number(nowUs()) + R"(["chat:send-message",{"threadId":"threadsender)" + run + '-' +
            place + R"(","body":"xin chao, con hang khong?","tempId":")" + QByteArray::number(sent++) + R"("}])"));
    };
    std::vector<qint64> latencies;
    const double cpu = shop.cpuSeconds();
    const auto begin = Clock::now();
    for (Client& client : load.clients()) {
        for (int i = 0; i < inFlight; ++i)
            sendOne(client);
    }
    load.run(
        [&](Client& client, QByteArrayView text) {
            answerPing(client, text);
            if (!text.startsWith("43/chat,")) return;
            if (!text.contains("true")) fail("a send was refused");
            latencies.push_back(nowUs() - text.sliced(8, text.indexOf('[') - 8).toLongLong());
            if (sent < total) sendOne(client);
        },
        [&] { return int(latencies.size()) >= sent; });
    const double wall = secondsSince(begin);
    std::ranges::sort(latencies);
    const auto milliseconds = [&](size_t percent) { return double(latencies[latencies.size() * percent / 100]) / 1e3; };
    std::printf("sends: %d senders, %d in flight each: %.0f/s, engine CPU %.0f us each, p50 %.2f ms, p99 %.2f ms\n",
                senders, inFlight, double(latencies.size()) / wall,
                (shop.cpuSeconds() - cpu) * 1e6 / double(latencies.size()), milliseconds(50), milliseconds(99));
}

/// One member writes, everybody gets it.
void benchRoom(Shop& shop, int rounds)
{
    QByteArrayList users;
    for (int i = 0; i < kRoom; ++i)
        users.append("member" + QByteArray::number(i));
    shop.openThread(u"room"_s, users);
    Load load(shop.port());
    for (const QByteArray& user : users)
        load.connectAs(connectPacket(user));
    for (Client& client : load.clients())
        client.send(clientFrame(R"(42/chat,1["chat:join",{"threadId":"room"}])"));
    int joined = 0;
    load.run(
        [&](Client& client, QByteArrayView text) {
            answerPing(client, text);
            if (text.startsWith("43/chat,1[")) ++joined;
        },
        [&] { return joined == kRoom; });
    const double cpu = shop.cpuSeconds();
    const auto begin = Clock::now();
    qint64 delivered = 0;
    int sent = 0;
    const auto sendOne = [&] {
        ++sent;
        load.clients().front().send(
            clientFrame(R"(42/chat,2["chat:send-message",{"threadId":"room","body":"xin chao"}])"));
    };
    sendOne();
    load.run(
        [&](Client& client, QByteArrayView text) {
            answerPing(client, text);
            if (!text.startsWith(R"(42/chat,["chat:message")")) return;
            if (++delivered == qint64(sent) * kRoom && sent < rounds) sendOne();
        },
        [&] { return delivered >= qint64(rounds) * kRoom; });
    std::printf("room: 1 -> %d members: %.0f deliveries/s, engine CPU %.1f us each\n", kRoom,
                double(delivered) / secondsSince(begin), (shop.cpuSeconds() - cpu) * 1e6 / double(delivered));
}

}  // namespace

int main(int argc, char** argv)
{
    liftFileLimit();
    QCoreApplication application(argc, argv);
    const int messages = argc > 1 ? std::atoi(argv[1]) : 20'000;
    Shop shop;
    benchIdle(shop, argc > 2 ? std::atoi(argv[2]) : 2000);
    benchSends(shop, 1, 1, messages / 20);
    benchSends(shop, 32, 1, messages);
    benchSends(shop, 32, 8, messages);
    benchRoom(shop, 100);
    return 0;
}
