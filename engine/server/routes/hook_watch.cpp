#include "engine/server/routes/hook_watch.h"

#include "engine/contract/json/hooks/hook_doors.h"

namespace tongdai {

using http::Response;

namespace {

std::chrono::microseconds since(std::chrono::nanoseconds began, const ports::Clock& clock)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(clock.elapsed() - began);
}

}  // namespace

/// A body on its way. Where it ends before it was handled, its call ends without an answer of the router's.
class HookWatch::Arrival {
public:
    Arrival(std::shared_ptr<void> inner, std::shared_ptr<HookShelf> shelf, const ports::Clock& clock, qint64 id,
            bool isTooLarge)
        : m_inner(std::move(inner)),
          m_shelf(std::move(shelf)),
          m_clock(clock),
          m_began(clock.elapsed()),
          m_id(id),
          m_isTooLarge(isTooLarge)
    {
    }
    Arrival(const Arrival&) = delete;
    Arrival& operator=(const Arrival&) = delete;
    ~Arrival()
    {
        if (m_isThere) return;
        HookShelf::End end;
        end.status = m_isTooLarge ? 413 : 0;
        end.took = since(m_began, m_clock);
        end.callerLeft = !m_isTooLarge;
        end.cameWhole = false;
        m_shelf->end(m_id, end);
    }
    void setThere() { m_isThere = true; }
    qint64 id() const { return m_id; }
    std::chrono::nanoseconds began() const { return m_began; }

private:
    std::shared_ptr<void> m_inner;
    std::shared_ptr<HookShelf> m_shelf;
    const ports::Clock& m_clock;
    std::chrono::nanoseconds m_began;
    qint64 m_id;
    bool m_isTooLarge;
    bool m_isThere = false;
};

HookWatch::HookWatch(http::RequestHandler& inner, std::shared_ptr<HookShelf> shelf, const ports::Clock& clock,
                     qsizetype usualLimit)
    : m_inner(inner), m_shelf(std::move(shelf)), m_clock(clock), m_usualLimit(usualLimit)
{
}

/// Calls of other methods than POST are shown, too: whoever has the wrong one wants to know. A browser's question
/// before a call is none.
std::optional<HookDoor> HookWatch::doorOf(const http::Request& request) const
{
    if (!m_shelf->isOn() || request.method == "OPTIONS") return std::nullopt;
    const qsizetype query = request.target.indexOf('?');
    return contract::hookDoorAt(QByteArrayView(request.target).first(query < 0 ? request.target.size() : query));
}

qint64 HookWatch::begin(HookDoor door, const http::Request& head)
{
    HookCall call;
    call.door = door;
    call.at = m_clock.now();
    call.method = head.method;
    call.target = contract::targetWithoutSecrets(head.target);
    call.caller = head.peer.toString();
    call.isSecure = head.isSecure;
    call.size = head.header("Content-Length").toLongLong();
    call.headers.reserve(size_t(head.headers.size()));
    for (const auto& [name, value] : head.headers)
        call.headers.push_back(contract::headerWithoutSecret(name, value));
    return m_shelf->begin(std::move(call));
}

HookWatch::BodyBegin HookWatch::bodyBegins(const http::Request& head)
{
    BodyBegin begun = m_inner.bodyBegins(head);
    const std::optional<HookDoor> door = doorOf(head);
    if (!door) return begun;
    const qint64 id = begin(*door, head);
    if (const auto* refused = std::get_if<Response>(&begun)) {
        HookShelf::End end;
        end.status = refused->status;
        end.answer = refused->body;
        end.cameWhole = false;
        m_shelf->end(id, end);
        return begun;
    }
    const qsizetype most = m_inner.bodyLimit(head).value_or(m_usualLimit);
    const bool isTooLarge = head.header("Content-Length").toLongLong() > most;
    auto& inner = std::get<std::shared_ptr<void>>(begun);
    return std::shared_ptr<void>(std::make_shared<Arrival>(std::move(inner), m_shelf, m_clock, id, isTooLarge));
}

QCoro::Task<Response> HookWatch::handle(std::shared_ptr<http::Exchange> exchange)
{
    const std::optional<HookDoor> door = doorOf(exchange->request());
    if (!door) return m_inner.handle(std::move(exchange));
    return watched(std::move(exchange), *door);
}

QCoro::Task<Response> HookWatch::watched(std::shared_ptr<http::Exchange> exchange, HookDoor door)
{
    const http::Request& request = exchange->request();  // the exchange lives in this frame
    // Whatever watches a body on the way to these endpoints is of bodyBegins().
    auto* const arrival = static_cast<Arrival*>(request.bodyWatch.get());
    const std::chrono::nanoseconds began = arrival ? arrival->began() : m_clock.elapsed();
    const qint64 id = arrival ? arrival->id() : begin(door, request);
    if (arrival) arrival->setThere();
    m_shelf->takeBody(id, request.body);
    const std::shared_ptr<HookShelf> shelf = m_shelf;
    HookShelf::End end;
    Response response;
    try {
        auto handling = m_inner.handle(exchange);
        response = co_await handling;
    } catch (...) {
        end.status = 500;
        end.took = since(began, m_clock);
        shelf->end(id, end);
        throw;
    }
    end.status = response.status;
    end.answer = response.body;
    end.took = since(began, m_clock);
    end.callerLeft = exchange->isAborted();
    shelf->end(id, end);
    co_return response;
}

}  // namespace tongdai
