#include "engine/server/access/wrong_tokens.h"

#include "engine/server/access/address_key.h"

#include <algorithm>

namespace tongdai {

using namespace std::chrono;
using namespace std::chrono_literals;

std::chrono::milliseconds WrongTokens::wait(const QHostAddress& peer, Kind kind) const
{
    const auto& rightAt = m_rightAt[size_t(kind)];
    const auto right = rightAt.constFind(addressKey(peer));
    if (right != rightAt.cend() && m_clock.elapsed() - *right < kRemembers) return 0ms;
    return waitAfterWrong(peer);
}

std::chrono::milliseconds WrongTokens::waitAfterWrong(const QHostAddress& peer) const
{
    if (m_tries.isEmpty()) return 0ms;
    const auto tries = m_tries.constFind(addressKey(peer));
    if (tries == m_tries.cend()) return 0ms;
    return ceil<milliseconds>(std::max(tries->blockedUntil - m_clock.elapsed(), nanoseconds(0)));
}

void WrongTokens::noteWrong(const QHostAddress& peer, const QString& what)
{
    ++m_wrong;
    const nanoseconds now = m_clock.elapsed();
    forgetOld(now);
    Tries& tries = m_tries[addressKey(peer)];
    if (tries.wrong > 0 && now - tries.last >= kForgets) tries = {};
    if (now < tries.blockedUntil) return;  // looked at for its right ones; the wait is running
    ++tries.wrong;
    tries.last = now;
    if (tries.wrong >= kFree) {
        const seconds longer = kFirstWait * (1 << std::min(tries.wrong - kFree, 6));
        tries.blockedUntil = now + std::min(longer, kLongestWait);
    }
    if (m_tell && (tries.wrong == 1 || tries.wrong >= kFree)) m_tell({peer, what, tries.wrong});
}

void WrongTokens::noteRight(const QHostAddress& peer, Kind kind)
{
    const nanoseconds now = m_clock.elapsed();
    forgetOld(now);
    m_rightAt[size_t(kind)][addressKey(peer)] = now;
}

/// Whoever has many addresses must not fill the memory with them: then all who are not waiting are forgotten.
void WrongTokens::forgetOld(nanoseconds now)
{
    const bool isFull = m_tries.size() >= kMostAddresses;
    if (!isFull && now - m_sweptAt < kForgets) return;
    m_sweptAt = now;
    m_tries.removeIf([&](const auto& entry) {
        return entry.value().last + kForgets <= now || (isFull && entry.value().blockedUntil <= now);
    });
    if (m_tries.size() >= kMostAddresses) m_tries.clear();
    for (auto& rightAt : m_rightAt)
        rightAt.removeIf([&](const auto& entry) { return entry.value() + kRemembers <= now; });
}

}  // namespace tongdai
