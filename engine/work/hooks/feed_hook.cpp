#include "engine/work/hooks/feed_hook.h"

#include "engine/contract/json/hooks/hook_post.h"
#include "engine/domain/log.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const Log feedHookLog("engine.hooks");

FeedHook::FeedHook(ports::Clock& clock, ports::HookStore& store, TaskWorker& worker, OutgoingHook hook)
    : m_clock(clock), m_store(store), m_worker(worker), m_hook(std::move(hook)), m_rounds(clock, [this] {
          return round();
      })
{
}

QCoro::Task<std::chrono::milliseconds> FeedHook::round()
{
    // The first time at once: a new hook is told what happens from here on.
    if (std::exchange(m_hasBegun, true)) {
        auto gathering = m_clock.sleep(kGather);
        co_await gathering;
    }
    std::chrono::milliseconds rest = kAfterTrouble;
    try {
        auto feeding = feed();
        rest = co_await feeding;
        m_isStoreAway = false;
    } catch (const StoreError& error) {
        if (!std::exchange(m_isStoreAway, true))
            feedHookLog.warn("hooks wait", {{u"hook"_s, m_hook.name}, {u"cause"_s, error.cause()}});
    }
    co_return rest;
}

/// One page; how long to rest after it.
QCoro::Task<std::chrono::milliseconds> FeedHook::feed()
{
    auto looking = m_store.hookStanding(m_hook);
    m_standing = co_await looking;
    // Where the store is another one than before, what was seen is nothing.
    m_seen = m_seen > m_standing.newest ? m_standing.place : std::max(m_seen, m_standing.place);
    if (m_seen >= m_standing.newest || m_standing.waiting >= kMostWaiting) co_return kLookEvery;
    auto reading = m_store.eventsForHook(m_seen, m_standing.newest, m_hook.events);
    const ports::HookStore::Page page = co_await reading;
    std::vector<NewTask> calls = callsOf(page.events);
    const bool hasCalls = !calls.empty();
    if (hasCalls || page.upto - m_standing.place >= kPlaceEvery) {
        auto feeding = m_store.feedHook(m_hook, m_standing.place, page.upto, std::move(calls));
        const bool isOurs = co_await feeding;
        if (!isOurs) {  // another engine was there first, and has perhaps seen less
            m_seen = 0;
            co_return 0ms;
        }
        m_standing.place = page.upto;
        if (hasCalls) m_worker.wake();
    }
    m_seen = page.upto;
    co_return m_seen < m_standing.newest ? 0ms : std::chrono::milliseconds(kLookEvery);
}

std::vector<NewTask> FeedHook::callsOf(const std::vector<TimedEvent>& events) const
{
    std::vector<NewTask> calls;
    for (const TimedEvent& told : events) {
        if (!contract::isForHooks(told.event)) continue;
        NewTask call;
        call.kind = m_hook.taskKind();
        call.conversation = told.event.conversation;
        call.dedupKey = "hook:" + m_hook.name.toLatin1() + ':' + QByteArray::number(told.event.id);
        call.payload = contract::hookTaskPayload(told);
        call.maxAttempts = m_hook.attempts;
        calls.push_back(std::move(call));
    }
    return calls;
}

}  // namespace tongdai
