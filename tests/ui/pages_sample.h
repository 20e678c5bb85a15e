#pragma once

#include "engine/api/setup.h"
#include "engine/api/setup/pages.h"

namespace tongdai::testing {

/// Three pages of a shop: one that fares well, one whose token is refused, and one the engine does not know yet.
inline std::vector<api::PageForm> pagesOfShop()
{
    return {{QStringLiteral("1029384756"), QStringLiteral("facebook"), QStringLiteral("Áo Xinh – thời trang nữ"), {}},
            {QStringLiteral("zl_7"), QStringLiteral("zalo"), QStringLiteral("Áo Xinh Zalo"), {}},
            {QStringLiteral("tt_0:1:65"), QStringLiteral("tiktok"), QString(), {}}};
}
inline std::vector<api::PageLook> looksOfShop(TimePoint now)
{
    using namespace std::chrono_literals;
    return {{QStringLiteral("1029384756"), true, now - 12s, 1'204, now - 4min, {}},
            {QStringLiteral("zl_7"), false, {}, 0, now - 3h, QStringLiteral("status 401: Invalid access token")}};
}

}  // namespace tongdai::testing
