#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/list/search_pane.h"

#include <QComboBox>
#include <QInputMethodEvent>
#include <QLineEdit>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::OpenedPage;

/// Where letters go on the Live page: to the open conversation's box, whatever has the focus, and to no other
/// conversation. Driven by mouse and keys as a person uses them, on a desk without an engine.
class LiveLettersTest : public QObject {
    Q_OBJECT

    static QListView& listOf(OpenedPage& stage) { return *stage.page.conversations()->list(); }

    static void click(OpenedPage& stage, int row)
    {
        QListView& list = listOf(stage);
        const QModelIndex index = list.model()->index(row, 0);
        list.scrollTo(index);
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(index).center());
    }
    /// Each letter to whatever has the focus by then.
    static void press(const char* letters)
    {
        for (; *letters; ++letters)
            QTest::keyClick(QApplication::focusWidget(), *letters);
    }
    static ConversationId openOne(OpenedPage& stage)
    {
        const auto& open = stage.page.view()->conversation();
        return open ? open->id : ConversationId();
    }
    static ConversationId rowId(OpenedPage& stage, int row)
    {
        return stage.page.conversations()->model().rowAt(row)->conversation.id;
    }
    static void focusList(OpenedPage& stage)
    {
        QTest::keyClick(&stage.box(), Qt::Key_Escape);
        QVERIFY(listOf(stage).hasFocus());
    }

private slots:
    void lettersTypedAfterAClickOnARowStandInItsBox()
    {
        OpenedPage stage(true, {});
        click(stage, 1);
        const ConversationId clicked = rowId(stage, 1);
        QCOMPARE(openOne(stage), clicked);
        press("tran pham le ngo");
        QCOMPARE(openOne(stage), clicked);
        QCOMPARE(stage.box().toPlainText(), u"tran pham le ngo"_s);
        click(stage, 2);
        QCOMPARE(stage.box().toPlainText(), QString());
        press("dang");
        QCOMPARE(stage.box().toPlainText(), u"dang"_s);
        click(stage, 1);
        QCOMPARE(stage.box().toPlainText(), u"tran pham le ngo"_s);
    }

    void lettersTypedInTheListGoToTheOpenConversation()
    {
        OpenedPage stage;
        focusList(stage);
        QTest::keyClick(&listOf(stage), Qt::Key_Down);
        const ConversationId open = openOne(stage);
        QVERIFY(listOf(stage).hasFocus());  // going through the list is not writing
        press("nguyen 5 ao!");
        QCOMPARE(openOne(stage), open);
        QCOMPARE(stage.box().toPlainText(), u"nguyen 5 ao!"_s);
        QVERIFY(stage.box().hasFocus());
    }

    void anInputMethodComposesWholeLettersFromTheList()
    {
        OpenedPage stage;
        focusList(stage);
        QTest::keyClick(&listOf(stage), Qt::Key_Down);
        QListView& list = listOf(stage);
        QInputMethodQueryEvent query(Qt::ImEnabled | Qt::ImCursorRectangle);
        QCoreApplication::sendEvent(&list, &query);
        QVERIFY(query.value(Qt::ImEnabled).toBool());
        const QRectF cursor = query.value(Qt::ImCursorRectangle).toRectF();
        const QPointF inBox = stage.box().mapFrom(&stage.page, list.mapTo(&stage.page, cursor.center()));
        QVERIFY2(stage.box().rect().contains(inBox.toPoint()), "candidates stand beside the letters");

        const ConversationId open = openOne(stage);
        for (const QString& composed : {u"d"_s, u"đ"_s, u"đấ"_s}) {
            QInputMethodEvent event(composed, {});
            QCoreApplication::sendEvent(&list, &event);
            QVERIFY(list.hasFocus());  // or the method would commit half a letter
            QVERIFY(stage.box().isComposing());
        }
        QKeyEvent shortcut(QEvent::ShortcutOverride, Qt::Key_F9, Qt::NoModifier);
        QCoreApplication::sendEvent(&list, &shortcut);
        QVERIFY(shortcut.isAccepted());
        QInputMethodEvent committed;
        committed.setCommitString(u"đất"_s);
        QCoreApplication::sendEvent(&list, &committed);
        QCOMPARE(openOne(stage), open);
        QCOMPARE(stage.box().toPlainText(), u"đất"_s);
        QVERIFY(stage.box().hasFocus());
    }

    void anInputMethodThatOnlyLooksAroundMovesNothing()
    {
        OpenedPage stage;
        focusList(stage);
        QInputMethodEvent nothing;
        QCoreApplication::sendEvent(&listOf(stage), &nothing);
        QVERIFY(listOf(stage).hasFocus());
    }

    void noLetterChoosesAnOrderOrAHit()
    {
        OpenedPage stage;
        auto* order = stage.child<QComboBox>(u"order"_s);
        order->setFocus();
        press("n");
        QCOMPARE(order->currentIndex(), 0);
        QCOMPARE(stage.box().toPlainText(), u"n"_s);

        QTest::keyClick(&stage.box(), Qt::Key_E, Qt::ControlModifier);
        auto* search = stage.child<QLineEdit>(u"searchBox"_s);
        press("giao");
        QCOMPARE(search->text(), u"giao"_s);  // a box of text keeps its letters
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY(stage.page.search()->model().hits() > 0);
        QTest::keyClick(search, Qt::Key_Down);
        QListView* hits = stage.page.search()->list();
        QVERIFY(hits->hasFocus());
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        const ConversationId open = openOne(stage);
        const QString before = stage.box().toPlainText();
        press("ngo");
        QCOMPARE(openOne(stage), open);
        QCOMPARE(stage.box().toPlainText(), before + u"ngo"_s);
    }

    void whereNothingIsOpenLettersOpenNothing()
    {
        OpenedPage stage(true, {});
        listOf(stage).setFocus();
        press("tran");
        QCOMPARE(openOne(stage), ConversationId());
    }
};

TONGDAI_TEST(LiveLettersTest)

}  // namespace tongdai

#include "live_letters_gui_test.moc"
