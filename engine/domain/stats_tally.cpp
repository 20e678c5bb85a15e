#include "engine/domain/stats_tally.h"

#include <algorithm>

namespace tongdai {

namespace {

/// An AI may make up an intent a message; beyond these the rare ones are one row without a name.
constexpr qsizetype kMostNames = 5000;

StatsTimes timesOf(const QuantileSketch& sketch)
{
    return {sketch.count(), sketch.quantile(0.5), sketch.quantile(0.9), sketch.quantile(0.95)};
}

template <class Row, class Count>
void keepMostFrequent(std::vector<Row>& rows, Count count)
{
    std::ranges::sort(rows, [count](const Row& a, const Row& b) {
        return count(a) != count(b) ? count(a) > count(b) : a.name < b.name;
    });
    if (rows.size() > StatsReport::kMostRows) rows.resize(StatsReport::kMostRows);
}

template <class Value>
Value& namedValue(QHash<QString, Value>& values, const QString& name)
{
    const bool hasRoom = values.size() < kMostNames || values.contains(name);
    return values[hasRoom ? name : QString()];
}

}  // namespace

StatsTally::StatsTally(const StatsQuery& query)
{
    m_report.query = query;
    const QTimeZone zone(query.zone);
    m_buckets = TimeBuckets(query.from, query.to, query.size, zone);
    m_hours = TimeBuckets(query.from, query.to, TimeBuckets::Size::Hour, zone);
    if (m_buckets.count() > 0)
        m_report.query.to = std::min(query.to, m_buckets.end(m_buckets.count() - 1));
    else
        m_report.query.to = query.from;  // nothing can be counted
    for (int i = 0; i < m_buckets.count(); ++i)
        m_report.points.push_back({m_buckets.start(i), 0, 0, 0});
}

StatsTally::Person& StatsTally::person(const StatsLine& line)
{
    Person& found = m_people[line.who];
    if (!line.name.isEmpty()) found.name = line.name;
    return found;
}

/// How long the customer had waited, in seconds; nothing when nobody did, or not since the range began.
std::optional<double> StatsTally::endWait(const StatsLine& line)
{
    if (line.isSynced) return {};
    Waiting& waiting = m_waiting[line.conversation];
    const std::optional<TimePoint> since = std::exchange(waiting.since, std::nullopt);
    waiting.before = line.kind == StatsLine::Kind::Bot ? since : std::nullopt;
    if (!since || !isAsked(*since)) return {};
    return double(std::max<qint64>(0, (line.said - *since).count())) / 1000.0;
}

void StatsTally::countCustomer(const StatsLine& line)
{
    if (!line.isSynced) {
        Waiting& waiting = m_waiting[line.conversation];
        // What came by the journal is stored behind what was said after it.
        waiting.since = waiting.since ? std::min(*waiting.since, line.said) : line.said;
    }
    if (!isAsked(line.said)) return;
    ++m_report.in;
    if (const int piece = m_buckets.indexOf(line.said); piece >= 0) ++m_report.points[size_t(piece)].in;
    if (const int hour = m_hours.indexOf(line.said); hour >= 0)
        ++m_report.heat[size_t(m_hours.weekday(hour))][size_t(m_hours.hourOfDay(hour))];
}

void StatsTally::countPerson(const StatsLine& line)
{
    if (const auto waited = endWait(line)) {
        m_peopleFirst.add(*waited);
        person(line).firstReply.add(*waited);
    }
    if (!isAsked(line.said)) return;
    ++m_report.people;
    if (const int piece = m_buckets.indexOf(line.said); piece >= 0) ++m_report.points[size_t(piece)].people;
    Person& who = person(line);
    ++who.replies;
    who.conversations.insert(line.conversation);
}

void StatsTally::add(const StatsLine& line)
{
    switch (line.kind) {
        case StatsLine::Kind::Customer: countCustomer(line); break;
        case StatsLine::Kind::Person: countPerson(line); break;
        case StatsLine::Kind::Bot:
            if (const auto waited = endWait(line)) m_botFirst.add(*waited);
            if (!isAsked(line.said)) break;
            ++m_report.bot;
            if (const int piece = m_buckets.indexOf(line.said); piece >= 0) ++m_report.points[size_t(piece)].bot;
            break;
        case StatsLine::Kind::TakeOver:
            if (!isAsked(line.said)) break;
            ++m_report.takeovers;
            if (!line.who.isEmpty()) ++person(line).takeovers;
            break;
        case StatsLine::Kind::HandOver: {
            // Who is passed on goes on waiting, whatever the bot said about it.
            Waiting& waiting = m_waiting[line.conversation];
            if (!waiting.since) waiting.since = waiting.before;
            if (isAsked(line.said)) ++m_report.handOvers;
            break;
        }
    }
}

void StatsTally::add(const StatsTurn& turn)
{
    if (!isAsked(turn.at)) return;
    const bool failed = turn.outcome == TurnOutcome::Failed;
    ++m_report.aiCalls;
    m_report.aiFailures += failed ? 1 : 0;
    m_report.aiRepeated += std::max(0, turn.tries - 1);
    Model& model = namedValue(m_models, turn.model);
    ++model.calls;
    model.failed += failed ? 1 : 0;
    if (failed) return;
    model.time.add(turn.milliseconds / 1000.0);
    Intent& intent = namedValue(m_intents, turn.intent);
    ++intent.turns;
    intent.handedOver += turn.outcome == TurnOutcome::HandedOver ? 1 : 0;
    if (turn.confidence) {
        intent.confidence += *turn.confidence;
        ++intent.confident;
    }
}

StatsReport StatsTally::report() const
{
    StatsReport report = m_report;
    report.botFirst = timesOf(m_botFirst);
    report.peopleFirst = timesOf(m_peopleFirst);
    for (auto it = m_intents.begin(); it != m_intents.end(); ++it) {
        const double mean = it->confident > 0 ? it->confidence / double(it->confident) : 0;
        report.intents.push_back({it.key(), it->turns, it->handedOver, mean});
    }
    for (auto it = m_models.begin(); it != m_models.end(); ++it)
        report.models.push_back({it.key(), it->calls, it->failed, timesOf(it->time)});
    for (auto it = m_people.begin(); it != m_people.end(); ++it) {
        report.operators.push_back({it.key(), it->name.isEmpty() ? it.key().toString() : it->name, it->replies,
                                    qint64(it->conversations.size()), it->takeovers, timesOf(it->firstReply)});
    }
    keepMostFrequent(report.intents, [](const StatsIntent& row) { return row.turns; });
    keepMostFrequent(report.models, [](const StatsModel& row) { return row.calls; });
    keepMostFrequent(report.operators, [](const StatsOperator& row) { return row.replies; });
    return report;
}

}  // namespace tongdai
