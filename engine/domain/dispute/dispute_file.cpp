#include "engine/domain/dispute/dispute_file.h"

#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kVerdictWords{""_L1, "SHOP"_L1, "CUSTOMER"_L1, "SHARED"_L1, "NONE"_L1};

}  // namespace

QLatin1StringView verdictWord(DisputeVerdict verdict)
{
    return kVerdictWords.at(size_t(verdict));
}

DisputeVerdict verdictOf(QStringView word)
{
    for (size_t i = 0; i < kVerdictWords.size(); ++i) {
        if (word == kVerdictWords[i]) return DisputeVerdict(i);
    }
    return DisputeVerdict::NotGiven;
}

}  // namespace tongdai
