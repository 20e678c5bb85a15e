#pragma once

#include "engine/domain/customer/customer_details.h"
#include "engine/domain/customer/gazetteer.h"

namespace tongdai {

/// Where somebody lives or wants things sent, as they write it: "12/3 Nguyễn Trãi, P. Bến Thành, Q1, HCM". Numbers,
/// mail addresses and names are out of the text already. Fields Address, Ward, District, Province, and ProvinceNow
/// where that is another since July 2025. Empty: none. Any thread.
std::vector<FoundDetail> postalAddress(const FlatText& text, const Gazetteer& gazetteer);

}  // namespace tongdai
