#include "tests/console/locks_stage.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A process that stands still with its answer in hand, and wakes when the conversation has long been somebody else's.
class LocksLateWriterTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_stage.begin()); }
    void init() { QVERIFY(m_stage.open()); }
    void cleanup() { m_stage.close(); }
    void itIsRefusedAndTheRefusalStandsOnTheTimeline();

private:
    LocksStage m_stage;
};

void LocksLateWriterTest::itIsRefusedAndTheRefusalStandsOnTheTimeline()
{
    QVERIFY(m_stage.startOther("ai.answered:stop:120"));  // stops itself once the AI service has answered
    m_stage.sayToOther(u"c1"_s, 3s);
    QVERIFY(m_stage.isHeldByOther(u"c1"_s));
    const Fence fence = m_stage.lock(u"c1"_s)->fence;
    QVERIFY(m_stage.isNamed(u"c1"_s, api::LockCause::HolderPaused, kLocksPatience));
    QVERIFY(m_stage.release(u"c1"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_stage.stateOfMessages(u"c1"_s), u"1"_s, kLocksPatience);
    m_stage.other->resume();
    const auto* lanes = m_stage.part<LeaseLanes>(u"leases"_s);
    QTRY_COMPARE_WITH_TIMEOUT(lanes->refusals(), 1, kLocksPatience);
    const auto cut = std::ranges::find(lanes->bars(), fence, &LeaseLanes::Bar::fence);
    QVERIFY(cut != lanes->bars().end());
    QCOMPARE(cut->end, LeaseLanes::Bar::End::Cut);
    // From the mark to the very answer that was not sent, by keys.
    auto* marked = m_stage.part<LeaseLanes>(u"leases"_s);
    marked->setFocus();
    QTest::keyClick(marked, Qt::Key_Home);
    for (int i = 0; i < 200 && !marked->markedWords().contains(u"refused"_s); ++i)
        QTest::keyClick(marked, Qt::Key_Right);
    const QSignalSpy wanted(m_stage.part<LocksPage>(u"locks"_s), &LocksPage::lineWanted);
    QTest::keyClick(marked, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(m_stage.store.rows(u"select rev from messages where speaker = 1 and sent = 0"_s).join(u','),
             QString::number(wanted[0][1].toLongLong()));
    // The customer was told once.
    QCOMPARE(m_stage.store.rows(u"select count(*) from turns where outcome = 0"_s).join(u','), u"1"_s);
    m_stage.keepPicture(u"refused"_s);
}

TONGDAI_FAILPOINT_TEST(LocksLateWriterTest)

}  // namespace tongdai::testing

#include "locks_late_writer_gui_test.moc"
