#include "tests/support/tcp_proxy.h"

#include <type_traits>

namespace tongdai::testing {

/// Runs `act` on the wire's thread and waits for it.
template <typename Act>
auto TcpProxy::onWire(const Act& act) const
{
    using Result = decltype(act());
    if constexpr (std::is_void_v<Result>) {
        QMetaObject::invokeMethod(m_place.get(), act, Qt::BlockingQueuedConnection);
    } else {
        Result result{};
        QMetaObject::invokeMethod(m_place.get(), act, Qt::BlockingQueuedConnection, &result);
        return result;
    }
}

TcpProxy::TcpProxy(const ProxyWire::Target& target) : m_place(std::make_unique<QObject>())
{
    m_place->moveToThread(&m_thread);
    m_thread.start();
    onWire([this, target] {
        m_wire = std::make_unique<ProxyWire>(target);
        m_isListening = m_wire->isListening();
        m_port = m_wire->port();
        m_socketPath = m_wire->socketPath();
    });
}

TcpProxy::~TcpProxy()
{
    onWire([this] { m_wire.reset(); });
    m_thread.quit();
    m_thread.wait();
}

std::unique_ptr<TcpProxy> TcpProxy::toUnixSocket(const QString& path)
{
    return std::unique_ptr<TcpProxy>(new TcpProxy({path, 0}));
}

std::unique_ptr<TcpProxy> TcpProxy::toPort(quint16 port)
{
    return std::unique_ptr<TcpProxy>(new TcpProxy({{}, port}));
}

void TcpProxy::setLatency(Direction direction, std::chrono::milliseconds latency)
{
    onWire([=, this] { m_wire->setLatency(direction, latency); });
}

void TcpProxy::setBlackHole(Direction direction, bool on)
{
    onWire([=, this] { m_wire->setBlackHole(direction, on); });
}

void TcpProxy::setSlice(Direction direction, qsizetype bytes)
{
    onWire([=, this] { m_wire->setSlice(direction, bytes); });
}

void TcpProxy::cutAfter(qint64 bytes)
{
    onWire([=, this] { m_wire->cutAfter(bytes); });
}

void TcpProxy::resetAll()
{
    onWire([this] { m_wire->resetAll(); });
}

void TcpProxy::setTargetPort(quint16 port)
{
    onWire([=, this] { m_wire->setTargetPort(port); });
}

void TcpProxy::setRefusing(bool on)
{
    onWire([=, this] { m_wire->setRefusing(on); });
}

int TcpProxy::acceptedCount() const
{
    return onWire([this] { return m_wire->acceptedCount(); });
}

qint64 TcpProxy::bytesTo(Direction direction) const
{
    return onWire([=, this] { return m_wire->bytesTo(direction); });
}

qint64 TcpProxy::chunksTo(Direction direction) const
{
    return onWire([=, this] { return m_wire->chunksTo(direction); });
}

}  // namespace tongdai::testing
