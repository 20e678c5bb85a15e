#pragma once

#include "engine/domain/limits/rate_scope.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>

namespace tongdai {

/// Limits in words (features E9). GUI thread.
class LimitWords {
    Q_DECLARE_TR_FUNCTIONS(LimitWords)
public:
    /// "Messages of a chat user"
    static QString scope(RateScope scope);
    /// Whom it counts: the id, or that it is everybody.
    static QString name(const RateUse& use);
    /// "22 of 25"
    static QString used(const RateUse& use, const Formats& formats);
    /// "25 a minute"
    static QString rule(const RateRule& rule, const Formats& formats);
    /// "held back 3 times, last at 14:02:10"; of nobody held back: empty
    static QString heldBack(const RateUse& use, const Formats& formats, TimePoint now);
};

}  // namespace tongdai
