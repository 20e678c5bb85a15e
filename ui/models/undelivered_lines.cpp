#include "ui/models/undelivered_lines.h"

#include <algorithm>

namespace tongdai {

UndeliveredLines::UndeliveredLines(api::Desk& desk, QObject* parent) : QObject(parent)
{
    connect(&desk, &api::Desk::undeliveredChanged, this, &UndeliveredLines::take);
    connect(&desk, &api::Desk::ready, this, [&desk] { desk.requestUndelivered(); });
}

void UndeliveredLines::take(const std::vector<api::Undelivered>& lines)
{
    if (lines == m_lines) return;
    m_lines = lines;
    m_counts.clear();
    for (const api::Undelivered& line : lines)
        ++m_counts[line.conversation];
    emit changed();
}

bool UndeliveredLines::contains(const ConversationId& conversation, qint64 rev) const
{
    return countOf(conversation) > 0 &&
           std::any_of(m_lines.begin(), m_lines.end(), [&conversation, rev](const api::Undelivered& line) {
               return line.conversation == conversation && line.rev == rev;
           });
}

std::optional<api::Undelivered> UndeliveredLines::next()
{
    if (m_lines.empty()) return {};
    const auto after = std::find_if(m_lines.rbegin(), m_lines.rend(),
                                    [this](const api::Undelivered& line) { return line.outboxId > m_given; });
    const api::Undelivered& found = after == m_lines.rend() ? m_lines.back() : *after;
    m_given = found.outboxId;
    return found;
}

}  // namespace tongdai
