#pragma once

#include "engine/host/boot/engine_config.h"

#include <QLatin1StringView>
#include <QStringList>

#include <utility>
#include <vector>

namespace tongdai::app {

struct PageSettings {
    std::vector<PageTarget> pages;
    std::vector<std::pair<QLatin1StringView, QString>> mistakes;  ///< key and what is wrong; secrets are never quoted
};

/// What PANCAKE_PAGES, PANCAKE_PAGE_TOKENS and PANCAKE_WEBHOOK_SECRETS say together. `areSecretsAway`: they lie in a
/// key store that cannot be read now, so that one that is missing is no mistake. Pure.
PageSettings readPages(const QStringList& names, const QString& tokens, const QString& hookSecrets,
                       bool areSecretsAway);

struct PageWords {
    QString pages;
    QString tokens;
    QString hookSecrets;
};
/// The same three settings, of these pages. What cannot be written so, readPages() does not read back. Pure.
PageWords writePages(const std::vector<PageTarget>& pages);

}  // namespace tongdai::app
