#include "engine/server/access/door_limits.h"

#include "engine/server/access/address_key.h"

#include <algorithm>

namespace tongdai {

using namespace std::chrono_literals;

namespace {

const QByteArray kEverybody;

}  // namespace

DoorLimits::DoorLimits(Rules rules, const ports::Clock& clock, std::shared_ptr<RateLedger> rates)
    : m_rates(rates ? std::move(rates) : std::make_shared<RateLedger>(clock))
{
    m_rates->setRule(RateScope::Address, {rules.addressMessagesPerMinute, 60s});
    m_rates->setRule(RateScope::Shop, {rules.shopMessagesPerMinute, 60s});
    m_rates->setRule(RateScope::AddressCalls, {rules.addressRequestsPerMinute, 60s});
    m_rates->setRule(RateScope::AddressActs, {rules.addressRequestsPerMinute, 60s});
}

RateAnswer DoorLimits::admit(const QHostAddress& peer)
{
    const RateAnswer answer = m_rates->charge(RateScope::Address, addressKey(peer));
    return answer.isAllowed ? charge() : counted(answer);
}

RateAnswer DoorLimits::admitRequest(const QHostAddress& peer)
{
    return m_rates->charge(RateScope::AddressCalls, addressKey(peer));
}

RateAnswer DoorLimits::admitAct(const QHostAddress& peer)
{
    return m_rates->charge(RateScope::AddressActs, addressKey(peer));
}

RateAnswer DoorLimits::charge()
{
    RateAnswer answer = m_rates->charge(RateScope::Shop, kEverybody);
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
