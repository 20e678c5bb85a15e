#include "ui/evidence/export_dialog.h"

#include "tests/support/fake_evidence.h"
#include "tests/support/test_registry.h"
#include "tests/ui/kept_look.h"
#include "tests/ui/window_stage.h"

#include <QCheckBox>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

struct ExportStage {
    explicit ExportStage(SchemeChoice scheme = SchemeChoice::Light, LanguageChoice words = LanguageChoice::English)
    {
        language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        language.setChoice(words);
        theme.setChoice(scheme);
        theme.install();
        Conversation conversation;
        conversation.id = ConversationId("fb-0912345678 x/../y"_ba);
        conversation.channel = u"facebook"_s;
        conversation.customerName = u"Nguyễn Thị Lan"_s;
        dialog = new ExportDialog(
            evidence, ExportSubject{conversation, {}, {}},
            Look{theme, language, [] { return TimePoint(std::chrono::milliseconds(1'763'712'000'000)); }});
        dialog->show();
    }
    ~ExportStage() { delete dialog.data(); }

    QString said() const { return dialog->findChild<QLabel*>(u"exportResult"_s)->text(); }
    template <class T>
    T* part(const QString& name) const
    {
        return dialog->findChild<T*>(name);
    }
    static api::EvidenceMade made()
    {
        api::EvidenceMade made;
        made.file = u"/home/lan/tongdai-c1.zip"_s;
        made.bytes = 123'456;
        made.lines = 60;
        made.head = QByteArray(32, '\x2a');
        made.publicKey = QByteArray(32, 'k');
        return made;
    }

    FakeEvidence evidence;
    DaylightScheme desktop;
    Theme theme{desktop};
    Language language;
    QPointer<ExportDialog> dialog;
};

}  // namespace

/// How a conversation leaves the shop (features F6, F8).
class ExportDialogTest : public QObject {
    Q_OBJECT
private slots:
    void nothingLeavesUnmaskedOrWithNotesUnlessThatWasChosen()
    {
        ExportStage stage;
        stage.dialog->exportTo(u"/tmp/a.zip"_s);
        QCOMPARE(stage.evidence.asked.size(), size_t(1));
        const api::EvidenceRequest& asked = stage.evidence.asked.front();
        QVERIFY(asked.isMasked && !asked.withNotes);
        QCOMPARE(asked.form, api::EvidenceRequest::Form::Package);
        QCOMPARE(asked.zone, "Asia/Ho_Chi_Minh"_ba);
        QVERIFY(asked.print);
        QVERIFY(!stage.part<QLabel>(u"exportWarning"_s)->isVisible());
    }

    void asksForWhatWasChosenAndWarns()
    {
        ExportStage stage;
        stage.part<QRadioButton>(u"formCsv"_s)->click();
        stage.part<QCheckBox>(u"masked"_s)->click();
        stage.part<QCheckBox>(u"notes"_s)->click();
        QVERIFY(stage.part<QLabel>(u"exportWarning"_s)->isVisible());
        stage.dialog->exportTo(u"/tmp/a.csv"_s);
        const api::EvidenceRequest& asked = stage.evidence.asked.front();
        QVERIFY(!asked.isMasked && asked.withNotes);
        QCOMPARE(asked.form, api::EvidenceRequest::Form::Print);
        QCOMPARE(asked.printedAs, u"csv"_s);
        QVERIFY(stage.dialog->proposedName().endsWith(u"-20251121-1500.csv"_s));
        QVERIFY(!stage.dialog->proposedName().contains(u'/'));
    }

    void asksForTheCaseAndItsSource()
    {
        ExportStage stage;
        QVERIFY(!stage.part<QCheckBox>(u"withCase"_s)->isVisible());
        ExportSubject subject;
        subject.conversation.id = ConversationId("thr-1"_ba);
        subject.conversation.customerName = u"Sửa máy giặt"_s;
        subject.source = SourceStatus{};
        subject.source->name = "mysql";
        subject.dispute = DisputeCase{};
        subject.dispute->id = "d-231";
        subject.dispute->number = u"KN-0231"_s;
        auto* dialog =
            new ExportDialog(stage.evidence, subject, Look{stage.theme, stage.language, [] { return TimePoint(); }});
        dialog->show();
        QVERIFY(dialog->proposedName().startsWith(u"tongdai-KN-0231-"_s));
        QVERIFY(dialog->findChild<QCheckBox*>(u"withCase"_s)->isVisible());
        dialog->exportTo(u"/tmp/a.zip"_s);
        QCOMPARE(stage.evidence.asked.back().source, "mysql"_ba);
        QCOMPARE(stage.evidence.asked.back().dispute, "d-231"_ba);
        dialog->findChild<QCheckBox*>(u"withCase"_s)->setChecked(false);
        QVERIFY(dialog->proposedName().startsWith(u"tongdai-thr-1-"_s));
        delete dialog;
    }

    void saysHowFarItIsAndWhatBecameOfIt()
    {
        ExportStage stage;
        stage.dialog->exportTo(u"/tmp/a.zip"_s);
        QVERIFY(!stage.part<QPushButton>(u"saveExport"_s)->isEnabled());
        emit stage.evidence.progressed({api::EvidenceProgress::Phase::Writing, 1500, 3000});
        QVERIFY2(stage.said().contains(u"1,500 of 3,000"_s), qPrintable(stage.said()));
        stage.evidence.answer(ExportStage::made());
        QTRY_VERIFY(stage.said().contains(u"tongdai-c1.zip"_s));
        QVERIFY(stage.said().contains(keyFingerprint(QByteArray(32, 'k'))));
        QVERIFY(stage.part<QPushButton>(u"saveExport"_s)->isEnabled());
    }

    void escEndsWhatIsUnderWayAndThenTheDialog()
    {
        ExportStage stage;
        stage.dialog->exportTo(u"/tmp/a.zip"_s);
        QTest::keyClick(stage.dialog, Qt::Key_Escape);
        QCOMPARE(stage.evidence.cancelled, 1);
        QVERIFY(stage.dialog->isVisible());
        api::EvidenceMade cancelled;
        cancelled.isCancelled = true;
        stage.evidence.answer(cancelled);
        QTRY_VERIFY(stage.said().contains(u"Cancelled"_s));
        QTest::keyClick(stage.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!stage.dialog || !stage.dialog->isVisible());
    }

    /// A screen that is locked closes what is open on it: no dialog stays because something is under way.
    void whoClosesItEndsWhatIsUnderWayToo()
    {
        ExportStage stage;
        stage.dialog->exportTo(u"/tmp/a.zip"_s);
        QVERIFY(stage.dialog->close());
        QCOMPARE(stage.evidence.cancelled, 1);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.dialog, 60'000);
        QCOMPARE(stage.evidence.cancelled, 1);
    }

    void aFailureIsSaid()
    {
        ExportStage stage;
        stage.dialog->exportTo(u"/tmp/a.zip"_s);
        stage.evidence.answer(api::DeskFailure{api::DeskError::Refused, u"No space left on device"_s});
        QTRY_VERIFY(stage.said().contains(u"No space left on device"_s));
    }

    void saysBothVerdictsOfAPackage()
    {
        ExportStage stage;
        stage.evidence.verdict.rows = 60;
        stage.evidence.verdict.flaws = {{EvidenceFlaw::Kind::Row, 17, {}}};
        stage.evidence.verdict.lacks = {{EvidenceLack::Kind::Newest, 61, 63, {}}};
        stage.dialog->check(u"/tmp/p.zip"_s);
        QTRY_VERIFY(stage.said().contains(u"Row 17 is not the one that was signed."_s));
        QVERIFY(stage.said().contains(u"Integrity: CHANGED"_s));
        QVERIFY(stage.said().contains(u"61 to 63"_s));
        QCOMPARE(stage.evidence.checked, QStringList{u"/tmp/p.zip"_s});
    }

    void opensFromTheLivePageByItsKey()
    {
        FakeEvidence evidence;
        WindowStage stage;
        stage.window.reset();
        stage.window = std::make_unique<MainWindow>(
            EngineDoors{stage.desk, stage.system, stage.sample, std::nullopt, nullptr, std::nullopt, &evidence},
            Look{stage.theme, stage.language, systemNow}, stage.settings);
        stage.open();
        const ConversationId id = stage.addBots(u"c-1"_s, u"Lan"_s);
        stage.window->openConversation(id);
        stage.settle();
        QTest::keyClick(stage.window.get(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(stage.window->findChild<ExportDialog*>());
    }

    /// With TONGDAI_PICTURES=DIR kept for looking at.
    void looksRight_data() { addLooks(); }
    void looksRight()
    {
        QFETCH(SchemeChoice, scheme);
        QFETCH(LanguageChoice, words);
        ExportStage stage(scheme, words);
        stage.part<QCheckBox>(u"notes"_s)->click();
        stage.dialog->exportTo(u"/tmp/a.zip"_s);
        stage.evidence.answer(ExportStage::made());
        QTRY_VERIFY(stage.said().contains(u"tongdai-c1.zip"_s));
        const QImage image = keptLook(*stage.dialog, u"export"_s);
        QVERIFY(image.width() >= 560);
    }
};

TONGDAI_TEST(ExportDialogTest)

}  // namespace tongdai::testing

#include "export_dialog_gui_test.moc"
