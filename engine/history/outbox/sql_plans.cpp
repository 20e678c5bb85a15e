#include "engine/history/outbox/sql_plans.h"

#include "engine/history/outbox/outbox_actions.h"
#include "engine/history/outbox/send_tries.h"
#include "engine/history/sql_history_calls.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// A person's line has no action rows: its steps are what its request says, in the state of the whole.
std::vector<PlanStep> stepsOfRequest(const QJsonObject& body, const AnswerPlan& plan)
{
    std::vector<PlanStep> steps;
    const QJsonArray actions = body.value("actions"_L1).toArray();
    for (const QJsonValue& action : actions) {
        const int failed = plan.state == OutboxState::Sent ? plan.attempts - 1 : plan.attempts;
        steps.push_back({action.toObject().value("type"_L1).toString(),
                         actionStatus(plan.state),
                         std::max(0, failed),
                         plan.error,
                         {}});
    }
    return steps;
}

std::vector<AnswerPlan> plansOf(SqlSession& session, const ConversationId& conversation, int limit)
{
    const SqlRows rows = session.query(
        u"select o.conversation_id, o.id, o.ord, o.state, o.owner, o.fence, o.attempts, o.created_at, o.updated_at, "
        "o.last_error, o.body from outbox o join conversations c on c.id = o.conversation_id "
        "where c.conversation_id = ? order by o.ord desc limit ?"_s,
        {conversation, limit});
    std::vector<AnswerPlan> plans;
    std::vector<QJsonObject> bodies;
    SqlParams ords;
    QUuid uuid;
    for (SqlRow row : rows) {
        uuid = row.nextUuid();
        AnswerPlan plan;
        plan.id = row.nextInteger();
        plan.ord = row.nextInteger();
        plan.state = OutboxState(row.nextInteger());
        plan.owner = row.nextId<OwnerId>();
        plan.fence = row.nextInteger();
        plan.attempts = int(row.nextInteger());
        plan.createdAt = row.nextTime();
        plan.changedAt = row.nextTime();
        plan.error = row.nextText();
        bodies.push_back(row.nextJson());
        ords.push_back(plan.ord);
        plans.push_back(std::move(plan));
    }
    QHash<qint64, std::vector<PlanStep>> steps;
    const SqlRows actions = session.queryList(
        u"select a.outbox_ord, a.action_type, a.status, a.retry_count, a.error, a.executed_at from message_actions a "
        "where a.conversation_id = ? and a.outbox_ord in ({list}) order by a.outbox_ord, a.ord"_s,
        ords, {uuid});
    for (SqlRow row : actions) {
        const qint64 ord = row.nextInteger();
        PlanStep step;
        step.type = row.nextText();
        step.status = row.nextText();
        step.tries = int(row.nextInteger());
        step.error = row.nextText();
        step.doneAt = row.nextTimeOrNull();
        steps[ord].push_back(std::move(step));
    }
    for (size_t i = 0; i < plans.size(); ++i) {
        plans[i].steps = steps.take(plans[i].ord);
        if (plans[i].steps.empty()) plans[i].steps = stepsOfRequest(bodies[i], plans[i]);
    }
    return plans;
}

}  // namespace

QCoro::Task<std::vector<AnswerPlan>> SqlPlans::plans(ConversationId conversation, int limit)
{
    return m_history.read("read plans", [=](SqlSession& session) { return plansOf(session, conversation, limit); });
}

QCoro::Task<QHash<qint64, std::vector<SendTry>>> SqlPlans::tries(std::vector<qint64> outboxIds)
{
    return m_history.read("read tries", [=](SqlSession& session) {
        QHash<qint64, std::vector<SendTry>> tries;
        const SqlParams ids(outboxIds.begin(), outboxIds.end());
        const SqlRows rows =
            session.queryList(u"select id, tries from outbox where id in ({list}) and tries is not null"_s, ids);
        for (SqlRow row : rows) {
            const qint64 id = row.nextInteger();
            tries.insert(id, sendTriesIn(row.nextText()));
        }
        return tries;
    });
}

QCoro::Task<std::vector<ports::UnsentRow>> SqlPlans::unsent(qint64 after, int limit)
{
    return m_history.read("read unsent answers", [=](SqlSession& session) {
        std::vector<ports::UnsentRow> found;
        const SqlRows rows = session.query(
            u"select id, attempts, last_error, body, tries from outbox where state = 3 and id > ? "
            "and (last_error is null or last_error <> ?) order by id limit ?"_s,
            {after, QString::fromLatin1(kGivenUp), limit});
        for (SqlRow row : rows) {
            ports::UnsentRow unsent;
            OutboxItem item;
            item.state = OutboxState::Dead;
            unsent.id = row.nextInteger();
            item.attempts = int(row.nextInteger());
            item.lastError = row.nextText();
            unsent.to = pageAddress(row.nextJson());
            unsent.mayHaveArrived = mayHaveArrived(item, sendTriesIn(row.nextText()));
            found.push_back(std::move(unsent));
        }
        return found;
    });
}

}  // namespace tongdai
