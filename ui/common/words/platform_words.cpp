#include "ui/common/words/platform_words.h"

#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

QString PlatformWords::name(const QString& platform)
{
    static constexpr std::pair<QLatin1StringView, QLatin1StringView> names[] = {
        {"facebook"_L1, "Facebook"_L1}, {"zalo"_L1, "Zalo"_L1},         {"instagram"_L1, "Instagram"_L1},
        {"tiktok"_L1, "TikTok"_L1},     {"whatsapp"_L1, "WhatsApp"_L1}, {"line"_L1, "LINE"_L1},
        {"shopee"_L1, "Shopee"_L1},     {"lazada"_L1, "Lazada"_L1},
    };
    for (const auto& [code, name] : names) {
        if (platform == code) return name;
    }
    return platform;
}

}  // namespace tongdai
