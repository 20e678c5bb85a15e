#include "engine/history/search/search_facts.h"

#include "engine/domain/conversation/system_note.h"
#include "engine/domain/conversation/turn.h"
#include "engine/domain/text/search_words.h"
#include "engine/history/conversations/rows.h"
#include "engine/history/people/sight_sql.h"
#include "engine/history/statistics/counted_lines.h"

#include <QSet>

#include <algorithm>

namespace tongdai::reads {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The line so many below the newest: where one look ends.
const QString kFactBoundSql = u"select id from messages where id < ? and id >= ? order by id desc limit 1 offset ?"_s;

// Functions: the columns stand in another file, and may not be made yet.
static QString factColumns()
{
    return u"c.customer_name, c.channel, c.conversation_id, "_s + rows::kMessageColumns;
}

QString factLinesSql(const InSight& sight)
{
    return u"select "_s + factColumns() +
           u" from messages m join conversations c on c.id = m.conversation_id where m.id < ? and m.id >= ? and "
           "m.speaker = 3 and m.sent = 1"_s +
           sightSql(sight, u"c."_s) + u" order by m.id desc"_s;
}

/// A run of the AI is found by the newest line of the customer that it was about. So many are looked at, whoever may
/// see them: those out of sight are rows without a conversation.
QString factTurnsSql(const InSight& sight)
{
    return u"select t.created_at, t.outcome, t.intent, t.model_used, "_s + factColumns() +
           u" from (select conversation_id, upto_seq, created_at, outcome, intent, model_used from turns where "
           "created_at < ? and created_at >= ? order by created_at desc limit ?) t left join conversations c on c.id = "
           "t.conversation_id"_s +
           sightSql(sight, u"c."_s) +
           u" left join messages m on m.conversation_id = c.id and m.seq = t.upto_seq order by t.created_at desc"_s;
}

namespace {

constexpr int kFactLine = 7;  // factTurnsSql(): the id of the customer's line
constexpr int kMostFactHits = 200;
constexpr int kLinesLookedAt = 5'000;
constexpr int kTurnsLookedAt = 1'000;
const TimePoint kFarFuture{std::chrono::hours(24 * 365 * 200)};

/// One question being answered.
class FactSearch {
public:
    FactSearch(SqlSession& session, const MessageQuery& query)
        : m_session(session),
          m_query(query),
          m_words(searchWordsTyped(query.text)),
          m_limit(size_t(std::clamp(query.limit, 1, kMostFactHits))),
          m_from(query.from.value_or(TimePoint{})),
          m_to(query.to.value_or(kFarFuture))
    {
        if (query.after) m_to = std::min(m_to, TimePoint(std::chrono::milliseconds(query.after->order)));
        if (!query.tag.isEmpty()) readTagged();
    }

    MessageHits run()
    {
        const bool isOfTurns = m_query.intent || !m_query.model.isEmpty() || m_query.fact == MessageQuery::Fact::Failed;
        if (isOfTurns)
            lookAtTurns();
        else
            lookAtLines();
        return std::move(m_found);
    }

private:
    void readTagged()
    {
        m_tagged.emplace();
        const SqlRows found = m_session.query(u"select conversation_id from conversation_tags where tag = ?"_s,
                                              {SqlValue::ofId(m_query.tag.toUtf8())});
        for (SqlRow row : found)
            m_tagged->insert(row.nextUuid());
    }

    bool saysTheWords(const QString& body) const
    {
        if (m_words.isEmpty()) return true;
        const QStringList said = searchWordsOf(body);
        return std::ranges::all_of(m_words.folded, [&](const QString& word) {
            const bool mayGrow = m_words.lastIsPrefix && word == m_words.folded.back();
            return std::ranges::any_of(
                said, [&](const QString& one) { return mayGrow ? one.startsWith(word) : one == word; });
        });
    }

    bool isWanted(const MessageHit& hit, const QUuid& conversation) const
    {
        const StoredMessage& line = hit.message;
        return (m_query.conversation.isEmpty() || line.conversation == m_query.conversation) &&
               (m_query.channel.isEmpty() || hit.channel.compare(m_query.channel, Qt::CaseInsensitive) == 0) &&
               (m_query.person.isEmpty() || line.sender == m_query.person) &&
               (!m_query.role || line.speaker == *m_query.role) && (!m_tagged || m_tagged->contains(conversation)) &&
               saysTheWords(line.body);
    }

    /// Keeps it, if it is wanted; false: the page was full before, and it is of an earlier moment.
    bool keep(SqlRow& row, TimePoint at)
    {
        if (m_found.hits.size() >= m_limit && at != m_last) {
            stopAt(m_last);
            return false;
        }
        MessageHit hit;
        hit.customerName = row.nextText();
        hit.channel = row.nextText();
        const auto conversation = row.nextId<ConversationId>();
        const rows::MessageRow read = rows::readMessage(row);
        hit.message = read.shown;
        hit.message.conversation = conversation;
        if (!isWanted(hit, read.conversation)) return true;
        m_found.hits.push_back(std::move(hit));
        m_last = at;
        return true;
    }

    /// What is older than this moment comes with the next page.
    void stopAt(TimePoint at) { m_found.next = SearchPlace{false, at.time_since_epoch().count()}; }

    bool happened(const SystemNote& note) const
    {
        if (m_query.fact == MessageQuery::Fact::TakenOver)
            return note.event == SystemEvent::TookOver || note.event == SystemEvent::AnsweredOutside;
        return note.event == SystemEvent::TransferRequested || note.event == SystemEvent::TurnFailed;
    }

    void lookAtLines()
    {
        const QUuid before = firstIdAt(m_to);
        QUuid notBefore = firstIdAt(m_from);
        const SqlRows bound = m_session.query(kFactBoundSql, {before, notBefore, kLinesLookedAt});
        // Whole milliseconds, so that the next page begins where this one ends.
        const bool isBounded = !bound.isEmpty();
        const TimePoint end = isBounded ? storedAt(bound[0][0].toUuid()) : m_from;
        if (isBounded) notBefore = firstIdAt(end);
        SqlParams values{before, notBefore};
        std::ranges::copy(sightValues(m_query.sight), std::back_inserter(values));
        const SqlRows found = m_session.query(factLinesSql(m_query.sight), values);
        for (SqlRow row : found) {
            ++m_found.looked;
            SqlRow look = row;
            look.nextText();
            look.nextText();
            look.nextId<ConversationId>();
            const rows::MessageRow line = rows::readMessage(look);
            const auto note = systemNote(line.shown.metadata);
            if (!note || !happened(*note)) continue;
            if (!keep(row, storedAt(line.uuid))) return;
        }
        if (!isBounded) return;
        m_found.looked = kLinesLookedAt;
        stopAt(end);
    }

    bool isWantedTurn(TurnOutcome outcome, const QString& intent, const QString& model) const
    {
        const bool failed = outcome == TurnOutcome::Failed;
        if (m_query.fact == MessageQuery::Fact::Failed && !failed) return false;
        if (m_query.fact == MessageQuery::Fact::HandedOver && outcome != TurnOutcome::HandedOver) return false;
        // A run that failed has no intent (StatsTally).
        if (m_query.intent && (failed || intent != *m_query.intent)) return false;
        return m_query.model.isEmpty() || model == m_query.model;
    }

    void lookAtTurns()
    {
        int limit = kTurnsLookedAt;
        SqlRows found = turns(limit);
        // A page that is one moment alone would begin again with it.
        while (int(found.size()) == limit && found[0][0].toReal() == found[found.size() - 1][0].toReal())
            found = turns(limit *= 2);
        const bool isWhole = int(found.size()) < limit;
        const TimePoint end = found.isEmpty() ? m_from : fromUnixSeconds(found[found.size() - 1][0].toReal()) + 1ms;
        for (SqlRow row : found) {
            const TimePoint at = fromUnixSeconds(row.nextReal());
            if (!isWhole && at < end) break;
            ++m_found.looked;
            const auto outcome = TurnOutcome(row.nextInteger());
            const QString intent = row.nextText();
            const QString model = row.nextText();
            if (row[kFactLine].isNull()) continue;
            if (isWantedTurn(outcome, intent, model) && !keep(row, at)) return;
        }
        if (!isWhole) stopAt(end);
    }

    SqlRows turns(int limit)
    {
        SqlParams values{toUnixSeconds(m_to), toUnixSeconds(m_from), limit};
        std::ranges::copy(sightValues(m_query.sight), std::back_inserter(values));
        return m_session.query(factTurnsSql(m_query.sight), values);
    }

    SqlSession& m_session;
    const MessageQuery& m_query;
    SearchWords m_words;
    size_t m_limit;
    TimePoint m_from;
    TimePoint m_to;
    TimePoint m_last{};
    std::optional<QSet<QUuid>> m_tagged;
    MessageHits m_found;
};

}  // namespace

MessageHits searchFacts(SqlSession& session, const MessageQuery& query)
{
    return FactSearch(session, query).run();
}

}  // namespace tongdai::reads
