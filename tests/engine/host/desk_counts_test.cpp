#include "engine/host/desk/desk_service.h"
#include "tests/support/hand_moved_clock.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A history whose counts take the time they are told to.
class CountedReader final : public ports::HistoryReader,
                            public ports::DraftStore,
                            public ports::MessageSearch,
                            public ports::CustomerDetailsStore {
public:
    explicit CountedReader(HandMovedClock& clock) : m_clock(clock) {}

    QCoro::Task<qint64> messagesSince(TimePoint, qint64) override { co_return 0; }
    QCoro::Task<QueueCounts> queueCounts(OperatorId, InSight sight) override
    {
        ++countsOfAll;
        sights.push_back(sight);
        if (meanwhile) std::exchange(meanwhile, {})();
        m_clock.at += takes;
        if (isAway) throw StoreError(StoreError::Kind::Unreachable, u"count"_s, u"test"_s, u"away"_s);
        co_return counts;
    }
    QCoro::Task<QueueCounts> peopleCounts(OperatorId, InSight) override
    {
        ++countsOfPeople;
        QueueCounts people = counts;
        for (const WorkQueue rest : {WorkQueue::WithBot, WorkQueue::Closed, WorkQueue::All})
            people.of[size_t(rest)] = 0;
        co_return people;
    }
    QCoro::Task<ConversationPage> conversations(ConversationQuery) override
    {
        ++otherReads;
        co_return ConversationPage();
    }
    QCoro::Task<std::optional<Conversation>> conversation(ConversationId) override
    {
        ++otherReads;
        co_return std::nullopt;
    }
    QCoro::Task<std::vector<Conversation>> conversationsById(std::vector<ConversationId>) override
    {
        ++otherReads;
        co_return std::vector<Conversation>();
    }
    QCoro::Task<CustomerDetails> customerDetails(ConversationId) override
    {
        ++otherReads;
        co_return CustomerDetails();
    }
    QCoro::Task<Kept> keepDetails(BackgroundTask, std::vector<LineDetails>, qint64) override { co_return Kept(); }
    QCoro::Task<std::vector<LineEntities>> entitiesOfLines(ConversationId, int) override { co_return {}; }
    QCoro::Task<std::vector<ConversationId>> unreadForDetails(TimePoint, int) override
    {
        co_return std::vector<ConversationId>();
    }
    QCoro::Task<bool> hasSample() override
    {
        ++otherReads;
        co_return false;
    }
    QCoro::Task<ThreadPage> thread(ThreadQuery) override
    {
        ++otherReads;
        co_return ThreadPage();
    }
    QCoro::Task<std::vector<AdminConversation>> adminConversations(int, InSight) override
    {
        ++otherReads;
        co_return std::vector<AdminConversation>();
    }
    QCoro::Task<HistoryStats> stats(std::chrono::hours, std::chrono::seconds) override
    {
        ++otherReads;
        co_return HistoryStats();
    }
    QCoro::Task<std::vector<HistoryEvent>> eventsAfter(qint64, int) override
    {
        ++otherReads;
        co_return std::vector<HistoryEvent>();
    }
    QCoro::Task<qint64> newestEventId() override
    {
        ++otherReads;
        co_return 0;
    }
    QCoro::Task<std::vector<OutboxItem>> outbox(std::vector<OutboxState>, int) override
    {
        ++otherReads;
        co_return std::vector<OutboxItem>();
    }
    QCoro::Task<void> saveDraft(OperatorId, Draft) override { co_return; }
    QCoro::Task<bool> saveDraftIfNone(OperatorId, Draft) override { co_return true; }
    QCoro::Task<std::vector<Draft>> drafts(OperatorId) override { co_return std::vector<Draft>(); }
    QCoro::Task<MessageHits> search(MessageQuery) override { co_return MessageHits(); }

    QueueCounts counts{{1, 2, 3, 4, 5, 6}};
    std::chrono::milliseconds takes = 4ms;
    bool isAway = false;
    std::function<void()> meanwhile;  ///< what happens while the next count of all is made
    std::vector<InSight> sights;      ///< of the counts of all
    int countsOfAll = 0;
    int countsOfPeople = 0;
    int otherReads = 0;

private:
    HandMovedClock& m_clock;
};

Conversation row(const QByteArray& id)
{
    Conversation conversation;
    conversation.id = ConversationId(id);
    return conversation;
}

}  // namespace

class DeskCountsTest : public QObject {
    Q_OBJECT
private slots:
    void countsPeopleOftenAndAllRarely();
    void countsAllTheRarerTheLongerItTakes();
    void goesOnWhenTheHistoryIsBack();
    void tellsOnlyWhatIsNew();
    void anotherSightIsCountedAtOnce();
    void doesNothingWithoutAWindow();
};

void DeskCountsTest::countsPeopleOftenAndAllRarely()
{
    HandMovedClock clock;
    CountedReader reader(clock);
    DeskCounts desk(reader, clock, OperatorId("lan"));
    QSignalSpy told(&desk, &DeskCounts::counted);
    desk.noteChange();
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(reader.countsOfAll, 1);
    QCOMPARE(reader.countsOfPeople, 0);

    // What took 4 ms rests for 200.
    reader.counts = {{2, 2, 3, 4, 6, 7}};
    clock.at += 150ms;
    desk.noteChange();
    QTRY_COMPARE(told.count(), 2);
    QCOMPARE(reader.countsOfPeople, 1);
    QCOMPARE(reader.countsOfAll, 1);
    QCOMPARE(told.last().first().value<QueueCounts>().of, (QueueCounts{{2, 2, 3, 4, 5, 6}}.of));

    clock.at += 50ms;  // without another change
    QTRY_COMPARE(reader.countsOfAll, 2);
    QTRY_COMPARE(told.count(), 3);
    QCOMPARE(told.last().first().value<QueueCounts>().of, reader.counts.of);
}

void DeskCountsTest::countsAllTheRarerTheLongerItTakes()
{
    HandMovedClock clock;
    CountedReader reader(clock);
    reader.takes = 300ms;
    DeskCounts desk(reader, clock, OperatorId("lan"));
    desk.noteChange();
    QTRY_COMPARE(reader.countsOfAll, 1);
    for (int second = 1; second < 15; ++second) {
        clock.at += 1s;
        desk.noteChange();
        QTRY_COMPARE(reader.countsOfPeople, second);
    }
    QCOMPARE(reader.countsOfAll, 1);
    clock.at += 1s;
    desk.noteChange();
    QTRY_COMPARE(reader.countsOfAll, 2);

    // A minute is the longest, however slow the store.
    reader.takes = 1h;
    clock.at += 15s;
    desk.noteChange();
    QTRY_COMPARE(reader.countsOfAll, 3);
    clock.at += 1min;
    desk.noteChange();
    QTRY_COMPARE(reader.countsOfAll, 4);
}

void DeskCountsTest::goesOnWhenTheHistoryIsBack()
{
    HandMovedClock clock;
    CountedReader reader(clock);
    reader.isAway = true;
    DeskCounts desk(reader, clock, OperatorId("lan"));
    QSignalSpy told(&desk, &DeskCounts::counted);
    desk.noteChange();
    QTRY_COMPARE(reader.countsOfAll, 1);
    QCOMPARE(told.count(), 0);
    reader.isAway = false;
    clock.at += 2s;
    QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, 20'000);
}

void DeskCountsTest::tellsOnlyWhatIsNew()
{
    HandMovedClock clock;
    CountedReader reader(clock);
    DeskCounts desk(reader, clock, OperatorId("lan"));
    QSignalSpy told(&desk, &DeskCounts::counted);
    desk.ask();
    QTRY_COMPARE(told.count(), 1);
    for (int i = 1; i <= 3; ++i) {
        clock.at += 100ms;
        desk.noteChange();
        QTRY_COMPARE(reader.countsOfPeople + reader.countsOfAll, 1 + i);
    }
    QCOMPARE(told.count(), 1);
    desk.ask();  // a window that has just been opened knows nothing yet
    QCOMPARE(told.count(), 2);
}

/// Features I2. However long the pause after the count before; and what was being counted is not told any more.
void DeskCountsTest::anotherSightIsCountedAtOnce()
{
    HandMovedClock clock;
    CountedReader reader(clock);
    DeskCounts desk(reader, clock, OperatorId("lan"));
    QSignalSpy told(&desk, &DeskCounts::counted);
    desk.noteChange();
    QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, 20'000);
    InSight narrow;
    narrow.channels = {u"zalo"_s};
    desk.setMe(OperatorId("lan"), narrow);
    desk.noteChange();
    QTRY_COMPARE_WITH_TIMEOUT(told.count(), 2, 20'000);
    QCOMPARE(reader.sights.back(), narrow);

    reader.meanwhile = [&] { desk.setMe(OperatorId("lan"), {}); };
    desk.setMe(OperatorId("minh"), narrow);
    desk.noteChange();
    QTRY_COMPARE_WITH_TIMEOUT(told.count(), 3, 20'000);
    QCOMPARE(reader.countsOfAll, 4);
    QCOMPARE(reader.sights.back(), InSight());
}

void DeskCountsTest::doesNothingWithoutAWindow()
{
    HandMovedClock clock;
    CountedReader reader(clock);
    DeskGate gate({OperatorId("lan"), u"Lan"_s});
    gate.setRoster({});
    DeskService desk({clock, reader, reader, reader, reader}, gate);
    QSignalSpy rows(&desk, &DeskService::conversationsChanged);
    QSignalSpy counts(&desk, &DeskService::queueCountsChanged);
    QSignalSpy activity(&desk, &DeskService::activityChanged);
    Change change;
    change.conversation = row("before"_ba);
    change.events.push_back(
        {1, u"outbox"_s, ConversationId("before"), {}, {}, 1, {{u"state"_s, int(OutboxState::Dead)}}});
    for (int i = 0; i < 10; ++i) {
        desk.turnStarted(ConversationId("before"), TimePoint{});
        desk.changed(change);
        desk.noteChange(change.conversation, {});
        desk.noteEvents(change.events);
        desk.turnEnded(ConversationId("before"), TurnOutcome::Answered);
        desk.refresh();
    }
    QCoreApplication::processEvents();
    QCOMPARE(reader.countsOfAll + reader.countsOfPeople + reader.otherReads, 0);

    desk.openWindow();
    change.conversation = row("after"_ba);
    change.events.clear();
    desk.changed(change);
    QTRY_COMPARE(counts.count(), 1);
    QCOMPARE(rows.count(), 1);
    const auto shown = rows.first().first().value<std::vector<Conversation>>();
    QCOMPARE(shown.size(), 1u);
    QCOMPARE(shown.front().id, ConversationId("after"));
    QCOMPARE(activity.count(), 0);
    QCOMPARE(reader.countsOfAll, 1);
}

TONGDAI_TEST(DeskCountsTest)

}  // namespace tongdai::testing

#include "desk_counts_test.moc"
