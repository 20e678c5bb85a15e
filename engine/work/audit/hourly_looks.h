#pragma once

#include "engine/domain/people/privacy.h"
#include "engine/domain/ports/clock.h"

#include <QSet>

#include <functional>

namespace tongdai {

/// Who saw which conversation (security S41): an audit entry for each person, conversation and hour, however often they
/// look at it. Told whenever something is given out; the entry is written beside that. Engine loop.
class HourlyLooks {
public:
    /// Beyond so many in one hour they are written down again rather than kept apart.
    static constexpr qsizetype kMostKept = 20'000;

    HourlyLooks(const ports::Clock& clock, std::function<void(AuditEntry)> note)
        : m_clock(clock), m_note(std::move(note)), m_began(clock.elapsed())
    {
    }
    /// At a desk.
    void saw(const OperatorId& person, const ConversationId& conversation);
    /// Over REST; an empty conversation: the list of them, with what was said last in each.
    void read(const OperatorId& person, const ConversationId& conversation);

private:
    void look(const OperatorId& person, const ConversationId& conversation, const QJsonObject& detail);

    const ports::Clock& m_clock;
    std::function<void(AuditEntry)> m_note;
    std::chrono::nanoseconds m_began;
    qint64 m_hour = 0;
    QSet<std::pair<QByteArray, QByteArray>> m_seen;  ///< in this hour: person, conversation
};

}  // namespace tongdai
