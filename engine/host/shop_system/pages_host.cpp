#include "engine/host/shop_system/pages_host.h"

#include "engine/host/ask.h"

namespace tongdai {

void PagesHost::attach(PagesService* service)
{
    m_service = service;
    if (service) emit ready();
}

api::Asked<std::vector<api::PageLook>> PagesHost::pages()
{
    return ask<std::vector<api::PageLook>>(this, m_service, [](PagesService& service) { return service.pages(); });
}

api::Asked<QString> PagesHost::hookAddress(const QString& page)
{
    return ask<QString>(this, m_service, [page](PagesService& service) { return service.hookAddress(page); });
}

api::Asked<int> PagesHost::sendAgain(const QString& page)
{
    return ask<int>(this, m_service, [page](PagesService& service) { return service.sendAgain(page); });
}

}  // namespace tongdai
