#include "engine/work/journal/journal_keeper.h"

#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Between two engines; cut, neither hears the other and both know it.
class JournalWire final : public ports::JournalNews {
public:
    QCoro::Task<void> tell(JournalNotice notice) override
    {
        notice.engine = name;
        if (!isCut && other) other->pipeline->journal().hear(notice);
        co_return;
    }
    bool isHeard() const override { return !isCut; }

    QByteArray name;
    Engine* other = nullptr;
    bool isCut = false;
};

/// Two engines on one store that is away from both, each with a journal.
struct JournalPair {
    explicit JournalPair(World& world)
        : first(world, PipelineOptions(), &files[0], &wires[0]), second(world, PipelineOptions(), &files[1], &wires[1])
    {
        wires[0].name = "a";
        wires[0].other = &second;
        wires[1].name = "b";
        wires[1].other = &first;
        for (Engine* engine : {&first, &second}) {
            engine->pipeline->start();
            engine->store.faults.isDown = true;
        }
    }
    MemoryJournalFile files[2];
    JournalWire wires[2];
    Engine first;
    Engine second;
};

}  // namespace

/// The order of a conversation whose lines go to several engines while the store they share is away (guarantees,
/// "Database away"), with virtual time.
class JournalOrderTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_world = std::make_unique<World>(); }
    void cleanup() { m_world.reset(); }
    void olderOnesOfAnotherEngineGoFirst();
    void linesOfOneMillisecondKeepTheirOrder_data();
    void linesOfOneMillisecondKeepTheirOrder();
    void longJournalsDoNotWaitForEachOther();
    void whatCannotBeHeardIsNotWaitedFor();

private:
    QByteArrayList storedOrder(const QByteArray& conversation) const;

    std::unique_ptr<World> m_world;
};

QByteArrayList JournalOrderTest::storedOrder(const QByteArray& conversation) const
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

/// Two engines on one store, each with a journal; a conversation's lines go to one or the other.
void JournalOrderTest::olderOnesOfAnotherEngineGoFirst()
{
    JournalPair pair(*m_world);
    Engine& first = pair.first;
    Engine& second = pair.second;
    for (int i = 0; i < 12; ++i) {
        (i % 3 == 0 ? first : second).post("c1", ("m" + QByteArray::number(10 + i)).constData());
        m_world->time.runFor(100ms);
    }
    // The store is there for the second one; for the first one not yet.
    second.store.faults.isDown = false;
    m_world->time.runFor(1s);
    second.post("c1", "m22");
    first.post("c2", "m23");
    m_world->time.runFor(100ms);
    second.post("c2", "m24");
    m_world->time.runFor(2s);
    QVERIFY(storedOrder("c1").isEmpty());
    first.store.faults.isDown = false;
    m_world->time.runFor(60s);
    QByteArrayList wanted;
    for (int i = 0; i < 13; ++i)
        wanted << "m" + QByteArray::number(10 + i);
    QCOMPARE(storedOrder("c1"), wanted);
    QCOMPARE(storedOrder("c2"), QByteArrayList({"m23", "m24"}));
    for (Engine* engine : {&first, &second}) {
        QCOMPARE(engine->pipeline->journal().waiting(), 0);
        QCOMPARE(engine->pipeline->journal().orderUnknownTotal(), 0);
        QVERIFY(engine->pipeline->journal().isOrderKnown());
    }
    QCOMPARE(brokenInvariants(m_world->facts()), QStringList());
}

void JournalOrderTest::linesOfOneMillisecondKeepTheirOrder_data()
{
    QTest::addColumn<bool>("isBackAtTheFirst");
    QTest::newRow("the first engine sees the store first") << true;
    QTest::newRow("the second engine sees it first") << false;
}

/// Each line is sent when the one before was acknowledged, up to three in a millisecond, to one engine or the other.
void JournalOrderTest::linesOfOneMillisecondKeepTheirOrder()
{
    QFETCH(bool, isBackAtTheFirst);
    JournalPair pair(*m_world);
    QByteArrayList wanted;
    for (int i = 0; i < 60; ++i) {
        const QByteArray id = "m" + QByteArray::number(10 + i);
        const auto result = (i % 2 == 0 ? pair.first : pair.second).post("c1", id.constData());
        for (int step = 0; step < 1'000 && !*result; ++step)
            m_world->time.runFor(20us);
        const auto* kept = *result ? std::get_if<StillRunning>(&**result) : nullptr;
        QVERIFY(kept && kept->inJournal);
        wanted << id;
    }
    Engine& early = isBackAtTheFirst ? pair.first : pair.second;
    Engine& late = isBackAtTheFirst ? pair.second : pair.first;
    early.store.faults.isDown = false;
    m_world->time.runFor(700ms);
    late.store.faults.isDown = false;
    m_world->time.runFor(60s);
    QCOMPARE(storedOrder("c1"), wanted);
}

/// More than a replay offers at once: what one engine says it holds must not be what it has brought already, or each
/// waits for the other until its patience ends.
void JournalOrderTest::longJournalsDoNotWaitForEachOther()
{
    constexpr int kConversations = 32;
    constexpr int kAtOnce = 256;  // of a replay
    JournalPair pair(*m_world);
    Engine& first = pair.first;
    Engine& second = pair.second;
    std::vector<QByteArrayList> wanted(kConversations);
    // By turns as many as are offered at once, so that a replay ends where the other engine has to go on.
    for (int i = 0; i < 4 * kAtOnce; ++i) {
        const int conversation = i % kConversations;
        const QByteArray id = "m" + QByteArray::number(10'000 + i);
        Engine& engine = i / kAtOnce % 2 == 0 ? first : second;
        engine.post(("c" + QByteArray::number(conversation)).constData(), id.constData());
        m_world->time.runFor(10ms);
        wanted[size_t(conversation)] << id;
    }
    for (Engine* engine : {&first, &second})
        engine->store.faults.isDown = false;
    m_world->time.runFor(25s);  // less than their patience
    for (Engine* engine : {&first, &second}) {
        QCOMPARE(engine->pipeline->journal().waiting(), 0);
        QCOMPARE(engine->pipeline->journal().orderUnknownTotal(), 0);
    }
    for (int i = 0; i < kConversations; ++i)
        QCOMPARE(storedOrder(("c" + QByteArray::number(i)).constData()), wanted[size_t(i)]);
    m_world->time.runFor(60s);
}

void JournalOrderTest::whatCannotBeHeardIsNotWaitedFor()
{
    MemoryJournalFile files[2];
    JournalWire wires[2];
    Engine first(*m_world, PipelineOptions(), &files[0], &wires[0]);
    auto second = std::make_unique<Engine>(*m_world, PipelineOptions(), &files[1], &wires[1]);
    wires[0].name = "a";
    wires[1].name = "b";
    wires[1].other = &first;
    first.pipeline->start();
    second->pipeline->start();
    first.store.faults.isDown = second->store.faults.isDown = true;
    second->post("c1", "m1");
    m_world->time.runFor(1s);
    first.post("c1", "m2");
    m_world->time.runFor(1s);
    second.reset();  // with a line in its journal
    first.store.faults.isDown = false;
    m_world->time.runFor(15s);
    QCOMPARE(storedOrder("c1"), QByteArrayList{"m2"});
    QCOMPARE(first.pipeline->journal().orderUnknownTotal(), 1);
    // What was left behind comes when that engine is there again.
    second = std::make_unique<Engine>(*m_world, PipelineOptions(), &files[1], &wires[1]);
    second->pipeline->start();
    m_world->time.runFor(60s);
    QCOMPARE(storedOrder("c1"), QByteArrayList({"m2", "m1"}));
    QVERIFY(first.pipeline->journal().isOrderKnown());
    // Redis away is said as long as something waits.
    wires[0].isCut = true;
    first.store.faults.isDown = true;
    first.post("c3", "m5");
    m_world->time.runFor(2s);
    QVERIFY(!first.pipeline->journal().isOrderKnown());
    first.store.faults.isDown = false;
    m_world->time.runFor(60s);
    QCOMPARE(first.pipeline->journal().orderUnknownTotal(), 2);
}

TONGDAI_TEST(JournalOrderTest)

}  // namespace tongdai::testing

#include "journal_order_test.moc"
