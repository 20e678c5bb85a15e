#pragma once

#include <QByteArray>
#include <QString>

#include <cstdio>
#include <cstdlib>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/// Socket.IO clients of a benchmark: many in one thread, over WebSocket and loopback, and not a byte more than needed.
namespace tongdai::bench {

[[noreturn]] inline void fail(const char* what)
{
    std::perror(what);
    std::exit(1);
}

/// As many files as this program may open.
inline void liftFileLimit()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

using namespace Qt::StringLiterals;

inline QByteArray clientFrame(const QByteArray& text)
{
    QByteArray frame("\x81", 1);
    if (text.size() > 0xffff) std::abort();
    if (text.size() < 126)
        frame += char(0x80 | text.size());
    else
        frame.append(char(0xfe)).append(char(text.size() >> 8)).append(char(text.size()));
    return frame + QByteArray(4, '\0') + text;
}

/// One connected client; a non-blocking socket and what has come in of a frame.
struct Client {
    int fd = -1;
    QByteArray in = {};

    /// Texts of all complete frames.
    template <typename Take>
    void read(Take take)
    {
        char buffer[65536];
        for (;;) {
            const ssize_t n = ::read(fd, buffer, sizeof buffer);
            if (n == 0) fail("the server closed a connection");
            if (n < 0) break;
            in.append(buffer, n);
            if (n < ssize_t(sizeof buffer)) break;
        }
        takeFrames(take);
    }
    template <typename Take>
    void takeFrames(Take take)
    {
        qsizetype at = 0;
        while (in.size() - at >= 2) {
            qsizetype header = 2;
            const int length = quint8(in[at + 1]);
            qsizetype size = length;
            if (length == 126) {
                if (in.size() - at < 4) break;
                size = quint8(in[at + 2]) * 256 + quint8(in[at + 3]);
                header = 4;
            }
            if (length == 127) {
                if (in.size() - at < 10) break;
                size = 0;
                for (int i = 2; i < 10; ++i)
                    size = size * 256 + quint8(in[at + i]);
                header = 10;
            }
            if (in.size() - at < header + size) break;
            take(QByteArrayView(in).sliced(at + header, size));
            at += header + size;
        }
        in.remove(0, at);
    }
    void send(const QByteArray& bytes) const
    {
        if (::write(fd, bytes.constData(), size_t(bytes.size())) != bytes.size()) fail("write");
    }
};

class Load {
public:
    explicit Load(quint16 port) : m_port(port), m_epoll(epoll_create1(EPOLL_CLOEXEC)) {}
    ~Load()
    {
        for (const Client& client : m_clients)
            ::close(client.fd);
        ::close(m_epoll);
    }

    /// Upgraded, and with `joined` connected to `/`.
    void connect(int count, bool joined)
    {
        m_clients.reserve(m_clients.size() + count);
        for (int i = 0; i < count; ++i)
            open(joined ? "40"_ba : QByteArray());
    }
    /// One more, upgraded, that says `connectPacket` and has been answered.
    void connectAs(const QByteArray& connectPacket) { open(connectPacket); }
    /// Takes texts of any client until `done`.
    template <typename Take, typename Done>
    void run(Take take, Done done)
    {
        epoll_event events[512];
        while (!done()) {
            const int n = epoll_wait(m_epoll, events, 512, 10'000);
            if (n <= 0) fail("nothing came for 10 s");
            for (int i = 0; i < n; ++i) {
                Client& client = m_clients[events[i].data.u32];
                client.read([&](QByteArrayView text) { take(client, text); });
            }
        }
    }
    std::vector<Client>& clients() { return m_clients; }

private:
    void open(const QByteArray& connectPacket)
    {
        Client client{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(m_port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        // Engines bound connections by address: loopback has enough of them.
        sockaddr_in own{};
        own.sin_family = AF_INET;
        own.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + quint32(m_clients.size() % 200));
        if (::bind(client.fd, reinterpret_cast<sockaddr*>(&own), sizeof own) != 0) fail("bind");
        if (::connect(client.fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) fail("connect");
        const int one = 1;
        ::setsockopt(client.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        client.send(
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
            "dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        readHead(client);
        waitFor(client, "0{");
        if (!connectPacket.isEmpty()) {
            client.send(clientFrame(connectPacket));
            waitFor(client, "40");
        }
        const int flags = fcntl(client.fd, F_GETFL);
        fcntl(client.fd, F_SETFL, flags | O_NONBLOCK);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u32 = quint32(m_clients.size());
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, client.fd, &event);
        m_clients.push_back(std::move(client));
    }
    static void readMore(Client& client)
    {
        char buffer[4096];
        const ssize_t n = ::read(client.fd, buffer, sizeof buffer);
        if (n <= 0) fail("handshake");
        client.in.append(buffer, n);
    }
    static void readHead(Client& client)
    {
        while (!client.in.contains("\r\n\r\n"))
            readMore(client);
        client.in.remove(0, client.in.indexOf("\r\n\r\n") + 4);
    }
    /// Whatever else comes is not for a benchmark, but for pings.
    static void waitFor(Client& client, const char* begin)
    {
        bool isThere = false;
        const auto look = [&](QByteArrayView text) {
            if (text == "2") client.send(clientFrame("3"));
            isThere = isThere || text.startsWith(begin);
        };
        client.takeFrames(look);
        while (!isThere) {
            readMore(client);
            client.takeFrames(look);
        }
    }

    quint16 m_port;
    int m_epoll;
    std::vector<Client> m_clients;
};

}  // namespace tongdai::bench
