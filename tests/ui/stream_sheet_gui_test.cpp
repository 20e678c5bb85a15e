#include "ui/locks/look/stream_sheet.h"

#include "tests/support/fake_queue_look.h"
#include "tests/support/test_registry.h"
#include "tests/ui/live_stage.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/locks/look/entries_model.h"
#include "ui/locks/look/offline_sheet.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <memory>
#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Looking into a stream and into an offline list, by keys (features G5, G6).
class StreamSheetTest : public QObject {
    Q_OBJECT
    std::unique_ptr<testing::LiveStage> m_stage;
    std::unique_ptr<testing::FakeQueueLook> m_look;
    QPointer<QDialog> m_sheet;

    void open()
    {
        m_sheet = new StreamSheet(*m_look, "chat:logs:events"_ba, m_stage->look());
        m_sheet->show();
        QApplication::setActiveWindow(m_sheet);
        m_stage->settle();
    }
    void openPending()
    {
        open();
        QTest::keyClick(m_sheet, Qt::Key_2, Qt::AltModifier);
        m_stage->settle();
    }
    /// The list is read whenever it comes into sight.
    void lookAgain()
    {
        QTest::keyClick(m_sheet, Qt::Key_1, Qt::AltModifier);
        QTest::keyClick(m_sheet, Qt::Key_2, Qt::AltModifier);
    }
    void openOffline()
    {
        m_sheet = new OfflineSheet(*m_look, "chat:offline:u%3A1"_ba, m_stage->look());
        m_sheet->show();
        QApplication::setActiveWindow(m_sheet);
        m_stage->settle();
    }
    template <class W>
    W& part(const char* name) const
    {
        return *m_sheet->findChild<W*>(QLatin1StringView(name));
    }
    QTableView& table() const { return part<QTableView>("streamTable"); }
    bool isHeld() const { return qobject_cast<StreamSheet*>(m_sheet)->isHeld(); }
    QStringList ids(QTableView& of) const
    {
        QStringList all;
        for (int row = 0; row < of.model()->rowCount(); ++row)
            all << of.model()->index(row, 1).data().toString();
        return all;
    }
    void add(int from, int to)
    {
        for (int i = from; i <= to; ++i)
            m_look->add(QByteArray::number(i) + "-0", {{"event", i % 40 == 0 ? "rare" : "common"}, {"n", "1"}});
    }
    QString count() const { return part<QLabel>("streamCount").text(); }

private slots:
    void init()
    {
        m_stage = std::make_unique<testing::LiveStage>();
        m_look = std::make_unique<testing::FakeQueueLook>();
    }
    void cleanup()
    {
        delete m_sheet;
        m_look.reset();
        m_stage.reset();
    }

    void aTailGoesOnUntilItIsHeld()
    {
        add(1, 2);
        open();
        QTRY_COMPARE(ids(table()), (QStringList{u"2-0"_s, u"1-0"_s}));
        add(3, 3);
        QTRY_COMPARE(ids(table()), (QStringList{u"3-0"_s, u"2-0"_s, u"1-0"_s}));
        QCOMPARE(table().currentIndex().row(), 1);  // who reads one goes on reading it
        QTest::keyClick(&table(), Qt::Key_Space);
        QVERIFY(isHeld());
        add(4, 80);
        QTRY_VERIFY2(part<QPushButton>("streamHold").text().contains(u"77 new"_s),
                     qPrintable(part<QPushButton>("streamHold").text()));
        QCOMPARE(table().model()->rowCount(), 3);
        QTest::keyClick(&table(), Qt::Key_Space);
        // Fifty of them are read; what went by between them and the others is said.
        QTRY_COMPARE(table().model()->rowCount(), 54);
        QVERIFY(table().model()->index(50, 2).data().toString().contains(u"more went by"_s));
        QCOMPARE(ids(table()).at(51), u"3-0"_s);
    }
    /// Of an older Redis, which does not count for us, what is seen is counted.
    void anOlderRedisIsCountedByWhatIsSeen()
    {
        m_look->saysAdded = false;
        add(1, 1);
        open();
        QTRY_COMPARE(table().model()->rowCount(), 1);
        QTest::keyClick(&table(), Qt::Key_Space);
        add(2, 4);
        QTRY_VERIFY(part<QPushButton>("streamHold").text().contains(u"3 new"_s));
        QTest::qWait(1100);  // none of them counts twice
        QVERIFY(part<QPushButton>("streamHold").text().contains(u"3 new"_s));
    }
    void looksBackPageByPageByKeys()
    {
        add(1, 120);
        open();
        QTRY_COMPARE(table().model()->rowCount(), 50);
        QVERIFY2(count().contains(u"50 of 120"_s), qPrintable(count()));
        QVERIFY(!isHeld());
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(&table(), Qt::Key_Down);
        QTRY_COMPARE(table().model()->rowCount(), 100);
        QVERIFY(isHeld());  // what is looked at stays
        QCOMPARE(m_look->asked.last(), "chat:logs:events@71-0"_ba);
        QCOMPARE(table().currentIndex().row(), 50);
        QTest::mouseClick(&part<QPushButton>("streamOlder"), Qt::LeftButton);
        QTRY_COMPARE(table().model()->rowCount(), 120);
        QCOMPARE(ids(table()).last(), u"1-0"_s);
        QVERIFY(!part<QPushButton>("streamOlder").isVisible());
    }
    /// A word is looked for further and further back, and never through the whole of a long stream at once.
    void aWordIsLookedForInOlderEntries()
    {
        m_look->add("1-0", {{"event", "needle"}});
        add(2, 900);
        open();
        QTRY_COMPARE(table().model()->rowCount(), 50);
        QTest::keyClick(m_sheet, Qt::Key_F, Qt::ControlModifier);
        auto& filter = part<QLineEdit>("streamFilter");
        QVERIFY(filter.hasFocus());
        QTest::keyClicks(&filter, u"NEEDLE"_s);
        QCOMPARE(table().model()->rowCount(), 0);
        QTest::mouseClick(&part<QPushButton>("streamOlder"), Qt::LeftButton);
        QTRY_COMPARE(ids(table()), QStringList{u"1-0"_s});
        QVERIFY2(count().contains(u"900 of 900"_s), qPrintable(count()));
    }
    void aLongStreamIsNotLookedThroughAtOnce()
    {
        add(1, 3'000);
        open();
        QTRY_COMPARE(table().model()->rowCount(), 50);
        QTest::keyClicks(&part<QLineEdit>("streamFilter"), u"nowhere"_s);
        const auto lookedBack = [this] {
            return std::count_if(m_look->asked.cbegin(), m_look->asked.cend(),
                                 [](const QByteArray& each) { return !each.endsWith('@'); });
        };
        QTest::mouseClick(&part<QPushButton>("streamOlder"), Qt::LeftButton);
        QCOMPARE(int(lookedBack()), StreamSheet::kMostPagesAtOnce);
        QTRY_VERIFY(part<QPushButton>("streamOlder").isEnabled());
        QTest::mouseClick(&part<QPushButton>("streamOlder"), Qt::LeftButton);
        QCOMPARE(int(lookedBack()), 2 * StreamSheet::kMostPagesAtOnce);
        QVERIFY2(count().contains(u"of 3,000"_s), qPrintable(count()));
    }
    /// However far somebody looks back, no more than a bounded number is kept, and the way back to the newest is one
    /// key.
    void whatIsKeptIsBounded()
    {
        add(1, 4'000);
        open();
        QTRY_COMPARE(table().model()->rowCount(), 50);
        auto* model = m_sheet->findChild<EntriesModel*>();
        for (int page = 0; page < 45; ++page)
            QTest::mouseClick(&part<QPushButton>("streamOlder"), Qt::LeftButton);
        QCOMPARE(size_t(model->rowCount()), EntriesModel::kMostEntries);
        QVERIFY(model->isBehind());
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_Space);
        QTRY_COMPARE(ids(table()).value(0), u"4000-0"_s);
        QVERIFY(!model->isBehind() && !isHeld());
    }
    void fieldsAreRead()
    {
        m_look->add("1-0", {{"event", "turn_recorded"}, {"data", R"({"text":"Còn size M","n":1})"}});
        open();
        QTRY_COMPARE(table().model()->rowCount(), 1);
        const QString words = part<QPlainTextEdit>("streamEntry").toPlainText();
        QVERIFY2(words.startsWith(u"event: turn_recorded\ndata: {\n"_s), qPrintable(words));
        QVERIFY(words.contains(u"    \"text\": \"Còn size M\""_s));
        m_look->stream[0].isCut = true;
        QVERIFY(EntriesModel::wordsOf(m_look->stream[0]).contains(u"longer"_s));
    }
    void withoutRedisWhatWasReadStays()
    {
        add(1, 2);
        open();
        QTRY_COMPARE(table().model()->rowCount(), 2);
        m_look->failure = api::DeskFailure{api::DeskError::StoreDown, {}};
        auto& notice = part<NoticeBar>("streamNotice");
        QTRY_VERIFY(notice.isVisible());
        QCOMPARE(notice.sentence(), u"Redis does not answer."_s);
        QCOMPARE(table().model()->rowCount(), 2);
        m_look->failure.reset();
        QTRY_VERIFY(!notice.isVisible());
    }
    void whoMayNotReadIsTold()
    {
        m_look->failure = api::DeskFailure{api::DeskError::NotAllowed, {}};
        open();
        QTRY_VERIFY(part<NoticeBar>("streamNotice").sentence().contains(u"role"_s));
    }

    // --- what is not acknowledged ---

    void aGroupsNameIsTypedWhereTheShopIsLive()
    {
        m_look->fillPending(m_stage->desk.now);
        openPending();
        auto& pending = part<QTableView>("pendingTable");
        QTRY_COMPARE(pending.model()->rowCount(), 5);
        QVERIFY(part<QTabBar>("streamTabs").tabText(1).contains(u'5') ||
                part<QTabBar>("streamTabs").tabText(1).contains(u"10"_s));
        QTRY_VERIFY(part<QPlainTextEdit>("pendingEntry").toPlainText().contains(u"c-11700"_s));
        auto& acknowledge = part<QPushButton>("pendingAcknowledge");
        QVERIFY(!acknowledge.isEnabled());
        QTest::keyClicks(&part<QLineEdit>("pendingConfirm"), u"analytic"_s);
        QVERIFY(!acknowledge.isEnabled());
        QTest::keyClicks(&part<QLineEdit>("pendingConfirm"), u"s"_s);
        QVERIFY(acknowledge.isEnabled());
        pending.setFocus();
        QTest::keyClick(&pending, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(acknowledge.text(), u"Acknowledge (2)"_s);
        acknowledge.setFocus();
        const QByteArray ids = m_look->waiting[0].id + ' ' + m_look->waiting[1].id;
        QTest::keyClick(&acknowledge, Qt::Key_Space);
        QTRY_COMPARE(pending.model()->rowCount(), 3);
        QCOMPARE(m_look->acts, QByteArrayList{"ack analytics " + ids});
        QVERIFY(part<NoticeBar>("pendingOutcome").sentence().contains(u"audit log"_s));
        QVERIFY(part<QLineEdit>("pendingConfirm").text().isEmpty());
        QVERIFY(!acknowledge.isEnabled());
    }
    void aTypedNameIsAboutTheEntriesThatWereChosen()
    {
        m_look->fillPending(m_stage->desk.now);
        openPending();
        auto& pending = part<QTableView>("pendingTable");
        QTRY_COMPARE(pending.model()->rowCount(), 5);
        QTest::keyClicks(&part<QLineEdit>("pendingConfirm"), u"analytics"_s);
        QVERIFY(part<QPushButton>("pendingAcknowledge").isEnabled());
        m_look->waiting.erase(m_look->waiting.begin());
        lookAgain();
        QTRY_COMPARE(pending.model()->rowCount(), 4);
        QVERIFY(part<QLineEdit>("pendingConfirm").text().isEmpty());
        QVERIFY2(!part<QPushButton>("pendingAcknowledge").isEnabled(), "nobody confirmed the entry chosen now");
    }
    void anAnswerAboutAnotherGroupIsNotShown()
    {
        m_look->fillPending(m_stage->desk.now);
        openPending();
        auto& pending = part<QTableView>("pendingTable");
        QTRY_COMPARE(pending.model()->rowCount(), 5);
        const auto late = std::make_shared<QPromise<api::Answer<api::PendingPage>>>();
        late->start();
        m_look->latePending = late;
        lookAgain();
        m_look->latePending.reset();
        api::PendingPage page;
        page.entries = std::exchange(m_look->waiting, {});
        part<QComboBox>("pendingGroup").setCurrentIndex(1);
        QCOMPARE(pending.model()->rowCount(), 0);
        late->addResult(page);
        late->finish();
        m_stage->settle();
        QCOMPARE(pending.model()->rowCount(), 0);
    }
    void aGroupThatGoesTakesTheTypedNameAlong()
    {
        m_look->fillPending(m_stage->desk.now);
        openPending();
        auto& pending = part<QTableView>("pendingTable");
        QTRY_COMPARE(pending.model()->rowCount(), 5);
        QTest::keyClicks(&part<QLineEdit>("pendingConfirm"), u"crm-sync"_s);
        m_look->groupsNow.groups.erase(m_look->groupsNow.groups.begin());
        lookAgain();
        QTRY_COMPARE(part<QComboBox>("pendingGroup").currentText(), u"crm-sync"_s);
        QVERIFY(part<QLineEdit>("pendingConfirm").text().isEmpty());
        QVERIFY(!part<QPushButton>("pendingAcknowledge").isEnabled());
    }
    void elsewhereASecondPressIsEnough()
    {
        m_look->fillPending(m_stage->desk.now);
        m_look->groupsNow.isProduction = false;
        openPending();
        auto& pending = part<QTableView>("pendingTable");
        QTRY_COMPARE(pending.model()->rowCount(), 5);
        auto& give = part<QPushButton>("pendingHandOver");
        QCOMPARE(part<QComboBox>("pendingConsumer").currentText(), u"worker-1"_s);  // who was heard last
        pending.selectAll();
        give.click();
        QVERIFY2(give.text().startsWith(u"Press again"_s), qPrintable(give.text()));
        QVERIFY(m_look->acts.isEmpty());
        QTest::keyClick(&pending, Qt::Key_Down);  // about others: from the beginning
        QVERIFY(!give.text().startsWith(u"Press again"_s));
        pending.selectAll();
        give.click();
        QTest::qWait(2'300);  // the list is looked at anew meanwhile
        QVERIFY(give.text().startsWith(u"Press again"_s));
        give.click();
        QTRY_COMPARE(m_look->acts.size(), 1);
        QVERIFY(m_look->acts[0].startsWith("give analytics worker-1 "));
        // The one that worker-1 has had for four seconds is in work.
        QTRY_VERIFY2(part<NoticeBar>("pendingOutcome").sentence().contains(u"4 of 5"_s),
                     qPrintable(part<NoticeBar>("pendingOutcome").sentence()));
        for (const api::PendingEntry& entry : m_look->waiting)
            QCOMPARE(entry.consumer, "worker-1"_ba);
    }
    void whoMayNotSettleSeesAndActsNot()
    {
        m_look->fillPending(m_stage->desk.now);
        m_look->groupsNow.maySettle = false;
        openPending();
        QTRY_COMPARE(part<QTableView>("pendingTable").model()->rowCount(), 5);
        QVERIFY(!part<QPushButton>("pendingAcknowledge").isVisible());
        QVERIFY(!part<QPushButton>("pendingHandOver").isVisible());
    }
    void aRefusedActSaysWhyAndChangesNothing()
    {
        m_look->fillPending(m_stage->desk.now);
        m_look->actFailure = api::DeskFailure{api::DeskError::StoreDown, u"database is locked"_s};
        openPending();
        QTRY_COMPARE(part<QTableView>("pendingTable").model()->rowCount(), 5);
        QTest::keyClicks(&part<QLineEdit>("pendingConfirm"), u"analytics"_s);
        part<QPushButton>("pendingAcknowledge").click();
        QTRY_VERIFY(part<NoticeBar>("pendingOutcome").sentence().startsWith(u"Nothing was changed"_s));
        QCOMPARE(part<QTableView>("pendingTable").model()->rowCount(), 5);
    }
    void aStreamThatNoGroupReadsSaysSo()
    {
        add(1, 1);
        openPending();
        auto& none = part<QLabel>("pendingNone");
        QTRY_VERIFY2(none.isVisible() && none.text().startsWith(u"No group"_s), qPrintable(none.text()));
        m_look->groupsNow.groups = {{"analytics", 1, 0, 0}};
        QTRY_VERIFY2(none.text().startsWith(u"Everything"_s), qPrintable(none.text()));
    }
    void moreOfThemAreReadPageByPage()
    {
        m_look->groupsNow = {{{"g", 1, 0, 0}}, true, true};
        for (int i = 1; i <= 70; ++i)
            m_look->waiting.push_back({QByteArray::number(i) + "-0", "w", 60s, 1});
        openPending();
        auto& pending = part<QTableView>("pendingTable");
        QTRY_COMPARE(pending.model()->rowCount(), 50);
        QTest::mouseClick(&part<QPushButton>("pendingMore"), Qt::LeftButton);
        QTRY_COMPARE(pending.model()->rowCount(), 70);
        QTest::qWait(2'300);  // what was read stays
        QCOMPARE(pending.model()->rowCount(), 70);
    }

    // --- offline lists ---

    void showsWhatSomebodyWhoIsAwayWouldBeSent()
    {
        m_look->fillOffline(m_stage->desk.now, 60);
        openOffline();
        auto& lines = part<QTableView>("offlineTable");
        QTRY_COMPARE(lines.model()->rowCount(), 50);
        QCOMPARE(m_sheet->windowTitle(), u"What would be sent: u:1"_s);
        QCOMPARE(lines.model()->index(0, 0).data().toString(), u"1"_s);
        QCOMPARE(lines.model()->index(0, 2).data().toString(), u"Lan Phạm"_s);
        QVERIFY(lines.model()->index(0, 3).data().toString().startsWith(u"Dạ shop còn size M"_s));
        QVERIFY(part<QPlainTextEdit>("offlineText").toPlainText().startsWith(u"Dạ shop"_s));
        lines.setFocus();
        QTest::keyClick(&lines, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(&lines, Qt::Key_Down);
        QTRY_COMPARE(lines.model()->rowCount(), 61);
        QCOMPARE(m_look->asked.last(), "chat:offline:u%3A1@50"_ba);
        QVERIFY(!part<QPushButton>("offlineMore").isVisible());
        // What is no line says what it is.
        QCOMPARE(lines.model()->index(60, 3).data().toString(), u"chat:thread-created"_s);
    }
    void aFullListSaysWhereTheRestIs()
    {
        m_look->fillOffline(m_stage->desk.now, 199);
        openOffline();
        QTRY_VERIFY(part<QLabel>("offlineMeaning").text().contains(u"fell off"_s));
    }
    void aListThatIsGoneSaysSo()
    {
        m_look->failure = api::DeskFailure{api::DeskError::NotFound, {}};
        openOffline();
        QTRY_VERIFY(part<NoticeBar>("offlineNotice").sentence().contains(u"Nothing waits"_s));
        m_look->failure = api::DeskFailure{api::DeskError::StoreDown, {}};
    }
};

TONGDAI_TEST(StreamSheetTest)

}  // namespace tongdai

#include "stream_sheet_gui_test.moc"
