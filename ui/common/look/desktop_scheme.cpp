#include "ui/common/look/desktop_scheme.h"

#include "ui/common/session_bus.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QEvent>
#include <QStyle>
#include <QTimer>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kService = "org.freedesktop.portal.Desktop"_L1;
constexpr auto kPath = "/org/freedesktop/portal/desktop"_L1;
constexpr auto kInterface = "org.freedesktop.portal.Settings"_L1;
constexpr auto kNameSpace = "org.freedesktop.appearance"_L1;
constexpr auto kKey = "color-scheme"_L1;
constexpr uint kPrefersDark = 1;
constexpr uint kPrefersLight = 2;
constexpr int kPortalDeadline_ms = 2000;

// A platform's palette is not one of ours: only its lightness counts.
Scheme lightnessOf(const QPalette& palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light;
}

}  // namespace

DesktopScheme::DesktopScheme(QObject* parent) : SystemScheme(parent)
{
    // Before the theme installs a palette of its own, the application's palette is the platform's.
    m_scheme = lightnessOf(QGuiApplication::palette());
    qApp->installEventFilter(this);
    // After the first paint: connecting to the bus must not hold the window back.
    QTimer::singleShot(0, this, &DesktopScheme::askPortal);
}

bool DesktopScheme::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == qApp && event->type() == QEvent::ThemeChange) readPlatformPalette();
    return false;
}

void DesktopScheme::askPortal()
{
    if (!sessionBusExists()) return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    bus.connect(kService, kPath, kInterface, u"SettingChanged"_s, this,
                SLOT(readPortalSetting(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
    question << QString(kNameSpace) << QString(kKey);
    auto* answer = new QDBusPendingCallWatcher(bus.asyncCall(question, kPortalDeadline_ms), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        answer->deleteLater();
        if (reply.isError()) return;
        // The portal wraps this answer twice (a known habit of its Read call).
        QVariant value = reply.value().variant();
        if (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
        adoptPortalValue(value.toUInt());
    });
}

void DesktopScheme::readPortalSetting(const QString& nameSpace, const QString& key, const QDBusVariant& value)
{
    if (nameSpace == kNameSpace && key == kKey) adoptPortalValue(value.variant().toUInt());
}

void DesktopScheme::adoptPortalValue(uint value)
{
    if (value != kPrefersDark && value != kPrefersLight) return;  // "no preference" keeps the platform's palette
    m_portalSpeaks = true;
    adopt(value == kPrefersDark ? Scheme::Dark : Scheme::Light);
}

void DesktopScheme::readPlatformPalette()
{
    if (!m_portalSpeaks) adopt(lightnessOf(QApplication::style()->standardPalette()));
}

void DesktopScheme::adopt(Scheme scheme)
{
    if (scheme == m_scheme) return;
    m_scheme = scheme;
    emit changed();
}

}  // namespace tongdai
