#pragma once

#include <QTcpServer>

#include <functional>
#include <memory>

class QSocketNotifier;

namespace tongdai::http {

/// Accepts connections and hands out their descriptors instead of sockets: the limits are checked, and TLS chosen,
/// before there is one. Takes them from the kernel itself: QTcpServer asks without end when the descriptors are used up
/// (Qt 6.4 takes that for "nobody there"). Engine loop.
class Listener {
public:
    /// `accept` owns the descriptor. `refuse` does, too, and is told that it is one too many: others are needed for
    /// files and services.
    Listener(std::function<void(int)> accept, std::function<void(int)> refuse);
    ~Listener();
    Q_DISABLE_COPY_MOVE(Listener)

    bool listen(const QHostAddress& address, quint16 port, int backlog);
    void close();
    bool isListening() const { return m_server.isListening(); }
    quint16 port() const { return m_server.serverPort(); }
    QString errorString() const { return m_server.errorString(); }
    QAbstractSocket::SocketError error() const { return m_server.serverError(); }

    /// Called about once a second: after the last descriptor was used it looks again.
    void resume();

    /// Descriptors of this process that callers do not get.
    static int keptBack(quint64 limit);

private:
    void acceptAll();
    bool refuseOne();
    void holdSpare();

    QTcpServer m_server;  ///< binds and listens; accepts nothing
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::function<void(int)> m_accept;
    std::function<void(int)> m_refuse;
    int m_spare = -1;  ///< given up to take in, and turn away, one more
};

}  // namespace tongdai::http
