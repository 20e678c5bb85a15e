#include "engine/work/desk/operator_acts.h"
#include "engine/work/message/handle_result.h"
#include "engine/work/message/pipeline_ports.h"
#include "tests/engine/work/sql_world.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const ConversationId kAwaitedChat("c1"_ba);

PipelineOptions pausing()
{
    PipelineOptions options;
    options.pauseChannels = {u"API"_s};
    return options;
}

}  // namespace

/// Several short messages become one turn (guarantees 2.5), on the real embedded store in virtual time.
class CustomerPauseTest : public QObject {
    Q_OBJECT
private slots:
    void init() { world = std::make_unique<SqlWorld>(2, pausing()); }
    void cleanup() { world.reset(); }

    void severalMessagesBecomeOneTurn()
    {
        const auto first = world->post("c1", "m1", u"shop ơi"_s);
        world->runFor(2s);
        QVERIFY2(std::holds_alternative<StillRunning>(first->value()), "nobody waits for an answer that waits");
        world->post("c1", "m2", u"áo này"_s);
        world->runFor(2s);
        world->post("c1", "m3", u"còn size M không?"_s);
        world->runFor(2900ms);
        QCOMPARE(asked(), size_t(0));
        world->runFor(5s);
        QCOMPARE(asked(), size_t(1));
        const AiRequest& request = world->doors[0]->ai.asked.at(0);
        QCOMPARE(request.messages.size(), size_t(3));
        QCOMPARE(world->memoryPlatform.sights.size(), size_t(1));
        expectSound();

        world->post("c1", "m4");
        world->runFor(10s);
        QCOMPARE(asked(), size_t(2));
        expectSound();
    }

    void isAnsweredAtTheLatestAfterHalfAMinute()
    {
        for (int i = 0; i < 20; ++i) {
            world->post("c1", "m" + QByteArray::number(i));
            world->runFor(2s);
            if (i < 14) QCOMPARE(asked(), size_t(0));
        }
        QVERIFY(asked() > 0);
        world->runFor(60s);
        expectSound();
    }

    void waitsWhileTheCustomerTypes()
    {
        world->post("c1", "m1");
        world->runFor(1s);
        world->doors[0]->pipeline->customerTypes(kAwaitedChat, true);
        world->runFor(15s);
        QCOMPARE(asked(), size_t(0));
        world->doors[0]->pipeline->customerTypes(kAwaitedChat, false);
        world->runFor(2s);
        QCOMPARE(asked(), size_t(0));
        world->runFor(3s);
        QCOMPARE(asked(), size_t(1));

        world->post("c2", "m1");
        world->runFor(1s);
        world->doors[0]->pipeline->customerTypes(ConversationId("c2"_ba), true);
        world->runFor(28s);
        QCOMPARE(asked(), size_t(1));
        world->runFor(5s);
        QCOMPARE(asked(), size_t(2));
        expectSound();
    }

    void saysWhatItWaitsFor()
    {
        world->post("c1", "m1");
        world->runFor(1s);
        const auto& awaited = world->doors[0]->events.awaited;
        QCOMPARE(awaited.size(), size_t(1));
        QCOMPARE(awaited[0].conversation, kAwaitedChat);
        QCOMPARE(awaited[0].until - awaited[0].since, 3s);
        world->runFor(5s);
        QCOMPARE(world->doors[0]->events.awaited.back().until, TimePoint());
    }

    void aPersonWhoTakesOverIsNotWaitedFor()
    {
        world->post("c1", "m1");
        world->runFor(1s);
        world->doors[0]->pipeline->operatorActs().takeOver(kAwaitedChat, OperatorId("lan"_ba), u"Lan"_s);
        world->runFor(40s);
        QCOMPARE(asked(), size_t(0));
        expectSound();
    }

    void otherChannelsAreAnsweredAtOnce()
    {
        PipelineOptions options;
        options.pauseChannels = {u"web"_s};
        world = std::make_unique<SqlWorld>(1, options);
        const auto result = world->post("c1", "m1");
        world->runFor(1s);
        QVERIFY(std::holds_alternative<Completed>(result->value()));
        QVERIFY(world->doors[0]->events.awaited.empty());
    }

private:
    size_t asked() const
    {
        size_t all = 0;
        for (const auto& door : world->doors)
            all += door->ai.asked.size();
        return all;
    }
    void expectSound() { QCOMPARE(brokenInvariants(world->facts()).join(u"\n"_s), QString()); }

    std::unique_ptr<SqlWorld> world;
};

TONGDAI_TEST(CustomerPauseTest)

}  // namespace tongdai::testing

#include "customer_pause_test.moc"
