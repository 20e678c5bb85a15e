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

/// The wire of a TcpProxy: everything on the thread it was made on, whose event loop carries the bytes.
class ProxyWire : public QObject {
    Q_OBJECT
public:
    enum class Direction { ToServer, ToClient };
    /// Where connections are forwarded to: a Unix socket, or a port of this machine.
    struct Target {
        QString socket;
        quint16 port = 0;
    };

    explicit ProxyWire(Target target);
    ~ProxyWire() override;

    bool isListening() const;
    quint16 port() const { return m_tcp.serverPort(); }
    QString socketPath() const { return m_local.fullServerName(); }

    void setTargetPort(quint16 port) { m_target = {{}, port}; }
    void setLatency(Direction direction, std::chrono::milliseconds latency);
    void setBlackHole(Direction direction, bool on);
    void setSlice(Direction direction, qsizetype bytes);
    void cutAfter(qint64 bytes) { m_cutAfter = bytes; }
    void resetAll();
    void setRefusing(bool on) { m_refusing = on; }

    int acceptedCount() const { return m_accepted; }
    qint64 bytesTo(Direction direction) const { return m_way[int(direction)].forwarded; }
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

    void accept(QIODevice* client);
    void forward(const std::shared_ptr<Link>& link, Direction direction, QByteArray bytes);
    void write(const std::shared_ptr<Link>& link, Direction direction, const QByteArray& bytes);
    void drop(const std::shared_ptr<Link>& link);

    QTemporaryDir m_dir;
    QTcpServer m_tcp;
    QLocalServer m_local;
    Target m_target;
    Way m_way[2];
    bool m_refusing = false;
    int m_accepted = 0;
    std::optional<qint64> m_cutAfter;
    std::vector<std::shared_ptr<Link>> m_links;
};

}  // namespace tongdai::testing
