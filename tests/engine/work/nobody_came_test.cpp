#include "engine/domain/conversation/system_note.h"
#include "tests/engine/work/sql_world.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Customers who were promised a person and to whom nobody came (features C6), on the real embedded store. The clock of
/// these worlds is older than the store's: whoever waits has waited for long, and each test says for how long.
class NobodyCameTest : public QObject {
    Q_OBJECT
private slots:
    void init() { make({.after = 10min, .apology = kApology, .asked = {u"minh"_s}, .botGoesOn = false}); }
    void cleanup() { world.reset(); }

    void isDoneOnceByTwoEngines()
    {
        promiseAPerson("c1");
        world->runFor(60s);
        QCOMPARE(linesOf(SystemEvent::NobodyCame), 1);
        QCOMPARE(apologies(), 1);
        QCOMPARE(acted(), 1);
        for (const auto& door : world->doors) {
            QCOMPARE(door->pipeline->nobodyCame().waiting(), 1);
            const NobodyCameNews& news = door->events.absences.back();
            QCOMPARE(news.waits.at(0).conversation, ConversationId("c1"));
            QVERIFY(news.asksSupervisors && news.asked == QStringList{u"minh"_s} && news.after == 10min);
        }
    }

    void isOverWhenSomebodyCame()
    {
        promiseAPerson("c1");
        world->runFor(30s);
        QCOMPARE(watch(0).waiting(), 1);
        world->doors[0]->pipeline->operatorActs().take(ConversationId("c1"), OperatorId("lan"), u"Lan"_s);
        world->runFor(1s);
        QVERIFY2(watch(0).waiting() == 0 && world->doors[0]->events.absences.back().waits.empty(), "at once here");
        world->runFor(10s);
        QVERIFY2(watch(1).waiting() == 0 && world->doors[1]->events.absences.back().waits.empty(), "soon elsewhere");
        QCOMPARE(acted(), 1);
    }

    void whoHasWaitedForDaysIsToldNothing()
    {
        waited = 73h;
        promiseAPerson("c1");
        world->runFor(60s);
        QCOMPARE(linesOf(SystemEvent::NobodyCame), 1);
        QCOMPARE(apologies(), 0);
        QCOMPARE(watch(0).waiting(), 1);
    }

    void onlyWorkingTimeCounts()
    {
        // Open for an hour half a day away.
        const int minute = int(toUnixSeconds(world->clock.now()) / 60) % 1440;
        const int opens = std::min((minute + 720) % 1440, 1380);
        rules.zone = "UTC";
        for (QList<WorkingRules::Stretch>& day : rules.days)
            day = {{opens, opens + 60}};
        promiseAPerson("c1");
        world->runFor(60s);
        QCOMPARE(linesOf(SystemEvent::NobodyCame), 0);
        rules = {};
        world->runFor(10s);
        QCOMPARE(linesOf(SystemEvent::NobodyCame), 1);
    }

    void theBotGoesOnWhereTheShopWantsThat()
    {
        make({.after = 10min, .apology = {}, .asked = {}, .botGoesOn = true});
        world->doors[0]->ai.failing = 1;
        world->post("c1", "m1");
        world->runFor(60s);
        QCOMPARE(linesOf(SystemEvent::NobodyCame), 1);
        QCOMPARE(apologies(), 0);
        QCOMPARE(watch(0).waiting() + watch(1).waiting(), 0);
        world->doors[0]->ai.failing = 0;
        const auto again = world->post("c1", "m2", u"còn ai không"_s);
        world->runFor(10s);
        QVERIFY2(again->has_value() && std::holds_alternative<Completed>(**again), "the bot answers again");
    }

    void aBotThatIsOffDoesNotGoOn()
    {
        make({.after = 10min, .apology = kApology, .asked = {}, .botGoesOn = true});
        promiseAPerson("c1");
        world->runFor(60s);
        QCOMPARE(linesOf(SystemEvent::NobodyCame), 1);
        QCOMPARE(apologies(), 1);
        QCOMPARE(watch(0).waiting(), 1);
    }

    void manyAreLookedThroughInPieces()
    {
        setBot(ChannelBot::Off);
        for (int i = 0; i < 230; ++i)
            world->post("c" + QByteArray::number(i), "m1");
        world->runFor(60s);
        QCOMPARE(watch(0).waiting(), 230);
        QCOMPARE(linesOf(SystemEvent::NobodyCame), 230);
    }

    void aStoreThatIsAwayIsAskedAgain()
    {
        promiseAPerson("c1");
        world->runFor(1s);
        world->doors[0]->store.lostAfter = world->doors[1]->store.lostAfter = 0.5;
        world->runFor(60s);
        world->doors[0]->store.lostAfter = world->doors[1]->store.lostAfter = 0;
        world->runFor(20s);
        QCOMPARE(watch(0).waiting(), 1);
        QCOMPARE(apologies(), 1);
    }

    void neverWhereTheShopDoesNotWantIt()
    {
        make({.after = 0min, .apology = kApology});
        promiseAPerson("c1");
        world->runFor(60s);
        QCOMPARE(linesOf(SystemEvent::NobodyCame), 0);
    }

private:
    void make(const NobodyCameRule& rule)
    {
        world.reset();
        PipelineOptions options;
        options.nobodyCame = rule;
        world = std::make_unique<SqlWorld>(2, options);
        for (const auto& door : world->doors) {
            door->store.onWaits = [this](ports::LongWaitPage& page) {
                if (page.waits.empty()) return;
                page.now = page.waits.front().waitingSince + waited;
                page.rules = rules;
            };
        }
        waited = 30min;
        rules = {};
    }
    void setBot(ChannelBot bot)
    {
        for (const auto& door : world->doors) {
            auto setting = door->bots.set(u"api"_s, bot, OperatorId("lan"), u"Lan"_s);
            QVERIFY(world->runUntil([&] { return setting.isReady(); }, 60s));
        }
    }
    void promiseAPerson(const QByteArray& conversation)
    {
        setBot(ChannelBot::Off);
        world->post(conversation, "m1");
    }
    const NobodyCameWatch& watch(size_t door) const { return world->doors[door]->pipeline->nobodyCame(); }
    qint64 acted() const { return watch(0).actedTotal() + watch(1).actedTotal(); }
    int linesOf(SystemEvent event) const
    {
        int found = 0;
        for (const auto& door : world->doors)
            for (const Change& change : door->events.changes)
                for (const StoredMessage& line : change.lines) {
                    const auto note = systemNote(line.metadata);
                    if (note && note->event == event) ++found;
                }
        return found;
    }
    /// As the platform got them.
    int apologies() const
    {
        int found = 0;
        for (const QJsonObject& body : world->memoryPlatform.bodies)
            if (body["ai_response"_L1]["response_text"_L1].toString() == kApology) ++found;
        return found;
    }

    const QString kApology = u"Xin lỗi, nhân viên chưa kịp trả lời ạ."_s;
    std::chrono::minutes waited{30};
    WorkingRules rules;
    std::unique_ptr<SqlWorld> world;
};

TONGDAI_TEST(NobodyCameTest)

}  // namespace tongdai::testing

#include "nobody_came_test.moc"
