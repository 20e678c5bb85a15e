#include "ui/common/widgets/focus_keeper.h"

#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"

#include <QBoxLayout>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::OpenedPage;

/// Where the focus is after the control that had it was switched off or went.
class FocusKeeperTest : public QObject {
    Q_OBJECT

    /// Two boxes of two buttons.
    struct Window {
        QWidget window;
        QWidget* box = new QWidget(&window);
        QPushButton* first = new QPushButton(u"First"_s, box);
        QPushButton* second = new QPushButton(u"Second"_s, box);
        QPushButton* other = new QPushButton(u"Other"_s, &window);
        FocusKeeper keeper{window, nullptr};
        Window()
        {
            auto* rows = new QVBoxLayout(&window);
            auto* row = new QHBoxLayout(box);
            row->addWidget(first);
            row->addWidget(second);
            rows->addWidget(box);
            rows->addWidget(other);
            window.show();
            QApplication::setActiveWindow(&window);
            first->setFocus();
        }
    };

private slots:
    void itWaitsWhereTheButtonWasAndReturnsToIt()
    {
        Window stage;
        connect(stage.first, &QPushButton::clicked, stage.first, [&stage] { stage.first->setEnabled(false); });
        int presses = 0;
        connect(stage.second, &QPushButton::clicked, stage.second, [&presses] { ++presses; });
        QTest::keyClick(stage.first, Qt::Key_Space);
        QCOMPARE(QApplication::focusWidget(), stage.box);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);  // once too often
        QCOMPARE(presses, 0);
        stage.first->setEnabled(true);
        QCOMPARE(QApplication::focusWidget(), stage.first);
    }

    void aButtonThatGoesIsNoDifferent()
    {
        Window stage;
        stage.first->hide();
        QCOMPARE(QApplication::focusWidget(), stage.box);
        stage.first->show();
        QCOMPARE(QApplication::focusWidget(), stage.first);
    }

    void whoHasGoneOnIsNotFetchedBack()
    {
        Window stage;
        stage.first->setEnabled(false);
        stage.other->setFocus();
        stage.first->setEnabled(true);
        QCOMPARE(QApplication::focusWidget(), stage.other);
    }

    void tabGoesOnAsEver()
    {
        Window stage;
        QTest::keyClick(stage.first, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), stage.second);
        QTest::keyClick(stage.second, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), stage.other);
    }

    void whoSendsByTheButtonGoesOnInTheBox()
    {
        OpenedPage stage;
        stage.type(u"Dạ còn ạ"_s);
        auto* send = stage.child<QPushButton>(u"send"_s);
        QTest::mouseClick(send, Qt::LeftButton);
        QVERIFY(!send->isEnabled());
        QVERIFY(stage.box().hasFocus());
        stage.settle();
        QCOMPARE(stage.desk.sent.size(), size_t(1));

        stage.type(u"Chị chờ em"_s);
        stage.desk.say(ConversationId("c-12345"), Speaker::Customer, u"Thôi"_s);
        stage.settle();
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        auto* anyway = stage.child<QWidget>(u"pause"_s)->findChild<QPushButton*>();
        QVERIFY(anyway->isVisible());
        QTest::mouseClick(anyway, Qt::LeftButton);
        QVERIFY(!anyway->isVisible());
        QVERIFY(stage.box().hasFocus());
    }

    void whoHasReadAFailureGoesOnInTheBox()
    {
        OpenedPage stage;
        stage.desk.failNext(api::DeskError::StoreDown);
        QTest::keyClick(&stage.box(), Qt::Key_F9);
        stage.settle();
        auto* understood = stage.child<QWidget>(u"actNotice"_s)->findChild<QPushButton*>();
        QVERIFY(understood->isVisible());
        QTest::mouseClick(understood, Qt::LeftButton);
        QVERIFY(!understood->isVisible());
        QVERIFY(stage.box().hasFocus());
    }
};

TONGDAI_TEST(FocusKeeperTest)

}  // namespace tongdai

#include "focus_keeper_gui_test.moc"
