#include "ui/models/conversation_list_model.h"

#include "tests/support/fake_desk.h"
#include "tests/support/test_registry.h"

#include <QAbstractItemModelTester>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::FakeDesk;

class ConversationListModelTest : public QObject {
    Q_OBJECT

    static ConversationId id(const char* name) { return ConversationId(QByteArray(name)); }
    static void add(FakeDesk& desk, const char* name, int waitingSeconds)
    {
        Conversation c;
        c.id = id(name);
        c.customerName = QString::fromUtf8(name);
        c.mode = BotMode::Human;
        c.waitingSince = desk.now - std::chrono::seconds(waitingSeconds);
        c.lastActivity = *c.waitingSince;
        desk.addConversation(c);
    }
    static QString shown(const ConversationListModel& model)
    {
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names.append(model.index(row).data().toString());
        return names.join(u' ');
    }
    static void open(ConversationListModel& model, WorkQueue queue = WorkQueue::NeedsMe)
    {
        model.show(queue, ListOrder::LongestWaiting, {});
        QTRY_COMPARE(model.state(), ConversationListModel::State::Ready);
    }

private slots:
    void longestWaitingComesFirst()
    {
        FakeDesk desk;
        add(desk, "new", 5);
        add(desk, "old", 500);
        add(desk, "middle", 50);
        ConversationListModel model(desk);
        QAbstractItemModelTester tester(&model);
        open(model);
        QCOMPARE(shown(model), u"old middle new"_s);
    }

    void aChangedRowMovesToItsPlaceWhenNobodyHoldsTheList()
    {
        FakeDesk desk;
        add(desk, "a", 300);
        add(desk, "b", 200);
        add(desk, "c", 100);
        ConversationListModel model(desk);
        QAbstractItemModelTester tester(&model);
        open(model);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        desk.conversation(id("a")).waitingSince = desk.now - 150s;
        desk.report(id("a"));
        QCOMPARE(shown(model), u"b a c"_s);
        desk.conversation(id("c")).waitingSince = desk.now - 400s;
        desk.report(id("c"));
        QCOMPARE(shown(model), u"c b a"_s);
        QCOMPARE(resets.count(), 0);
    }

    void whatIsSelectedGoesAlongWithMoves()
    {
        FakeDesk desk;
        for (int i = 0; i < 6; ++i)
            add(desk, QByteArray(1, char('a' + i)).constData(), 600 - 100 * i);  // a waits 600 s, f 100 s
        ConversationListModel model(desk);
        open(model);
        QSignalSpy layouts(&model, &QAbstractItemModel::layoutChanged);
        QSignalSpy moves(&model, &QAbstractItemModel::rowsMoved);
        QList<QPersistentModelIndex> held;
        for (int row = 0; row < model.rowCount(); ++row)
            held << model.index(row);
        desk.conversation(id("a")).waitingSince = desk.now - 250s;  // down, between d and e
        desk.report(id("a"));
        desk.conversation(id("f")).waitingSince = desk.now - 900s;  // to the top
        desk.report(id("f"));
        QCOMPARE(shown(model), u"f b c d a e"_s);
        QStringList names;
        for (const QPersistentModelIndex& index : held)
            names << index.data().toString();
        QCOMPARE(names.join(u' '), u"a b c d e f"_s);
        QCOMPARE(layouts.count() + moves.count(), 0);  // either would lay out a hundred thousand rows again
    }

    void whatTheEngineFoundStaysWhileTheFilterDoes()
    {
        FakeDesk desk;
        add(desk, "a", 300);
        ConversationListModel model(desk);
        desk.setAnswering(false);
        model.show(WorkQueue::NeedsMe, ListOrder::LongestWaiting, u"đặt lịch"_s);
        const ConversationPage found{{desk.conversation(id("a"))}, false};
        for (api::RequestId request = 1; request < 9; ++request)
            emit desk.conversationsListed(request, found);
        QCOMPARE(shown(model), u"a"_s);  // it was said long ago
        desk.conversation(id("a")).unread += 1;
        desk.report(id("a"));
        QCOMPARE(shown(model), u"a"_s);
    }

    void nothingThatIsSeenMovesOrLeavesWhileHeld()
    {
        FakeDesk desk;
        add(desk, "a", 300);
        add(desk, "b", 200);
        add(desk, "c", 100);
        ConversationListModel model(desk);
        QAbstractItemModelTester tester(&model);
        open(model);
        QSignalSpy heldBack(&model, &ConversationListModel::heldBackChanged);
        model.setHeld(true);
        desk.conversation(id("c")).waitingSince = desk.now - 900s;  // would jump to the top
        desk.conversation(id("c")).lastText = u"mới"_s;
        desk.report(id("c"));
        desk.conversation(id("a")).assignee = OperatorId("Minh");  // would leave
        desk.report(id("a"));
        add(desk, "d", 1000);  // would appear on top
        desk.report(id("d"));
        QCOMPARE(shown(model), u"a b c d"_s);
        QCOMPARE(model.movesWaiting(), 2);
        QVERIFY(model.newcomers() == QSet<ConversationId>{id("d")});
        QCOMPARE(heldBack.count(), 3);
        QCOMPARE(model.find(id("c"))->lastText, u"mới"_s);  // its content is new all the same
        QVERIFY(model.index(0).data(ConversationListModel::LeavingRole).toBool());

        model.applyMoves();
        QCOMPARE(shown(model), u"d c b"_s);
        QCOMPARE(model.movesWaiting(), 0);
        QVERIFY(model.newcomers().isEmpty());
        QVERIFY(model.isHeld());
    }

    /// Features I2: it is not there any more, whether the list was being asked for or not.
    void whatIsOutOfSightLeaves()
    {
        FakeDesk desk;
        add(desk, "a", 300);
        add(desk, "b", 200);
        add(desk, "c", 100);
        ConversationListModel model(desk);
        QAbstractItemModelTester tester(&model);
        open(model);
        emit desk.conversationsHidden({id("b"), id("nowhere")});
        QCOMPARE(shown(model), u"a c"_s);
        desk.failNext(api::DeskError::StoreDown);
        model.reload();
        desk.report(id("c"));
        emit desk.conversationsHidden({id("c")});
        QTRY_COMPARE_WITH_TIMEOUT(model.state(), ConversationListModel::State::Failed, 20'000);
        QCOMPARE(shown(model), u"a"_s);
    }

    void whatIsOutOfSightIsNotPulledFromUnderAHand()
    {
        FakeDesk desk;
        add(desk, "a", 300);
        add(desk, "b", 200);
        ConversationListModel model(desk);
        QAbstractItemModelTester tester(&model);
        open(model);
        model.setHeld(true);
        emit desk.conversationsHidden({id("a")});
        QCOMPARE(shown(model), u"a b"_s);
        QCOMPARE(model.movesWaiting(), 1);
        model.setHeld(false);
        QCOMPARE(shown(model), u"b"_s);
    }

    void whoIsNewAppearsBelowWhatIsSeen()
    {
        FakeDesk desk;
        add(desk, "a", 500);
        add(desk, "b", 400);
        add(desk, "c", 300);
        add(desk, "d", 200);
        ConversationListModel model(desk);
        QAbstractItemModelTester tester(&model);
        open(model);
        model.setFold([] { return 2; });  // a and b are seen
        model.setHeld(true);
        add(desk, "e", 900);
        desk.report(id("e"));
        add(desk, "f", 950);
        desk.report(id("f"));
        add(desk, "g", 250);  // belongs out of sight: goes there at once
        desk.report(id("g"));
        QCOMPARE(shown(model), u"a b e f c g d"_s);
        QCOMPARE(model.newcomers().size(), 3);
        QCOMPARE(model.movesWaiting(), 0);
        desk.conversation(id("e")).lastText = u"mới"_s;
        desk.report(id("e"));
        QCOMPARE(model.find(id("e"))->lastText, u"mới"_s);
        QCOMPARE(shown(model), u"a b e f c g d"_s);
        model.setHeld(false);
        QCOMPARE(shown(model), u"f e a b c g d"_s);
        QVERIFY(model.newcomers().isEmpty());
    }

    void whatWasReportedWhileAQuestionFailedIsShownAllTheSame()
    {
        FakeDesk desk;
        add(desk, "a", 300);
        ConversationListModel model(desk);
        QAbstractItemModelTester tester(&model);
        open(model);
        desk.failNext(api::DeskError::StoreDown);
        model.reload();
        add(desk, "b", 200);
        desk.report(id("b"));
        QTRY_COMPARE(model.state(), ConversationListModel::State::Failed);
        QCOMPARE(shown(model), u"a b"_s);
    }

    void lettingGoSortsByItself()
    {
        FakeDesk desk;
        add(desk, "a", 300);
        add(desk, "b", 200);
        ConversationListModel model(desk);
        QAbstractItemModelTester tester(&model);
        open(model);
        model.setHeld(true);
        desk.conversation(id("b")).waitingSince = desk.now - 900s;
        desk.report(id("b"));
        desk.conversation(id("b")).waitingSince = desk.now - 200s;  // and back: nothing left to do
        desk.report(id("b"));
        QCOMPARE(model.movesWaiting(), 0);
        desk.conversation(id("b")).waitingSince = desk.now - 900s;
        desk.report(id("b"));
        model.setHeld(false);
        QCOMPARE(shown(model), u"b a"_s);
    }

    void anAnswerNobodyWaitsForIsDropped()
    {
        FakeDesk desk;
        add(desk, "human", 10);
        ConversationListModel model(desk);
        QAbstractItemModelTester tester(&model);
        model.show(WorkQueue::NeedsMe, ListOrder::LongestWaiting, {});
        model.show(WorkQueue::WithBot, ListOrder::LongestWaiting, {});
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QTRY_COMPARE(model.state(), ConversationListModel::State::Ready);
        QCOMPARE(resets.count(), 1);
        QCOMPARE(model.rowCount(), 0);
    }

    void aStaleBatchDoesNotUndoANewerPage()
    {
        FakeDesk desk;
        add(desk, "a", 10);
        desk.conversation(id("a")).lastRev = 7;
        ConversationListModel model(desk);
        open(model);
        Conversation old = desk.conversation(id("a"));
        old.lastRev = 6;
        old.lastText = u"old"_s;
        emit desk.conversationsChanged({old});
        QCOMPARE(model.find(id("a"))->lastText, QString());
    }

    void aRowThatSinksBelowTheLoadedPagesWaitsForItsPage()
    {
        FakeDesk desk;
        desk.fillMany(2000);
        ConversationListModel model(desk);  // no tester: it looks at all rows for every change, for seconds
        open(model, WorkQueue::Unassigned);
        QCOMPARE(model.rowCount(), ConversationListModel::kPageRows);
        const ConversationId first = model.rowAt(0)->conversation.id;
        desk.conversation(first).waitingSince.reset();
        desk.report(first);
        QCOMPARE(model.rowCount(), ConversationListModel::kPageRows - 1);
        QCOMPARE(model.rowOf(first), -1);
        const int all = desk.counts().of[size_t(WorkQueue::Unassigned)];
        while (model.rowCount() < all) {
            const int before = model.rowCount();
            model.fetchMore({});  // the tester may have asked already
            QTRY_VERIFY(model.rowCount() > before);
        }
        QCOMPARE(model.rowCount(), all);
        QCOMPARE(model.rowOf(first), model.rowCount() - 1);
    }

    void theFilterIsToneInsensitiveAlsoForLiveRows()
    {
        FakeDesk desk;
        add(desk, "Hạnh", 10);
        ConversationListModel model(desk);
        model.show(WorkQueue::NeedsMe, ListOrder::LongestWaiting, u"hanh"_s);
        QTRY_COMPARE(model.rowCount(), 1);
        add(desk, "Đạt", 10);
        desk.report(id("Đạt"));
        add(desk, "Mỹ Hạnh", 5);
        desk.report(id("Mỹ Hạnh"));
        QCOMPARE(model.rowCount(), 2);
    }

    void aFailureIsAState()
    {
        FakeDesk desk;
        desk.failNext(api::DeskError::StoreDown);
        ConversationListModel model(desk);
        model.show(WorkQueue::NeedsMe, ListOrder::LongestWaiting, {});
        QTRY_COMPARE(model.state(), ConversationListModel::State::Failed);
        QCOMPARE(model.failure()->error, api::DeskError::StoreDown);
        model.reload();
        QTRY_COMPARE(model.state(), ConversationListModel::State::Ready);
        QVERIFY(!model.failure());
    }

    void afterAFailureOnlyRowsOfTheQueueAskedForStay()
    {
        FakeDesk desk;
        add(desk, "mine", 100);
        add(desk, "nobodys", 200);
        desk.conversation(id("mine")).assignee = desk.operatorId;
        ConversationListModel model(desk);
        QAbstractItemModelTester tester(&model);
        open(model, WorkQueue::All);
        desk.failNext(api::DeskError::StoreDown);
        model.show(WorkQueue::Mine, ListOrder::LongestWaiting, {});
        QCOMPARE(model.rowCount(), 2);  // until the answer is here
        QTRY_COMPARE(model.state(), ConversationListModel::State::Failed);
        QCOMPARE(shown(model), u"mine"_s);
        desk.failNext(api::DeskError::StoreDown);
        model.reload();
        QTRY_COMPARE(model.state(), ConversationListModel::State::Failed);
        QCOMPARE(shown(model), u"mine"_s);
        model.reload();
        QTRY_COMPARE(model.state(), ConversationListModel::State::Ready);
        QCOMPARE(shown(model), u"mine"_s);
    }

    /// F51
    void aHundredThousandRowsTakeALiveBatchRowByRow()
    {
        FakeDesk desk;
        desk.fillMany(100'000);
        ConversationPage page{desk.conversations, false};
        ConversationListModel model(desk);
        desk.setAnswering(false);
        model.show(WorkQueue::All, ListOrder::LongestWaiting, {});
        // The whole queue in one page: how the list stands after somebody scrolled to the end.
        emit desk.conversationsListed(1, page);
        QCOMPARE(model.rowCount(), 100'000);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        std::vector<Conversation> batch;
        for (int i = 0; i < 200; ++i) {
            Conversation c = desk.conversations[size_t(i) * 400];
            c.waitingSince = desk.now + std::chrono::seconds(i);
            batch.push_back(c);
        }
        emit desk.conversationsChanged(batch);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(model.rowCount(), 100'000);
        for (int row = 1; row < model.rowCount(); ++row)
            QVERIFY(model.rowAt(row - 1)->place < model.rowAt(row)->place);
    }
};

TONGDAI_TEST(ConversationListModelTest)

}  // namespace tongdai

#include "conversation_list_model_test.moc"
