#include "engine/server/socketio/engineio_session.h"

#include "engine/server/http/http_server.h"
#include "engine/server/socketio/engineio_error.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tongdai::engineio {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

constexpr milliseconds kProbeTick{100};
constexpr qsizetype kProbeMessage = 1024;  ///< a probe says "2probe" and "5"

/// A retired link may be the one whose callback is running: it dies with the loop turn, not under its caller.
void retire(std::unique_ptr<WebSocketLink> link)
{
    if (!link) return;
    link->close();
    link.release()->deleteLater();
}

}  // namespace

Session::Session(QByteArray id, http::Request handshake, SessionHost& host)
    : m_id(std::move(id)),
      m_handshake(std::move(handshake)),
      m_openedAt(QDateTime::currentDateTimeUtc()),
      m_host(host),
      m_maxMessage(host.options.maxPayload),
      m_heartbeat(host.deadlines),
      m_probeTick(host.deadlines),
      m_probeEnd(host.deadlines),
      m_place(host.options.budget, m_kept)
{
    m_handshake.body.clear();
    const SteadyTime due = steady_clock::now() + m_host.options.pingInterval;
    m_heartbeat.set(due, [this, due] { ping(due); });
}

Session::~Session()
{
    answerPoll("1"_ba);
}

QByteArray Session::openPacket(bool isWebSocket) const
{
    const Options& options = m_host.options;
    const QJsonObject handshake{{u"sid"_s, QString::fromLatin1(m_id)},
                                {u"upgrades"_s, isWebSocket ? QJsonArray{} : QJsonArray{u"websocket"_s}},
                                {u"pingInterval"_s, qint64(options.pingInterval.count())},
                                {u"pingTimeout"_s, qint64(options.pingTimeout.count())},
                                {u"maxPayload"_s, options.maxPayload}};
    return '0' + QJsonDocument(handshake).toJson(QJsonDocument::Compact);
}

// --- sending -------------------------------------------------------------------------------------------------------

qsizetype Session::unsentBytes() const
{
    return m_waitingBytes + (m_link ? m_link->unsentBytes() : 0);
}

void Session::setMaxMessage(qsizetype bytes)
{
    m_maxMessage = bytes;
    if (m_link) m_link->setMaxMessage(bytes);
}

void Session::send(const MessagePtr& message)
{
    if (m_state != State::Open) return;
    cutIfSlow();
    if (m_state != State::Open) return;
    if (m_link)
        m_link->send(message->forWebSocket());
    else
        queue({message, {}});
}

void Session::sendControl(const QByteArray& packet)
{
    if (m_link)
        m_link->sendText(packet);
    else
        queue({nullptr, packet});
}

void Session::queue(Waiting waiting)
{
    m_waitingBytes += waiting.forPolling().size() + 1;
    m_place.note(waiting.forPolling().size());
    m_waiting.push_back(std::move(waiting));
    if (m_poll) m_host.flushThisTurn(this);
}

void Session::flush()
{
    if (!m_poll || m_waiting.empty()) return;
    QByteArray body;
    body.reserve(m_waitingBytes);
    for (const Waiting& waiting : m_waiting) {
        if (!body.isEmpty()) body += kSeparator;
        body += waiting.forPolling();
    }
    m_waiting.clear();
    m_waitingBytes = 0;
    const bool wasLast = m_state == State::LastPoll;
    answerPoll(body);
    if (wasLast) finish(CloseReason::ForcedClose, Farewell::Nothing);
}

void Session::answerPoll(const QByteArray& body)
{
    if (const auto poll = std::exchange(m_poll, nullptr)) poll->set(pollResponse(body));
}

/// Bounds what one slow reader may hold: the limit and the one message that crossed it.
void Session::cutIfSlow()
{
    if (m_state == State::Open && unsentBytes() > m_host.options.unsentBytes) cutSlow();
}

void Session::cutSlow()
{
    ++m_host.statistics.slowReaders;
    m_waiting.clear();
    m_waitingBytes = 0;
    if (m_link) m_link->abort();
    finish(CloseReason::TransportError, Farewell::Close);
}

// --- heartbeat -----------------------------------------------------------------------------------------------------

void Session::ping(SteadyTime due)
{
    cutIfSlow();
    if (m_state != State::Open) return;
    sendControl("2"_ba);
    m_isPongAwaited = true;
    m_confirmedByPong = std::exchange(m_waitForPing, {});
    // From when the ping was due, not from when this loop came to it: lateness must not add up.
    m_heartbeat.set(due + m_host.options.pingTimeout, [this] {
        ++m_host.statistics.pingTimeouts;
        finish(CloseReason::PingTimeout, Farewell::Close);
    });
}

/// Packets keep their order, so an answered ping proves what went before it. A pong nobody asked for proves nothing.
void Session::takePong()
{
    const bool wasAwaited = std::exchange(m_isPongAwaited, false);
    const SteadyTime due = steady_clock::now() + m_host.options.pingInterval;
    m_heartbeat.set(due, [this, due] { ping(due); });
    if (!wasAwaited) return;
    for (const auto& taken : std::exchange(m_confirmedByPong, {}))
        taken();
    if (!m_waitForPing.empty() && m_state == State::Open && !m_isPongAwaited) ping(steady_clock::now());
}

void Session::confirm(std::function<void()> taken)
{
    if (m_state != State::Open) return;
    m_waitForPing.push_back(std::move(taken));
    if (!m_isPongAwaited) ping(steady_clock::now());
}

void Session::receive(const Packet& packet)
{
    if (m_state != State::Open) return;
    switch (packet.type) {
        case PacketType::Message:
            if (packet.isBinary)
                takeBinary(packet.data);
            else
                m_listener->onText(packet.data);
            break;
        case PacketType::Pong: takePong(); break;
        case PacketType::Close: finish(CloseReason::TransportClose, Farewell::Noop); break;
        case PacketType::Ping: finish(CloseReason::TransportError, Farewell::Close); break;  // only servers ping in v4
        case PacketType::Open:
        case PacketType::Upgrade:
        case PacketType::Noop: break;
    }
}

void Session::takeBinary(const QByteArray& bytes)
{
    m_listener->onBinary(bytes);
    m_place.note(std::min(bytes.size(), m_kept.unfinishedBytes()));
}

// --- polling -------------------------------------------------------------------------------------------------------

std::shared_ptr<HeldPoll> Session::poll(const std::shared_ptr<http::Exchange>& exchange)
{
    auto held = std::make_shared<HeldPoll>();
    // The loop may come to the request before it comes to a timer that was due earlier.
    const SteadyTime end = m_heartbeat.due() + (m_isPongAwaited ? 0ms : m_host.options.pingTimeout);
    const bool isOverdue = m_heartbeat.isSet() && end <= steady_clock::now();
    if (m_poll || isOverdue) {
        held->set(errorResponse(ErrorCode::BadRequest));
        finish(isOverdue ? CloseReason::PingTimeout : CloseReason::TransportError, Farewell::Close);
        return held;
    }
    m_poll = held;
    exchange->onAborted([session = QPointer<Session>(this), weak = std::weak_ptr(held)] {
        const auto poll = weak.lock();
        if (session && poll && session->m_poll == poll) {
            session->m_poll = nullptr;
            session->finish(CloseReason::TransportError, Farewell::Nothing);
        }
        if (poll) poll->set({});  // ends its coroutine; goes nowhere
    });
    flush();
    return held;
}

std::shared_ptr<void> Session::beginPush()
{
    if (!m_push.expired()) {
        finish(CloseReason::TransportError, Farewell::Close);
        return nullptr;
    }
    const auto push = std::make_shared<char>();
    m_push = push;
    return push;
}

http::Response Session::push(const http::Request& request)
{
    if (request.header("content-type").startsWith("application/octet-stream")) {
        return refusal(CloseReason::TransportError);
    }
    const auto packets = decodePayload(request.body);
    if (!packets) return refusal(CloseReason::ParseError);
    for (const Packet& packet : *packets)
        receive(packet);
    return pushResponse();
}

http::Response Session::refusal(CloseReason reason)
{
    if (reason == CloseReason::ParseError) ++m_host.statistics.parseErrors;
    finish(reason, Farewell::Close);
    return errorResponse(ErrorCode::BadRequest);
}

// --- WebSocket -----------------------------------------------------------------------------------------------------

void Session::listenTo(WebSocketLink& link)
{
    WebSocketLink* from = &link;
    link.setCallbacks({.text = [this, from](const QByteArray& text) { receiveText(from, text); },
                       .binary = [this, from](const QByteArray& bytes) { receiveBinary(from, bytes); },
                       .closed = [this, from](bool broken) { linkClosed(from, broken); },
                       .activity = [this] { cutIfSlow(); }});
}

void Session::startOnWebSocket(std::unique_ptr<WebSocketLink> link)
{
    m_link = std::move(link);
    m_link->setMaxMessage(m_maxMessage);
    listenTo(*m_link);
    m_link->sendText(openPacket(true));
}

void Session::receiveText(WebSocketLink* from, const QByteArray& text)
{
    if (from == m_probe.get()) return receiveProbe(text);
    const auto packet = decodeText(text);
    if (packet) return receive(*packet);
    ++m_host.statistics.parseErrors;
    finish(CloseReason::ParseError, Farewell::Close);
}

void Session::receiveBinary(WebSocketLink* from, const QByteArray& bytes)
{
    if (from == m_probe.get())
        dropProbe();
    else
        receive({PacketType::Message, bytes, true});
}

void Session::linkClosed(WebSocketLink* link, bool broken)
{
    if (link == m_probe.get())
        dropProbe();
    else
        finish(broken ? CloseReason::TransportError : CloseReason::TransportClose, Farewell::Nothing);
}

// --- upgrade -------------------------------------------------------------------------------------------------------

void Session::probe(std::unique_ptr<WebSocketLink> link)
{
    // Another probe, or one after the upgrade: closed; the session stays as it is.
    if (m_probe || m_link || m_state != State::Open) return retire(std::move(link));
    m_probe = std::move(link);
    m_probe->setMaxMessage(kProbeMessage);
    listenTo(*m_probe);
    m_probeEnd.set(steady_clock::now() + m_host.options.upgradeTimeout, [this] { dropProbe(); });
}

void Session::receiveProbe(const QByteArray& text)
{
    if (text == "2probe" && !m_isProbing) {
        m_isProbing = true;
        m_probe->sendText("3probe");
        m_probeTick.set(steady_clock::now() + kProbeTick, [this] { releasePollWhileProbing(); });
    } else if (text == "5" && m_isProbing) {
        completeUpgrade();
    } else {
        dropProbe();
    }
}

/// The client waits for its poll to end before it switches: a noop ends it.
void Session::releasePollWhileProbing()
{
    if (m_poll && m_waiting.empty()) sendControl("6"_ba);
    m_probeTick.set(steady_clock::now() + kProbeTick, [this] { releasePollWhileProbing(); });
}

void Session::dropProbe()
{
    m_isProbing = false;
    m_probeTick.clear();
    m_probeEnd.clear();
    retire(std::move(m_probe));
}

void Session::completeUpgrade()
{
    m_isProbing = false;
    m_probeTick.clear();
    m_probeEnd.clear();
    m_link = std::move(m_probe);
    m_link->setMaxMessage(m_maxMessage);
    ++m_host.statistics.upgraded;
    for (const Waiting& waiting : std::exchange(m_waiting, {})) {
        if (waiting.message)
            m_link->send(waiting.message->forWebSocket());
        else
            m_link->sendText(waiting.control);
    }
    m_waitingBytes = 0;
    answerPoll("6"_ba);
}

// --- the end -------------------------------------------------------------------------------------------------------

void Session::close(CloseReason reason)
{
    if (m_state != State::Open) return;
    if (m_link || m_poll) {
        if (m_poll && !m_waiting.empty()) {
            queue({nullptr, "1"_ba});
            flush();
        }
        return finish(reason, Farewell::Close);
    }
    // Nobody is there to be told: the next poll is, if it comes in time.
    m_state = State::LastPoll;
    m_heartbeat.clear();
    dropProbe();
    queue({nullptr, "1"_ba});
    m_probeEnd.set(steady_clock::now() + m_host.options.lastPollTimeout,
                   [this] { finish(CloseReason::ForcedClose, Farewell::Nothing); });
    report(reason);
}

void Session::report(CloseReason reason)
{
    if (!std::exchange(m_isReported, true) && m_listener) m_listener->onClosed(reason);
}

void Session::finish(CloseReason reason, Farewell farewell)
{
    if (m_state == State::Closed) return;
    m_state = State::Closed;
    m_heartbeat.clear();
    dropProbe();
    if (farewell != Farewell::Nothing) answerPoll(farewell == Farewell::Noop ? "6"_ba : "1"_ba);
    retire(std::move(m_link));
    m_host.forget(this);
    report(reason);
}

}  // namespace tongdai::engineio
