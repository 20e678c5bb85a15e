#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/channel_off.h"
#include "engine/work/desk/operator_acts.h"
#include "engine/work/message/handle_result.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/work/sql_world.h"
#include "tests/support/test_registry.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A bot that only drafts, with the real embedded store (features C11, guarantees 2.4): what it proposes is for the
/// person who answers, and never reaches the platform.
class ReplyDrafterTest : public QObject {
    Q_OBJECT

    template <class T>
    static const T* as(const std::shared_ptr<std::optional<HandleResult>>& result)
    {
        return result->has_value() ? std::get_if<T>(&result->value()) : nullptr;
    }
    FakeAi& ai(int door = 0) { return world->doors[size_t(door)]->ai; }
    OperatorActs& acts() { return world->doors[0]->pipeline->operatorActs(); }
    void setChannel(ChannelBot bot)
    {
        auto setting = world->doors[0]->bots.set(u"api"_s, bot, OperatorId("lan"), u"Lan"_s);
        QVERIFY(world->runUntil([&] { return setting.isReady(); }, 60s));
    }
    std::vector<StoredMessage> lines()
    {
        auto asking = world->doors[0]->history.thread({ConversationId("c1"), {}, {}, 100});
        return await(std::move(asking)).lines;
    }
    /// Texts of what was proposed, in order.
    QStringList proposed()
    {
        QStringList texts;
        for (const StoredMessage& line : lines()) {
            if (line.speaker == Speaker::Bot && answerCard(line.metadata).outcome == TurnOutcome::Proposed)
                texts.append(line.body);
        }
        return texts;
    }
    Conversation row()
    {
        auto asking = world->doors[0]->history.conversation(ConversationId("c1"));
        return await(std::move(asking)).value();
    }

private slots:
    void init() { world = std::make_unique<SqlWorld>(); }
    void cleanup() { world.reset(); }

    void proposesInAChannelThatOnlyDrafts()
    {
        setChannel(ChannelBot::DraftsOnly);
        const auto first = world->post("c1", "m1", u"còn size M không?"_s);
        world->runFor(10s);
        // Whoever posted it learns the truth at once: a person answers.
        const auto* completed = as<Completed>(first);
        QVERIFY(completed);
        QCOMPARE(completed->result["ai_response"_L1]["response_text"_L1].toString(), QString());
        QCOMPARE(completed->result["extracted_actions"_L1][0]["type"_L1].toString(), u"transfer_to_agent"_s);
        QCOMPARE(completed->result["extracted_actions"_L1][0]["data"_L1]["reason"_L1].toString(),
                 QString(kDraftsOnlyForChannel));
        QCOMPARE(proposed(), QStringList{u"answer to còn size M không?"_s});
        QVERIFY(row().waitingSince && row().mode == BotMode::Human);

        const auto second = world->post("c1", "m2", u"màu đen"_s);
        world->runFor(10s);
        QVERIFY(as<Locked>(second) && as<Locked>(second)->reason == Locked::Reason::HumanTakeover);
        QCOMPARE(proposed().size(), 2);
        QCOMPARE(ai().asked.back().messages.size(), size_t(2));
        QVERIFY(ai().asked.back().isProposal);
        const size_t sent = world->memoryPlatform.sights.size();
        QCOMPARE(sent, size_t(1));  // the hand-over, which says nothing to the customer

        acts().send(ConversationId("c1"), MessageId("o1"), OperatorId("lan"), u"Lan"_s, u"Dạ còn ạ"_s);
        world->runFor(40s);
        QCOMPARE(world->memoryPlatform.sights.size(), sent + 1);
        QCOMPARE(proposed().size(), 2);
        QVERIFY(!row().waitingSince);
        const QStringList broken = brokenInvariants(world->facts());
        QCOMPARE(broken.join(u"\n"_s), QString());
    }

    /// Three lines in a row are one question; what was being drafted for the first of them is cut short.
    void draftsAnewWhenTheCustomerGoesOn()
    {
        world->post("c1", "m1", u"một"_s);
        world->runFor(2s);
        acts().setDrafting(ConversationId("c1"), true, OperatorId("lan"), u"Lan"_s);
        world->runFor(2s);
        ai().asked.clear();
        ai().least = ai().most = 10s;
        world->post("c1", "m2", u"hai"_s);
        world->runFor(500ms);
        world->post("c1", "m3", u"ba"_s);
        world->runFor(5s);  // the AI is at it
        QCOMPARE(ai().asked.size(), size_t(1));
        world->post("c1", "m4", u"bốn"_s);
        world->runFor(30s);
        QCOMPARE(ai().asked.size(), size_t(2));
        QCOMPARE(ai().asked.back().messages.size(), size_t(3));
        QCOMPARE(proposed(), QStringList{u"answer to hai + ba + bốn"_s});
    }

    void isCutShortByWhoAnswers()
    {
        setChannel(ChannelBot::DraftsOnly);
        ai().least = ai().most = 10s;
        ai().ignoresCancel = true;
        world->post("c1", "m1", u"một"_s);
        world->runFor(5s);
        QCOMPARE(ai().asked.size(), size_t(1));
        acts().send(ConversationId("c1"), MessageId("o1"), OperatorId("lan"), u"Lan"_s, u"dạ"_s);
        world->runFor(60s);
        QCOMPARE(proposed(), QStringList());
        QCOMPARE(ai().asked.size(), size_t(1));
    }

    /// Another engine took the message and died before it had drafted anything.
    void findsWhatACrashLeft()
    {
        world = std::make_unique<SqlWorld>(2);
        setChannel(ChannelBot::DraftsOnly);
        world->runFor(3s);  // the other engine hears of the channel
        world->doors[0]->ai.failing = 0;
        world->doors[0]->ai.least = world->doors[0]->ai.most = 24h;
        world->doors[0]->ai.ignoresCancel = true;
        world->post("c1", "m1", u"một"_s);
        world->runFor(10s);
        QCOMPARE(proposed(), QStringList());
        // Its row was last touched by the machine's clock, which the store looks at; virtual time runs by itself.
        world->runFor(120s);
        QCOMPARE(proposed(), QStringList{u"answer to một"_s});
        QCOMPARE(ai(1).asked.size(), size_t(1));
        world->doors[0]->ai.least = world->doors[0]->ai.most = 0s;
    }

    /// Stopped while it looks for what a crash left, it begins nothing: nobody would cut the AI short any more.
    void beginsNothingOnceItIsStopped()
    {
        setChannel(ChannelBot::DraftsOnly);
        ai().least = ai().most = 24h;
        ai().ignoresCancel = true;
        world->post("c1", "m1", u"một"_s);
        world->runFor(10s);
        QCOMPARE(ai().asked.size(), size_t(1));
        world->doors.push_back(std::make_unique<SqlWorld::Door>(*world, PipelineOptions()));
        auto stopping = world->doors[1]->pipeline->stop(8s);
        world->runFor(20s);
        QVERIFY(stopping.isReady());
        QCOMPARE(ai(1).asked.size(), size_t(0));
        ai().least = ai().most = 0s;
    }

    void keepsQuietWhereTheAiFails()
    {
        setChannel(ChannelBot::DraftsOnly);
        ai().failing = 1;
        ai().isFatal = true;
        world->post("c1", "m1", u"một"_s);
        world->runFor(200s);
        QCOMPARE(proposed(), QStringList());
        QCOMPARE(ai().asked.size(), size_t(1));
        QVERIFY2(row().waitingSince, "the customer waits for a person all the same");
        ai().failing = 0;
        world->post("c1", "m2", u"hai"_s);
        world->runFor(10s);
        QCOMPARE(proposed().size(), 1);
    }

    void giveTheConversationsBackWithTheChannel()
    {
        setChannel(ChannelBot::DraftsOnly);
        world->post("c1", "m1", u"một"_s);
        world->runFor(10s);
        QCOMPARE(world->memoryPlatform.sights.size(), size_t(1));
        setChannel(ChannelBot::On);
        world->runFor(10s);
        QVERIFY(row().mode == BotMode::Bot && !row().botDrafts);
        QCOMPARE(world->memoryPlatform.sights.size(), size_t(2));  // its answer
    }

private:
    std::unique_ptr<SqlWorld> world;
};

TONGDAI_TEST(ReplyDrafterTest)

}  // namespace tongdai::testing

#include "reply_drafter_test.moc"
