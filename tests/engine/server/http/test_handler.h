#pragma once

#include "engine/server/http/http_server.h"

#include <coroutine>

namespace tongdai::http {

/// Coroutines wait here until somebody opens it. (QCoro's signal awaiter resumes twice when the signal comes twice.)
class Gate {
public:
    auto passed()
    {
        struct Awaiter {
            Gate* gate;
            bool await_ready() const { return false; }
            void await_suspend(std::coroutine_handle<> waiting) { gate->m_waiting.push_back(waiting); }
            void await_resume() const {}
        };
        return Awaiter{this};
    }
    void open()
    {
        for (const auto& waiting : std::exchange(m_waiting, {}))
            waiting.resume();
    }

private:
    std::vector<std::coroutine_handle<>> m_waiting;
};

/// Answers by path: /echo its body, /hold when release() is called, /throw never, /big many bytes.
class TestHandler : public RequestHandler {
public:
    std::optional<qsizetype> bodyLimit(const Request& head) const override
    {
        if (head.path == QLatin1StringView("/small")) return 10;
        return std::nullopt;
    }

    /// One body at a time for /watched.
    BodyBegin bodyBegins(const Request& head) override
    {
        if (head.path != QLatin1StringView("/watched")) return std::shared_ptr<void>();
        if (!watched.expired()) return Response::text("one at a time", 400);
        auto watch = std::make_shared<int>();
        watched = watch;
        return std::shared_ptr<void>(watch);
    }

    QCoro::Task<Response> handle(std::shared_ptr<Exchange> exchange) override
    {
        using namespace Qt::StringLiterals;
        seen.append(exchange->request());
        seen.back().bodyWatch.reset();
        const QString path = exchange->request().path;
        if (path == u"/throw"_s) throw std::runtime_error("as asked");
        if (path == u"/throw-late"_s) {
            co_await m_gate.passed();
            throw std::runtime_error("as asked");
        }
        if (path.startsWith(u"/hold"_s)) {
            ++held;
            exchange->onAborted([this] { ++aborted; });
            co_await m_gate.passed();
            --held;
        }
        if (path == u"/big"_s) co_return Response::text(QByteArray(200'000, 'b'));
        if (path == u"/empty"_s) {
            Response response;
            response.status = 204;
            co_return response;
        }
        if (path == u"/split"_s) {
            Response response = Response::text("ok"_ba);
            response.setHeader("X-Evil"_ba, "a\r\nX-Injected: yes"_ba);
            co_return response;
        }
        if (path == u"/goodbye"_s) {
            Response response = Response::text("bye"_ba);
            response.closeAfter = true;
            co_return response;
        }
        if (path == u"/echo"_s || path == u"/small"_s || path == u"/watched"_s)
            co_return Response::text(exchange->request().body);
        co_return Response::text(exchange->request().target);
    }

    UpgradeHandler upgradeHandler(const Request& head) const override
    {
        if (head.path == QLatin1StringView("/socket")) return onUpgrade;
        return {};
    }

    void release() { m_gate.open(); }

    QList<Request> seen;
    int held = 0;
    int aborted = 0;
    std::weak_ptr<int> watched;
    UpgradeHandler onUpgrade;

private:
    Gate m_gate;
};

}  // namespace tongdai::http
