#pragma once

#include "engine/domain/conversation/message.h"

#include <QJsonArray>

#include <map>
#include <optional>

namespace tongdai {

/// How many events a page had in each hour of the last weeks, and whether it has been silent for longer than is usual
/// at this hour (features E2). Hours count that were listened to from beginning to end; of others nothing is known, and
/// nothing is concluded from them. Plain value, any thread.
class PageRhythm {
public:
    static constexpr int kDays = 28;           ///< so far it looks back
    static constexpr int kFewestDays = 14;     ///< with less it says nothing
    static constexpr int kFewestWeekdays = 2;  ///< of them, such days of the week as today
    /// So many events are usual enough to be missed: fewer may be one customer's.
    static constexpr qint64 kUsual = 20;

    /// Hours since 1970.
    static qint64 hourOf(TimePoint time);
    /// The newest; what was noted of later ones is forgotten, and the oldest when there are more than it looks back to.
    void note(qint64 hour, qint64 events);
    /// Since when nothing has come, where in the hours from then until `hour`, which is under way, at least kUsual
    /// events came on two of three days and on every such day of the week. Nothing: that is not so, or not known.
    std::optional<TimePoint> silentSince(qint64 hour) const;

    QJsonArray toJson() const;
    /// What cannot be read is left out.
    static PageRhythm fromJson(const QJsonArray& json);

    friend bool operator==(const PageRhythm&, const PageRhythm&) = default;

private:
    std::optional<qint64> eventsIn(qint64 from, qint64 to) const;

    std::map<qint64, qint64> m_hours;  ///< events by hour
};

}  // namespace tongdai
