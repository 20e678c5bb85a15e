#include "engine/server/routes/handle_message_route.h"

#include "engine/contract/json/handle_message_answer.h"
#include "engine/contract/json/handle_message_request.h"
#include "engine/domain/conversation/sender_kind.h"
#include "engine/domain/failpoint.h"
#include "engine/server/access/rate_headers.h"
#include "engine/work/message/admit_sender.h"
#include "engine/work/message/handle_message.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using http::Response;

namespace {

/// One overload per outcome: a new one does not compile until it has its answer.
class ResponseOf {
public:
    ResponseOf(TimePoint now, std::chrono::nanoseconds processingTime) : m_now(now), m_processingTime(processingTime) {}

    Response operator()(const Completed& completed) const { return envelope(completed.result, completed.duplicate); }
    Response operator()(const Locked& locked) const
    {
        return envelope(contract::lockedResult(reasonName(locked.reason), locked.seq, locked.storageBackend),
                        locked.duplicate);
    }
    Response operator()(const RestartNeeded& restart) const
    {
        return envelope(contract::restartNeededResult(restart.newer, restart.currentResult), restart.duplicate);
    }
    Response operator()(const StillRunning& running) const
    {
        return envelope(running.inJournal ? contract::journalledResult() : contract::acceptedResult(running.seq),
                        running.duplicate, 202);
    }
    Response operator()(const ReusedMessageId&) const { return Response::error(409, u"message_id_reused"_s); }
    Response operator()(const Unavailable& unavailable) const
    {
        Response response = Response::error(503, unavailable.cause);
        response.setHeader("Retry-After"_ba, QByteArray::number(qint64(unavailable.retryAfter.count())));
        return response;
    }
    Response operator()(const Failed& failed) const { return Response::error(500, failed.cause); }

private:
    Response envelope(const QJsonObject& result, bool isDuplicate, int status = 200) const
    {
        return Response::json(contract::handledEnvelope(isDuplicate ? contract::markedDuplicate(result) : result, m_now,
                                                        m_processingTime),
                              status);
    }

    TimePoint m_now;
    std::chrono::nanoseconds m_processingTime;
};

Response tooOften(const RateAnswer& answer)
{
    Response response =
        Response::error(429, answer.isForAll ? u"too many messages of all senders; this one was not stored"_s
                                             : u"too many messages of this sender; this one was not stored"_s);
    addRateHeaders(response, answer);
    return response;
}

}  // namespace

Response toResponse(const HandleResult& result, TimePoint now, std::chrono::nanoseconds processingTime)
{
    return std::visit(ResponseOf(now, processingTime), result);
}

QCoro::Task<Response> HandleMessageRoute::serve(std::shared_ptr<http::Exchange> exchange)
{
    const auto started = m_clock.elapsed();
    auto read = contract::readHandleMessageRequest(exchange->request().body);
    if (const auto* problems = std::get_if<std::vector<contract::FieldProblem>>(&read)) {
        co_return Response::json(contract::toJson(*problems), 422);
    }
    FAILPOINT("request.parsed");
    auto& request = std::get<contract::HandleMessageRequest>(read);
    const bool isSample = !m_sampleKey.isEmpty() && exchange->request().header(kSampleHeader) == m_sampleKey;
    if (isSample) request.message.source = kSampleSource;
    if (!request.hasTimestamp) request.message.sentAt = toUnixSeconds(m_clock.now());
    // The shop's own page is one sender for all its customers.
    const SenderKind kind = senderKind(request.message.senderType);
    if (kind == SenderKind::Customer || kind == SenderKind::Unknown) {
        auto asking = m_admitSender.ask(request.message.key(), request.message.sender);
        const RateAnswer admitted = co_await asking;
        if (!admitted.isAllowed) co_return tooOften(admitted);
    }
    auto task = m_handleMessage.run(std::move(request.message));
    const HandleResult result = co_await task;
    co_return toResponse(result, m_clock.now(), m_clock.elapsed() - started);
}

}  // namespace tongdai
