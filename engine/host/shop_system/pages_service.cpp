#include "engine/host/shop_system/pages_service.h"

namespace tongdai {

QCoro::Task<api::Answer<std::vector<api::PageLook>>> PagesService::pages()
{
    if (const auto refused = m_gate.refusal(Permission::ChangeSettings)) co_return *refused;
    co_return m_pages.looks();
}

/// The address opens a door of the engine: for whoever may set it up.
QCoro::Task<api::Answer<QString>> PagesService::hookAddress(QString page)
{
    if (const auto refused = m_gate.refusal(Permission::ChangeSettings)) co_return *refused;
    const QString address = m_pages.hookAddress(page.toUtf8());
    if (address.isEmpty()) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    co_return address;
}

}  // namespace tongdai
