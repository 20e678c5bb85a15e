#include "tests/support/test_registry.h"
#include "tests/ui/dispute_stage.h"

#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::DisputeStage;

/// What is decided about a case, and what is kept of its conversation, driven as a person would.
class DisputeCaseTest : public QObject {
    Q_OBJECT

    static void chooseFirst(DisputeStage& stage)
    {
        stage.press(Qt::Key_Down);
        auto* list = stage.child<QListView>(u"cases"_s);
        list->setCurrentIndex(list->model()->index(0, 0));
        DisputeStage::settle();
    }

private slots:
    /// Contracts/realtime-chat §8, by keys only; refusals in its very words.
    void joinsAnotherProgramsDisputeWithAReason()
    {
        DisputeStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
        stage.disputes.fill();
        stage.page->offerJoin();
        stage.open();
        auto* list = stage.child<QListView>(u"cases"_s);
        const auto choose = [&](int row) {
            list->setCurrentIndex(list->model()->index(row, 0));
            DisputeStage::settle();
        };
        const auto* button = stage.child<QPushButton>(u"joinDispute"_s);
        choose(0);
        QVERIFY2(!button->isVisible(), "a case of this shop");
        choose(1);
        QVERIFY(button->isVisible() && !button->isEnabled());
        stage.press(Qt::Key_F6);
        stage.press(Qt::Key_F6);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"joinReason"_s);
        stage.press(Qt::Key_Return);
        QVERIFY2(stage.disputes.joined.empty(), "no reason was given");
        QTest::keyClicks(QApplication::focusWidget(), u"khach nho can thiep"_s);
        const std::pair<DisputeRefusal, QString> refusals[] = {
            {DisputeRefusal::NotFound, u"Không tìm thấy tranh chấp"_s},
            {DisputeRefusal::NotInMediation, u"Tranh chấp không còn ở giai đoạn hòa giải"_s},
            {DisputeRefusal::JoinedBefore, u"Bạn đã tham gia tranh chấp này trước đó"_s},
            {DisputeRefusal::NoThread, u"Không tìm thấy phòng chat tranh chấp để admin tham gia"_s},
            {DisputeRefusal::NoAccessRecord, u"Không ghi được nhật ký truy cập của admin"_s}};
        for (const auto& [refusal, words] : refusals) {
            stage.disputes.joinAnswer = api::JoinAnswer{refusal};
            stage.press(Qt::Key_Return);
            QCOMPARE(stage.words(u"joinWords"_s), words);
        }
        const size_t looks = stage.disputes.askedThreads.size();
        stage.disputes.joinAnswer = api::JoinAnswer{DisputeRefusal::None, true};
        stage.press(Qt::Key_Return);
        QVERIFY(stage.words(u"joinWords"_s).startsWith(u"Bạn đã tham gia hòa giải"_s));
        const auto& asked = stage.disputes.joined.back();
        QCOMPARE(asked.first, std::pair("mysql"_ba, "d-230"_ba));
        QCOMPARE(asked.second, u"khach nho can thiep"_s);
        QCOMPARE(stage.disputes.askedThreads.size(), looks + 1);
        choose(0);
        QVERIFY(!button->isVisible());
    }

    void aVerdictNeedsTwoPeople()
    {
        DisputeStage stage;
        stage.openFilled();
        chooseFirst(stage);
        QVERIFY(stage.words(u"caseVerdict"_s).contains(u"Proposed by Hùng"_s));
        auto* approve = stage.child<QPushButton>(u"approveVerdict"_s);
        QVERIFY(approve->isVisibleTo(stage.page.get()));
        // One's own proposal waits for somebody else.
        stage.child<QRadioButton>(u"verdictSHARED"_s)->click();
        stage.child<QPlainTextEdit>(u"reasoning"_s)->setPlainText(u"Cả hai"_s);
        stage.child<QPushButton>(u"proposeVerdict"_s)->click();
        DisputeStage::settle();
        QCOMPARE(stage.disputes.file.verdict.verdict, DisputeVerdict::Shared);
        QCOMPARE(stage.disputes.file.verdict.reasoning, u"Cả hai"_s);
        QVERIFY(!approve->isVisibleTo(stage.page.get()));
        QVERIFY(stage.words(u"caseVerdict"_s).contains("Waits for a second person"_L1));
        stage.disputes.file.verdict.proposedBy = "hung";
        stage.child<QPushButton>(u"holdCase"_s)->click();  // brings the file anew
        DisputeStage::settle();
        QVERIFY(!stage.disputes.file.shown.isHeld);
        approve->click();
        DisputeStage::settle();
        QVERIFY(stage.words(u"caseVerdict"_s).contains("Approved by Lan"_L1));
    }

    void aNoteIsAddedAndTheBoxEmptied()
    {
        DisputeStage stage;
        stage.openFilled();
        chooseFirst(stage);
        auto* note = stage.child<QPlainTextEdit>(u"caseNote"_s);
        auto* add = stage.child<QPushButton>(u"addNote"_s);
        QVERIFY(!add->isEnabled());
        note->setPlainText(u"Đã gọi kho"_s);
        QVERIFY(add->isEnabled());
        add->click();
        DisputeStage::settle();
        QVERIFY(note->toPlainText().isEmpty());
        QVERIFY(stage.words(u"caseNotes"_s).contains(u"Đã gọi kho"_s));
    }

    void aCaseFromLiveIsOpenedAndChosen()
    {
        DisputeStage stage;
        stage.openFilled();
        stage.page->openCase(ConversationId("c-12001"), MessageId("m-505"));
        DisputeStage::settle();
        QCOMPARE(int(stage.disputes.openedCases.size()), 1);
        QCOMPARE(stage.child<QListView>(u"cases"_s)->currentIndex().row(), 0);
        QVERIFY(stage.page->travel()->hasThread());
        QVERIFY2(!stage.child<QPushButton>(u"disputeExport"_s), "nothing stands there that does nothing");
    }

    void whatIsOpenIsExportedByItsKeyWithItsCase()
    {
        DisputeStage empty;
        empty.page->offerExport();
        QSignalSpy nothing(empty.page.get(), &DisputePage::exportWanted);
        empty.open();
        QVERIFY(!empty.child<QPushButton>(u"disputeExport"_s)->isEnabled());
        empty.press(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(nothing.count(), 0);

        DisputeStage stage;
        stage.page->offerExport();
        QSignalSpy wanted(stage.page.get(), &DisputePage::exportWanted);
        stage.openFilled();
        chooseFirst(stage);
        auto* button = stage.child<QPushButton>(u"disputeExport"_s);
        QVERIFY(button->isEnabled());
        stage.press(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(wanted.count(), 1);
        const auto own = wanted.takeFirst().at(0).value<ExportSubject>();
        QCOMPARE(own.conversation.id, ConversationId("c-231"));
        QVERIFY(!own.source);
        QCOMPARE(own.dispute->number, u"KN-0231"_s);
        auto* list = stage.child<QListView>(u"cases"_s);
        list->setCurrentIndex(list->model()->index(1, 0));
        DisputeStage::settle();
        button->click();
        const auto foreign = wanted.takeFirst().at(0).value<ExportSubject>();
        QCOMPARE(foreign.source->name, "mysql");
        QVERIFY2(!foreign.dispute, "that case is the other program's");
    }

    /// Features F7: what is on screen, at once, once it stands in the audit log; where that fails nothing is written.
    void savesWhatIsOnScreen()
    {
        DisputeStage stage;
        stage.page->offerExport();
        QVERIFY(!stage.child<QPushButton>(u"disputeSaveScreen"_s)->isEnabled());
        stage.openFilled();
        chooseFirst(stage);
        QVERIFY(stage.child<QPushButton>(u"disputeSaveScreen"_s)->isEnabled());
        const size_t asked = stage.disputes.askedThreads.size();
        const QTemporaryDir dir;
        const QString file = dir.filePath(u"dispute.csv"_s);
        stage.disputes.failure = api::DeskFailure{api::DeskError::StoreDown, {}};
        stage.page->saveScreen(file);
        stage.settle();
        QVERIFY(!QFile::exists(file));
        stage.disputes.failure.reset();
        stage.page->saveScreen(file);
        stage.settle();
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray bytes = written.readAll();
        QVERIFY(bytes.startsWith("\xEF\xBB\xBF"));
        const QString text = QString::fromUtf8(bytes);
        const auto lines = stage.page->travel()->thread().lines;
        QCOMPARE(text.count(u"\r\n"_s), qsizetype(lines.size()) + 1);
        QVERIFY(text.contains(u"Time (GMT+7)"_s) && text.contains(u"2025-11-20 09:14:33.120"_s));
        QVERIFY(text.contains(u"deleted 20 Nov 2025"_s));
        QCOMPARE(stage.disputes.saved.back(), std::pair(ThreadRef{"own", "c-231"}, int(lines.size())));
        QCOMPARE(stage.disputes.askedThreads.size(), asked);
    }
};

TONGDAI_TEST(DisputeCaseTest)

}  // namespace tongdai

#include "dispute_case_gui_test.moc"
