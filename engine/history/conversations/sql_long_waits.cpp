#include "engine/history/conversations/sql_long_waits.h"

#include "engine/domain/people/privacy.h"
#include "engine/history/conversations/operator_acts.h"
#include "engine/history/sql_history_calls.h"
#include "engine/history/statistics/roll_ups.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// What the key of the work list takes off the time of whoever waits (rows::listKey).
constexpr double kWaitingFirst = 1e12;

}  // namespace

// By the key of the work list, which an index has for those who wait. A key is a little coarser than a wait.
const QString reads::kLongWaitsSql =
    u"select conversation_id, customer_name, waiting_since from conversations where list_key < -1e11 and list_key <= ? "
    "and list_key >= ? and (list_key > ? or conversation_id > ?) and status = 0 and bot_mode = 1 and "
    "assigned_operator is null and waiting_since is not null and is_sample = 0 order by list_key, conversation_id "
    "limit ?"_s;

QCoro::Task<ports::LongWaitPage> SqlLongWaits::longWaits(std::chrono::minutes atLeast, std::optional<LongWait> after,
                                                         int limit)
{
    return m_history.read("long waits", [=](SqlSession& session) {
        ports::LongWaitPage page;
        const double now = session.query(u"select {now}"_s)[0][0].toReal();
        page.now = fromUnixSeconds(now);
        page.rules = reads::workingRules(session);
        const double upTo = now - double(std::chrono::seconds(atLeast).count()) - kWaitingFirst;
        const double from = after ? toUnixSeconds(after->waitingSince) - kWaitingFirst : -2 * kWaitingFirst;
        const ConversationId behind = after ? after->conversation : ConversationId();
        for (SqlRow row : session.query(reads::kLongWaitsSql, {upTo, from, from, behind, limit + 1})) {
            LongWait wait;
            wait.conversation = row.nextId<ConversationId>();
            wait.customer = row.nextText();
            wait.waitingSince = row.nextTime();
            page.waits.push_back(std::move(wait));
        }
        page.hasMore = page.waits.size() > size_t(limit);
        if (page.hasMore) page.waits.pop_back();
        return page;
    });
}

QCoro::Task<OperatorActOutcome> SqlLongWaits::nobodyCame(NobodyCame step)
{
    return m_history.writeTo({step.wait.conversation}, "nobody came", [=](UnitOfWork& work, WriteJob& job) {
        OperatorActOutcome outcome = tongdai::nobodyCame(work, job, step);
        const auto* result = std::get_if<OperatorActResult>(&outcome);
        if (result && result->line && result->conversation.mode == BotMode::Bot) {
            work.addAudit(
                {programActor("engine"), u"hand_back"_s, step.wait.conversation.bytes(), {{u"nobody_came"_s, true}}});
        }
        return outcome;
    });
}

}  // namespace tongdai
