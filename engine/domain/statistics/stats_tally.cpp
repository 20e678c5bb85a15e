#include "engine/domain/statistics/stats_tally.h"

#include <QtEndian>

#include <algorithm>

namespace tongdai {

namespace {

constexpr std::chrono::minutes kQuarter{15};  // every zone's clocks differ from UTC by whole ones

double waitedSeconds(std::chrono::milliseconds span)
{
    return double(std::max<qint64>(0, span.count())) / 1000.0;
}

TimePoint pieceBegin(TimePoint time, std::chrono::milliseconds piece)
{
    const auto since = time.time_since_epoch();
    const auto rest = since % piece;
    return TimePoint(since - rest - (rest.count() < 0 ? piece : std::chrono::milliseconds(0)));
}

}  // namespace

TimePoint hourBegin(TimePoint time)
{
    return pieceBegin(time, std::chrono::hours(1));
}

StatsTally::StatsTally(const StatsQuery& query, const WorkingRules& working)
    : m_query(cutToBuckets(query)),
      m_piece(query.size == TimeBuckets::Size::Minute ? std::chrono::minutes(1) : kQuarter),
      m_working(working)
{
}

StatsTally::StatsTally(const WorkingRules& working) : m_isBounded(false), m_working(working) {}

StatsSum& StatsTally::hourOf(TimePoint time)
{
    return m_hours[hourBegin(time)];
}

StatsSum::Piece& StatsTally::pieceOf(TimePoint time)
{
    return hourOf(time).pieces[pieceBegin(time, m_piece)];
}

StatsSum::Person& StatsTally::personOf(StatsSum& hour, const StatsLine& line)
{
    StatsSum::Person& found = hour.people[line.who];
    if (!line.name.isEmpty()) found.name = line.name;
    return found;
}

void StatsTally::hear(Waiting& waiting, const StatsLine& line)
{
    // Who was silent for long comes anew.
    if (waiting.said && line.said - *waiting.said >= StatsReport::kNewContact) waiting.isAnswered = false;
    // What came by the journal is stored behind what was said after it.
    waiting.said = waiting.said ? std::max(*waiting.said, line.said) : line.said;
    if (line.kind != StatsLine::Kind::Customer) return;
    if (!waiting.since) waiting.sinceIsFirst = !waiting.isAnswered;
    if (!waiting.first) waiting.firstIsFirst = !waiting.isAnswered;
    waiting.since = waiting.since ? std::min(*waiting.since, line.said) : line.said;
    waiting.first = waiting.first ? std::min(*waiting.first, line.said) : line.said;
}

std::optional<StatsTally::Wait> StatsTally::answered(Waiting& waiting, const StatsLine& line)
{
    const std::optional<TimePoint> since = std::exchange(waiting.since, std::nullopt);
    // What was passed on once is not passed on again: who waits is known from the last two answers.
    const std::optional<TimePoint> first = std::exchange(waiting.first, std::nullopt);
    waiting.before = line.kind == StatsLine::Kind::Bot ? first : std::nullopt;
    waiting.beforeIsFirst = waiting.firstIsFirst;
    waiting.isAnswered = true;
    if (!since) return {};
    return Wait{*since, waiting.sinceIsFirst};
}

/// Who waits, after this line; since when they did whom it answers.
std::optional<StatsTally::Wait> StatsTally::follow(const StatsLine& line)
{
    Waiting& waiting = m_waiting[line.conversation];
    switch (line.kind) {
        case StatsLine::Kind::Customer:
            if (!line.isSynced) hear(waiting, line);
            return {};
        case StatsLine::Kind::Bot:
        case StatsLine::Kind::Person:
            if (line.isSynced) return {};
            hear(waiting, line);
            if (!line.isAnswer()) return {};
            return answered(waiting, line);
        case StatsLine::Kind::HandOver:
            // Who is passed on goes on waiting, whatever the bot said about it.
            if (!waiting.since) {
                waiting.since = waiting.before;
                waiting.sinceIsFirst = waiting.beforeIsFirst;
            }
            return {};
        case StatsLine::Kind::Closed:
            // Nobody waits in what is closed; who writes again waits from then on. Coming anew takes a silence.
            waiting.since = waiting.first = waiting.before = std::nullopt;
            return {};
        case StatsLine::Kind::TakeOver:
        case StatsLine::Kind::Reopened: return {};
    }
    Q_UNREACHABLE();
}

void StatsTally::recall(const StatsLine& line)
{
    follow(line);
}

void StatsTally::countWait(const StatsLine& line, const Wait& wait)
{
    if (!isAsked(wait.since)) return;
    const double waited = waitedSeconds(line.said - wait.since);
    StatsSum& hour = hourOf(wait.since);
    if (line.kind == StatsLine::Kind::Bot) {
        hour.botWaits.of(wait.isFirst).add(waited);
        return;
    }
    hour.peopleWaits.of(wait.isFirst).add(waited);
    hour.workWaits.of(wait.isFirst).add(waitedSeconds(m_working.between(wait.since, line.said)));
    personOf(hour, line).firstReply.add(waited);
}

void StatsTally::add(const StatsLine& line)
{
    if (const auto wait = follow(line)) countWait(line, *wait);
    if (!isAsked(line.said)) return;
    switch (line.kind) {
        case StatsLine::Kind::Customer: ++pieceOf(line.said).in; break;
        case StatsLine::Kind::Bot: ++pieceOf(line.said).bot; break;
        case StatsLine::Kind::Person: {
            ++pieceOf(line.said).people;
            if (line.isSynced) break;  // written elsewhere: nobody's work here
            StatsSum::Person& who = personOf(hourOf(line.said), line);
            ++who.replies;
            who.conversations.insert(qFromBigEndian<quint64>(line.conversation.toRfc4122().constData() + 8));
            break;
        }
        case StatsLine::Kind::TakeOver: {
            StatsSum& hour = hourOf(line.said);
            ++hour.takeovers;
            if (!line.who.isEmpty()) ++personOf(hour, line).takeovers;
            if (line.intent) ++hour.intent(*line.intent).takenOver;
            break;
        }
        case StatsLine::Kind::HandOver: ++hourOf(line.said).handOvers; break;
        case StatsLine::Kind::Closed:
        case StatsLine::Kind::Reopened: break;
    }
}

void StatsTally::add(const StatsTurn& turn)
{
    if (!isAsked(turn.at)) return;
    const bool failed = turn.outcome == TurnOutcome::Failed && !turn.proposedNothing;
    StatsSum& hour = hourOf(turn.at);
    ++hour.aiCalls;
    hour.aiFailures += failed ? 1 : 0;
    hour.aiRepeated += std::max(0, turn.tries - 1);
    StatsSum::Model& model = hour.model(turn.model);
    ++model.calls;
    model.failed += failed ? 1 : 0;
    if (failed) return;
    model.time.add(turn.milliseconds / 1000.0);
    // The customer was told nothing: proposals are counted apart, by what became of them.
    if (turn.outcome == TurnOutcome::Proposed || turn.proposedNothing) return;
    StatsSum::Intent& intent = hour.intent(turn.intent);
    ++intent.turns;
    intent.handedOver += turn.outcome == TurnOutcome::HandedOver ? 1 : 0;
    if (turn.confidence) {
        intent.confidence += *turn.confidence;
        ++intent.confident;
    }
}

void StatsTally::add(const StatsAction& action)
{
    if (!isAsked(action.at)) return;
    StatsSum::Actions& counted = hourOf(action.at).action(action.type);
    ++counted.asked;
    counted.done += action.isDone ? 1 : 0;
    counted.failed += action.hasFailed ? 1 : 0;
    counted.notAtOnce += action.retries > 0 ? 1 : 0;
    counted.triesInVain += action.retries;
}

void StatsTally::add(const StatsResolution& resolution)
{
    if (!isAsked(resolution.closed)) return;
    StatsSum::Resolutions& counted = hourOf(resolution.closed).resolutions;
    const double took = waitedSeconds(resolution.closed - resolution.came);
    if (!resolution.byPerson) return counted.bot.add(took);
    counted.people.add(took);
    counted.work.add(waitedSeconds(m_working.between(resolution.came, resolution.closed)));
}

StatsReport StatsTally::report() const
{
    StatsReport report = reportOf(m_query, total());
    report.working = m_working.rules();
    return report;
}

StatsSum StatsTally::total() const
{
    StatsSum sum;
    for (const auto& [start, hour] : m_hours)
        sum.merge(hour);
    return sum;
}

}  // namespace tongdai
