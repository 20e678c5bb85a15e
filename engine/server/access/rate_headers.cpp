#include "engine/server/access/rate_headers.h"

#include "engine/server/access/door_limits.h"

namespace tongdai {

using namespace Qt::StringLiterals;

void addRateHeaders(http::Response& response, const RateAnswer& answer)
{
    if (!answer.isAllowed) response.setHeader("Retry-After"_ba, retryAfter(answer));
    if (answer.most <= 0) return;
    const auto reset = std::chrono::ceil<std::chrono::seconds>(answer.freedIn);
    response.setHeader("X-RateLimit-Limit"_ba, QByteArray::number(answer.most));
    response.setHeader("X-RateLimit-Remaining"_ba, QByteArray::number(answer.left));
    response.setHeader("X-RateLimit-Reset"_ba, QByteArray::number(qint64(reset.count())));
}

}  // namespace tongdai
