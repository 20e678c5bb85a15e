#include "engine/host/desk/feed_follower.h"
#include "engine/domain/work/one_shot.h"
#include "tests/support/hand_moved_clock.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

HistoryEvent followedEvent(qint64 id, const QByteArray& conversation)
{
    return {id, u"message_sent"_s, ConversationId(conversation), {}, {}, 1, {}};
}

/// A history of events alone, which remembers what it was asked for.
class FollowedReader final : public ports::HistoryReader,
                             public ports::DraftStore,
                             public ports::MessageSearch,
                             public ports::CustomerDetailsStore {
public:
    QCoro::Task<QueueCounts> queueCounts(OperatorId, InSight) override { co_return QueueCounts(); }
    QCoro::Task<qint64> messagesSince(TimePoint, qint64) override { co_return 0; }
    QCoro::Task<QueueCounts> peopleCounts(OperatorId, InSight) override { co_return QueueCounts(); }
    QCoro::Task<ConversationPage> conversations(ConversationQuery) override { co_return ConversationPage(); }
    QCoro::Task<std::optional<Conversation>> conversation(ConversationId id) override
    {
        Conversation row;
        row.id = id;
        co_return row;
    }
    QCoro::Task<std::vector<Conversation>> conversationsById(std::vector<ConversationId> ids) override
    {
        std::vector<Conversation> rows(ids.size());
        for (size_t i = 0; i < ids.size(); ++i)
            rows[i].id = ids[i];
        ++askedForRows;
        if (rowsFail) throw StoreError(StoreError::Kind::Unreachable, u"read"_s, u"fake"_s, u"away"_s);
        if (whileTelling) std::exchange(whileTelling, {})();
        const auto wait = std::exchange(rowsWait, {});
        if (wait) co_await wait->wait();
        co_return rows;
    }
    QCoro::Task<CustomerDetails> customerDetails(ConversationId) override { co_return CustomerDetails(); }
    QCoro::Task<Kept> keepDetails(BackgroundTask, std::vector<LineDetails>, qint64) override { co_return Kept(); }
    QCoro::Task<std::vector<LineEntities>> entitiesOfLines(ConversationId, int) override { co_return {}; }
    QCoro::Task<std::vector<ConversationId>> unreadForDetails(TimePoint, int) override
    {
        co_return std::vector<ConversationId>();
    }
    QCoro::Task<bool> hasSample() override { co_return false; }
    QCoro::Task<ThreadPage> thread(ThreadQuery) override
    {
        if (linesFail) throw StoreError(StoreError::Kind::Unreachable, u"read"_s, u"fake"_s, u"away"_s);
        co_return ThreadPage();
    }
    QCoro::Task<std::vector<AdminConversation>> adminConversations(int, InSight) override
    {
        co_return std::vector<AdminConversation>();
    }
    QCoro::Task<HistoryStats> stats(std::chrono::hours, std::chrono::seconds) override { co_return HistoryStats(); }
    QCoro::Task<std::vector<HistoryEvent>> eventsAfter(qint64 id, int limit) override
    {
        askedAfter.push_back(id);
        std::vector<HistoryEvent> after;
        for (const HistoryEvent& event : events) {
            if (event.id > id && int(after.size()) < limit) after.push_back(event);
        }
        if (whileReading) whileReading();
        co_return after;
    }
    QCoro::Task<qint64> newestEventId() override { co_return events.empty() ? 0 : events.back().id; }
    QCoro::Task<std::vector<OutboxItem>> outbox(std::vector<OutboxState>, int) override
    {
        co_return std::vector<OutboxItem>();
    }
    QCoro::Task<void> saveDraft(OperatorId, Draft) override { co_return; }
    QCoro::Task<bool> saveDraftIfNone(OperatorId, Draft) override { co_return true; }
    QCoro::Task<std::vector<Draft>> drafts(OperatorId) override { co_return std::vector<Draft>(); }
    QCoro::Task<MessageHits> search(MessageQuery) override { co_return MessageHits(); }

    std::vector<HistoryEvent> events;
    std::vector<qint64> askedAfter;
    int askedForRows = 0;
    bool rowsFail = false;
    bool linesFail = false;
    std::function<void()> whileReading;
    std::function<void()> whileTelling;       ///< once
    std::shared_ptr<OneShot<bool>> rowsWait;  ///< the next rows come when it is set
};

/// The follower with what it follows.
struct FollowedScene {
    explicit FollowedScene(qint64 overlap) : feed(reader, desk, overlap) {}

    void writeOwn(qint64 id)
    {
        reader.events.push_back(followedEvent(id, "ours"_ba));
        Change change;
        change.events = {reader.events.back()};
        feed.changed(change);
    }
    void writeForeign(qint64 id) { reader.events.push_back(followedEvent(id, "theirs"_ba)); }

    HandMovedClock clock;
    FollowedReader reader;
    DeskGate gate{{OperatorId("lan"), u"Lan"_s}};
    DeskService desk{{clock, reader, reader, reader, reader}, gate};
    FeedFollower feed;
};

}  // namespace

class FeedFollowerTest : public QObject {
    Q_OBJECT
private slots:
    void readsNothingAgainThatThisEngineTold();
    void readsFromTheFirstGapOn();
    void takesNothingForForeignThatIsToldWhileItReads();
    void readsAtOnceWhenAnotherEngineWrote();
    void looksAgainWhenItIsWokenWhileItTells();
    void tellsLaterWhatCouldNotBeRead();
    void tellsOfRowsWhoseLinesCannotBeRead();
    void readsToTheEndOfWhatIsThere();
    void remembersOnlySoMuch();
    void saysWhatItWrote();
    void readsSoonWhatItWroteAndNobodyTells();
};

void FeedFollowerTest::readsNothingAgainThatThisEngineTold()
{
    FollowedScene scene(0);
    QSignalSpy foreign(&scene.feed, &FeedFollower::changedElsewhere);
    scene.feed.start();
    for (qint64 id = 1; id <= 5000; ++id)  // more than it reads at once
        scene.writeOwn(id);
    QTRY_COMPARE(scene.reader.askedAfter.size(), 1u);
    QCOMPARE(scene.reader.askedAfter.front(), 5000);
    QCOMPARE(foreign.count(), 0);
}

void FeedFollowerTest::readsFromTheFirstGapOn()
{
    FollowedScene scene(2);
    QSignalSpy foreign(&scene.feed, &FeedFollower::changedElsewhere);
    scene.feed.start();
    for (qint64 id = 1; id <= 10; ++id)
        scene.writeOwn(id);
    scene.writeForeign(11);
    for (qint64 id = 12; id <= 20; ++id)
        scene.writeOwn(id);
    QTRY_COMPARE(foreign.count(), 1);
    QCOMPARE(scene.reader.askedAfter, std::vector<qint64>{8});
    QCOMPARE(foreign.first().first().value<Conversation>().id, ConversationId("theirs"));
    QTRY_COMPARE(scene.reader.askedAfter.size(), 2u);
    QCOMPARE(scene.reader.askedAfter.back(), 18);
    QCOMPARE(foreign.count(), 1);
}

void FeedFollowerTest::takesNothingForForeignThatIsToldWhileItReads()
{
    FollowedScene scene(0);
    QSignalSpy foreign(&scene.feed, &FeedFollower::changedElsewhere);
    scene.feed.start();
    scene.reader.events.push_back(followedEvent(1, "ours"_ba));
    scene.reader.whileReading = [&scene] {
        Change change;
        change.events = {scene.reader.events.front()};
        scene.feed.changed(change);
    };
    QTRY_COMPARE(scene.reader.askedAfter.size(), 2u);
    QCOMPARE(scene.reader.askedAfter.back(), 1);
    QCOMPARE(foreign.count(), 0);
}

void FeedFollowerTest::readsAtOnceWhenAnotherEngineWrote()
{
    FollowedScene scene(2);
    QSignalSpy foreign(&scene.feed, &FeedFollower::changedElsewhere);
    scene.feed.start();
    scene.feed.setListening(true);
    QTRY_COMPARE(scene.reader.askedAfter.size(), 1u);  // once, as something may have been missed
    for (qint64 id = 1; id <= 3; ++id)
        scene.writeForeign(id);
    scene.feed.wake(3);
    scene.feed.wake(3);
    QTRY_COMPARE_WITH_TIMEOUT(foreign.count(), 1, 900);  // before anybody polls
    QCOMPARE(scene.reader.askedAfter, (std::vector<qint64>{0, 0}));
    scene.feed.wake(2);  // known
    QTest::qWait(1500);  // longer than a poll of one that cannot hear
    QCOMPARE(scene.reader.askedAfter.size(), 2u);
    scene.feed.setListening(false);
    QTRY_VERIFY_WITH_TIMEOUT(scene.reader.askedAfter.size() >= 4, 3000);
    QCOMPARE(foreign.count(), 1);
}

/// A wake-up that comes between the reading of the events and that of the rows: both looks it starts, the one of the
/// notice and the one of a connection that was made anew.
void FeedFollowerTest::looksAgainWhenItIsWokenWhileItTells()
{
    FollowedScene scene(2);
    QSignalSpy foreign(&scene.feed, &FeedFollower::changedElsewhere);
    scene.feed.start();
    scene.feed.setListening(true);
    QTRY_COMPARE(scene.reader.askedAfter.size(), 1u);
    for (const auto& ask :
         std::vector<std::function<void(qint64)>>{[&scene](qint64 newest) { scene.feed.wake(newest); },
                                                  [&scene](qint64) { scene.feed.setListening(true); }}) {
        const int toldBefore = int(foreign.count());
        const qint64 next = qint64(scene.reader.events.size()) + 1;
        const auto rows = std::make_shared<OneShot<bool>>();
        scene.reader.rowsWait = rows;
        scene.reader.whileTelling = [&scene, &ask, next] {
            scene.writeForeign(next + 1);
            ask(next + 1);
        };
        scene.writeForeign(next);
        scene.feed.wake(next);
        QTest::qWait(300);  // the look that was asked for has come, and found the reader at work
        rows->set(true);
        QTRY_COMPARE_WITH_TIMEOUT(foreign.count(), toldBefore + 2, 1500);  // long before the poll
    }
}

/// A store that does not answer for a while: what others changed is told when it does, each once.
void FeedFollowerTest::tellsLaterWhatCouldNotBeRead()
{
    FollowedScene scene(0);
    scene.gate.setRoster(Roster());
    scene.desk.openWindow();
    QSignalSpy foreign(&scene.feed, &FeedFollower::changedElsewhere);
    QSignalSpy everything(&scene.desk, &DeskService::everythingChanged);
    scene.feed.start();
    scene.feed.setListening(true);
    QTRY_COMPARE(scene.reader.askedAfter.size(), 1u);
    scene.reader.rowsFail = true;
    for (qint64 id = 1; id <= 500; ++id)
        scene.reader.events.push_back(followedEvent(id, "c"_ba + QByteArray::number(id)));
    scene.feed.wake(500);
    QTRY_VERIFY(scene.reader.askedForRows > 0);
    QTRY_VERIFY(everything.count() > 0);
    QCOMPARE(foreign.count(), 0);
    scene.reader.rowsFail = false;
    QTRY_COMPARE_WITH_TIMEOUT(foreign.count(), 500, 3000);  // long before the poll
}

/// Whose lines cannot be read are changed all the same, and so are those that come behind them.
void FeedFollowerTest::tellsOfRowsWhoseLinesCannotBeRead()
{
    FollowedScene scene(0);
    scene.gate.setRoster(Roster());
    scene.desk.openWindow();
    QSignalSpy foreign(&scene.feed, &FeedFollower::changedElsewhere);
    QSignalSpy rows(&scene.desk, &DeskService::conversationsChanged);
    scene.feed.start();
    scene.reader.linesFail = true;
    for (qint64 id = 1; id <= 50; ++id)
        scene.reader.events.push_back(followedEvent(id, "c"_ba + QByteArray::number(id)));
    QTRY_COMPARE_WITH_TIMEOUT(foreign.count(), 50, 3000);
    QTRY_VERIFY(rows.count() > 0);
}

void FeedFollowerTest::readsToTheEndOfWhatIsThere()
{
    FollowedScene scene(2);
    QSignalSpy foreign(&scene.feed, &FeedFollower::changedElsewhere);
    scene.feed.start();
    for (qint64 id = 1; id <= 4500; ++id)
        scene.reader.events.push_back(followedEvent(id, "c"_ba + QByteArray::number(id % 300)));
    QTRY_COMPARE(scene.reader.askedAfter, (std::vector<qint64>{0, 2000, 4000}));
    QCOMPARE(foreign.count(), 900);          // each once a page
    QCOMPARE(scene.reader.askedForRows, 6);  // two hundred rows with one question
    QVERIFY(scene.feed.remembered() <= 2);
}

void FeedFollowerTest::remembersOnlySoMuch()
{
    FollowedScene scene(500);
    scene.feed.start();
    scene.writeForeign(1);
    for (qint64 id = 2; id <= 60'000; ++id) {  // a gap that nobody reads
        Change change;
        change.events = {followedEvent(id, "ours"_ba)};
        scene.feed.changed(change);
    }
    QVERIFY2(scene.feed.remembered() <= 20'000, QByteArray::number(scene.feed.remembered()).constData());
}

void FeedFollowerTest::saysWhatItWrote()
{
    FollowedScene scene(0);
    QSignalSpy wrote(&scene.feed, &FeedFollower::wrote);
    scene.feed.start();
    scene.feed.noteWritten({1, 1});
    scene.feed.noteWritten({2, 5});
    scene.feed.changed(Change());  // without an event
    QCOMPARE(wrote.count(), 2);
    QCOMPARE(wrote.last().first().toLongLong(), 5);
}

void FeedFollowerTest::readsSoonWhatItWroteAndNobodyTells()
{
    FollowedScene scene(0);
    QSignalSpy shown(&scene.feed, &FeedFollower::changedElsewhere);
    scene.feed.start();
    scene.feed.setListening(true);
    QTRY_COMPARE(scene.reader.askedAfter.size(), 1u);
    scene.writeOwn(1);
    scene.feed.noteWritten({1, 1});
    QTest::qWait(200);
    QCOMPARE(scene.reader.askedAfter.size(), 1u);  // it was told
    scene.reader.events.push_back(followedEvent(2, "erased"_ba));
    scene.feed.noteWritten({2, 2});
    scene.writeOwn(3);
    scene.feed.noteWritten({3, 3});
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, 900);  // before anybody polls
    QCOMPARE(shown.first().first().value<Conversation>().id, ConversationId("erased"));
    QCOMPARE(scene.reader.askedAfter, (std::vector<qint64>{0, 1}));
}

TONGDAI_TEST(FeedFollowerTest)

}  // namespace tongdai::testing

#include "feed_follower_test.moc"
