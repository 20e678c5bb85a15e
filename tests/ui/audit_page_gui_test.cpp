#include "tests/support/fake_audit.h"
#include "tests/support/test_registry.h"
#include "tests/ui/kept_look.h"
#include "tests/ui/window_stage.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/people/audit_log_page.h"
#include "ui/people/audit_words.h"

#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

/// The real window with an audit log of 250 entries, over fakes of the engine.
struct AuditStage {
    explicit AuditStage(SchemeChoice scheme = SchemeChoice::Light, LanguageChoice words = LanguageChoice::English)
    {
        stage.language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        stage.language.setChoice(words);
        stage.theme.setChoice(scheme);
        stage.theme.install();
        stage.window.reset();
        EngineDoors doors{stage.desk, stage.system, stage.sample};
        doors.audit = &audit;
        stage.window =
            std::make_unique<MainWindow>(doors, Look{stage.theme, stage.language, systemNow}, stage.settings);
        stage.window->resize(1366, 768);
        stage.open();
    }
    void press(int key, Qt::KeyboardModifiers with = {}) const
    {
        QWidget* const to = QApplication::focusWidget() ? QApplication::focusWidget() : stage.window.get();
        QTest::keyClick(to, Qt::Key(key), with);
        WindowStage::settle();
    }
    template <class W>
    W* child(const QString& name) const
    {
        return stage.window->findChild<W*>(name);
    }
    QTableWidget& table() const { return *child<QTableWidget>(u"auditTable"_s); }
    QString detail() const { return child<QLabel>(u"auditDetail"_s)->text(); }

    FakeAudit audit{250};
    WindowStage stage;
};

}  // namespace

/// The page of the audit log (features I3), opened, read, filtered and left by keys alone.
class AuditPageTest : public QObject {
    Q_OBJECT
private slots:
    void aProgramThatActsByItselfHasAName()
    {
        Language language;
        language.setChoice(LanguageChoice::Vietnamese);
        AuditRow row;
        QCOMPARE(AuditWords::who(row), u"–"_s);
        row.who = OperatorId("engine");
        QCOMPARE(AuditWords::who(row), u"bộ máy"_s);
        row.who = OperatorId("hạnh");
        QCOMPARE(AuditWords::who(row), u"hạnh"_s);
        row.name = u"Hạnh"_s;
        QCOMPARE(AuditWords::who(row), u"Hạnh"_s);
        language.setChoice(LanguageChoice::English);
    }
    /// What happened to nothing is not said, and lists have no brackets.
    void factsAreSaidInWords()
    {
        AuditRow row;
        row.detail = {{u"withdrawn"_s, 0}};
        QCOMPARE(AuditWords::facts(row), QStringList());
        row.detail = {{u"withdrawn"_s, 2}};
        QCOMPARE(AuditWords::facts(row), QStringList{u"Answers withdrawn: 2"_s});
        row.action = u"person_sight_changed"_s;
        row.detail = {{u"old"_s, QString()},
                      {u"new"_s, u"{\"reach\":\"team\",\"team\":\"ca tối\",\"channels\":[\"zalo\"]}"_s}};
        QCOMPARE(AuditWords::facts(row),
                 QStringList{u"Every conversation → Those of their team, and those nobody has · ca tối · zalo"_s});
        row.action.clear();
        row.detail = {{u"tokens"_s, QJsonArray{u"PANCAKE_ACCESS_TOKEN"_s, u"ADMIN_ACCESS_TOKEN"_s}}};
        QCOMPARE(AuditWords::facts(row), QStringList{u"Tokens: PANCAKE_ACCESS_TOKEN, ADMIN_ACCESS_TOKEN"_s});
    }

    void asksNothingBeforeItIsOpened()
    {
        AuditStage stage;
        QVERIFY2(stage.audit.asked.empty(), "looking is written down");
        stage.press(Qt::Key_7, Qt::ControlModifier);
        QCOMPARE(stage.audit.asked.size(), size_t(1));
        QCOMPARE(stage.table().rowCount(), 100);
    }

    void isReadByKeysWithEverythingAboutTheChosenEntry()
    {
        AuditStage stage;
        stage.press(Qt::Key_7, Qt::ControlModifier);
        QVERIFY(stage.table().hasFocus());
        QVERIFY2(stage.detail().startsWith(u"Entry 250"_s), qPrintable(stage.detail()));
        QVERIFY2(stage.detail().contains(u"Revealed masked numbers"_s) &&
                     stage.detail().contains(u"Reason: Gọi lại cho khách"_s),
                 qPrintable(stage.detail()));
        stage.press(Qt::Key_Down);
        QVERIFY2(stage.detail().contains(u"act.of_a_newer_program"_s), qPrintable(stage.detail()));
        stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Down);
        QVERIFY2(stage.detail().contains(u"Trần Minh"_s) && stage.detail().contains(u"Operator → Supervisor"_s),
                 qPrintable(stage.detail()));
        stage.press(Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(stage.table().currentRow(), 99);
    }

    void goesOnToEarlierEntriesAndKeepsItsPlace()
    {
        AuditStage stage;
        stage.press(Qt::Key_7, Qt::ControlModifier);
        stage.press(Qt::Key_End, Qt::ControlModifier);
        stage.press(Qt::Key_Tab);
        auto* more = stage.child<QPushButton>(u"auditMore"_s);
        for (int i = 0; i < 4 && !more->hasFocus(); ++i)
            stage.press(Qt::Key_Tab);
        QVERIFY(more->hasFocus());
        stage.press(Qt::Key_Space);
        QCOMPARE(stage.audit.asked.back().before, 151);
        QCOMPARE(stage.table().rowCount(), 200);
        QCOMPARE(stage.table().currentRow(), 99);
        stage.press(Qt::Key_Space);
        QCOMPARE(stage.table().rowCount(), 250);
        QVERIFY(!more->isVisible());
    }

    void isFilteredByKeys()
    {
        AuditStage stage;
        stage.press(Qt::Key_7, Qt::ControlModifier);
        auto* who = stage.child<QComboBox>(u"auditWho"_s);
        who->setFocus();
        while (who->currentText() != u"Hùng"_s) {
            const QString before = who->currentText();
            stage.press(Qt::Key_Down);
            QVERIFY2(who->currentText() != before, "Hùng is offered");
        }
        QCOMPARE(stage.audit.asked.back().actor, "hung"_ba);
        for (int row = 0; row < stage.table().rowCount(); ++row)
            QCOMPARE(stage.table().item(row, 1)->text(), u"Hùng"_s);
        QVERIFY2(who->hasFocus(), "the next choice is one key away");
    }

    void verifiesTheChainAndSaysWhereItBreaks()
    {
        AuditStage stage;
        stage.press(Qt::Key_7, Qt::ControlModifier);
        auto* verify = stage.child<QPushButton>(u"auditVerify"_s);
        verify->setFocus();
        stage.audit.verdict.entries = 250;
        stage.press(Qt::Key_Space);
        auto* notice = stage.child<NoticeBar>(u"auditVerdict"_s);
        QCOMPARE(notice->sentence(), u"All 250 entries are whole and in their order."_s);
        stage.audit.verdict.firstBad = 17;
        stage.audit.verdict.entries = 16;
        stage.press(Qt::Key_Space);
        QVERIFY2(notice->sentence().contains(u"entry 17"_s), qPrintable(notice->sentence()));
        QCOMPARE(stage.audit.verified, 2);
    }

    void aFailureIsSaidAndTheNextLookGoesOn()
    {
        AuditStage stage;
        stage.audit.failure = api::DeskFailure{api::DeskError::StoreDown, u"gone"_s};
        stage.press(Qt::Key_7, Qt::ControlModifier);
        auto* notice = stage.child<NoticeBar>(u"auditVerdict"_s);
        QVERIFY(notice->isVisible() && !notice->sentence().isEmpty());
        stage.audit.failure.reset();
        stage.press(Qt::Key_Escape);
        stage.press(Qt::Key_7, Qt::ControlModifier);
        QVERIFY(!notice->isVisible());
        QCOMPARE(stage.table().rowCount(), 100);
    }

    void speaksTheOtherLanguageAtOnce()
    {
        AuditStage stage;
        stage.press(Qt::Key_7, Qt::ControlModifier);
        stage.stage.language.setChoice(LanguageChoice::Vietnamese);
        WindowStage::settle();
        QVERIFY2(!stage.table().item(0, 2)->text().contains(u"Revealed"_s),
                 qPrintable(stage.table().item(0, 2)->text()));
    }

    /// With TONGDAI_PICTURES=DIR kept for looking at.
    void looksRight_data() { addLooks(); }
    void looksRight()
    {
        QFETCH(SchemeChoice, scheme);
        QFETCH(LanguageChoice, words);
        AuditStage stage(scheme, words);
        stage.press(Qt::Key_7, Qt::ControlModifier);
        stage.audit.verdict.entries = 250;
        stage.child<QPushButton>(u"auditVerify"_s)->click();
        WindowStage::settle();
        const QImage image = keptLook(*stage.stage.window, u"audit"_s);
        QVERIFY(stage.table().height() > image.height() / 2);
    }
};

TONGDAI_TEST(AuditPageTest)

}  // namespace tongdai::testing

#include "audit_page_gui_test.moc"
