#include "engine/host/connection_test/trial_wire.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QHostInfo>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslConfiguration>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using api::StepOutcome;
using api::TestTrouble;
using Failure = ConnectionTrial::Failure;
using Finding = ConnectionTrial::Finding;

namespace {

constexpr auto kLook = 50ms;  // how soon a cancelled test notices
constexpr qsizetype kMostBytes = 256 * 1024;

}  // namespace

ConnectionTrial::Finding latencyFinding(double ms, double slowMs)
{
    if (ms > slowMs) return {api::StepOutcome::Attention, api::TestTrouble::Slow, {}, ms};
    return {api::StepOutcome::Ok, api::TestTrouble::None, {}, ms};
}

ConnectionTrial::Finding clockFinding(double ahead, double tolerated)
{
    if (std::abs(ahead) > tolerated) return {api::StepOutcome::Attention, api::TestTrouble::ClockOff, {}, ahead};
    return {api::StepOutcome::Ok, api::TestTrouble::None, {}, ahead};
}

QString firstWords(const QByteArray& bytes)
{
    QString words;
    for (const char c : bytes.left(48))
        words += c >= 32 && c < 127 ? QChar(QLatin1Char(c)) : QChar(u'·');
    return words;
}

TrialWire::TrialWire(QString host, quint16 port, QString unixSocket, ConnectionTrial::Cancelled cancelled)
    : m_host(std::move(host)), m_port(port), m_unixSocket(std::move(unixSocket)), m_cancelled(std::move(cancelled))
{
    m_tick.start(kLook);
}

TrialWire::~TrialWire()
{
    close();
}

void TrialWire::close()
{
    if (m_tcp) m_tcp->abort();
    if (m_local) m_local->abort();
    m_tcp.reset();
    m_local.reset();
}

bool TrialWire::await(const std::function<bool()>& done, std::chrono::milliseconds limit)
{
    const QDeadlineTimer deadline(limit);
    QEventLoop loop;
    while (!done()) {
        if (*m_cancelled) throw WireCancelled();
        if (deadline.hasExpired()) return false;
        loop.processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}

bool TrialWire::isSameComputer() const
{
    return !m_unixSocket.isEmpty() || (m_address && m_address->isLoopback());
}

Finding TrialWire::findHost()
{
    if (!m_unixSocket.isEmpty()) return {StepOutcome::Ok, TestTrouble::SameComputer, m_unixSocket};
    if (m_host.isEmpty()) throw Failure{TestTrouble::NoAddress};
    const QHostAddress literal(m_host);
    if (!literal.isNull()) {
        m_address = literal;
        return {StepOutcome::Ok, TestTrouble::None, m_host};
    }
    // The answer may come after we stopped waiting: it must not find a dead frame.
    const auto answer = std::make_shared<std::optional<QHostInfo>>();
    QObject receiver;
    QHostInfo::lookupHost(m_host, &receiver, [answer](const QHostInfo& info) { *answer = info; });
    if (!await([&] { return answer->has_value(); })) throw Failure{TestTrouble::NoAnswer, m_host};
    if ((*answer)->addresses().isEmpty()) throw Failure{TestTrouble::HostUnknown, m_host};
    m_address = (*answer)->addresses().constFirst();
    return {StepOutcome::Ok, TestTrouble::None, m_address->toString()};
}

Finding TrialWire::openPort()
{
    if (!m_unixSocket.isEmpty()) {
        m_local = std::make_unique<QLocalSocket>();
        m_local->connectToServer(m_unixSocket);
        const auto settled = [this] { return m_local->state() != QLocalSocket::ConnectingState; };
        if (!await(settled)) throw Failure{TestTrouble::NoAnswer, m_unixSocket};
        if (m_local->state() == QLocalSocket::ConnectedState) return {StepOutcome::Ok, TestTrouble::None, m_unixSocket};
        throw Failure{TestTrouble::PortClosed, m_local->errorString()};
    }
    m_tcp = std::make_unique<QSslSocket>();
    m_tcp->connectToHost(*m_address, m_port);
    const auto settled = [this] {
        return m_tcp->state() == QAbstractSocket::ConnectedState || m_tcp->state() == QAbstractSocket::UnconnectedState;
    };
    const QString place = u"%1:%2"_s.arg(m_address->toString()).arg(m_port);
    if (!await(settled)) throw Failure{TestTrouble::NoAnswer, place};
    if (m_tcp->state() == QAbstractSocket::ConnectedState) return {StepOutcome::Ok, TestTrouble::None, place};
    const bool isRefused = m_tcp->error() == QAbstractSocket::ConnectionRefusedError;
    throw Failure{isRefused ? TestTrouble::PortClosed : TestTrouble::Other,
                  isRefused ? place : place + u": "_s + m_tcp->errorString()};
}

Finding TrialWire::startTls(const QString& caFile)
{
    if (!m_tcp) throw Failure{TestTrouble::TlsFailed, u"a Unix socket has no TLS"_s};
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    if (!caFile.isEmpty()) tls.setCaCertificates(QSslCertificate::fromPath(caFile));
    m_tcp->setSslConfiguration(tls);
    m_tcp->setPeerVerifyName(m_host);
    m_tcp->startClientEncryption();
    const auto settled = [this] {
        return m_tcp->isEncrypted() || m_tcp->state() == QAbstractSocket::UnconnectedState ||
               !m_tcp->sslHandshakeErrors().isEmpty();
    };
    if (!await(settled)) throw Failure{TestTrouble::NoAnswer, m_host};
    if (!m_tcp->isEncrypted()) {
        const QList<QSslError> errors = m_tcp->sslHandshakeErrors();
        throw Failure{TestTrouble::TlsFailed, errors.isEmpty() ? m_tcp->errorString() : errors.first().errorString()};
    }
    return {StepOutcome::Ok, TestTrouble::None, m_tcp->sessionCipher().protocolString()};
}

Finding TrialWire::withoutTls() const
{
    if (isSameComputer()) return {StepOutcome::Skipped, TestTrouble::SameComputer};
    return {StepOutcome::Attention, TestTrouble::NotEncrypted};
}

QIODevice* TrialWire::device() const
{
    if (m_local) return m_local.get();
    return m_tcp.get();
}

void TrialWire::send(const QByteArray& bytes)
{
    device()->write(bytes);
}

QByteArray TrialWire::receive()
{
    const auto isClosed = [this] {
        return m_local ? m_local->state() == QLocalSocket::UnconnectedState
                       : m_tcp->state() == QAbstractSocket::UnconnectedState;
    };
    if (!await([&] { return device()->bytesAvailable() > 0 || isClosed(); })) throw Failure{TestTrouble::NoAnswer};
    const QByteArray bytes = device()->readAll();
    if (bytes.isEmpty()) throw Failure{TestTrouble::OtherProtocol};
    return bytes;
}

QByteArray TrialWire::receiveUntil(const std::function<bool(const QByteArray&)>& enough)
{
    const QDeadlineTimer deadline(kPatience);
    QByteArray all;
    while (!enough(all)) {
        all += receive();
        if (all.size() > kMostBytes || deadline.hasExpired())
            throw Failure{TestTrouble::OtherProtocol, firstWords(all)};
    }
    return all;
}

}  // namespace tongdai
