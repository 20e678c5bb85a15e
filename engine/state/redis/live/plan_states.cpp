#include "engine/state/redis/live/plan_states.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/ask_all.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

namespace {

/// The names of contracts/background §3.
QByteArray planStatus(OutboxState state)
{
    switch (state) {
        case OutboxState::Waiting: return "pending"_ba;
        case OutboxState::Sending: return "executing"_ba;
        case OutboxState::Sent: return "succeeded"_ba;
        case OutboxState::Dead: return "failed"_ba;
        case OutboxState::Unknown: return "unknown"_ba;
        case OutboxState::Withdrawn: return "skipped"_ba;
    }
    Q_UNREACHABLE();
}

QByteArray tokenOf(const NotedPlan& plan)
{
    if (plan.state != OutboxState::Sending || plan.owner.isEmpty()) return {};
    return plan.owner.bytes() + ':' + QByteArray::number(plan.fence);
}

QByteArray actionsOf(const NotedPlan& plan)
{
    if (plan.actions.isEmpty()) return {};
    return QJsonDocument(QJsonArray::fromStringList(plan.actions)).toJson(QJsonDocument::Compact);
}

}  // namespace

bool PlanStates::write(const std::vector<NotedPlan>& plans)
{
    if (!m_health.canWrite()) return false;
    const std::chrono::milliseconds stateLife = keys::kPlanStateTtl;
    const std::chrono::milliseconds lockLife = kOutboxLease;
    for (size_t from = 0; from < plans.size(); from += kAtOnce) {
        QByteArrayList touched;
        QByteArrayList args{QByteArray::number(stateLife.count()), QByteArray::number(lockLife.count())};
        for (size_t i = from; i < std::min(plans.size(), from + kAtOnce); ++i) {
            const NotedPlan& plan = plans[i];
            touched << keys::planState(plan.conversation, plan.ord) << keys::planLock(plan.conversation, plan.ord);
            args << planStatus(plan.state) << tokenOf(plan) << plan.conversation.bytes()
                 << QByteArray::number(plan.fence) << QByteArray::number(plan.tries) << actionsOf(plan)
                 << QByteArray::number(qint64(plan.at.time_since_epoch().count()));
        }
        writeSome(std::move(touched), std::move(args));
    }
    return true;
}

QCoro::Task<void> PlanStates::writeSome(QByteArrayList keys, QByteArrayList args)
{
    auto asked = orNothing(m_script.run(m_connection, std::move(keys), std::move(args)));
    co_await asked;
}

}  // namespace tongdai::redis
