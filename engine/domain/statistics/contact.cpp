#include "engine/domain/statistics/contact.h"

#include <algorithm>
#include <utility>

namespace tongdai {

void Contact::hearCustomer(TimePoint said)
{
    const bool wasSilent = m_now.said && said - *m_now.said >= StatsReport::kNewContact;
    if (!m_now.came || (m_now.isAnswered && wasSilent)) m_now = {said, m_now.said, false, false, false};
    m_now.came = std::min(*m_now.came, said);  // what came by the journal is stored behind what was said after it
    m_now.isAnswered = false;
}

void Contact::add(const StatsLine& line)
{
    if (line.isSynced) return;
    switch (line.kind) {
        case StatsLine::Kind::Customer: hearCustomer(line.said); break;
        case StatsLine::Kind::Person: m_now.hasPerson = true; [[fallthrough]];
        case StatsLine::Kind::Bot:
            if (line.isAnswer()) m_now.hasAnswer = m_now.isAnswered = true;
            break;
        case StatsLine::Kind::Reopened:
            if (!m_now.came) m_now = m_closed;
            return;
        case StatsLine::Kind::TakeOver:
        case StatsLine::Kind::HandOver:
        case StatsLine::Kind::Closed: return;
    }
    m_now.said = m_now.said ? std::max(*m_now.said, line.said) : line.said;
}

std::optional<StatsResolution> Contact::close(TimePoint at)
{
    m_closed = std::exchange(m_now, State());
    if (!m_closed.came || !m_closed.hasAnswer) return {};
    return StatsResolution{*m_closed.came, at, m_closed.hasPerson};
}

}  // namespace tongdai
