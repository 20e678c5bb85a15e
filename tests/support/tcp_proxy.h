#pragma once

#include <QIODevice>
#include <QLocalServer>
#include <QObject>
#include <QTcpServer>
#include <QTemporaryDir>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace tongdai::testing {

/// A misbehaving wire between a program under test and a server. Listens on a loopback port and on a Unix socket;
/// the far end is either. Works in the event loop of the test. Settings change at any moment and hold for what
/// arrives afterwards, on connections old and new.
class TcpProxy : public QObject {
    Q_OBJECT
public:
    enum class Direction { ToServer, ToClient };

    /// Where connections are forwarded to.
    static std::unique_ptr<TcpProxy> toUnixSocket(const QString& path);
    static std::unique_ptr<TcpProxy> toPort(quint16 port);
    ~TcpProxy() override;

    bool isListening() const;
    quint16 port() const { return m_tcp.serverPort(); }
    QString socketPath() const { return m_local.fullServerName(); }

    void setLatency(Direction direction, std::chrono::milliseconds latency);
    /// Swallows everything in one direction; connections stay open, nobody is told.
    void setBlackHole(Direction direction, bool on);
    /// Hands bytes on in pieces of at most `bytes`, each in a loop turn of its own; 0: as they come.
    void setSlice(Direction direction, qsizetype bytes);
    /// Resets the connection after that many further bytes to the client, counted over all connections.
    void cutAfter(qint64 bytes) { m_cutAfter = bytes; }
    /// Resets every connection now.
    void resetAll();
    /// New connections are closed at once.
    void setRefusing(bool on) { m_refusing = on; }

    int acceptedCount() const { return m_accepted; }
    qint64 bytesTo(Direction direction) const { return m_way[int(direction)].forwarded; }
    /// How many chunks arrived from one side: one per write of the sender, if it is not in a hurry.
    qint64 chunksTo(Direction direction) const { return m_way[int(direction)].chunks; }

private:
    struct Way {
        std::chrono::milliseconds latency{0};
        bool blackHole = false;
        qsizetype slice = 0;
        qint64 forwarded = 0;
        qint64 chunks = 0;
    };
    struct Link;

    TcpProxy();
    void accept(QIODevice* client);
    void forward(const std::shared_ptr<Link>& link, Direction direction, QByteArray bytes);
    void write(const std::shared_ptr<Link>& link, Direction direction, const QByteArray& bytes);
    void drop(const std::shared_ptr<Link>& link);

    QTemporaryDir m_dir;
    QTcpServer m_tcp;
    QLocalServer m_local;
    QString m_targetSocket;
    quint16 m_targetPort = 0;
    Way m_way[2];
    bool m_refusing = false;
    int m_accepted = 0;
    std::optional<qint64> m_cutAfter;
    std::vector<std::shared_ptr<Link>> m_links;
};

}  // namespace tongdai::testing
