#include "tests/bench/http_load.h"

#include <QByteArrayView>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tongdai::bench {

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const char* what)
{
    std::perror(what);
    std::exit(1);
}

int connectTo(std::uint16_t port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) < 0) fail("connect");
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

std::chrono::nanoseconds cpuTimeOf(pthread_t thread)
{
    clockid_t clock{};
    timespec time{};
    if (pthread_getcpuclockid(thread, &clock) != 0 || clock_gettime(clock, &time) != 0) return {};
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// One connection's loop.
class Caller {
public:
    Caller(std::uint16_t port, QByteArray batch, int answersPerBatch)
        : m_fd(connectTo(port)), m_batch(std::move(batch)), m_expected(answersPerBatch)
    {
    }
    ~Caller() { ::close(m_fd); }
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;

    int descriptor() const { return m_fd; }
    void send()
    {
        m_waiting = m_expected;
        m_sentAt = Clock::now();
        if (::send(m_fd, m_batch.constData(), size_t(m_batch.size()), MSG_NOSIGNAL) != m_batch.size()) fail("send");
    }
    /// Reads what is there; true when the batch is answered.
    bool receive(LoadResult& result)
    {
        char buffer[65536];
        const ssize_t got = ::recv(m_fd, buffer, sizeof buffer, MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN)) fail("the server closed a connection");
        if (got > 0) m_received.append(buffer, got);
        qsizetype at = 0;
        for (qsizetype length = 0; m_waiting > 0 && (length = answerAt(at, result)) > 0; at += length) {
            --m_waiting;
            ++result.requests;
        }
        m_received.remove(0, at);
        return m_waiting == 0;
    }
    Clock::time_point sentAt() const { return m_sentAt; }

private:
    qsizetype answerAt(qsizetype at, LoadResult& result) const
    {
        const QByteArrayView rest = QByteArrayView(m_received).sliced(at);
        const qsizetype head = rest.indexOf("\r\n\r\n");
        if (head < 0) return 0;
        constexpr QByteArrayView name = "Content-Length: ";
        const qsizetype field = rest.first(head).indexOf(name);
        const qsizetype length = field < 0 ? 0 : std::atoll(rest.data() + field + name.size());
        if (rest.size() < head + 4 + length) return 0;
        if (rest[9] != '2') ++result.failures;
        return head + 4 + length;
    }

    int m_fd;
    QByteArray m_batch;
    int m_expected;
    int m_waiting = 0;
    Clock::time_point m_sentAt;
    QByteArray m_received;
};

}  // namespace

LoadResult runLoad(const LoadPlan& plan, pthread_t serverThread)
{
    LoadResult result;
    LoadResult ignored;
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0) fail("epoll_create1");
    std::vector<std::unique_ptr<Caller>> idle;
    for (int i = 0; i < plan.idle; ++i) {
        auto& caller = *idle.emplace_back(std::make_unique<Caller>(plan.port, plan.request, 1));
        caller.send();
        while (!caller.receive(ignored)) {
        }
    }
    std::vector<std::unique_ptr<Caller>> callers;
    for (int i = 0; i < plan.connections; ++i) {
        auto& caller = *callers.emplace_back(
            std::make_unique<Caller>(plan.port, plan.request.repeated(plan.pipelined), plan.pipelined));
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = &caller;
        if (::epoll_ctl(epoll, EPOLL_CTL_ADD, caller.descriptor(), &event) < 0) fail("epoll_ctl");
        caller.send();
    }
    const auto begin = Clock::now() + plan.warmUp;
    const auto end = begin + plan.duration;
    bool isMeasuring = false;
    std::chrono::nanoseconds cpuAtBegin{};
    std::vector<epoll_event> events(size_t(plan.connections));
    for (auto now = Clock::now(); now < end; now = Clock::now()) {
        if (!isMeasuring && now >= begin) {
            isMeasuring = true;
            cpuAtBegin = cpuTimeOf(serverThread);
        }
        const int ready = ::epoll_wait(epoll, events.data(), int(events.size()), 100);
        for (int i = 0; i < ready; ++i) {
            auto& caller = *static_cast<Caller*>(events[size_t(i)].data.ptr);
            if (!caller.receive(isMeasuring ? result : ignored)) continue;
            if (isMeasuring) result.latencies.push_back(Clock::now() - caller.sentAt());
            caller.send();
        }
    }
    result.elapsed = Clock::now() - begin;
    result.serverCpu = cpuTimeOf(serverThread) - cpuAtBegin;
    result.failures += ignored.failures;
    std::sort(result.latencies.begin(), result.latencies.end());
    ::close(epoll);
    return result;
}

}  // namespace tongdai::bench
