// Tells the thread sanitizer the order that Qt keeps between threads. Debian's Qt is compiled without it, so the
// sanitizer sees neither Qt's event queues nor the slow path of its mutexes, and would report every value that crosses
// threads by a posted call.
//
// The functions below bear the names of Qt's own, so that the calls our instrumented code makes come here first; each
// goes on to Qt's. An order is told as narrowly as Qt keeps it, by a key of its own:
//   a posted call or event   what was done before posting it comes before its handling, for that call alone
//   a slot object            its creation comes before each call, each call before its destruction
//   a thread                 all it has done comes before wait() returns true and before its finished() arrives
//   a mutex                  its slow path; the fast one is inline, and seen
//   moveToThread(), deleteLater()   come before what the object's new thread does with it, before its end
// Able to hide a race are three things. A slot that runs on another thread than its signal comes after the sender's
// latest emission, not only after the one it answers: what the sender wrote between two of them is compared with the
// slot's reads only if the slot runs before the second. Nothing is compared that is written within an emission and
// outside of slots: copies of the arguments, what a QSignalSpy notes. Nor what a dispatcher does when quit() interrupts
// it. Not told, because nothing here uses them: semaphores, wait conditions, read-write locks, futures, runnables.

#include "tests/support/thread_order/ordered_application.h"

#ifndef TONGDAI_TELLS_THREAD_ORDER
#error "only for builds with the thread sanitizer"
#endif

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEvent>
#include <QMutex>
#include <QThread>
#include <QThreadPool>

#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <memory>
#include <utility>

extern "C" {
void AnnotateIgnoreWritesBegin(const char* file, int line);
void AnnotateIgnoreWritesEnd(const char* file, int line);
}

namespace {

/// What an object's address stands for; a QObject is larger than the last of them.
enum class Key { Emitted = 0, Moved = 1, Doomed = 2 };

void* keyOf(const void* object, Key key)
{
    return static_cast<char*>(const_cast<void*>(object)) + int(key);
}

void cameBefore(const void* object, Key key = Key::Emitted)
{
    __tsan_release(keyOf(object, key));
}

void comesAfter(const void* object, Key key = Key::Emitted)
{
    __tsan_acquire(keyOf(object, key));
}

/// The function of that name which is called without this file.
template <class Function>
Function* nextOf(const char* name)
{
    void* const found = ::dlsym(RTLD_NEXT, name);
    if (!found) {
        std::fprintf(stderr, "thread order: there is no %s any more\n", name);
        std::abort();
    }
    return reinterpret_cast<Function*>(found);
}

/// The sender whose signal this thread is emitting: what it calls in between it calls in its own order. Outside these
/// calls Qt copies the values for slots of other threads, after the order was told, into memory that they alone read.
thread_local const QObject* theSender = nullptr;

class Emission {
public:
    explicit Emission(const QObject* sender) : m_outer(std::exchange(theSender, sender))
    {
        cameBefore(sender);
        if (!m_outer) lookAway();
    }
    ~Emission()
    {
        theSender = m_outer;
        if (!m_outer) lookAgain();
    }
    Emission(const Emission&) = delete;
    Emission& operator=(const Emission&) = delete;

    /// While a slot is called within an emission.
    class Slot {
    public:
        Slot() : m_outer(std::exchange(theSender, nullptr))
        {
            if (m_outer) lookAgain();
        }
        ~Slot()
        {
            theSender = m_outer;
            if (m_outer) lookAway();
        }
        Slot(const Slot&) = delete;
        Slot& operator=(const Slot&) = delete;

    private:
        const QObject* m_outer;
    };

private:
    static void lookAway() { AnnotateIgnoreWritesBegin(__FILE__, __LINE__); }
    static void lookAgain() { AnnotateIgnoreWritesEnd(__FILE__, __LINE__); }

    const QObject* m_outer;
};

/// Stands in for a slot object on its way through Qt.
class OrderedSlot final : public QtPrivate::QSlotObjectBase {
public:
    OrderedSlot(QtPrivate::QSlotObjectBase* slot, const QObject* sender)
        : QSlotObjectBase(&act), m_slot(slot), m_sender(sender)
    {
        cameBefore(this);
    }
    void comeAfterItsCalls() const { comesAfter(&m_called); }

private:
    static void act(int operation, QSlotObjectBase* slot, QObject* receiver, void** arguments, bool* isEqual)
    {
        auto* const self = static_cast<OrderedSlot*>(slot);
        comesAfter(self);
        switch (operation) {
            case Destroy:
                self->comeAfterItsCalls();
                self->m_slot->destroyIfLastRef();
                delete self;
                break;
            case Call:
                if (self->m_sender && self->m_sender != theSender) comesAfter(self->m_sender);
                {
                    const Emission::Slot slotOfOurs;
                    self->m_slot->call(receiver, arguments);
                }
                cameBefore(&self->m_called);
                break;
            case Compare: *isEqual = self->m_slot->compare(arguments); break;
            default: break;
        }
    }

    QSlotObjectBase* const m_slot;
    const QObject* const m_sender;  ///< none: a posted call
    char m_called = 0;              ///< an address
};

/// What QThread::create() makes.
class OrderedThread final : public QThread {
public:
    explicit OrderedThread(std::future<void>&& work) : m_work(std::move(work)) {}

private:
    void run() override
    {
        m_work.get();
        cameBefore(this);
    }
    std::future<void> m_work;
};

}  // namespace

namespace tongdai::testing {

void orderBeforeEvent(QObject* receiver, QEvent* event)
{
    comesAfter(event);
    comesAfter(receiver, Key::Moved);
    if (event->type() == QEvent::DeferredDelete) comesAfter(receiver, Key::Doomed);
}

void orderAfterEvent()
{
    cameBefore(QThread::currentThread());  // perhaps its last
}

}  // namespace tongdai::testing

// A member function is a function whose first argument is the object; `asm` gives it Qt's name.

namespace tongdai::testing::qt {

#define ACTIVATE "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv"
void activate(QObject* sender, const QMetaObject* meta, int signal, void** arguments) asm(ACTIVATE);
void activate(QObject* sender, const QMetaObject* meta, int signal, void** arguments)
{
    static auto* const qts = nextOf<decltype(activate)>(ACTIVATE);
    const Emission emission(sender);
    qts(sender, meta, signal, arguments);
}

#define CONNECT \
    "_ZN7QObject11connectImplEPKS_PPvS1_S3_PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKiPK11QMetaObject"
QMetaObject::Connection connectSlot(const QObject* sender, void** signal, const QObject* receiver, void** member,
                                    QtPrivate::QSlotObjectBase* slot, Qt::ConnectionType type, const int* types,
                                    const QMetaObject* meta) asm(CONNECT);
QMetaObject::Connection connectSlot(const QObject* sender, void** signal, const QObject* receiver, void** member,
                                    QtPrivate::QSlotObjectBase* slot, Qt::ConnectionType type, const int* types,
                                    const QMetaObject* meta)
{
    static auto* const qts = nextOf<decltype(connectSlot)>(CONNECT);
    return qts(sender, signal, receiver, member, new OrderedSlot(slot, sender), type, types, meta);
}

#define INVOKE "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv"
bool invoke(QObject* object, QtPrivate::QSlotObjectBase* slot, Qt::ConnectionType type, void* result) asm(INVOKE);
bool invoke(QObject* object, QtPrivate::QSlotObjectBase* slot, Qt::ConnectionType type, void* result)
{
    static auto* const qts = nextOf<decltype(invoke)>(INVOKE);
    auto* const ordered = new OrderedSlot(slot, nullptr);
    if (type != Qt::BlockingQueuedConnection) return qts(object, ordered, type, result);
    ordered->ref();
    const bool isCalled = qts(object, ordered, type, result);
    ordered->comeAfterItsCalls();
    ordered->destroyIfLastRef();
    return isCalled;
}

#define POST "_ZN16QCoreApplication9postEventEP7QObjectP6QEventi"
void post(QObject* receiver, QEvent* event, int priority) asm(POST);
void post(QObject* receiver, QEvent* event, int priority)
{
    static auto* const qts = nextOf<decltype(post)>(POST);
    cameBefore(event);
    qts(receiver, event, priority);
}

#define DELETE_LATER "_ZN7QObject11deleteLaterEv"
void deleteLater(QObject* object) asm(DELETE_LATER);
void deleteLater(QObject* object)
{
    static auto* const qts = nextOf<decltype(deleteLater)>(DELETE_LATER);
    cameBefore(object, Key::Doomed);
    qts(object);
}

#define MOVE "_ZN7QObject12moveToThreadEP7QThread"
void moveToThread(QObject* object, QThread* thread) asm(MOVE);
void moveToThread(QObject* object, QThread* thread)
{
    static auto* const qts = nextOf<decltype(moveToThread)>(MOVE);
    cameBefore(object, Key::Moved);
    qts(object, thread);
}

#define CREATE_THREAD "_ZN7QThread16createThreadImplEOSt6futureIvE"
QThread* createThread(std::future<void>&& work) asm(CREATE_THREAD);
QThread* createThread(std::future<void>&& work)
{
    return new OrderedThread(std::move(work));
}

#define WAIT "_ZN7QThread4waitE14QDeadlineTimer"
bool wait(QThread* thread, QDeadlineTimer deadline) asm(WAIT);
bool wait(QThread* thread, QDeadlineTimer deadline)
{
    static auto* const qts = nextOf<decltype(wait)>(WAIT);
    const bool hasEnded = qts(thread, deadline);
    if (hasEnded) comesAfter(thread);
    return hasEnded;
}

// Qt calls the thread's dispatcher while it holds the thread's mutex, and takes it again before it deletes the
// dispatcher.
class InterruptedDispatcher {
public:
    InterruptedDispatcher() { AnnotateIgnoreWritesBegin(__FILE__, __LINE__); }
    ~InterruptedDispatcher() { AnnotateIgnoreWritesEnd(__FILE__, __LINE__); }
    InterruptedDispatcher(const InterruptedDispatcher&) = delete;
    InterruptedDispatcher& operator=(const InterruptedDispatcher&) = delete;
};

#define QUIT "_ZN7QThread4quitEv"
void quit(QThread* thread) asm(QUIT);
void quit(QThread* thread)
{
    static auto* const qts = nextOf<decltype(quit)>(QUIT);
    const InterruptedDispatcher dispatcher;
    qts(thread);
}

#define EXIT "_ZN7QThread4exitEi"
void exitLoop(QThread* thread, int code) asm(EXIT);
void exitLoop(QThread* thread, int code)
{
    static auto* const qts = nextOf<decltype(exitLoop)>(EXIT);
    const InterruptedDispatcher dispatcher;
    qts(thread, code);
}

#define LOCK "_ZN11QBasicMutex12lockInternalEv"
void lock(QBasicMutex* mutex) noexcept asm(LOCK);
void lock(QBasicMutex* mutex) noexcept
{
    static auto* const qts = nextOf<void(QBasicMutex*)>(LOCK);
    qts(mutex);
    comesAfter(mutex);
}

#define TRY_LOCK "_ZN11QBasicMutex12lockInternalEi"
bool tryLock(QBasicMutex* mutex, int timeout) noexcept asm(TRY_LOCK);
bool tryLock(QBasicMutex* mutex, int timeout) noexcept
{
    static auto* const qts = nextOf<bool(QBasicMutex*, int)>(TRY_LOCK);
    const bool isLocked = qts(mutex, timeout);
    if (isLocked) comesAfter(mutex);
    return isLocked;
}

#define UNLOCK "_ZN11QBasicMutex14unlockInternalEv"
void unlock(QBasicMutex* mutex) noexcept asm(UNLOCK);
void unlock(QBasicMutex* mutex) noexcept
{
    static auto* const qts = nextOf<void(QBasicMutex*)>(UNLOCK);
    cameBefore(mutex);
    qts(mutex);
}

#define START_IN_POOL "_ZN11QThreadPool5startESt8functionIFvvEEi"
void startInPool(QThreadPool* pool, std::function<void()> work, int priority) asm(START_IN_POOL);
void startInPool(QThreadPool* pool, std::function<void()> work, int priority)
{
    static auto* const qts = nextOf<decltype(startInPool)>(START_IN_POOL);
    // The pool's thread destroys the function, too: it must know nothing that this thread still holds.
    auto* const task = new std::function<void()>(std::move(work));
    cameBefore(task);
    qts(
        pool,
        [pool, task] {
            comesAfter(task);
            (*task)();
            delete task;
            cameBefore(pool);
        },
        priority);
}

#define WAIT_FOR_POOL "_ZN11QThreadPool11waitForDoneEi"
bool waitForPool(QThreadPool* pool, int milliseconds) asm(WAIT_FOR_POOL);
bool waitForPool(QThreadPool* pool, int milliseconds)
{
    static auto* const qts = nextOf<decltype(waitForPool)>(WAIT_FOR_POOL);
    const bool areDone = qts(pool, milliseconds);
    if (areDone) comesAfter(pool);
    return areDone;
}

// QProcess lets its child share the memory until it has become another program. The sanitizer takes such a child for a
// second process with threads of its own, and fails; it is the same thread, borrowed.
#define CLONE "clone"
int clone(int (*start)(void*), void* stack, int flags, void* argument, void* parentId, void* tls,
          void* childId) asm(CLONE);
int clone(int (*start)(void*), void* stack, int flags, void* argument, void* parentId, void* tls, void* childId)
{
    static auto* const libcs = nextOf<decltype(clone)>(CLONE);
    return libcs(start, stack, flags, argument, parentId, tls, childId);
}

}  // namespace tongdai::testing::qt
