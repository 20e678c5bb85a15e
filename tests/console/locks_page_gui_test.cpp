#include "tests/console/locks_stage.h"
#include "tests/support/test_registry.h"
#include "ui/locks/queues/queue_models.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Every kind of lock that stands too long, on the real page: named with its cause within seconds, and freed.
class LocksPageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_stage.begin()); }
    void init() { QVERIFY(m_stage.open()); }
    void cleanup() { m_stage.close(); }
    void aDeadProcessIsNamedAndItsLockIsReleased();
    void aPausedProcessIsNamedAndItsLockIsReleased();
    void aLockWithoutAnEndIsGivenOne();
    void aLockOfAnotherProgramIsNamedAndDeleted();
    void theWholePageByKeyboard();
    void aHeldPictureStandsAndCounts();
    void withoutRedisThePageSaysSoAndKeepsItsPlace();
    void queuesOfOtherProgramsAreCounted();

private:
    LocksStage m_stage;
};

void LocksPageTest::aDeadProcessIsNamedAndItsLockIsReleased()
{
    QVERIFY(m_stage.startOther());
    m_stage.sayToOther(u"c1"_s, 25s);
    QVERIFY(m_stage.isHeldByOther(u"c1"_s));
    QCOMPARE(m_stage.lock(u"c1"_s)->state, api::LockState::Bot);
    const Fence fence = m_stage.lock(u"c1"_s)->fence;
    const QString process = u"/%1"_s.arg(m_stage.other->pid());
    m_stage.other->crash();
    QVERIFY(m_stage.isNamed(u"c1"_s, api::LockCause::HolderGone));
    QCOMPARE(m_stage.lock(u"c1"_s)->state, api::LockState::Stuck);
    m_stage.choose(u"c1"_s);
    const auto* explain = m_stage.part<LockExplain>(u"explain"_s);
    QVERIFY2(explain->causeWords().contains(process), qPrintable(explain->causeWords()));
    m_stage.keepPicture(u"dead"_s);
    QVERIFY(m_stage.release(u"c1"_s));
    // What waited is answered by this engine, and nobody has to do more.
    QTRY_COMPARE_WITH_TIMEOUT(m_stage.stateOfMessages(u"c1"_s), u"1"_s, kLocksPatience);
    QTRY_VERIFY_WITH_TIMEOUT(m_stage.lock(u"c1"_s) && m_stage.lock(u"c1"_s)->state == api::LockState::Free,
                             kLocksPatience);
    QVERIFY(m_stage.lock(u"c1"_s)->fence > fence);
    const QString audited = m_stage.store.rows(u"select action from audit where action like 'lock.%'"_s).join(u',');
    QCOMPARE(audited, u"lock.released"_s);
}

void LocksPageTest::aPausedProcessIsNamedAndItsLockIsReleased()
{
    QVERIFY(m_stage.startOther());
    m_stage.sayToOther(u"c1"_s, 25s);
    QVERIFY(m_stage.isHeldByOther(u"c1"_s));
    const Fence fence = m_stage.lock(u"c1"_s)->fence;
    const auto* lanes = m_stage.part<LeaseLanes>(u"leases"_s);
    m_stage.choose(u"c1"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!lanes->isEmpty(), kLocksPatience);  // what another engine noted comes within seconds
    m_stage.other->pause();
    QVERIFY(m_stage.isNamed(u"c1"_s, api::LockCause::HolderPaused));
    QCOMPARE(m_stage.lock(u"c1"_s)->state, api::LockState::Stuck);
    m_stage.keepPicture(u"paused"_s);
    QVERIFY(m_stage.release(u"c1"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_stage.stateOfMessages(u"c1"_s), u"1"_s, kLocksPatience);
    const auto isCut = [&] {
        const auto bar = std::ranges::find(lanes->bars(), fence, &LeaseLanes::Bar::fence);
        return bar != lanes->bars().end() && bar->end == LeaseLanes::Bar::End::Cut;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isCut(), kLocksPatience);
}

void LocksPageTest::aLockWithoutAnEndIsGivenOne()
{
    m_stage.redis->cli({"set", "conv_lock:c9", "by hand"});
    QVERIFY(m_stage.isNamed(u"c9"_s, api::LockCause::NoLife));
    QCOMPARE(m_stage.lock(u"c9"_s)->state, api::LockState::Stuck);
    m_stage.choose(u"c9"_s);
    m_stage.keepPicture(u"no_end"_s);
    auto* button = m_stage.part<QPushButton>(u"act%1"_s.arg(int(api::LockAct::GiveLife)));
    QVERIFY(button->isVisible() && button->isEnabled());  // safe: asks for nothing
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_stage.redis->cli({"pttl", "conv_lock:c9"}).toInt() > 0, kLocksPatience);
    QVERIFY(m_stage.isNamed(u"c9"_s, api::LockCause::OtherProgram, kLocksPatience));
    // A conversation of this name was never heard of: releasing its lock deletes the key.
    QVERIFY(m_stage.release(u"c9"_s));
    QCOMPARE(m_stage.redis->cli({"exists", "conv_lock:c9"}), "0"_ba);
}

void LocksPageTest::aLockOfAnotherProgramIsNamedAndDeleted()
{
    m_stage.redis->cli({"set", "lock:plan:7", "worker-3", "px", "600000"});
    QVERIFY(m_stage.isNamed(u"lock:plan:7"_s, api::LockCause::OtherProgram));
    QCOMPARE(m_stage.lock(u"lock:plan:7"_s)->state, api::LockState::Program);
    QVERIFY(m_stage.lock(u"lock:plan:7"_s)->holder.contains(u"worker-3"_s));
    m_stage.choose(u"lock:plan:7"_s);
    m_stage.part<QLineEdit>(u"confirmId"_s)->setText(u"lock:plan:7"_s);
    QTest::mouseClick(m_stage.part<QPushButton>(u"act%1"_s.arg(int(api::LockAct::Drop))), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage.redis->cli({"exists", "lock:plan:7"}), "0"_ba, kLocksPatience);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage.rowOf(u"lock:plan:7"_s), -1, kLocksPatience);
}

void LocksPageTest::theWholePageByKeyboard()
{
    m_stage.redis->cli({"set", "conv_lock:c8", "by hand"});
    m_stage.redis->cli({"set", "conv_lock:c9", "by hand"});
    QTRY_COMPARE_WITH_TIMEOUT(m_stage.model->rowCount(), 2, kLocksPatience);
    QApplication::setActiveWindow(m_stage.window.get());
    m_stage.window->openPage(u"live"_s);
    QTest::keyClick(m_stage.window.get(), Qt::Key_3, Qt::ControlModifier);
    auto* table = m_stage.part<QTableView>(u"locksTable"_s);
    QTRY_VERIFY(table->hasFocus());
    QTest::keyClick(table, Qt::Key_Down);
    const QString chosen = m_stage.model->index(table->currentIndex().row(), 0).data().toString();
    QVERIFY(!chosen.isEmpty());
    QTest::keyClick(table, Qt::Key_Return);
    auto* confirm = m_stage.part<QLineEdit>(u"confirmId"_s);
    QTRY_VERIFY(confirm->hasFocus());
    QTest::keyClicks(confirm, chosen);
    QTest::keyClick(confirm, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage.redis->cli({"exists", QByteArray("conv_lock:" + chosen.toUtf8())}), "0"_ba,
                              kLocksPatience);
    QTest::keyClick(confirm, Qt::Key_F, Qt::ControlModifier);
    auto* filter = m_stage.part<QLineEdit>(u"locksFilter"_s);
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, u"nothing like it"_s);
    QCOMPARE(m_stage.model->rowCount(), 0);
    QTest::keyClick(filter, Qt::Key_Escape);
    QTRY_VERIFY(m_stage.model->rowCount() >= 1);
    QTRY_VERIFY(table->hasFocus());
    const auto* page = m_stage.part<LocksPage>(u"locks"_s);
    QTest::keyClick(table, Qt::Key_Space);
    QVERIFY(page->isHeld());
    QTest::keyClick(table, Qt::Key_Escape);
    QVERIFY(!page->isHeld());
    QTest::keyClick(table, Qt::Key_Escape);
    QVERIFY(!page->isVisible());  // back on the first page
}

void LocksPageTest::aHeldPictureStandsAndCounts()
{
    m_stage.redis->cli({"set", "conv_lock:c1", "one"});
    QTRY_COMPARE_WITH_TIMEOUT(m_stage.model->rowCount(), 1, kLocksPatience);
    auto* hold = m_stage.part<QPushButton>(u"hold"_s);
    QTest::mouseClick(hold, Qt::LeftButton);
    m_stage.redis->cli({"set", "conv_lock:c2", "two"});
    QTRY_VERIFY_WITH_TIMEOUT(hold->text().contains(u"1 change"_s), kLocksPatience);
    QCOMPARE(m_stage.model->rowCount(), 1);
    QTest::mouseClick(hold, Qt::LeftButton);
    QCOMPARE(m_stage.model->rowCount(), 2);
}

void LocksPageTest::withoutRedisThePageSaysSoAndKeepsItsPlace()
{
    const QByteArrayList names{"c1", "c2", "c3"};
    for (const QByteArray& name : names)
        m_stage.redis->cli({"set", "conv_lock:" + name, "by hand"});
    QTRY_COMPARE_WITH_TIMEOUT(m_stage.model->rowCount(), 3, kLocksPatience);
    m_stage.choose(u"c2"_s);
    auto* bar = m_stage.part<NoticeBar>(u"locksRedis"_s);
    QVERIFY(bar->isHidden());
    m_stage.redis->kill();
    QTRY_VERIFY_WITH_TIMEOUT(!bar->isHidden(), kLocksPatience);
    // What cannot be known is not said.
    const auto* seen = m_stage.part<QLabel>(u"lockSeen"_s);
    QTRY_VERIFY_WITH_TIMEOUT(seen->isVisible(), kLocksPatience);
    QVERIFY(!m_stage.part<QPushButton>(u"act%1"_s.arg(int(api::LockAct::Release)))->isVisible());
    m_stage.keepPicture(u"no_redis"_s);
    QVERIFY(m_stage.redis->restart());
    for (const QByteArray& name : names)
        m_stage.redis->cli({"set", "conv_lock:" + name, "by hand"});
    QTRY_VERIFY_WITH_TIMEOUT(bar->isHidden() && m_stage.model->rowCount() == 3, kLocksPatience);
    auto* table = m_stage.part<QTableView>(u"locksTable"_s);
    QTRY_COMPARE(m_stage.model->index(table->currentIndex().row(), 0).data().toString(), u"c2"_s);
}

void LocksPageTest::queuesOfOtherProgramsAreCounted()
{
    m_stage.redis->cli({"rpush", "message_queue", R"({"id":"1","type":"save_message"})"});
    m_stage.redis->cli({"rpush", "chat:offline:u9", "a", "b", "c"});
    QApplication::setActiveWindow(m_stage.window.get());
    QTest::keyClick(m_stage.window.get(), Qt::Key_2, Qt::AltModifier);
    const auto* queues = m_stage.window->findChild<QueuesModel*>();
    const auto lengthOf = [queues](const QString& name) {
        for (int row = 0; row < queues->rowCount(); ++row) {
            if (queues->index(row, QueuesModel::Name).data().toString() == name)
                return queues->index(row, QueuesModel::Length).data().toString();
        }
        return QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(lengthOf(u"message_queue"_s), u"1"_s, kLocksPatience);
    QTRY_COMPARE_WITH_TIMEOUT(lengthOf(u"chat:offline:u9"_s), u"3 / 200"_s, kLocksPatience);
    QCOMPARE(lengthOf(u"Messages without an answer"_s), u"0"_s);
    m_stage.keepPicture(u"queues"_s);
    // What other programs wait for was looked at and not touched.
    QCOMPARE(m_stage.redis->cli({"llen", "message_queue"}), "1"_ba);
}

TONGDAI_TEST(LocksPageTest)

}  // namespace tongdai::testing

#include "locks_page_gui_test.moc"
