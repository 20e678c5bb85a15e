#pragma once

#include "engine/domain/shop/health.h"
#include "ui/common/look/tone.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>

namespace tongdai {

/// The words for health: the engine speaks in values, wording and tone belong to the screen.
class HealthWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::HealthWords)
public:
    static QString name(Part part);       ///< "Redis", "Message history"
    static QString shortName(Part part);  ///< for the top bar: "DB"
    static QString state(PartState state);
    /// Where a part has words of its own for how it is.
    static QString state(const PartHealth& health);
    static Tone tone(PartState state);
    static QString level(HealthLevel level);
    /// What still works at this level, in one sentence.
    static QString levelMeaning(HealthLevel level);

    /// That the history is not the one it was; empty: it is.
    static QString historyTrouble(const HealthSnapshot& snapshot, const Formats& formats);
    /// That the order of what journals hold is not known; empty: it is.
    static QString journalOrder(const HealthSnapshot& snapshot);

    /// Which pages are silent for longer than is usual; empty: none.
    static QString silentPages(const HealthSnapshot& snapshot, const Formats& formats);

    static const PartHealth* find(const HealthSnapshot& snapshot, Part part);
};

}  // namespace tongdai
