#include "engine/host/locks/key_browser_host.h"

#include "engine/host/ask.h"

namespace tongdai {

api::Asked<api::KeyPage> KeyBrowserHost::step(const QByteArray& from, const QByteArray& match)
{
    return ask<api::KeyPage>(this, m_service,
                             [from, match](KeyBrowserService& service) { return service.step(from, match); });
}

api::Asked<api::KeyValue> KeyBrowserHost::value(const QByteArray& key, const QByteArray& from)
{
    return ask<api::KeyValue>(this, m_service,
                              [key, from](KeyBrowserService& service) { return service.value(key, from); });
}

api::Asked<api::LeftoverPage> KeyBrowserHost::leftovers(const QByteArray& from)
{
    return ask<api::LeftoverPage>(this, m_service,
                                  [from](KeyBrowserService& service) { return service.leftovers(from); });
}

api::Asked<int> KeyBrowserHost::sweep(const std::vector<QByteArray>& names)
{
    return ask<int>(this, m_service, [names](KeyBrowserService& service) { return service.sweep(names); });
}

}  // namespace tongdai
