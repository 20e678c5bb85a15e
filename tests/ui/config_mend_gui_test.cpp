#include "ui/locks/config_mend.h"

#include "tests/support/test_registry.h"
#include "tests/ui/whole_stage.h"
#include "ui/common/widgets/role_label.h"

#include <QPushButton>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::WholeStage;

/// Settings that do not fit together are set right from where they are named (idea 2.21), by keys.
class ConfigMendTest : public QObject {
    Q_OBJECT
    std::unique_ptr<WholeStage> m_stage;

    QPushButton& button() { return *m_stage->child<QPushButton>(u"mendSetting"_s); }
    QString outcome() { return m_stage->child<RoleLabel>(u"mendOutcome"_s)->text(); }
    void press()
    {
        button().setFocus();
        QTest::keyClick(&button(), Qt::Key_Space);
        m_stage->settle();
    }

private slots:
    void init()
    {
        m_stage = std::make_unique<WholeStage>();
        m_stage->queues.fillCalm(m_stage->desk.now);
        m_stage->queues.picture.warnings = {{api::ConfigWarning::Kind::LockShorterThanAi, 30, 30},
                                            {api::ConfigWarning::Kind::OldRedis, 0, 0}};
        m_stage->window->show();
        m_stage->fill();
        m_stage->window->openPage(u"locks"_s);
        m_stage->settle();
        QTest::keyClick(m_stage->window.get(), Qt::Key_2, Qt::AltModifier);
        m_stage->queues.tell();
        m_stage->settle();
    }
    void cleanup() { m_stage.reset(); }

    void theFirstPressShowsAndTheSecondWrites()
    {
        QCOMPARE(m_stage->window->findChildren<QPushButton*>(u"mendSetting"_s).size(), 1);
        QCOMPARE(button().text(), u"Set PROCESSING_LOCK_TTL=60"_s);
        press();
        QVERIFY(m_stage->setup.saves.empty());
        QVERIFY2(button().text().startsWith(u"Press again"_s), qPrintable(button().text()));
        press();
        QCOMPARE(m_stage->setup.saves.size(), size_t(1));
        const std::vector<api::ShopSetting> expected{{u"PROCESSING_LOCK_TTL"_s, u"60"_s}};
        QCOMPARE(m_stage->setup.saves[0].values, expected);
        QVERIFY(!m_stage->setup.saves[0].history && !m_stage->setup.saves[0].redis);
        QTRY_COMPARE(m_stage->setup.restarts, 1);
        QVERIFY2(outcome().startsWith(u"Saved"_s), qPrintable(outcome()));
    }
    void whatCannotBeSavedSaysWhyAndRestartsNothing()
    {
        m_stage->setup.trouble = u"disk full"_s;
        press();
        press();
        QTRY_VERIFY2(outcome().contains(u"disk full"_s), qPrintable(outcome()));
        QCOMPARE(m_stage->setup.restarts, 0);
    }
    void whatStandsOnTheCommandLineIsLeftAlone()
    {
        api::SetupState state = m_stage->setup.state();
        state.fixed = QStringList{u"PROCESSING_LOCK_TTL"_s};
        m_stage->setup.setState(state);
        m_stage->queues.picture.warnings = {{api::ConfigWarning::Kind::LockShorterThanAi, 30, 40}};
        m_stage->queues.tell();
        m_stage->settle();
        QVERIFY(!button().isEnabled());
        QVERIFY(button().toolTip().contains(u"command line"_s));
    }
};

TONGDAI_TEST(ConfigMendTest)

}  // namespace tongdai

#include "config_mend_gui_test.moc"
