#include "engine/server/http/listener.h"

#include "engine/domain/log.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace tongdai::http {

using namespace Qt::StringLiterals;

static const Log listenerLog("http");

namespace {

constexpr std::chrono::seconds kSayAgain{10};

/// Descriptors are given out from the lowest: a high one tells that few are left.
bool isOneOfTheLast(int descriptor)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return false;
    const rlim_t reserved = std::min<rlim_t>(Listener::kMostReserved, limit.rlim_cur / 4);
    return rlim_t(descriptor) + reserved >= limit.rlim_cur;
}

bool isWantOfRoom(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

void letGo(int descriptor)
{
    ::shutdown(descriptor, SHUT_WR);
    ::close(descriptor);
}

}  // namespace

Listener::Listener(int backlog, Accept accept, TurnAway turnAway)
    : m_accept(std::move(accept)), m_turnAway(std::move(turnAway))
{
    m_server.setListenBacklogSize(backlog);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        keepSpare();
        if (m_callers) m_callers->setEnabled(true);
    });
}

Listener::~Listener()
{
    close();
}

bool Listener::listen(const QHostAddress& address, quint16 port)
{
    if (!m_server.listen(address, port)) return false;
    m_server.pauseAccepting();
    keepSpare();
    m_callers = std::make_unique<QSocketNotifier>(m_server.socketDescriptor(), QSocketNotifier::Read);
    connect(m_callers.get(), &QSocketNotifier::activated, this, &Listener::acceptCallers);
    return true;
}

void Listener::close()
{
    m_pause.stop();
    // One of its callers may be the one who closes it.
    if (m_callers) m_callers->setEnabled(false);
    if (m_callers) m_callers.release()->deleteLater();
    m_server.close();
    if (m_spare >= 0) ::close(std::exchange(m_spare, -1));
}

void Listener::acceptCallers()
{
    for (int callers = 0; callers < kCallersAtOnce && isListening(); ++callers) {
        const int caller = acceptOne();
        if (caller < 0) {
            if (errno == EAGAIN || errno == EWOULDBLOCK) return;
            if (isWantOfRoom(errno)) return rest(errno);
            continue;  // this one is gone again
        }
        m_lastPause = std::chrono::milliseconds(0);
        if (isOneOfTheLast(caller)) {
            sayFewAreLeft();
            m_turnAway(caller);
            letGo(caller);
        } else {
            m_accept(caller);
        }
    }
}

/// Not for every caller.
void Listener::sayFewAreLeft()
{
    const auto now = std::chrono::steady_clock::now();
    if (m_saidAt && now - *m_saidAt < kSayAgain) return;
    m_saidAt = now;
    listenerLog.warn("connections are turned away, few descriptors are left (ulimit -n)");
}

void Listener::rest(int error)
{
    int turnedAway = 0;
    while (turnedAway < kCallersAtOnce && turnOneAway())
        ++turnedAway;
    m_lastPause = std::clamp(m_lastPause * 2, kFirstPause, kLongestPause);
    listenerLog.warn("connections cannot be accepted", {{u"cause"_s, qt_error_string(error)},
                                                        {u"turned_away"_s, turnedAway},
                                                        {u"pause_ms"_s, qint64(m_lastPause.count())}});
    m_callers->setEnabled(false);
    m_pause.start(m_lastPause);
}

int Listener::acceptOne()
{
    return ::accept4(int(m_server.socketDescriptor()), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

/// False: nobody waits any more, or the spare descriptor went to somebody else in this process.
bool Listener::turnOneAway()
{
    if (m_spare < 0) return false;
    ::close(std::exchange(m_spare, -1));
    const int caller = acceptOne();
    if (caller >= 0) {
        m_turnAway(caller);
        letGo(caller);
    }
    keepSpare();
    return caller >= 0;
}

void Listener::keepSpare()
{
    if (m_spare < 0) m_spare = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

}  // namespace tongdai::http
