#include "engine/history/search/search.h"

#include "engine/domain/text/search_words.h"
#include "engine/history/people/sight_sql.h"
#include "engine/history/search/search_facts.h"
#include "engine/history/search/search_index.h"
#include "engine/history/search/search_rows.h"
#include "engine/history/store/unit_of_work.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxLimit = 200;
constexpr qsizetype kMaxQueryWords = 12;
/// Candidates read at most for one page when a filter is not in the index.
constexpr int kMaxCandidates = 5'000;

/// One query being answered.
class Search {
public:
    Search(SqlSession& session, const MessageQuery& query, SearchWords words)
        : m_session(session),
          m_query(query),
          m_words(std::move(words)),
          m_limit(std::clamp(query.limit, 1, kMaxLimit)),
          m_oldest(query.from ? search_rows::firstOrd(*query.from) : 0),
          m_end(query.to ? search_rows::firstOrd(*query.to) : std::numeric_limits<qint64>::max())
    {
        m_words.folded = m_words.folded.mid(0, kMaxQueryWords);
        m_words.exact = m_words.exact.mid(0, kMaxQueryWords);
    }

    MessageHits run()
    {
        MessageHits found;
        const bool asksNothing =
            m_words.isEmpty() && filters().isEmpty() && m_query.tag.isEmpty() && !m_query.from && !m_query.to;
        if (asksNothing) return found;
        const bool startsInExact = !m_words.exact.isEmpty() && (!m_query.after || m_query.after->inExact);
        if (startsInExact) collect(true, m_query.after ? m_query.after->order : m_end, found);
        if (!found.next) collect(false, m_query.after && !m_query.after->inExact ? m_query.after->order : m_end, found);
        return found;
    }

private:
    static QString stored(const QString& word) { return search_rows::stored(word); }

    QStringList filters() const
    {
        QStringList words;
        if (!m_query.person.isEmpty()) words << stored(search_rows::personWord(m_query.person));
        if (!m_query.channel.isEmpty()) words << stored(search_rows::channelWord(m_query.channel));
        if (!m_query.conversation.isEmpty()) words << stored(search_rows::conversationWord(m_query.conversation));
        if (m_query.role) words << stored(search_rows::roleWord(*m_query.role));
        return words;
    }

    reads::IndexQuestion question(bool exact, qint64 before, int limit) const
    {
        reads::IndexQuestion asked{{}, {}, std::min(before, m_end), m_oldest, limit};
        QStringList words = exact ? m_words.exact : m_words.folded;
        // The marks of a word that is still being typed are not there yet.
        const bool mayGrow =
            !exact && m_words.lastIsPrefix && !words.isEmpty() && words.back().size() >= kShortestSearchPrefix;
        if (mayGrow) asked.prefix = stored(words.takeLast());
        for (const QString& word : std::as_const(words))
            asked.words << stored(word);
        asked.words += filters();
        return asked;
    }

    bool hasAllExact(const QString& line) const
    {
        if (m_words.exact.isEmpty()) return false;
        const QStringList there = line.split(u' ');
        return std::all_of(m_words.exact.begin(), m_words.exact.end(),
                           [&](const QString& word) { return there.contains(stored(word)); });
    }

    /// Fills `found` up to the limit; sets `next` when there is more.
    void collect(bool exact, qint64 before, MessageHits& found)
    {
        int candidates = 0;
        qint64 last = before;
        const int chunk = m_query.tag.isEmpty() && m_query.sight.isWhole() ? m_limit + 1 : kMaxLimit;
        while (true) {
            const auto page = reads::askIndex(m_session, question(exact, before, chunk));
            candidates += int(page.size());
            SqlParams ords;
            for (const reads::IndexHit& hit : page) {
                if (exact || !hasAllExact(hit.words)) ords.push_back(hit.ord);
            }
            for (auto& [ord, hit] : read(ords)) {
                if (int(found.hits.size()) == m_limit) {
                    found.next = SearchPlace{exact, last};
                    return;
                }
                hit.isExact = exact;
                found.hits.push_back(std::move(hit));
                last = ord;
            }
            if (int(page.size()) < chunk) return;
            before = page.back().ord;
            if (candidates >= kMaxCandidates) {
                found.next = SearchPlace{exact, before};
                return;
            }
        }
    }

    /// Newest first, without those the other filters leave out.
    std::vector<std::pair<qint64, MessageHit>> read(const SqlParams& ords)
    {
        static const QString sql =
            u"select s.ord, c.conversation_id, c.customer_name, c.channel, "_s + rows::kMessageColumns +
            u" from message_search s join messages m on m.id = s.message join conversations c on c.id = "
            "m.conversation_id where s.ord in ({list})"_s;
        static const QString tagged =
            u" and exists (select 1 from conversation_tags t where t.conversation_id = c.id and t.tag = ?)"_s;
        SqlParams after;
        if (!m_query.tag.isEmpty()) after.push_back(SqlValue::ofId(m_query.tag.toUtf8()));
        const QString asked = (after.empty() ? sql : sql + tagged) + sightSql(m_query.sight, u"c."_s);
        std::ranges::copy(sightValues(m_query.sight), std::back_inserter(after));
        std::vector<std::pair<qint64, MessageHit>> hits;
        for (SqlRow row : m_session.queryList(asked, ords, {}, after)) {
            const qint64 ord = row.nextInteger();
            const auto conversation = row.nextId<ConversationId>();
            MessageHit hit;
            hit.customerName = row.nextText();
            hit.channel = row.nextText();
            hit.message = rows::readMessage(row).shown;
            hit.message.conversation = conversation;
            hits.emplace_back(ord, std::move(hit));
        }
        std::sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        return hits;
    }

    SqlSession& m_session;
    const MessageQuery& m_query;
    SearchWords m_words;
    int m_limit;
    qint64 m_oldest;
    qint64 m_end;
};

}  // namespace

MessageHits reads::search(SqlSession& session, const MessageQuery& query)
{
    if (query.asksFacts()) return searchFacts(session, query);
    MessageHits found = Search(session, query, searchWordsTyped(query.text)).run();
    if (!found.hits.empty() || query.after) return found;
    SearchWords telex = searchWordsOfTelex(query.text);
    if (telex.isEmpty()) return found;
    MessageHits read = Search(session, query, std::move(telex)).run();
    read.next.reset();  // a page is enough: the next question would be read as typed again
    read.isTelex = !read.hits.empty();
    return read;
}

namespace {

struct Line {
    rows::MessageRow row;
    QString channel;
};

std::vector<Line> linesOf(const SqlRows& found)
{
    std::vector<Line> lines;
    for (SqlRow row : found) {
        Line line;
        const auto conversation = row.nextId<ConversationId>();
        line.channel = row.nextText();
        line.row = rows::readMessage(row);
        line.row.shown.conversation = conversation;
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Not made before the columns are, which stand in another file.
QString selectHits()
{
    return u"select c.conversation_id, c.channel, "_s + rows::kMessageColumns +
           u" from messages m join conversations c on c.id = m.conversation_id where "_s;
}

void insertLines(UnitOfWork& work, const std::vector<Line>& lines, const QSet<QUuid>& besides)
{
    std::vector<SqlParams> found;
    for (const Line& line : lines) {
        if (besides.contains(line.row.uuid) || !search_rows::isSearchable(line.row)) continue;
        found.push_back(search_rows::values(line.row, line.channel, work.nextSearchNumber()));
    }
    work.session().insertMany(search_rows::kInsert, found);
}

}  // namespace

bool indexOldLines(UnitOfWork& work, int limit)
{
    SqlSession& session = work.session();
    const SqlRows progress = session.query(u"select upto, is_done from search_backfill where id = 1 {for_update}"_s);
    if (progress.isEmpty() || progress[0][1].toInteger() != 0) return false;
    static const QString sql = selectHits() + u"m.id > ? order by m.id limit ?"_s;
    const auto lines = linesOf(session.query(sql, {progress[0][0].toUuid(), limit}));
    SqlParams ids;
    for (const Line& line : lines)
        ids.push_back(line.row.uuid);
    QSet<QUuid> there;
    for (SqlRow row : session.queryList(u"select message from message_search where message in ({list})"_s, ids))
        there.insert(row.nextUuid());
    insertLines(work, lines, there);
    const bool isDone = int(lines.size()) < limit;
    session.execute(u"update search_backfill set upto = ?, is_done = ? where id = 1"_s,
                    {lines.empty() ? progress[0][0].toUuid() : lines.back().row.uuid, isDone});
    return !isDone;
}

void indexAgain(UnitOfWork& work, const SqlParams& lines)
{
    static const QString sql = selectHits() + u"m.id in ({list})"_s;
    work.session().executeList(u"delete from message_search where message in ({list})"_s, lines);
    insertLines(work, linesOf(work.session().queryList(sql, lines)), {});
}

}  // namespace tongdai
