#include "tests/support/secret_service.h"

#include "tests/support/secret_service_object.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QFile>
#include <QStandardPaths>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBusPatience = 20'000;  // ms
constexpr auto kBusName = "tongdai-secret-service"_L1;

// Nothing is started by its name: a keyring of the computer would come.
constexpr auto kBusSettings = R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=%1/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
)"_L1;

}  // namespace

SecretService::SecretService()
    : m_addressBefore(qgetenv("DBUS_SESSION_BUS_ADDRESS")),
      m_hadAddress(qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
{
}

SecretService::~SecretService()
{
    leaveBus();
    if (m_hadAddress)
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_addressBefore);
    else
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    if (m_bus.state() == QProcess::NotRunning) return;
    m_bus.terminate();
    if (!m_bus.waitForFinished(kBusPatience)) m_bus.kill();
    m_bus.waitForFinished();
}

bool SecretService::start()
{
    if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty()) {
        m_problem = u"dbus-daemon is missing: apt-get install dbus-daemon"_s;
        return false;
    }
    QFile file(m_dir.filePath(u"bus.conf"_s));
    const QByteArray settings = QString(kBusSettings).arg(m_dir.path()).toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(settings) != settings.size()) {
        m_problem = file.errorString();
        return false;
    }
    file.close();
    m_bus.start(u"dbus-daemon"_s, {u"--nofork"_s, u"--nopidfile"_s, u"--nosyslog"_s, u"--print-address"_s,
                                   u"--config-file="_s + file.fileName()});
    while (!m_bus.canReadLine() && m_bus.waitForReadyRead(kBusPatience)) {
    }
    const QByteArray address = m_bus.readLine().trimmed();
    if (address.isEmpty()) {
        m_problem = u"dbus-daemon did not start: "_s + QString::fromUtf8(m_bus.readAllStandardError());
        return false;
    }
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    QDBusConnection bus = QDBusConnection::connectToBus(QString::fromLatin1(address), QString(kBusName));
    m_object = std::make_unique<SecretServiceObject>();
    m_object->moveToThread(&m_thread);
    m_thread.start();
    bool isThere = false;
    QMetaObject::invokeMethod(
        m_object.get(), [&] { isThere = bus.registerVirtualObject(u"/"_s, m_object.get(), QDBusConnection::SubPath); },
        Qt::BlockingQueuedConnection);
    isThere = isThere && bus.registerService(u"org.freedesktop.secrets"_s);
    if (!isThere) m_problem = bus.lastError().message();
    return isThere;
}

void SecretService::leaveBus()
{
    if (!m_object) return;
    QDBusConnection::connectToBus(QString(), QString(kBusName))
        .unregisterObject(u"/"_s, QDBusConnection::UnregisterTree);
    QDBusConnection::disconnectFromBus(QString(kBusName));
    m_thread.quit();
    m_thread.wait();
    m_object.reset();
}

void SecretService::setMood(Mood mood)
{
    m_object->setMood(mood);
}

void SecretService::keepWhatWaits()
{
    m_object->keepWhatWaits();
}

void SecretService::forgetAll()
{
    m_object->forgetAll();
}

QStringList SecretService::passwords() const
{
    return m_object->passwords();
}

int SecretService::questionCount() const
{
    return m_object->questionCount();
}

}  // namespace tongdai::testing
