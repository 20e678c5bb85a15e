#pragma once

#include "engine/api/answer.h"
#include "engine/domain/work/leftover.h"

#include <QByteArray>
#include <QObject>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace tongdai::api {

/// A key of the live state as it was when it was looked at.
struct SeenKey {
    QByteArray name;
    QByteArray type;                                ///< Redis' own word: string, list, set, zset, hash, stream
    qint64 bytes = 0;                               ///< of memory, estimated by Redis; 0: not known
    std::optional<std::chrono::milliseconds> left;  ///< of its life; absent: it has no end
    friend bool operator==(const SeenKey&, const SeenKey&) = default;
};
/// One step through all keys.
struct KeyPage {
    std::vector<SeenKey> keys;
    QByteArray next;    ///< where the next step begins; "0": this was the last
    qint64 looked = 0;  ///< keys this step went past, about
    qint64 inAll = 0;   ///< keys there are
};
/// A piece of what a key holds.
struct KeyValue {
    QByteArray type;
    std::vector<std::pair<QByteArray, QByteArray>> rows;  ///< index, field, score or id; and the value
    QByteArray next;                                      ///< where the next piece begins; empty: there is no more
};

/// A key that should have run out, and has no end (features G12).
struct Leftover {
    QByteArray name;
    LeftoverKind kind = LeftoverKind::Counters;
    qint64 bytes = 0;                  ///< of memory, estimated by Redis
    std::chrono::seconds untouched{};  ///< at least an hour
    friend bool operator==(const Leftover&, const Leftover&) = default;
};
struct LeftoverPage {
    std::vector<Leftover> found;
    QByteArray next;        ///< where the next step begins; "0": this was the last
    qint64 looked = 0;      ///< keys this step went past, about
    qint64 inAll = 0;       ///< keys there are
    bool maySweep = false;  ///< who sits here may let them end
};

/// What stands in Redis, looked through a step at a time (never KEYS, never a whole list): nothing holds Redis for more
/// than a few milliseconds. Lives on the GUI thread.
class KeyBrowser : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// `match`: a pattern of Redis; empty: all. `from`: "0" begins.
    virtual Asked<KeyPage> step(const QByteArray& from, const QByteArray& match) = 0;
    /// `from` empty: from its beginning.
    virtual Asked<KeyValue> value(const QByteArray& key, const QByteArray& from) = 0;
    /// One step through all keys, for those that were left behind. `from`: "0" begins.
    virtual Asked<LeftoverPage> leftovers(const QByteArray& from) = 0;
    /// Gives those of them that still are left behind an hour to live; how many. Audited.
    virtual Asked<int> sweep(const std::vector<QByteArray>& names) = 0;
};

}  // namespace tongdai::api
