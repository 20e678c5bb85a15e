#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace tongdai::http {

/// Accepts on one address and hands out descriptors instead of sockets, so that limits are checked before there is a
/// socket. Lives on the engine loop.
///
/// The last descriptors of the process belong to the rest of it: stores, Redis, services. A caller who would get one of
/// them is told and let go. When there is none at all, callers would stay in the kernel's queue and wake the loop again
/// and again; one descriptor is kept for that: it takes them in, they are told, and then accepting pauses, longer each
/// time, until one comes through.
///
/// Qt's own accepting does none of this: its socket keeps the first error it met for ever, so that being out of
/// descriptors looks like having nobody to accept, and is tried again at once.
class Listener final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kFirstPause{50};
    static constexpr std::chrono::milliseconds kLongestPause{2'000};
    static constexpr int kCallersAtOnce = 64;  ///< in one turn of the loop
    static constexpr int kMostReserved = 64;   ///< descriptors for the rest; of few, a quarter

    using Accept = std::function<void(qintptr descriptor)>;
    /// Says what there is to say to a caller for whom there is no room; the descriptor stays the listener's.
    using TurnAway = std::function<void(int descriptor)>;

    Listener(int backlog, Accept accept, TurnAway turnAway);
    ~Listener() override;

    bool listen(const QHostAddress& address, quint16 port);
    void close();
    bool isListening() const { return m_server.isListening(); }
    quint16 port() const { return m_server.serverPort(); }
    QAbstractSocket::SocketError error() const { return m_server.serverError(); }
    QString errorString() const { return m_server.errorString(); }

    /// How long the last failure keeps it from accepting; 0: the last caller came in.
    std::chrono::milliseconds pause() const { return m_lastPause; }

private:
    void acceptCallers();
    void sayFewAreLeft();
    void rest(int error);
    int acceptOne();
    bool turnOneAway();
    void keepSpare();

    QTcpServer m_server;  ///< binds; accepts nothing
    std::unique_ptr<QSocketNotifier> m_callers;
    Accept m_accept;
    TurnAway m_turnAway;
    int m_spare = -1;
    QTimer m_pause;
    std::chrono::milliseconds m_lastPause{0};
    std::optional<std::chrono::steady_clock::time_point> m_saidAt;  ///< that few are left
};

}  // namespace tongdai::http
