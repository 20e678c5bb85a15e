#include "engine/host/erasure/erasure_service.h"

namespace tongdai {

QCoro::Task<api::Answer<ErasureReport>> ErasureService::plan(SenderId customer)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ErasePeople)) co_return *refused;
    if (customer.isEmpty()) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    auto planning = m_ports.erase.plan(customer);
    const ErasureReport report = co_await planning;
    co_return report;
}

QCoro::Task<api::Answer<ErasureRequest>> ErasureService::note(SenderId customer, ErasureNote note)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ErasePeople)) co_return *refused;
    if (customer.isEmpty()) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    auto noting = m_ports.erase.note(customer, note, m_ports.gate.me().bytes());
    const ErasureRequest request = co_await noting;
    co_return request;
}

QCoro::Task<api::Answer<std::vector<OpenErasure>>> ErasureService::open()
{
    if (const auto refused = m_ports.gate.refusal(Permission::ErasePeople)) co_return *refused;
    auto reading = m_ports.erase.open();
    std::vector<OpenErasure> open = co_await reading;
    co_return open;
}

QCoro::Task<api::Answer<api::ErasureDone>> ErasureService::erase(SenderId customer)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ErasePeople)) co_return *refused;
    if (customer.isEmpty()) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    api::ErasureDone done;
    done.by = m_ports.gate.name();  // whoever sits here now
    auto erasing = m_ports.erase.erasePerson(customer, m_ports.gate.me().bytes());
    done.report = co_await erasing;
    done.at = m_ports.clock.now();
    done.shop = m_shop;
    co_return done;
}

}  // namespace tongdai
