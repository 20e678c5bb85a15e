#include "engine/server/http/listener.h"

#include "engine/domain/log.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace tongdai::http {

using namespace Qt::StringLiterals;

static const Log listenerLog("http");

Listener::Listener(Accept accept, TurnAway turnAway) : m_accept(std::move(accept)), m_turnAway(std::move(turnAway))
{
    keepSpare();
    m_pause.setSingleShot(true);
    // Closed meanwhile, there is nothing to resume, and Qt does not look.
    connect(&m_pause, &QTimer::timeout, this, [this] {
        keepSpare();
        if (isListening()) resumeAccepting();
    });
    connect(this, &QTcpServer::acceptError, this, &Listener::takeOver);
}

Listener::~Listener()
{
    close();
    if (m_spare >= 0) ::close(m_spare);
}

void Listener::incomingConnection(qintptr descriptor)
{
    m_lastPause = std::chrono::milliseconds(0);
    m_accept(descriptor);
}

/// Qt has stopped accepting. What it says is no help: its socket keeps its first error for ever, and after one failure
/// calls it an error, too, that nobody is waiting any more.
void Listener::takeOver()
{
    pauseAccepting();
    int turnedAway = 0;
    QString cause;
    for (int callers = 0; callers < kCallersAtOnce; ++callers) {
        const int caller = acceptOne();
        if (caller >= 0) {
            incomingConnection(caller);
            continue;
        }
        const int error = errno;
        if (error == EAGAIN || error == EWOULDBLOCK) return resumeAccepting();
        if (error == EINTR || error == ECONNABORTED) continue;
        cause = qt_error_string(error);
        if ((error != EMFILE && error != ENFILE) || !turnOneAway()) break;
        ++turnedAway;
    }
    if (cause.isEmpty()) return resumeAccepting();
    m_lastPause = std::clamp(m_lastPause * 2, kFirstPause, kLongestPause);
    listenerLog.warn(
        "connections cannot be accepted",
        {{u"cause"_s, cause}, {u"turned_away"_s, turnedAway}, {u"pause_ms"_s, qint64(m_lastPause.count())}});
    m_pause.start(m_lastPause);
}

int Listener::acceptOne()
{
    return ::accept4(int(socketDescriptor()), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

/// False: nobody waits any more, or the spare descriptor went to somebody else in this process.
bool Listener::turnOneAway()
{
    if (m_spare < 0) return false;
    ::close(std::exchange(m_spare, -1));
    const int caller = acceptOne();
    if (caller >= 0) {
        m_turnAway(caller);
        ::shutdown(caller, SHUT_WR);
        ::close(caller);
    }
    keepSpare();
    return caller >= 0;
}

void Listener::keepSpare()
{
    if (m_spare < 0) m_spare = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

}  // namespace tongdai::http
