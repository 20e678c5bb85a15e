#include "engine/history/statistics/statistics.h"

#include "engine/history/conversations/proposals.h"

#include <algorithm>

namespace tongdai::reads {

using namespace Qt::StringLiterals;

namespace {

/// Rolling up goes on beside a count, once an hour; one that is overtaken again and again takes what it has.
constexpr int kMostBegins = 3;

bool isWholeHour(TimePoint time)
{
    return hourBegin(time) == time;
}

bool fitsHours(const StatsQuery& query, TimePoint rolledUpTo)
{
    if (query.sample || query.size == TimeBuckets::Size::Minute) return false;
    const QTimeZone zone(query.zone);
    const auto offset = [&zone](TimePoint time) {
        return zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC));
    };
    return isWholeHour(query.from) && query.from < rolledUpTo && (isWholeHour(query.to) || query.to >= rolledUpTo) &&
           offset(query.from) % 3600 == 0 && offset(query.to) % 3600 == 0;
}

}  // namespace

StatisticsCount::StatisticsCount(const StatsQuery& query, TimePoint now, int piece)
    : m_query(cutToBuckets(query)),
      m_now(now),
      m_piece(piece),
      m_tally(query),
      m_debt(now, query.sample, piece),
      m_lines(now, now, now, piece),
      m_turns(now, now, piece),
      m_actions(now, now, piece)
{
    m_shop.sample = query.sample;
}

bool StatisticsCount::step(SqlSession& session)
{
    switch (m_phase) {
        case Phase::Debt:
            if (!m_debt.next(session)) m_phase = Phase::Now;
            return true;
        case Phase::Now:
            readWhatIsNow(session);
            begin(session);
            m_phase = Phase::Lines;
            return m_query.to > m_query.from;
        case Phase::Lines:
            m_current.isPartial = m_lines.count() >= StatsReport::kMostLines;
            if (!m_current.isPartial && m_lines.next(session, m_shop, m_tally)) return true;
            m_phase = Phase::Turns;
            return true;
        case Phase::Turns:
            if (m_turns.next(session, m_shop, m_tally)) return true;
            m_phase = Phase::Actions;
            return true;
        case Phase::Actions:
            if (m_actions.next(session, m_shop, m_tally)) return true;
            m_phase = Phase::Check;
            return true;
        case Phase::Check:
            // What was rolled up meanwhile would be counted twice, or not at all.
            if (rollUpState(session).revision == m_state.revision || m_begun >= kMostBegins) return false;
            begin(session);
            m_phase = Phase::Lines;
            return true;
    }
    Q_UNREACHABLE();
}

void StatisticsCount::begin(SqlSession& session)
{
    ++m_begun;
    m_state = rollUpState(session);
    const TimePoint rolledUpTo = timeOfHour(m_state.upto);
    const bool isRolledUp = fitsHours(m_query, rolledUpTo);
    m_rolledUp = isRolledUp ? rolledUp(session, m_query.from, m_query.to) : StatsSum();
    const TimePoint linesFrom = isRolledUp ? rolledUpTo : m_query.from - kIdsBefore;
    m_tally = StatsTally(m_query, workingRules(session));
    m_lines = CountedLines(linesFrom, kNoEnd, linesFrom, m_piece);
    const TimePoint openFrom = isRolledUp ? std::max(rolledUpTo, m_query.from) : m_query.from;
    m_turns = CountedTurns(openFrom, m_query.to, m_piece);
    m_actions = CountedActions(openFrom, m_query.to, m_piece);
}

void StatisticsCount::readWhatIsNow(SqlSession& session)
{
    StatsReport now;
    const QSet<QUuid> samples = sampleConversations(session);
    const SqlRows unsent = session.query(
        u"select o.state, count(*) from outbox o join conversations c on c.id = o.conversation_id "
        "where o.state in (3, 4) and o.created_at >= ? and o.created_at < ? and c.is_sample = ? group by o.state"_s,
        {toUnixSeconds(m_query.from), toUnixSeconds(m_query.to), m_query.sample});
    for (SqlRow row : unsent) {
        const bool isDead = row.nextInteger() == 3;
        (isDead ? now.undelivered : now.unknown) = row.nextInteger();
    }
    now.proposals = proposals(session, m_query);
    m_current = now;
    m_shop.samples = samples;
}

StatsReport StatisticsCount::report() const
{
    StatsSum sum = m_rolledUp;
    sum.merge(m_tally.total());
    StatsReport report = reportOf(m_query, sum);
    report.working = m_tally.working();
    report.at = m_now;
    report.isPartial = m_current.isPartial;
    m_debt.writeTo(report);
    report.undelivered = m_current.undelivered;
    report.unknown = m_current.unknown;
    report.proposals = m_current.proposals;
    return report;
}

}  // namespace tongdai::reads
