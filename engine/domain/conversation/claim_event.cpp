#include "engine/domain/conversation/claim_event.h"

#include <algorithm>
#include <array>

namespace tongdai {

namespace {

// In the order of ClaimAct.
constexpr std::array kClaimActNames{"granted",    "renewed", "released",    "expired",
                                    "taken_over", "forced",  "refused_late"};
constexpr qsizetype kHalf = 32;  // an instance and a nonce are 16 bytes each, in hex

bool isHex(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

QLatin1StringView claimActName(ClaimAct act)
{
    return QLatin1StringView(kClaimActNames[size_t(act)]);
}

std::optional<ClaimAct> claimActOf(QStringView name)
{
    for (size_t i = 0; i < kClaimActNames.size(); ++i) {
        if (name == QLatin1StringView(kClaimActNames[i])) return ClaimAct(i);
    }
    return std::nullopt;
}

QByteArray instanceOf(QByteArrayView owner)
{
    const bool isOurs = owner.size() == 2 * kHalf + 1 && owner[kHalf] == ':' && isHex(owner.first(kHalf)) &&
                        isHex(owner.sliced(kHalf + 1));
    return isOurs ? owner.first(kHalf).toByteArray() : QByteArray();
}

}  // namespace tongdai
