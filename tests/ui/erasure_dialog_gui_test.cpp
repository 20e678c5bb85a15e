#include "ui/privacy/erasure_dialog.h"

#include "tests/support/fake_erasures.h"
#include "tests/support/test_registry.h"
#include "tests/ui/kept_look.h"
#include "tests/ui/window_stage.h"
#include "ui/common/widgets/role_label.h"
#include "ui/privacy/erasure_words.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

struct ErasureStage {
    explicit ErasureStage(SchemeChoice scheme = SchemeChoice::Light, LanguageChoice words = LanguageChoice::English)
    {
        language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        language.setChoice(words);
        theme.setChoice(scheme);
        theme.install();
    }
    ~ErasureStage() { delete dialog.data(); }
    void open()
    {
        Conversation conversation;
        conversation.id = ConversationId("c-1"_ba);
        conversation.customer = SenderId("u-lan"_ba);
        conversation.customerName = u"Nguyễn Thị Lan"_s;
        dialog = new ErasureDialog(erasures, conversation, Look{theme, language, [this] { return erasures.now; }});
        dialog->show();
        QApplication::setActiveWindow(dialog);
        WindowStage::settle();
    }
    template <class W>
    W* part(const QString& name) const
    {
        return dialog->findChild<W*>(name);
    }
    QString said() const { return part<QLabel>(u"erasureWords"_s)->text(); }
    bool isRed(const QLabel& label) const
    {
        return label.palette().color(QPalette::WindowText) == theme.color(ColorRole::Danger);
    }
    QPushButton& eraseButton() const { return *part<QPushButton>(u"eraseNow"_s); }
    api::ErasureDone done() const
    {
        api::ErasureDone done;
        done.report = erasures.report;
        done.report.id = QUuid(u"6f1a3f0e-0000-4000-8000-000000000001"_s);
        done.at = TimePoint(std::chrono::milliseconds(1'763'690'400'000));
        done.by = u"Hạnh"_s;
        done.shop = u"Mộc An"_s;
        return done;
    }

    FakeErasures erasures;
    DaylightScheme desktop;
    Theme theme{desktop};
    Language language;
    QPointer<ErasureDialog> dialog;
};

}  // namespace

/// Planning and running the erasure of a customer (features F12).
class ErasureDialogTest : public QObject {
    Q_OBJECT
private slots:
    void aTreeSaysEveryPlaceAndHowMuch()
    {
        ErasureStage stage;
        stage.open();
        QCOMPARE(stage.erasures.planned, (std::vector<SenderId>{SenderId("u-lan"_ba)}));
        const auto* tree = stage.part<QTreeWidget>(u"erasureTree"_s);
        QCOMPARE(tree->topLevelItemCount(), 5);
        const QTreeWidgetItem* said = tree->topLevelItem(0);
        QCOMPARE(said->text(1), u"129 removed"_s);  // the place of a newer engine is among them
        QCOMPARE(said->childCount(), 5);
        QCOMPARE(tree->topLevelItem(3)->text(1), u"10 made anonymous"_s);
        qint64 counted = 0;
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            counted += tree->topLevelItem(i)->childCount();
        QCOMPARE(counted, 11);  // all but the one that holds nothing
    }

    void nothingIsErasedWithoutTheTick()
    {
        ErasureStage stage;
        stage.open();
        QVERIFY(!stage.eraseButton().isEnabled());
        auto* sure = stage.part<QCheckBox>(u"erasureSure"_s);
        sure->setFocus();
        QTest::keyClick(sure, Qt::Key_Space);
        QVERIFY(stage.eraseButton().isEnabled());
        stage.eraseButton().setFocus();
        QTest::keyClick(&stage.eraseButton(), Qt::Key_Space);
        QCOMPARE(stage.erasures.erased.size(), size_t(1));
        QVERIFY(stage.part<QWidget>(u"erasureProgress"_s)->isVisible());
        QTest::keyClick(stage.dialog, Qt::Key_Escape);
        QVERIFY2(stage.dialog && stage.dialog->isVisible(), "its certificate would be lost");
    }

    void thenThereIsACertificateThatNamesNobody()
    {
        ErasureStage stage;
        stage.open();
        stage.part<QCheckBox>(u"erasureSure"_s)->setChecked(true);
        stage.eraseButton().click();
        stage.erasures.answer(stage.done());
        QTRY_VERIFY2(stage.said().startsWith(u"Erased."_s), qPrintable(stage.said()));
        QVERIFY(!stage.eraseButton().isVisible());
        QVERIFY(stage.part<QPushButton>(u"saveCertificate"_s)->hasFocus());
        const QTemporaryDir dir;
        stage.dialog->saveCertificate(dir.filePath(u"c.txt"_s));
        QFile file(dir.filePath(u"c.txt"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        QVERIFY2(text.contains(u"Messages, answers and notes: 118 removed"_s) && text.contains(u"6f1a3f0e-"_s) &&
                     text.contains(u"GMT+7"_s) && text.contains(u"Hạnh"_s),
                 qPrintable(text));
        QVERIFY(!text.contains(u"Lan"_s) && !text.contains(u"u-lan"_s));
        QVERIFY(stage.said().contains(u"c.txt"_s));
        stage.dialog->saveCertificate(u"/proc/nowhere/c.txt"_s);
        QVERIFY2(stage.said().contains(u"could not be saved"_s), qPrintable(stage.said()));
    }

    void aHoldForbidsItAndSaysWhose()
    {
        ErasureStage stage;
        LegalHold hold;
        hold.reason = u"KN-0231"_s;
        hold.placedBy = u"hung"_s;
        stage.erasures.report.holds = {hold};
        stage.open();
        QVERIFY(!stage.eraseButton().isEnabled());
        QVERIFY(!stage.part<QCheckBox>(u"erasureSure"_s)->isVisible());
        const auto* tree = stage.part<QTreeWidget>(u"erasureTree"_s);
        QVERIFY(tree->topLevelItem(0)->text(1).startsWith(u"KN-0231, placed by hung"_s));
        QVERIFY(stage.said().contains(u"legal hold"_s));
    }

    void aHoldThatCameMeanwhileIsSaidAndNothingWasDone()
    {
        ErasureStage stage;
        stage.open();
        stage.part<QCheckBox>(u"erasureSure"_s)->setChecked(true);
        stage.eraseButton().click();
        api::ErasureDone refused;
        refused.report.holds.emplace_back();
        stage.erasures.answer(refused);
        QTRY_VERIFY(stage.said().contains(u"legal hold"_s));
        QVERIFY(!stage.part<QPushButton>(u"saveCertificate"_s)->isVisible());
    }

    void aFailureIsSaid()
    {
        ErasureStage stage;
        stage.erasures.failure = api::DeskFailure{api::DeskError::StoreDown, {}};
        stage.open();
        QVERIFY2(stage.said().startsWith(u"Nothing was erased"_s), qPrintable(stage.said()));
        QVERIFY(!stage.eraseButton().isEnabled());
    }

    /// Features F12: what is left of the two working days and of the twenty days, red when late.
    void theClockOfTheirRequestRuns()
    {
        ErasureStage stage;
        stage.open();
        const auto* clock = stage.part<RoleLabel>(u"erasureClock"_s);
        QVERIFY2(clock->text().startsWith(u"No request is written down"_s), qPrintable(clock->text()));
        auto* asked = stage.part<QDateEdit>(u"erasureAsked"_s);
        QCOMPARE(asked->date(), QDate(2025, 11, 21));
        asked->setFocus();
        asked->setDate(QDate(2025, 11, 20));  // a Thursday
        auto* note = stage.part<QPushButton>(u"noteRequest"_s);
        note->setFocus();
        QTest::keyClick(note, Qt::Key_Space);
        QTRY_COMPARE(clock->text(),
                     u"Asked on 20 Nov 2025.\nAnswer by 24 Nov 2025: 1 working day left.\nErase by 10 Dec 2025: 19 "
                     "days left."_s);
        QCOMPARE(stage.erasures.notes.size(), size_t(1));
        QVERIFY(!asked->isVisible() && !note->isVisible());
        QVERIFY(!stage.isRed(*clock));

        auto* answered = stage.part<QPushButton>(u"requestAnswered"_s);
        QVERIFY(answered->isVisible());
        answered->click();
        QTRY_VERIFY(clock->text().contains(u"Answered on 21 Nov 2025."_s));
        QVERIFY(stage.erasures.notes.back().isAnswered);
        QVERIFY(!answered->isVisible());
    }

    void whatIsLateIsRed_data()
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("isAnswered");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("isRed");
        QTest::newRow("since yesterday") << 3 << false << u"The answer was due on 20 Nov 2025: 1 working day late."_s
                                         << true;
        QTest::newRow("today") << 2 << false << u"Answer them today."_s << false;
        QTest::newRow("answer") << 7 << false << u"The answer was due on 18 Nov 2025: 3 working days late."_s << true;
        QTest::newRow("answered in time") << 7 << true << u"Answered on 15 Nov 2025."_s << false;
        QTest::newRow("erasure") << 25 << true << u"The erasure was due on 16 Nov 2025: 5 days late."_s << true;
    }
    void whatIsLateIsRed()
    {
        QFETCH(const int, days);
        QFETCH(const bool, isAnswered);
        QFETCH(const QString, words);
        QFETCH(const bool, isRed);
        ErasureStage stage;
        ErasureRequest request{stage.erasures.now - std::chrono::hours(24 * days), {}, {}};
        if (isAnswered) request.answeredAt = request.askedAt + std::chrono::hours(24);
        stage.erasures.report.request = request;
        stage.open();
        const auto* clock = stage.part<RoleLabel>(u"erasureClock"_s);
        QVERIFY2(clock->text().contains(words), qPrintable(clock->text()));
        QCOMPARE(stage.isRed(*clock), isRed);
    }

    /// The law counts Vietnam's days: a desk elsewhere shows the same dates.
    void aDeskElsewhereShowsTheDaysOfTheLaw()
    {
        ErasureStage stage;
        stage.language.setZone(QTimeZone("America/Los_Angeles"));
        stage.open();
        auto* asked = stage.part<QDateEdit>(u"erasureAsked"_s);
        QCOMPARE(asked->date(), QDate(2025, 11, 21));
        asked->setDate(QDate(2025, 11, 20));  // a Thursday
        stage.part<QPushButton>(u"noteRequest"_s)->click();
        QTRY_COMPARE(stage.part<RoleLabel>(u"erasureClock"_s)->text(),
                     u"Asked on 20 Nov 2025.\nAnswer by 24 Nov 2025: 1 working day left.\nErase by 10 Dec 2025: 19 "
                     "days left."_s);
        // Early in the morning there it is still the day before here.
        const ErasureRequest early{TimePoint(std::chrono::milliseconds(1'763'575'200'000)), {}, {}};  // 20 Nov, 01:00
        const QString words = ErasureWords::clock(early, early.askedAt, stage.language.formats());
        QVERIFY2(words.startsWith(u"Asked on 20 Nov 2025.\nAnswer by 24 Nov 2025"_s), qPrintable(words));
    }

    void theCertificateSaysWhetherItWasInTime()
    {
        ErasureStage stage;
        stage.erasures.report.request = ErasureRequest{stage.erasures.now - std::chrono::hours(24 * 8), {}, {}};
        stage.open();
        stage.part<QCheckBox>(u"erasureSure"_s)->setChecked(true);
        stage.eraseButton().click();
        api::ErasureDone done = stage.done();
        done.report.request->erasedAt = done.at;
        stage.erasures.answer(done);
        QTRY_VERIFY2(stage.said().startsWith(u"Erased."_s), qPrintable(stage.said()));
        const QString text = ErasureWords::certificate(done, stage.language.formats());
        QVERIFY2(
            text.contains(u"Asked on 13 Nov 2025."_s) && text.contains(u"Erased on 21 Nov 2025, due on 3 Dec 2025."_s),
            qPrintable(text));
    }

    void aRequestThatCannotBeWrittenDownIsSaid()
    {
        ErasureStage stage;
        stage.open();
        stage.erasures.failure = api::DeskFailure{api::DeskError::StoreDown, {}};
        stage.part<QPushButton>(u"noteRequest"_s)->click();
        const auto* clock = stage.part<RoleLabel>(u"erasureClock"_s);
        QTRY_VERIFY2(clock->text().startsWith(u"Nothing was written down"_s), qPrintable(clock->text()));
        QVERIFY(stage.part<QPushButton>(u"noteRequest"_s)->isEnabled());
    }

    void opensFromTheLivePageByItsKey()
    {
        FakeErasures erasures;
        WindowStage stage;
        stage.window.reset();
        EngineDoors doors{stage.desk, stage.system, stage.sample};
        doors.erasures = &erasures;
        stage.window =
            std::make_unique<MainWindow>(doors, Look{stage.theme, stage.language, systemNow}, stage.settings);
        stage.open();
        const ConversationId id = stage.addBots(u"c-1"_s, u"Lan"_s);
        stage.window->openConversation(id);
        stage.settle();
        QTest::keyClick(stage.window.get(), Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(stage.window->findChild<ErasureDialog*>());
        QCOMPARE(erasures.planned.size(), size_t(1));
    }

    /// With TONGDAI_PICTURES=DIR kept for looking at.
    void looksRight_data()
    {
        addLooks();
    }
    void looksRight()
    {
        QFETCH(SchemeChoice, scheme);
        QFETCH(LanguageChoice, words);
        ErasureStage stage(scheme, words);
        stage.open();
        const QImage image = keptLook(*stage.dialog, u"erasure"_s);
        QVERIFY(image.width() >= 600);
    }
};

TONGDAI_TEST(ErasureDialogTest)

}  // namespace tongdai::testing

#include "erasure_dialog_gui_test.moc"
