#include "ui/people/idle_watch.h"

#include "tests/support/fake_people.h"
#include "tests/support/test_registry.h"

#include <QTest>
#include <QWidget>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A desk where somebody has signed in, and which locks after five minutes; its clock is wound by the test.
struct IdleStage {
    IdleStage()
    {
        timer().setTimerType(Qt::PreciseTimer);  // minutes are met to the second otherwise
        people.openShopOfThree();
        sit(true);
        widget.show();
    }
    void sit(bool isSignedIn)
    {
        people.now.me.reset();
        if (isSignedIn) {
            people.now.me.emplace();
            people.now.me->id = OperatorId("lan"_ba);
            people.now.me->hasPassword = true;
        }
        people.now.lockAfter = 5min;
        emit people.changed();
    }
    QTimer& timer() const { return *watch.findChild<QTimer*>(); }
    /// Nobody has touched anything for as long as it takes.
    void letTimePass() const { timer().start(0); }

    FakePeople people;
    QWidget widget;
    IdleWatch watch{people, nullptr};
};

}  // namespace

/// The desk locks itself when nobody touches it (features I1).
class IdleWatchTest : public QObject {
    Q_OBJECT

    /// Time only runs down by itself. Looked at a few times: a busy machine may take it away again at once.
    static bool givesMoreTime(IdleStage& stage, QEvent& event)
    {
        for (int look = 0; look < 5; ++look) {
            const int whole = stage.timer().interval();
            if (!QTest::qWaitFor([&] { return stage.timer().remainingTime() < whole - 20; }, 60'000)) return false;
            const int left = stage.timer().remainingTime();
            stage.watch.eventFilter(&stage.widget, &event);
            if (stage.timer().remainingTime() > left) return true;
        }
        return false;
    }

private slots:
    void locksWhenNobodyTouchesItForAsLongAsTheEngineSays()
    {
        const IdleStage stage;
        QVERIFY(stage.timer().isActive());
        QCOMPARE(stage.timer().intervalAsDuration(), std::chrono::milliseconds(5min));
        QVERIFY(!stage.people.now.isLocked);
        stage.letTimePass();
        QTRY_VERIFY(stage.people.now.isLocked);
        QVERIFY2(!stage.timer().isActive(), "what is locked is not watched");
    }

    void everyTouchBeginsAnew_data()
    {
        QTest::addColumn<int>("type");
        QTest::newRow("key") << int(QEvent::KeyPress);
        QTest::newRow("mouse") << int(QEvent::MouseMove);
        QTest::newRow("button") << int(QEvent::MouseButtonPress);
        QTest::newRow("wheel") << int(QEvent::Wheel);
        QTest::newRow("touch") << int(QEvent::TouchBegin);
    }
    void everyTouchBeginsAnew()
    {
        QFETCH(int, type);
        IdleStage stage;
        QEvent idle(QEvent::Paint);
        QVERIFY2(!givesMoreTime(stage, idle), "what the desk does by itself is no touch");
        QEvent touch{QEvent::Type(type)};
        QVERIFY(givesMoreTime(stage, touch));
        QVERIFY(stage.timer().isActive() && !stage.people.now.isLocked);
    }

    void watchesNobodyWhoDidNotSignIn()
    {
        IdleStage stage;
        stage.people.now.me->isImplicit = true;
        emit stage.people.changed();
        QVERIFY2(!stage.timer().isActive(), "a shop of one person has no password to come back with");
        stage.sit(false);
        QVERIFY(!stage.timer().isActive());
        stage.sit(true);
        QVERIFY(stage.timer().isActive());
        stage.people.now.lockAfter = 0min;
        emit stage.people.changed();
        QVERIFY2(!stage.timer().isActive(), "switched off");
    }

    void watchesAgainOnceSomebodyIsBack()
    {
        IdleStage stage;
        stage.letTimePass();
        QTRY_VERIFY(stage.people.now.isLocked);
        stage.people.now.isLocked = false;
        emit stage.people.changed();
        QVERIFY(stage.timer().isActive());
        QCOMPARE(stage.timer().intervalAsDuration(), std::chrono::milliseconds(5min));
    }
};

TONGDAI_TEST(IdleWatchTest)

}  // namespace tongdai::testing

#include "idle_watch_gui_test.moc"
