#include "engine/upstream/kiotviet/kiotviet_reply.h"

#include "engine/contract/json/strict_json.h"
#include "engine/domain/text/fold_text.h"
#include "engine/domain/text/whole_text.h"

#include <QJsonArray>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using Kind = ShopFault::Kind;

namespace {

constexpr qsizetype kMaxKiotVietWords = 300;

/// A member whatever its letter case.
QJsonValue anyCase(const QJsonObject& object, QLatin1StringView name)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key().compare(name, Qt::CaseInsensitive) == 0) return it.value();
    }
    return {};
}

QString wordsOf(const QJsonObject& object)
{
    const QJsonValue status = anyCase(object, "responseStatus"_L1);
    for (const auto name : {"message"_L1, "error_description"_L1, "error"_L1, "errorCode"_L1}) {
        for (const QJsonObject& place : {status.toObject(), object}) {
            const QString words = anyCase(place, name).toString();
            if (!words.isEmpty()) return cutText(words, kMaxKiotVietWords);
        }
    }
    return {};
}

/// Which answer it gives beyond its limit is not documented: a text about limits counts, in either language.
bool speaksOfLimits(const QString& words)
{
    const QString folded = foldText(words);
    return std::ranges::any_of(QStringList{u"rate limit"_s, u"too many"_s, u"quota"_s, u"gioi han"_s, u"vuot qua so"_s,
                                           u"qua nhieu yeu cau"_s},
                               [&](const QString& sign) { return folded.contains(sign); });
}

std::chrono::milliseconds askedToWait(const HttpReply& reply)
{
    bool isNumber = false;
    const qint64 seconds = reply.header("retry-after").trimmed().toLongLong(&isNumber);
    return std::chrono::seconds(isNumber ? qBound(qint64(0), seconds, qint64(3600)) : 0);
}

ShopFault faultOf(const HttpFailure& failure)
{
    switch (failure.kind) {
        case HttpFailure::Kind::TimedOut: return {Kind::TimedOut, failure.what};
        case HttpFailure::Kind::TooLarge:
        case HttpFailure::Kind::Malformed: return {Kind::BadAnswer, failure.what};
        case HttpFailure::Kind::NotAllowed: return {Kind::Refused, failure.what};
        case HttpFailure::Kind::Cancelled: return {Kind::Closed, failure.what};
        case HttpFailure::Kind::Unreachable:
        case HttpFailure::Kind::Cut: return {Kind::Unreachable, failure.what};
    }
    Q_UNREACHABLE();
}

/// Whether a change may have been carried out all the same: what is neither a refusal nor a good answer says nothing of
/// it, and whatever stands between us may have answered in the service's place. 200 and 201 say it in their bodies.
bool leavesItOpen(int status)
{
    const bool isRefusal = status >= 400 && status < 500 && status != 408 && status != 409;
    return !isRefusal && status != 200 && status != 201;
}

ShopFault faultOfStatus(const HttpReply& reply, const QJsonObject& object)
{
    const QString words = wordsOf(object);
    const QString what = words.isEmpty() ? u"status %1"_s.arg(reply.status) : words;
    ShopFault fault{Kind::Refused, what};
    if (reply.status == 429 || speaksOfLimits(words))
        fault = {Kind::Throttled, what, askedToWait(reply)};
    else if (reply.status == 401)
        fault.kind = Kind::Credentials;
    else if (reply.status >= 500)
        fault.kind = Kind::Unreachable;
    fault.mayHaveWorked = leavesItOpen(reply.status);
    return fault;
}

}  // namespace

std::variant<QJsonObject, ShopFault> readKiotVietReply(const HttpResult& result)
{
    if (const auto* failure = std::get_if<HttpFailure>(&result)) {
        ShopFault fault = faultOf(*failure);
        fault.mayHaveWorked = failure->wasWritten;
        return fault;
    }
    const auto& reply = std::get<HttpReply>(result);
    const auto parsed =
        contract::parseStrictObject(reply.body, nullptr, contract::kMaxJsonDepth, contract::JsonHalves::LetPass);
    const bool isObject = std::holds_alternative<QJsonObject>(parsed);
    const QJsonObject object = isObject ? wholeText(std::get<QJsonObject>(parsed)) : QJsonObject();
    if (reply.status != 200 && reply.status != 201) return faultOfStatus(reply, object);
    if (!isObject) {
        const bool isPage = reply.body.trimmed().startsWith('<');
        ShopFault fault{Kind::BadAnswer,
                        isPage ? u"a web page instead of data"_s : std::get<contract::JsonProblem>(parsed).what};
        fault.mayHaveWorked = true;
        return fault;
    }
    const QJsonValue success = anyCase(object, "success"_L1);
    if (success.isBool() && !success.toBool()) return faultOfStatus(reply, object);
    return object;
}

}  // namespace tongdai::upstream
