#include "ui/shell/alerts/bus_notices.h"

#include "ui/common/session_bus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QTimer>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kNoticeService = "org.freedesktop.Notifications"_L1;
constexpr auto kNoticePath = "/org/freedesktop/Notifications"_L1;
constexpr int kNoticeDeadline_ms = 5000;
constexpr int kStays = 0;  // until somebody takes the conversation
constexpr auto kDefaultAction = "default"_L1;
constexpr qsizetype kLongestText = 200;

QDBusMessage noticeCall(const QString& method)
{
    return QDBusMessage::createMethodCall(kNoticeService, kNoticePath, kNoticeService, method);
}

}  // namespace

BusNotices::BusNotices(QObject* parent) : DesktopNotices(parent)
{
    // After the first paint: connecting to the bus must not hold the window back.
    QTimer::singleShot(0, this, [this] {
        if (!m_bus && sessionBusExists()) setBus(QDBusConnection::sessionBus());
    });
}

BusNotices::~BusNotices() = default;

void BusNotices::setBus(const QDBusConnection& bus)
{
    if (!bus.isConnected()) return;
    m_bus = std::make_unique<QDBusConnection>(bus);
    const auto listen = [this](const QString& signal, const char* slot) {
        m_bus->connect(QString(), kNoticePath, kNoticeService, signal, this, slot);
    };
    listen(u"ActionInvoked"_s, SLOT(takeAction(uint, QString)));
    listen(u"ActivationToken"_s, SLOT(takeToken(uint, QString)));
    listen(u"NotificationClosed"_s, SLOT(takeClosed(uint, uint)));
    auto* answer =
        new QDBusPendingCallWatcher(m_bus->asyncCall(noticeCall(u"GetCapabilities"_s), kNoticeDeadline_ms), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QStringList> reply = *answer;
        answer->deleteLater();
        if (!reply.isError()) m_readsMarkup = reply.value().contains("body-markup"_L1);
    });
}

void BusNotices::show(const DesktopNotice& notice)
{
    if (!m_bus) return;
    Shown& shown = m_shown[notice.key];
    shown.isWanted = true;
    const QString text = notice.text.left(kLongestText);
    QDBusMessage call = noticeCall(u"Notify"_s);
    // The service and its own sound would only speak over ours.
    const QVariantMap hints{
        {u"desktop-entry"_s, u"tongdai"_s}, {u"category"_s, u"im.received"_s}, {u"suppress-sound"_s, true}};
    call << u"Tongdai"_s << shown.id << u"tongdai"_s << notice.title << (m_readsMarkup ? text.toHtmlEscaped() : text)
         << QStringList{kDefaultAction, notice.title} << hints << kStays;
    auto* answer = new QDBusPendingCallWatcher(m_bus->asyncCall(call, kNoticeDeadline_ms), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, key = notice.key] {
        const QDBusPendingReply<uint> reply = *answer;
        answer->deleteLater();
        const auto known = m_shown.find(key);
        if (reply.isError() || known == m_shown.end()) return;
        known->id = reply.value();
        if (!known->isWanted) withdraw(key);
    });
}

void BusNotices::withdraw(const QString& key)
{
    const auto known = m_shown.find(key);
    if (known == m_shown.end()) return;
    known->isWanted = false;
    if (known->id == 0) return;  // closed as soon as it has an id
    close(known->id);
    m_shown.erase(known);
}

void BusNotices::close(uint id)
{
    m_bus->asyncCall(noticeCall(u"CloseNotification"_s) << id, kNoticeDeadline_ms);
}

void BusNotices::takeAction(uint id, const QString& action)
{
    if (action != kDefaultAction) return;
    for (auto known = m_shown.cbegin(); known != m_shown.cend(); ++known) {
        if (known->id != id) continue;
        emit chosen(QString(known.key()));
        return;
    }
}

/// Under Wayland a window may come to the front only with such a token.
void BusNotices::takeToken(uint id, const QString& token)
{
    const bool isOurs =
        std::any_of(m_shown.cbegin(), m_shown.cend(), [id](const Shown& shown) { return shown.id == id; });
    if (isOurs) qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
}

void BusNotices::takeClosed(uint id, uint /*reason*/)
{
    m_shown.removeIf([id](const auto& known) { return known.value().id == id; });
}

}  // namespace tongdai
