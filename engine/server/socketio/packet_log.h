#pragma once

#include "engine/server/socketio/deadline_queue.h"
#include "engine/server/socketio/outgoing_message.h"
#include "engine/server/socketio/room_bus.h"

#include <QHash>

#include <any>
#include <deque>
#include <map>
#include <vector>

namespace tongdai::socketio {

using engineio::SteadyTime;

/// One packet as it goes to any number of sessions: its text, then its buffers.
using Messages = std::vector<engineio::MessagePtr>;

/// Connection state recovery (contracts/socketio §2.5). Off by default. Middlewares always run: a token may have
/// expired during the cut.
struct RecoveryOptions {
    std::chrono::milliseconds maxDisconnection{120'000};
    qsizetype packets = 20'000;  ///< in the log; the oldest leave first
    qsizetype bytes = 16 * 1024 * 1024;
    qsizetype sessions = 10'000;
};

/// What a socket gets back when its client returns in time.
struct SavedSession {
    QString id;
    QString privateId;
    RoomNames rooms;
    std::any state;
    SteadyTime at;
    std::map<QString, quint64> leftAt = {};  ///< rooms it was in before: the place in the log where it left
};

/// The events of one namespace that a client on its way back may have missed, and the sockets that may come back.
/// Bounded in time, number and bytes. Engine loop only.
class PacketLog {
public:
    explicit PacketLog(RecoveryOptions options) : m_options(options) {}

    /// Unique, and later than all before: milliseconds of the wall clock in the reference's alphabet, with `.n` for
    /// repeats, so that offsets of an earlier process are not ours by accident.
    QByteArray nextOffset();
    void add(const QByteArray& offset, const Audience& audience, const Messages& messages);

    void save(SavedSession session);
    struct Restored {
        SavedSession session;
        quint64 next = 0;  ///< where in the log what it missed begins; see missedSince()
    };
    /// Absent: unknown, too old, or the offset has left the log. A session is given out once.
    std::optional<Restored> restore(const QString& privateId, const QByteArray& offset);
    /// What these rooms were told from there to this moment; not what went to all but those in a room that the session
    /// was still in at that time. Absent: some of it has left the log.
    std::optional<std::vector<Messages>> missedSince(quint64 next, const RoomNames& rooms,
                                                     const std::map<QString, quint64>& leftAt = {}) const;
    /// Where the next packet will stand.
    quint64 next() const { return m_firstSequence + m_entries.size(); }
    void expire();

private:
    struct Entry {
        QByteArray offset;
        SteadyTime at;
        Audience audience;
        Messages messages;
        qsizetype bytes;
    };
    void dropOldest();

    RecoveryOptions m_options;
    std::deque<Entry> m_entries;
    QHash<QByteArray, quint64> m_sequence;  ///< of an offset in the log
    quint64 m_firstSequence = 0;
    qsizetype m_bytes = 0;
    QHash<QString, SavedSession> m_sessions;
    std::deque<std::pair<SteadyTime, QString>> m_savedOrder;
    qint64 m_lastMillisecond = 0;
    int m_repeat = 0;
};

/// Whether a socket in these rooms is meant.
bool includes(const Audience& audience, const RoomNames& rooms);

}  // namespace tongdai::socketio
