#include "tests/support/test_registry.h"
#include "tests/ui/whole_stage.h"
#include "ui/common/widgets/chip.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/locks/locks_page.h"

#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::WholeStage;

/// Who is near a limit and who was held back: on the Locks page, and on the customer card (features E9).
class LimitsTest : public QObject {
    Q_OBJECT
    std::unique_ptr<WholeStage> m_stage;

    void open()
    {
        m_stage->window->show();
        m_stage->fill();
        m_stage->window->openPage(u"locks"_s);
        m_stage->settle();
        QTest::keyClick(m_stage->window.get(), Qt::Key_4, Qt::AltModifier);
        m_stage->settle();
    }
    QTableView& table() { return *m_stage->child<QTableView>(u"limitsTable"_s); }
    QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }

private slots:
    void init() { m_stage = std::make_unique<WholeStage>(); }
    void cleanup() { m_stage.reset(); }

    void theTabOpensByKeysAndNamesThem()
    {
        m_stage->limits.fillTrouble(m_stage->desk.now);
        open();
        QCOMPARE(m_stage->child<QTabBar>(u"locksTabs"_s)->currentIndex(), 3);
        QTRY_COMPARE(table().model()->rowCount(), 5);
        QVERIFY(table().hasFocus());
        QCOMPARE(cell(0, 0), u"Messages of a chat user"_s);
        QCOMPARE(cell(0, 1), u"user-7781"_s);
        QCOMPARE(cell(0, 2), u"25 of 25"_s);
        QVERIFY2(cell(0, 3).startsWith(u"17 times"_s), qPrintable(cell(0, 3)));
        QCOMPARE(cell(0, 4), u"in 12 s"_s);
        QCOMPARE(cell(3, 3), QString());
        const QString standing = m_stage->child<RoleLabel>(u"limitsStanding"_s)->text();
        QVERIFY2(standing.contains(u"Messages of a chat user: 25 a minute"_s), qPrintable(standing));
        QVERIFY2(standing.contains(u"41"_s), qPrintable(standing));
    }
    void asksOnlyWhileItIsInSight()
    {
        m_stage->limits.fillCalm(m_stage->desk.now);
        open();
        QTRY_VERIFY(m_stage->limits.asked >= 2);
        QTest::keyClick(m_stage->window.get(), Qt::Key_1, Qt::AltModifier);
        m_stage->settle();
        const int asked = m_stage->limits.asked;
        m_stage->limits.fillTrouble(m_stage->desk.now);
        QTest::qWait(50);
        QCOMPARE(m_stage->limits.asked, asked);
        QTest::keyClick(m_stage->window.get(), Qt::Key_4, Qt::AltModifier);
        QTRY_COMPARE(table().model()->rowCount(), 5);
    }
    void spaceHoldsThePictureAndGoesOnCounting()
    {
        m_stage->limits.fillTrouble(m_stage->desk.now);
        open();
        QTRY_COMPARE(table().model()->rowCount(), 5);
        auto* hold = m_stage->child<LocksPage>()->findChild<QPushButton*>(u"hold"_s);
        QVERIFY(hold->isVisible());
        QTest::keyClick(&table(), Qt::Key_Space);
        m_stage->limits.fillCalm(m_stage->desk.now);
        QTRY_VERIFY2(hold->text().contains(u"1"_s), qPrintable(hold->text()));
        QCOMPARE(table().model()->rowCount(), 5);
        QTest::keyClick(&table(), Qt::Key_Space);
        QTRY_VERIFY(table().isHidden());
    }
    void saysThatNobodyIsNearOrThatRedisIsAway()
    {
        m_stage->limits.fillCalm(m_stage->desk.now);
        m_stage->limits.picture.isShared = false;
        open();
        auto* notice = m_stage->child<NoticeBar>(u"limitsNotice"_s);
        QTRY_VERIFY(notice->isVisible());
        QVERIFY(table().isHidden());
    }
    void theCustomerCardSaysWhoIsHeldBack()
    {
        m_stage->limits.fillTrouble(m_stage->desk.now);
        RateUse use = m_stage->limits.picture.uses.front();
        use.used = 22;
        use.heldBack = 0;
        for (const Conversation& each : m_stage->desk.conversations)
            m_stage->limits.customers[each.customer] = use;
        m_stage->window->show();
        m_stage->fill();
        QTRY_VERIFY(m_stage->child<Chip>(u"limitChip"_s));
        QCOMPARE(m_stage->child<Chip>(u"limitChip"_s)->text(), u"NEAR THE LIMIT"_s);
        use.heldBack = 3;
        use.heldBackAt = m_stage->desk.now - 8s;
        for (auto& each : m_stage->limits.customers)
            each.second = use;
        QTRY_COMPARE(m_stage->child<Chip>(u"limitChip"_s)->text(), u"HELD BACK"_s);
        m_stage->limits.customers.clear();
        QTRY_VERIFY(!m_stage->child<Chip>(u"limitChip"_s));
    }
};

TONGDAI_TEST(LimitsTest)

}  // namespace tongdai

#include "limits_gui_test.moc"
