#pragma once

#include "engine/domain/shop/shop_fault.h"
#include "engine/upstream/http_exchange.h"

#include <QJsonObject>

#include <variant>

namespace tongdai::upstream {

/// What an answer of KiotViet's says (contracts/kiotviet §3). Errors are not documented there: 420 for what its own
/// rules forbid, ServiceStack's form in any letter case, a page of HTML, `success: false` under 200. Pure; untrusted.
/// 401 is the caller's business: here it means that the credentials are refused.
std::variant<QJsonObject, ShopFault> readKiotVietReply(const HttpResult& result);

}  // namespace tongdai::upstream
