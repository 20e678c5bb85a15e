#include "tests/support/fake_keys.h"
#include "tests/support/test_registry.h"
#include "tests/ui/live_stage.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/locks/keys/keys_pane.h"
#include "ui/locks/look/leftovers_model.h"
#include "ui/locks/look/leftovers_sheet.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Keys that were left behind, found and given an end by keys (features G12).
class LeftoversTest : public QObject {
    Q_OBJECT
    std::unique_ptr<testing::LiveStage> m_stage;
    std::unique_ptr<testing::FakeKeys> m_keys;
    std::unique_ptr<KeysPane> m_pane;

    LeftoversSheet* open()
    {
        m_pane = std::make_unique<KeysPane>(*m_keys, nullptr, m_stage->look());
        m_pane->show();
        QApplication::setActiveWindow(m_pane.get());
        auto* button = m_pane->findChild<QPushButton*>(u"keysLeftovers"_s);
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        m_stage->settle();
        return m_pane->findChild<LeftoversSheet*>();
    }
    QString cell(int row, int column) const
    {
        return m_pane->findChild<QTableView*>(u"leftoversTable"_s)->model()->index(row, column).data().toString();
    }
    QPushButton& sweep() const { return *m_pane->findChild<QPushButton*>(u"leftoversSweep"_s); }
    NoticeBar& notice() const { return *m_pane->findChild<NoticeBar*>(u"leftoversNotice"_s); }
    QString state() const { return m_pane->findChild<QLabel*>(u"leftoversState"_s)->text(); }

private slots:
    void init()
    {
        m_stage = std::make_unique<testing::LiveStage>();
        m_keys = std::make_unique<testing::FakeKeys>();
        m_keys->leftBehind = {{"message_rate:1"_ba, LeftoverKind::Counters, 1'000, 2h},
                              {"message_rate:2"_ba, LeftoverKind::Counters, 500, 30h},
                              {"conv_lock:c1"_ba, LeftoverKind::Locks, 72, 5h}};
    }
    void cleanup()
    {
        m_pane.reset();
        m_keys.reset();
        m_stage.reset();
    }

    void countsThemByKindAndLetsThemEndAtASecondPress()
    {
        QVERIFY(open());
        QTRY_COMPARE(state(), u"3 found"_s);
        QCOMPARE(cell(0, 1), u"2"_s);
        QCOMPARE(cell(0, 3), u"1 d 6 h"_s);
        QCOMPARE(cell(2, 1), u"1"_s);
        QCOMPARE(cell(1, 1), u"0"_s);
        sweep().setFocus();
        QTest::keyClick(&sweep(), Qt::Key_Space);
        QVERIFY(m_keys->swept.empty());
        QVERIFY2(sweep().text().startsWith(u"Press again"_s), qPrintable(sweep().text()));
        QTest::keyClick(&sweep(), Qt::Key_Space);
        QTRY_COMPARE(m_keys->swept, (std::vector<QByteArray>{"message_rate:1"_ba, "message_rate:2"_ba}));
        QVERIFY(notice().sentence().contains(u"audit log"_s));
        QCOMPARE(cell(0, 1), u"0"_s);
        QVERIFY(!sweep().isEnabled());
        auto* table = m_pane->findChild<QTableView*>(u"leftoversTable"_s);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Down);
        QVERIFY(sweep().isEnabled());
    }
    /// More of a kind are counted than named: those that are left stand there afterwards.
    void looksAgainWhereMoreAreLeft()
    {
        constexpr qint64 kMore = 3;
        m_keys->leftBehind.clear();
        for (qint64 i = 0; i < qint64(LeftoversModel::kMostNames) + kMore; ++i)
            m_keys->leftBehind.push_back({"message_rate:" + QByteArray::number(i), LeftoverKind::Counters, 100, 2h});
        QVERIFY(open());
        QTRY_COMPARE(state(), u"20,003 found"_s);
        sweep().click();
        sweep().click();
        QTRY_COMPARE(m_keys->swept.size(), LeftoversModel::kMostNames);
        QTRY_COMPARE(state(), u"3 found"_s);
        QCOMPARE(cell(0, 1), u"3"_s);
        QVERIFY(notice().isVisible() && notice().sentence().contains(u"audit log"_s));
    }
    void whoMayNotSweepSeesThem()
    {
        m_keys->maySweep = false;
        QVERIFY(open());
        QTRY_COMPARE(state(), u"3 found"_s);
        QVERIFY(!sweep().isVisible());
    }
    void saysThatThereAreNone()
    {
        m_keys->leftBehind.clear();
        QVERIFY(open());
        QTRY_COMPARE(state(), u"Nothing was left behind."_s);
    }
    void saysThatRedisIsAway()
    {
        m_keys->isAway = true;
        QVERIFY(open());
        QTRY_VERIFY(notice().sentence().startsWith(u"Redis does not answer"_s));
        QCOMPARE(state(), u"0 found, 0% looked at"_s);
    }
};

TONGDAI_TEST(LeftoversTest)

}  // namespace tongdai

#include "leftovers_gui_test.moc"
