#include "engine/work/desk/operator_acts.h"

#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// People at the desk and administrators, against a bot at work (guarantees 2.4).
class OperatorActsTest : public QObject {
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

    void aTakeoverDuringTheAiCallSilencesTheBot()
    {
        engine->ai.least = engine->ai.most = 5s;
        const auto result = engine->post("c1", "m1");
        world->time.runFor(2s);
        QCOMPARE(engine->ai.running, 1);
        takeOver("c1");
        world->time.runFor(10ms);
        QCOMPARE(engine->ai.running, 0);  // cancelled at once, not at its end
        world->time.runFor(60s);
        QVERIFY(world->platform.sights.empty());
        QVERIFY(noBotTextAfterTakeover());
        QVERIFY(std::holds_alternative<Locked>(**result));
        QCOMPARE(std::get<Locked>(**result).reason, Locked::Reason::HumanTakeover);
        QCOMPARE(engine->events.ended.back(), TurnOutcome::Cancelled);
        QCOMPARE(cancelledTurns(), 1);
        QVERIFY(world->redis.locks.empty());
        expectSound();
    }

    void anAnswerThatComesAnywayIsRefusedByTheFence()
    {
        engine->ai.least = engine->ai.most = 5s;
        engine->ai.ignoresCancel = true;
        engine->post("c1", "m1");
        world->time.runFor(2s);
        takeOver("c1");
        world->time.runFor(60s);
        QVERIFY(world->platform.sights.empty());
        QCOMPARE(cancelledTurns(), 1);
        const auto& lines = world->database.lines(ConversationId("c1"));
        QCOMPARE(lines.back().body, u"answer to xin chào"_s);  // kept, and marked as not sent
        QCOMPARE(lines.back().state, MessageState::Superseded);
        expectSound();
    }

    void aTakeoverOnAnotherEngineSilencesTheBotToo()
    {
        Engine desk(*world);
        engine->ai.least = engine->ai.most = 5s;
        engine->post("c1", "m1");
        world->time.runFor(2s);
        desk.pipeline->operatorActs().takeOver(ConversationId("c1"), OperatorId("lan"), u"Lan"_s);
        world->time.runFor(60s);
        QVERIFY(world->platform.sights.empty());
        QCOMPARE(cancelledTurns(), 1);
        expectSound();
    }

    void anAnswerStillWaitingIsWithdrawn()
    {
        engine->platform.refused = 1;
        engine->post("c1", "m1");
        world->time.runFor(1s);
        takeOver("c1");
        engine->platform.refused = 0;
        world->time.runFor(120s);
        QVERIFY(world->platform.sights.empty());
        expectSound();
    }

    void messagesToAPersonGetNoBotTurn()
    {
        engine->post("c1", "m1");
        world->time.runFor(1s);
        takeOver("c1");
        world->time.runFor(1s);
        const auto result = engine->post("c1", "m2");
        world->time.runFor(5s);
        QCOMPARE(std::get<Locked>(**result).reason, Locked::Reason::HumanTakeover);
        const auto again = engine->post("c1", "m2");
        world->time.runFor(1s);
        QVERIFY(std::get<Locked>(**again).duplicate);
        QCOMPARE(engine->ai.asked.size(), size_t(1));
        expectSound();
    }

    void handedBackTheBotAnswersAgain()
    {
        engine->post("c1", "m1");
        world->time.runFor(1s);
        takeOver("c1");
        world->time.runFor(1s);
        engine->pipeline->operatorActs().handBack(ConversationId("c1"), OperatorId("lan"), u"Lan"_s);
        world->time.runFor(1s);
        const auto result = engine->post("c1", "m2");
        world->time.runFor(1s);
        QVERIFY(std::holds_alternative<Completed>(**result));
        expectSound();
    }

    void aPersonsReplyGoesToThePlatformAtOnce()
    {
        engine->post("c1", "m1");
        world->time.runFor(1s);
        takeOver("c1");
        world->time.runFor(1s);
        engine->pipeline->operatorActs().send(ConversationId("c1"), MessageId("o1"), OperatorId("lan"), u"Lan"_s,
                                              u"Dạ em đây ạ"_s);
        world->time.runFor(100ms);
        QCOMPARE(world->platform.bodies.size(), size_t(2));
        const QJsonObject body = world->platform.bodies.back();
        QCOMPARE(body["actions"_L1][0]["data"_L1]["message"_L1].toString(), u"Dạ em đây ạ"_s);
        QCOMPARE(body["ai_response"_L1]["model_used"_L1].toString(), u"human"_s);
        expectSound();
    }

    void otherWordsGoOutInPlaceOfARefusedAnswer()
    {
        engine->platform.refusesForGood = true;
        engine->post("c1", "m1");
        world->time.runFor(1s);
        engine->platform.refusesForGood = false;
        QVERIFY(world->platform.bodies.empty());
        OperatorMessage message;
        message.conversation = ConversationId("c1");
        message.messageId = MessageId("o1");
        message.author = OperatorId("lan");
        message.authorName = u"Lan"_s;
        message.text = u"Dạ em xin trả lời ạ"_s;
        std::optional<RewordOutcome> outcome;
        keep(engine->pipeline->operatorActs().sendReworded(1, message), outcome);
        world->time.runFor(1s);
        QVERIFY(outcome && std::holds_alternative<OperatorActResult>(*outcome));
        QCOMPARE(world->platform.bodies.size(), size_t(1));  // at once, by the relay
        const QJsonObject body = world->platform.bodies.back();
        QCOMPARE(body["actions"_L1][0]["data"_L1]["message"_L1].toString(), message.text);
        QCOMPARE(body["distributed_lock_id"_L1].toString(), u"operator_lan"_s);
        // Somebody at another desk has the same sheet open.
        message.messageId = MessageId("o2");
        keep(engine->pipeline->operatorActs().sendReworded(1, message), outcome);
        world->time.runFor(1s);
        QCOMPARE(std::get<NotReworded>(*outcome).why, NotReworded::Why::Decided);
        QCOMPARE(world->platform.bodies.size(), size_t(1));
        expectSound();
    }

    void aNoteNeverLeavesTheHouse()
    {
        engine->post("c1", "m1");
        world->time.runFor(1s);
        engine->pipeline->operatorActs().note(ConversationId("c1"), MessageId("n1"), OperatorId("lan"), u"Lan"_s,
                                              u"khách quen"_s);
        world->time.runFor(10s);
        QCOMPARE(world->platform.bodies.size(), size_t(1));
        QCOMPARE(world->database.lines(ConversationId("c1")).back().speaker, Speaker::Note);
    }

    void aCancelByTheAdministratorShutsTheHolderOutAndTheMessageIsTakenUpAnew()
    {
        engine->ai.least = engine->ai.most = 5s;
        const auto result = engine->post("c1", "m1");
        world->time.runFor(2s);
        std::optional<AdminActs::Cancelled> cancelled;
        keep(engine->pipeline->adminActs().cancel(ConversationId("c1"), u"admin"_s), cancelled);
        world->time.runFor(100ms);
        QVERIFY(cancelled);
        QVERIFY(cancelled->existed);
        QVERIFY(cancelled->cancelled);
        QVERIFY(std::holds_alternative<StillRunning>(**result));
        world->time.runFor(30s);
        QCOMPARE(engine->ai.asked.size(), size_t(2));
        QCOMPARE(world->platform.sights.size(), size_t(1));
        expectSound();
    }

    void aCancelOfAnUnknownConversationSaysSo()
    {
        std::optional<AdminActs::Cancelled> cancelled;
        keep(engine->pipeline->adminActs().cancel(ConversationId("nobody"), u"admin"_s), cancelled);
        world->time.runFor(100ms);
        QVERIFY(cancelled);
        QVERIFY(!cancelled->existed);
    }

    void healthIsToldEvenWithoutAStore()
    {
        std::optional<AdminActs::Health> health;
        keep(engine->pipeline->adminActs().health(), health);
        world->time.runFor(1s);
        QVERIFY(health && health->history && health->aiHealthy && health->platformConfigured);
    }

private:
    template <class T>
    QCoro::Task<void> keep(QCoro::Task<T> task, std::optional<T>& into)
    {
        into = co_await task;
    }
    void takeOver(const QByteArray& conversation)
    {
        engine->pipeline->operatorActs().takeOver(ConversationId(conversation), OperatorId("lan"), u"Lan"_s);
    }
    int cancelledTurns() const
    {
        const auto turns = world->database.facts().turns;
        return int(std::count_if(turns.begin(), turns.end(),
                                 [](const TurnFact& turn) { return turn.outcome == int(TurnOutcome::Cancelled); }));
    }
    bool noBotTextAfterTakeover() const
    {
        bool isTaken = false;
        for (const StoredMessage& line : world->database.lines(ConversationId("c1"))) {
            if (line.speaker == Speaker::System) isTaken = true;
            const bool isBotText = line.speaker == Speaker::Bot && !line.body.isEmpty();
            if (isTaken && isBotText && line.state == MessageState::Answered) return false;
        }
        return isTaken;
    }
    void expectSound() { QCOMPARE(brokenInvariants(world->facts()).join(u"\n"_s), QString()); }

    std::unique_ptr<World> world;
    std::unique_ptr<Engine> engine;
};

TONGDAI_TEST(OperatorActsTest)

}  // namespace tongdai::testing

#include "operator_acts_test.moc"
