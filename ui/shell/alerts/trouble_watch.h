#pragma once

#include "engine/domain/shop/health.h"

#include <QString>

#include <map>

namespace tongdai {

/// Decides what the bar under the top bar says (workspace 3.7): the worst trouble first, only after it has lasted
/// two seconds, and for five seconds that it is over; while there is none, that the history is not the one it was, the
/// disk nearly full, or a page silent. Pure: time comes with each call.
class TroubleWatch {
public:
    /// Warning: nothing is wrong yet, and will be.
    enum class Kind : quint8 { Quiet, Trouble, Over, Warning };

    struct Verdict {
        Kind kind = Kind::Quiet;
        Part part = Part::Engine;
        TimePoint since{};                   ///< of Trouble: when the part went away
        std::chrono::milliseconds lasted{};  ///< of Over: how long it was away
        QString cause{};
        int others = 0;  ///< how many more parts are in trouble
        PartTrouble trouble = PartTrouble::Away;
        friend bool operator==(const Verdict&, const Verdict&) = default;
    };

    static constexpr std::chrono::seconds kPatience{2};
    static constexpr std::chrono::seconds kGoodNews{5};

    /// `listenError`: why nobody can post to this engine; empty: they can.
    void observe(const HealthSnapshot& snapshot, const QString& listenError, TimePoint now);
    Verdict verdict(TimePoint now);

private:
    struct Trouble {
        TimePoint seen{};   ///< when we noticed
        TimePoint since{};  ///< when it began, by the engine's word
        QString cause{};
        PartTrouble kind = PartTrouble::Away;
        bool shown = false;
    };
    void set(const PartHealth& health, TimePoint now);

    std::map<int, Trouble> m_troubles;  ///< by rank: the first is the worst
    bool m_isDiskLow = false;
    bool m_isHistoryAnother = false;
    bool m_isPageSilent = false;
    std::optional<Verdict> m_over;
    TimePoint m_overUntil{};
};

}  // namespace tongdai
