#pragma once

#include "engine/server/http/http_server.h"
#include "engine/work/message/handle_result.h"

namespace tongdai {

namespace ports {
class Clock;
}  // namespace ports

class AdmitSender;
class HandleMessage;

/// POST /api/v1/enhanced-handle-message (contracts/handle-message §2). Engine loop. The work goes on when the caller
/// leaves: what was accepted is answered.
class HandleMessageRoute {
public:
    /// Header of the sample shop's own customers, with this run's key; from anybody else it means nothing.
    static constexpr char kSampleHeader[] = "X-Tongdai-Sample";

    /// `sampleKey` empty: there is no sample shop.
    HandleMessageRoute(HandleMessage& handleMessage, AdmitSender& admitSender, const ports::Clock& clock,
                       QByteArray sampleKey)
        : m_handleMessage(handleMessage), m_admitSender(admitSender), m_clock(clock), m_sampleKey(std::move(sampleKey))
    {
    }
    QCoro::Task<http::Response> serve(std::shared_ptr<http::Exchange> exchange);

private:
    HandleMessage& m_handleMessage;
    AdmitSender& m_admitSender;
    const ports::Clock& m_clock;
    QByteArray m_sampleKey;
};

/// The table of work/handle_result.h, in one place.
http::Response toResponse(const HandleResult& result, TimePoint now, std::chrono::nanoseconds processingTime);

}  // namespace tongdai
