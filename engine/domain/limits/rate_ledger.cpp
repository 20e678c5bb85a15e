#include "engine/domain/limits/rate_ledger.h"

#include <algorithm>

namespace tongdai {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds kSweptEvery{30};

std::chrono::milliseconds millisecondsTo(std::chrono::nanoseconds end, std::chrono::nanoseconds now)
{
    return std::max(std::chrono::ceil<std::chrono::milliseconds>(end - now), std::chrono::milliseconds(0));
}

}  // namespace

RateRule RateLedger::rule(RateScope scope) const
{
    const auto found = m_rules.find(scope);
    return found == m_rules.end() ? RateRule() : found->second;
}

RateAnswer RateLedger::charge(RateScope scope, const QByteArray& name, const QByteArray& act)
{
    return charge(scope, name, act, rule(scope));
}

RateAnswer RateLedger::charge(RateScope scope, const QByteArray& name, const QByteArray& act, RateRule rule)
{
    RateAnswer answer;
    if (rule.most <= 0) return answer;
    const auto now = m_clock.elapsed();
    forgetOld(now);
    Window& window = m_windows[{scope, name}];
    window.rule = rule;
    while (!window.acts.empty() && window.acts.front().at + rule.window <= now)
        window.acts.pop_front();
    const bool isKnown = isIn(window, act);
    answer.most = rule.most;
    answer.isAllowed = isKnown || int(window.acts.size()) < rule.most;
    if (answer.isAllowed && !isKnown) window.acts.push_back({now, act});
    answer.left = std::max(0, rule.most - int(window.acts.size()));
    answer.freedIn = millisecondsTo(window.acts.front().at + rule.window, now);
    if (!answer.isAllowed) {
        answer.retryAfter = answer.freedIn;
        noteHeldBack(scope, window, answer.retryAfter);
    }
    return answer;
}

std::vector<RateAnswer> RateLedger::chargeAll(const std::vector<RateName>& names, const QByteArray& act)
{
    std::vector<RateAnswer> answers(names.size());
    const auto full = std::ranges::find_if_not(names, [&](const RateName& name) { return hasRoom(name, act); });
    if (full != names.end()) {
        const RateAnswer again = charge(full->scope, full->name, act);
        if (!again.isAllowed) {
            answers.resize(size_t(full - names.begin()) + 1);
            answers.back() = again;
            return answers;
        }
        // There is room since this very moment; what was charged for it is not charged twice.
    }
    for (size_t i = 0; i < names.size(); ++i)
        answers[i] = charge(names[i].scope, names[i].name, act);
    return answers;
}

void RateLedger::takeBack(const RateName& name, const QByteArray& act)
{
    const auto found = m_windows.find({name.scope, name.name});
    if (found == m_windows.end()) return;
    const auto charged =
        std::find_if(found->acts.rbegin(), found->acts.rend(), [&](const Charged& each) { return each.act == act; });
    if (charged != found->acts.rend()) found->acts.erase(std::next(charged).base());
}

bool RateLedger::hasRoom(const RateName& name, const QByteArray& act) const
{
    const RateRule rule = this->rule(name.scope);
    const auto found = m_windows.constFind({name.scope, name.name});
    if (rule.most <= 0 || found == m_windows.cend()) return true;
    const auto now = m_clock.elapsed();
    const auto counts = [&](const Charged& each) { return each.at + rule.window > now; };
    const auto first = std::ranges::find_if(found->acts, counts);  // in the order of their time
    return int(found->acts.end() - first) < rule.most || isIn(*found, act);
}

/// Newest first: a repetition follows its first delivery closely.
bool RateLedger::isIn(const Window& window, const QByteArray& act)
{
    return !act.isEmpty() && std::any_of(window.acts.rbegin(), window.acts.rend(),
                                         [&act](const Charged& each) { return each.act == act; });
}

void RateLedger::noteShared(RateScope scope, const QByteArray& name, int used)
{
    const auto found = m_windows.find({scope, name});
    if (found == m_windows.end()) return;
    found->shared = used;
    found->sharedUntil = m_clock.elapsed() + found->rule.window;
}

void RateLedger::noteRefused(RateScope scope, const QByteArray& name, std::chrono::milliseconds retryAfter)
{
    const auto found = m_windows.find({scope, name});
    if (found == m_windows.end()) return;
    found->shared = found->rule.most;
    found->sharedUntil = m_clock.elapsed() + retryAfter;
    noteHeldBack(scope, *found, retryAfter);
}

void RateLedger::noteHeldBack(RateScope scope, Window& window, std::chrono::milliseconds retryAfter)
{
    if (!isRemembered(window)) window.heldBack = 0;
    ++window.heldBack;
    ++m_heldBack;
    ++m_heldBackBy.at(size_t(scope));
    window.heldBackAt = m_clock.elapsed();
    window.heldBackMoment = m_clock.now();
    window.freeAt = m_clock.elapsed() + retryAfter;
}

bool RateLedger::isRemembered(const Window& window) const
{
    return window.heldBack > 0 && m_clock.elapsed() - window.heldBackAt < kHeldBackKept;
}

int RateLedger::usedOf(const Window& window) const
{
    const auto now = m_clock.elapsed();
    const auto counts = [&](const Charged& each) { return each.at + window.rule.window > now; };
    const auto first = std::ranges::find_if(window.acts, counts);  // in the order of their time
    const int own = int(window.acts.end() - first);
    return std::max(own, window.sharedUntil > now ? window.shared : 0);
}

int RateLedger::used(RateScope scope, const QByteArray& name) const
{
    const auto found = m_windows.constFind({scope, name});
    return found == m_windows.cend() ? 0 : usedOf(*found);
}

RateUse RateLedger::useOf(const Name& name, const Window& window) const
{
    RateUse use;
    use.scope = name.first;
    use.name = name.second;
    use.rule = window.rule;
    use.used = usedOf(window);
    if (!isRemembered(window)) return use;
    use.heldBack = window.heldBack;
    use.heldBackAt = window.heldBackMoment;
    use.retryAfter = millisecondsTo(window.freeAt, m_clock.elapsed());
    return use;
}

std::optional<RateUse> RateLedger::use(RateScope scope, const QByteArray& name) const
{
    const auto found = m_windows.constFind({scope, name});
    if (found == m_windows.cend()) return std::nullopt;
    return useOf(found.key(), *found);
}

std::vector<RateUse> RateLedger::notable(int most) const
{
    std::vector<RateUse> uses;
    for (auto it = m_windows.cbegin(); it != m_windows.cend(); ++it) {
        const RateUse use = useOf(it.key(), *it);
        if (isNotable(use)) uses.push_back(use);
    }
    std::ranges::sort(uses, [](const RateUse& a, const RateUse& b) {
        if ((a.heldBack > 0) != (b.heldBack > 0)) return a.heldBack > 0;
        const qint64 fullA = qint64(a.used) * b.rule.most;
        const qint64 fullB = qint64(b.used) * a.rule.most;
        if (fullA != fullB) return fullA > fullB;
        return std::pair(a.scope, a.name) < std::pair(b.scope, b.name);
    });
    if (int(uses.size()) > most) uses.resize(size_t(most));
    return uses;
}

/// Now and then, so that the cost is spread over the acts between. Under a flood of names those go first that have
/// acted once.
void RateLedger::forgetOld(std::chrono::nanoseconds now)
{
    const bool isFull = m_windows.size() >= kMostNames;
    if (!isFull && now - m_sweptAt < kSweptEvery) return;
    m_sweptAt = now;
    const auto isOver = [&](const auto& entry) {
        const Window& window = entry.value();
        const bool isQuiet = window.acts.empty() || window.acts.back().at + window.rule.window <= now;
        return isQuiet && window.sharedUntil <= now && !isRemembered(window);
    };
    m_windows.removeIf(isOver);
    if (m_windows.size() < kMostNames) return;
    m_windows.removeIf(
        [&](const auto& entry) { return entry.value().acts.size() <= 1 && !isRemembered(entry.value()); });
    if (m_windows.size() >= kMostNames) m_windows.clear();
}

}  // namespace tongdai
