#pragma once

#include "engine/domain/customer/customer_details.h"
#include "engine/domain/customer/gazetteer.h"

namespace tongdai {

/// Cheap: whether it is worth looking. Most lines hold neither digits nor an @ nor a word like "tên" or "quận".
bool mayHoldDetails(QStringView text);

/// What a customer's line says of them: telephone numbers, e-mail addresses, a name, a postal address with its ward,
/// district and province, in the order of the fields. Looks at the first kMostLookedAt letters. A pure function; any
/// thread.
inline constexpr qsizetype kMostLookedAt = 2000;
std::vector<FoundDetail> findDetails(QStringView text, const Gazetteer& gazetteer);

}  // namespace tongdai
