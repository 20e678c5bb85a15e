#include "engine/work/audit/hourly_looks.h"

namespace tongdai {

using namespace Qt::StringLiterals;

void HourlyLooks::saw(const OperatorId& person, const ConversationId& conversation)
{
    look(person, conversation, {});
}

void HourlyLooks::read(const OperatorId& person, const ConversationId& conversation)
{
    look(person, conversation, {{u"source"_s, u"REST"_s}});
}

void HourlyLooks::look(const OperatorId& person, const ConversationId& conversation, const QJsonObject& detail)
{
    const auto hour = qint64((m_clock.elapsed() - m_began) / std::chrono::hours(1));
    if (hour != m_hour || m_seen.size() >= kMostKept) m_seen.clear();
    m_hour = hour;
    const auto seen = std::pair(person.bytes(), conversation.bytes());
    if (m_seen.contains(seen)) return;
    m_seen.insert(seen);
    const QString action = conversation.isEmpty() ? u"conversation.listed"_s : u"conversation.viewed"_s;
    m_note({person.bytes(), action, conversation.bytes(), detail});
}

}  // namespace tongdai
