#include "ui/locks/config_mend.h"

#include "tests/support/test_registry.h"
#include "tests/ui/whole_stage.h"
#include "ui/common/widgets/role_label.h"
#include "ui/locks/queues/queue_words.h"

#include <QPushButton>
#include <QTest>

#include <algorithm>

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
    void everyKindHasItsMend_data()
    {
        using Kind = api::ConfigWarning::Kind;
        QTest::addColumn<api::ConfigWarning>("warning");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* name, const api::ConfigWarning& warning, const QString& key,
                            const QString& value) { QTest::newRow(name) << warning << key << value; };
        row("lock", {Kind::LockShorterThanAi, 20, 45}, u"PROCESSING_LOCK_TTL"_s, u"90"_s);
        row("hold", {Kind::AiLongerThanHold, 110, 105}, u"AI_PROCESSING_TIMEOUT"_s, u"105"_s);
        row("one try", {Kind::OneTryLongerThanAll, 30, 20}, u"AI_SERVICE_TIMEOUT"_s, u"10"_s);
        row("state", {Kind::StateShorterThanLock, 100, 200}, u"CONVERSATION_STATE_TTL"_s, u"86400"_s);
        row("pause", {Kind::PauseLongerThanWait, 30, 25}, u"CUSTOMER_PAUSE_SECONDS"_s, u"3"_s);
        row("retention", {Kind::RetentionShorterThanCase, 7, 14, u"RETAIN_TURNS_DAYS"_s}, u"RETAIN_TURNS_DAYS"_s,
            u"14"_s);
        row("old redis", {Kind::OldRedis, 0, 0}, {}, {});
        row("night", {Kind::JournalShorterThanNight, 500'001, 500'000}, {}, {});
    }
    /// The sentence names the figures, the button writes the setting; what no setting mends has no button.
    void everyKindHasItsMend()
    {
        QFETCH(const api::ConfigWarning, warning);
        QFETCH(const QString, key);
        QFETCH(const QString, value);
        m_stage->queues.picture.warnings = {warning};
        m_stage->queues.tell();
        m_stage->settle();
        const QString words = QueueWords::warning(warning);
        const QString figure = QString::number(warning.second);
        QVERIFY2(!words.isEmpty() && (warning.second == 0 || words.contains(figure)), qPrintable(words));
        if (key.isEmpty()) {
            for (const QPushButton* each : m_stage->window->findChildren<QPushButton*>(u"mendSetting"_s))
                QVERIFY(!each->isVisible());
            return;
        }
        const bool isMendable = std::ranges::any_of(
            api::kMendableSettings, [&key](const char* name) { return key == QLatin1StringView(name); });
        QVERIFY2(isMendable, "it would be refused when it is saved");
        QCOMPARE(button().text(), u"Set %1=%2"_s.arg(key, value));
        press();
        press();
        QCOMPARE(m_stage->setup.saves.size(), size_t(1));
        const std::vector<api::ShopSetting> expected{{key, value}};
        QCOMPARE(m_stage->setup.saves[0].values, expected);
        QTRY_COMPARE(m_stage->setup.restarts, 1);
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
