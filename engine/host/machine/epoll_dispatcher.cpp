#include "engine/host/machine/epoll_dispatcher.h"

#include <QCoreApplication>
#include <QEvent>
#include <QSocketNotifier>
#include <QThread>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <sys/eventfd.h>
#include <unistd.h>

namespace tongdai {

using namespace std::chrono_literals;

namespace {

constexpr quint32 kEventsOf[] = {
    EPOLLIN | EPOLLRDHUP,  // QSocketNotifier::Read
    EPOLLOUT,              // Write
    EPOLLPRI,              // Exception
};
/// Events epoll reports unasked wake readers and writers: their next call then learns what happened.
constexpr quint32 kWakes[] = {
    EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR,
    EPOLLOUT | EPOLLHUP | EPOLLERR,
    EPOLLPRI,
};
constexpr size_t kEventsPerTurn = 512;
constexpr quint64 kWakeUpKey = ~quint64(0);

quint64 keyOf(int fd, quint32 generation)
{
    return quint64(generation) << 32 | quint32(fd);
}

}  // namespace

EpollDispatcher::EpollDispatcher(QObject* parent)
    : QAbstractEventDispatcher(parent),
      m_epoll(::epoll_create1(EPOLL_CLOEXEC)),
      m_wakeUp(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_events(kEventsPerTurn)
{
    if (m_epoll < 0 || m_wakeUp < 0) throw std::system_error(errno, std::generic_category(), "epoll");
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = kWakeUpKey;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeUp, &event);
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_wakeUp);
    ::close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_loopThread.store(QThread::currentThreadId(), std::memory_order_relaxed);
    m_isInterrupted = false;
    m_isWokenByItself = false;
    emit awake();
    QCoreApplication::sendPostedEvents();
    if (m_isInterrupted) return true;

    tellEpoll();
    int wait = waitTime(flags);
    if (wait != 0) {
        emit aboutToBlock();
        wait = waitTime(flags);  // a slot may have posted something or started a timer
        tellEpoll();
    }
    const int count = ::epoll_wait(m_epoll, m_events.data(), int(m_events.size()), wait);
    emit awake();

    int activated = 0;
    if (count > 0) activated += activateNotifiers(count, flags & QEventLoop::ExcludeSocketNotifiers);
    if (!(flags & QEventLoop::X11ExcludeTimers)) activated += activateTimers();
    return activated > 0 || count > 0;
}

int EpollDispatcher::waitTime(QEventLoop::ProcessEventsFlags flags) const
{
    if (!(flags & QEventLoop::WaitForMoreEvents) || m_isWokenByItself || m_isInterrupted) return 0;
    if (m_byDue.empty() || (flags & QEventLoop::X11ExcludeTimers)) return -1;
    const auto left = m_byDue.begin()->first - Clock::now();
    if (left <= 0ns) return 0;
    // Rounded up: waking a fraction early would spin until the time has come.
    return int(std::min<qint64>(std::chrono::ceil<std::chrono::milliseconds>(left).count(), 24 * 3600 * 1000));
}

quint32 EpollDispatcher::wantedEvents(const Descriptor& descriptor)
{
    quint32 wanted = 0;
    for (int kind = 0; kind < kKinds; ++kind) {
        if (descriptor.notifiers[kind]) wanted |= kEventsOf[kind];
    }
    return wanted;
}

/// Sockets switch their write notifier on and off with every write; told lazily, most of it never reaches the kernel.
void EpollDispatcher::tellEpoll()
{
    for (const int fd : std::exchange(m_dirty, {})) {
        Descriptor& descriptor = m_descriptors[size_t(fd)];
        descriptor.isDirty = false;
        watch(fd, descriptor, wantedEvents(descriptor));
    }
}

void EpollDispatcher::watch(int fd, Descriptor& descriptor, quint32 wanted)
{
    if (wanted == descriptor.watched) return;
    epoll_event event{};
    event.events = wanted;
    event.data.u64 = keyOf(fd, descriptor.generation);
    const int operation = wanted == 0 ? EPOLL_CTL_DEL : descriptor.watched == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    // A failing DEL means that the descriptor was closed before its notifier: the kernel has forgotten it already.
    if (::epoll_ctl(m_epoll, operation, fd, &event) < 0 && wanted != 0) {
        qWarning("epoll: descriptor %d cannot be watched: %s", fd, strerror(errno));
        wanted = 0;
    }
    if (wanted == 0) ++descriptor.generation;
    descriptor.watched = wanted;
}

int EpollDispatcher::activateNotifiers(int count, bool excludesNotifiers)
{
    int activated = 0;
    for (int i = 0; i < count; ++i) {
        const epoll_event event = m_events[size_t(i)];
        if (event.data.u64 == kWakeUpKey) {
            drainWakeUp();
            continue;
        }
        if (excludesNotifiers) continue;
        const auto fd = size_t(event.data.u64 & 0xffffffffu);
        for (int kind = 0; kind < kKinds; ++kind) {
            if (!(event.events & kWakes[kind])) continue;
            // Looked up again for each kind: a slot may have deleted notifiers, or closed and reused the number.
            const Descriptor& descriptor = m_descriptors[fd];
            if (keyOf(int(fd), descriptor.generation) != event.data.u64) break;
            if (QSocketNotifier* notifier = descriptor.notifiers[size_t(kind)]) {
                QEvent ready(QEvent::SockAct);
                QCoreApplication::sendEvent(notifier, &ready);
                ++activated;
            }
        }
    }
    return activated;
}

int EpollDispatcher::activateTimers()
{
    if (m_byDue.empty()) return 0;
    const auto now = Clock::now();
    std::vector<int> due;
    for (auto it = m_byDue.begin(); it != m_byDue.end() && it->first <= now; ++it)
        due.push_back(it->second);

    int activated = 0;
    for (const int id : due) {
        const auto timer = m_timers.find(id);
        // Gone since, started anew, or its slot runs a nested loop.
        if (timer == m_timers.end() || timer->due > now) continue;
        m_byDue.erase({timer->due, id});
        timer->due = nextDue(*timer, now);
        m_byDue.insert({timer->due, id});
        if (timer->isFiring) continue;
        timer->isFiring = true;
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer->object, &event);
        ++activated;
        if (const auto still = m_timers.find(id); still != m_timers.end()) still->isFiring = false;
    }
    return activated;
}

/// From the last due time, so that a slow slot does not shift the beat; missed beats are not made up for.
EpollDispatcher::Clock::time_point EpollDispatcher::nextDue(const Timer& timer, Clock::time_point now) const
{
    const auto next = timer.due + timer.interval;
    return next > now ? next : now + timer.interval;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier* notifier)
{
    const qintptr fd = notifier->socket();
    if (fd < 0) return;
    if (size_t(fd) >= m_descriptors.size()) m_descriptors.resize(size_t(fd) + 64);
    Descriptor& descriptor = m_descriptors[size_t(fd)];
    QSocketNotifier*& place = descriptor.notifiers[size_t(notifier->type())];
    if (place && place != notifier) qWarning("epoll: two notifiers of one kind for descriptor %d", int(fd));
    place = notifier;
    if (std::exchange(descriptor.isDirty, true)) return;
    m_dirty.push_back(int(fd));
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier* notifier)
{
    const qintptr fd = notifier->socket();
    if (fd < 0 || size_t(fd) >= m_descriptors.size()) return;
    Descriptor& descriptor = m_descriptors[size_t(fd)];
    QSocketNotifier*& place = descriptor.notifiers[size_t(notifier->type())];
    if (place != notifier) return;
    place = nullptr;
    if (wantedEvents(descriptor) == 0) {
        watch(int(fd), descriptor, 0);  // at once: the number may be closed and given away next
    } else if (!std::exchange(descriptor.isDirty, true)) {
        m_dirty.push_back(int(fd));
    }
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject* object)
{
    unregisterTimer(timerId);
    Timer timer;
    timer.object = object;
    timer.type = timerType;
    timer.interval = std::chrono::milliseconds(interval);
    if (timerType == Qt::VeryCoarseTimer) timer.interval = std::chrono::ceil<std::chrono::seconds>(timer.interval);
    timer.due = Clock::now() + timer.interval;
    m_byDue.insert({timer.due, timerId});
    m_timers.insert(timerId, timer);
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    const auto timer = m_timers.constFind(timerId);
    if (timer == m_timers.cend()) return false;
    m_byDue.erase({timer->due, timerId});
    m_timers.erase(timer);
    return true;
}

bool EpollDispatcher::unregisterTimers(QObject* object)
{
    bool had = false;
    for (auto timer = m_timers.begin(); timer != m_timers.end();) {
        if (timer->object != object) {
            ++timer;
            continue;
        }
        m_byDue.erase({timer->due, timer.key()});
        timer = m_timers.erase(timer);
        had = true;
    }
    return had;
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject* object) const
{
    QList<TimerInfo> infos;
    for (auto timer = m_timers.cbegin(); timer != m_timers.cend(); ++timer) {
        if (timer->object == object) infos.append(TimerInfo(timer.key(), int(timer->interval.count()), timer->type));
    }
    return infos;
}

int EpollDispatcher::remainingTime(int timerId)
{
    const auto timer = m_timers.constFind(timerId);
    if (timer == m_timers.cend()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(timer->due - Clock::now());
    return std::max(0, int(left.count()));
}

void EpollDispatcher::wakeUp()
{
    if (QThread::currentThreadId() == m_loopThread.load(std::memory_order_relaxed)) {
        m_isWokenByItself = true;
        return;
    }
    if (m_isWoken.exchange(true)) return;
    const quint64 one = 1;
    while (::write(m_wakeUp, &one, sizeof one) < 0 && errno == EINTR) {
    }
}

/// Emptied first, then marked as empty: the other way round a wake-up in between would be read here and believed to
/// be still there for ever after.
void EpollDispatcher::drainWakeUp()
{
    quint64 count = 0;
    while (::read(m_wakeUp, &count, sizeof count) < 0 && errno == EINTR) {
    }
    m_isWoken = false;
}

void EpollDispatcher::interrupt()
{
    m_isInterrupted = true;
    wakeUp();
}

}  // namespace tongdai
