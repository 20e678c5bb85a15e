#include "engine/server/routes/store_error_answer.h"

#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log storeErrorAnswerLog("server.routes");

http::Response storeErrorAnswer(const StoreError& error, const http::Request& request)
{
    storeErrorAnswerLog.warn("store did not serve a request", {{u"request"_s, QString::fromLatin1(request.requestId)},
                                                               {u"operation"_s, error.operation()},
                                                               {u"target"_s, error.target()},
                                                               {u"cause"_s, error.cause()}});
    switch (error.kind()) {
        case StoreError::Kind::Unreachable:
        case StoreError::Kind::TimedOut:
        case StoreError::Kind::Full:
        case StoreError::Kind::Busy: {
            http::Response response = http::Response::error(503, u"storage does not answer"_s);
            response.setHeader("Retry-After"_ba, "5"_ba);
            return response;
        }
        case StoreError::Kind::Refused:
        case StoreError::Kind::Corrupt: break;
    }
    return http::Response::error(500, u"storage error"_s);
}

}  // namespace tongdai
