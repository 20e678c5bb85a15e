#include "engine/host/locks/locks_diagnosis.h"

#include "engine/domain/conversation/conversation.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using api::LockAct;
using api::LockCause;
using api::LockState;

namespace {

/// Another engine at work, renewing as it should.
LockFacts working()
{
    LockFacts facts;
    facts.owner = "o1";
    facts.left = 24s;
    facts.whole = 30s;
    facts.isOurs = true;
    facts.heartbeatLeft = 12s;
    facts.heartbeatWhole = 15s;
    facts.life = ProcessLife::Runs;
    return facts;
}

}  // namespace

/// Why a lock stands as it does.
class LocksDiagnosisTest : public QObject {
    Q_OBJECT
private slots:
    void whoWorksIsNotBlamed()
    {
        QCOMPARE(diagnose(working()).cause, LockCause::None);
        QCOMPARE(diagnose(working()).state, LockState::Bot);
        LockFacts elsewhere = working();
        elsewhere.life = ProcessLife::Unknown;
        QCOMPARE(diagnose(elsewhere).cause, LockCause::None);
        LockFacts person = working();
        person.mode = BotMode::Human;
        QCOMPARE(diagnose(person).state, LockState::Person);
    }
    void aProcessThatEnded()
    {
        LockFacts facts = working();
        facts.life = ProcessLife::Gone;  // known at once on this computer
        QCOMPARE(diagnose(facts).cause, LockCause::HolderGone);
        facts.life = ProcessLife::Unknown;
        facts.heartbeatLeft.reset();
        const LockVerdict verdict = diagnose(facts);
        QCOMPARE(verdict.cause, LockCause::HolderGone);
        QCOMPARE(verdict.state, LockState::Stuck);
        QCOMPARE(verdict.acts, std::vector<LockAct>{LockAct::Release});
    }
    void aProcessThatStandsStill()
    {
        LockFacts facts = working();
        facts.life = ProcessLife::Stopped;
        QCOMPARE(diagnose(facts).cause, LockCause::HolderPaused);
        facts.life = ProcessLife::Unknown;
        facts.heartbeatLeft = 5s;
        QCOMPARE(diagnose(facts).cause, LockCause::HolderSilent);
        QCOMPARE(diagnose(facts).silentFor, std::optional<std::chrono::milliseconds>(10s));
    }
    void aLockWithoutAnEnd()
    {
        LockFacts facts;
        facts.owner = "by hand";
        facts.whole = 30s;
        const LockVerdict verdict = diagnose(facts);
        QCOMPARE(verdict.cause, LockCause::NoLife);
        QCOMPARE(verdict.state, LockState::Stuck);
        QCOMPARE(verdict.acts, (std::vector<LockAct>{LockAct::GiveLife, LockAct::Release}));
    }
    void aLockOfAnotherProgram()
    {
        LockFacts facts;
        facts.owner = "job-7";
        facts.left = 5min;
        facts.whole = 30s;
        QCOMPARE(diagnose(facts).cause, LockCause::OtherProgram);
        facts.isConversation = false;
        QCOMPARE(diagnose(facts).acts, std::vector<LockAct>{LockAct::Drop});
        facts.isText = false;
        QCOMPARE(diagnose(facts).cause, LockCause::NotText);
        QVERIFY(diagnose(facts).acts.empty());
    }
    void aLockThatWasLeftBehind()
    {
        LockFacts facts = working();
        facts.isRowKnown = true;
        facts.rowOwner = OwnerId("o2");
        QCOMPARE(diagnose(facts).cause, LockCause::LeftBehind);
        facts.rowOwner = OwnerId("o1");
        QCOMPARE(diagnose(facts).cause, LockCause::None);
        facts.fence = 4;
        facts.rowFence = 5;
        QCOMPARE(diagnose(facts).cause, LockCause::LeftBehind);
    }
    void aLockThatNobodyRenews()
    {
        LockFacts facts = working();
        facts.left = 8s;
        QCOMPARE(diagnose(facts).cause, LockCause::NotRenewed);
        QCOMPARE(diagnose(facts).state, LockState::Ending);
    }
    void aProcessIsKnownByItsName()
    {
        const ProcessName own = ProcessName::ofThisProcess();
        QCOMPARE(lifeOf(own), ProcessLife::Runs);
        QVERIFY(own.shown().endsWith(u'/' + QString::number(QCoreApplication::applicationPid())));
        const auto read = ProcessName::fromText(own.text());
        QVERIFY(read);
        QCOMPARE(read->text(), own.text());
        ProcessName reused = own;
        reused.start -= 1;  // the same number, another process
        QCOMPARE(lifeOf(reused), ProcessLife::Gone);
        ProcessName remote = own;
        remote.host = "elsewhere";
        QCOMPARE(lifeOf(remote), ProcessLife::Unknown);
        for (const QByteArray& other : {"1"_ba, ""_ba, "a/b/c"_ba, "a/0/1"_ba, "a/1"_ba})
            QVERIFY(!ProcessName::fromText(other));
    }
};

TONGDAI_TEST(LocksDiagnosisTest)

}  // namespace tongdai::testing

#include "locks_diagnosis_test.moc"
