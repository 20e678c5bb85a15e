#include "tests/support/engine_process.h"
#include "tests/support/node_project.h"
#include "tests/support/postgres_server.h"
#include "tests/support/test_registry.h"

#include <QTest>
#include <QTimer>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// Connecting to the chat while the store is away (design §7): the connection is not deaf for the rest of its life.
class ChatStoreAwayPgTest : public QObject {
    Q_OBJECT

    NodeProject m_node;
    PostgresServer m_postgres;
    EngineProcess m_engine;

    QString run(const QString& part) const
    {
        return m_node.run(u"chat_store_away.mjs"_s,
                          {m_engine.url().toString(), u"a-secret-that-only-tests-know-of-32"_s,
                           QString::fromUtf8(m_engine.adminToken()), part});
    }

private slots:
    void whoConnectsMeanwhileGetsEverythingLater()
    {
        QVERIFY2(m_node.failure().isEmpty(), qPrintable(m_node.failure()));
        QVERIFY2(m_postgres.start() && m_postgres.createDatabase(u"chat"_s), qPrintable(m_postgres.problem()));
        m_engine.setEnvironment(u"JWT_SECRET"_s, u"a-secret-that-only-tests-know-of-32"_s);
        m_engine.setEnvironment(u"POSTGRES_HOST"_s, m_postgres.host());
        m_engine.setEnvironment(u"POSTGRES_DB"_s, u"chat"_s);
        m_engine.setEnvironment(u"POSTGRES_USER"_s, PostgresServer::user());
        QVERIFY2(m_engine.start(60'000), qPrintable(m_engine.problem()));
        QString failure = run(u"write"_s);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));

        m_postgres.kill();
        bool isBack = false;
        QTimer lookout;
        connect(&lookout, &QTimer::timeout, this, [this, &isBack] {
            if (isBack || !m_engine.errorOutput().contains("the threads of a user were not read")) return;
            isBack = true;
            m_postgres.start();
        });
        lookout.start(50);
        failure = run(u"return"_s);
        QVERIFY2(isBack, "nobody connected while the store was away");
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(m_engine.stop(), std::optional(0));
    }
};

TONGDAI_TEST(ChatStoreAwayPgTest)

}  // namespace tongdai::testing

#include "chat_store_away_pg_test.moc"
