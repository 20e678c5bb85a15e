#include "tests/support/fake_statistics.h"

#include "engine/domain/statistics/stats_tally.h"

#include <QUuid>

#include <array>
#include <cmath>
#include <random>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void FakeStatistics::answer(StatsReport report)
{
    report.query.zone = asked.back().zone;
    answerWith(std::move(report));
}

void FakeStatistics::answerBusy()
{
    answerWith(busyReport(asked.back(), now));
}

void FakeStatistics::answerEmpty()
{
    StatsReport report = StatsTally(asked.back()).report();
    report.at = now;
    answerWith(std::move(report));
}

void FakeStatistics::fail(const QString& cause)
{
    answerWith(api::DeskFailure{api::DeskError::StoreDown, cause});
}

StatsReport busyReport(const StatsQuery& query, TimePoint now)
{
    std::mt19937_64 random(7);
    const auto below = [&random](int n) { return int(random() % quint64(n)); };
    const QTimeZone zone(query.zone);
    StatsTally tally(query);
    static const QStringList kIntents{u"hỏi giá"_s,  u"đặt lịch"_s, u"khiếu nại"_s,    u"hoàn tiền"_s,
                                      u"chào hỏi"_s, u"còn hàng"_s, u"đổi trả"_s,      u"giao hàng"_s,
                                      u"bảo hành"_s, u"địa chỉ"_s,  u"=1+1 khác nữa"_s};
    static const QStringList kStaff{u"Lan"_s, u"Minh"_s, u"Nguyễn Thị Hồng Hạnh"_s, u"Hùng"_s};
    const int conversations = int(90 * ((query.to - query.from) / 24h + 1));
    for (int c = 0; c < conversations; ++c) {
        const QUuid id = QUuid::createUuidV5(QUuid(), QByteArray::number(c));
        const auto span = (query.to - query.from).count();
        TimePoint t = query.from + std::chrono::milliseconds(random() % quint64(span));
        // Shops are busy before noon and in the evening.
        const int hour = QDateTime::fromMSecsSinceEpoch(t.time_since_epoch().count(), zone).time().hour();
        if (hour < 7 && below(10) > 0) continue;
        const int exchanges = 1 + below(hour > 8 && hour < 12 ? 8 : 4);
        for (int i = 0; i < exchanges; ++i) {
            StatsLine line;
            line.conversation = id;
            line.said = t;
            tally.add(line);
            StatsTurn turn;
            turn.at = t;
            turn.model = below(4) == 0 ? u"rules"_s : u"qwen2.5-7b"_s;
            turn.milliseconds = 300 + below(2500);
            const int kind = below(20);
            const int intent = std::min(below(11), below(11));
            turn.intent = kIntents[intent];
            turn.confidence = 0.6 + below(40) / 100.0;
            const bool passesOn = intent >= 2 && intent <= 3 && kind % 2 == 0;
            turn.outcome = kind == 0 ? TurnOutcome::Failed : passesOn ? TurnOutcome::HandedOver : TurnOutcome::Answered;
            turn.tries = kind == 0 ? 3 : 1;
            tally.add(turn);
            t += std::chrono::milliseconds(int(turn.milliseconds));
            line.said = t;
            line.kind = kind == 0 || passesOn ? StatsLine::Kind::HandOver : StatsLine::Kind::Bot;
            tally.add(line);
            if (line.kind == StatsLine::Kind::HandOver) {
                t += std::chrono::seconds(20 + below(400));
                line.kind = StatsLine::Kind::Person;
                line.name = kStaff[std::min(below(4), below(4))];
                line.who = SenderId(line.name.toUtf8());
                line.said = t;
                if (below(3) == 0) {
                    line.kind = StatsLine::Kind::TakeOver;
                    tally.add(line);
                    line.kind = StatsLine::Kind::Person;
                }
                tally.add(line);
            }
            t += std::chrono::seconds(30 + below(600));
        }
    }
    StatsReport report = tally.report();
    report.at = now;
    report.waiting = 5;
    report.oldestWait = now - 372s;
    report.answerDebt = 1040;
    report.answerDebtBefore = 320;
    report.undelivered = 2;
    report.unknown = 1;
    report.actions = {{u"send_message"_s, 1'204, 1'198, 2, 31, 44},
                      {u"send_quick_replies"_s, 212, 212, 0, 0, 0},
                      {u"transfer_to_agent"_s, 61, 58, 3, 5, 21}};
    report.resolutions = {
        {140, 212, 1'210, 2'044, 5'310}, {61, 2'480, 21'600, 40'020, 86'400}, {61, 1'930, 9'640, 14'200, 31'000}};
    report.proposals = {{QStringLiteral("còn hàng"), 1'240, 1'102, 640, 11.4, 0.91},
                        {QStringLiteral("hỏi giá"), 412, 380, 301, 4.2, 0.96},
                        {QStringLiteral("khiếu nại"), 38, 31, 0, 148.6, 0.22},
                        {QString(), 3, 0, 0, 0, 0}};
    return report;
}

FigureTrail busyTrail(TimePoint now)
{
    FigureTrail trail;
    for (int i = 0; i < 120; ++i) {
        const double n = i;
        const double wave = i == 119 ? 7 : 4 + 3 * std::sin(n / 9);
        trail.add(now - FigureTrail::kEvery * (119 - i),
                  {{"turns_in_work", {}, false, std::round(wave)},
                   {"claims_waited_total", {}, true, 40 + n},
                   {"fenced_total", {}, true, 1},
                   {"outbox_waiting", {}, false, double(i % 17 == 0 ? 3 : i % 3)},
                   {"journal_waiting", {}, false, 0},
                   {"tasks_waiting", {}, false, double((i / 10) % 4)},
                   {"writer_queue", {}, false, double((i * 7) % 5)},
                   {"reader_queue", {}, false, double((i * 3) % 7)},
                   {"readers_busy", {}, false, double(i % 3)},
                   {"chat_connections", {}, false, 180 + std::round(20 * std::sin(n / 15))},
                   {"redis_clients", {}, false, 9},
                   {"redis_memory_bytes", {}, false, 64.0 * 1024 * 1024},
                   {"process_memory_bytes", {}, false, (180.0 + n / 20) * 1024 * 1024},
                   {"redis_hits_total", {}, true, 300 + 300 * n},
                   {"redis_misses_total", {}, true, 100 + 100 * n},
                   {"session_cache_hits_total", {}, true, 50 + n},
                   {"session_cache_misses_total", {}, true, 5},
                   {"cache_life_seconds", "session", false, 300},
                   {"events_ahead", {}, false, double(i % 40 == 0)},
                   {"event_reader_lag_seconds", {}, false, 0.004 + 0.001 * double(i % 5)},
                   {"limit_refusals_total", "sender", true, 5 + n},
                   {"limit_refusals_total", "shop", true, 0}});
    }
    return trail;
}

}  // namespace tongdai::testing
