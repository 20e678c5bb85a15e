#pragma once

#include "engine/host/connection_test/connection_trial.h"

#include <QHostAddress>
#include <QLocalSocket>
#include <QSslSocket>
#include <QTimer>

#include <optional>

namespace tongdai {

/// The asker does not want to know any more.
struct WireCancelled {};

/// A connection tried out by hand, step by step, from a thread of its own whose event loop it turns while it waits:
/// so every wait ends at its deadline, or within a moment when the test is cancelled. The first steps of every kind.
class TrialWire {
public:
    static constexpr std::chrono::milliseconds kPatience{5000};

    /// `unixSocket` empty: host and port.
    TrialWire(QString host, quint16 port, QString unixSocket, ConnectionTrial::Cancelled cancelled);
    ~TrialWire();

    ConnectionTrial::Finding findHost();
    ConnectionTrial::Finding openPort();
    /// TLS from the first byte, the certificate checked against the host's name.
    ConnectionTrial::Finding startTls(const QString& caFile = {});
    /// What to say of a connection without TLS.
    ConnectionTrial::Finding withoutTls() const;
    bool isSameComputer() const;

    void send(const QByteArray& bytes);
    /// Waits for at least one byte more. @throws Failure NoAnswer at the deadline, OtherProtocol when it closes.
    QByteArray receive();
    /// Whatever came until `enough` says so.
    QByteArray receiveUntil(const std::function<bool(const QByteArray&)>& enough);
    void close();

private:
    QIODevice* device() const;
    bool await(const std::function<bool()>& done, std::chrono::milliseconds limit = kPatience);

    QString m_host;
    quint16 m_port;
    QString m_unixSocket;
    ConnectionTrial::Cancelled m_cancelled;
    std::optional<QHostAddress> m_address;
    std::unique_ptr<QSslSocket> m_tcp;
    std::unique_ptr<QLocalSocket> m_local;
    QTimer m_tick;
};

/// Lines that share what `Trial` has built up so far; each is a member of it.
template <class Trial>
std::vector<ConnectionTrial::Step> stepsOf(
    const std::shared_ptr<Trial>& trial,
    std::initializer_list<std::pair<api::TestStep, std::function<ConnectionTrial::Finding(Trial&)>>> lines)
{
    std::vector<ConnectionTrial::Step> steps;
    for (const auto& [step, act] : lines)
        steps.push_back({step, [trial, act = act] { return act(*trial); }});
    return steps;
}

/// From `slowMs` on it deserves attention.
ConnectionTrial::Finding latencyFinding(double ms, double slowMs);
/// Theirs before ours, in seconds; further apart than `tolerated` deserves attention.
ConnectionTrial::Finding clockFinding(double ahead, double tolerated);

/// For people: what a stranger's server said first, printable and short.
QString firstWords(const QByteArray& bytes);

}  // namespace tongdai
