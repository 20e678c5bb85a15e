#include "tests/support/test_registry.h"
#include "tests/ui/whole_stage.h"
#include "ui/locks/locks_model.h"
#include "ui/locks/locks_page.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::WholeStage;

/// The whole Locks page by somebody without a mouse: every tab, everything on it that can be pressed or typed into, and
/// the way from what is stuck to what can be done about it.
class LocksKeysTest : public QObject {
    Q_OBJECT
    std::unique_ptr<WholeStage> m_stage;

    LocksPage& page() { return *m_stage->child<LocksPage>(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : m_stage->window.get(), key, modifiers);
        m_stage->settle();
    }
    /// What Tab must reach: what can be seen, works, and takes the keyboard.
    QSet<QWidget*> wanted()
    {
        QSet<QWidget*> all;
        for (QWidget* widget : page().findChildren<QWidget*>()) {
            const bool takesKeys = widget->focusPolicy() & Qt::TabFocus;
            const bool isWhole = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                                 qobject_cast<QTableView*>(widget);
            if (takesKeys && isWhole && widget->isVisible() && widget->isEnabled()) all.insert(widget);
        }
        return all;
    }
    /// Those of them that Tab, or Shift+Tab, does not reach.
    QStringList missedBy(Qt::Key key)
    {
        QSet<QWidget*> left = wanted();
        for (int steps = 0; steps < 120 && !left.isEmpty(); ++steps) {
            left.remove(QApplication::focusWidget());
            press(key);
        }
        QStringList names;
        for (const QWidget* widget : std::as_const(left))
            names << QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
        return names;
    }

private slots:
    void init()
    {
        m_stage = std::make_unique<WholeStage>();
        m_stage->locks.fillStuck();
        m_stage->locks.picture.isRedisHere = m_stage->locks.picture.isWhole = true;
        m_stage->queues.fillTrouble(m_stage->desk.now);
        m_stage->limits.fillTrouble(m_stage->desk.now);
        m_stage->tasks.fill(m_stage->desk.now);
        m_stage->state.fillDifferent(m_stage->desk.now);
        m_stage->window->show();
        m_stage->fill();
        m_stage->window->openPage(u"locks"_s);
        m_stage->settle();
    }
    void cleanup() { m_stage.reset(); }

    void everythingIsReached_data()
    {
        QTest::addColumn<int>("tab");
        QTest::addColumn<QString>("first");
        QTest::newRow("locks") << 1 << u"locksTable"_s;
        QTest::newRow("queues") << 2 << u"queuesTable"_s;
        QTest::newRow("keys") << 3 << QString();
        QTest::newRow("limits") << 4 << u"limitsTable"_s;
        QTest::newRow("tasks") << 5 << u"tasksTable"_s;
        QTest::newRow("state") << 6 << u"stateId"_s;
    }
    void everythingIsReached()
    {
        QFETCH(const int, tab);
        QFETCH(const QString, first);
        press(Qt::Key(int(Qt::Key_0) + tab), Qt::AltModifier);
        if (!first.isEmpty()) QTRY_COMPARE(QApplication::focusWidget()->objectName(), first);
        if (tab == 6) {
            QTest::keyClicks(QApplication::focusWidget(), u"c-12345"_s);
            press(Qt::Key_Return);
            QTRY_VERIFY(wanted().contains(m_stage->child<QTableView>(u"plansTable"_s)));
        }
        QCOMPARE(missedBy(Qt::Key_Tab), QStringList());
        QCOMPARE(missedBy(Qt::Key_Backtab), QStringList());
    }
    /// From the stuck lock to the buttons about it, and back, without a mouse.
    void aStuckLockIsFoundAndActedOn()
    {
        auto* table = m_stage->child<QTableView>(u"locksTable"_s);
        press(Qt::Key_1, Qt::AltModifier);
        QTRY_VERIFY(table->hasFocus());
        press(Qt::Key_F, Qt::ControlModifier);
        auto* filter = m_stage->child<QLineEdit>(u"locksFilter"_s);
        QVERIFY(filter->hasFocus());
        QTest::keyClicks(filter, u"there is no such lock"_s);
        QVERIFY(!table->isVisible());
        press(Qt::Key_Escape);
        QTRY_VERIFY(table->hasFocus());
        press(Qt::Key_Down);
        press(Qt::Key_Up);
        press(Qt::Key_Return);  // what to do about it
        QVERIFY(!table->hasFocus());
        QVERIFY2(QApplication::focusWidget() && page().isAncestorOf(QApplication::focusWidget()), "the focus is lost");
        for (int i = 0; i < 60 && !table->hasFocus(); ++i)
            press(Qt::Key_Backtab);
        QVERIFY(table->hasFocus());
        press(Qt::Key_Space);
        QVERIFY(page().isHeld());
        press(Qt::Key_Escape);  // first the held picture goes on, then the page is left
        QVERIFY(!page().isHeld());
        QVERIFY(page().isVisible());
        press(Qt::Key_Escape);
        QVERIFY(!page().isVisible());
    }
};

TONGDAI_TEST(LocksKeysTest)

}  // namespace tongdai

#include "locks_keys_gui_test.moc"
