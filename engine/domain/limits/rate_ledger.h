#pragma once

#include "engine/domain/limits/rate_answer.h"
#include "engine/domain/limits/rate_scope.h"
#include "engine/domain/ports/clock.h"

#include <QHash>

#include <array>
#include <deque>
#include <map>
#include <vector>

namespace tongdai {

/// Every limit of this process: sliding windows under named scopes (guarantees 2.10), and who is near one or was held
/// back. What Redis counts for all engines is laid beside it, so that a Redis that goes away, or comes back empty,
/// forgets nothing this engine has let in. Forgets names by itself; bounded by kMostNames. Engine loop.
class RateLedger final {
public:
    static constexpr qsizetype kMostNames = 100'000;

    explicit RateLedger(const ports::Clock& clock) : m_clock(clock) {}

    void setRule(RateScope scope, RateRule rule) { m_rules[scope] = rule; }
    RateRule rule(RateScope scope) const;
    const std::map<RateScope, RateRule>& rules() const { return m_rules; }

    /// One more act of `name`. An act with an id that still counts costs nothing; a refused one does not count.
    RateAnswer charge(RateScope scope, const QByteArray& name, const QByteArray& act = {});
    /// The same where the rule belongs to the name.
    RateAnswer charge(RateScope scope, const QByteArray& name, const QByteArray& act, RateRule rule);
    /// One more act of each of these names, or of none, each by its scope's rule. @returns an answer each in their
    /// order, which ends with the first that refuses.
    std::vector<RateAnswer> chargeAll(const std::vector<RateName>& names, const QByteArray& act);
    /// The act was charged here and refused elsewhere: it does not count. Its id must be its own.
    void takeBack(const RateName& name, const QByteArray& act);
    /// What all engines together have used by Redis' count, after this engine let one in.
    void noteShared(RateScope scope, const QByteArray& name, int used);
    /// Redis refused what this engine alone would have let in.
    void noteRefused(RateScope scope, const QByteArray& name, std::chrono::milliseconds retryAfter);

    int used(RateScope scope, const QByteArray& name) const;
    /// How one name stands.
    std::optional<RateUse> use(RateScope scope, const QByteArray& name) const;
    /// Who is near a limit or was held back in the last minutes, held back first, the fullest first; at most `most`.
    std::vector<RateUse> notable(int most) const;
    qint64 heldBackTotal() const { return m_heldBack; }
    /// Of one scope, since the start.
    qint64 heldBackTotal(RateScope scope) const { return m_heldBackBy.at(size_t(scope)); }

private:
    struct Charged {
        std::chrono::nanoseconds at{};
        QByteArray act;
    };
    struct Window {
        RateRule rule;
        std::deque<Charged> acts;
        int shared = 0;
        std::chrono::nanoseconds sharedUntil{};
        int heldBack = 0;
        std::chrono::nanoseconds heldBackAt{};
        TimePoint heldBackMoment{};
        std::chrono::nanoseconds freeAt{};
    };
    using Name = std::pair<RateScope, QByteArray>;

    void forgetOld(std::chrono::nanoseconds now);
    bool hasRoom(const RateName& name, const QByteArray& act) const;
    static bool isIn(const Window& window, const QByteArray& act);
    void noteHeldBack(RateScope scope, Window& window, std::chrono::milliseconds retryAfter);
    int usedOf(const Window& window) const;
    bool isRemembered(const Window& window) const;
    RateUse useOf(const Name& name, const Window& window) const;

    const ports::Clock& m_clock;
    std::map<RateScope, RateRule> m_rules;
    QHash<Name, Window> m_windows;
    std::chrono::nanoseconds m_sweptAt{};
    qint64 m_heldBack = 0;
    std::array<qint64, kRateScopeNames.size()> m_heldBackBy{};
};

}  // namespace tongdai
