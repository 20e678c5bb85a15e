#include "engine/history/conversations/proposals.h"

#include "engine/domain/text/edit_distance.h"
#include "engine/history/conversations/granting.h"
#include "engine/history/conversations/reads.h"
#include "engine/history/conversations/turn_record.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;
using rows::MessageRow;

namespace {

void addProposal(UnitOfWork& work, const ConversationRow& row, const Turn& turn)
{
    static const SqlInsert insert{
        u"proposals"_s,
        {{u"turn_id"_s, SqlType::Uuid}, {u"conversation_id"_s, SqlType::Uuid}, {u"created_at"_s, SqlType::Real}},
        SqlInsert::OnConflict::Fail,
        {}};
    const std::vector<SqlParams> rows{{rows::turnUuid(row.uuid, turn.fence, turn.upto), row.uuid, work.now()}};
    work.session().insertMany(insert, rows);
}

}  // namespace

ports::ConversationStore::Unsent recordProposal(UnitOfWork& work, WriteJob& job, const ConversationId& conversation,
                                                const Turn& given)
{
    ports::ConversationStore::Unsent result;
    ConversationRow* const row = work.lockOne(conversation);
    if (!row) return result;
    const Conversation& c = row->shown;
    const bool isWanted = c.mode == BotMode::Human && c.botDrafts && c.status == ConversationStatus::Active &&
                          c.waitingSince && c.nextSeq == given.upto;
    if (!isWanted) return result;
    Turn turn = given;
    turn.fence = c.fence;
    if (const auto before = findTurn(work, row->uuid, turn.fence, turn.upto)) {
        if (!before->rev || !job.mayBeDone) return result;
        if (auto line = findLine(work, row->uuid, *before->rev)) result.line = line->shown;
    } else if (turn.outcome == TurnOutcome::Proposed) {
        MessageRow line = botLine(work, *row, turn, answerCard(turn), false);
        appendLine(work, *row, line, false);
        addTurn(work, *row, turn, turn.outcome, line.shown.rev);
        work.flush();
        addProposal(work, *row, turn);
        work.addEvent(&job.events, lineEvent(*row, line));
        result.line = line.shown;
    } else {
        addTurn(work, *row, turn, turn.outcome, 0);
        work.changed(*row);  // a detail export looks for turns only where something happened since
    }
    if (result.line) result.line->conversation = c.id;
    result.conversation = c;
    return result;
}

void measureProposal(UnitOfWork& work, const ConversationRow& row, const StoredMessage& sent)
{
    work.flush();  // perhaps proposed in this very batch
    const SqlRows found = work.session().query(
        u"select p.turn_id, m.content from proposals p join turns t on t.id = p.turn_id join messages m on "
        "m.conversation_id = t.conversation_id and m.rev = t.rev where p.conversation_id = ? and t.upto_seq = ? and "
        "p.sent_rev is null order by t.rev desc limit 1"_s,
        {row.uuid, row.shown.nextSeq});
    if (found.isEmpty()) return;
    const EditDistance edit = editDistance(found[0][1].toText(), sent.body);
    work.session().execute(
        u"update proposals set sent_rev = ?, edit_distance = ?, edit_longest = ? where turn_id = ?"_s,
        {sent.rev, edit.changed, edit.longest, found[0][0].toUuid()});
}

namespace reads {

namespace {

// The bot drafts (and is not off for the whole channel), the customer waits, and nothing was proposed, or tried in vain
// since the person has the conversation, for their newest message.
const QString kIsProposalWanted =
    u"c.status = 0 and c.bot_mode = 1 and c.bot_drafts = 1 and c.list_key < -1e11 and c.next_seq > 0 and not exists "
    "(select 1 from channel_bots b where b.channel = c.channel and b.drafts = 0) and not exists (select 1 from turns t "
    "where t.conversation_id = c.id and t.upto_seq = c.next_seq and (t.outcome = 5 or (t.outcome = 3 and t.fence = "
    "c.fence)))"_s;

}  // namespace

std::vector<ConversationId> proposalsWanted(SqlSession& session, std::chrono::seconds leftAlone, int limit)
{
    static const QString sql = u"select c.conversation_id from conversations c where "_s + kIsProposalWanted +
                               u" and c.last_activity <= {now} - ? order by c.list_key limit ?"_s;
    std::vector<ConversationId> wanted;
    for (SqlRow row : session.query(sql, {double(leftAlone.count()), limit}))
        wanted.push_back(row.nextId<ConversationId>());
    return wanted;
}

std::optional<ports::ProposalStore::Wanted> proposalContext(SqlSession& session, const ConversationId& conversation,
                                                            int maxLines)
{
    // What nobody has answered in words; at least the newest message, where the bot's last words were that a person
    // comes.
    static const QString sql =
        u"select c.channel, c.fence, c.next_seq, (select min(m.seq) from messages m where m.conversation_id = c.id and "
        "m.seq is not null and m.rev > coalesce((select max(a.rev) from messages a where a.conversation_id = c.id and "
        "((a.speaker = 2 and a.sender_type <> 'answers_older') or (a.speaker = 1 and a.sent = 1 and a.content <> '' "
        "and a.sender_type <> 'apology'))), 0)) "
        "from "
        "conversations c where "
        "c.conversation_id = ? and "_s +
        kIsProposalWanted;
    const SqlRows found = session.query(sql, {conversation});
    if (found.isEmpty()) return {};
    SqlRow row = found[0];
    ports::ProposalStore::Wanted wanted;
    wanted.channel = row.nextText();
    wanted.fence = row.nextInteger();
    const Seq newest = row.nextInteger();
    const SqlValue& unanswered = row.next();
    Claim claim;
    claim.conversation = conversation;
    claim.fence = wanted.fence;
    claim.from = (unanswered.isNull() ? newest : unanswered.toInteger()) - 1;
    wanted.context = context(session, claim, maxLines);
    if (wanted.context.waiting.empty()) return {};
    return wanted;
}

std::vector<StatsProposal> proposals(SqlSession& session, const StatsQuery& query)
{
    std::vector<StatsProposal> found;
    for (SqlRow row : session.query(
             u"select t.intent, p.edit_distance, p.edit_longest, count(*) from proposals p join turns t on t.id = "
             "p.turn_id join conversations c on c.id = p.conversation_id where p.created_at >= ? and p.created_at < ? "
             "and c.is_sample = ? group by t.intent, p.edit_distance, p.edit_longest order by t.intent"_s,
             {toUnixSeconds(query.from), toUnixSeconds(query.to), query.sample})) {
        const QString intent = row.nextText();
        const SqlValue& changed = row.next();
        const SqlValue& longest = row.next();
        const qint64 times = row.nextInteger();
        if (found.empty() || found.back().name != intent) found.push_back({intent});
        StatsProposal& sum = found.back();
        sum.proposed += times;
        if (changed.isNull()) continue;
        const double letters = double(changed.toInteger());
        const double kept = longest.toInteger() > 0 ? 1.0 - letters / double(longest.toInteger()) : 1.0;
        sum.answered += times;
        sum.unchanged += letters == 0 ? times : 0;
        sum.changed += letters * double(times);
        sum.similarity += kept * double(times);
    }
    for (StatsProposal& each : found) {
        if (each.answered == 0) continue;
        each.changed /= double(each.answered);
        each.similarity /= double(each.answered);
    }
    std::ranges::stable_sort(found, std::greater<>(), &StatsProposal::proposed);
    if (found.size() > StatsReport::kMostRows) found.resize(StatsReport::kMostRows);
    return found;
}

}  // namespace reads
}  // namespace tongdai
