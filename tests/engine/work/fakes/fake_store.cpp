#include "tests/engine/work/fakes/memory_database.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// There and back: the engine may die, pause or lose the answer on either way; the commit itself is one instant.
template <class T>
QCoro::Task<T> FakeStore::transact(const char* operation, std::function<T()> work)
{
    ++calls;
    auto there = m_time.pass(faults.latency, m_life);
    co_await there;
    const QString name = QString::fromLatin1(operation);
    if (!m_life->isAlive || faults.isDown || m_random.chance(faults.lostBefore)) {
        throw StoreError(StoreError::Kind::Unreachable, name, u"memory"_s, u"injected before commit"_s);
    }
    std::optional<T> result(work());
    auto back = m_time.pass(faults.latency, m_life);
    co_await back;
    if (!m_life->isAlive || m_random.chance(faults.lostAfter)) {
        throw StoreError(StoreError::Kind::Unreachable, name, u"memory"_s, u"injected after commit"_s);
    }
    co_return std::move(*result);
}

void FakeStore::expectUndamaged(const ConversationId& conversation, const char* operation) const
{
    if (conversation != faults.damaged) return;
    throw StoreError(StoreError::Kind::Corrupt, QString::fromLatin1(operation), u"memory"_s, u"injected damage"_s);
}

QCoro::Task<AcceptOutcome> FakeStore::accept(IncomingMessage message, OwnerId claimFor)
{
    return transact<AcceptOutcome>("accept", [this, message, claimFor] {
        if (faults.isRefusing || message.conversation == faults.refused)
            throw StoreError(StoreError::Kind::Refused, u"accept"_s, u"memory"_s, u"injected refusal"_s);
        return m_database.accept(message, claimFor);
    });
}

QCoro::Task<ClaimOutcome> FakeStore::claim(ConversationId conversation, OwnerId owner)
{
    ++claimsAsked;
    return transact<ClaimOutcome>("claim",
                                  [this, conversation, owner] { return m_database.claim(conversation, owner); });
}

QCoro::Task<std::vector<ConversationId>> FakeStore::renew(std::vector<Claim> claims)
{
    ++renewals;
    return transact<std::vector<ConversationId>>("renew", [this, claims] { return m_database.renew(claims); });
}

QCoro::Task<FinishOutcome> FakeStore::finish(FinishRequest request)
{
    return transact<FinishOutcome>("finish", [this, request] {
        expectUndamaged(request.claim.conversation, "finish");
        return m_database.finish(request);
    });
}

QCoro::Task<ports::ConversationStore::Unsent> FakeStore::recordUnsent(Claim claim, Turn turn)
{
    return transact<Unsent>("recordUnsent", [this, claim, turn] { return m_database.recordUnsent(claim, turn); });
}

QCoro::Task<void> FakeStore::giveBack(Claim claim)
{
    std::function<bool()> work = [this, claim] {
        m_database.giveBack(claim);
        return true;
    };
    co_await transact<bool>("giveBack", std::move(work));
}

QCoro::Task<AnswerContext> FakeStore::context(Claim claim, int maxLines)
{
    return transact<AnswerContext>("context", [this, claim, maxLines] {
        expectUndamaged(claim.conversation, "context");
        return m_database.context(claim, maxLines);
    });
}

QCoro::Task<std::vector<ConversationId>> FakeStore::due(int limit)
{
    return transact<std::vector<ConversationId>>("due", [this, limit] { return m_database.due(limit); });
}

QCoro::Task<OperatorActOutcome> FakeStore::takeOver(ConversationId conversation, OperatorId by, QString)
{
    return transact<OperatorActOutcome>("takeOver",
                                        [this, conversation, by] { return m_database.takeOver(conversation, by); });
}

QCoro::Task<OperatorActOutcome> FakeStore::handBack(ConversationId conversation, OperatorId, QString, OwnerId claimFor,
                                                    QString)
{
    return transact<OperatorActOutcome>(
        "handBack", [this, conversation, claimFor] { return m_database.handBack(conversation, claimFor); });
}

QCoro::Task<OperatorActOutcome> FakeStore::assign(ConversationId conversation, OperatorId to, QString)
{
    return transact<OperatorActOutcome>("assign",
                                        [this, conversation, to] { return m_database.assign(conversation, to); });
}

QCoro::Task<OperatorActOutcome> FakeStore::send(OperatorMessage message)
{
    return transact<OperatorActOutcome>("send", [this, message] { return m_database.send(message); });
}

QCoro::Task<OperatorActOutcome> FakeStore::setStatus(ConversationId conversation, ConversationStatus status, OperatorId,
                                                     QString)
{
    return transact<OperatorActOutcome>(
        "setStatus", [this, conversation, status] { return m_database.setStatus(conversation, status); });
}

QCoro::Task<ports::ConversationStore::Released> FakeStore::forceRelease(ConversationId conversation, QString)
{
    return transact<Released>("forceRelease", [this, conversation] { return m_database.forceRelease(conversation); });
}

QCoro::Task<std::vector<ConversationId>> FakeStore::cleanUp(std::chrono::hours age)
{
    return transact<std::vector<ConversationId>>("cleanUp", [this, age] { return m_database.cleanUp(age); });
}

QCoro::Task<ports::ConversationStore::Repairs> FakeStore::repair(std::chrono::minutes alarmAfter)
{
    return transact<Repairs>("repair", [this, alarmAfter] { return m_database.repair(alarmAfter); });
}

QCoro::Task<bool> FakeStore::dateSample(ConversationId, std::vector<LineTime>, std::optional<TimePoint>)
{
    co_return false;
}

QCoro::Task<SampleRemoval> FakeStore::removeSample()
{
    co_return SampleRemoval{};
}

QCoro::Task<std::vector<OutboxItem>> FakeStore::claimOutbox(OwnerId owner, int limit, std::vector<qint64> inHands)
{
    return transact<std::vector<OutboxItem>>(
        "claimOutbox", [this, owner, limit, inHands] { return m_database.claimOutbox(owner, limit, inHands); });
}

QCoro::Task<ports::OutboxStore::Settled> FakeStore::settleOutbox(OutboxItem item, OwnerId owner, SendOutcome outcome,
                                                                 std::chrono::milliseconds nextIn)
{
    return transact<Settled>("settleOutbox", [this, item, owner, outcome, nextIn] {
        return m_database.settleOutbox(item, owner, outcome, nextIn);
    });
}

QCoro::Task<ports::OutboxStore::Settled> FakeStore::resolveOutbox(qint64 id, OutboxDecision decision, OperatorId,
                                                                  std::optional<ConversationId> of)
{
    return transact<Settled>("resolveOutbox",
                             [this, id, decision, of] { return m_database.resolveOutbox(id, decision, of); });
}

QCoro::Task<RewordOutcome> FakeStore::rewordOutbox(Rewording rewording)
{
    return transact<RewordOutcome>("rewordOutbox", [this, rewording] { return m_database.rewordOutbox(rewording); });
}

}  // namespace tongdai::testing
