#include "engine/server/http/listener.h"

#include "engine/domain/log.h"

#include <QSocketNotifier>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>

namespace tongdai::http {

using namespace Qt::StringLiterals;

static const Log listenerLog("http");

namespace {

/// Taken in before the loop goes on with something else.
constexpr int kAtOnce = 64;

int acceptFrom(qintptr listening)
{
    int descriptor = -1;
    do {
        descriptor = ::accept4(int(listening), nullptr, nullptr, SOCK_CLOEXEC);
    } while (descriptor < 0 && (errno == EINTR || errno == ECONNABORTED));
    return descriptor;
}

quint64 descriptorLimit()
{
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? quint64(limit.rlim_cur) : 1024;
}

}  // namespace

Listener::Listener(std::function<void(int)> accept, std::function<void(int)> refuse)
    : m_accept(std::move(accept)), m_refuse(std::move(refuse))
{
}

Listener::~Listener()
{
    close();
}

bool Listener::listen(const QHostAddress& address, quint16 port, int backlog)
{
    m_server.setListenBacklogSize(backlog);
    if (!m_server.listen(address, port)) return false;
    m_server.pauseAccepting();
    m_notifier = std::make_unique<QSocketNotifier>(m_server.socketDescriptor(), QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] { acceptAll(); });
    holdSpare();
    return true;
}

void Listener::close()
{
    m_notifier.reset();  // before its descriptor goes
    m_server.close();
    if (m_spare >= 0) ::close(std::exchange(m_spare, -1));
}

void Listener::holdSpare()
{
    if (m_spare < 0) m_spare = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

void Listener::resume()
{
    if (!m_notifier || m_notifier->isEnabled()) return;
    holdSpare();
    m_notifier->setEnabled(true);
}

int Listener::keptBack(quint64 limit)
{
    return int(std::min<quint64>(limit / 4, 128));
}

void Listener::acceptAll()
{
    const quint64 limit = descriptorLimit();
    const quint64 forCallers = limit - quint64(keptBack(limit));
    for (int i = 0; i < kAtOnce && m_notifier && m_notifier->isEnabled(); ++i) {
        const int descriptor = acceptFrom(m_server.socketDescriptor());
        if (descriptor >= 0) {
            // The kernel gives the lowest number that is free: all below it are in use.
            quint64(descriptor) < forCallers ? m_accept(descriptor) : m_refuse(descriptor);
            continue;
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK) return;
        if (refuseOne()) continue;
        listenerLog.warn("no connection can be taken in for now", {{u"cause"_s, qt_error_string(errno)}});
        m_notifier->setEnabled(false);  // until resume(); asking again at once would only turn in a circle
    }
}

/// Whoever waits at the door is told, with the descriptor that was kept for it.
bool Listener::refuseOne()
{
    const int cause = errno;
    const bool hasSpare = (cause == EMFILE || cause == ENFILE) && m_spare >= 0;
    if (hasSpare) {
        ::close(std::exchange(m_spare, -1));
        const int descriptor = acceptFrom(m_server.socketDescriptor());
        if (descriptor >= 0) m_refuse(descriptor);
        holdSpare();
    }
    errno = cause;
    return hasSpare && m_spare >= 0;
}

}  // namespace tongdai::http
