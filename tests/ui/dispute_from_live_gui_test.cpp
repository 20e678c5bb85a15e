#include "tests/support/fake_disputes.h"
#include "tests/support/fake_people.h"
#include "tests/support/fake_statistics.h"
#include "tests/support/test_registry.h"
#include "tests/ui/window_stage.h"
#include "ui/dispute/dispute_page.h"
#include "ui/dispute/travel_pane.h"
#include "ui/live/live_page.h"
#include "ui/stats/stats_page.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// The way from a message on Live to its case, through the real window.
class DisputeFromLiveTest : public QObject {
    Q_OBJECT
private slots:
    void ctrlNOpensACaseAboutTheOpenConversation()
    {
        WindowStage stage;
        FakeDisputes disputes;
        disputes.fill();
        stage.desk.fillShop();
        EngineDoors doors{stage.desk, stage.system, stage.sample};
        doors.disputes = &disputes;
        MainWindow window(doors, Look{stage.theme, stage.language, [&stage] { return stage.desk.now; }},
                          stage.settings);
        QVERIFY(window.pageNames().contains(u"dispute"_s));
        window.resize(1366, 768);
        window.show();
        QApplication::setActiveWindow(&window);
        emit stage.desk.ready();
        WindowStage::settle();
        auto* live = window.findChild<LivePage*>();
        live->open(ConversationId("c-12345"_ba));
        WindowStage::settle();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_N, Qt::ControlModifier);
        WindowStage::settle();
        QCOMPARE(int(disputes.openedCases.size()), 1);
        QCOMPARE(disputes.openedCases[0].first, ConversationId("c-12345"_ba));
        QVERIFY(!disputes.openedCases[0].second.isEmpty());
        auto* page = window.findChild<DisputePage*>();
        QVERIFY(page->isVisible());
        QVERIFY(page->travel()->hasThread());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_1, Qt::ControlModifier);
        WindowStage::settle();
        QVERIFY(live->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_2, Qt::ControlModifier);
        WindowStage::settle();
        QVERIFY(page->isVisible());
    }

    /// Rows about people are offered to whoever may export evidence; a supervisor sees figures alone (features H11).
    void detailsAreOfferedToWhomTheyAreAllowed()
    {
        WindowStage stage;
        FakeStatistics statistics;
        FakePeople people;
        EngineDoors doors{stage.desk, stage.system, stage.sample};
        doors.statistics = &statistics;
        doors.people = &people;
        for (const auto& [role, isOffered] :
             {std::pair(Role::Supervisor, false), std::pair(Role::Administrator, true)}) {
            api::SignedIn me;
            me.id = OperatorId("lan"_ba);
            me.name = u"Lan"_s;
            me.role = role;
            people.now.me = me;
            MainWindow window(doors, Look{stage.theme, stage.language, [&stage] { return stage.desk.now; }},
                              stage.settings);
            auto* stats = window.findChild<StatsPage*>();
            QVERIFY(stats);
            QCOMPARE(!stats->findChild<QPushButton*>(u"exportDetails"_s)->isHidden(), isOffered);
        }
    }

    /// From a figure to the search of Dispute with its filters in the box (features H7).
    void aFigureLeadsIntoTheSearch()
    {
        WindowStage stage;
        FakeDisputes disputes;
        disputes.fill();
        FakeStatistics statistics;
        EngineDoors doors{stage.desk, stage.system, stage.sample};
        doors.disputes = &disputes;
        doors.statistics = &statistics;
        MainWindow window(doors, Look{stage.theme, stage.language, [&stage] { return stage.desk.now; }},
                          stage.settings);
        window.show();
        WindowStage::settle();
        auto* stats = window.findChild<StatsPage*>();
        QVERIFY(stats->findChild<QAction*>(u"disputeLeadAction"_s));
        emit stats->disputedLinesWanted(u"from:customer after:20/11/2025"_s);
        WindowStage::settle();
        auto* page = window.findChild<DisputePage*>();
        QVERIFY(page->isVisible());
        QCOMPARE(page->findChild<QLineEdit*>(u"disputeSearch"_s)->text(), u"from:customer after:20/11/2025"_s);
        QVERIFY(!disputes.searched.empty());
        QCOMPARE(disputes.searched.back().own.role, std::optional(Speaker::Customer));
        QVERIFY(disputes.searched.back().from);
    }

    void withoutDisputesThereIsNoPageAndNoKey()
    {
        WindowStage stage;
        QVERIFY(!stage.window->pageNames().contains(u"dispute"_s));
        QVERIFY(!stage.window->findChild<QAction*>(u"openCase"_s));
    }
};

TONGDAI_TEST(DisputeFromLiveTest)

}  // namespace tongdai::testing

#include "dispute_from_live_gui_test.moc"
