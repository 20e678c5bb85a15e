#include "engine/server/access/door_limits.h"

#include "engine/server/access/address_key.h"

#include <algorithm>

namespace tongdai {

using namespace std::chrono_literals;

namespace {

const QByteArray kEverybody;

}  // namespace

DoorLimits::DoorLimits(Rules rules, const ports::Clock& clock)
    : m_clock(clock),
      m_ofAddress(rules.addressMessagesPerMinute, 60s),
      m_ofAll(rules.shopMessagesPerMinute, 60s),
      m_requests(rules.addressRequestsPerMinute, 60s),
      m_chatActs(rules.addressRequestsPerMinute, 60s)
{
}

RateAnswer DoorLimits::admit(const QHostAddress& peer)
{
    const RateAnswer answer = m_ofAddress.ask(addressKey(peer), m_clock.elapsed());
    return answer.isAllowed ? charge() : counted(answer);
}

RateAnswer DoorLimits::admitRequest(const QHostAddress& peer)
{
    return m_requests.ask(addressKey(peer), m_clock.elapsed());
}

RateAnswer DoorLimits::admitAct(const QHostAddress& peer)
{
    return m_chatActs.ask(addressKey(peer), m_clock.elapsed());
}

RateAnswer DoorLimits::charge()
{
    RateAnswer answer = m_ofAll.ask(kEverybody, m_clock.elapsed());
    answer.isForAll = !answer.isAllowed;
    return counted(answer);
}

RateAnswer DoorLimits::counted(RateAnswer answer)
{
    if (!answer.isAllowed) ++m_refused;
    return answer;
}

QByteArray retryAfter(const RateAnswer& answer)
{
    const auto wait = std::chrono::ceil<std::chrono::seconds>(answer.retryAfter);
    return QByteArray::number(qint64(std::max(wait, std::chrono::seconds(1)).count()));
}

}  // namespace tongdai
