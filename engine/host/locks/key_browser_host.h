#pragma once

#include "engine/api/key_browser.h"
#include "engine/host/locks/key_browser_service.h"

#include <QPointer>

namespace tongdai {

/// The key browser as the window sees it. GUI thread; questions are posted to KeyBrowserService.
class KeyBrowserHost final : public api::KeyBrowser {
    Q_OBJECT
public:
    using api::KeyBrowser::KeyBrowser;

    /// The engine is up (or, with null, gone): from here on questions go there.
    void attach(KeyBrowserService* service) { m_service = service; }
    api::Asked<api::KeyPage> step(const QByteArray& from, const QByteArray& match) override;
    api::Asked<api::KeyValue> value(const QByteArray& key, const QByteArray& from) override;
    api::Asked<api::LeftoverPage> leftovers(const QByteArray& from) override;
    api::Asked<int> sweep(const std::vector<QByteArray>& names) override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<KeyBrowserService> m_service;
};

}  // namespace tongdai
