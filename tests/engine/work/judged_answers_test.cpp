#include "engine/work/message/answer_judge.h"
#include "engine/work/message/handle_result.h"
#include "engine/work/message/pipeline_ports.h"
#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What an AI says reaches the customer or a person, and nobody else.
class JudgedAnswersTest : public QObject {
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

    void textWithoutAnActionIsSent()
    {
        engine->ai.says = said(u"Dạ còn ạ"_s, {});
        answer();
        QCOMPARE(sentActions(), (QJsonArray{message(u"Dạ còn ạ"_s)}));
        QCOMPARE(mode(), BotMode::Bot);
        QCOMPARE(engine->pipeline->judge().unusableAnswersTotal(), 0);
    }

    void silenceHandsOver()
    {
        engine->ai.says = said(u" "_s, {{ActionType::SendMessage, {}}});
        answer();
        const QJsonObject handOver{{u"type"_s, u"transfer_to_agent"_s},
                                   {u"data"_s, QJsonObject{{u"reason"_s, u"ai_said_nothing"_s}}}};
        QCOMPARE(sentActions(), QJsonArray{handOver});
        QCOMPARE(mode(), BotMode::Human);
        QCOMPARE(engine->events.ended, std::vector{TurnOutcome::HandedOver});
        QCOMPARE(engine->pipeline->judge().unusableAnswersTotal(), 1);
        QCOMPARE(engine->pipeline->judge().droppedActionsTotal(), 1);
    }

    void silenceHandsOverWhereNoPlatformIs()
    {
        engine->platform.configured = false;
        engine->ai.says = said({}, {{ActionType::CollectInfo, {{u"fields"_s, QJsonArray{u"phone"_s}}}}});
        answer();
        QCOMPARE(mode(), BotMode::Human);
    }

    void foreignAndServiceActionsNeverReachThePlatform()
    {
        engine->ai.says =
            said(u"Dạ"_s, {{ActionType::SendMessage, {{u"message"_s, u"trộm"_s}, {u"conversation_id"_s, u"c2"_s}}},
                           {ActionType::SendMessage, {{u"message"_s, u"trộm"_s}, {u"recipient"_s, u"u2"_s}}},
                           {ActionType::ExecuteApi, {{u"name"_s, u"refund"_s}, {u"url"_s, u"http://10.0.0.1/"_s}}},
                           {ActionType::SendMessage, {{u"message"_s, u"Dạ"_s}, {u"recipient"_s, u"u1"_s}}}});
        answer();
        QCOMPARE(sentActions().size(), 2);
        QCOMPARE(sentActions()[0]["data"_L1]["recipient"_L1].toString(), u"u1"_s);
        QCOMPARE(sentActions()[1]["type"_L1].toString(), u"transfer_to_agent"_s);
        QCOMPARE(mode(), BotMode::Human);
        QCOMPARE(engine->pipeline->judge().droppedActionsTotal(), 3);
    }

    /// Features C12: what the rule holds back reaches a person, with what the bot would have said.
    void anAnswerTheRuleHoldsBackIsNotSent()
    {
        engine.reset();
        PipelineOptions options;
        options.answerRule = {80, {}};
        engine = std::make_unique<Engine>(*world, options);
        engine->pipeline->start();
        AiAnswer unsure = said(u"Dạ 350k ạ"_s, {});
        unsure.confidence = 0.42;
        engine->ai.says = unsure;
        answer();
        const QJsonObject handOver{{u"type"_s, u"transfer_to_agent"_s},
                                   {u"data"_s, QJsonObject{{u"reason"_s, u"ai_not_sure_enough"_s}}}};
        QCOMPARE(sentActions(), QJsonArray{handOver});
        QVERIFY(!QJsonDocument(world->platform.bodies.back()).toJson().contains("350k"));
        QCOMPARE(mode(), BotMode::Human);
        QCOMPARE(engine->events.ended, std::vector{TurnOutcome::HandedOver});
        QCOMPARE(engine->pipeline->judge().heldAnswersTotal(), 1);
    }

private:
    static AiAnswer said(const QString& text, std::vector<Action> actions)
    {
        AiAnswer answer;
        answer.responseText = text;
        answer.actions = std::move(actions);
        return answer;
    }
    static QJsonObject message(const QString& text)
    {
        return {{u"type"_s, u"send_message"_s}, {u"data"_s, QJsonObject{{u"message"_s, text}}}};
    }
    void answer()
    {
        const auto result = engine->post("c1", "m1");
        world->time.runFor(5s);
        QVERIFY(result->has_value() && std::holds_alternative<Completed>(**result));
        WorldFacts facts = world->facts();
        facts.platformConfigured = engine->platform.configured;
        QCOMPARE(brokenInvariants(facts), QStringList());
    }
    QJsonArray sentActions() const
    {
        return world->platform.bodies.empty() ? QJsonArray()
                                              : world->platform.bodies.back().value("actions"_L1).toArray();
    }
    BotMode mode() const { return world->database.conversation(ConversationId("c1")).mode; }

    std::unique_ptr<World> world;
    std::unique_ptr<Engine> engine;
};

TONGDAI_TEST(JudgedAnswersTest)

}  // namespace tongdai::testing

#include "judged_answers_test.moc"
