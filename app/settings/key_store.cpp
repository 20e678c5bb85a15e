#include "app/settings/key_store.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QLibrary>
#include <QPointer>
#include <QThread>
#include <QTimer>
#include <QUuid>

#include <qt6keychain/keychain.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

using Outcome = KeyStoreAnswer::Outcome;

constexpr auto kSecretService = "org.freedesktop.secrets"_L1;
constexpr auto kKeychainService = "tongdai"_L1;
constexpr std::chrono::milliseconds kMostForAState{8'000};
constexpr std::chrono::milliseconds kMostForAStoreToCome{30'000};

/// A connection of its own: that of the window belongs to the window, and its answers to the window's thread.
class ShortBus {
public:
    ShortBus() : m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, m_name)) {}
    ~ShortBus() { QDBusConnection::disconnectFromBus(m_name); }
    Q_DISABLE_COPY_MOVE(ShortBus)
    QDBusConnection& operator*() { return m_bus; }

private:
    QString m_name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    QDBusConnection m_bus;
};

bool hasBus()
{
    ShortBus bus;
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") && (*bus).isConnected();
}

QDBusMessage askBus(QDBusConnection& bus, const QString& method, std::chrono::milliseconds patience)
{
    const QDBusMessage question = QDBusMessage::createMethodCall(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s,
                                                                 u"org.freedesktop.DBus"_s, method);
    return bus.call(question, QDBus::Block, int(patience.count()));
}

/// Nothing: the bus does not answer.
std::optional<bool> isKnownToBus(QDBusConnection& bus, std::chrono::milliseconds patience, const QString& service)
{
    for (const QString& question : {u"ListNames"_s, u"ListActivatableNames"_s}) {
        const QDBusMessage answer = askBus(bus, question, patience);
        if (answer.type() != QDBusMessage::ReplyMessage) return {};
        if (answer.arguments().value(0).toStringList().contains(service)) return true;
    }
    return false;
}

/// There QtKeychain turns to KWallet, which cannot be asked whether it is open without asking its owner.
bool isKdeSession()
{
    const QByteArray names = qgetenv("XDG_CURRENT_DESKTOP") + ':' + qgetenv("DESKTOP_SESSION");
    return names.toLower().contains("kde") || names.toLower().contains("plasma") ||
           qEnvironmentVariableIsSet("KDE_SESSION_VERSION") || qEnvironmentVariableIsSet("KDE_FULL_SESSION");
}

Outcome outcomeOf(QKeychain::Error error)
{
    switch (error) {
        case QKeychain::NoError: return Outcome::Done;
        case QKeychain::EntryNotFound: return Outcome::NoEntry;
        case QKeychain::AccessDenied:
        case QKeychain::AccessDeniedByUser: return Outcome::Denied;
        case QKeychain::NoBackendAvailable:
        case QKeychain::NotImplemented: return Outcome::NoStore;
        default: return Outcome::Trouble;
    }
}

/// The thread of all jobs. QtKeychain runs them one after the other from a queue that lives on the thread of the first
/// job, and runs none any more once that thread is gone; so this one stays until the program ends. Where nothing is
/// kept in a key store it is never begun.
class KeyStoreLoop {
public:
    KeyStoreLoop()
    {
        m_here.moveToThread(&m_thread);
        m_thread.start();
    }
    ~KeyStoreLoop()
    {
        m_thread.quit();
        m_thread.wait();
        for (const QPointer<QKeychain::Job>& job : m_abandoned)
            delete job.data();
    }
    Q_DISABLE_COPY_MOVE(KeyStoreLoop)
    template <class Work>
    void run(Work work)
    {
        QMetaObject::invokeMethod(&m_here, work, Qt::BlockingQueuedConnection);
    }
    /// On its thread. Whoever is to answer may still do so, and would find the job gone: it goes with its answer, or
    /// with the program. Its turn is over all the same: QtKeychain begins no other before it hears so.
    void abandon(QKeychain::Job* job)
    {
        job->setAutoDelete(true);
        emit job->finished(job);
        QObject::disconnect(job, nullptr, nullptr, nullptr);
        std::erase_if(m_abandoned, [](const QPointer<QKeychain::Job>& each) { return each.isNull(); });
        m_abandoned.emplace_back(job);
    }

private:
    QThread m_thread;
    QObject m_here;
    std::vector<QPointer<QKeychain::Job>> m_abandoned;
};

/// GLib, which the client of the Secret Service brings along, ends the whole program when its session bus goes, unless
/// it is told not to for every connection it makes. The bus of the desktop is no reason to stop serving customers.
void outliveTheBus()
{
    constexpr int kSessionBus = 2;  // G_BUS_TYPE_SESSION
    QLibrary gio(u"gio-2.0"_s, 0);
    const auto bus = reinterpret_cast<void* (*)(int, void*, void*)>(gio.resolve("g_bus_get_sync"));
    const auto exitOnClose = reinterpret_cast<void (*)(void*, int)>(gio.resolve("g_dbus_connection_set_exit_on_close"));
    if (!bus || !exitOnClose) return;
    if (void* const connection = bus(kSessionBus, nullptr, nullptr)) exitOnClose(connection, 0);
}

/// The work of one job; one that does not end in time is left to itself.
KeyStoreAnswer runKeyStoreJob(const std::function<QKeychain::Job*()>& make, std::chrono::milliseconds patience)
{
    static KeyStoreLoop jobs;
    jobs.run(outliveTheBus);
    KeyStoreAnswer answer{Outcome::TooSlow};
    jobs.run([&] {
        QEventLoop loop;
        QKeychain::Job* const job = make();
        job->setAutoDelete(false);
        job->setInsecureFallback(false);
        bool isDone = false;
        QObject::connect(job, &QKeychain::Job::finished, &loop, [&] {
            isDone = true;
            loop.quit();
        });
        QTimer::singleShot(patience, &loop, &QEventLoop::quit);
        job->start();
        if (!isDone) loop.exec();
        if (!isDone) return jobs.abandon(job);
        answer.outcome = outcomeOf(job->error());
        answer.detail = job->errorString();
        if (const auto* read = qobject_cast<QKeychain::ReadPasswordJob*>(job)) answer.text = read->textData();
        delete job;
    });
    return answer;
}

}  // namespace

KeyStoreAnswer::Outcome keyStoreState(std::chrono::milliseconds patience)
{
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") || isKdeSession()) return Outcome::NoStore;
    patience = std::min(patience, kMostForAState);
    ShortBus bus;
    if (!(*bus).isConnected()) return Outcome::NoStore;
    const std::optional<bool> isKnown = isKnownToBus(*bus, patience, QString(kSecretService));
    if (!isKnown) return Outcome::TooSlow;
    if (!*isKnown) return Outcome::NoStore;
    QDBusMessage question =
        QDBusMessage::createMethodCall(QString(kSecretService), u"/org/freedesktop/secrets/aliases/default"_s,
                                       u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    question << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
    const QDBusMessage answer = (*bus).call(question, QDBus::Block, int(patience.count()));
    if (answer.type() == QDBusMessage::ErrorMessage) {
        const QString error = answer.errorName();
        if (error.endsWith(".NoReply"_L1) || error.endsWith(".Timeout"_L1) || error.endsWith(".TimedOut"_L1))
            return Outcome::TooSlow;
        return error.endsWith(".AccessDenied"_L1) ? Outcome::Denied : Outcome::NoStore;
    }
    const QVariant locked = answer.arguments().value(0).value<QDBusVariant>().variant();
    return locked.toBool() ? Outcome::Locked : Outcome::Done;
}

KeyStoreAnswer readKeyStore(const QString& entry, std::chrono::milliseconds patience, bool mayAsk)
{
    Outcome state = keyStoreState(patience);
    // At the sign-in to a desktop programs start in any order.
    const QDeadlineTimer comes(std::min(patience, mayAsk ? kMostForAStoreToCome : std::chrono::milliseconds(0)));
    while (state == Outcome::NoStore && hasBus() && !comes.hasExpired()) {
        QThread::msleep(500);
        state = keyStoreState(patience);
    }
    if (state != Outcome::Done && !(state == Outcome::Locked && mayAsk)) return {state};
    KeyStoreAnswer answer = runKeyStoreJob(
        [&] {
            auto* const job = new QKeychain::ReadPasswordJob(QString(kKeychainService));
            job->setKey(entry);
            return job;
        },
        patience);
    // Who closes the question of the desktop gets "nothing found".
    const bool mayBeLocked = answer.outcome == Outcome::NoEntry || answer.outcome == Outcome::Trouble;
    if (mayBeLocked && keyStoreState(patience) == Outcome::Locked) answer.outcome = Outcome::Locked;
    return answer;
}

KeyStoreAnswer writeKeyStore(const QString& entry, const QString& text, std::chrono::milliseconds patience)
{
    if (const Outcome state = keyStoreState(patience); state != Outcome::Done) return {state};
    return runKeyStoreJob(
        [&] {
            auto* const job = new QKeychain::WritePasswordJob(QString(kKeychainService));
            job->setKey(entry);
            job->setTextData(text);
            return job;
        },
        patience);
}

KeyStoreAnswer eraseFromKeyStore(const QString& entry, std::chrono::milliseconds patience)
{
    if (const Outcome state = keyStoreState(patience); state != Outcome::Done) return {state};
    return runKeyStoreJob(
        [&] {
            auto* const job = new QKeychain::DeletePasswordJob(QString(kKeychainService));
            job->setKey(entry);
            return job;
        },
        patience);
}

}  // namespace tongdai::app
