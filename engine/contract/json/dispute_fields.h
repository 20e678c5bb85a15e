#pragma once

#include <QLatin1StringView>

#include <span>

/// Which column of contracts/realtime-chat §9 is which field of the dispute routes (§8), and of what kind. A column
/// that is not there is null.
namespace tongdai::contract {

enum class DisputeKind : quint8 { Text, Number, Time, Flag, Json };

struct DisputeField {
    QLatin1StringView name;
    QLatin1StringView column;
    DisputeKind kind = DisputeKind::Text;
};

std::span<const DisputeField> disputeFields();
std::span<const DisputeField> disputeContractFields();
std::span<const DisputeField> disputeMilestoneFields();
std::span<const DisputeField> negotiationFields();
std::span<const DisputeField> mediationFields();
std::span<const DisputeField> accessLogFields();

}  // namespace tongdai::contract
