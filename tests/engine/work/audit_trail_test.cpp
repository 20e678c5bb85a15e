#include "engine/work/audit/audit_trail.h"

#include "tests/engine/work/fakes/virtual_time.h"
#include "tests/support/audit_stage.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct TrailStage {
    testing::VirtualTime time;
    testing::VirtualClock clock{time, std::make_shared<testing::Life>()};
    testing::KeptAudit log;
    testing::KeptShelf shelf;
    AuditTrail trail{{log, shelf, clock}};

    /// Whoever still waits is let go, which frees its coroutine.
    ~TrailStage()
    {
        stop();
        time.runFor(2 * AuditTrail::kLookAtShelf);
    }
    void note(const QString& action) { trail.note({"lan"_ba, action, {}, {}}); }
    QStringList written() const
    {
        QStringList actions;
        for (const AuditEntry& entry : log.entries)
            actions << entry.action;
        return actions;
    }
    void goAway()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^the audit log cannot be written"_s));
        log.isAway = true;
    }
    /// True: over within its deadline.
    bool stop()
    {
        bool isOver = false;
        [](TrailStage* self, bool* over) -> QCoro::Task<void> {
            auto stopping = self->trail.stop({"engine"_ba, u"engine_stopped"_s, {}, {}}, 500ms);
            co_await stopping;
            *over = true;
        }(this, &isOver);
        time.runFor(600ms);
        return isOver;
    }
};

}  // namespace

class AuditTrailTest : public QObject {
    Q_OBJECT

private slots:
    void writesAtOnceAndInOrder()
    {
        TrailStage stage;
        stage.trail.start();
        stage.note(u"one"_s);
        stage.note(u"two"_s);
        QCOMPARE(stage.written(), (QStringList{u"one"_s, u"two"_s}));
        QVERIFY(!stage.log.entries.last().detail.contains("happened_at"_L1));
    }
    void whatHappensWhileTheStoreIsAwayIsWrittenWhenItIsBack()
    {
        TrailStage stage;
        stage.trail.start();
        stage.goAway();
        stage.note(u"one"_s);
        stage.note(u"two"_s);
        stage.time.runFor(30s);
        QCOMPARE(stage.trail.waiting(), size_t(2));
        QVERIFY(stage.written().isEmpty());
        stage.log.isAway = false;
        stage.time.runFor(AuditTrail::kTryAgain);
        QCOMPARE(stage.written(), (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(stage.trail.waiting(), size_t(0));
        QVERIFY(stage.log.entries.first().detail.contains("happened_at"_L1));
    }
    void whatFindsNoRoomIsCountedAndSaid()
    {
        TrailStage stage;
        stage.trail.start();
        stage.goAway();
        for (size_t i = 0; i < AuditTrail::kMostWaiting + 7; ++i)
            stage.note(u"one"_s);
        QCOMPARE(stage.trail.lostTotal(), 7);
        stage.log.isAway = false;
        stage.time.runFor(AuditTrail::kTryAgain);
        QCOMPARE(size_t(stage.log.entries.size()), AuditTrail::kMostWaiting);
        QCOMPARE(stage.log.entries.first().detail["lost_before"_L1].toInt(), 7);
        QVERIFY(!stage.log.entries.last().detail.contains("lost_before"_L1));
    }
    void whatWasDoneBeforeThereWasAnEngineComesFirst()
    {
        TrailStage stage;
        stage.shelf.waiting = {{"desk"_ba, u"settings"_s, {}, {}}, {"desk"_ba, u"restored"_s, {}, {}}};
        stage.note(u"engine_started"_s);
        stage.trail.start();
        QCOMPARE(stage.written(), (QStringList{u"settings"_s, u"restored"_s, u"engine_started"_s}));
        QVERIFY(stage.shelf.taken.empty());
        stage.shelf.waiting = {{"desk"_ba, u"later"_s, {}, {}}};
        stage.time.runFor(AuditTrail::kLookAtShelf);
        QCOMPARE(stage.written().last(), u"later"_s);
    }
    void theStopIsWritten()
    {
        TrailStage stage;
        stage.trail.start();
        QVERIFY(stage.stop());
        QCOMPARE(stage.written(), QStringList{u"engine_stopped"_s});
        QVERIFY(stage.shelf.waiting.empty());
    }
    void withoutAStoreTheStopAndWhatWaitsGoOntoTheShelf()
    {
        TrailStage stage;
        stage.trail.start();
        stage.goAway();
        stage.note(u"one"_s);
        QVERIFY(stage.stop());
        QCOMPARE(stage.shelf.waiting.size(), size_t(2));
        QCOMPARE(stage.shelf.waiting[0].action, u"one"_s);
        QCOMPARE(stage.shelf.waiting[1].action, u"engine_stopped"_s);
        TrailStage next;
        next.shelf.waiting = stage.shelf.waiting;
        next.trail.start();
        QCOMPARE(next.written(), (QStringList{u"one"_s, u"engine_stopped"_s}));
    }
    void whatWasTakenAndNotWrittenStaysOnTheShelf()
    {
        TrailStage stage;
        stage.shelf.waiting = {{"desk"_ba, u"settings"_s, {}, {}}};
        stage.goAway();
        stage.trail.start();
        QVERIFY(stage.stop());
        QCOMPARE(stage.shelf.taken.size(), size_t(1));
        QCOMPARE(stage.shelf.waiting.size(), size_t(1));  // the stop alone
    }
};

TONGDAI_TEST(AuditTrailTest)

}  // namespace tongdai

#include "audit_trail_test.moc"
