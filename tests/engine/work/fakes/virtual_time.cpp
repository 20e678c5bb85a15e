#include "tests/engine/work/fakes/virtual_time.h"

#include <algorithm>
#include <utility>

namespace tongdai::testing {

/// Far more than an orderly end takes.
static constexpr int kMostLastSteps = 100'000;

void VirtualTime::after(Nanoseconds delay, LifePtr life, std::function<void()> what)
{
    m_planned.emplace(std::pair(m_now + std::max(delay, Nanoseconds(0)), ++m_order),
                      Planned{std::move(life), std::move(what)});
}

void VirtualTime::runNext()
{
    const auto first = m_planned.begin();
    m_now = std::max(m_now, first->first.first);
    Planned planned = std::move(first->second);
    m_planned.erase(first);
    if (planned.life && !planned.life->isAlive) {
        planned.life->left.push_back(std::move(planned.what));
    } else if (planned.life && planned.life->pausedUntil > m_now) {
        after(planned.life->pausedUntil - m_now, planned.life, std::move(planned.what));
    } else {
        planned.what();
    }
}

bool VirtualTime::step(Nanoseconds end)
{
    if (m_planned.empty() || m_planned.begin()->first.first > end) return false;
    runNext();
    return true;
}

void VirtualTime::runUntil(Nanoseconds end)
{
    bool isMore = true;
    while (isMore)
        isMore = step(end);
    m_now = std::max(m_now, end);
}

bool VirtualTime::runUntil(const std::function<bool()>& done, Nanoseconds atMost)
{
    const Nanoseconds end = m_now + atMost;
    while (!done()) {
        if (m_planned.empty() || m_planned.begin()->first.first > end) return false;
        runNext();
    }
    return true;
}

bool VirtualTime::runNextOf(const LifePtr& life)
{
    const auto mine = std::find_if(m_planned.begin(), m_planned.end(),
                                   [&life](const auto& entry) { return entry.second.life == life; });
    if (mine == m_planned.end()) return false;
    m_now = std::max(m_now, mine->first.first);
    const auto what = std::move(mine->second.what);
    m_planned.erase(mine);
    what();
    return true;
}

void VirtualTime::finish(const LifePtr& life)
{
    const Nanoseconds before = m_now;
    for (auto& what : std::exchange(life->left, {}))
        after({}, life, std::move(what));
    int steps = 0;
    while (runNextOf(life)) {
        if (++steps > kMostLastSteps) qFatal("an engine that was told to end goes on");
    }
    m_now = before;
}

QCoro::Task<void> VirtualClock::sleep(std::chrono::milliseconds duration)
{
    auto passing = m_time.pass(duration, m_life);
    co_await passing;
}

QByteArray SeededRandom::bytes(int count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (char& byte : bytes)
        byte = char(m_generator.bounded(256));
    return bytes;
}

}  // namespace tongdai::testing
