#pragma once

#include <QMetaType>

namespace tongdai {

/// What has just happened in the shop, gathered for at most a tenth of a second.
struct StatsNews {
    qint64 in = 0;      ///< lines of customers
    qint64 bot = 0;     ///< answers that were given
    qint64 people = 0;  ///< replies of people
    qint64 events = 0;  ///< everything, these among it
    double lag = 0;     ///< seconds from when the newest was written to when it was read
    enum class From : quint8 {
        Stream,  ///< of all engines, by Redis
        Engine,  ///< Redis is away: of this engine at once, of others by the store
    } from = From::Stream;
    friend bool operator==(const StatsNews&, const StatsNews&) = default;
};

}  // namespace tongdai

Q_DECLARE_METATYPE(tongdai::StatsNews)
