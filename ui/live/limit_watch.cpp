#include "ui/live/limit_watch.h"

namespace tongdai {

using namespace std::chrono_literals;

static constexpr auto kCustomerLimitEvery = 2s;

LimitWatch::LimitWatch(api::Limits& limits, QObject* parent) : QObject(parent), m_limits(limits)
{
    m_timer.setInterval(kCustomerLimitEvery);
    connect(&m_timer, &QTimer::timeout, this, &LimitWatch::ask);
}

void LimitWatch::follow(const SenderId& customer)
{
    if (customer == m_customer) return;
    m_customer = customer;
    m_use.reset();
    m_asked.forget();
    emit changed(m_customer, m_use);
    if (m_customer.isEmpty()) return m_timer.stop();
    m_timer.start();
    ask();
}

void LimitWatch::ask()
{
    using Answer = api::Answer<std::optional<RateUse>>;
    m_asked.await<std::optional<RateUse>>(this, m_limits.ofCustomer(m_customer), [this](const Answer& answer) {
        const auto* use = std::get_if<std::optional<RateUse>>(&answer);
        if (!use || *use == m_use) return;
        m_use = *use;
        emit changed(m_customer, m_use);
    });
}

}  // namespace tongdai
