// How long a page of the chat history takes: from Redis where its copy agrees with the store, from the store where
// there is no copy, deep in a session, and filtered by time.
//   bench_history_pages [messages of the session] [pages per row]
// A fresh SQLite store in a temporary folder and a redis-server of its own. One JSON line per row, microseconds.

#include "engine/history/sql_history.h"
#include "engine/state/local/local_live_state.h"
#include "engine/state/redis/live/chat_session_cache.h"
#include "engine/work/chat/chat_history.h"
#include "tests/support/redis_server.h"
#include "tests/support/wait_until.h"

#include <QCoreApplication>
#include <QCoro/QCoroTask>
#include <QElapsedTimer>
#include <QTemporaryDir>

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

const SenderId kUser{"u42"_ba};
const ConversationId kSession{"s7"_ba};

ChatEntry entry(int number, int of)
{
    ChatEntry entry;
    entry.user = kUser;
    entry.session = kSession;
    entry.messageId = MessageId("m"_ba + QByteArray::number(number));
    entry.userMessage = u"Shop ơi cho mình hỏi áo linen còn size M màu be không ạ? Tin số %1"_s.arg(number);
    entry.aiResponse = u"Dạ áo linen màu be size M bên em còn 3 cái ạ, giá 250.000đ, mình lấy không ạ?"_s;
    entry.at = toTicks(WallClock().now()) - qint64(of - number) * 10'000'000;
    entry.metadata = {{u"aiModel"_s, u"gemini-1.5-flash"_s}, {u"responseTime"_s, 1.2}, {u"confidence"_s, 0.95}};
    return entry;
}

void load(SqlHistory& history, int messages)
{
    std::vector<QCoro::Task<RecordEntryOutcome>> recordings;
    for (int i = 0; i < messages; ++i) {
        ChatEntry one = entry(i, messages);
        const QByteArray hash = hashEntry(one, true);
        recordings.push_back(history.recordEntry(std::move(one), hash, {}, false));
        if (recordings.size() < 200) continue;
        for (auto& recording : recordings)
            QCoro::waitFor(std::move(recording));
        recordings.clear();
    }
    for (auto& recording : recordings)
        QCoro::waitFor(std::move(recording));
}

struct Row {
    const char* name;
    int page;
    bool isFiltered = false;
    bool isCold = false;
};

void measure(ChatHistory& chat, ports::ChatSessionCache& cache, const Row& row, int messages, int pages)
{
    const ChatCaller caller{kUser, false, false};
    ChatPageRequest request;
    request.user = kUser;
    request.session = kSession;
    request.page = row.page;
    if (row.isFiltered) request.from = entry(messages / 2, messages).at;
    std::vector<qint64> times;
    for (int i = 0; i < pages; ++i) {
        if (row.isCold) QCoro::waitFor(cache.drop(kUser, {kSession}));
        QElapsedTimer timer;
        timer.start();
        const auto result = QCoro::waitFor(chat.page(caller, request));
        times.push_back(timer.nsecsElapsed() / 1000);
        if (std::get<ChatPage>(result).page.entries.size() != 20) qFatal("a page is short");
        // The copy that a cold read sets off is not part of the next one.
        if (row.isCold)
            testing::waitUntil([&] { return QCoro::waitFor(cache.find(kUser, kSession, 0, 0)).has_value(); });
    }
    std::sort(times.begin(), times.end());
    std::printf("{\"row\":\"%s\",\"messages\":%d,\"pages\":%d,\"p50\":%lld,\"p99\":%lld,\"max\":%lld}\n", row.name,
                messages, pages, static_cast<long long>(times[times.size() / 2]),
                static_cast<long long>(times[times.size() * 99 / 100]), static_cast<long long>(times.back()));
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const int messages = argc > 1 ? std::atoi(argv[1]) : 10'000;
    const int pages = argc > 2 ? std::atoi(argv[2]) : 1'000;

    QTemporaryDir dir;
    WallClock clock;
    SqlHistory history(sqliteBackend(dir.filePath(u"history.sqlite"_s)), clock);
    QCoro::waitFor(history.open());
    load(history, messages);

    testing::RedisServer server;
    if (!server.start()) qFatal("%s", qPrintable(server.problem()));
    redis::Connection connection(redis::Endpoint::onUnixSocket(server.socketPath()));
    redis::Health health(connection, {"bench"_ba, "bench"_ba}, redis::HealthOptions());
    connection.open();
    if (!testing::waitUntil([&] { return health.canWrite(); })) qFatal("redis does not come up");
    redis::ChatSessionCache cache(connection, health, {});
    LocalLiveState live(clock);
    ChatHistory chat({clock, history, cache, live}, {});

    const std::vector<Row> rows{{"cold: store, then copied", 1, false, true},
                                {"warm: redis", 1},
                                {"warm: redis, page 20", 20},
                                {"store: deep page", messages / 20 - 1},
                                {"store: filtered by time", 3, true}};
    for (const Row& row : rows)
        measure(chat, cache, row, messages, row.isCold ? std::min(pages, 200) : pages);
    history.close();
    return 0;
}
