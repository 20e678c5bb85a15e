#pragma once

#include <QAbstractEventDispatcher>
#include <QHash>

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <set>
#include <vector>

#include <sys/epoll.h>

namespace tongdai {

/// Qt's event loop on epoll, for the engine loop: Qt's own dispatchers ask the kernel about every open socket at each
/// wake-up and lose a factor of 7–17 at 5,000 idle ones (measured). Install before the thread starts:
/// `thread.setEventDispatcher(new EpollDispatcher)`; the thread owns it.
///
/// Lives on its thread; only wakeUp() and interrupt() may be called from others. Timers are kept to the millisecond,
/// coarse ones included; very coarse ones to the second. Not for the GUI thread: it feeds no window system.
class EpollDispatcher final : public QAbstractEventDispatcher {
    Q_OBJECT
public:
    explicit EpollDispatcher(QObject* parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier* notifier) override;
    void unregisterSocketNotifier(QSocketNotifier* notifier) override;

    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject* object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject* object) override;
    QList<TimerInfo> registeredTimers(QObject* object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    using Clock = std::chrono::steady_clock;
    static constexpr int kKinds = 3;  // QSocketNotifier::Read, Write, Exception

    struct Descriptor {
        std::array<QSocketNotifier*, kKinds> notifiers{};
        quint32 watched = 0;     ///< what epoll has been told
        quint32 generation = 0;  ///< grows when the number is given up: late events of its last owner are dropped
        bool isDirty = false;
    };
    struct Timer {
        QObject* object = nullptr;
        std::chrono::milliseconds interval{};
        Qt::TimerType type = Qt::CoarseTimer;
        Clock::time_point due;
        bool isFiring = false;
    };

    void tellEpoll();
    void watch(int fd, Descriptor& descriptor, quint32 wanted);
    static quint32 wantedEvents(const Descriptor& descriptor);
    int waitTime(QEventLoop::ProcessEventsFlags flags) const;
    int activateNotifiers(int count, bool excludesNotifiers);
    int activateTimers();
    Clock::time_point nextDue(const Timer& timer, Clock::time_point now) const;
    void drainWakeUp();

    int m_epoll = -1;
    int m_wakeUp = -1;                      // an eventfd
    std::vector<Descriptor> m_descriptors;  // by number
    std::vector<int> m_dirty;
    QHash<int, Timer> m_timers;
    std::set<std::pair<Clock::time_point, int>> m_byDue;
    std::vector<epoll_event> m_events;
    std::atomic<bool> m_isInterrupted{false};
    std::atomic<bool> m_isWoken{false};  // the eventfd holds a wake-up
    std::atomic<Qt::HANDLE> m_loopThread{nullptr};
    bool m_isWokenByItself = false;  // posted on the loop itself: no system call needed to notice
};

}  // namespace tongdai
