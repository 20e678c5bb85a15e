#include "ui/privacy/erasure_dialog.h"

#include "tests/support/fake_erasures.h"
#include "tests/support/test_registry.h"
#include "tests/ui/window_stage.h"

#include <QCheckBox>
#include <QDir>
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
        dialog = new ErasureDialog(erasures, conversation, Look{theme, language, systemNow});
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
        QTest::addColumn<SchemeChoice>("scheme");
        QTest::addColumn<LanguageChoice>("words");
        QTest::newRow("light-vi") << SchemeChoice::Light << LanguageChoice::Vietnamese;
        QTest::newRow("dark-en") << SchemeChoice::Dark << LanguageChoice::English;
    }
    void looksRight()
    {
        QFETCH(SchemeChoice, scheme);
        QFETCH(LanguageChoice, words);
        ErasureStage stage(scheme, words);
        stage.open();
        const QImage image = stage.dialog->grab().toImage();
        const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
        const QString name = u"erasure-%1.png"_s.arg(QString::fromLatin1(QTest::currentDataTag()));
        if (!folder.isEmpty()) QVERIFY(image.save(QDir(folder).filePath(name)));
        QVERIFY(image.width() >= 600);
    }
};

TONGDAI_TEST(ErasureDialogTest)

}  // namespace tongdai::testing

#include "erasure_dialog_gui_test.moc"
