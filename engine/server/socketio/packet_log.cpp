#include "engine/server/socketio/packet_log.h"

#include <QDateTime>

#include <algorithm>
#include <numeric>

namespace tongdai::socketio {

using namespace std::chrono;

namespace {

QByteArray inReferenceAlphabet(qint64 number)
{
    static constexpr char kAlphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    QByteArray digits;
    for (; number > 0; number /= 64)
        digits.prepend(kAlphabet[number % 64]);
    return digits;
}

}  // namespace

bool includes(const Audience& audience, const RoomNames& rooms)
{
    const auto meets = [&rooms](const RoomNames& names) {
        return std::ranges::any_of(names, [&rooms](const QString& name) { return rooms.contains(name); });
    };
    return (audience.rooms.empty() || meets(audience.rooms)) && !meets(audience.except);
}

QByteArray PacketLog::nextOffset()
{
    const qint64 now = std::max(QDateTime::currentMSecsSinceEpoch(), m_lastMillisecond);
    m_repeat = now == m_lastMillisecond ? m_repeat + 1 : 0;
    m_lastMillisecond = now;
    const QByteArray offset = inReferenceAlphabet(now);
    return m_repeat == 0 ? offset : offset + '.' + inReferenceAlphabet(m_repeat);
}

void PacketLog::add(const QByteArray& offset, const Audience& audience, const Messages& messages)
{
    const qsizetype bytes = std::accumulate(messages.begin(), messages.end(), qsizetype(0),
                                            [](qsizetype sum, const auto& message) { return sum + message->size(); });
    m_sequence.insert(offset, m_firstSequence + m_entries.size());
    m_entries.push_back({offset, steady_clock::now(), audience, messages, bytes});
    m_bytes += bytes;
    while (qsizetype(m_entries.size()) > m_options.packets || m_bytes > m_options.bytes)
        dropOldest();
    expire();
}

void PacketLog::dropOldest()
{
    m_bytes -= m_entries.front().bytes;
    m_sequence.remove(m_entries.front().offset);
    m_entries.pop_front();
    ++m_firstSequence;
}

void PacketLog::save(SavedSession session)
{
    session.at = steady_clock::now();
    m_savedOrder.emplace_back(session.at, session.privateId);
    const QString privateId = session.privateId;
    m_sessions.emplace(privateId, std::move(session));
    expire();
}

std::optional<PacketLog::Restored> PacketLog::restore(const QString& privateId, const QByteArray& offset)
{
    expire();
    const auto session = m_sessions.constFind(privateId);
    const auto seen = m_sequence.constFind(offset);
    if (session == m_sessions.cend() || seen == m_sequence.cend()) return std::nullopt;
    Restored restored{*session, *seen + 1};
    m_sessions.erase(session);
    return restored;
}

std::optional<std::vector<Messages>> PacketLog::missedSince(quint64 next, const RoomNames& rooms,
                                                            const std::map<QString, quint64>& leftAt) const
{
    if (next < m_firstSequence) return std::nullopt;
    std::vector<Messages> missed;
    for (std::size_t i = next - m_firstSequence; i < m_entries.size(); ++i) {
        const Audience& audience = m_entries[i].audience;
        const bool wasSpared = std::any_of(leftAt.begin(), leftAt.end(), [&](const auto& left) {
            return m_firstSequence + i < left.second && audience.except.contains(left.first);
        });
        if (!wasSpared && includes(audience, rooms)) missed.push_back(m_entries[i].messages);
    }
    return missed;
}

void PacketLog::expire()
{
    const SteadyTime oldest = steady_clock::now() - m_options.maxDisconnection;
    while (!m_entries.empty() && m_entries.front().at < oldest)
        dropOldest();
    while (!m_savedOrder.empty() &&
           (m_savedOrder.front().first < oldest || qsizetype(m_savedOrder.size()) > m_options.sessions)) {
        const auto [at, privateId] = m_savedOrder.front();
        m_savedOrder.pop_front();
        // It may have come back and been saved again since.
        const auto session = m_sessions.constFind(privateId);
        if (session != m_sessions.cend() && session->at == at) m_sessions.erase(session);
    }
}

}  // namespace tongdai::socketio
