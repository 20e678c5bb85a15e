#include "engine/server/routes/dispute_routes.h"

#include "engine/contract/json/field_reader.h"
#include "engine/domain/dispute/dispute_admin.h"
#include "engine/domain/log.h"
#include "engine/domain/ports/store/dispute_admin.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/domain/text/whole_text.h"
#include "engine/server/routes/chat/chat_query.h"
#include "engine/work/chat/chat_membership.h"

#include <QJsonArray>

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::RouteId;
using http::Response;

namespace {

const Log disputeRoutesLog("disputes.rest");

constexpr int kDisputeBodyDepth = 4;
constexpr qsizetype kMostReasonAsked = 500;  // of the API; 255 of them are kept
constexpr qsizetype kLeastClosingReason = 10;

Response disputeRefused(DisputeRefusal refusal)
{
    switch (refusal) {
        case DisputeRefusal::None: break;
        case DisputeRefusal::NotFound: return chatError(404, 2003, u"Không tìm thấy tranh chấp"_s);
        case DisputeRefusal::NotInMediation:
            return chatError(400, 2002, u"Tranh chấp không còn ở giai đoạn hòa giải"_s);
        case DisputeRefusal::JoinedBefore: return chatError(400, 2002, u"Bạn đã tham gia tranh chấp này trước đó"_s);
        case DisputeRefusal::NoThread:
            return chatError(404, 2003, u"Không tìm thấy phòng chat tranh chấp để admin tham gia"_s);
        case DisputeRefusal::NotEligible: return chatError(400, 2002, u"Tranh chấp chưa đủ điều kiện xuất hồ sơ"_s);
        case DisputeRefusal::NotOurs: return chatError(403, 3000, u"Cơ sở dữ liệu tranh chấp chỉ được đọc"_s);
        case DisputeRefusal::NoAccessRecord:
            return chatError(403, 3000, u"Không ghi được nhật ký truy cập của admin"_s);
        case DisputeRefusal::TooLong:
            return chatError(400, 2002, u"Cuộc trò chuyện quá dài để xuất trọn vẹn trong một hồ sơ"_s);
    }
    Q_UNREACHABLE();
}

Response disputeAnswer(const DisputeOutcome& outcome)
{
    return outcome.refusal == DisputeRefusal::None ? Response::json(outcome.answer) : disputeRefused(outcome.refusal);
}

/// A day, or a moment with its zone; a day's end where `isEnd`.
std::optional<TimePoint> momentOf(const QString& text, bool isEnd)
{
    const QDate day = QDate::fromString(text, Qt::ISODate);
    QDateTime at = text.size() == 10 && day.isValid()
                       ? QDateTime(day, isEnd ? QTime(23, 59, 59, 999) : QTime(0, 0), Qt::UTC)
                       : QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!at.isValid()) return std::nullopt;
    if (at.timeSpec() == Qt::LocalTime) at.setTimeSpec(Qt::UTC);
    return TimePoint(std::chrono::milliseconds(at.toMSecsSinceEpoch()));
}

/// The reason a body gives; a body may be absent. A refusal where it is no text or too long.
std::variant<QString, Response> reasonIn(const QByteArray& body)
{
    if (body.trimmed().isEmpty()) return QString();
    const auto read = contract::readBody(body, kDisputeBodyDepth);
    if (const auto* problems = std::get_if<std::vector<contract::FieldProblem>>(&read))
        return chatError(422, 2001, contract::sentenceOf(problems->front()));
    const QJsonValue reason = std::get<QJsonObject>(read).value("reason"_L1);
    if (reason.isUndefined() || reason.isNull()) return QString();
    if (!reason.isString() || reason.toString().size() > kMostReasonAsked)
        return chatError(422, 2001, u"Unprocessable entity"_s,
                         {{u"reason"_s, u"must be a text of at most %1 letters"_s.arg(kMostReasonAsked)}});
    return reason.toString().trimmed();
}

}  // namespace

DisputeRoutes::DisputeRoutes(Router& router, Services services) : m_services(services), m_callers(services.callers)
{
    serve(router, RouteId::DisputeList, &DisputeRoutes::list);
    serve(router, RouteId::DisputeDetail, &DisputeRoutes::detail);
    serve(router, RouteId::DisputeJoin, &DisputeRoutes::join);
    serve(router, RouteId::DisputeEligibility, &DisputeRoutes::eligibility);
    serve(router, RouteId::DisputePackage, &DisputeRoutes::package);
    serve(router, RouteId::DisputeClose, &DisputeRoutes::close);
    for (const RouteId route : {RouteId::DisputeArbitrators, RouteId::DisputeDossiers, RouteId::DisputeMakeDossier,
                                RouteId::DisputeDossierPdf, RouteId::DisputeFees, RouteId::DisputeLock,
                                RouteId::DisputeArbitrator, RouteId::DisputeContext, RouteId::DisputeDecision})
        serve(router, route, &DisputeRoutes::arbitration);
}

void DisputeRoutes::serve(Router& router, RouteId route, Work work)
{
    router.serve(route, [this, work](ExchangePtr exchange) { return withAdmin(std::move(exchange), work); });
}

DisputeRoutes::Answer DisputeRoutes::withAdmin(ExchangePtr exchange, Work work)
{
    Response response;
    try {
        auto asking = m_callers.caller(exchange->request());
        const ChatCallers::Caller caller = co_await asking;
        if (const auto* refusal = std::get_if<Response>(&caller)) co_return *refusal;
        const ChatUser& user = std::get<ChatVisitor>(caller).user;
        if (user.role != ChatRole::Admin)
            co_return chatError(403, 3000, u"Chỉ admin mới được phép truy cập tính năng này"_s);
        if (!m_services.disputes && work != &DisputeRoutes::arbitration)
            co_return disputeRefused(DisputeRefusal::NotFound);
        Answer answer = (this->*work)(std::move(exchange), user.id.toString());
        response = co_await answer;
    } catch (const StoreError& error) {
        disputeRoutesLog.warn("a dispute route failed", {{u"cause"_s, error.cause()}});
        response = chatError(503, 5000, u"The history does not answer"_s);
    }
    response.setHeader("Cache-Control"_ba, "no-store"_ba);
    co_return response;
}

DisputeRoutes::Answer DisputeRoutes::list(ExchangePtr exchange, QString)
{
    ChatQueryReader reader(exchange->request().query);
    DisputeAdminQuery query;
    query.now = m_services.callers.clock.now();
    query.page = reader.number("page"_L1, 1, 1, 1'000'000);
    query.limit = reader.number("limit"_L1, 20, 1, 100);
    query.statuses = reader.text("status"_L1).split(u',', Qt::SkipEmptyParts);
    if (!reader.text("needsAdmin"_L1).isEmpty()) query.needsAdmin = reader.flag("needsAdmin"_L1, false);
    query.contractId = reader.text("contractId"_L1);
    query.clientId = reader.text("clientId"_L1);
    query.freelancerId = reader.text("freelancerId"_L1);
    query.search = reader.text("search"_L1);
    const QString from = reader.text("createdFrom"_L1);
    const QString to = reader.text("createdTo"_L1);
    if (auto refusal = reader.refusal()) co_return *std::move(refusal);
    query.from = momentOf(from, false);
    query.to = momentOf(to, true);
    QJsonObject wrong;
    if (!from.isEmpty() && !query.from) wrong[u"createdFrom"_s] = u"must be a date"_s;
    if (!to.isEmpty() && !query.to) wrong[u"createdTo"_s] = u"must be a date"_s;
    if (!wrong.isEmpty()) co_return chatError(400, 2002, u"Invalid parameter"_s, wrong);
    if (query.from && query.to && *query.from > *query.to)
        co_return chatError(400, 2002, u"createdFrom phải nhỏ hơn hoặc bằng createdTo"_s);

    const int page = query.page;
    const int limit = query.limit;
    auto asking = m_services.disputes->list(std::move(query));
    const DisputeAdminPage found = co_await asking;
    QJsonArray data;
    for (const QJsonObject& item : found.items)
        data.append(item);
    const qint64 before = qint64(page - 1) * limit;
    co_return Response::json({{u"page"_s, page},
                              {u"limit"_s, limit},
                              {u"total"_s, found.total},
                              {u"hasMore"_s, before + qint64(found.items.size()) < found.total},
                              {u"data"_s, data}});
}

DisputeRoutes::Answer DisputeRoutes::detail(ExchangePtr exchange, QString)
{
    ChatQueryReader reader(exchange->request().query);
    if (auto refusal = reader.refusal()) co_return *std::move(refusal);
    auto asking = m_services.disputes->detail(exchange->request().captures.value(0), m_services.callers.clock.now());
    const std::optional<QJsonObject> found = co_await asking;
    if (!found) co_return disputeRefused(DisputeRefusal::NotFound);
    co_return Response::json(*found);
}

QCoro::Task<void> DisputeRoutes::note(QString action, DisputeJoin wanted)
{
    const QJsonObject detail{{u"source"_s, u"mysql"_s}, {u"by"_s, u"rest"_s}, {u"reason"_s, wanted.reason}};
    auto noting = m_services.audit.audit({wanted.admin.toUtf8(), action, wanted.dispute.toUtf8(), detail});
    co_await noting;
}

DisputeRoutes::Answer DisputeRoutes::join(ExchangePtr exchange, QString admin)
{
    const auto reason = reasonIn(exchange->request().body);
    if (const auto* refusal = std::get_if<Response>(&reason)) co_return *refusal;
    const DisputeJoin wanted{exchange->request().captures.value(0), admin, std::get<QString>(reason),
                             m_services.callers.clock.now()};
    auto noting = note(u"dispute.join"_s, wanted);
    co_await noting;
    auto joining = m_services.disputes->join(wanted);
    const DisputeOutcome outcome = co_await joining;
    co_return disputeAnswer(outcome);
}

DisputeRoutes::Answer DisputeRoutes::eligibility(ExchangePtr exchange, QString)
{
    auto asking = m_services.disputes->eligibility(exchange->request().captures.value(0));
    const DisputeOutcome outcome = co_await asking;
    co_return disputeAnswer(outcome);
}

DisputeRoutes::Answer DisputeRoutes::package(ExchangePtr exchange, QString admin)
{
    const DisputeJoin wanted{exchange->request().captures.value(0), admin, {}, m_services.callers.clock.now()};
    auto noting = note(u"dispute.package"_s, wanted);
    co_await noting;
    auto asking = m_services.disputes->package(wanted);
    const DisputeOutcome outcome = co_await asking;
    co_return disputeAnswer(outcome);
}

/// The chat has these routes and answers them all alike (contracts/realtime-chat §8).
DisputeRoutes::Answer DisputeRoutes::arbitration(ExchangePtr, QString)
{
    co_return chatError(
        403, 3000,
        u"Tính năng trọng tài đã bị vô hiệu hóa. Nền tảng chỉ hỗ trợ hòa giải do admin và hướng dẫn hai "
        "bên tự xử lý qua tòa án."_s);
}

DisputeRoutes::Answer DisputeRoutes::close(ExchangePtr exchange, QString admin)
{
    const auto reason = reasonIn(exchange->request().body);
    if (const auto* refusal = std::get_if<Response>(&reason)) co_return *refusal;
    const DisputeJoin wanted{exchange->request().captures.value(0), admin, std::get<QString>(reason),
                             m_services.callers.clock.now()};
    if (wanted.reason.size() < kLeastClosingReason)
        co_return chatError(422, 2001, u"Unprocessable entity"_s,
                            {{u"reason"_s, u"must be a text of at least %1 letters"_s.arg(kLeastClosingReason)}});
    auto noting = note(u"dispute.close"_s, wanted);
    co_await noting;
    auto closing = m_services.disputes->close(wanted);
    const DisputeOutcome outcome = co_await closing;
    co_return disputeAnswer(outcome);
}

}  // namespace tongdai
