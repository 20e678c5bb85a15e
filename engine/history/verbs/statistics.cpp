#include "engine/history/verbs/statistics.h"

#include "engine/domain/system_note.h"
#include "engine/history/verbs/chat_listing.h"

#include <algorithm>

namespace tongdai::reads {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Of a line that is counted: when it was stored, and what it says.
const QString kStatsLinesSql =
    u"select id, conversation_id, rev, speaker, case when source in (?, ?) then 1 else 0 end, received_at, sent_at, "
    "case when speaker in (2, 3) then sender_id end, case when speaker in (2, 3) then sender_name end, "
    "case when speaker = 3 then metadata end "
    "from messages where id >= ? and sent = 1 and speaker <> 4 order by id limit ?"_s;

const QString kStatsTurnsSql =
    u"select conversation_id, outcome, intent, confidence, model_used, processing_time_ms, ai_tries, created_at "
    "from turns where created_at >= ? and created_at < ? order by created_at limit ?"_s;

namespace {

/// The least id that a row of this time or later can have: ids begin with their time (RFC 9562, version 7).
QUuid firstIdAt(TimePoint time)
{
    QByteArray bytes(16, '\0');
    const auto ms = quint64(std::max<qint64>(0, time.time_since_epoch().count()));
    for (int i = 0; i < 6; ++i)
        bytes[i] = char(ms >> (40 - 8 * i));
    bytes[6] = char(0x70);
    bytes[8] = char(0x80);
    return QUuid::fromRfc4122(bytes);
}

TimePoint storedAt(const QUuid& id)
{
    const QByteArray bytes = id.toRfc4122();
    qint64 ms = 0;
    for (int i = 0; i < 6; ++i)
        ms = (ms << 8) | quint8(bytes[i]);
    return TimePoint(std::chrono::milliseconds(ms));
}

struct ReadLine {
    TimePoint stored{};
    qint64 rev = 0;
    StatsLine line;
};

/// Nothing: a system line that is not counted.
std::optional<ReadLine> readLine(SqlRow row)
{
    ReadLine read;
    StatsLine& line = read.line;
    read.stored = storedAt(row.nextUuid());
    line.conversation = row.nextUuid();
    read.rev = row.nextInteger();
    const auto speaker = Speaker(row.nextInteger());
    line.isSynced = row.nextInteger() != 0;
    const TimePoint received = row.nextTime();
    const TimePoint sent = row.nextTime();
    line.said = line.isSynced ? std::min(sent, received) : received;
    line.who = row.nextId<SenderId>();
    line.name = row.nextText();
    if (speaker == Speaker::Customer) line.kind = StatsLine::Kind::Customer;
    if (speaker == Speaker::Bot) line.kind = StatsLine::Kind::Bot;
    if (speaker == Speaker::Operator) line.kind = StatsLine::Kind::Person;
    if (speaker != Speaker::System) return read;
    const std::optional<SystemNote> note = systemNote(row.nextJson());
    if (!note) return {};
    switch (note->event) {
        case SystemEvent::TookOver:
        case SystemEvent::AnsweredOutside: line.kind = StatsLine::Kind::TakeOver; return read;
        case SystemEvent::TransferRequested:
        case SystemEvent::TurnFailed: line.kind = StatsLine::Kind::HandOver; return read;
        default: return {};
    }
}

StatsTurn readTurn(SqlRow row)
{
    row.next();  // its conversation
    StatsTurn turn;
    turn.outcome = TurnOutcome(row.nextInteger());
    turn.intent = row.nextText();
    if (const SqlValue& confidence = row.next(); !confidence.isNull()) turn.confidence = confidence.toReal();
    turn.model = row.nextText();
    turn.milliseconds = row.nextReal();
    turn.tries = int(row.nextInteger());
    turn.at = row.nextTime();
    return turn;
}

}  // namespace

bool StatisticsCount::step(SqlSession& session)
{
    switch (m_phase) {
        case Phase::Now:
            readWhatIsNow(session);
            m_phase = Phase::Lines;
            m_from = m_query.from - StatsTally::kLookBack;
            return m_query.to > m_query.from;
        case Phase::Lines:
            if (readLines(session)) return true;
            m_phase = Phase::Turns;
            m_from = m_query.from;
            m_limit = m_piece;
            return true;
        case Phase::Turns: return readTurns(session);
    }
    Q_UNREACHABLE();
}

void StatisticsCount::readWhatIsNow(SqlSession& session)
{
    StatsReport now;
    QSet<QUuid> samples;
    const SqlRows made = session.query(
        u"select id from conversations where conversation_id >= ? and conversation_id < ? and is_sample = 1"_s,
        {ConversationId("sample-"), ConversationId("sample.")});
    for (SqlRow row : made)
        samples.insert(row.nextUuid());
    // As belongsTo() of domain/work_queue.h says who waits: its index holds them together.
    const SqlRows waits = session.query(
        u"select count(*), min(waiting_since), coalesce(sum(waiting_since), 0) from conversations "
        "where status = 0 and bot_mode = 1 and list_key < -1e11 and waiting_since is not null and is_sample = ?"_s,
        {m_query.sample});
    SqlRow waiting = waits[0];
    now.waiting = waiting.nextInteger();
    now.oldestWait = waiting.nextTimeOrNull();
    now.answerDebt = std::max(0.0, double(now.waiting) * toUnixSeconds(m_now) - waiting.nextReal());
    const SqlRows unsent = session.query(
        u"select o.state, count(*) from outbox o join conversations c on c.id = o.conversation_id "
        "where o.state in (3, 4) and o.created_at >= ? and o.created_at < ? and c.is_sample = ? group by o.state"_s,
        {toUnixSeconds(m_query.from), toUnixSeconds(m_query.to), m_query.sample});
    for (SqlRow row : unsent) {
        const bool isDead = row.nextInteger() == 3;
        (isDead ? now.undelivered : now.unknown) = row.nextInteger();
    }
    m_current = now;
    m_samples = samples;
}

bool StatisticsCount::readLines(SqlSession& session)
{
    const SqlRows found = session.query(
        kStatsLinesSql, {SqlValue::ofId(kSyncedQuestion), SqlValue::ofId(kSyncedAnswer), firstIdAt(*m_from), m_limit});
    const bool isWhole = found.size() < m_limit;
    // What has the last one's millisecond may go on behind this piece, and its order is not that of the ids.
    const TimePoint last = found.isEmpty() ? *m_from : storedAt(found[found.size() - 1][0].toUuid());
    const TimePoint first = found.isEmpty() ? last : storedAt(found[0][0].toUuid());
    if (!isWhole && first == last) {
        m_limit *= 2;
        return true;
    }
    std::vector<ReadLine> lines;
    lines.reserve(size_t(found.size()));
    qint64 counted = 0;
    for (const SqlRow& row : found) {
        if (!isWhole && storedAt(row[0].toUuid()) == last) break;
        ++counted;
        if (isOther(row[1].toUuid())) continue;
        if (auto line = readLine(row)) lines.push_back(*std::move(line));
    }
    std::ranges::stable_sort(lines, [](const ReadLine& a, const ReadLine& b) {
        return a.stored != b.stored ? a.stored < b.stored : a.rev < b.rev;
    });
    for (const ReadLine& line : lines)
        m_tally.add(line.line);
    m_lines += counted;
    m_from = last;
    m_limit = m_piece;
    m_current.isPartial = !isWhole && m_lines >= StatsReport::kMostLines;
    return !isWhole && !m_current.isPartial;
}

bool StatisticsCount::readTurns(SqlSession& session)
{
    constexpr int kCreated = 7;
    const SqlRows found = session.query(kStatsTurnsSql, {toUnixSeconds(*m_from), toUnixSeconds(m_query.to), m_limit});
    const bool isWhole = found.size() < m_limit;
    const double last = found.isEmpty() ? 0 : found[found.size() - 1][kCreated].toReal();
    if (!isWhole && found[0][kCreated].toReal() == last) {
        m_limit *= 2;
        return true;
    }
    for (const SqlRow& row : found) {
        if (!isWhole && row[kCreated].toReal() == last) break;
        if (!isOther(row[0].toUuid())) m_tally.add(readTurn(row));
    }
    m_from = fromUnixSeconds(last);
    m_limit = m_piece;
    return !isWhole;
}

StatsReport StatisticsCount::report() const
{
    StatsReport report = m_tally.report();
    report.at = m_now;
    report.isPartial = m_current.isPartial;
    report.waiting = m_current.waiting;
    report.oldestWait = m_current.oldestWait;
    report.answerDebt = m_current.answerDebt;
    report.undelivered = m_current.undelivered;
    report.unknown = m_current.unknown;
    return report;
}

}  // namespace tongdai::reads
