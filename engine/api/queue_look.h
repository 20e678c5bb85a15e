#pragma once

#include "engine/api/answer.h"
#include "engine/domain/conversation/message.h"
#include "engine/domain/ids.h"

#include <QByteArray>
#include <QObject>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace tongdai::api {

/// One entry of a stream.
struct StreamEntry {
    QByteArray id;                                          ///< "<ms>-<n>"
    std::vector<std::pair<QByteArray, QByteArray>> fields;  ///< in their order; long ones by their beginning
    bool isCut = false;                                     ///< there is more of it than is shown
    friend bool operator==(const StreamEntry&, const StreamEntry&) = default;
};
/// A piece of a stream, newest first.
struct StreamPage {
    std::vector<StreamEntry> entries;
    bool isLast = true;           ///< nothing older is left in the stream
    qint64 length = 0;            ///< of the whole stream
    std::optional<qint64> added;  ///< entries it ever got; absent: Redis is older than 7 and does not say
};
struct StreamGroup {
    QByteArray name;
    qint64 consumers = 0;
    qint64 pending = 0;         ///< given to a consumer and not acknowledged
    std::optional<qint64> lag;  ///< entries it has not been given; absent: not known
    friend bool operator==(const StreamGroup&, const StreamGroup&) = default;
};
struct StreamGroups {
    std::vector<StreamGroup> groups;
    bool maySettle = false;    ///< who sits here may acknowledge and hand over
    bool isProduction = true;  ///< such acts ask for the typed name of the group
    friend bool operator==(const StreamGroups&, const StreamGroups&) = default;
};
struct StreamConsumer {
    QByteArray name;
    qint64 pending = 0;
    std::chrono::milliseconds idle{};  ///< since it was heard last
    friend bool operator==(const StreamConsumer&, const StreamConsumer&) = default;
};
/// An entry that a group has been given and has not acknowledged.
struct PendingEntry {
    QByteArray id;
    QByteArray consumer;
    std::chrono::milliseconds idle{};  ///< since it was given to that consumer
    qint64 deliveries = 0;
    friend bool operator==(const PendingEntry&, const PendingEntry&) = default;
};
struct PendingPage {
    std::vector<PendingEntry> entries;  ///< oldest first
    bool isLast = true;
    std::vector<StreamConsumer> consumers;  ///< of the group; none are named where there are very many
};
/// An entry that was given to its consumer less than this ago is in work: nobody else gets it.
inline constexpr std::chrono::seconds kInWorkFor{30};

/// What a user who is away would be sent, in its order.
struct OfflineLine {
    QString event;  ///< what the client hears
    ConversationId conversation;
    QString sender;  ///< a name, or an id; empty: nobody's
    QString text;
    std::optional<TimePoint> at;
    friend bool operator==(const OfflineLine&, const OfflineLine&) = default;
};
struct OfflinePage {
    std::vector<OfflineLine> lines;
    qint64 first = 0;   ///< place of the first of them in the list, from 0
    qint64 length = 0;  ///< of the whole list
    qint64 most = 0;    ///< bound beyond which the oldest fall off
};

/// Looks into a stream or an offline list of Redis, a bounded piece at a time, and settles what a group of readers has
/// left lying. Engines read their streams without a group, so no group is ever one of theirs. Lives on the GUI thread.
class QueueLook : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// `before` empty: the newest; else what is older than that id. NotFound: there is no such stream.
    virtual Asked<StreamPage> entries(const QByteArray& stream, const QByteArray& before) = 0;
    /// NotFound: it was cut off the stream meanwhile.
    virtual Asked<StreamEntry> entry(const QByteArray& stream, const QByteArray& id) = 0;
    virtual Asked<StreamGroups> groups(const QByteArray& stream) = 0;
    /// `after` empty: from the oldest.
    virtual Asked<PendingPage> pending(const QByteArray& stream, const QByteArray& group, const QByteArray& after) = 0;
    /// These count as done, unless they are another consumer's by now or were given again; how many. Audited.
    virtual Asked<int> acknowledge(const QByteArray& stream, const QByteArray& group,
                                   const std::vector<PendingEntry>& seen) = 0;
    /// These are `consumer`'s from now on, but for those in work (kInWorkFor) or changed meanwhile; how many. NotFound:
    /// the group has no such consumer. Audited.
    virtual Asked<int> handOver(const QByteArray& stream, const QByteArray& group, const QByteArray& consumer,
                                const std::vector<PendingEntry>& seen) = 0;
    /// A user's offline list from this place on. NotFound: nothing waits for them.
    virtual Asked<OfflinePage> offline(const QByteArray& list, qint64 first) = 0;
};

}  // namespace tongdai::api
