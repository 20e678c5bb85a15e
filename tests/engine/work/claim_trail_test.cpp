#include "engine/work/claims/claim_trail.h"

#include "engine/contract/json/notices/claim_batch.h"
#include "engine/work/desk/admin_acts.h"
#include "engine/work/desk/operator_acts.h"
#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QStringList actsOf(const std::vector<ClaimEvent>& events)
{
    QStringList acts;
    for (const ClaimEvent& event : events)
        acts << claimActName(event.act) + u" "_s + QString::number(event.fence);
    return acts;
}

ClaimEvent noted(ClaimAct act, const QByteArray& owner, Fence fence, TimePoint at)
{
    return {ConversationId("c1"), act, OwnerId(owner), fence, 0, {}, at};
}

}  // namespace

/// What people can see of claims afterwards.
class ClaimTrailTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        world = std::make_unique<World>();
        engine = std::make_unique<Engine>(*world);
        engine->pipeline->start();
    }
    void cleanup()
    {
        engine.reset();
        world.reset();
    }

    void anAnswerIsAGrantAndARelease()
    {
        engine->post("c1", "m1");
        world->time.runFor(10s);
        QCOMPARE(actsOf(engine->events.claims), (QStringList{u"granted 1"_s, u"released 1"_s}));
        QVERIFY(!engine->events.claims.front().owner.isEmpty());
        QCOMPARE(engine->events.claims.front().owner, engine->events.claims.back().owner);
    }

    void aLongTurnIsRenewed()
    {
        engine->ai.least = engine->ai.most = 25s;
        engine->post("c1", "m1");
        world->time.runFor(29s);
        QCOMPARE(actsOf(engine->events.claims),
                 (QStringList{u"granted 1"_s, u"renewed 1"_s, u"renewed 1"_s, u"released 1"_s}));
    }

    void whoWakesAfterItsLeaseIsRefusedWithItsOldFence()
    {
        Engine second(*world);
        second.pipeline->start();
        engine->ai.least = engine->ai.most = 2s;
        engine->post("c1", "m1");
        world->time.runFor(1s);
        engine->life->pausedUntil = world->time.now() + 45s;
        world->time.runFor(100s);
        QCOMPARE(actsOf(second.events.claims), (QStringList{u"granted 2"_s, u"released 2"_s}));
        QCOMPARE(actsOf(engine->events.claims), (QStringList{u"granted 1"_s, u"refused_late 1"_s}));
        QVERIFY(engine->events.claims.back().current >= 2);
    }

    void aTakeoverNamesWhoAnswersFromHereOn()
    {
        engine->ai.least = engine->ai.most = 20s;
        engine->post("c1", "m1");
        world->time.runFor(1s);
        engine->pipeline->operatorActs().takeOver(ConversationId("c1"), OperatorId("lan"), u"Lan"_s);
        world->time.runFor(5s);
        QCOMPARE(actsOf(engine->events.claims), (QStringList{u"granted 1"_s, u"taken_over 2"_s}));
        QCOMPARE(engine->events.claims.back().by, u"Lan"_s);
    }

    void aForcedReleaseNamesBothFences()
    {
        engine->ai.least = engine->ai.most = 20s;
        engine->post("c1", "m1");
        world->time.runFor(1s);
        engine->pipeline->adminActs().cancel(ConversationId("c1"), u"Lan"_s);
        world->time.runFor(100ms);
        QVERIFY(engine->events.claims.size() >= 2);
        const ClaimEvent& forced = engine->events.claims.at(1);
        QCOMPARE(forced.act, ClaimAct::Forced);
        QCOMPARE(forced.fence, Fence(1));
        QCOMPARE(forced.current, Fence(2));
        QCOMPARE(forced.by, u"Lan"_s);
        // What waits is answered again.
        world->time.runFor(60s);
        QCOMPARE(engine->events.claims.back().act, ClaimAct::Released);
    }

    void tenMinutesAreKept()
    {
        ClaimTrail trail;
        const TimePoint start(1'000'000s);
        trail.claimNoted(noted(ClaimAct::Granted, "a", 1, start));
        trail.claimNoted(noted(ClaimAct::Released, "a", 1, start + 1s));
        trail.claimNoted(noted(ClaimAct::Granted, "b", 2, start + 10min));
        QCOMPARE(trail.of(ConversationId("c1")).size(), size_t(3));
        trail.claimNoted(noted(ClaimAct::Renewed, "b", 2, start + 10min + 500ms));
        QCOMPARE(trail.of(ConversationId("c1")).size(), size_t(3));
        const ClaimTrail::Open* open = trail.open(OwnerId("b"));
        QVERIFY(open);
        QCOMPARE(open->renewals, 1);
        QCOMPARE(open->since, start + 10min);
    }

    void underLoadTheRareActsAreStillWritten()
    {
        ClaimTrail trail;
        const TimePoint start(1'000'000s);
        for (int i = 0; i < 1000; ++i)
            trail.claimNoted(noted(ClaimAct::Granted, "a", i, start));
        trail.claimNoted(noted(ClaimAct::RefusedLate, "a", 7, start));
        const auto written = trail.takeUnwritten();
        QCOMPARE(written.size(), ClaimTrail::kUnwritten + 1);
        QCOMPARE(written.back().act, ClaimAct::RefusedLate);
        QCOMPARE(trail.leftOut(), qint64(800));
        QVERIFY(trail.takeUnwritten().empty());
    }

    void aPersonsRepliesAreOneTakeover()
    {
        ClaimTrail trail;
        for (int reply = 0; reply < 3; ++reply)
            trail.claimNoted(noted(ClaimAct::TakenOver, {}, 4, TimePoint(1'000'000s)));
        QCOMPARE(trail.noted(), qint64(1));
        QCOMPARE(trail.remarkable(10).size(), size_t(1));
    }

    void anErasedConversationLeavesNothing()
    {
        ClaimTrail trail;
        const TimePoint now(1'000'000s);
        trail.claimNoted(noted(ClaimAct::Granted, "a", 1, now));
        ClaimEvent other = noted(ClaimAct::Granted, "b", 7, now);
        other.conversation = ConversationId("c2");
        trail.claimNoted(other);
        trail.forget({ConversationId("c1")});
        QVERIFY(trail.of(ConversationId("c1")).empty());
        QVERIFY(!trail.open(OwnerId("a")));
        QVERIFY(trail.open(OwnerId("b")));
        QCOMPARE(trail.takeUnwritten(), std::vector<ClaimEvent>{other});
    }

    void whatIsWrittenIsReadBack()
    {
        ClaimEvent event = noted(ClaimAct::Forced, "a:b", 7, TimePoint(1'700'000'000'123ms));
        event.conversation = ConversationId::fromString(u"hội-thoại"_s);
        event.current = 8;
        event.by = u"Lan"_s;
        QCOMPARE(contract::readClaimBatch(contract::writeClaimBatch({event})), std::vector<ClaimEvent>{event});
        QVERIFY(contract::readClaimBatch(R"([{"c":"","act":"granted","at":1},{"act":"x"},7,null])").empty());
        QVERIFY(contract::readClaimBatch("no JSON").empty());
    }

    void onlyOwnersOfOursNameAnInstance()
    {
        const QByteArray ours = QByteArray(32, 'a') + ':' + QByteArray(32, '0');
        QCOMPARE(instanceOf(ours), QByteArray(32, 'a'));
        for (const QByteArray& other : {QByteArray("x"), QByteArray(), QByteArray(65, 'a'), ours + 'a'})
            QVERIFY(instanceOf(other).isEmpty());
    }

private:
    std::unique_ptr<World> world;
    std::unique_ptr<Engine> engine;
};

TONGDAI_TEST(ClaimTrailTest)

}  // namespace tongdai::testing

#include "claim_trail_test.moc"
