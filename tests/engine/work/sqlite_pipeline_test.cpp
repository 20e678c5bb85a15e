#include "engine/work/desk/admin_acts.h"
#include "engine/work/desk/operator_acts.h"
#include "engine/work/message/handle_message.h"
#include "tests/engine/work/sql_world.h"
#include "tests/support/test_registry.h"

#include <QSet>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The pipeline on the real embedded store: what the in-memory one promises must be what SQLite does.
class SqlitePipelineTest : public QObject {
    Q_OBJECT
private slots:
    void init() { world = std::make_unique<SqlWorld>(); }
    void cleanup() { world.reset(); }

    void answersAMessageAndItsRepetition()
    {
        const auto first = world->post("c1", "m1", u"còn size M không?"_s);
        world->runFor(1s);
        const auto* completed = as<Completed>(first);
        QVERIFY(completed);
        QCOMPARE(completed->result["pancake_result"_L1]["status"_L1].toString(), u"success"_s);
        QCOMPARE(completed->result["ai_response"_L1]["response_text"_L1].toString(), u"answer to còn size M không?"_s);

        const auto again = world->post("c1", "m1", u"còn size M không?"_s);
        world->runFor(1s);
        QVERIFY(as<Completed>(again) && as<Completed>(again)->duplicate);
        QCOMPARE(as<Completed>(again)->result["ai_response"_L1], completed->result["ai_response"_L1]);
        QCOMPARE(as<Completed>(again)->result["pancake_result"_L1]["status"_L1].toString(), u"success"_s);
        QCOMPARE(world->doors[0]->ai.asked.size(), size_t(1));

        const auto other = world->post("c1", "m1", u"khác"_s);
        world->runFor(1s);
        QVERIFY(as<ReusedMessageId>(other));
        expectSound();
    }

    void aNewerMessageSupersedesAndIsAnswered()
    {
        ai().least = ai().most = 2s;
        const auto first = world->post("c1", "m1", u"một"_s);
        world->runFor(1s);
        const auto second = world->post("c1", "m2", u"hai"_s);
        world->runFor(10s);
        QVERIFY(as<RestartNeeded>(first));
        QCOMPARE(as<RestartNeeded>(first)->newer.size(), size_t(1));
        QVERIFY(as<Locked>(second));
        QCOMPARE(world->memoryPlatform.sights.size(), size_t(1));
        QCOMPARE(ai().asked.back().messages.back().content, u"hai"_s);
        const auto& context = ai().asked.back().context;
        QVERIFY(std::any_of(context.begin(), context.end(), [](const ContextLine& l) { return l.text == u"một"_s; }));

        const auto again = world->post("c1", "m1", u"một"_s);
        world->runFor(1s);
        QVERIFY(as<RestartNeeded>(again) && as<RestartNeeded>(again)->duplicate);
        QCOMPARE(as<RestartNeeded>(again)->newer.size(), size_t(1));
        QCOMPARE(as<RestartNeeded>(again)->newer[0].messageId, MessageId("m2"));
        expectSound();
    }

    void restartsAreBounded()
    {
        ai().least = ai().most = 1s;
        for (int i = 0; i < 12; ++i) {
            world->post("c1", "m" + QByteArray::number(i));
            world->runFor(400ms);
        }
        QVERIFY(!world->memoryPlatform.sights.empty());
        world->runFor(10s);
        expectSound();
    }

    void aTakeoverSilencesTheBotAndAHandBackWakesIt()
    {
        ai().least = ai().most = 5s;
        const auto result = world->post("c1", "m1");
        world->runFor(2s);
        acts().takeOver(ConversationId("c1"), OperatorId("lan"), u"Lan"_s);
        world->runFor(10s);
        QVERIFY(world->memoryPlatform.sights.empty());
        QVERIFY(as<Locked>(result) && as<Locked>(result)->reason == Locked::Reason::HumanTakeover);
        expectSound();

        const auto second = world->post("c1", "m2");
        world->runFor(1s);
        QVERIFY(as<Locked>(second) && as<Locked>(second)->reason == Locked::Reason::HumanTakeover);
        const auto repeated = world->post("c1", "m2");
        world->runFor(1s);
        QVERIFY(as<Locked>(repeated) && as<Locked>(repeated)->duplicate);

        acts().handBack(ConversationId("c1"), OperatorId("lan"), u"Lan"_s);
        world->runFor(10s);
        QCOMPARE(world->memoryPlatform.sights.size(), size_t(1));  // what nobody had answered
        expectSound();
    }

    void anAnswerGivenOutsideSilencesTheBot()
    {
        ai().least = ai().most = 5s;
        const auto asked = world->post("c1", "m1");
        world->runFor(2s);
        const auto outside = world->postAs(u"staff"_s, "o1", u"Dạ còn ạ, em là Lan"_s);
        world->runFor(10s);
        QVERIFY(world->memoryPlatform.sights.empty());
        QVERIFY(as<Locked>(asked) && as<Locked>(asked)->reason == Locked::Reason::HumanTakeover);
        QVERIFY(as<Locked>(outside) && as<Locked>(outside)->reason == Locked::Reason::AnsweredOutside);
        QCOMPARE(ai().asked.size(), size_t(1));
        QCOMPARE(world->doors[0]->events.ended.back(), TurnOutcome::Cancelled);

        const auto next = world->post("c1", "m2");
        world->runFor(10s);
        QVERIFY(as<Locked>(next) && as<Locked>(next)->reason == Locked::Reason::HumanTakeover);
        QCOMPARE(ai().asked.size(), size_t(1));
        const auto again = world->postAs(u"staff"_s, "o1", u"Dạ còn ạ, em là Lan"_s);
        world->runFor(1s);
        QVERIFY(as<Locked>(again) && as<Locked>(again)->duplicate);
        QCOMPARE(messages().answeredOutsideTotal(), 1);
        expectSound();
    }

    void ourOwnLineThatComesBackChangesNothing()
    {
        world->post("c1", "m1", u"còn hàng không"_s);
        world->runFor(2s);
        for (int i = 0; i < 2; ++i) {
            const auto echo = world->postAs(u"page"_s, "e1", u"  answer to  còn hàng không"_s);
            world->runFor(2s);
            QVERIFY(as<Locked>(echo) && as<Locked>(echo)->reason == Locked::Reason::OwnEcho);
        }
        QCOMPARE(messages().ownEchoesTotal(), 2);
        QCOMPARE(messages().answeredOutsideTotal(), 0);
        const auto next = world->post("c1", "m2");
        world->runFor(2s);
        QVERIFY(as<Completed>(next));
        expectSound();
    }

    void aWordNobodyKnowsCostsNoMessage()
    {
        const auto result = world->postAs(u"superfan"_s, "m1", u"còn hàng không"_s);
        world->runFor(5s);
        QVERIFY(as<Locked>(result) && as<Locked>(result)->reason == Locked::Reason::HumanTakeover);
        QCOMPARE(ai().asked.size(), size_t(0));
        QCOMPARE(messages().unknownSendersTotal(), 1);
        expectSound();
    }

    void theBotAnswersAgainWhenTheTimeIsOver()
    {
        world = std::make_unique<SqlWorld>(2);
        world->post("c1", "m1", u"một"_s);
        world->runFor(5s);
        acts().takeOverUntil(ConversationId("c1"), OperatorId("lan"), u"Lan"_s, fromUnixSeconds(4'000'000'000));
        world->runFor(1s);
        const auto waits = world->post("c1", "m2", u"hai"_s);
        world->runFor(60s);
        QVERIFY(as<Locked>(waits));
        const auto asked = [this] { return world->doors[0]->ai.asked.size() + world->doors[1]->ai.asked.size(); };
        QCOMPARE(asked(), size_t(1));
        // Over by the store's own clock; both engines look.
        acts().takeOverUntil(ConversationId("c1"), OperatorId("lan"), u"Lan"_s, fromUnixSeconds(1'000'000'000));
        world->runFor(10s);
        QCOMPARE(asked(), size_t(2));
        QCOMPARE(world->memoryPlatform.sights.size(), size_t(2));
        expectSound();
    }

    void aChannelWithoutItsBotWaitsForPeople()
    {
        ChannelBots& bots = world->doors[0]->bots;
        const auto set = [&](ChannelBot bot) {
            auto setting = bots.set(u"api"_s, bot, OperatorId("lan"), u"Lan"_s);
            QVERIFY(world->runUntil([&] { return setting.isReady(); }, 60s));
        };
        set(ChannelBot::Off);
        QVERIFY(bots.botOf(u"api"_s) == ChannelBot::Off && bots.botOf(u"facebook"_s) == ChannelBot::On);
        const auto left = world->post("c1", "m1", u"một"_s);
        const auto touched = world->post("c2", "m1", u"một"_s);
        world->runFor(10s);
        QVERIFY(left->has_value() && touched->has_value());
        QCOMPARE(ai().asked.size(), size_t(0));
        acts().take(ConversationId("c2"), OperatorId("lan"), u"Lan"_s);
        world->runFor(1s);

        set(ChannelBot::On);
        world->runFor(10s);
        QCOMPARE(ai().asked.size(), size_t(1));
        QCOMPARE(ai().asked[0].conversation, ConversationId("c1"));
        QCOMPARE(ai().asked[0].messages.back().content, u"một"_s);
        QCOMPARE(world->memoryPlatform.sights.size(), size_t(3));
        // No look at the invariants: they know one turn a message, and the first one here said nothing but "a person".
    }

    /// An engine that has not read yet what its channels' bots do, as when its store came late, answers nobody.
    void aChannelThatWasNeverReadIsReadFirst()
    {
        world = std::make_unique<SqlWorld>(2);
        auto setting = world->doors[0]->bots.set(u"api"_s, ChannelBot::DraftsOnly, OperatorId("lan"), u"Lan"_s);
        QVERIFY(world->runUntil([&] { return setting.isReady(); }, 60s));
        const auto posted = world->post("c1", "m1", u"một"_s, 1);
        world->runFor(1s);
        QVERIFY(posted->has_value());
        QCOMPARE(world->doors[0]->ai.asked.size() + world->doors[1]->ai.asked.size(), size_t(0));
        QCOMPARE(world->memoryPlatform.sights.size(), size_t(1));  // the hand-over, which says nothing
        QVERIFY(world->doors[1]->bots.botOf(u"api"_s) == ChannelBot::DraftsOnly);
    }

    void aLateAnswerIsRefusedByTheFence()
    {
        ai().least = ai().most = 5s;
        ai().ignoresCancel = true;
        world->post("c1", "m1");
        world->runFor(2s);
        acts().takeOver(ConversationId("c1"), OperatorId("lan"), u"Lan"_s);
        world->runFor(10s);
        QVERIFY(world->memoryPlatform.sights.empty());
        QCOMPARE(world->doors[0]->events.ended.back(), TurnOutcome::Cancelled);
        expectSound();
    }

    void aCancelByTheAdministratorIsTakenUpAnew()
    {
        ai().least = ai().most = 5s;
        world->post("c1", "m1");
        world->runFor(2s);
        world->doors[0]->pipeline->adminActs().cancel(ConversationId("c1"), u"admin"_s);
        world->runFor(20s);
        QCOMPARE(ai().asked.size(), size_t(2));
        QCOMPARE(world->memoryPlatform.sights.size(), size_t(1));
        expectSound();
    }

    void anAiThatFailsHandsOver()
    {
        ai().failing = 1;
        const auto result = world->post("c1", "m1");
        world->runFor(30s);
        QVERIFY(as<Completed>(result));
        QCOMPARE(as<Completed>(result)->result["extracted_actions"_L1][0]["type"_L1].toString(),
                 u"transfer_to_agent"_s);
        const auto next = world->post("c1", "m2");
        world->runFor(1s);
        QVERIFY(as<Locked>(next) && as<Locked>(next)->reason == Locked::Reason::HumanTakeover);
        expectSound();
    }

    void answersLostAfterTheCommitHaveOneEffect()
    {
        ai().least = ai().most = 100ms;
        for (int i = 0; i < 40; ++i) {
            world->doors[0]->store.lostAfter = i % 4 == 0 ? 0.3 : 0;
            world->post("c" + QByteArray::number(i % 8), "m" + QByteArray::number(i));
            world->runFor(300ms);
        }
        world->doors[0]->store.lostAfter = 0;
        world->runFor(60s);
        // What a lost claim holds waits for its lease by the store's own clock; all else must be over and sound.
        const QStringList broken = brokenInvariants(world->facts(false));
        QCOMPARE(broken.join(u"\n"_s), QString());
    }

    void manyMessagesAtOnceToOneConversation()
    {
        ai().most = 300ms;
        ai().least = 0ms;
        std::vector<std::shared_ptr<std::optional<HandleResult>>> results;
        for (int i = 0; i < 200; ++i)
            results.push_back(world->post("c1", "m" + QByteArray::number(i)));
        world->runFor(30s);
        for (const auto& result : results)
            QVERIFY(result->has_value());
        QCOMPARE(world->promises.size(), size_t(200));
        QCOMPARE(ai().mostRunning, 1);
        expectSound();
    }

    void manyConversationsAtOnce()
    {
        ai().most = 300ms;
        ai().least = 0ms;
        for (int i = 0; i < 2000; ++i) {
            world->post("c" + QByteArray::number(i % 500), "m" + QByteArray::number(i));
        }
        world->runFor(60s);
        QCOMPARE(world->promises.size(), size_t(2000));
        expectSound();
    }

    void twoEnginesOnOneFile()
    {
        world = std::make_unique<SqlWorld>(2);
        for (const auto& door : world->doors) {
            door->ai.least = 0ms;
            door->ai.most = 300ms;
        }
        for (int i = 0; i < 600; ++i) {
            world->post("c" + QByteArray::number(i % 100), "m" + QByteArray::number(i), u"chào"_s, i % 2);
            if (i % 20 == 0) world->runFor(10ms);
        }
        world->runFor(60s);
        QCOMPARE(world->promises.size(), size_t(600));
        expectSound();
    }

private:
    template <class T>
    static const T* as(const std::shared_ptr<std::optional<HandleResult>>& result)
    {
        return result->has_value() ? std::get_if<T>(&result->value()) : nullptr;
    }
    FakeAi& ai() { return world->doors[0]->ai; }
    HandleMessage& messages() { return world->doors[0]->pipeline->handleMessage(); }
    OperatorActs& acts() { return world->doors[0]->pipeline->operatorActs(); }
    void expectSound() { QCOMPARE(brokenInvariants(world->facts()).join(u"\n"_s), QString()); }

    std::unique_ptr<SqlWorld> world;
};

TONGDAI_TEST(SqlitePipelineTest)

}  // namespace tongdai::testing

#include "sqlite_pipeline_test.moc"
