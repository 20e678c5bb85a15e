#include "ui/models/alert_watch.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const TimePoint kStart{std::chrono::milliseconds(1'763'708'913'000)};

Conversation bots(const QString& id)
{
    Conversation c;
    c.id = ConversationId::fromString(id);
    c.customerName = id;
    c.pending = true;
    return c;
}

Conversation waits(const QString& id, TimePoint since)
{
    Conversation c = bots(id);
    c.pending = false;
    c.mode = BotMode::Human;
    c.waitingSince = since;
    return c;
}

Conversation ownedBy(Conversation c, const QString& who)
{
    c.assignee = OperatorId::fromString(who);
    return c;
}

}  // namespace

class AlertWatchTest : public QObject {
    Q_OBJECT
private slots:
    void soundsAtAHandOverAndAtANewCustomer();
    void aNoteOrAFurtherLineIsSilent();
    void theBotsConversationsAreSilentAndSaySo();
    void whatSomebodyHasIsSilent();
    void repeatsUntilSomebodyTakesIt();
    void remindsOnceForAll();
    void whoWaitedAtTheStartIsAnnouncedOnce();
    void whoIsNoLongerListedHasEnded();
    void whatLeavesTheSightIsSilentAndToldAnewWhenItComesBack();
    void saysWhyItWasSilent();
    void sevenAtOnceAreOneSound();
    void madeUpCustomersSoundOnceAndAreNotRepeated();
    void aClockThatIsSetBackDoesNotSilenceIt();
    void waitingAgainAfterAnAnswerSoundsAgain();
    void keepsTheLastFifty();
    void whoeverIsAskedHearsThatNobodyCame();

private:
    AlertWatch m_watch;
    AlertMeans m_means;
    TimePoint m_now = kStart;

    std::vector<Alert> see(const Conversation& row) { return m_watch.observe({row}, m_means, m_now); }
private slots:
    void init()
    {
        m_watch = {};
        m_means = {};
        m_now = kStart;
    }
};

void AlertWatchTest::soundsAtAHandOverAndAtANewCustomer()
{
    QVERIFY(see(bots(u"a"_s)).empty());
    const auto handed = see(waits(u"a"_s, m_now));
    QCOMPARE(handed.size(), size_t(1));
    QCOMPARE(handed[0].kind, AlertKind::HandOver);
    QCOMPARE(handed[0].reason, AlertReason::Sounded);
    m_now += 5s;
    const auto fresh = see(waits(u"b"_s, m_now));
    QCOMPARE(fresh.size(), size_t(1));
    QCOMPARE(fresh[0].kind, AlertKind::NewCustomer);
    QCOMPARE(fresh[0].reason, AlertReason::Sounded);
}

void AlertWatchTest::whoeverIsAskedHearsThatNobodyCame()
{
    const LongWait first{ConversationId("a"), kStart - 11min, u"Tú"_s};
    const LongWait second{ConversationId("b"), kStart - 10min, u"Hạnh"_s};
    QVERIFY2(m_watch.observeNobodyCame({first}, false, m_means, m_now).empty(), "others are asked");
    const auto heard = m_watch.observeNobodyCame({first}, true, m_means, m_now);
    QCOMPARE(heard.size(), size_t(1));
    QCOMPARE(heard[0].kind, AlertKind::NobodyCame);
    QCOMPARE(heard[0].reason, AlertReason::Sounded);
    QCOMPARE(heard[0].customer, u"Tú"_s);
    m_now += 5s;
    const auto more = m_watch.observeNobodyCame({first, second}, true, m_means, m_now);
    QCOMPARE(more.size(), size_t(1));
    QCOMPARE(more[0].conversation, second.conversation);
    QVERIFY2(m_watch.observeNobodyCame({second}, true, m_means, m_now).empty(), "somebody came to the first");
    QCOMPARE(m_watch.observeNobodyCame({first, second}, true, m_means, m_now).size(), size_t(1));
}

void AlertWatchTest::aNoteOrAFurtherLineIsSilent()
{
    see(waits(u"a"_s, m_now));
    const size_t logged = m_watch.log().size();
    m_now += 5s;
    Conversation noted = waits(u"a"_s, kStart);
    noted.lastSpeaker = Speaker::Operator;
    noted.lastText = u"khách quen"_s;
    QVERIFY(see(noted).empty());
    QCOMPARE(m_watch.log().size(), logged);
}

void AlertWatchTest::theBotsConversationsAreSilentAndSaySo()
{
    for (int line = 0; line < 5; ++line)
        QVERIFY(see(bots(u"a"_s)).empty());
    QCOMPARE(m_watch.log().size(), size_t(1));
    QCOMPARE(m_watch.log()[0].reason, AlertReason::BotAnswers);
    m_now += 5min;
    QVERIFY(!m_watch.remind(m_means, m_now));
}

void AlertWatchTest::whatSomebodyHasIsSilent()
{
    Conversation answered = ownedBy(waits(u"a"_s, m_now), u"Minh"_s);
    answered.waitingSince = {};
    QVERIFY(see(answered).empty());
    QVERIFY(see(ownedBy(waits(u"a"_s, m_now), u"Minh"_s)).empty());
    QCOMPARE(m_watch.log().size(), size_t(1));
    QCOMPARE(m_watch.log()[0].reason, AlertReason::SomebodysOwn);
    QCOMPARE(m_watch.log()[0].owner, OperatorId::fromString(u"Minh"_s));
    QVERIFY(!m_watch.remind(m_means, m_now + 5min));
    // To take something is no alert.
    see(bots(u"b"_s));
    QVERIFY(see(ownedBy(waits(u"b"_s, m_now), u"Lan"_s)).empty());
    QCOMPARE(m_watch.log()[0].reason, AlertReason::BotAnswers);
}

void AlertWatchTest::repeatsUntilSomebodyTakesIt()
{
    see(waits(u"a"_s, m_now));
    QVERIFY(!m_watch.remind(m_means, m_now + 29s));
    for (int round = 1; round <= 3; ++round) {
        m_now += 30s;
        const auto again = m_watch.remind(m_means, m_now);
        QVERIFY(again);
        QCOMPARE(again->kind, AlertKind::StillWaiting);
        QCOMPARE(again->reason, AlertReason::Sounded);
        QCOMPARE(again->waitingSince, kStart);
        QVERIFY(!m_watch.remind(m_means, m_now + 1s));
    }
    QVERIFY(m_watch.takeEnded().empty());
    QVERIFY(see(ownedBy(waits(u"a"_s, kStart), u"Minh"_s)).empty());
    QCOMPARE(m_watch.takeEnded(), std::vector{ConversationId::fromString(u"a"_s)});
    QVERIFY(m_watch.takeEnded().empty());
    QVERIFY(!m_watch.remind(m_means, m_now + 5min));
}

void AlertWatchTest::remindsOnceForAll()
{
    for (int i = 0; i < 4; ++i)
        see(waits(u"c%1"_s.arg(i), kStart + std::chrono::seconds(i)));
    const auto again = m_watch.remind(m_means, m_now + 31s);
    QVERIFY(again);
    QCOMPARE(again->waiting, 4);
    QCOMPARE(again->conversation, ConversationId::fromString(u"c0"_s));
}

void AlertWatchTest::whoWaitedAtTheStartIsAnnouncedOnce()
{
    m_watch.adopt({waits(u"a"_s, kStart - 10min), waits(u"b"_s, kStart - 1min)}, true);
    const auto first = m_watch.remind(m_means, m_now);
    QVERIFY(first);
    QCOMPARE(first->waiting, 2);
    QCOMPARE(first->conversation, ConversationId::fromString(u"a"_s));
    // Read again, after the engine was away: nobody is new.
    m_watch.adopt({waits(u"a"_s, kStart - 10min), waits(u"b"_s, kStart - 1min)}, true);
    QVERIFY(!m_watch.remind(m_means, m_now + 1s));
}

void AlertWatchTest::whoIsNoLongerListedHasEnded()
{
    see(waits(u"a"_s, m_now));
    m_watch.adopt({}, false);
    QVERIFY(m_watch.takeEnded().empty());
    m_watch.adopt({}, true);
    QCOMPARE(m_watch.takeEnded(), std::vector{ConversationId::fromString(u"a"_s)});
    QVERIFY(!m_watch.remind(m_means, m_now + 5min));
}

/// Features I2: no row says so, because rows out of sight are not told.
void AlertWatchTest::whatLeavesTheSightIsSilentAndToldAnewWhenItComesBack()
{
    const ConversationId a = ConversationId::fromString(u"a"_s);
    see(waits(u"a"_s, m_now));
    see(bots(u"b"_s));
    m_watch.forget({a, ConversationId::fromString(u"b"_s), ConversationId::fromString(u"c"_s)});
    QCOMPARE(m_watch.takeEnded(), std::vector{a});
    QVERIFY(!m_watch.remind(m_means, m_now + 5min));
    m_now += 5min;
    const auto again = see(waits(u"a"_s, m_now - 5min));
    QCOMPARE(again.size(), size_t(1));
    QCOMPARE(again[0].reason, AlertReason::Sounded);
    // What they were asked to see to is asked anew as well, and its notice goes meanwhile.
    m_watch = {};
    const std::vector<LongWait> waits{{a, kStart, u"Hạnh"_s}};
    m_watch.observeNobodyCame(waits, true, m_means, m_now);
    m_watch.forget({a});
    QCOMPARE(m_watch.takeEnded(), std::vector{a});
    QCOMPARE(m_watch.observeNobodyCame(waits, true, m_means, m_now).size(), size_t(1));
}

void AlertWatchTest::saysWhyItWasSilent()
{
    m_means.isOn = false;
    // The notice is shown all the same.
    QCOMPARE(see(waits(u"a"_s, m_now)).at(0).reason, AlertReason::SoundOff);
    m_means = {.isOn = true, .hasOutput = false};
    QCOMPARE(see(waits(u"b"_s, m_now)).at(0).reason, AlertReason::NoOutput);
    m_now += 30s;
    QCOMPARE(m_watch.remind(m_means, m_now)->reason, AlertReason::NoOutput);
    // A sound that could not be played keeps nobody from sounding.
    m_means = {};
    QCOMPARE(see(waits(u"c"_s, m_now)).at(0).reason, AlertReason::Sounded);
    QCOMPARE(m_watch.log().size(), size_t(4));
    QCOMPARE(m_watch.log().front().conversation, ConversationId::fromString(u"c"_s));
}

void AlertWatchTest::sevenAtOnceAreOneSound()
{
    std::vector<Conversation> rows;
    for (int i = 0; i < 7; ++i)
        rows.push_back(waits(u"c%1"_s.arg(i), m_now));
    const auto announced = m_watch.observe(rows, m_means, m_now);
    QCOMPARE(announced.size(), size_t(7));
    QCOMPARE(std::ranges::count(announced, AlertReason::Sounded, &Alert::reason), 1);
    QCOMPARE(std::ranges::count(announced, AlertReason::SoundedJust, &Alert::reason), 6);
}

void AlertWatchTest::madeUpCustomersSoundOnceAndAreNotRepeated()
{
    Conversation old = waits(u"s1"_s, m_now - 20min);
    old.isSample = true;
    QVERIFY(see(old).empty());
    QCOMPARE(m_watch.log()[0].reason, AlertReason::MadeUp);
    Conversation fresh = waits(u"s2"_s, m_now);
    fresh.isSample = true;
    QCOMPARE(see(fresh).at(0).reason, AlertReason::Sounded);
    QVERIFY(!m_watch.remind(m_means, m_now + 5min));
    m_watch.adopt({old, fresh}, true);
    QVERIFY(!m_watch.remind(m_means, m_now + 5min));
}

void AlertWatchTest::aClockThatIsSetBackDoesNotSilenceIt()
{
    see(waits(u"a"_s, m_now));
    m_now -= 3h;
    QVERIFY(m_watch.remind(m_means, m_now));
    QCOMPARE(see(waits(u"b"_s, m_now + 3s)).at(0).kind, AlertKind::NewCustomer);
}

void AlertWatchTest::waitingAgainAfterAnAnswerSoundsAgain()
{
    see(waits(u"a"_s, m_now));
    Conversation answered = waits(u"a"_s, m_now);
    answered.waitingSince = {};  // a colleague wrote there without taking it
    QVERIFY(see(answered).empty());
    m_now += 1min;
    QCOMPARE(see(waits(u"a"_s, m_now)).at(0).reason, AlertReason::Sounded);
    Conversation closed = answered;
    closed.status = ConversationStatus::Closed;
    QVERIFY(see(closed).empty());
    m_now += 1min;
    QCOMPARE(see(waits(u"a"_s, m_now)).at(0).reason, AlertReason::Sounded);
}

void AlertWatchTest::keepsTheLastFifty()
{
    for (int i = 0; i < 60; ++i)
        see(waits(u"c%1"_s.arg(i), m_now));
    QCOMPARE(m_watch.log().size(), size_t(50));
    QCOMPARE(m_watch.log().front().conversation, ConversationId::fromString(u"c59"_s));
    QCOMPARE(m_watch.log().back().conversation, ConversationId::fromString(u"c10"_s));
}

TONGDAI_TEST(AlertWatchTest)

}  // namespace tongdai

#include "alert_watch_test.moc"
