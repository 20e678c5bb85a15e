#include "ui/shell/trouble_watch.h"

#include <array>

namespace tongdai {

namespace {

// Worst first: nobody can post; nothing can be recorded; replies do not leave; the bot is silent; others see late;
// nothing is wrong yet.
constexpr std::array kRanks{Part::Engine, Part::History, Part::Platform, Part::Ai, Part::Redis, Part::Journal};

int rankOf(Part part)
{
    for (int rank = 0; rank < int(kRanks.size()); ++rank)
        if (kRanks.at(size_t(rank)) == part) return rank;
    return int(kRanks.size());
}

}  // namespace

void TroubleWatch::observe(const HealthSnapshot& snapshot, const QString& listenError, TimePoint now)
{
    bool engineAway = false;
    for (const PartHealth& part : snapshot.parts) {
        if (part.part == Part::Engine) {
            engineAway = part.state == PartState::Down;
            if (!listenError.isEmpty()) continue;  // says more than "down"
        }
        set(part.part, part.state == PartState::Down, part.since, part.cause, now);
    }
    if (!listenError.isEmpty())
        set(Part::Engine, true, {}, listenError, now);
    else if (!engineAway)
        set(Part::Engine, false, {}, {}, now);
}

void TroubleWatch::set(Part part, bool away, std::optional<TimePoint> since, const QString& cause, TimePoint now)
{
    const int rank = rankOf(part);
    const auto known = m_troubles.find(rank);
    if (away && known == m_troubles.end()) {
        m_troubles[rank] = {.seen = now, .since = since.value_or(now), .cause = cause};
    } else if (away) {
        known->second.cause = cause;
    } else if (known != m_troubles.end()) {
        // What nobody saw needs no good news.
        if (known->second.shown) {
            m_over = Verdict{.kind = Kind::Over, .part = part, .lasted = now - known->second.since};
            m_overUntil = now + kGoodNews;
        }
        m_troubles.erase(known);
    }
}

TroubleWatch::Verdict TroubleWatch::verdict(TimePoint now)
{
    Verdict worst;
    for (auto& [rank, trouble] : m_troubles) {
        if (now - trouble.seen < kPatience) continue;
        trouble.shown = true;
        if (worst.kind == Kind::Quiet)
            worst = {
                .kind = Kind::Trouble, .part = kRanks.at(size_t(rank)), .since = trouble.since, .cause = trouble.cause};
        else
            ++worst.others;
    }
    if (worst.kind == Kind::Trouble) return worst;
    if (m_over && now < m_overUntil) return *m_over;
    m_over.reset();
    return worst;
}

}  // namespace tongdai
