#include "ui/shell/alerts/trouble_watch.h"

#include <array>

namespace tongdai {

namespace {

// Worst first: nobody can post; nothing can be written, and the disk says why; nothing can be recorded; replies do not
// leave; the bot is silent; others see late; nothing is wrong yet.
constexpr std::array kRanks{Part::Engine, Part::Disk,  Part::History, Part::Platform,
                            Part::Ai,     Part::Redis, Part::Journal};

int rankOf(Part part)
{
    for (int rank = 0; rank < int(kRanks.size()); ++rank)
        if (kRanks.at(size_t(rank)) == part) return rank;
    return int(kRanks.size());
}

}  // namespace

void TroubleWatch::observe(const HealthSnapshot& snapshot, const QString& listenError, TimePoint now)
{
    m_isDiskLow = false;
    m_isHistoryAnother = snapshot.audit.isTrouble();
    m_isPageSilent = !snapshot.silentPages.empty();
    PartHealth engine;
    engine.state = PartState::Ok;
    for (const PartHealth& part : snapshot.parts) {
        if (part.part == Part::Engine)
            engine = part;
        else
            set(part, now);
        if (part.part == Part::Disk && part.state == PartState::Slow) m_isDiskLow = true;
    }
    if (!listenError.isEmpty()) {  // says more than "down"
        engine.state = PartState::Down;
        engine.cause = listenError;
        engine.since.reset();
    }
    set(engine, now);
}

void TroubleWatch::set(const PartHealth& health, TimePoint now)
{
    const bool away = health.state == PartState::Down;
    const int rank = rankOf(health.part);
    const auto known = m_troubles.find(rank);
    if (away && known == m_troubles.end()) {
        m_troubles[rank] = {
            .seen = now, .since = health.since.value_or(now), .cause = health.cause, .kind = health.trouble};
    } else if (away) {
        known->second.cause = health.cause;
        known->second.kind = health.trouble;
    } else if (known != m_troubles.end()) {
        // What nobody saw needs no good news.
        if (known->second.shown) {
            m_over = Verdict{.kind = Kind::Over, .part = health.part, .lasted = now - known->second.since};
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
            worst = {.kind = Kind::Trouble,
                     .part = kRanks.at(size_t(rank)),
                     .since = trouble.since,
                     .cause = trouble.cause,
                     .trouble = trouble.kind};
        else
            ++worst.others;
    }
    if (worst.kind == Kind::Trouble) return worst;
    if (m_over && now < m_overUntil) return *m_over;
    m_over.reset();
    if (m_isHistoryAnother)
        worst = {.kind = Kind::Warning, .part = Part::History};
    else if (m_isDiskLow)
        worst = {.kind = Kind::Warning, .part = Part::Disk};
    else if (m_isPageSilent)
        worst = {.kind = Kind::Warning, .part = Part::Platform};
    return worst;
}

}  // namespace tongdai
