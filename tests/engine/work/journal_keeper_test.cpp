#include "engine/work/journal/journal_keeper.h"

#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What another engine hears of a journal.
class JournalEar final : public ports::JournalNews {
public:
    QCoro::Task<void> tell(JournalNotice notice) override
    {
        if (notice.isWhole) held = notice.held.size();
        co_return;
    }
    bool isHeard() const override { return true; }

    size_t held = 0;
};

}  // namespace

/// The store is a server and goes away: messages are accepted on this machine and replayed (guarantees, "Database
/// away"), with virtual time and stores that fail as told.
class JournalKeeperTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void aMessageIsAcceptedWhileTheStoreIsAway();
    void itIsReplayedAndAnsweredWhenTheStoreIsBack();
    void messagesOfAConversationKeepTheirOrder();
    void newerMessagesGoBehindThoseThatWait();
    void standingBehindOlderOnesIsNoStoreAway();
    void aRepetitionIsTheSameMessage();
    void anotherBodyUnderTheSameIdIsRefused();
    void whatTheStoreKnowsAlreadyIsNotStoredTwice();
    void aCrashInTheMiddleOfAReplayDoublesNothing();
    void anAcceptWithAnUnknownOutcomeIsNotDoubled();
    void nothingDurableIsSaidSo();
    void anotherBodyInTheStoreIsSetAside();
    void nobodyWaitsForWhatWasSetAside();
    void aStoreThatRefusesIsNoStoreThatIsAway();
    void anEarlierRunsMessagesGoFirst();

private:
    void startEngine();
    void storeIsAway(bool away) { m_engine->store.faults.isDown = away; }
    QByteArrayList storedOrder(const QByteArray& conversation) const;
    static const StillRunning* running(const std::shared_ptr<std::optional<HandleResult>>& result)
    {
        return *result ? std::get_if<StillRunning>(&**result) : nullptr;
    }
    void expectSound()
    {
        m_world->time.runFor(60s);
        QCOMPARE(m_file.entries.size(), size_t(0));
        QCOMPARE(brokenInvariants(m_world->facts()), QStringList());
    }

    std::unique_ptr<World> m_world;
    MemoryJournalFile m_file;
    std::unique_ptr<Engine> m_engine;
};

void JournalKeeperTest::init()
{
    m_world = std::make_unique<World>();
    m_file = {};
    startEngine();
}

void JournalKeeperTest::cleanup()
{
    m_engine.reset();
    m_world.reset();
}

void JournalKeeperTest::startEngine()
{
    m_engine = std::make_unique<Engine>(*m_world, PipelineOptions(), &m_file);
    m_engine->pipeline->start();
}

QByteArrayList JournalKeeperTest::storedOrder(const QByteArray& conversation) const
{
    std::map<qint64, QByteArray> bySeq;
    for (const InboxFact& row : m_world->database.facts().inbox) {
        if (row.conversation == conversation) bySeq[row.seq] = row.messageId;
    }
    QByteArrayList order;
    for (const auto& [seq, id] : bySeq)
        order << id;
    return order;
}

void JournalKeeperTest::aMessageIsAcceptedWhileTheStoreIsAway()
{
    storeIsAway(true);
    const auto result = m_engine->post("c1", "m1");
    m_world->time.runFor(1s);
    QVERIFY(running(result));
    QVERIFY(running(result)->inJournal);
    QVERIFY(!running(result)->duplicate);
    QCOMPARE(m_engine->pipeline->journal().waiting(), 1);
    QVERIFY(m_engine->pipeline->journal().isStoreAway());
    const TimePoint accepted = m_engine->clock.now();
    m_world->time.runFor(30s);
    std::optional<TimePoint> since;
    const auto ask = [&]() -> QCoro::Task<void> {
        auto asking = m_engine->pipeline->journal().waitingSince();
        since = co_await asking;
    };
    ask();
    QVERIFY(since && *since <= accepted && accepted - *since <= 1s);
    storeIsAway(false);
    m_world->time.runFor(5s);
    ask();
    QVERIFY(!since);
    expectSound();
}

void JournalKeeperTest::itIsReplayedAndAnsweredWhenTheStoreIsBack()
{
    storeIsAway(true);
    m_engine->post("c1", "m1");
    m_world->time.runFor(30s);
    QVERIFY(m_world->platform.sights.empty());
    storeIsAway(false);
    m_world->time.runFor(5s);
    QCOMPARE(m_engine->pipeline->journal().waiting(), 0);
    QCOMPARE(m_engine->pipeline->journal().replayed(), 1);
    QVERIFY(!m_engine->pipeline->journal().isStoreAway());
    QCOMPARE(m_world->platform.sights.size(), size_t(1));
    const auto next = m_engine->post("c1", "m2");
    m_world->time.runFor(5s);
    QVERIFY(std::holds_alternative<Completed>(**next));
    expectSound();
}

void JournalKeeperTest::messagesOfAConversationKeepTheirOrder()
{
    storeIsAway(true);
    QByteArrayList sent;
    for (int i = 0; i < 600; ++i) {
        const QByteArray id = "m" + QByteArray::number(i);
        m_engine->post(i % 3 == 0 ? "hot" : "c" + QByteArray::number(i % 40), id);
        if (i % 3 == 0) sent << id;
        m_world->time.runFor(1ms);
    }
    m_engine->store.faults.lostBefore = 0.2;  // it comes back limping
    m_engine->store.faults.lostAfter = 0.2;
    storeIsAway(false);
    m_world->time.runFor(600s);
    QCOMPARE(m_engine->pipeline->journal().waiting(), 0);
    m_engine->store.faults = {};
    QCOMPARE(storedOrder("hot"), sent);
    expectSound();
    QCOMPARE(m_world->database.facts().inbox.size(), size_t(600));
}

void JournalKeeperTest::newerMessagesGoBehindThoseThatWait()
{
    storeIsAway(true);
    m_engine->post("c1", "m1");
    m_world->time.runFor(1s);
    storeIsAway(false);
    const auto second = m_engine->post("c1", "m2");  // before anything was replayed
    m_world->time.runFor(20s);
    QVERIFY(running(second) && running(second)->inJournal);
    QCOMPARE(storedOrder("c1"), (QByteArrayList{"m1", "m2"}));
    expectSound();
}

/// Under load something stands behind something in nearly every round; the others must not follow it.
void JournalKeeperTest::standingBehindOlderOnesIsNoStoreAway()
{
    storeIsAway(true);
    for (int i = 0; i < 600; ++i)
        m_engine->post("c" + QByteArray::number(i % 20), "m" + QByteArray::number(i));
    m_world->time.runFor(2s);
    storeIsAway(false);
    const JournalKeeper& journal = m_engine->pipeline->journal();
    for (int i = 0; i < 10'000 && journal.isStoreAway(); ++i)
        m_world->time.runFor(200us);
    QVERIFY(!journal.isStoreAway());
    QVERIFY(journal.waiting() > 100);
    const auto behind = m_engine->post("c19", "later");
    m_world->time.runFor(1ms);
    QVERIFY(!journal.isStoreAway());
    QVERIFY(journal.waiting() > 0);
    const auto fresh = m_engine->post("fresh", "first");
    m_world->time.runFor(20s);
    QVERIFY(running(behind) && running(behind)->inJournal);
    QVERIFY(!running(fresh) || !running(fresh)->inJournal);
    expectSound();
}

void JournalKeeperTest::aRepetitionIsTheSameMessage()
{
    storeIsAway(true);
    m_engine->post("c1", "m1");
    m_world->time.runFor(1s);
    const auto again = m_engine->post("c1", "m1");
    m_world->time.runFor(1s);
    QVERIFY(running(again) && running(again)->inJournal && running(again)->duplicate);
    QCOMPARE(m_engine->pipeline->journal().waiting(), 1);
    storeIsAway(false);
    expectSound();
}

void JournalKeeperTest::anotherBodyUnderTheSameIdIsRefused()
{
    storeIsAway(true);
    m_engine->post("c1", "m1", u"một"_s);
    m_world->time.runFor(1s);
    const auto other = m_engine->post("c1", "m1", u"hai"_s);
    m_world->time.runFor(1s);
    QVERIFY(std::holds_alternative<ReusedMessageId>(**other));
    const auto elsewhere = m_engine->post("c2", "m1", u"hai"_s);
    m_world->time.runFor(1s);
    QVERIFY(running(elsewhere) && running(elsewhere)->inJournal);
    storeIsAway(false);
    m_world->time.runFor(20s);
    QCOMPARE(storedOrder("c2"), QByteArrayList{"m1"});
    expectSound();
}

void JournalKeeperTest::whatTheStoreKnowsAlreadyIsNotStoredTwice()
{
    m_engine->post("c1", "m1");
    m_world->time.runFor(5s);
    storeIsAway(true);
    const auto again = m_engine->post("c1", "m1");  // its sender never saw the answer
    m_world->time.runFor(1s);
    QVERIFY(running(again) && running(again)->inJournal);
    storeIsAway(false);
    expectSound();
    QCOMPARE(storedOrder("c1"), QByteArrayList{"m1"});
    QCOMPARE(m_world->platform.sights.size(), size_t(1));
}

void JournalKeeperTest::aCrashInTheMiddleOfAReplayDoublesNothing()
{
    storeIsAway(true);
    for (int i = 0; i < 200; ++i)
        m_engine->post("c" + QByteArray::number(i % 20), "m" + QByteArray::number(i));
    m_world->time.runFor(2s);
    QCOMPARE(m_file.entries.size(), size_t(200));
    storeIsAway(false);
    // Somewhere between the first message in the store and the last one out of the journal, again and again.
    int crashes = 0;
    for (int i = 0; i < 50 && !m_file.entries.empty(); ++i) {
        m_world->time.runFor(std::chrono::microseconds(600 + 200 * i));
        m_engine->kill();
        startEngine();
        ++crashes;
    }
    QVERIFY(crashes > 3);
    expectSound();
    QCOMPARE(m_world->database.facts().inbox.size(), size_t(200));
}

void JournalKeeperTest::anAcceptWithAnUnknownOutcomeIsNotDoubled()
{
    m_engine->store.faults.lostAfter = 1;  // committed, and nobody is told
    const auto result = m_engine->post("c1", "m1");
    m_world->time.runFor(1s);
    QVERIFY(running(result) && running(result)->inJournal);
    m_engine->store.faults = {};
    expectSound();
    QCOMPARE(storedOrder("c1"), QByteArrayList{"m1"});
    QCOMPARE(m_world->platform.sights.size(), size_t(1));
}

void JournalKeeperTest::nothingDurableIsSaidSo()
{
    storeIsAway(true);
    m_file.isFull = true;
    const auto result = m_engine->post("c1", "m1");
    m_world->time.runFor(1s);
    QVERIFY(std::holds_alternative<Unavailable>(**result));
    QVERIFY(std::get<Unavailable>(**result).retryAfter > 0s);
    QCOMPARE(m_engine->pipeline->journal().waiting(), 0);
    m_file.isFull = false;
    const auto again = m_engine->post("c1", "m1");
    m_world->time.runFor(1s);
    QVERIFY(running(again) && running(again)->inJournal);
    storeIsAway(false);
    expectSound();
}

/// Another engine, which saw the store, accepted another body under the same id while we were cut off.
void JournalKeeperTest::anotherBodyInTheStoreIsSetAside()
{
    Engine other(*m_world);
    other.pipeline->start();
    storeIsAway(true);
    m_engine->post("c1", "m1", u"một"_s);
    other.post("c1", "m1", u"hai"_s);
    m_engine->post("c1", "m2", u"ba"_s);
    m_world->time.runFor(5s);
    storeIsAway(false);
    m_world->time.runFor(20s);
    QCOMPARE(m_file.setAside.size(), size_t(1));
    QCOMPARE(m_file.setAside.front().second, u"message_id_reused"_s);
    QCOMPARE(m_engine->events.alarms, QStringList{u"journal_message_set_aside"_s});
    QCOMPARE(storedOrder("c1"), (QByteArrayList{"m1", "m2"}));
    expectSound();
}

/// Nothing else came out of the journal with it, and still the other engines hear that it is gone.
void JournalKeeperTest::nobodyWaitsForWhatWasSetAside()
{
    JournalEar ear;
    MemoryJournalFile file;
    Engine cutOff(*m_world, PipelineOptions(), &file, &ear);
    cutOff.pipeline->start();
    cutOff.store.faults.isDown = true;
    cutOff.post("c1", "m1", u"một"_s);
    m_engine->post("c1", "m1", u"hai"_s);
    m_world->time.runFor(5s);
    QCOMPARE(ear.held, size_t(1));
    cutOff.store.faults.isDown = false;
    m_world->time.runFor(5s);
    QCOMPARE(file.setAside.size(), size_t(1));
    QCOMPARE(ear.held, size_t(0));
}

void JournalKeeperTest::aStoreThatRefusesIsNoStoreThatIsAway()
{
    QVERIFY(!JournalKeeper::isAway(StoreError(StoreError::Kind::Refused, u"a"_s, u"b"_s, u"c"_s)));
    QVERIFY(JournalKeeper::isAway(StoreError(StoreError::Kind::Full, u"a"_s, u"b"_s, u"c"_s)));
    QVERIFY(!JournalKeeper::isAway(StoreError(StoreError::Kind::Busy, u"a"_s, u"b"_s, u"c"_s)));
    QVERIFY(JournalKeeper::isAway(StoreError(StoreError::Kind::TimedOut, u"a"_s, u"b"_s, u"c"_s)));
}

void JournalKeeperTest::anEarlierRunsMessagesGoFirst()
{
    storeIsAway(true);
    m_engine->post("c1", "m1");
    m_world->time.runFor(1s);
    m_engine->kill();
    startEngine();
    const auto second = m_engine->post("c1", "m2");
    m_world->time.runFor(10s);
    QVERIFY(running(second) && running(second)->inJournal);
    QCOMPARE(storedOrder("c1"), (QByteArrayList{"m1", "m2"}));
    expectSound();
}

TONGDAI_TEST(JournalKeeperTest)

}  // namespace tongdai::testing

#include "journal_keeper_test.moc"
