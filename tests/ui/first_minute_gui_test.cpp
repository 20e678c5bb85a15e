#include "tests/support/test_registry.h"
#include "tests/ui/whole_stage.h"
#include "ui/live/conversation_pane.h"
#include "ui/setup/setup_page.h"
#include "ui/system/system_page.h"
#include "ui/system/widget_box.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::WholeStage;

namespace {

void open(const WholeStage& stage)
{
    stage.window->resize(1366, 731);
    stage.window->show();
    QApplication::setActiveWindow(stage.window.get());
    stage.settle();
}

QPushButton* seenButton(const WholeStage& stage, const QString& words)
{
    for (QPushButton* button : stage.window->findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == words) return button;
    return nullptr;
}

void pressWords(const WholeStage& stage, const QString& words)
{
    QPushButton* button = seenButton(stage, words);
    QVERIFY2(button, qPrintable(words));
    QTest::mouseClick(button, Qt::LeftButton);
    stage.settle();
}

}  // namespace

/// What somebody does who sees this for the first time.
class FirstMinuteTest : public QObject {
    Q_OBJECT
private slots:
    void connectingAChannelLeadsToItsField()
    {
        WholeStage stage({.filled = false});
        open(stage);
        emit stage.desk.ready();
        stage.settle();
        pressWords(stage, u"Connect a channel"_s);
        QVERIFY(stage.child<SetupPage>()->isVisible());
        const QWidget* field = QApplication::focusWidget();
        QVERIFY(field && field->objectName() == u"address"_s);
        QVERIFY(stage.child<QWidget>(u"platform"_s)->isAncestorOf(field));
    }

    /// Whoever walks there with the Tab key presses Enter, as in every dialog.
    void enterPressesTheButtonThatHasTheFocus()
    {
        WholeStage stage({.filled = false});
        open(stage);
        emit stage.desk.ready();
        stage.settle();
        QPushButton* button = seenButton(stage, u"Connect a channel"_s);
        QVERIFY(button);
        for (int tabs = 0; tabs < 12 && QApplication::focusWidget() != button; ++tabs)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), button);
        QTest::keyClick(button, Qt::Key_Return);
        stage.settle();
        QVERIFY(stage.child<SetupPage>()->isVisible());
    }

    void theChatForWebPagesIsOnePressFromThere()
    {
        WholeStage stage({.filled = false});
        open(stage);
        stage.child<SetupPage>()->openPlatform();
        stage.window->openPage(u"setup"_s);
        pressWords(stage, u"Show it on the System page"_s);
        QVERIFY(stage.child<SystemPage>()->isVisible());
        auto* line = stage.child<QPlainTextEdit>(u"embedLine"_s);
        QCOMPARE(QApplication::focusWidget(), line);
        const QWidget* seen = stage.child<QScrollArea>(u"systemScroll"_s)->viewport();
        QVERIFY(seen->rect().contains(line->mapTo(seen, QPoint())));
    }

    /// The button that opened the sample shop gives way to the list: the pointer is over it, and nobody uses it.
    void aListThatComesUnderARestingPointerIsInOrder()
    {
        WholeStage stage({.filled = false});
        open(stage);
        emit stage.desk.ready();
        stage.settle();
        auto* pane = stage.child<ConversationPane>();
        stage.desk.fillShop();
        stage.desk.report(stage.desk.conversations.front().id);
        stage.settle();
        QTRY_VERIFY(stage.list()->isVisible());
        QEvent enter(QEvent::Enter);
        QCoreApplication::sendEvent(stage.list()->viewport(), &enter);
        QVERIFY(!pane->model().isHeld());
        QTest::mouseMove(stage.list()->viewport(), QPoint(30, 30));
        QVERIFY(pane->model().isHeld());
    }
};

TONGDAI_TEST(FirstMinuteTest)

}  // namespace tongdai

#include "first_minute_gui_test.moc"
