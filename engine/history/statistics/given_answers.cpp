#include "engine/history/statistics/given_answers.h"

#include "engine/domain/conversation/turn.h"

namespace tongdai::reads {

using namespace Qt::StringLiterals;

// Answered, or handed over by a rule.
const QString kGivenAnswersSql =
    u"select t.id, t.created_at, c.conversation_id, c.customer_name, c.channel, t.outcome, t.intent, t.confidence from "
    u"turns t "
    "join conversations c on c.id = t.conversation_id where t.created_at >= ? and t.created_at <= ? and "
    "(t.created_at < ? or t.id < ?) and (t.outcome = 0 or (t.outcome = 4 and t.error in (?, ?))) and c.is_sample = ? "
    "order by t.created_at desc, t.id desc limit ?"_s;

std::vector<GivenAnswer> givenAnswers(SqlSession& session, const GivenAnswersQuery& query)
{
    const double before = toUnixSeconds(query.before);
    const SqlRows found = session.query(
        kGivenAnswersSql, {toUnixSeconds(query.from), before, before, query.beforeId, QString(kNotSureEnough),
                           QString(kIntentNotAllowed), query.sample, query.limit});
    std::vector<GivenAnswer> answers;
    answers.reserve(size_t(found.size()));
    for (SqlRow row : found) {
        GivenAnswer answer;
        answer.id = row.nextUuid();
        answer.at = row.nextTime();
        answer.conversation = row.nextId<ConversationId>();
        answer.customer = row.nextText();
        answer.channel = row.nextText();
        answer.wasHeldBack = TurnOutcome(row.nextInteger()) == TurnOutcome::HandedOver;
        answer.intent = row.nextText();
        if (const SqlValue& confidence = row.next(); !confidence.isNull()) answer.confidence = confidence.toReal();
        answers.push_back(std::move(answer));
    }
    return answers;
}

}  // namespace tongdai::reads
