#include "engine/history/migrations.h"
#include "engine/history/sqlite/sqlite_session.h"
#include "engine/history/verbs/reads.h"

#include "tests/support/test_registry.h"

#include <QTemporaryDir>

namespace tongdai {

using namespace Qt::StringLiterals;

/// Every query that runs often finds its rows by an index, however many conversations there are.
class SqlitePlansTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<SqliteSession> m_session;

    QString planOf(QString sql)
    {
        sql.replace("{now}"_L1, m_session->dialect().now)
            .replace("{list}"_L1, "?,?"_L1)
            .replace("{skip_locked}"_L1, QString());
        QStringList steps;
        const SqlParams values(size_t(sql.count(u'?')), SqlValue(1));
        for (const SqlRow& row : m_session->query(u"explain query plan "_s + sql, values))
            steps << row[3].toText();
        return steps.join("; "_L1);
    }

    void verifyIndexed(const QString& sql, bool mayScanInOrder = false)
    {
        const QString plan = planOf(sql);
        const bool scans = plan.contains("SCAN"_L1) && !(mayScanInOrder && plan.contains("USING INDEX"_L1));
        QVERIFY2(!scans && !plan.contains("TEMP B-TREE"_L1), qPrintable(sql + u"\n"_s + plan));
    }

private slots:
    void initTestCase()
    {
        m_session =
            std::make_unique<SqliteSession>(m_dir.filePath(u"plans.sqlite"_s), SqliteSession::Access::ReadWrite);
        m_session->open();
        migrate(*m_session, migrationsFor(u"sqlite"_s));
    }

    void listsReadTheirIndexInOrder()
    {
        for (int queue = 0; queue < kWorkQueueCount; ++queue) {
            ConversationQuery query;
            query.queue = WorkQueue(queue);
            const QString plan = planOf(reads::conversationsSql(query));
            QVERIFY2(plan.contains("USING INDEX"_L1), qPrintable(plan));
        }
    }

    void hotStatementsSearch()
    {
        verifyIndexed(u"select id from conversations where conversation_id in ({list}) order by conversation_id"_s);
        verifyIndexed(u"select id from messages m where m.message_id in ({list})"_s);
        verifyIndexed(u"select id from messages m where m.conversation_id = ? and m.seq > ? order by m.seq"_s);
        verifyIndexed(
            u"select id from messages m where m.conversation_id = ? and m.rev < ? order by m.rev desc limit ?"_s);
        verifyIndexed(u"select outcome from turns where id = ?"_s);
        verifyIndexed(u"select id from events where id > ? order by id limit ?"_s);
        verifyIndexed(u"update messages set state = 1 where conversation_id = ? and seq = ? and state = 0"_s);
        verifyIndexed(u"update message_actions set status = '' where conversation_id = ? and outbox_ord = ?"_s);
        verifyIndexed(
            u"select distinct conversation_id from outbox where conversation_id in ({list}) and state in (0, 1)"_s);
    }

    void thePollReadsOnlyWhatWaits()
    {
        verifyIndexed(
            u"select conversation_id from conversations where pending = 1 and (lease_until < {now} or "
            "lease_until > {now} + 60) order by pending_since limit ?"_s,
            true);
    }

    void cleanupTestCase() { m_session.reset(); }
};

TONGDAI_TEST(SqlitePlansTest)

}  // namespace tongdai

#include "sqlite_plans_test.moc"
