#include "engine/evidence/verify_package.h"
#include "tests/console/console_stage.h"
#include "tests/support/test_registry.h"

#include <QAbstractItemView>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kReviewPatience = 60'000;  // ms
const QString kPhone = u"0912345678"_s;

}  // namespace

/// A dispute from the sign-in to the signed package, through the real window with an engine behind it, by two people
/// and by keys alone: nothing here clicks, calls a page or sets a focus.
class DisputeByKeysTest : public QObject {
    Q_OBJECT

    ConsoleStage m_stage;
    const QString m_own = u"mat khau rieng"_s;

    QString words(const QString& label) const
    {
        const auto* const found = m_stage.shown<QLabel>(label);
        return found ? found->text() : QString();
    }

    /// A case about what the customer wrote, opened from Live.
    void openCaseFromLive()
    {
        // Wherever the bot has left it.
        QVERIFY(m_stage.press(Qt::Key_6, Qt::AltModifier));
        QTRY_VERIFY_WITH_TIMEOUT(m_stage.shown<QAbstractItemView>(u"convList"_s) &&
                                     m_stage.shown<QAbstractItemView>(u"convList"_s)->model()->rowCount() > 0,
                                 kReviewPatience);
        QVERIFY(m_stage.press(Qt::Key_Down, Qt::AltModifier));  // the next conversation
        QTRY_VERIFY_WITH_TIMEOUT(m_stage.shown<QWidget>(u"thread"_s), kReviewPatience);
        QVERIFY(m_stage.tabTo(u"thread"_s));
        QVERIFY(m_stage.press(Qt::Key_Up));
        QVERIFY(m_stage.press(Qt::Key_N, Qt::ControlModifier));
        QTRY_VERIFY_WITH_TIMEOUT(m_stage.shown<QWidget>(u"knew"_s), kReviewPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_stage.focus(), u"cases"_s, kReviewPatience);
    }

    /// Where the window is narrow the case has no column beside the others before it is asked for.
    void goToFile()
    {
        for (int panes = 0; panes < 3 && m_stage.focus() != u"holdCase"_s; ++panes)
            QVERIFY(m_stage.press(Qt::Key_F6));
        QCOMPARE(m_stage.focus(), u"holdCase"_s);
    }

    /// From the first event to the last and back, on the bar and from the table.
    void travel()
    {
        QVERIFY(m_stage.press(Qt::Key_F6));
        QCOMPARE(m_stage.focus(), u"time"_s);
        const QString end = words(u"travelClock"_s);
        QVERIFY(!end.isEmpty());
        QVERIFY(m_stage.press(Qt::Key_Home));
        const QString begin = words(u"travelClock"_s);
        QVERIFY2(begin != end, qPrintable(begin));
        QVERIFY(m_stage.press(Qt::Key_Right));
        QVERIFY(words(u"travelClock"_s) != begin);
        QVERIFY(m_stage.press(Qt::Key_Left));
        QCOMPARE(words(u"travelClock"_s), begin);
        QVERIFY(m_stage.press(Qt::Key_Space));
        QTRY_COMPARE_WITH_TIMEOUT(words(u"travelClock"_s), end, kReviewPatience);  // it has played to its end
        QVERIFY(!words(u"insight"_s).isEmpty());
    }

    void reveal()
    {
        QVERIFY(m_stage.tabTo(u"knew"_s));
        for (int row = 0; row < 10 && !words(u"lineBody"_s).contains("sdt"_L1); ++row)
            QVERIFY(m_stage.press(row == 0 ? Qt::Key_PageUp : Qt::Key_Down));
        QVERIFY2(words(u"lineBody"_s).contains("sdt"_L1), qPrintable(words(u"lineHead"_s)));
        QVERIFY(!words(u"lineBody"_s).contains(kPhone));
        QVERIFY(m_stage.tabTo(u"revealReason"_s));
        QVERIFY(m_stage.type(u"goi lai cho khach"_s) && m_stage.press(Qt::Key_Return));
        QTRY_VERIFY_WITH_TIMEOUT(words(u"lineBody"_s).contains(kPhone), kReviewPatience);
    }

    void noteAndPropose()
    {
        goToFile();
        QVERIFY(words(u"caseVerdict"_s).contains("No verdict yet"_L1));
        QVERIFY(m_stage.tabTo(u"verdictSHOP"_s));
        QVERIFY(m_stage.press(Qt::Key_Space));
        QVERIFY(m_stage.shown<QRadioButton>(u"verdictSHOP"_s)->isChecked());
        QVERIFY(m_stage.press(Qt::Key_Down));
        QVERIFY(m_stage.shown<QRadioButton>(u"verdictCUSTOMER"_s)->isChecked());
        QVERIFY(m_stage.press(Qt::Key_Up));
        QVERIFY(m_stage.tabTo(u"reasoning"_s));
        QVERIFY(m_stage.type(u"tra loi khi chua doc tin"_s));
        QVERIFY(m_stage.tabTo(u"proposeVerdict"_s));
        QVERIFY(m_stage.press(Qt::Key_Space));
        QTRY_VERIFY_WITH_TIMEOUT(words(u"caseVerdict"_s).contains("Waits for a second person"_L1), kReviewPatience);
        QVERIFY(!m_stage.shown<QPushButton>(u"approveVerdict"_s));  // nobody approves their own
        QTRY_COMPARE_WITH_TIMEOUT(m_stage.focus(), u"proposeVerdict"_s, kReviewPatience);
        QVERIFY(m_stage.tabTo(u"caseNote"_s));
        QVERIFY(m_stage.type(u"khach noi dung"_s));
        QVERIFY(m_stage.tabTo(u"addNote"_s));
        QVERIFY(m_stage.press(Qt::Key_Space));
        QTRY_VERIFY_WITH_TIMEOUT(words(u"caseNotes"_s).contains("khach noi dung"_L1), kReviewPatience);
    }

    /// Locked, and the administrator comes.
    void exchangePerson()
    {
        QVERIFY(m_stage.press(Qt::Key_L, Qt::ControlModifier));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage.focus(), u"signInPassword"_s, kReviewPatience);
        QVERIFY(m_stage.tabTo(u"signInOther"_s));
        QPointer<MainWindow> before = m_stage.window();
        QVERIFY(m_stage.press(Qt::Key_Return));
        QTRY_VERIFY_WITH_TIMEOUT(!before, kReviewPatience);
        QVERIFY(m_stage.signIn(ConsoleStage::adminName(), ConsoleStage::adminPassword()));
        QTRY_VERIFY_WITH_TIMEOUT(m_stage.window() && m_stage.window()->pageNames().contains(u"setup"_s) &&
                                     !m_stage.shown<QWidget>(u"signInCover"_s),
                                 kReviewPatience);
    }

    void approve()
    {
        QVERIFY(m_stage.press(Qt::Key_2, Qt::ControlModifier));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage.focus(), u"cases"_s, kReviewPatience);
        QVERIFY(m_stage.press(Qt::Key_Down));
        QTRY_VERIFY_WITH_TIMEOUT(m_stage.shown<QWidget>(u"knew"_s), kReviewPatience);
        goToFile();
        QVERIFY(words(u"caseVerdict"_s).contains("Waits for you"_L1));
        QCOMPARE(m_stage.shown<QPlainTextEdit>(u"reasoning"_s)->toPlainText(), u"tra loi khi chua doc tin"_s);
        QVERIFY(m_stage.tabTo(u"approveVerdict"_s));
        QVERIFY(m_stage.press(Qt::Key_Space));
        QTRY_VERIFY2_WITH_TIMEOUT(words(u"caseVerdict"_s).contains(u"Approved by Chủ Lan"_s),
                                  qPrintable(words(u"caseVerdict"_s) + words(u"disputeNotice"_s)), kReviewPatience);
        QVERIFY(words(u"caseVerdict"_s).contains(u"Proposed by Nguyễn Thùy Linh"_s));
    }

    void exportPackage(const QString& file)
    {
        QVERIFY(m_stage.press(Qt::Key_S, Qt::ControlModifier));
        QTRY_VERIFY_WITH_TIMEOUT(m_stage.shown<QWidget>(u"exportDialog"_s), kReviewPatience);
        QVERIFY(m_stage.tabTo(u"formPackage"_s));
        QVERIFY(m_stage.shown<QRadioButton>(u"formPackage"_s)->isChecked());
        QVERIFY(m_stage.tabTo(u"notes"_s));
        QVERIFY(m_stage.press(Qt::Key_Space));  // with the notes
        QVERIFY(m_stage.press(Qt::Key_Return));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage.focus(), u"fileNameEdit"_s, kReviewPatience);
        QVERIFY(m_stage.press(Qt::Key_A, Qt::ControlModifier) && m_stage.type(file));
        QVERIFY(m_stage.press(Qt::Key_Return));
        QTRY_VERIFY2_WITH_TIMEOUT(words(u"exportResult"_s).startsWith("Written"_L1),
                                  qPrintable(words(u"exportResult"_s)), kReviewPatience);
        QVERIFY(m_stage.press(Qt::Key_Escape));
        QTRY_VERIFY_WITH_TIMEOUT(!m_stage.shown<QWidget>(u"exportDialog"_s), kReviewPatience);
    }

private slots:
    void theWholeReviewFromSignInToSignedPackage()
    {
        const QString given = m_stage.prepareShop({u"Chào shop"_s, u"Gọi sdt 0912345678 giúp em"_s, u"Alo"_s});
        QVERIFY(!given.isEmpty());
        QVERIFY(m_stage.open());
        QVERIFY(m_stage.signIn(ConsoleStage::reviewerName(), given));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage.focus(), u"newPassword"_s, kReviewPatience);
        const QPointer<MainWindow> before = m_stage.window();
        QVERIFY(m_stage.type(m_own) && m_stage.press(Qt::Key_Tab) && m_stage.type(m_own));
        QVERIFY(m_stage.press(Qt::Key_Return));
        QTRY_VERIFY_WITH_TIMEOUT(!before, kReviewPatience);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_stage.window() && m_stage.window()->isVisible() && !m_stage.shown<QWidget>(u"signInCover"_s),
            kReviewPatience);

        openCaseFromLive();
        if (!QTest::currentTestFailed()) travel();
        if (!QTest::currentTestFailed()) reveal();
        if (!QTest::currentTestFailed()) noteAndPropose();
        if (!QTest::currentTestFailed()) exchangePerson();
        if (!QTest::currentTestFailed()) approve();
        const QString file = m_stage.path(u"ho-so.zip"_s);
        if (!QTest::currentTestFailed()) exportPackage(file);
        if (QTest::currentTestFailed()) return;

        QVERIFY(QFileInfo::exists(file));
        const EvidenceVerdict verdict = evidence::verifyPackage(file);
        QVERIFY2(verdict.refusal.isEmpty(), qPrintable(verdict.refusal));
        QVERIFY(verdict.isWhole());
        QVERIFY(verdict.isComplete());
        QVERIFY(verdict.rows > 3);
    }
};

TONGDAI_TEST(DisputeByKeysTest)

}  // namespace tongdai::testing

#include "dispute_by_keys_gui_test.moc"
