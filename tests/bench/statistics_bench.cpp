// How long the Stats page's count takes: today, 30 days and a year of a shop, line by line and from hours that were
// rolled up; and how long rolling up takes.
//   bench_statistics [messages] [counts per row] [sqlite|postgres|mysql] [days they are spread over, 30]
// A fresh store. One JSON line per row, milliseconds.

#include "engine/domain/statistics/stats_report.h"
#include "engine/history/conversations/rows.h"
#include "engine/history/statistics/sql_roll_ups.h"
#include "engine/history/tasks/sql_tasks.h"
#include "tests/bench/bench_store.h"

#include <QCoreApplication>
#include <QCoro/QCoroTask>
#include <QElapsedTimer>
#include <QTimeZone>

#include <sys/resource.h>
#include <algorithm>
#include <cstdio>
#include <random>

using namespace tongdai;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class StatisticsClock final : public ports::Clock {
public:
    TimePoint now() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    std::chrono::nanoseconds elapsed() const override { return std::chrono::steady_clock::now().time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

/// Twenty lines a conversation: customer and bot in turn, each answer with its turn.
void fillStatistics(SqlSession& session, TimePoint now, int messages, int days)
{
    std::mt19937_64 random(1);
    std::vector<SqlParams> conversations;
    std::vector<SqlParams> lines;
    std::vector<SqlParams> turns;
    const int many = std::max(1, messages / 20);
    for (int c = 0; c < many; ++c) {
        const TimePoint began = now - std::chrono::milliseconds(qint64(random() % (quint64(days) * 86'400'000)));
        const QUuid id = rows::newUuid(began);
        conversations.push_back({id, ConversationId("c"_ba + QByteArray::number(c)), began, began});
        for (int i = 0; i < 20; ++i) {
            const TimePoint at = began + std::chrono::seconds(i * 30);
            const QUuid line = rows::newUuid(at);
            lines.push_back({line, id, SqlValue::ofId("platform"_ba), rows::lineId(line), i + 1, i % 2, 1,
                             u"Dạ áo linen màu be size M bên em còn 3 cái ạ, giá 250.000đ, mình lấy không ạ?"_s,
                             u"da ao linen mau be size m ben em con 3 cai a, gia 250.000d, minh lay khong a?"_s, at,
                             at});
            if (i % 2 == 1)
                turns.push_back({rows::newUuid(at), id, i, i, i + 1, 0, u"intent %1"_s.arg(random() % 12), 0.9,
                                 u"rules"_s, double(random() % 3000), at});
        }
    }
    session.begin();
    session.insertMany({u"conversations"_s,
                        {{u"id"_s, SqlType::Uuid},
                         {u"conversation_id"_s, SqlType::Id},
                         {u"created_at"_s, SqlType::Real},
                         {u"updated_at"_s, SqlType::Real}}},
                       conversations);
    session.insertMany({u"messages"_s,
                        {{u"id"_s, SqlType::Uuid},
                         {u"conversation_id"_s, SqlType::Uuid},
                         {u"source"_s, SqlType::Id},
                         {u"message_id"_s, SqlType::Id},
                         {u"rev"_s, SqlType::Integer},
                         {u"speaker"_s, SqlType::Integer},
                         {u"state"_s, SqlType::Integer},
                         {u"content"_s, SqlType::Text},
                         {u"folded"_s, SqlType::Text},
                         {u"sent_at"_s, SqlType::Real},
                         {u"received_at"_s, SqlType::Real}}},
                       lines);
    session.insertMany({u"turns"_s,
                        {{u"id"_s, SqlType::Uuid},
                         {u"conversation_id"_s, SqlType::Uuid},
                         {u"fence"_s, SqlType::Integer},
                         {u"from_seq"_s, SqlType::Integer},
                         {u"upto_seq"_s, SqlType::Integer},
                         {u"outcome"_s, SqlType::Integer},
                         {u"intent"_s, SqlType::Text},
                         {u"confidence"_s, SqlType::Real},
                         {u"model_used"_s, SqlType::Text},
                         {u"processing_time_ms"_s, SqlType::Real},
                         {u"created_at"_s, SqlType::Real}}},
                       turns);
    session.commit();
}

/// Of this process alone: says something on a busy machine, too.
double cpuSeconds()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return double(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

}  // namespace

namespace {

struct BenchedShop {
    SqlHistory& history;
    const ports::Clock& clock;
    QString name;
    int messages = 0;
    int counts = 0;
};

void count(const BenchedShop& shop, int days, const char* how)
{
    StatsQuery query;
    query.zone = "Asia/Ho_Chi_Minh";
    query.from = startOfDay(shop.clock.now(), QTimeZone(query.zone), days - 1);
    query.to = shop.clock.now();
    query.size = days > 7 ? TimeBuckets::Size::Day : TimeBuckets::Size::Hour;
    std::vector<double> took;
    qint64 lines = 0;
    const double cpuBefore = cpuSeconds();
    for (int i = 0; i < shop.counts; ++i) {
        QElapsedTimer watch;
        watch.start();
        const StatsReport report = QCoro::waitFor(shop.history.statistics(query));
        took.push_back(double(watch.nsecsElapsed()) / 1e6);
        lines = report.in + report.bot;
    }
    std::ranges::sort(took);
    std::printf(
        "{\"bench\":\"statistics\",\"store\":\"%s\",\"messages\":%d,\"how\":\"%s\",\"days\":%d,\"counted\":%lld,"
        "\"ms_median\":%.1f,\"ms_most\":%.1f,\"cpu_ms\":%.1f}\n",
        qPrintable(shop.name), shop.messages, how, days, static_cast<long long>(lines), took[took.size() / 2],
        took.back(), (cpuSeconds() - cpuBefore) * 1000 / shop.counts);
}

void rollUp(const BenchedShop& shop)
{
    SqlTasks tasks(shop.history);
    SqlRollUps rollUps(shop.history, shop.clock);
    const QString kind = QString::fromLatin1(task_kind::kRollUpStatistics);
    QCoro::waitFor(tasks.addTasks({{kind, ConversationId("statistics"_ba), "bench"_ba, {}, 5}}));
    const auto claimed = QCoro::waitFor(tasks.claimTasks(OwnerId("bench"_ba), {kind}, 1));
    QElapsedTimer watch;
    watch.start();
    const double cpuBefore = cpuSeconds();
    int pieces = 0;
    for (auto written = ports::RollUpStore::Written::More; written == ports::RollUpStore::Written::More; ++pieces)
        written = QCoro::waitFor(rollUps.rollUpNext(claimed.at(0)));
    std::printf("{\"bench\":\"roll_up\",\"store\":\"%s\",\"messages\":%d,\"pieces\":%d,\"ms\":%.1f,\"cpu_ms\":%.1f}\n",
                qPrintable(shop.name), shop.messages, pieces, double(watch.nsecsElapsed()) / 1e6,
                (cpuSeconds() - cpuBefore) * 1000);
}

}  // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int messages = arguments.value(1, u"100000"_s).toInt();
    const int counts = std::max(1, arguments.value(2, u"5"_s).toInt());
    const QString name = arguments.value(3, u"sqlite"_s);
    const int days = arguments.value(4, u"30"_s).toInt();
    bench::BenchStore store;
    if (!store.start(name)) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(store.problem()));
        return 1;
    }
    const StatisticsClock clock;
    SqlHistory history(store.backend(), clock);
    QCoro::waitFor(history.open());
    const auto session = store.backend().writer();
    session->open();
    fillStatistics(*session, clock.now(), messages, days);
    const BenchedShop shop{history, clock, name, messages, counts};
    for (const int asked : {1, 7, 30})
        count(shop, asked, "lines");
    rollUp(shop);
    for (const int asked : {1, 7, 30, 365})
        count(shop, asked, "rolled up");
    return 0;
}
