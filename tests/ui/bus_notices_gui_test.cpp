#include "ui/shell/alerts/bus_notices.h"

#include "tests/support/test_registry.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServer>
#include <QSignalSpy>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kNoticesPath = "/org/freedesktop/Notifications"_L1;
constexpr auto kNoticesInterface = "org.freedesktop.Notifications"_L1;

}  // namespace

/// The desktop's side of the wire.
class NoticeService : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Given {
        uint replaces = 0;
        QString title;
        QString text;
        QStringList actions;
        QVariantMap hints;
    };
    QStringList capabilities{u"actions"_s, u"body"_s, u"body-markup"_s};
    std::vector<Given> given;
    QList<uint> closed;
    int asked = 0;

public slots:
    QStringList GetCapabilities()
    {
        ++asked;
        return capabilities;
    }
    uint Notify(const QString& /*program*/, uint replaces, const QString& /*icon*/, const QString& title,
                const QString& text, const QStringList& actions, const QVariantMap& hints, int /*expires*/)
    {
        given.push_back({replaces, title, text, actions, hints});
        return replaces != 0 ? replaces : 40 + uint(given.size());
    }
    void CloseNotification(uint id) { closed << id; }
};

/// Notices over a real bus connection, to a desktop that we play ourselves.
class BusNoticesTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void aClickSaysWhichOneItWas();
    void aLaterOneTakesThePlaceOfTheFirst();
    void isWithdrawnAlsoBeforeTheDesktopHasAnswered();
    void whatCustomersWriteIsNoMarkup();
    void withoutABusNothingIsShown();

private:
    void choose(uint id)
    {
        QDBusMessage signal = QDBusMessage::createSignal(kNoticesPath, kNoticesInterface, u"ActionInvoked"_s);
        m_desktop->send(signal << id << u"default"_s);
    }

    std::unique_ptr<QDBusServer> m_server;
    std::unique_ptr<NoticeService> m_service;
    std::unique_ptr<QDBusConnection> m_desktop;
    std::unique_ptr<BusNotices> m_notices;
};

void BusNoticesTest::init()
{
    m_service = std::make_unique<NoticeService>();
    m_server = std::make_unique<QDBusServer>();
    m_server->setAnonymousAuthenticationAllowed(true);
    connect(m_server.get(), &QDBusServer::newConnection, this, [this](const QDBusConnection& connection) {
        m_desktop = std::make_unique<QDBusConnection>(connection);
        m_desktop->registerObject(kNoticesPath, m_service.get(), QDBusConnection::ExportAllSlots);
    });
    const QDBusConnection bus = QDBusConnection::connectToPeer(m_server->address(), u"notices"_s);
    QTRY_VERIFY(bus.isConnected() && m_desktop);
    m_notices = std::make_unique<BusNotices>();
    m_notices->setBus(bus);
    QTRY_COMPARE(m_service->asked, 1);
}

void BusNoticesTest::cleanup()
{
    m_notices.reset();
    QDBusConnection::disconnectFromPeer(u"notices"_s);
    m_desktop.reset();
    m_server.reset();
    m_service.reset();
}

void BusNoticesTest::aClickSaysWhichOneItWas()
{
    const QSignalSpy chosen(m_notices.get(), &DesktopNotices::chosen);
    m_notices->show({u"c-1"_s, u"A customer waits: Hạnh"_s, u"Shop ơi?"_s});
    m_notices->show({u"c-2"_s, u"A customer waits: Tú"_s, u"Còn size M không?"_s});
    QTRY_COMPARE(m_service->given.size(), size_t(2));
    QVERIFY(m_service->given[0].actions.contains(u"default"_s));
    QVERIFY(m_service->given[0].hints.value(u"suppress-sound"_s).toBool());
    choose(42);
    QTRY_COMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toString(), u"c-2"_s);
    choose(41);
    QTRY_COMPARE(chosen.count(), 2);
    QCOMPARE(chosen[1][0].toString(), u"c-1"_s);
    choose(7);  // another program's
    m_notices->show({u"c-3"_s, {}, {}});
    QTRY_COMPARE(m_service->given.size(), size_t(3));
    QCOMPARE(chosen.count(), 2);
}

void BusNoticesTest::aLaterOneTakesThePlaceOfTheFirst()
{
    const QSignalSpy chosen(m_notices.get(), &DesktopNotices::chosen);
    m_notices->show({u"c-1"_s, u"A customer waits: Hạnh"_s, {}});
    QTRY_COMPARE(m_service->given.size(), size_t(1));
    choose(41);
    QTRY_COMPARE(chosen.count(), 1);  // its id has come
    m_notices->show({u"c-1"_s, u"1 customer still waits"_s, {}});
    QTRY_COMPARE(m_service->given.size(), size_t(2));
    QCOMPARE(m_service->given[1].replaces, 41U);
}

void BusNoticesTest::isWithdrawnAlsoBeforeTheDesktopHasAnswered()
{
    m_notices->show({u"c-1"_s, u"A customer waits: Hạnh"_s, {}});
    m_notices->withdraw(u"c-1"_s);
    m_notices->withdraw(u"c-9"_s);  // was never shown
    QTRY_COMPARE(m_service->closed, QList<uint>{41});
}

void BusNoticesTest::whatCustomersWriteIsNoMarkup()
{
    const QString text = u"<b>giá</b> <img src=\"http://tracker.example/x.png\"> & \"size\"?"_s;
    m_notices->show({u"c-1"_s, u"A customer waits: Hạnh"_s, text});
    QTRY_COMPARE(m_service->given.size(), size_t(1));
    QVERIFY2(!m_service->given[0].text.contains(u'<'), qPrintable(m_service->given[0].text));
    QVERIFY(m_service->given[0].text.contains(u"&lt;b&gt;"_s));
}

void BusNoticesTest::withoutABusNothingIsShown()
{
    BusNotices alone;
    alone.setBus(QDBusConnection(u"nowhere"_s));
    alone.show({u"c-1"_s, u"A customer waits: Hạnh"_s, {}});
    alone.withdraw(u"c-1"_s);
    QVERIFY(m_service->given.empty());
}

TONGDAI_TEST(BusNoticesTest)

}  // namespace tongdai

#include "bus_notices_gui_test.moc"
