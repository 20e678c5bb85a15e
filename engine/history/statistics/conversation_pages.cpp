#include "engine/history/statistics/conversation_pages.h"

#include "engine/domain/conversation/action.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/history/statistics/closings.h"
#include "engine/history/statistics/counted_lines.h"

#include <algorithm>

namespace tongdai::reads {

using namespace Qt::StringLiterals;

// Who waits for a person is known as kWaitingDebtSql knows it.
const QString kConversationPageSql =
    u"select id, updated_at, is_sample, conversation_id, customer_name, customer_id, channel, created_at, status, "
    "bot_mode, assigned_name, case when status = 0 and bot_mode = 1 and list_key < -1e11 then waiting_since end from "
    "conversations where id > ? order by id limit ?"_s;

const QString kPageLinesSql =
    u"select "_s + kCountedColumns +
    u" from messages m where m.id >= ? and m.sent = 1 and m.speaker <> 4 and m.sender_type <> 'apology' and "
    "m.conversation_id in ({list})"_s;

const QString kPageTurnsSql = u"select "_s + countedTurnColumns() +
                              u" from turns where created_at >= ? and created_at < ? and conversation_id in ({list})"_s;

const QString kPageActionsSql = u"select "_s + countedActionColumns() +
                                u" from message_actions where id > ? and id < ? and conversation_id in ({list})"_s;

const QString kPageUnsentSql =
    u"select conversation_id, state from outbox where state in (3, 4) and created_at >= ? and created_at < ? and "
    "conversation_id in ({list})"_s;

namespace {

constexpr int kMetadataColumn = kCountedColumnsCount - 1;

struct PageLine {
    ReadLine read;
    QString reason;  ///< of a hand-over
};

/// A conversation of the page, as far as it is known.
struct PageRoom {
    ConversationFigures figures;
    std::vector<PageLine> lines;
    std::vector<StatsTurn> turns;
    std::vector<StatsAction> actions;
    std::vector<StatsResolution> resolutions;
    QUuid firstLine;
    QUuid lastLine;
};

double secondsOf(std::chrono::milliseconds span)
{
    return double(std::max<qint64>(0, span.count())) / 1000.0;
}

Speaker speakerOf(StatsLine::Kind kind)
{
    return kind == StatsLine::Kind::Customer ? Speaker::Customer
           : kind == StatsLine::Kind::Bot    ? Speaker::Bot
                                             : Speaker::Operator;
}

class PageCount {
public:
    PageCount(SqlSession& session, const ConversationFiguresQuery& query)
        : m_session(session), m_query(query), m_range(cutToBuckets(query.range)), m_working(query.working)
    {
    }

    ConversationFiguresPage run()
    {
        readConversations();
        if (m_rooms.empty()) return std::move(m_page);
        readLines();
        readTurns();
        readActions();
        readClosings();
        readUnsent();
        readTags();
        count();
        readTexts();
        return std::move(m_page);
    }

private:
    bool isAsked(TimePoint time) const { return time >= m_range.from && time < m_range.to; }
    PageRoom& roomOf(const QUuid& id) { return m_rooms[m_places.value(id)]; }
    TimePoint linesFrom() const { return m_range.from - kIdsBefore; }

    void readConversations();
    void readLines();
    void readTurns();
    void readActions();
    void readClosings();
    void readUnsent();
    void readTags();
    void readTexts();
    void count();
    void countLine(const PageLine& line, PageRoom& room, StatsTally& tally) const;
    void countResolution(const StatsResolution& resolution, ConversationFigures& figures) const;

    SqlSession& m_session;
    const ConversationFiguresQuery& m_query;
    StatsQuery m_range;
    WorkingHours m_working;
    ConversationFiguresPage m_page;
    std::vector<PageRoom> m_rooms;
    QHash<QUuid, size_t> m_places;
    SqlParams m_list;  ///< their ids
    Closings m_closings;
};

/// Every line makes its conversation's row anew: who was not written since has nothing in the range.
void PageCount::readConversations()
{
    if (m_query.after.isNull())
        m_page.total = m_session.query(u"select count(*) from conversations"_s)[0][0].toInteger();
    const SqlRows found = m_session.query(kConversationPageSql, {m_query.after, m_query.limit});
    m_page.after = m_query.after;
    m_page.looked = found.size();
    m_page.isLast = found.size() < m_query.limit;
    for (SqlRow row : found) {
        const QUuid id = row.nextUuid();
        m_page.after = id;
        const bool isOld = row.nextTime() < linesFrom();
        const bool isSample = row.nextInteger() != 0;
        if (isOld || isSample != m_query.range.sample) continue;
        ConversationFigures figures;
        figures.conversation = row.nextId<ConversationId>();
        figures.customer = row.nextText();
        figures.customerId = row.nextId<SenderId>();
        figures.channel = row.nextText();
        figures.openedAt = row.nextTime();
        figures.status = ConversationStatus(row.nextInteger());
        figures.mode = BotMode(row.nextInteger());
        figures.assignee = row.nextText();
        figures.waitingSince = row.nextTimeOrNull();
        m_places.insert(id, m_rooms.size());
        m_list.push_back(id);
        m_rooms.emplace_back().figures = std::move(figures);
    }
}

void PageCount::readLines()
{
    SqlParams before = countedSources();
    before.emplace_back(firstIdAt(linesFrom()));
    const SqlRows found = m_session.queryList(kPageLinesSql, m_list, before);
    for (const SqlRow& row : found) {
        auto line = readLine(row);
        if (!line) continue;
        PageLine& read = roomOf(line->line.conversation).lines.emplace_back();
        if (line->line.kind == StatsLine::Kind::HandOver) {
            const std::optional<SystemNote> note = systemNote(row[kMetadataColumn].toJson());
            if (note) read.reason = note->reason;
        }
        if (line->line.kind == StatsLine::Kind::Closed) m_closings[line->line.conversation].insert(line->id);
        read.read = *std::move(line);
    }
    for (PageRoom& room : m_rooms) {
        std::ranges::stable_sort(room.lines, [](const PageLine& a, const PageLine& b) {
            return a.read.stored != b.read.stored ? a.read.stored < b.read.stored : a.read.rev < b.read.rev;
        });
    }
}

void PageCount::readTurns()
{
    const SqlRows found =
        m_session.queryList(kPageTurnsSql, m_list, {toUnixSeconds(m_range.from), toUnixSeconds(m_range.to)});
    for (const SqlRow& row : found)
        roomOf(row[0].toUuid()).turns.push_back(readTurn(row));
}

void PageCount::readActions()
{
    const SqlRows found =
        m_session.queryList(kPageActionsSql, m_list, {firstIdAt(m_range.from), firstIdAt(m_range.to)});
    for (const SqlRow& row : found) {
        const QUuid conversation = row[1].toUuid();
        const StatsAction action = readAction(row);
        if (action.type == actionName(ActionType::EndConversation)) m_closings[conversation].insert(row[0].toUuid());
        roomOf(conversation).actions.push_back(action);
    }
}

void PageCount::readClosings()
{
    const ReadResolutions read = readResolutions(m_session, m_closings, kNoEnd);
    for (size_t i = 0; i < read.found.size(); ++i)
        roomOf(read.conversations[i]).resolutions.push_back(read.found[i]);
}

void PageCount::readUnsent()
{
    const SqlRows found =
        m_session.queryList(kPageUnsentSql, m_list, {toUnixSeconds(m_range.from), toUnixSeconds(m_range.to)});
    for (SqlRow row : found) {
        ConversationFigures& figures = roomOf(row.nextUuid()).figures;
        ++(row.nextInteger() == 3 ? figures.undelivered : figures.unknown);
    }
}

void PageCount::readTags()
{
    const SqlRows found = m_session.queryList(
        u"select conversation_id, tag from conversation_tags where conversation_id in ({list}) order by tag"_s, m_list);
    for (SqlRow row : found) {
        ConversationFigures& figures = roomOf(row.nextUuid()).figures;
        figures.tags << QString::fromUtf8(row.nextBytes());
    }
}

void PageCount::count()
{
    StatsTally tally(m_query.range, m_query.working);
    QSet<QUuid> all;
    for (auto it = m_places.cbegin(); it != m_places.cend(); ++it)
        all.insert(it.key());
    recallEarlier(m_session, all, linesFrom(), tally);
    std::vector<PageRoom> kept;
    for (PageRoom& room : m_rooms) {
        for (const PageLine& line : room.lines)
            countLine(line, room, tally);
        for (const StatsTurn& turn : room.turns)
            tally.add(turn);
        for (const StatsAction& action : room.actions)
            tally.add(action);
        for (const StatsResolution& resolution : room.resolutions) {
            tally.add(resolution);
            countResolution(resolution, room.figures);
        }
        takeCounts(tally.total(), room.figures);
        tally.takeHours();
        if (!room.figures.isEmpty()) kept.push_back(std::move(room));
    }
    m_rooms = std::move(kept);
}

void PageCount::countLine(const PageLine& line, PageRoom& room, StatsTally& tally) const
{
    using Kind = StatsLine::Kind;
    const StatsLine& said = line.read.line;
    ConversationFigures& figures = room.figures;
    if (said.isAnswer()) {
        const std::optional<TimePoint> since = tally.waitsSince(said.conversation);
        if (since && isAsked(*since)) {
            const double waited = secondsOf(said.said - *since);
            std::optional<double>& first = said.kind == Kind::Bot ? figures.botFirst : figures.peopleFirst;
            if (!first && said.kind == Kind::Person)
                figures.peopleFirstWork = secondsOf(m_working.between(*since, said.said));
            if (!first) first = waited;
            figures.longestWait = std::max(figures.longestWait.value_or(0), waited);
        }
    }
    tally.add(said);
    if (!isAsked(said.said)) return;
    if (said.kind == Kind::HandOver) figures.handOverReason = line.reason;
    if (said.kind == Kind::Closed) figures.closedAt = said.said;
    if (said.kind == Kind::Customer && (!figures.firstLineAt || said.said < *figures.firstLineAt)) {
        figures.firstLineAt = said.said;
        room.firstLine = line.read.id;
    }
    const bool isSaid = said.kind == Kind::Customer || said.kind == Kind::Bot || said.kind == Kind::Person;
    if (isSaid && (!figures.lastLineAt || said.said >= *figures.lastLineAt)) {
        figures.lastLineAt = said.said;
        figures.lastSpeaker = speakerOf(said.kind);
        room.lastLine = line.read.id;
    }
}

/// They come in their order.
void PageCount::countResolution(const StatsResolution& resolution, ConversationFigures& figures) const
{
    if (!isAsked(resolution.closed)) return;
    figures.closedAt = std::max(figures.closedAt.value_or(resolution.closed), resolution.closed);
    figures.resolution = secondsOf(resolution.closed - resolution.came);
    figures.resolutionWork = secondsOf(m_working.between(resolution.came, resolution.closed));
}

void PageCount::readTexts()
{
    SqlParams ids;
    for (const PageRoom& room : m_rooms) {
        for (const QUuid& id : {room.firstLine, room.lastLine}) {
            if (!id.isNull()) ids.push_back(id);
        }
    }
    QHash<QUuid, QString> texts;
    const SqlRows found = m_session.queryList(u"select id, content from messages where id in ({list})"_s, ids);
    for (SqlRow row : found) {
        const QUuid id = row.nextUuid();
        texts.insert(id, row.nextText());
    }
    for (PageRoom& room : m_rooms) {
        room.figures.firstLine = texts.value(room.firstLine);
        room.figures.lastLine = texts.value(room.lastLine);
        m_page.rows.push_back(std::move(room.figures));
    }
}

}  // namespace

ConversationFiguresPage conversationFigures(SqlSession& session, const ConversationFiguresQuery& query)
{
    return PageCount(session, query).run();
}

}  // namespace tongdai::reads
