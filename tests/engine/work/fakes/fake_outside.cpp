#include "tests/engine/work/fakes/fake_outside.h"

#include <QJsonArray>

#include <utility>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static constexpr std::chrono::nanoseconds kRedisLatency = 100us;

QCoro::Task<Gate> FakeLive::acquireGate(ConversationId conversation, QByteArray token, std::chrono::milliseconds ttl)
{
    auto there = m_time.pass(kRedisLatency, m_life);
    co_await there;
    if (!isThere()) co_return Gate::Unavailable;
    const auto found = m_redis.locks.find(conversation);
    const bool isHeld = found != m_redis.locks.end() && found->second.until > m_time.now();
    if (isHeld && found->second.token == token) co_return Gate::AlreadyOurs;
    if (isHeld) co_return Gate::SomeoneElse;
    m_redis.locks[conversation] = {token, m_time.now() + ttl};
    co_return Gate::Got;
}

QCoro::Task<void> FakeLive::renewGates(std::vector<std::pair<ConversationId, QByteArray>> held,
                                       std::chrono::milliseconds ttl)
{
    auto there = m_time.pass(kRedisLatency, m_life);
    co_await there;
    for (const auto& [conversation, token] : held) {
        const auto found = m_redis.locks.find(conversation);
        if (isThere() && found != m_redis.locks.end() && found->second.token == token) {
            found->second.until = m_time.now() + ttl;
        }
    }
}

void FakeLive::release(const ConversationId& conversation, const QByteArray& token)
{
    const auto found = m_redis.locks.find(conversation);
    if (found == m_redis.locks.end() || found->second.token != token) return;
    m_redis.locks.erase(found);
}

void FakeLive::showNobodyAtWork(const ConversationId& conversation)
{
    const auto state = m_redis.states.find(conversation);
    if (state == m_redis.states.end()) return;
    state->second.insert("ai_processing"_L1, false);
    state->second.remove("processing_started_at"_L1);
}

/// What settle.lua does.
void FakeLive::show(const SettleRequest& request)
{
    if (request.state.isEmpty()) return;
    QJsonObject& shown = m_redis.states[request.conversation];
    const QJsonObject before = std::exchange(shown, request.state);
    if (request.rule == StateRule::Replace || before.isEmpty()) return;
    for (const auto name : {"context"_L1, "processed_ids"_L1})
        shown.insert(name, before[name]);
    if (request.rule == StateRule::Begun) return;
    QJsonArray pending = before["pending"_L1].toArray();
    for (const QJsonValue& id : request.state["pending"_L1].toArray())
        pending.append(id);
    shown.insert("pending"_L1, pending);
    shown.insert("ai_processing"_L1, before["ai_processing"_L1]);
    shown.insert("processing_started_at"_L1, before["processing_started_at"_L1]);
}

QCoro::Task<void> FakeLive::releaseGate(ConversationId conversation, QByteArray token)
{
    auto there = m_time.pass(kRedisLatency, m_life);
    co_await there;
    if (!isThere()) co_return;
    const size_t before = m_redis.locks.size();
    release(conversation, token);
    if (m_redis.locks.size() < before) showNobodyAtWork(conversation);
}

QCoro::Task<bool> FakeLive::dropGate(ConversationId conversation)
{
    auto there = m_time.pass(kRedisLatency, m_life);
    co_await there;
    if (!isThere() || m_redis.locks.erase(conversation) == 0) co_return false;
    showNobodyAtWork(conversation);
    co_return true;
}

QCoro::Task<void> FakeLive::settle(SettleRequest request)
{
    ++settles;
    auto there = m_time.pass(kRedisLatency, m_life);
    co_await there;
    if (!isThere()) co_return;
    show(request);
    m_redis.stream.insert(m_redis.stream.end(), request.events.begin(), request.events.end());
    if (!request.lockToken.isEmpty()) release(request.conversation, request.lockToken);
}

QCoro::Task<void> FakeLive::forgetStates(std::vector<ConversationId> conversations)
{
    auto there = m_time.pass(kRedisLatency, m_life);
    co_await there;
    for (const ConversationId& conversation : conversations) {
        if (isThere()) m_redis.states.erase(conversation);
    }
}

QCoro::Task<std::vector<ConversationId>> FakeLive::withoutGate(std::vector<ConversationId> conversations)
{
    auto there = m_time.pass(kRedisLatency, m_life);
    co_await there;
    if (!isThere()) conversations.clear();
    std::erase_if(conversations, [this](const ConversationId& each) { return m_redis.locks.contains(each); });
    co_return conversations;
}

QCoro::Task<void> FakeLive::hint(ConversationId)
{
    auto there = m_time.pass(kRedisLatency, m_life);
    co_await there;
    ++hints;
}

QCoro::Task<LiveStateStats> FakeLive::stats()
{
    LiveStateStats stats;
    stats.isConnected = isThere();
    stats.backend = isThere() ? u"Redis"_s : u"Memory"_s;
    co_return stats;
}

QCoro::Task<AiAnswer> FakeAi::answer(AiRequest request, std::chrono::milliseconds deadline,
                                     std::shared_ptr<CancelToken> cancel)
{
    asked.push_back(request);
    mostRunning = std::max(mostRunning, ++running);
    const bool fails = m_random.chance(failing);
    const auto span = std::chrono::duration<double, std::nano>(most - least) * m_random.unit();
    const auto wanted = least + std::chrono::duration_cast<std::chrono::nanoseconds>(span);
    const auto over = std::make_shared<OneShot<bool>>();
    m_time.after(std::min<std::chrono::nanoseconds>(wanted, deadline), m_life, [over] { over->set(true); });
    if (!ignoresCancel) cancel->onCancel([over] { over->set(false); });
    const bool wasLeftAlone = co_await over->wait();
    --running;
    if (!wasLeftAlone) throw UpstreamError(UpstreamError::Kind::Cancelled, u"cancelled"_s, false);
    if (wanted > deadline) throw UpstreamError(UpstreamError::Kind::TimedOut, u"no answer in time"_s, true);
    if (fails) throw UpstreamError(UpstreamError::Kind::BadAnswer, u"injected"_s, !isFatal);

    if (says) co_return *says;
    AiAnswer answer;
    QStringList texts;
    for (const IncomingMessage& message : request.messages)
        texts << message.content;
    answer.responseText = u"answer to "_s + texts.join(u" + "_s);
    answer.intent = u"test"_s;
    answer.confidence = 0.9;
    answer.modelUsed = u"fake"_s;
    answer.actions = actions;
    if (actions.empty()) answer.actions.push_back({ActionType::SendMessage, {{u"message"_s, answer.responseText}}});
    co_return answer;
}

QCoro::Task<bool> FakeAi::isHealthy()
{
    co_return true;
}

QCoro::Task<SendOutcome> FakePlatform::send(OutboxItem item)
{
    ++sends;
    auto there = m_time.pass(latency / 2, m_life);
    co_await there;
    SendOutcome outcome;
    if (isUnauthorised) {
        outcome.kind = SendOutcome::Kind::Unauthorised;
        outcome.error = u"401"_s;
        co_return outcome;
    }
    if (refusesForGood) {
        outcome.kind = SendOutcome::Kind::Dead;
        outcome.error = u"status 400"_s;
        co_return outcome;
    }
    if (!m_life->isAlive || m_random.chance(refused)) {
        outcome.kind = SendOutcome::Kind::Retry;
        outcome.error = u"connection refused"_s;
        co_return outcome;
    }
    m_platform.sights.push_back({item.dedupKey, item.conversation.bytes()});
    m_platform.bodies.push_back(item.body);
    auto back = m_time.pass(latency / 2, m_life);
    co_await back;
    if (m_random.chance(ambiguous)) {
        outcome.kind = SendOutcome::Kind::Ambiguous;
        outcome.error = u"cut"_s;
        co_return outcome;
    }
    outcome.answer = {{u"status"_s, u"success"_s},
                      {u"actions_executed"_s, item.body.value("actions"_L1).toArray().size()}};
    co_return outcome;
}

QCoro::Task<bool> FakePlatform::isHealthy()
{
    co_return true;
}

}  // namespace tongdai::testing
