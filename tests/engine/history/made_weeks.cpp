#include "tests/engine/history/made_weeks.h"

#include <QTest>
#include <QTimeZone>

#include <algorithm>
#include <cmath>
#include <random>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kMadeSamples = 10;  // the last ones
const QStringList kMadeStaff{u"lan"_s, u"minh"_s, u"hùng"_s};
const QStringList kMadeIntents{u"ask_price"_s, u"complaint"_s, u"=cmd|' /C calc'!A0"_s, QString()};
const QStringList kMadeModels{u"rules"_s, u"gpt-x"_s};

}  // namespace

bool MadeWeeks::isSample(int conversation) const
{
    return conversation >= conversations - kMadeSamples;
}

MadeWeeks makeWeeks(TimePoint now, int conversations, int days)
{
    std::mt19937_64 random(16);
    const auto below = [&random](int n) { return int(random() % quint64(n)); };
    MadeWeeks made;
    made.conversations = conversations;
    for (int c = 0; c < conversations; ++c) {
        TimePoint t = now - 24h * days + std::chrono::milliseconds(random() % 86'400'000);
        qint64 rev = 0;
        const auto add = [&](int speaker, const QString& who = {}) -> MadeLine& {
            made.lines.push_back({c, ++rev, speaker, true, false, SystemEvent::TookOver, who, t, t});
            return made.lines.back();
        };
        while (t < now - 2h) {
            const int rush = 1 + below(3);
            for (int i = 0; i < rush; ++i) {
                MadeLine& line = add(0);
                if (below(40) == 0) line.stored += 5min;  // it came by the journal
                t += std::chrono::milliseconds(500 + below(20'000));
            }
            t += 5min;  // behind what the journal brought
            const int kind = below(12);
            if (kind < 7) {
                const bool passesOn = kind == 0;
                made.turns.push_back({c, passesOn ? 4 : 0, kMadeIntents[below(4)], below(100) / 100.0,
                                      kMadeModels[below(2)], 50.0 + below(5000), 1 + below(2), t});
                add(1);
                if (passesOn) add(3).event = SystemEvent::TransferRequested;
                if (kind == 5) add(3, kMadeStaff[2]).event = SystemEvent::Closed;
            } else if (kind < 9) {
                if (kind == 7) add(3, kMadeStaff[below(3)]).event = SystemEvent::TookOver;
                t += std::chrono::milliseconds(below(900'000));
                add(2, kMadeStaff[below(3)]);
            } else if (kind == 9) {
                made.turns.push_back({c, 3, {}, 0, kMadeModels[0], 0, 3, t});
                add(3).event = SystemEvent::TurnFailed;
                t += 90s;
                add(2, kMadeStaff[0]);
            } else if (kind == 10) {
                add(4, kMadeStaff[1]);  // a note
                made.turns.push_back({c, 1, kMadeIntents[0], 0.5, kMadeModels[0], 80, 1, t});
                add(1).sent = false;  // overtaken
                add(3).event = SystemEvent::Closed;
            } else {
                MadeLine& question = add(0);
                question.synced = true;
                question.said = t - 24h * 3;
                MadeLine& answer = add(1);
                answer.synced = true;
                answer.said = t - 24h * 3;
            }
            t += std::chrono::milliseconds(60'000 + qint64(random() % (36 * 3'600'000)));
        }
    }
    return made;
}

namespace {

/// One conversation's newest concern.
struct Concern {
    std::optional<TimePoint> came;
    TimePoint last{};
    bool isOpen = true;  ///< something the customer wrote has no answer
    bool hasAnswer = false;
    bool hasPerson = false;
};

void followConcern(Concern& concern, const MadeLine& line, bool isAsked, Counted& counted)
{
    if (line.speaker == 3) {
        if (line.event != SystemEvent::Closed) return;
        if (concern.came && concern.hasAnswer && isAsked)
            (concern.hasPerson ? counted.peopleSettled : counted.botSettled)
                .push_back(double((line.said - *concern.came).count()) / 1000);
        concern = {};
        return;
    }
    if (line.synced) return;
    if (line.speaker != 0) {
        concern.isOpen = false;
        concern.hasAnswer = true;
        concern.hasPerson |= line.speaker == 2;
    } else {
        if (concern.came && !concern.isOpen && line.said - concern.last >= 24h) concern = {};
        if (!concern.came) concern.hasAnswer = concern.hasPerson = false;
        concern.came = concern.came ? std::min(*concern.came, line.said) : line.said;
        concern.isOpen = true;
    }
    concern.last = line.said;
}

}  // namespace

Counted countPlainly(const MadeWeeks& made, const StatsQuery& query)
{
    const QTimeZone zone(query.zone);
    const auto asked = [&query](TimePoint t) { return t >= query.from && t < query.to; };
    const auto local = [&zone](TimePoint t) {
        return QDateTime::fromMSecsSinceEpoch(t.time_since_epoch().count(), zone);
    };
    Counted counted;
    std::map<int, std::optional<TimePoint>> since;
    std::map<int, std::optional<TimePoint>> fresh;
    std::map<int, std::optional<TimePoint>> passed;
    std::map<int, Concern> concerns;
    for (const MadeLine& line : made.lines) {  // each conversation's lines stand in their order
        if (made.isSample(line.conversation) != query.sample || line.speaker == 4 || !line.sent) continue;
        followConcern(concerns[line.conversation], line, asked(line.said), counted);
        auto& wait = since[line.conversation];
        auto& before = passed[line.conversation];
        if (line.speaker == 3) {
            const bool passesOn = line.event == SystemEvent::TransferRequested || line.event == SystemEvent::TurnFailed;
            if (passesOn && !wait) wait = before;
            if (line.event == SystemEvent::Closed) {
                wait.reset();
                before.reset();
                fresh[line.conversation].reset();
            }
            if (passesOn && asked(line.said)) ++counted.handOvers;
            if (line.event != SystemEvent::TookOver || !asked(line.said)) continue;
            ++counted.takeovers;
            ++counted.staff[line.who][1];
            continue;
        }
        if (!line.synced) {
            if (line.speaker == 0) {
                if (!wait) wait = line.said;
                if (!fresh[line.conversation]) fresh[line.conversation] = line.said;
            } else {
                if (wait && asked(*wait))
                    (line.speaker == 1 ? counted.botWaits : counted.peopleWaits)
                        .push_back(double((line.said - *wait).count()) / 1000);
                before = line.speaker == 1 ? fresh[line.conversation] : std::nullopt;
                fresh[line.conversation].reset();
                wait.reset();
            }
        }
        if (!asked(line.said)) continue;
        const QDateTime at = local(line.said);
        const qint64 day = at.date().startOfDay(zone).toSecsSinceEpoch();
        const qint64 after = line.said.time_since_epoch() / 1s - day;
        const qint64 piece = query.size == TimeBuckets::Size::Day ? day : day + after / 3600 * 3600;
        ++counted.byPiece[piece][size_t(line.speaker)];
        if (line.speaker == 0) {
            ++counted.in;
            ++counted.heat[size_t(at.date().dayOfWeek() - 1)][size_t(at.time().hour())];
        }
        if (line.speaker == 1) ++counted.bot;
        if (line.speaker == 2) {
            ++counted.people;
            ++counted.staff[line.who][0];
            counted.rooms[line.who].insert(line.conversation);
        }
    }
    return counted;
}

void compareTimes(const StatsTimes& found, std::vector<double> waits)
{
    QCOMPARE(found.count, qint64(waits.size()));
    QVERIFY(!waits.empty());
    std::ranges::sort(waits);
    const auto check = [&waits](double value, double share) {
        const double expected = waits[size_t(std::floor(share * double(waits.size() - 1)))];
        QVERIFY2(std::abs(value - expected) <= expected * 0.0101,
                 qPrintable(u"%1 instead of %2"_s.arg(value).arg(expected)));
    };
    check(found.p50, 0.5);
    check(found.p90, 0.9);
    check(found.p95, 0.95);
    check(found.p99, 0.99);
}

}  // namespace tongdai::testing
