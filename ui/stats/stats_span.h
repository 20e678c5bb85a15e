#pragma once

#include "ui/stats/stats_range.h"

#include <optional>

namespace tongdai {

/// What the page is about: a range that goes on with the clock, or a stretch of time that was zoomed into and stands
/// still. Plain value.
class StatsSpan {
public:
    struct Stretch {
        TimePoint from;
        TimePoint to;
        friend bool operator==(const Stretch&, const Stretch&) = default;
    };
    explicit StatsSpan(StatsRange range = StatsRange::Today) : m_range(range) {}

    StatsRange range() const { return m_range; }
    const std::optional<Stretch>& stretch() const { return m_stretch; }
    StatsQuery query(TimePoint now, const QTimeZone& zone) const;

    /// Half of what is shown, around a time in it. False: there is nothing smaller.
    bool zoomIn(TimePoint around, TimePoint now, const QTimeZone& zone);
    /// Twice of what is shown; at last the range itself. False: that is shown already.
    bool zoomOut(TimePoint now, const QTimeZone& zone);
    /// Half of what is shown earlier (−1) or later (+1); never beyond now. False: it stands there already.
    bool pan(int direction, TimePoint now, const QTimeZone& zone);
    /// Exactly this, as far as whole hours hold it.
    bool show(TimePoint from, TimePoint to, TimePoint now, const QTimeZone& zone);
    void reset() { m_stretch.reset(); }

    friend bool operator==(const StatsSpan&, const StatsSpan&) = default;

private:
    Stretch shown(TimePoint now, const QTimeZone& zone) const;

    StatsRange m_range;
    std::optional<Stretch> m_stretch;
};

}  // namespace tongdai
