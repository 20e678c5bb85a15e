#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/hook_caller.h"
#include "engine/upstream/connections/hook_book.h"
#include "engine/upstream/http_client.h"

#include <map>

namespace tongdai::upstream {

/// What a body is signed with (contracts/connections §3): hex of HMAC-SHA256 over "<seconds>.<body>". Pure.
QByteArray hookSignature(const QByteArray& secret, const QByteArray& seconds, const QByteArray& body);

/// Outgoing hooks over HTTP, each with connections of its own; to addresses that any outgoing call may lead to
/// (security S31), no redirects. Engine loop. Held by a shared pointer; close() ends the waiting.
class HttpHooks final : public ports::HookCaller, public std::enable_shared_from_this<HttpHooks> {
public:
    HttpHooks(std::vector<HookTarget> targets, const ports::Clock& clock, HttpLimits limits = hookLimits());

    QCoro::Task<HookAnswer> post(QString hook, QByteArray key, QByteArray event, QByteArray body) override;
    void close();

    static HttpLimits hookLimits();
    static HookAnswer answerOf(const HttpResult& result);

private:
    std::vector<HookTarget> m_targets;
    std::map<QString, std::unique_ptr<HttpClient>> m_clients;
    const ports::Clock& m_clock;
};

}  // namespace tongdai::upstream
