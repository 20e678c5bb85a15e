#include "tests/engine/work/fakes/virtual_time.h"

namespace tongdai::testing {

namespace {

/// Coroutines of killed engines are never resumed and never destroyed, like a killed process's. They stay reachable
/// here, so that the leak checker can tell them from real leaks.
std::vector<std::function<void()>>& graveyard()
{
    static std::vector<std::function<void()>> buried;
    return buried;
}

}  // namespace

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
        graveyard().push_back(std::move(planned.what));
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
