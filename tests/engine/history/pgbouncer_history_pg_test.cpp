#include "tests/engine/history/postgres_history_stage.h"

#include "tests/support/long_tests.h"
#include "tests/support/pgbouncer.h"
#include "tests/support/test_part.h"

#include <QCoreApplication>
#include <QProcess>

namespace tongdai::testing {

/// All that a history does, through a pooler with fewer connections than its clients.
class PgbouncerHistoryPart : public PostgresHistoryStage {
    Q_OBJECT

    std::unique_ptr<Pgbouncer> m_pooler;

public:
    PgbouncerHistoryPart() : PostgresHistoryStage(u"pooled"_s) {}

protected:
    SqlServerAddress address() const override
    {
        SqlServerAddress address = PostgresHistoryStage::address();
        address.host = m_pooler->host();
        address.port = Pgbouncer::port();
        address.isPooled = true;
        return address;
    }

private slots:
    void initTestCase()
    {
        startServer();
        m_pooler = std::make_unique<Pgbouncer>(server());
        QVERIFY2(m_pooler->start(), qPrintable(m_pooler->problem()));
        makeTables();
    }
    void cleanupTestCase() { m_pooler.reset(); }
};

TONGDAI_TEST_PART(PgbouncerHistoryPart)

class PgbouncerHistoryTest : public QObject {
    Q_OBJECT

private slots:
    /// Some functions of each kind: what travels together, what waits for others, several engines, what a message
    /// costs. In the long form all there are.
    void isAHistoryLikeAnyOther()
    {
        QStringList arguments{u"PgbouncerHistoryPart"_s};
        if (!isLong()) {
            arguments += {u"numbersMessagesInTheOrderOfAcceptance"_s,
                          u"keepsEveryByteOfAMessage"_s,
                          u"answersARepetitionWithTheStoredResult"_s,
                          u"acceptsManyAtOnceInOneCommit"_s,
                          u"grantsAClaimOnceAndTellsWhoHoldsIt"_s,
                          u"shutsTheHolderOutByForce"_s,
                          u"recordsAnAnswerOnce"_s,
                          u"refusesALateHolder"_s,
                          u"aRenewalHoldsBesideANewMessage"_s,
                          u"aRepetitionFindsTheAnswerOfItsBatch"_s,
                          u"anAnswerGoesOutBehindWhatItsBatchSettles"_s,
                          u"twoEnginesNeverWaitInACircle"_s,
                          u"aMessageCostsNoMoreThanItDid"_s};
        }
        QProcess part;
        part.setProcessChannelMode(QProcess::MergedChannels);
        part.start(QCoreApplication::applicationFilePath(), arguments);
        QVERIFY(part.waitForFinished(isLong() ? 1'800'000 : 240'000));
        const QByteArray said = part.readAll();
        QVERIFY2(part.exitStatus() == QProcess::NormalExit && part.exitCode() == 0, said.right(4'000).constData());
        QVERIFY2(said.contains(" 0 failed, 0 skipped"), said.right(4'000).constData());
    }
};

TONGDAI_TEST(PgbouncerHistoryTest)

}  // namespace tongdai::testing

#include "pgbouncer_history_pg_test.moc"
