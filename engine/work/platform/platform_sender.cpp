#include "engine/work/platform/platform_sender.h"

#include "engine/contract/json/handled_message.h"
#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"
#include "engine/domain/work/background_task.h"
#include "engine/work/loops/retry.h"

namespace tongdai {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

static const Log platformSenderLog("pipeline.outbox");

/// Within the row's lease: after that another sender may have it.
static constexpr int kSettleTries = 5;

namespace {

QJsonObject resultOf(const SendOutcome& outcome, OutboxState state)
{
    if (outcome.kind == SendOutcome::Kind::Sent) {
        return outcome.answer.isEmpty() ? QJsonObject{{u"status"_s, u"success"_s}} : outcome.answer;
    }
    const QString error = outcome.error.isEmpty() ? u"not sent"_s : outcome.error;
    return state == OutboxState::Waiting ? contract::platformQueued(error) : contract::platformFailed(error);
}

}  // namespace

QCoro::Task<QJsonObject> PlatformSender::send(OutboxItem item, OwnerId owner, Milliseconds recordTook)
{
    SendOutcome outcome;
    const qint64 row = item.id;
    m_inHands.insert(row);
    m_ports.events.sendBegun(item, owner);
    const auto started = m_ports.clock.elapsed();
    try {
        FAILPOINT_OF("send.marked", QString::fromLatin1(item.attempts > 1 ? task_kind::kOutboxRetry : ""));
        OutboxItem sent = item;
        outcome = co_await m_ports.platform.send(std::move(sent));
        FAILPOINT_OF("send.answered", QString::fromLatin1(item.attempts > 1 ? task_kind::kOutboxRetry : ""));
    } catch (const std::exception& error) {  // the port promises not to throw; a row must not be lost when it does
        outcome.kind = SendOutcome::Kind::Ambiguous;
        outcome.error = QString::fromUtf8(error.what());
    }
    outcome.sendTook = m_ports.clock.elapsed() - started;
    outcome.recordTook = recordTook;
    note(outcome);
    const auto nextIn = backOff(item.attempts, m_ports.random.unit(), outcome.retryAfter);
    const QJsonObject result = resultOf(outcome, stateAfter(item, outcome, m_ports.clock.now()));
    co_await settle(std::move(item), owner, std::move(outcome), nextIn);
    m_inHands.erase(row);
    co_return result;
}

QCoro::Task<void> PlatformSender::giveBack(OutboxItem item, OwnerId owner)
{
    SendOutcome outcome;
    outcome.kind = SendOutcome::Kind::Retry;
    outcome.isHeldBack = true;
    outcome.error = u"not started in time"_s;
    const qint64 row = item.id;
    m_inHands.insert(row);  // its attempt is given back: a claim of ours between would look like the same try
    co_await settle(std::move(item), std::move(owner), std::move(outcome), 0ms);
    m_inHands.erase(row);
}

void PlatformSender::note(const SendOutcome& outcome)
{
    if (!outcome.isOfPlatform || outcome.isHeldBack) return;
    const QString before = m_breaker.cause();
    m_breaker.record(outcome, m_ports.clock.elapsed());
    if (m_breaker.cause() == before) return;
    platformSenderLog.warn("platform pause changed", {{u"cause"_s, m_breaker.cause()}});
    m_ports.events.platformPaused(m_breaker.cause());
}

QCoro::Task<void> PlatformSender::settle(OutboxItem item, OwnerId owner, SendOutcome outcome,
                                         std::chrono::milliseconds nextIn)
{
    Change change;
    try {
        std::function<QCoro::Task<ports::OutboxStore::Settled>()> call = [this, item, owner, outcome, nextIn] {
            return m_ports.outbox.settleOutbox(item, owner, outcome, nextIn);
        };
        auto settled = co_await withRetries(m_ports.clock, kSettleTries, std::move(call));
        if (!settled.wasOurs) {
            platformSenderLog.warn("outbox row was taken over while it was sent", {{u"row"_s, item.id}});
        }
        change.events = std::move(settled.events);
    } catch (const std::exception& error) {
        // The row stays `sending`; when its lease is over the relay takes it up again with the same key.
        platformSenderLog.error("outbox result not recorded",
                                {{u"row"_s, item.id}, {u"cause"_s, QString::fromUtf8(error.what())}});
        co_return;
    }
    m_announcer.tellAll(std::move(change));
}

}  // namespace tongdai
