#pragma once

#include "engine/domain/conversation/message.h"

#include <QTimeZone>

#include <vector>

namespace tongdai {

/// A span of time in pieces of one size, cut at the days of a shop's zone: a day has 23 or 25 hours where the clocks
/// change. Minutes and hours are counted from the day's beginning. Plain value, any thread.
class TimeBuckets {
public:
    enum class Size : quint8 { Minute, Hour, Day };
    /// Longer spans are cut at their end: what is counted live stays bounded.
    static constexpr int kMostDays = 31;
    /// The same where a piece is a day.
    static constexpr int kMostDaysByDay = 400;

    /// From the beginning of the piece that holds `from` to the end of the one before `to`; empty when `to` is not
    /// later, or the zone is unknown.
    TimeBuckets(TimePoint from, TimePoint to, Size size, const QTimeZone& zone);
    TimeBuckets() = default;

    int count() const { return m_pieces.empty() ? 0 : int(m_pieces.size()) - 1; }
    TimePoint start(int piece) const { return m_pieces.at(size_t(piece)).start; }
    TimePoint end(int piece) const { return m_pieces.at(size_t(piece) + 1).start; }
    int hourOfDay(int piece) const { return m_pieces.at(size_t(piece)).hour; }   ///< by the wall clock, 0 … 23
    int weekday(int piece) const { return m_pieces.at(size_t(piece)).weekday; }  ///< 0 Monday … 6 Sunday
    /// Which piece a time belongs to; -1: none.
    int indexOf(TimePoint time) const;

private:
    struct Piece {
        TimePoint start{};
        int hour = 0;
        int weekday = 0;
    };
    std::vector<Piece> m_pieces;  ///< and one more: where the last one ends
};

/// When the day of `time` began where the zone is.
TimePoint startOfDay(TimePoint time, const QTimeZone& zone, int daysBefore = 0);

}  // namespace tongdai
