#include "engine/domain/shop/shop_fault.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QLatin1StringView shopFaultName(ShopFault::Kind kind)
{
    switch (kind) {
        case ShopFault::Kind::Unreachable: return "unreachable"_L1;
        case ShopFault::Kind::TimedOut: return "timed_out"_L1;
        case ShopFault::Kind::Credentials: return "credentials"_L1;
        case ShopFault::Kind::Throttled: return "throttled"_L1;
        case ShopFault::Kind::BudgetUsed: return "budget_used"_L1;
        case ShopFault::Kind::Refused: return "refused"_L1;
        case ShopFault::Kind::BadAnswer: return "bad_answer"_L1;
        case ShopFault::Kind::Closed: return "closed"_L1;
    }
    Q_UNREACHABLE();
}

}  // namespace tongdai
