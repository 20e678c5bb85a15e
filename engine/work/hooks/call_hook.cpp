#include "engine/work/hooks/call_hook.h"

#include "engine/contract/json/hooks/hook_post.h"
#include "engine/contract/redis_keys.h"
#include "engine/domain/conversation/outbox.h"
#include "engine/domain/log.h"

#include <QJsonDocument>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const Log callHookLog("engine.hooks");

/// Of a task's lease, so that one that waits is never taken for cut by a crash.
static constexpr std::chrono::seconds kMostTurnWait{40};
static constexpr std::chrono::milliseconds kHookStopPoll{250};

QCoro::Task<TaskResult> CallHook::run(BackgroundTask task)
{
    auto waiting = untilFree();
    const std::optional<std::chrono::milliseconds> later = co_await waiting;
    if (later) co_return TaskResult{TaskResult::Kind::GivenBack, {}, *later};
    const TimedEvent told = contract::toldEvent(task.payload, task.conversation);
    std::optional<StoredMessage> line;
    if (m_hook.wantsText && told.event.rev > 0 && !told.event.messageId.isEmpty()) {
        auto reading = lineOf(told.event);
        line = co_await reading;
    }
    const QByteArray body = QJsonDocument(contract::hookBody(m_hook, told, line)).toJson(QJsonDocument::Compact);
    const QByteArray key = m_hook.name.toLatin1() + '-' + QByteArray::number(told.event.id);
    const auto begun = m_ports.clock.elapsed();
    auto posting = m_ports.caller.post(m_hook.name, key, told.event.kind.toLatin1(), body);
    const HookAnswer answer = co_await posting;
    if (answer.kind == HookAnswer::Kind::Stopped) co_return TaskResult{TaskResult::Kind::GivenBack, {}, {}};
    co_return settle(task, told, answer, m_ports.clock.elapsed() - begun);
}

QCoro::Task<std::optional<std::chrono::milliseconds>> CallHook::untilFree()
{
    const auto end = m_ports.clock.elapsed() + kMostTurnWait;
    bool isLimited = false;
    while (!m_isStopping) {
        auto rest = std::chrono::ceil<std::chrono::milliseconds>(m_restsUntil - m_ports.clock.elapsed());
        if (rest <= 0ms) {
            const QByteArray budget = contract::keys::apiBudget("hook/" + m_hook.name.toLatin1());
            const QByteArray use = m_ports.random.bytes(12).toHex();
            auto charging = m_ports.shelf.charge(budget, use, m_hook.calls, m_hook.window);
            const RateAnswer room = co_await charging;
            if (room.isAllowed) co_return std::nullopt;
            if (!std::exchange(isLimited, true)) ++m_limited;
            rest = std::max(room.retryAfter, std::chrono::milliseconds(1));
        }
        if (m_ports.clock.elapsed() + rest > end) co_return rest;
        auto resting = m_ports.clock.sleep(std::min(rest, kHookStopPoll));
        co_await resting;
    }
    co_return 0ms;
}

/// Nothing: it was erased meanwhile.
QCoro::Task<std::optional<StoredMessage>> CallHook::lineOf(HistoryEvent event)
{
    ThreadQuery query;
    query.conversation = event.conversation;
    query.afterRev = event.rev - 1;
    query.limit = 1;
    auto reading = m_ports.reader.thread(query);
    const ThreadPage page = co_await reading;
    if (page.lines.empty() || page.lines.front().messageId != event.messageId) co_return std::nullopt;
    co_return page.lines.front();
}

TaskResult CallHook::settle(const BackgroundTask& task, const TimedEvent& told, const HookAnswer& answer,
                            std::chrono::nanoseconds took)
{
    const bool isTaken = answer.kind == HookAnswer::Kind::Taken;
    HookTry tried;
    tried.at = m_ports.clock.now();
    tried.event = told.event.id;
    tried.kind = told.event.kind;
    tried.attempt = task.attempts;
    tried.status = answer.status;
    tried.took = std::chrono::duration_cast<std::chrono::milliseconds>(took);
    tried.error = answer.error;
    tried.isLast = answer.kind == HookAnswer::Kind::Refused || (!isTaken && task.attempts >= task.maxAttempts);
    m_tries.push_front(tried);
    if (m_tries.size() > kHookTriesShown) m_tries.pop_back();
    if (isTaken) {
        ++m_taken;
        m_failedInARow = 0;
        m_restsUntil = {};
        return TaskResult{};
    }
    ++m_failed;
    callHookLog.warn("a hook was not taken", {{u"hook"_s, m_hook.name},
                                              {u"event"_s, told.event.id},
                                              {u"attempt"_s, task.attempts},
                                              {u"why"_s, answer.error}});
    if (answer.kind == HookAnswer::Kind::Refused) return {TaskResult::Kind::Dead, answer.error, {}};
    rest(answer);
    const auto nextIn = backOff(task.attempts, m_ports.random.unit(), answer.retryAfter);
    return {TaskResult::Kind::Retry, answer.error, nextIn};
}

/// The others wait, too: each would only meet the same, and use up its tries.
void CallHook::rest(const HookAnswer& answer)
{
    auto pause = std::min(kFirstHookRest * (1 << std::min(m_failedInARow, 6)), kLongestHookRest);
    if (answer.retryAfter) pause = std::clamp(*answer.retryAfter, kFirstHookRest, std::chrono::seconds(6h));
    ++m_failedInARow;
    m_restsUntil = std::max<std::chrono::nanoseconds>(m_restsUntil, m_ports.clock.elapsed() + pause);
}

void CallHook::describe(OutgoingHookState& state) const
{
    state.hook = m_hook;
    state.taken = m_taken;
    state.failed = m_failed;
    state.limited = m_limited;
    const auto left = m_restsUntil - m_ports.clock.elapsed();
    if (left > 0ns)
        state.restsUntil = m_ports.clock.now() + std::chrono::duration_cast<std::chrono::milliseconds>(left);
    state.tries.assign(m_tries.begin(), m_tries.end());
}

}  // namespace tongdai
