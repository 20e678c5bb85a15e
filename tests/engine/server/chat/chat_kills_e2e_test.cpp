#include "tests/support/engine_process.h"
#include "tests/support/node_project.h"
#include "tests/support/tcp_proxy.h"
#include "tests/support/test_registry.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>
#include <QTimer>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLines = 500;
constexpr int kWindow = 20;  // guarantees 2.8: so many lines are sent before their acknowledgements
const QString kKillsSecret = u"a-secret-that-only-tests-know-of-32"_s;
const QString kWhileTheStoreWaits = u" while the store waits"_s;
const QStringList kPlaces{u"missed-line.sent@1"_s,           u"missed-line.sent@21"_s,
                          u"missed-line.sent@250"_s,         u"missed-line.sent@500"_s,
                          u"missed-line.acknowledged@21"_s,  u"missed-line.acknowledged@40"_s,
                          u"missed-line.acknowledged@500"_s, u"missed-line.acknowledged@261"_s + kWhileTheStoreWaits};

QString userOf(qsizetype place)
{
    return u"ba-%1"_s.arg(place);
}

}  // namespace

/// Row F08 of guarantees 3.4: the engine dies while it brings a member what it missed. The member's client keeps one
/// address and comes back by itself.
class ChatKillsE2eTest : public QObject {
    Q_OBJECT

    NodeProject m_node;
    EngineProcess m_engine;
    std::unique_ptr<TcpProxy> m_address;

    bool start(const QString& fault)
    {
        m_engine.setEnvironment(u"FAIL"_s, fault);
        if (!m_engine.start(60'000)) return false;
        const auto port = quint16(m_engine.url().port());
        if (m_address)
            m_address->setTargetPort(port);
        else
            m_address = TcpProxy::toPort(port);
        return true;
    }
    /// Nothing is written for two seconds, as when another program works on the file.
    std::unique_ptr<QTimer> holdUpTheStore() const
    {
        const QString name = u"foreign"_s;
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(m_engine.historyFile());
        if (!database.open() || !QSqlQuery(database).exec(u"begin immediate"_s)) qWarning("the store is not held up");
        auto end = std::make_unique<QTimer>();
        end->setSingleShot(true);
        connect(end.get(), &QTimer::timeout, this, [name] {
            QSqlDatabase::database(name).close();
            QSqlDatabase::removeDatabase(name);
        });
        end->start(2'000);
        return end;
    }
    QString run(const QString& part, const QStringList& users) const
    {
        const QString url = u"http://127.0.0.1:%1"_s.arg(m_address->port());
        return m_node.run(u"chat_kills.mjs"_s, QStringList{url, kKillsSecret, QString::fromUtf8(m_engine.adminToken()),
                                                           QString::number(kLines), QString::number(kWindow), part} +
                                                   users);
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_node.failure().isEmpty(), qPrintable(m_node.failure()));
        m_engine.setEnvironment(u"JWT_SECRET"_s, kKillsSecret);
        m_engine.setEnvironment(u"CHAT_MESSAGES_PER_MINUTE"_s, u"100000"_s);
        QVERIFY2(start({}), qPrintable(m_engine.problem()));
        QStringList users;
        for (qsizetype i = 0; i < kPlaces.size(); ++i)
            users << userOf(i);
        const QString failure = run(u"write"_s, users);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(m_engine.stop(), std::optional(0));
    }

    void bringsEverythingAlthoughItDies_data()
    {
        QTest::addColumn<int>("place");
        for (int i = 0; i < int(kPlaces.size()); ++i)
            QTest::newRow(qPrintable(kPlaces[i])) << i;
    }
    void bringsEverythingAlthoughItDies()
    {
        QFETCH(int, place);
        QString fault = kPlaces[place];
        const bool mustWait = fault.endsWith(kWhileTheStoreWaits);
        QVERIFY2(start(fault.remove(kWhileTheStoreWaits) + u":kill"_s), qPrintable(m_engine.problem()));
        const auto foreign = mustWait ? holdUpTheStore() : nullptr;
        bool hasDied = false;
        QTimer lookout;
        connect(&lookout, &QTimer::timeout, this, [this, &hasDied] {
            if (m_engine.isRunning() || hasDied) return;
            hasDied = true;
            start({});
        });
        lookout.start(50);
        const QString failure = run(u"return"_s, {userOf(place)});
        QVERIFY2(hasDied, "the fault did not happen");
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(m_engine.stop(), std::optional(0));
    }
};

TONGDAI_FAILPOINT_TEST(ChatKillsE2eTest)

}  // namespace tongdai::testing

#include "chat_kills_e2e_test.moc"
