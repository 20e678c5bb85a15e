#include "engine/history/statistics/answer_debt.h"

#include "engine/domain/conversation/system_note.h"

#include <algorithm>

namespace tongdai::reads {

using namespace Qt::StringLiterals;

// As belongsTo() of domain/work_queue.h says who waits for a person: its index holds them together.
static const QString kWaitsForAPerson =
    u"status = 0 and bot_mode = 1 and list_key < -1e11 and waiting_since is not null"_s;

const QString kWaitingDebtSql =
    u"select count(*), min(waiting_since), coalesce(sum(waiting_since), 0), coalesce(sum(case when waiting_since < ? "
    "then ? - waiting_since else 0 end), 0) from conversations where "_s +
    kWaitsForAPerson + u" and is_sample = ?"_s;

const QString kSaidToCustomersSql =
    u"select m.id, m.conversation_id, m.rev, m.speaker, case when m.speaker = 3 then m.metadata end from messages m "
    "where m.id > ? and m.speaker in (1, 2, 3) and m.sent = 1 and m.source <> ? and m.source <> ? and m.source <> ? "
    "and m.sender_type <> 'answers_older' order by m.id limit ?"_s;

namespace {

/// Whether a person had the conversation before this line of the thread, whose metadata comes next.
bool wasWithAPerson(Speaker speaker, SqlRow& row)
{
    if (speaker != Speaker::System) return speaker == Speaker::Operator;
    const std::optional<SystemNote> note = systemNote(row.nextJson());
    if (!note) return false;
    switch (note->event) {
        case SystemEvent::TookOver:
        case SystemEvent::AnsweredOutside:
        case SystemEvent::TransferRequested:
        case SystemEvent::TurnFailed:
        case SystemEvent::ForceReleased: return false;  // the bot had it
        default: return true;
    }
}

}  // namespace

AnswerDebt::AnswerDebt(TimePoint now, bool sample, int asked)
    : m_now(now),
      m_then(now - StatsReport::kDebtSlopeOver),
      m_sample(sample),
      m_piece(asked),
      m_after(firstIdAt(m_then))
{
}

bool AnswerDebt::next(SqlSession& session)
{
    if (m_rows < StatsReport::kMostLines && readPiece(session)) return true;
    readWaiting(session);
    addEnded(session);
    return false;
}

bool AnswerDebt::readPiece(SqlSession& session)
{
    SqlParams asked = countedSources();
    asked.insert(asked.begin(), m_after);
    asked.emplace_back(m_piece);
    const SqlRows found = session.query(kSaidToCustomersSql, asked);
    for (SqlRow row : found) {
        m_after = row.nextUuid();
        const QUuid conversation = row.nextUuid();
        const qint64 rev = row.nextInteger();
        const auto speaker = Speaker(row.nextInteger());
        const auto known = m_first.constFind(conversation);
        if (known != m_first.constEnd() && known->rev < rev) continue;
        m_first[conversation] = {rev, wasWithAPerson(speaker, row)};
    }
    m_rows += found.size();
    return found.size() == m_piece;
}

void AnswerDebt::readWaiting(SqlSession& session)
{
    const double then = toUnixSeconds(m_then);
    const SqlRows found = session.query(kWaitingDebtSql, {then, then, m_sample});
    SqlRow row = found[0];
    m_waiting = row.nextInteger();
    m_oldest = row.nextTimeOrNull();
    m_seconds = std::max(0.0, double(m_waiting) * toUnixSeconds(m_now) - row.nextReal());
    m_before = row.nextReal();
}

/// Those who waited then and do not any more.
void AnswerDebt::addEnded(SqlSession& session)
{
    SqlParams asked;
    for (auto it = m_first.cbegin(); it != m_first.cend(); ++it) {
        if (it->isPeoples) asked.push_back(it.key());
    }
    if (asked.empty()) return;
    static const QString sql = u"select id from conversations where is_sample = ? and not ("_s + kWaitsForAPerson +
                               u" and waiting_since < ?) and id in ({list})"_s;
    QSet<QUuid> ended;
    const SqlRows found = session.queryList(sql, asked, {m_sample, toUnixSeconds(m_then)});
    for (SqlRow row : found)
        ended.insert(row.nextUuid());
    StatsTally tally;
    recallEarlier(session, ended, m_then, tally);
    for (const QUuid& conversation : std::as_const(ended)) {
        const std::optional<TimePoint> since = tally.waitsSince(conversation);
        if (since && *since < m_then) m_before += double((m_then - *since).count()) / 1000.0;
    }
}

void AnswerDebt::writeTo(StatsReport& report) const
{
    report.waiting = m_waiting;
    report.oldestWait = m_oldest;
    report.answerDebt = m_seconds;
    report.answerDebtBefore = m_before;
}

}  // namespace tongdai::reads
