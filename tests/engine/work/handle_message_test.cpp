#include "engine/work/message/handle_message.h"

#include "engine/domain/work/restart_rule.h"
#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

template <class T>
const T* as(const std::shared_ptr<std::optional<HandleResult>>& result)
{
    return result->has_value() ? std::get_if<T>(&result->value()) : nullptr;
}

/// Every outcome of contracts/handle-message §2, and every rule it adds to the older system.
class HandleMessageTest : public QObject {
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

    void answersAMessage()
    {
        const auto result = engine->post("c1", "m1", u"còn size M không?"_s);
        world->time.runFor(1s);
        const auto* completed = as<Completed>(result);
        QVERIFY(completed);
        const QJsonObject& json = completed->result;
        QCOMPARE(json["status"_L1].toString(), u"completed"_s);
        QCOMPARE(json["message_id"_L1].toString(), u"m1"_s);
        QCOMPARE(json["storage_backend"_L1].toString(), u"Redis"_s);
        QCOMPARE(json["distributed_lock_used"_L1].toBool(), true);
        QCOMPARE(json["ai_response"_L1]["response_text"_L1].toString(), u"answer to còn size M không?"_s);
        QCOMPARE(json["extracted_actions"_L1][0]["type"_L1].toString(), u"send_message"_s);
        QCOMPARE(json["pancake_result"_L1]["status"_L1].toString(), u"success"_s);
        QCOMPARE(json["pancake_result"_L1]["actions_executed"_L1].toInt(), 1);
        QCOMPARE(world->platform.bodies.size(), size_t(1));
        const QJsonObject body = world->platform.bodies.front();
        QCOMPARE(body["conversation_id"_L1].toString(), u"c1"_s);
        QVERIFY(!body["distributed_lock_id"_L1].toString().isEmpty());
        QVERIFY(world->redis.locks.empty());
        QVERIFY(world->redis.states.contains(ConversationId("c1")));
        expectSound();
    }

    void aRepeatedMessageGetsTheStoredResultWithoutASecondCall()
    {
        const auto first = engine->post("c1", "m1");
        world->time.runFor(1s);
        const auto again = engine->post("c1", "m1");
        world->time.runFor(1s);
        const auto* completed = as<Completed>(again);
        QVERIFY(completed);
        QVERIFY(completed->duplicate);
        QCOMPARE(completed->result["ai_response"_L1], as<Completed>(first)->result["ai_response"_L1]);
        QCOMPARE(completed->result["pancake_result"_L1]["status"_L1].toString(), u"success"_s);
        QCOMPARE(engine->ai.asked.size(), size_t(1));
        QCOMPARE(world->platform.sights.size(), size_t(1));
    }

    void aRepeatedMessageStillInWorkIsLocked()
    {
        engine->ai.least = engine->ai.most = 5s;
        engine->post("c1", "m1");
        world->time.runFor(1s);
        const auto again = engine->post("c1", "m1");
        world->time.runFor(1s);
        const auto* locked = as<Locked>(again);
        QVERIFY(locked);
        QVERIFY(locked->duplicate);
        QCOMPARE(locked->seq, Seq(1));
        world->time.runFor(10s);
        QCOMPARE(engine->ai.asked.size(), size_t(1));
        expectSound();
    }

    void anotherBodyUnderTheSameIdIsRefused()
    {
        engine->post("c1", "m1", u"một"_s);
        world->time.runFor(1s);
        const auto other = engine->post("c1", "m1", u"hai"_s);
        world->time.runFor(1s);
        QVERIFY(as<ReusedMessageId>(other));
        const auto elsewhere = engine->post("c2", "m1", u"hai"_s);
        world->time.runFor(1s);
        QVERIFY(as<Completed>(elsewhere));
    }

    void aMessageDuringATurnIsLockedAndAnsweredByItsHolder()
    {
        engine->ai.least = engine->ai.most = 2s;
        const auto first = engine->post("c1", "m1", u"một"_s);
        world->time.runFor(1s);
        const auto second = engine->post("c1", "m2", u"hai"_s);
        world->time.runFor(100ms);
        const auto* locked = as<Locked>(second);
        QVERIFY(locked);
        QCOMPARE(reasonName(locked->reason), "processing_in_progress"_L1);
        QCOMPARE(locked->seq, Seq(2));
        QVERIFY(!locked->duplicate);

        world->time.runFor(2s);
        const auto* restart = as<RestartNeeded>(first);
        QVERIFY(restart);
        QCOMPARE(restart->newer.size(), size_t(1));
        QCOMPARE(restart->newer[0].messageId, MessageId("m2"));
        QCOMPARE(restart->currentResult["ai_response"_L1]["response_text"_L1].toString(), u"answer to một"_s);
        QVERIFY(world->platform.sights.empty());  // the overtaken answer was not sent

        world->time.runFor(5s);  // and the engine went on with the newer one
        QCOMPARE(world->platform.sights.size(), size_t(1));
        QCOMPARE(world->database.stateOf("platform", MessageId("m1")), MessageState::Superseded);
        QCOMPARE(world->database.stateOf("platform", MessageId("m2")), MessageState::Answered);
        const AiRequest& last = engine->ai.asked.back();
        QCOMPARE(last.messages.back().content, u"hai"_s);
        QVERIFY(std::any_of(last.context.begin(), last.context.end(),
                            [](const ContextLine& l) { return l.text == u"một"_s; }));
        expectSound();
    }

    void theSupersededMessageRepeatedSaysSo()
    {
        engine->ai.least = engine->ai.most = 2s;
        engine->post("c1", "m1", u"một"_s);
        world->time.runFor(1s);
        engine->post("c1", "m2", u"hai"_s);
        world->time.runFor(10s);
        const auto again = engine->post("c1", "m1", u"một"_s);
        world->time.runFor(1s);
        const auto* restart = as<RestartNeeded>(again);
        QVERIFY(restart);
        QVERIFY(restart->duplicate);
        QCOMPARE(restart->newer.size(), size_t(1));
        QCOMPARE(restart->currentResult["pancake_result"_L1]["status"_L1].toString(), u"not_sent"_s);
    }

    /// F55
    void restartsAreBounded()
    {
        engine->ai.least = engine->ai.most = 1s;
        for (int i = 0; i < 12; ++i) {  // somebody who types every 400 ms
            engine->post("c1", "m" + QByteArray::number(i));
            world->time.runFor(400ms);
        }
        QVERIFY(!world->platform.sights.empty());
        world->time.runFor(10s);
        expectSound();
        int row = 0;
        int mostInARow = 0;
        for (const TurnFact& turn : world->database.facts().turns) {
            row = turn.outcome == int(TurnOutcome::Superseded) ? row + 1 : 0;
            mostInARow = std::max(mostInARow, row);
        }
        QCOMPARE(mostInARow, kMaxRestarts);
    }

    /// F55
    void slowRestartsAreBoundedByTime()
    {
        engine->ai.least = engine->ai.most = 11s;
        for (int i = 0; i < 6; ++i) {
            engine->post("c1", "m" + QByteArray::number(i));
            world->time.runFor(10s);
        }
        // 11 s, 22 s: the second answer is older than the budget of 20 s, so it is given.
        QVERIFY(!world->platform.sights.empty());
        world->time.runFor(60s);
        expectSound();
    }

    void aCallerWaitsAtMostItsBudget()
    {
        PipelineOptions options;
        options.aiTry = options.aiProcessing = 60s;
        Engine patient(*world, options);
        patient.ai.least = patient.ai.most = 40s;
        patient.pipeline->start();
        const auto result = patient.post("c1", "m1");
        world->time.runFor(24s);
        QVERIFY(!result->has_value());
        world->time.runFor(3s);
        QVERIFY(as<StillRunning>(result));
        QCOMPARE(as<StillRunning>(result)->seq, Seq(1));
        world->time.runFor(30s);
        QCOMPARE(world->platform.sights.size(), size_t(1));
        expectSound();
    }

    /// F47
    void theLeaseIsRenewedWhileTheAiThinks()
    {
        PipelineOptions options;
        options.aiTry = options.aiProcessing = 90s;
        Engine slow(*world, options);
        Engine other(*world);
        slow.ai.least = slow.ai.most = 70s;
        slow.pipeline->start();
        other.pipeline->start();
        slow.post("c1", "m1");
        world->time.runFor(80s);
        QCOMPARE(other.ai.asked.size(), size_t(0));
        QCOMPARE(world->platform.sights.size(), size_t(1));
        QVERIFY(slow.store.renewals >= 6);
        expectSound();
    }

    /// F48
    void anAiThatFailsHandsOver()
    {
        engine->ai.failing = 1;
        const auto result = engine->post("c1", "m1");
        world->time.runFor(30s);
        QCOMPARE(engine->ai.asked.size(), size_t(3));
        const auto* completed = as<Completed>(result);
        QVERIFY(completed);
        QCOMPARE(completed->result["extracted_actions"_L1][0]["type"_L1].toString(), u"transfer_to_agent"_s);
        QCOMPARE(world->database.stateOf("platform", MessageId("m1")), MessageState::Dead);
        QCOMPARE(world->database.conversation(ConversationId("c1")).mode, BotMode::Human);
        QCOMPARE(engine->events.ended.back(), TurnOutcome::Failed);
        expectSound();
    }

    void aRefusalByTheAiIsNotRepeated()
    {
        engine->ai.failing = 1;
        engine->ai.isFatal = true;
        engine->post("c1", "m1");
        world->time.runFor(30s);
        QCOMPARE(engine->ai.asked.size(), size_t(1));
        expectSound();
    }

    /// F47
    void anAiThatNeverAnswersIsGivenUpInTime()
    {
        engine->ai.least = engine->ai.most = 1000s;
        const auto result = engine->post("c1", "m1");
        world->time.runFor(31s);
        QCOMPARE(world->database.stateOf("platform", MessageId("m1")), MessageState::Dead);
        QVERIFY(as<StillRunning>(result));
        expectSound();
    }

    void askingForAPersonHandsOver()
    {
        engine->ai.actions = {{ActionType::TransferToAgent, {{u"reason"_s, u"complaint"_s}}}};
        const auto result = engine->post("c1", "m1");
        world->time.runFor(1s);
        QVERIFY(as<Completed>(result));
        QCOMPARE(world->database.conversation(ConversationId("c1")).mode, BotMode::Human);
        const auto next = engine->post("c1", "m2");
        world->time.runFor(1s);
        QCOMPARE(as<Locked>(next)->reason, Locked::Reason::HumanTakeover);
        QCOMPARE(engine->ai.asked.size(), size_t(1));
        expectSound();
    }

    void messagesThatKillTheEngineAreSetAside()
    {
        for (int i = 0; i < kMaxAttempts - 1; ++i) {
            auto victim = std::make_unique<Engine>(*world);
            victim->ai.least = victim->ai.most = 3s;
            if (i == 0) victim->post("c1", "m1");
            engine->life->pausedUntil = world->time.now() + 33s;  // only the victims take it up
            victim->pipeline->start();
            world->time.runFor(2s);
            victim->kill();
            world->time.runFor(30s);
        }
        engine->life->pausedUntil = {};
        world->time.runFor(60s);
        QCOMPARE(engine->ai.asked.size(), size_t(0));
        QCOMPARE(world->database.stateOf("platform", MessageId("m1")), MessageState::Dead);
        QCOMPARE(world->database.conversation(ConversationId("c1")).mode, BotMode::Human);
        expectSound();
    }

    void withoutAPlatformTheAnswerStaysInTheConversation()
    {
        engine->platform.configured = false;
        const auto result = engine->post("c1", "m1");
        world->time.runFor(1s);
        const auto* completed = as<Completed>(result);
        QVERIFY(completed);
        QCOMPARE(completed->result["pancake_result"_L1]["delivered_to"_L1].toString(), u"conversation"_s);
        QCOMPARE(engine->platform.sends, 0);
        WorldFacts facts = world->facts();
        facts.platformConfigured = false;
        QCOMPARE(brokenInvariants(facts), QStringList());
    }

    void nothingOfTheSampleShopGoesToAPlatform()
    {
        const auto result = engine->post("c1", "m1", u"xin chào"_s, kSampleSource);
        world->time.runFor(1s);
        const auto* completed = as<Completed>(result);
        QVERIFY(completed);
        QCOMPARE(completed->result["pancake_result"_L1]["delivered_to"_L1].toString(), u"conversation"_s);
        QCOMPARE(engine->platform.sends, 0);
    }

    void aFailedSendIsToldAndTriedAgain()
    {
        engine->platform.refused = 1;
        const auto result = engine->post("c1", "m1");
        world->time.runFor(1s);
        const QJsonObject platform = as<Completed>(result)->result["pancake_result"_L1].toObject();
        QCOMPARE(platform["status"_L1].toString(), u"failed"_s);
        QCOMPARE(platform["actions_executed"_L1].toInt(), 0);
        QCOMPARE(platform["error"_L1].toString(), u"connection refused"_s);
        engine->platform.refused = 0;
        world->time.runFor(60s);
        QCOMPARE(world->platform.sights.size(), size_t(1));
        expectSound();
    }

    void withoutRedisEverythingGoesOn()
    {
        world->redis.isUp = false;
        const auto result = engine->post("c1", "m1");
        world->time.runFor(1s);
        const auto* completed = as<Completed>(result);
        QVERIFY(completed);
        QCOMPARE(completed->result["distributed_lock_used"_L1].toBool(), false);
        QCOMPARE(completed->result["storage_backend"_L1].toString(), u"Memory"_s);
        expectSound();
    }

    void aForeignLockDoesNotStopTheOwnerOfTheRow()
    {
        world->redis.locks[ConversationId("c1")] = {"somebody", 1h};
        const auto result = engine->post("c1", "m1");
        world->time.runFor(1s);
        QVERIFY(as<Completed>(result));
        QCOMPARE(as<Completed>(result)->result["distributed_lock_used"_L1].toBool(), false);
        QVERIFY(world->redis.locks.contains(ConversationId("c1")));  // not ours to remove
    }

    void aStoreThatIsDownPromisesNothing()
    {
        engine->store.faults.isDown = true;
        const auto result = engine->post("c1", "m1");
        world->time.runFor(2s);
        QVERIFY(as<Unavailable>(result));
        QVERIFY(as<Unavailable>(result)->retryAfter > 0s);
        engine->store.faults.isDown = false;
        const auto again = engine->post("c1", "m1");
        world->time.runFor(2s);
        QVERIFY(as<Completed>(again));
        expectSound();
    }

    void anAcceptWhoseOutcomeIsUnknownIsNotStoredTwice()
    {
        engine->store.faults.lostAfter = 1;
        const auto result = engine->post("c1", "m1");
        world->time.runFor(100ms);
        engine->store.faults.lostAfter = 0;
        world->time.runFor(40s);  // the claim that nobody knew of runs out, the poll takes it up
        QVERIFY(as<Locked>(result));
        QCOMPARE(world->database.stateOf("platform", MessageId("m1")), MessageState::Answered);
        QCOMPARE(world->platform.sights.size(), size_t(1));
        expectSound();
    }

    void aFinishWhoseOutcomeIsUnknownHasOneEffect()
    {
        engine->ai.least = engine->ai.most = 1s;
        const auto result = engine->post("c1", "m1");
        world->time.runFor(500ms);
        engine->store.faults.lostAfter = 1;
        world->time.runFor(700ms);
        engine->store.faults.lostAfter = 0;
        world->time.runFor(60s);
        QVERIFY(as<Completed>(result));
        QCOMPARE(engine->ai.asked.size(), size_t(1));
        expectSound();
    }

    void aStoreThatGoesAwayDuringTheTurnLosesNothing()
    {
        engine->ai.least = engine->ai.most = 1s;
        engine->post("c1", "m1");
        world->time.runFor(500ms);
        engine->store.faults.isDown = true;
        world->time.runFor(120s);
        engine->store.faults.isDown = false;
        world->time.runFor(120s);
        QCOMPARE(world->database.stateOf("platform", MessageId("m1")), MessageState::Answered);
        expectSound();
    }

    void manyMessagesAtOnceToOneConversation()
    {
        engine->ai.least = 0ms;
        engine->ai.most = 300ms;
        std::vector<std::shared_ptr<std::optional<HandleResult>>> results;
        for (int i = 0; i < 200; ++i)
            results.push_back(engine->post("c1", "m" + QByteArray::number(i)));
        world->time.runFor(30s);
        for (const auto& result : results)
            QVERIFY(result->has_value());
        QCOMPARE(world->promises.size(), size_t(200));
        QCOMPARE(engine->ai.mostRunning, 1);
        expectSound();
    }

    void manyConversationsAtOnceOnTwoEngines()
    {
        Engine second(*world);
        second.pipeline->start();
        for (Engine* each : {engine.get(), &second}) {
            each->ai.least = 0ms;
            each->ai.most = 300ms;
        }
        for (int i = 0; i < 2000; ++i) {
            Engine& door = i % 2 ? second : *engine;
            door.post("c" + QByteArray::number(i % 500), "m" + QByteArray::number(i));
        }
        world->time.runFor(30s);
        QCOMPARE(world->promises.size(), size_t(2000));
        QVERIFY(world->database.isQuiet());
        expectSound();
    }

    void theDeskHearsOfEveryStep()
    {
        engine->post("c1", "m1");
        world->time.runFor(1s);
        QCOMPARE(engine->events.started, 1);
        QCOMPARE(engine->events.ended, std::vector{TurnOutcome::Answered});
        QVERIFY(engine->events.changes.size() >= 2);
        QCOMPARE(engine->events.changes[0].lines[0].speaker, Speaker::Customer);
        QCOMPARE(engine->events.changes[1].lines[0].speaker, Speaker::Bot);
        QVERIFY(world->redis.stream.size() >= 2);
    }

private:
    void expectSound() { QCOMPARE(brokenInvariants(world->facts()).join(u"\n"_s), QString()); }

    std::unique_ptr<World> world;
    std::unique_ptr<Engine> engine;
};

TONGDAI_TEST(HandleMessageTest)

}  // namespace tongdai::testing

#include "handle_message_test.moc"
