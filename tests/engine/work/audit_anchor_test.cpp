#include "engine/work/audit/audit_anchor.h"

#include "tests/engine/work/fakes/virtual_time.h"
#include "tests/support/audit_stage.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct AnchorStage {
    testing::VirtualTime time;
    testing::VirtualClock clock{time, std::make_shared<testing::Life>()};
    testing::KeptAudit log;
    testing::KeptShelf shelf;
    std::vector<AuditState> said;
    AuditAnchor anchor{{log, shelf, clock}, [this](const AuditHealth& health) { said.push_back(health.state); }};

    /// Whoever still waits is let go, which frees its coroutine.
    ~AnchorStage()
    {
        [](AuditAnchor* what) -> QCoro::Task<void> {
            auto stopping = what->stop(500ms);
            co_await stopping;
        }(&anchor);
        time.runFor(2 * AuditAnchor::kEvery);
    }
    void start(const QByteArray& installation = "shop", const QString& target = u"file"_s)
    {
        anchor.start(installation, target);
    }
    void next() { time.runFor(AuditAnchor::kEvery); }
    AuditState state() const { return anchor.health().state; }
    void accept()
    {
        [](AuditAnchor* what) -> QCoro::Task<void> {
            auto accepting = what->accept();
            co_await accepting;
        }(&anchor);
    }
};

void expectTheLine()
{
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"^the history is not the one it was"_s));
}

/// What another run of the engine left, and its store at `n` entries and `events` events.
void leave(AnchorStage& stage, qint64 n, qint64 events)
{
    stage.log.reach(n, events);
    stage.start();
    QCOMPARE(stage.state(), AuditState::Ok);
    QCOMPARE(stage.shelf.kept.back().head, stage.log.head);
}

}  // namespace

/// F41, F79
class AuditAnchorTest : public QObject {
    Q_OBJECT

private slots:
    void keepsTheHeadAsItGrows()
    {
        AnchorStage stage;
        leave(stage, 3, 40);
        stage.next();
        QCOMPARE(stage.shelf.kept.size(), size_t(1));  // nothing is new
        stage.log.reach(5, 60);
        stage.next();
        QCOMPARE(stage.shelf.kept.size(), size_t(2));
        QCOMPARE(stage.shelf.kept.back().head, stage.log.head);
        QCOMPARE(stage.said, std::vector<AuditState>{AuditState::Ok});
    }
    void findsAnotherState_data()
    {
        QTest::addColumn<qint64>("n");
        QTest::addColumn<qint64>("events");
        QTest::addColumn<QByteArray>("chain");
        QTest::addColumn<AuditState>("state");
        QTest::newRow("the newest entries cut off") << qint64(4) << qint64(60) << "a"_ba << AuditState::Older;
        QTest::newRow("an older copy") << qint64(3) << qint64(40) << "a"_ba << AuditState::Older;
        QTest::newRow("one from between two entries") << qint64(5) << qint64(59) << "a"_ba << AuditState::Older;
        QTest::newRow("the chain written anew") << qint64(5) << qint64(60) << "b"_ba << AuditState::Altered;
        QTest::newRow("written anew and longer") << qint64(9) << qint64(90) << "b"_ba << AuditState::Altered;
    }
    void findsAnotherState()
    {
        QFETCH(qint64, n);
        QFETCH(qint64, events);
        QFETCH(QByteArray, chain);
        QFETCH(AuditState, state);
        AnchorStage before;
        leave(before, 3, 40);
        before.log.reach(5, 60);
        before.next();

        for (const bool isRunning : {true, false}) {
            AnchorStage fresh;
            fresh.shelf.kept = before.shelf.kept;
            AnchorStage& stage = isRunning ? before : fresh;
            stage.log.chain = chain;
            stage.log.reach(n, events);
            expectTheLine();
            isRunning ? stage.next() : stage.start();
            QCOMPARE(stage.state(), state);
            QCOMPARE(stage.said.back(), state);
            QCOMPARE(stage.anchor.health().missing, std::max<qint64>(0, 5 - n) * (state == AuditState::Older));
            QVERIFY(stage.anchor.health().keptAt);
            if (n == 3)
                QVERIFY(stage.anchor.health().asOf && *stage.anchor.health().asOf < *stage.anchor.health().keptAt);
            const size_t kept = stage.shelf.kept.size();
            stage.log.reach(n + 100, events + 1000);  // it goes on growing, and stays another
            stage.next();
            QCOMPARE(stage.state(), state);
            QCOMPARE(stage.shelf.kept.size(), kept);
        }
    }
    void aStoreThatForgotWhatWasCommittedIsFound()
    {
        AnchorStage stage;
        leave(stage, 3, 40);
        Change change;
        change.events.push_back({});
        change.events.back().id = 47;
        stage.anchor.changed(change);
        stage.log.reach(3, 46);  // a replica that did not hear of the last one
        expectTheLine();
        stage.anchor.look();
        QCOMPARE(stage.state(), AuditState::Older);
    }
    void whatIsCommittedDuringALookIsNotMissed()
    {
        AnchorStage stage;
        leave(stage, 3, 40);
        stage.log.onTheWay = [&stage] {
            Change change;
            change.events.push_back({});
            change.events.back().id = 47;
            stage.anchor.changed(change);
        };
        stage.anchor.look();
        QCOMPARE(stage.state(), AuditState::Ok);
        stage.log.reach(3, 46);
        expectTheLine();
        stage.next();  // the next look knows of it
        QCOMPARE(stage.state(), AuditState::Older);
    }
    void aLookFromBeforeSomebodysWordSaysNothing()
    {
        AnchorStage before;
        leave(before, 5, 60);
        AnchorStage stage;
        stage.shelf.kept = before.shelf.kept;
        stage.log.reach(3, 40);
        expectTheLine();
        stage.start();
        QCOMPARE(stage.state(), AuditState::Older);
        stage.log.onTheWay = [&stage] { stage.accept(); };
        stage.next();
        QCOMPARE(stage.state(), AuditState::Ok);
        stage.next();
        QCOMPARE(stage.state(), AuditState::Ok);
    }
    void somebodysWordMakesItTheRightOne()
    {
        AnchorStage before;
        leave(before, 5, 60);
        AnchorStage stage;
        stage.shelf.kept = before.shelf.kept;
        stage.log.reach(3, 40);
        expectTheLine();
        stage.start();
        stage.accept();
        QCOMPARE(stage.state(), AuditState::Ok);
        QCOMPARE(stage.said.back(), AuditState::Ok);
        stage.next();
        AnchorStage after;
        after.shelf.kept = stage.shelf.kept;
        after.log.reach(4, 50);
        after.start();
        QCOMPARE(after.state(), AuditState::Ok);
    }
    void aRestoreIsNoTrouble()
    {
        AnchorStage before;
        leave(before, 5, 60);
        AnchorStage stage;
        stage.shelf.kept = before.shelf.kept;
        stage.shelf.kept.push_back({});
        stage.shelf.kept.back().isRestored = true;
        stage.log.reach(3, 40);
        stage.start("another shop's");
        QCOMPARE(stage.state(), AuditState::Ok);
        QCOMPARE(stage.shelf.kept.back().head, stage.log.head);
    }
    void anotherStoreInItsPlaceIsFoundAndOneElsewhereIsNot()
    {
        AnchorStage before;
        leave(before, 5, 60);
        AnchorStage stage;
        stage.shelf.kept = before.shelf.kept;
        expectTheLine();
        stage.start("other", u"file"_s);
        QCOMPARE(stage.state(), AuditState::Replaced);

        AnchorStage moved;
        moved.shelf.kept = before.shelf.kept;
        moved.start("other", u"a server"_s);
        QCOMPARE(moved.state(), AuditState::Ok);
        AnchorStage back;  // the settings lead to the first one again, of which an older copy stands there
        back.shelf.kept = moved.shelf.kept;
        back.log.reach(2, 20);
        expectTheLine();
        back.start();
        QCOMPARE(back.state(), AuditState::Older);
    }
    void aStoreThatIsAwaySaysNothing()
    {
        AnchorStage stage;
        leave(stage, 3, 40);
        stage.log.isAway = true;
        stage.next();
        QCOMPARE(stage.state(), AuditState::Ok);
        stage.log.isAway = false;
        stage.log.reach(2, 30);
        expectTheLine();
        stage.time.runFor(AuditAnchor::kAgain);
        QCOMPARE(stage.state(), AuditState::Older);
    }
    void theStopKeepsTheHead()
    {
        AnchorStage stage;
        leave(stage, 3, 40);
        stage.log.reach(4, 41);
        bool isOver = false;
        [](AuditAnchor* anchor, bool* over) -> QCoro::Task<void> {
            auto stopping = anchor->stop(500ms);
            co_await stopping;
            *over = true;
        }(&stage.anchor, &isOver);
        QVERIFY(isOver);
        QCOMPARE(stage.shelf.kept.back().head, stage.log.head);
    }
};

TONGDAI_TEST(AuditAnchorTest)

}  // namespace tongdai

#include "audit_anchor_test.moc"
