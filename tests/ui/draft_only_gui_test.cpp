#include "engine/domain/conversation/answer_card.h"
#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/live/conversation_header.h"
#include "ui/live/live_page.h"
#include "ui/live/takeover_menu.h"
#include "ui/live/thread/composer.h"
#include "ui/live/thread/composer_edit.h"
#include "ui/live/thread/proposal_strip.h"

#include <QApplication>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::OpenedPage;

/// The bot drafts, a person sends (features C11), by keys and by the mouse.
class DraftOnlyTest : public QObject {
    Q_OBJECT

    static const ConversationId& id()
    {
        static const ConversationId id("c-12348"_ba);
        return id;
    }
    static ConversationHeader& header(OpenedPage& stage) { return *stage.child<ConversationHeader>(u"header"_s); }
    static ProposalStrip& strip(OpenedPage& stage) { return *stage.child<ProposalStrip>(u"proposal"_s); }
    static QString written(OpenedPage& stage) { return stage.page.view()->composer()->text(); }

    /// No window manager gives it back after a menu.
    static void backToTheBox(OpenedPage& stage)
    {
        QTRY_VERIFY(!stage.child<TakeoverMenu>(u"takeoverMenu"_s)->isVisible());
        QApplication::setActiveWindow(&stage.page);
        stage.box().setFocus();
        QTRY_VERIFY(stage.box().hasFocus());
    }
    static void openMenu(OpenedPage& stage)
    {
        backToTheBox(stage);
        auto& menu = *stage.child<TakeoverMenu>(u"takeoverMenu"_s);
        QTest::keyClick(&stage.box(), Qt::Key_F9, Qt::ShiftModifier);
        QTRY_VERIFY(menu.isVisible());
    }
    static void choose(OpenedPage& stage, Qt::Key key)
    {
        openMenu(stage);
        QTest::keyClick(stage.child<TakeoverMenu>(u"takeoverMenu"_s), key);
        backToTheBox(stage);
    }
    static void propose(OpenedPage& stage, const QString& text)
    {
        StoredMessage line = stage.desk.say(id(), Speaker::Bot, text, false);
        AnswerCard card;
        card.outcome = TurnOutcome::Proposed;
        card.intent = u"ask_stock"_s;
        card.confidence = 0.91;
        StoredMessage& kept = stage.desk.thread(id()).back();
        kept.metadata = toJson(card);
        kept.metadata[u"sent"_s] = false;
        line = kept;
        emit stage.desk.linesChanged(id(), {line});
        stage.desk.report(id());
    }

private slots:
    void theBotDraftsAndAPersonSends()
    {
        OpenedPage stage(true, id().bytes());
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        stage.desk.say(id(), Speaker::Customer, u"còn size M không shop?"_s);
        choose(stage, Qt::Key_D);
        QTRY_VERIFY(stage.page.view()->conversation()->botDrafts);
        QCOMPARE(stage.desk.acts.count(u"drafts_on c-12348"_s), 1);
        QTRY_VERIFY(header(stage).modeLine().startsWith(u"DRAFT ONLY"_s));
        QVERIFY(!strip(stage).isVisible());

        propose(stage, u"Dạ còn size M ạ"_s);
        QTRY_VERIFY(strip(stage).isVisible());
        QCOMPARE(strip(stage).text(), u"Dạ còn size M ạ"_s);
        QVERIFY(strip(stage).accessibleName().contains(u"Dạ còn size M ạ"_s));
        backToTheBox(stage);
        QTest::keyClick(&stage.box(), Qt::Key_Return, Qt::AltModifier);
        QCOMPARE(written(stage), u"Dạ còn size M ạ"_s);
        QVERIFY(stage.desk.sent.empty());
        QTest::keyClicks(&stage.box(), u" nha"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        QTRY_COMPARE(stage.desk.sent.size(), size_t(1));
        QCOMPARE(stage.desk.sent[0].text, u"Dạ còn size M ạ nha"_s);
        QTRY_VERIFY2(!strip(stage).isVisible(), "it was answered");
    }

    void aProposalIsGoneWhenTheCustomerGoesOn()
    {
        OpenedPage stage(true, id().bytes());
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        choose(stage, Qt::Key_D);
        QTRY_VERIFY(stage.page.view()->conversation()->botDrafts);
        propose(stage, u"Dạ còn ạ"_s);
        QTRY_VERIFY(strip(stage).isVisible());
        stage.desk.say(id(), Speaker::Customer, u"à mà thôi"_s);
        QTRY_VERIFY(!strip(stage).isVisible());
        backToTheBox(stage);
        QTest::keyClick(&stage.box(), Qt::Key_Return, Qt::AltModifier);
        QCOMPARE(written(stage), QString());
        propose(stage, u"Dạ vâng ạ"_s);
        QTRY_COMPARE(strip(stage).text(), u"Dạ vâng ạ"_s);

        // Without drafts the line stands in the thread and nowhere else.
        choose(stage, Qt::Key_D);
        QTRY_VERIFY(!stage.page.view()->conversation()->botDrafts);
        QTRY_VERIFY(!strip(stage).isVisible());
    }

    /// What is written already stays: the words go to the cursor; a note that is begun is left alone.
    void aProposalGoesToTheCursor()
    {
        OpenedPage stage(true, id().bytes());
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        choose(stage, Qt::Key_D);
        QTRY_VERIFY(stage.page.view()->conversation()->botDrafts);
        QTest::keyClicks(&stage.box(), u"Chi oi, "_s);
        propose(stage, u"còn ạ"_s);
        QTRY_VERIFY(strip(stage).isVisible());
        QTest::mouseClick(stage.child<QPushButton>(u"insertProposal"_s), Qt::LeftButton);
        QCOMPARE(written(stage), u"Chi oi, còn ạ"_s);
        // A line that nobody was told does not stop what is being sent (features B7).
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        QTRY_COMPARE(stage.desk.sent.size(), size_t(1));

        stage.desk.say(id(), Speaker::Customer, u"thế à"_s);
        propose(stage, u"dạ"_s);
        QTRY_VERIFY(strip(stage).isVisible());
        stage.page.view()->composer()->setNote(true);
        QTest::keyClicks(&stage.box(), u"khach quen"_s);
        backToTheBox(stage);
        QTest::keyClick(&stage.box(), Qt::Key_Return, Qt::AltModifier);
        QCOMPARE(written(stage), u"khach quen"_s);
    }

    void aWholeChannelOnlyDrafts()
    {
        OpenedPage stage(true, id().bytes());
        stage.page.offerChannelBot();
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        choose(stage, Qt::Key_F);
        QTRY_COMPARE(stage.desk.off.size(), size_t(1));
        QVERIFY(stage.desk.off[0].drafts);
        QTRY_VERIFY(header(stage).modeLine().startsWith(u"BOT only drafts for "_s));
        choose(stage, Qt::Key_F);
        QTRY_VERIFY(!stage.desk.off[0].drafts);
        QTRY_VERIFY(header(stage).modeLine().startsWith(u"BOT is off for "_s));
        choose(stage, Qt::Key_B);
        QTRY_VERIFY(stage.desk.off.empty());
    }
};

TONGDAI_TEST(DraftOnlyTest)

}  // namespace tongdai

#include "draft_only_gui_test.moc"
