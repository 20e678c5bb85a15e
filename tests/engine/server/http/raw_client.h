#pragma once

#include <QByteArray>
#include <QTcpSocket>
#include <QTest>

namespace tongdai::http {

/// One answer as it stood on the wire.
struct RawAnswer {
    int status = 0;
    QByteArray head;
    QByteArray body;

    QByteArray header(const QByteArray& name) const
    {
        for (const QByteArray& line : head.split('\n')) {
            const qsizetype colon = line.indexOf(':');
            if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0) {
                return line.mid(colon + 1).trimmed();
            }
        }
        return {};
    }
};

/// A client that says exactly the bytes it is told to. Shares the test's event loop with the server.
class RawClient : public QObject {
    Q_OBJECT
public:
    explicit RawClient(quint16 port, QTcpSocket* socket = nullptr) : m_socket(socket ? socket : new QTcpSocket)
    {
        m_socket->setParent(this);
        connect(m_socket, &QTcpSocket::readyRead, this, [this] { m_received += m_socket->readAll(); });
        if (socket) return;
        m_socket->connectToHost(QHostAddress::LocalHost, port);
        (void)m_socket->waitForConnected(5000);
    }
    void say(const QByteArray& bytes)
    {
        if (isClosed()) return;
        m_socket->write(bytes);
        m_socket->flush();
    }
    QTcpSocket& socket() { return *m_socket; }
    const QByteArray& received() const { return m_received; }
    bool isClosed() const { return m_socket->state() == QAbstractSocket::UnconnectedState; }

    /// Takes the next complete answer; status 0 when none came in time. `toHead`: an answer without a body.
    RawAnswer next(bool toHead = false, int timeout = 5000)
    {
        RawAnswer answer;
        (void)QTest::qWaitFor([&] { return parse(answer, toHead); }, timeout);
        return answer;
    }
    bool waitForClose(int timeout = 5000)
    {
        return QTest::qWaitFor([&] { return isClosed(); }, timeout);
    }

private:
    bool parse(RawAnswer& answer, bool toHead)
    {
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        if (end < 0) return false;
        answer.head = m_received.left(end + 2);
        answer.status = answer.head.mid(9, 3).toInt();
        const qsizetype length = toHead || answer.status == 100 ? 0 : answer.header("Content-Length").toLongLong();
        if (m_received.size() < end + 4 + length) {
            answer.status = 0;
            return false;
        }
        answer.body = m_received.mid(end + 4, length);
        m_received.remove(0, end + 4 + length);
        return true;
    }

    QTcpSocket* m_socket;
    QByteArray m_received;
};

}  // namespace tongdai::http
