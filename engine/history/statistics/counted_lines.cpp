#include "engine/history/statistics/counted_lines.h"

#include "engine/domain/conversation/action.h"
#include "engine/history/statistics/closings.h"

#include <algorithm>

namespace tongdai::reads {

using namespace Qt::StringLiterals;

const QString kStatsLinesSql =
    u"select "_s + kCountedColumns +
    u" from messages m where m.id >= ? and m.id < ? and m.sent = 1 and m.speaker <> 4 and m.sender_type <> "
    "'apology' order by m.id limit ?"_s;

const QString kStatsTurnsSql = u"select "_s + countedTurnColumns() +
                               u" from turns where created_at >= ? and created_at < ? order by created_at limit ?"_s;

const QString kStatsActionsSql =
    u"select "_s + countedActionColumns() + u" from message_actions where id > ? and id < ? order by id limit ?"_s;

// From the last answer but one: what the last one answered may be passed on to a person by what comes next.
const QString kEarlierLinesSql =
    u"select "_s + kCountedColumns +
    u" from conversations c join messages m on m.conversation_id = c.id and m.rev >= coalesce((select a.rev from "
    "messages a where a.conversation_id = c.id and a.id < ? and a.speaker in (1, 2) and a.sent = 1 and a.source <> ? "
    "and a.source <> ? and a.source <> ? and a.sender_type not in ('apology', 'answers_older') order by a.rev desc "
    "limit 1 offset 1), 0) "
    "where m.id < ? and m.sent = 1 and m.speaker <> 4 and m.sender_type <> 'apology' and c.id in ({list})"_s;

namespace {

/// What is written together with a closing may have a later id.
constexpr std::chrono::seconds kBehindClosings{2};

}  // namespace

QSet<QUuid> sampleConversations(SqlSession& session)
{
    QSet<QUuid> samples;
    const SqlRows made = session.query(
        u"select id from conversations where conversation_id >= ? and conversation_id < ? and is_sample = 1"_s,
        {ConversationId("sample-"), ConversationId("sample.")});
    for (SqlRow row : made)
        samples.insert(row.nextUuid());
    return samples;
}

bool CountedLines::next(SqlSession& session, const CountedShop& shop, StatsTally& tally)
{
    SqlParams asked = countedSources();
    asked.insert(asked.end(), {firstIdAt(m_from), firstIdAt(m_to), m_limit});
    const SqlRows found = session.query(kStatsLinesSql, asked);
    const bool isWhole = found.size() < m_limit;
    // What has the last one's millisecond may go on behind this piece, and its order is not that of the ids.
    const TimePoint last = found.isEmpty() ? m_from : storedAt(found[found.size() - 1][0].toUuid());
    const TimePoint first = found.isEmpty() ? last : storedAt(found[0][0].toUuid());
    if (!isWhole && first == last) {
        m_limit *= 2;
        return true;
    }
    std::vector<ReadLine> lines;
    lines.reserve(size_t(found.size()));
    QSet<QUuid> unknown;
    Closings closings;
    qint64 counted = 0;
    for (const SqlRow& row : found) {
        if (!isWhole && storedAt(row[0].toUuid()) == last) break;
        ++counted;
        if (shop.isOther(row[1].toUuid())) continue;
        auto line = readLine(row);
        if (!line) continue;
        if (line->line.kind == StatsLine::Kind::Closed) closings[line->line.conversation].insert(line->id);
        if (!tally.knows(line->line.conversation)) unknown.insert(line->line.conversation);
        lines.push_back(*std::move(line));
    }
    const ReadResolutions resolutions = readResolutions(session, closings, last + kBehindClosings);
    recallEarlier(session, unknown, m_before, tally);
    sortAsStored(lines);
    for (const ReadLine& line : lines)
        tally.add(line.line);
    for (const StatsResolution& resolution : resolutions.found)
        tally.add(resolution);
    m_count += counted;
    m_besides += resolutions.linesRead;
    m_from = last;
    m_limit = m_piece;
    return !isWhole;
}

void recallEarlier(SqlSession& session, const QSet<QUuid>& conversations, TimePoint before, StatsTally& tally)
{
    if (conversations.isEmpty()) return;
    SqlParams list;
    for (const QUuid& conversation : conversations)
        list.push_back(conversation);
    const SqlParams sources = countedSources();
    const QUuid end = firstIdAt(before);
    SqlParams asked = sources;
    asked.emplace_back(end);
    asked.insert(asked.end(), sources.begin(), sources.end());
    asked.emplace_back(end);
    std::vector<ReadLine> lines;
    const SqlRows found = session.queryList(kEarlierLinesSql, list, asked);
    for (const SqlRow& row : found) {
        if (auto line = readLine(row)) lines.push_back(*std::move(line));
    }
    sortAsStored(lines);
    for (const QUuid& conversation : conversations)
        tally.meet(conversation);
    for (const ReadLine& line : lines)
        tally.recall(line.line);
}

bool CountedTurns::next(SqlSession& session, const CountedShop& shop, StatsTally& tally)
{
    constexpr int kCreated = 7;
    const SqlRows found = session.query(kStatsTurnsSql, {toUnixSeconds(m_from), toUnixSeconds(m_to), m_limit});
    const bool isWhole = found.size() < m_limit;
    const double last = found.isEmpty() ? 0 : found[found.size() - 1][kCreated].toReal();
    if (!isWhole && found[0][kCreated].toReal() == last) {
        m_limit *= 2;
        return true;
    }
    for (const SqlRow& row : found) {
        if (!isWhole && row[kCreated].toReal() == last) break;
        ++m_count;
        if (!shop.isOther(row[0].toUuid())) tally.add(readTurn(row));
    }
    m_from = fromUnixSeconds(last);
    m_limit = m_piece;
    return !isWhole;
}

bool CountedActions::next(SqlSession& session, const CountedShop& shop, StatsTally& tally)
{
    const SqlRows found = session.query(kStatsActionsSql, {m_after, m_end, m_piece});
    Closings closings;
    const QUuid last = found.isEmpty() ? m_after : found[found.size() - 1][0].toUuid();
    for (const SqlRow& row : found) {
        if (shop.isOther(row[1].toUuid()) || row[2].toText() != actionName(ActionType::EndConversation)) continue;
        closings[row[1].toUuid()].insert(row[0].toUuid());
    }
    const ReadResolutions resolutions = readResolutions(session, closings, storedAt(last) + kBehindClosings);
    m_besides += resolutions.linesRead;
    for (const StatsResolution& resolution : resolutions.found)
        tally.add(resolution);
    for (const SqlRow& row : found) {
        m_after = row[0].toUuid();
        if (!shop.isOther(row[1].toUuid())) tally.add(readAction(row));
    }
    return found.size() == m_piece;
}

}  // namespace tongdai::reads
