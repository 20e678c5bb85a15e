#include "ui/live/list/search_pane.h"

#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/live/conversation_pane.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::OpenedPage;

namespace {

/// A Live page with the search open.
struct Searching : OpenedPage {
    explicit Searching(const QByteArray& id = {}) : OpenedPage(true, id)
    {
        QTest::keyClick(&page, Qt::Key_E, Qt::ControlModifier);
        settle();
    }
    SearchPane& pane() { return *page.search(); }
    SearchHitsModel& hits() { return pane().model(); }
    QLineEdit& searchBox() { return *child<QLineEdit>(u"searchBox"_s); }
    QString words() { return child<EmptyState>(u"searchWords"_s)->sentence(); }
    void look(const QString& text)
    {
        searchBox().setText(text);
        QTest::keyClick(&searchBox(), Qt::Key_Return);
        settle();
    }
    /// "= name" for a heading, the words of a line else.
    QStringList rows()
    {
        QStringList all;
        for (int row = 0; row < hits().rowCount(); ++row) {
            const auto& shown = hits().rowAt(row);
            all << (shown.isHeading() ? u"= "_s + shown.hit.customerName : shown.hit.message.body);
        }
        return all;
    }
};

}  // namespace

/// Searching all that was ever said, on a desk without an engine.
class SearchPaneTest : public QObject {
    Q_OBJECT

private slots:
    void opensWithAKeyAndAButtonAndGoesWithEscape()
    {
        OpenedPage desk;
        QTest::keyClick(&desk.page, Qt::Key_E, Qt::ControlModifier);
        QVERIFY(desk.page.search()->isVisible() && !desk.page.conversations()->isVisible());
        QVERIFY(desk.child<QLineEdit>(u"searchBox"_s)->hasFocus());
        QTest::keyClick(desk.child<QLineEdit>(u"searchBox"_s), Qt::Key_Escape);
        QVERIFY(!desk.page.search()->isVisible() && desk.page.conversations()->list()->hasFocus());
        desk.child<QAbstractButton>(u"openSearch"_s)->click();
        QVERIFY(desk.page.search()->isVisible());
        desk.child<QAbstractButton>(u"closeSearch"_s)->click();
        QVERIFY(desk.page.conversations()->isVisible());
        QTest::keyClick(&desk.page, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(desk.page.search()->isVisible());
        QTest::keyClick(&desk.page, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(desk.child<QLineEdit>(u"filter"_s)->hasFocus());
    }

    void groupsWhatItFindsByConversation()
    {
        Searching desk;
        const ConversationId first = desk.desk.conversations[3].id;
        const ConversationId second = desk.desk.conversations[7].id;
        desk.desk.now += 1min;
        desk.desk.say(first, Speaker::Customer, u"Zebra một"_s);
        desk.desk.now += 1min;
        desk.desk.say(second, Speaker::Bot, u"zebra hai"_s);
        desk.desk.now += 1min;
        desk.desk.say(first, Speaker::Operator, u"ZEBRA ba"_s);
        desk.look(u"zebra"_s);
        const QString a = desk.desk.conversation(first).customerName;
        const QString b = desk.desk.conversation(second).customerName;
        QCOMPARE(desk.rows(), (QStringList{u"= "_s + a, u"ZEBRA ba"_s, u"Zebra một"_s, u"= "_s + b, u"zebra hai"_s}));
        QCOMPARE(desk.hits().rowAt(0).hitsBelow, 2);
        QCOMPARE(desk.child<QLabel>(u"hitCount"_s)->text(), u"3 messages found"_s);
        desk.look(u"zebra from:bot"_s);
        QCOMPARE(desk.rows(), (QStringList{u"= "_s + b, u"zebra hai"_s}));
    }

    void opensTheLineThatIsChosen()
    {
        Searching desk;
        const ConversationId id = desk.desk.fillLongThread(2'000);
        StoredMessage& wanted = desk.desk.thread(id)[70];
        wanted.body = u"con ngựa vằn"_s;
        desk.look(u"ngua van"_s);
        QCOMPARE(desk.hits().hits(), 1);
        QTest::keyClick(&desk.searchBox(), Qt::Key_Down);
        QVERIFY(desk.pane().list()->hasFocus());
        const auto isShown = [&desk, &wanted] {
            const int row = desk.model().rowOfRev(wanted.rev);
            if (row < 0) return false;
            const int top = desk.thread().topOfRow(row);
            return top >= 0 && top < desk.thread().viewport()->height() - 20;
        };
        QTRY_VERIFY(isShown());
        QCOMPARE(desk.page.view()->conversation()->id, id);
        QCOMPARE(desk.thread().selectedText().contains(u"con ngựa vằn"_s), true);
        // To the thread and back: first to what was found, then to the conversations.
        desk.thread().setFocus();
        QTest::keyClick(&desk.thread(), Qt::Key_Escape);
        QTest::keyClick(&desk.thread(), Qt::Key_Escape);
        QVERIFY(desk.pane().list()->hasFocus());
        QTest::keyClick(desk.pane().list(), Qt::Key_Return);
        QVERIFY(desk.box().hasFocus());
        desk.pane().list()->setFocus();
        QTest::keyClick(desk.pane().list(), Qt::Key_Escape);
        QVERIFY(!desk.pane().isVisible());
    }

    void goesToAnotherLineOfTheOpenConversation()
    {
        Searching desk("c-12345");
        const qint64 rev = desk.desk.thread(ConversationId("c-12345")).front().rev;
        desk.page.view()->showLine(ConversationId("c-12345"), rev);
        desk.settle();
        QVERIFY(desk.thread().topOfRow(desk.model().rowOfRev(rev)) >= 0);
        desk.page.view()->showLine(ConversationId("c-12345"), 999'999);  // erased meanwhile
        desk.settle();
        QCOMPARE(desk.page.view()->conversation()->id, ConversationId("c-12345"));
    }

    void addsPagesBelow()
    {
        Searching desk;
        const ConversationId id = desk.desk.fillLongThread(180);
        for (StoredMessage& line : desk.desk.thread(id))
            line.body = u"zebra %1"_s.arg(line.rev);
        desk.look(u"zebra"_s);
        QCOMPARE(desk.hits().hits(), 50);
        QVERIFY(desk.child<QLabel>(u"hitCount"_s)->text().contains(u"more below"_s));
        const QStringList before = desk.rows();
        desk.pane().list()->scrollToBottom();
        desk.settle();
        QCOMPARE(desk.hits().hits(), 100);
        QCOMPARE(desk.rows().mid(0, before.size()), before);
        while (desk.hits().hasMore()) {
            desk.pane().list()->scrollToBottom();
            desk.settle();
        }
        QCOMPARE(desk.hits().hits(), 180);
    }

    void goesOnBehindPagesThatAFilterEmptied()
    {
        Searching desk;
        const ConversationId id = desk.desk.fillLongThread(60);
        for (StoredMessage& line : desk.desk.thread(id))
            line.body = u"zebra %1"_s.arg(line.rev);
        desk.desk.emptySearchPages = 3;
        desk.look(u"zebra"_s);
        QTRY_COMPARE(desk.hits().hits(), 50);
        desk.desk.emptySearchPages = 2;
        desk.pane().list()->scrollToBottom();
        QTRY_COMPARE(desk.hits().hits(), 60);
        QVERIFY(!desk.hits().hasMore());
    }

    void saysWhyThereIsNothing()
    {
        Searching desk;
        QVERIFY(desk.words().contains(u"from:customer"_s));
        desk.look(u"nichtda"_s);
        QCOMPARE(desk.words(), u"Nothing found for “nichtda”."_s);
        desk.look(u"nichtda channel:zalo"_s);
        QCOMPARE(desk.words(), u"Nothing found for “nichtda” with these filters."_s);
        desk.child<EmptyState>(u"searchWords"_s)->findChild<QPushButton*>()->click();
        desk.settle();
        QCOMPARE(desk.searchBox().text(), u"nichtda"_s);
        QCOMPARE(desk.words(), u"Nothing found for “nichtda”."_s);
        const size_t asked = desk.desk.searches.size();
        desk.look(u"a before:tomorrow"_s);
        QVERIFY(desk.words().startsWith(u"“tomorrow” is not a date."_s));
        QCOMPARE(desk.desk.searches.size(), asked);
    }

    void saysWhenTheHistoryIsAwayAndTriesAgain()
    {
        Searching desk;
        desk.desk.failNext(api::DeskError::TookTooLong);
        desk.look(u"size"_s);
        QVERIFY(desk.words().startsWith(u"The history took too long to answer."_s));
        desk.desk.failNext(api::DeskError::StoreDown);
        desk.look(u"size"_s);
        QVERIFY(desk.words().startsWith(u"The history cannot be reached."_s));
        desk.child<EmptyState>(u"searchWords"_s)->findChild<QPushButton*>()->click();
        desk.settle();
        QVERIFY(desk.hits().hits() > 0);
    }

    void dropsAnswersToWhatWasTypedBefore()
    {
        Searching desk;
        desk.desk.setAnswering(false);
        desk.look(u"size"_s);
        desk.look(u"nichtda"_s);
        desk.desk.setAnswering(true);
        desk.settle();
        QCOMPARE(desk.hits().hits(), 0);
        QCOMPARE(desk.words(), u"Nothing found for “nichtda”."_s);
    }

    /// Features I2: what somebody else has taken goes from what was found, and nothing opens instead of it.
    void whatLeavesTheSightLeavesWhatWasFound()
    {
        Searching desk;
        const ConversationId first = desk.desk.conversations[3].id;
        const ConversationId second = desk.desk.conversations[7].id;
        desk.desk.now += 1min;
        desk.desk.say(second, Speaker::Bot, u"zebra hai"_s);
        desk.desk.now += 1min;
        desk.desk.say(first, Speaker::Customer, u"zebra một"_s);
        desk.look(u"zebra"_s);
        QTest::keyClick(&desk.searchBox(), Qt::Key_Down);
        desk.settle();
        QCOMPARE(desk.page.view()->conversation()->id, first);
        emit desk.desk.conversationsHidden({first});
        desk.settle();
        const QString left = u"= "_s + desk.desk.conversation(second).customerName;
        QCOMPARE(desk.rows(), (QStringList{left, u"zebra hai"_s}));
        QCOMPARE(desk.child<QLabel>(u"hitCount"_s)->text(), u"1 message found"_s);
        QVERIFY2(!desk.page.view()->conversation(), "nobody has chosen the other one");
        // Whoever sees more, or less, is answered anew.
        const size_t asked = desk.desk.searches.size();
        emit desk.desk.ready();
        desk.settle();
        QCOMPARE(desk.desk.searches.size(), asked + 1);
        QCOMPARE(desk.hits().hits(), 2);
        // Taken while the answer was on its way.
        desk.desk.setAnswering(false);
        desk.look(u"zebra"_s);
        emit desk.desk.conversationsHidden({first});
        desk.desk.setAnswering(true);
        desk.settle();
        QCOMPARE(desk.rows(), (QStringList{left, u"zebra hai"_s}));
    }

    /// F76
    void takesHostileWords()
    {
        Searching desk;
        for (const QString& text :
             {u"<img src=x>"_s, u"%' or 1=1 --"_s, QString(5'000, u'a'), u"\"\\*:()"_s, u"from:\"\""_s})
            desk.look(text);
        QVERIFY(desk.searchBox().text().size() <= 500);
    }
};

TONGDAI_TEST(SearchPaneTest)

}  // namespace tongdai

#include "search_pane_gui_test.moc"
