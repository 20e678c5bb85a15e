#include "tests/engine/history/postgres_history_stage.h"

#include "tests/support/test_registry.h"

namespace tongdai::testing {

class PostgresHistoryTest : public PostgresHistoryStage {
    Q_OBJECT
public:
    PostgresHistoryTest() : PostgresHistoryStage(u"history"_s) {}

private slots:
    void initTestCase()
    {
        startServer();
        makeTables();
    }

    // contracts/handle-message §7: what the administrator's handbook asks, word for word.
    void answersTheMonitoringQueries()
    {
        const Accepted accepted = accept(message(u"c1"_s, u"m1"_s), OwnerId("a"_ba));
        await(store().finish(answer(*accepted.claim, 1)));
        accept(message(u"c2"_s, u"m2"_s));
        const QByteArray recent = server().psql(database(),
                                                uR"(-- Recent conversations
SELECT conversation_id, last_message_timestamp, total_messages
FROM conversations
ORDER BY last_message_timestamp DESC
LIMIT 10;)"_s);
        QCOMPARE(recent.split('\n').size(), 2);
        QVERIFY2(recent.contains("c1|1763711990.125|2"), recent.constData());
        QVERIFY2(recent.contains("c2|1763711990.125|1"), recent.constData());
        const QByteArray actions = server().psql(database(),
                                                 uR"(-- Action statistics
SELECT action_type, COUNT(*), AVG(retry_count)
FROM message_actions
GROUP BY action_type;)"_s);
        const QByteArrayList columns = actions.split('|');
        QCOMPARE(columns.size(), 3);
        QCOMPARE(columns[1], "1"_ba);
        QCOMPARE(columns[2].toDouble(), 0.0);
    }

    void goesOnWhenTheServerComesBack()
    {
        accept(message(u"c1"_s, u"m1"_s));
        for (int reads = 0; reads < 10; ++reads)  // every reader has its connection
            QCOMPARE(thread(u"c1"_s).size(), 1u);
        server().kill();
        QVERIFY_THROWS_EXCEPTION(StoreError, thread(u"c1"_s));
        QVERIFY_THROWS_EXCEPTION(StoreError, accept(message(u"c1"_s, u"m2"_s)));
        QVERIFY2(server().start(), qPrintable(server().problem()));
        const Accepted accepted = accept(message(u"c1"_s, u"m2"_s));
        QCOMPARE(accepted.message.seq, 2);
        for (int reads = 0; reads < 10; ++reads)
            QCOMPARE(thread(u"c1"_s).size(), 2u);
        raw().close();
        raw().open();
    }
};

TONGDAI_TEST(PostgresHistoryTest)

}  // namespace tongdai::testing

#include "postgres_history_pg_test.moc"
