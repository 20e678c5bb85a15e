#include "ui/imports/import_section.h"

#include "tests/support/fake_imports.h"
#include "tests/support/test_registry.h"
#include "tests/ui/setup_stage.h"
#include "tests/ui/window_stage.h"
#include "ui/common/widgets/role_label.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QProgressBar>
#include <QWheelEvent>

namespace tongdai::testing {

namespace {

/// The Setup page with the import on screen.
struct ImportStage {
    explicit ImportStage(LanguageChoice words = LanguageChoice::English) : setup(words)
    {
        SetupDoors doors{setup.tester, setup.works, setup.desk};
        doors.imports = &imports;
        page = std::make_unique<SetupPage>(doors, Look{setup.theme, setup.language, &systemNow});
        page->resize(1302, 900);
        page->openSection(u"import"_s);
        section = page->findChild<ImportSection*>();
        page->show();
        QApplication::setActiveWindow(page.get());
        WindowStage::settle();
    }
    template <class W>
    W& part(const QString& name) const
    {
        return *section->findChild<W*>(name);
    }
    QPushButton& button(const QString& name) const { return part<QPushButton>(name); }
    QString said(const QString& name) const
    {
        auto& label = part<RoleLabel>(name);
        return label.isVisibleTo(section) ? label.text() : QString();
    }
    /// What a hand with a file does.
    bool drop(const QList<QUrl>& urls) const
    {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter({40, 40}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(section, &enter);
        if (!enter.isAccepted()) return false;
        QDropEvent dropped({40, 40}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(section, &dropped);
        WindowStage::settle();
        return dropped.isAccepted();
    }
    bool drop() const { return drop({QUrl::fromLocalFile(imports.file.file)}); }
    /// By keys: `downs` below what is chosen.
    void choose(const QString& box, int downs) const
    {
        auto& combo = part<QComboBox>(box);
        combo.setFocus();
        QTest::keyClick(&combo, Qt::Key_Down);  // opens it, and passes by nothing
        for (int i = 0; i < qAbs(downs); ++i)
            QTest::keyClick(combo.view(), downs > 0 ? Qt::Key_Down : Qt::Key_Up);
        QTest::keyClick(combo.view(), Qt::Key_Return);
        WindowStage::settle();
    }
    void mapAll() const
    {
        choose(u"column1"_s, 1);                           // the conversation
        choose(u"column2"_s, 1 + int(ImportField::Text));  // the text
        choose(u"column3"_s, 1 + int(ImportField::Name));
    }

    SetupStage setup;
    FakeImports imports;
    std::unique_ptr<SetupPage> page;
    ImportSection* section = nullptr;
};

}  // namespace

/// Another system's history on the Setup page (features E10), over the real page, with keys and a mouse.
class SetupImportTest : public QObject {
    Q_OBJECT
private slots:
    void aDroppedFileIsReadAndSaysWhatItIs()
    {
        ImportStage stage;
        QVERIFY(!stage.drop({}));
        QVERIFY(!stage.drop({QUrl(u"https://example.com/a.csv"_s)}));
        QVERIFY(!stage.drop({QUrl::fromLocalFile(u"/a.csv"_s), QUrl::fromLocalFile(u"/b.csv"_s)}));
        QVERIFY(stage.imports.looked.isEmpty());
        QVERIFY(stage.drop());
        QCOMPARE(stage.imports.looked, QStringList{stage.imports.file.file});
        const QString found = stage.said(u"importFound"_s);
        QVERIFY2(found.contains(u"tin-nhan-2023.sql"_s) && found.contains(u"SQL"_s) &&
                     found.contains(u"1,208 rows"_s) && found.contains(u"Windows-1258"_s),
                 qPrintable(found));
        QCOMPARE(stage.part<QComboBox>(u"importTables"_s).currentText(), u"messages"_s);
        QCOMPARE(stage.said(u"importMissing"_s), u"Say which column becomes: Conversation, Text."_s);
        QVERIFY(stage.imports.plans.empty());
        QVERIFY(!stage.button(u"beginImport"_s).isVisibleTo(stage.section));
    }

    void itsColumnsAreMappedByKeysAndWhatWouldComeIsSeen()
    {
        ImportStage stage;
        stage.drop();
        stage.mapAll();
        QCOMPARE(stage.said(u"importMissing"_s), QString());
        QVERIFY(!stage.imports.plans.empty());
        const ColumnMap& map = stage.imports.plans.back().map;
        QCOMPARE(map.table, u"messages"_s);
        QCOMPARE(map.of(ImportField::Conversation), 1);
        QCOMPARE(map.of(ImportField::Text), 2);
        QCOMPARE(map.of(ImportField::Name), 3);
        QCOMPARE(map.of(ImportField::Message), 0);
        QCOMPARE(map.of(ImportField::Sender), -1);
        const QString counts = stage.said(u"importCounts"_s);
        for (const QString& words : {u"New messages: 1,150, in new conversations: 38. Here already: 40."_s,
                                     u"live here already: 12"_s, u"erased here: 2"_s, u"no conversation: 1"_s,
                                     u"no text: 2"_s, u"cannot be read: 1"_s, u"put right: 37"_s})
            QVERIFY2(counts.contains(words), qPrintable(counts));
        QCOMPARE(stage.said(u"stored0"_s), u"Shop ơi còn màu đen không ạ?"_s);
        QCOMPARE(stage.said(u"inFile0"_s), QString::fromLatin1("Shop ơi còn màu đen không ạ?").simplified());
        QCOMPARE(stage.said(u"inFile1"_s), u"the same"_s);
        QVERIFY(stage.button(u"beginImport"_s).isEnabled());
        // A field has one column: given to another, it is taken from the one that had it.
        stage.choose(u"column4"_s, -1);
        QCOMPARE(stage.part<QComboBox>(u"column2"_s).currentIndex(), 0);
        QCOMPARE(stage.said(u"importMissing"_s), u"Say which column becomes: Time."_s);
        QVERIFY(!stage.button(u"beginImport"_s).isVisibleTo(stage.section));
    }

    void aZoneAndATableAreChosen()
    {
        ImportStage stage;
        stage.drop();
        stage.mapAll();
        const QByteArray own = stage.setup.language.formats().timeZone().id();
        QCOMPARE(stage.imports.plans.back().zone, own);
        stage.choose(u"importZones"_s, 1);
        QCOMPARE(stage.imports.plans.back().zone, "UTC"_ba);
        stage.imports.seen.zoneless = 0;
        stage.choose(u"importZones"_s, -1);
        QVERIFY(!stage.part<QComboBox>(u"importZones"_s).isVisibleTo(stage.section));
        stage.choose(u"importTables"_s, -1);
        QCOMPARE(stage.said(u"importMissing"_s), u"Say which column becomes: Conversation, Text, Time."_s);
        QVERIFY(stage.section->findChild<QComboBox*>(u"column1"_s));
        QVERIFY(!stage.section->findChild<QComboBox*>(u"column2"_s));
    }

    void whoScrollsThePageChangesNothing()
    {
        ImportStage stage;
        stage.drop();
        stage.button(u"chooseHistory"_s).setFocus();
        auto& box = stage.part<QComboBox>(u"column0"_s);
        const int before = box.currentIndex();
        QWheelEvent turn(box.rect().center(), box.mapToGlobal(box.rect().center()), {}, {0, -120}, Qt::NoButton,
                         Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&box, &turn);
        QCOMPARE(box.currentIndex(), before);
    }

    /// The key of the section opens the dialog, which ends in the file.
    void aFileIsChosenByKey()
    {
        ImportStage stage;
        stage.button(u"chooseHistory"_s).setFocus();
        QTest::keyClick(&stage.button(u"chooseHistory"_s), Qt::Key_O, Qt::ControlModifier);
        auto* dialog = stage.section->findChild<QFileDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        emit dialog->fileSelected(stage.imports.file.file);
        QCOMPARE(stage.imports.looked, QStringList{stage.imports.file.file});
        dialog->close();
        WindowStage::settle();
        QTest::mouseClick(&stage.button(u"chooseHistory"_s), Qt::LeftButton);
        QVERIFY(stage.section->findChild<QFileDialog*>());
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QString>("problem");
        QTest::addColumn<QString>("words");
        QTest::newRow("large") << u"/a/b.csv has more than 512 MB; split it"_s << u"/a/b.csv lớn hơn 512 MB"_s;
        QTest::newRow("another") << u"another import is under way"_s << u"đang có việc nhập khác"_s;
        QTest::newRow("unknown") << u"/a/b.csv: something"_s << u"/a/b.csv: something"_s;
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(const QString, problem);
        QFETCH(const QString, words);
        ImportStage stage(LanguageChoice::Vietnamese);
        stage.imports.failure = api::DeskFailure{api::DeskError::Refused, problem};
        stage.drop();
        QVERIFY2(stage.said(u"importFound"_s).contains(words), qPrintable(stage.said(u"importFound"_s)));
        stage.imports.failure.reset();
        stage.drop();
        stage.imports.failure = api::DeskFailure{api::DeskError::Refused, problem};
        stage.mapAll();
        QVERIFY2(stage.said(u"importCounts"_s).contains(words), qPrintable(stage.said(u"importCounts"_s)));
        stage.imports.failure.reset();
        stage.choose(u"column3"_s, -1);
        QVERIFY(stage.button(u"beginImport"_s).isEnabled());
        stage.imports.failure = api::DeskFailure{api::DeskError::Refused, problem};
        QTest::keyClick(&stage.button(u"beginImport"_s), Qt::Key_Space);
        QVERIFY2(stage.said(u"importCounts"_s).contains(words), qPrintable(stage.said(u"importCounts"_s)));
    }

    void itIsSeenOnItsWayCancelledAndGoesOn()
    {
        ImportStage stage;
        QVERIFY(stage.imports.askedNewest > 0);
        QCOMPARE(stage.said(u"importStatus"_s), QString());
        stage.drop();
        stage.mapAll();
        QTest::mouseClick(&stage.button(u"beginImport"_s), Qt::LeftButton);
        QCOMPARE(stage.imports.begun.size(), size_t(1));
        QCOMPARE(stage.imports.begun[0].map, stage.imports.plans.back().map);
        QCOMPARE(stage.said(u"importStatus"_s), u"tin-nhan-2023.sql is being imported: 400 of 1,204 messages."_s);
        QVERIFY(stage.section->findChild<QProgressBar*>()->isVisible());
        QVERIFY2(!stage.button(u"beginImport"_s).isVisibleTo(stage.section), "the file has been dealt with");
        // Another file may be looked at meanwhile, but not begun.
        stage.drop();
        stage.mapAll();
        QVERIFY(!stage.button(u"beginImport"_s).isEnabled());

        stage.imports.status->job.upto = 800;
        QTRY_VERIFY(stage.said(u"importStatus"_s).contains(u"800 of 1,204"_s));
        stage.button(u"cancelImport"_s).setFocus();
        QTest::keyClick(&stage.button(u"cancelImport"_s), Qt::Key_Space);
        QCOMPARE(stage.imports.cancelled, 1);
        QTRY_VERIFY(stage.said(u"importStatus"_s).contains(u"is being stopped"_s));
        const size_t asked = stage.imports.plans.size();
        stage.imports.status->state = TaskState::Dead;
        stage.imports.status->trouble = u"cancelled"_s;
        QTRY_VERIFY(stage.said(u"importStatus"_s).contains(u"was stopped after 800 of 1,204 messages"_s));
        QVERIFY2(stage.imports.plans.size() > asked, "what of the other file is new now");
        QVERIFY(stage.button(u"beginImport"_s).isEnabled());

        QTest::mouseClick(&stage.button(u"goOnImport"_s), Qt::LeftButton);
        QCOMPARE(stage.imports.wentOn, 1);
        stage.imports.status->isCancelWanted = false;
        stage.imports.status->state = TaskState::Done;
        stage.imports.status->job.upto = 1204;
        stage.imports.status->job.counts = stage.imports.seen.counts;
        QTRY_VERIFY(stage.said(u"importStatus"_s).contains(u"was imported by Hạnh"_s));
        const QString report = stage.said(u"importStatus"_s);
        QVERIFY2(report.contains(u"New messages: 1,150"_s) && report.contains(u"no text: 2"_s), qPrintable(report));
        QVERIFY(!stage.button(u"cancelImport"_s).isVisibleTo(stage.section));
        QVERIFY(!stage.button(u"goOnImport"_s).isVisibleTo(stage.section));
    }

    void whatIsRefusedSaysWhyAndCanBeTriedAgain()
    {
        ImportStage stage;
        stage.section->hide();
        stage.imports.status = stage.imports.newStatus();
        stage.imports.actFailure = api::DeskFailure{api::DeskError::StoreDown, {}};
        stage.section->show();
        stage.button(u"cancelImport"_s).click();
        QCOMPARE(stage.imports.cancelled, 1);
        QVERIFY2(stage.said(u"importStatus"_s).contains(u"The history cannot be reached."_s),
                 qPrintable(stage.said(u"importStatus"_s)));
        QVERIFY(stage.button(u"cancelImport"_s).isEnabled());
        stage.imports.status->state = TaskState::Dead;
        stage.section->hide();
        stage.section->show();
        QVERIFY(!stage.said(u"importStatus"_s).contains(u"The history cannot be reached."_s));
        stage.button(u"goOnImport"_s).click();
        QVERIFY(stage.said(u"importStatus"_s).contains(u"The history cannot be reached."_s));
        stage.imports.actFailure.reset();
        stage.button(u"goOnImport"_s).click();
        QCOMPARE(stage.imports.wentOn, 2);
        QVERIFY(!stage.said(u"importStatus"_s).contains(u"The history cannot be reached."_s));
    }

    void oneThatWasGivenUpSaysWhy()
    {
        ImportStage stage;
        stage.section->hide();
        stage.imports.status = stage.imports.newStatus();
        stage.imports.status->state = TaskState::Dead;
        stage.imports.status->trouble = u"the file is not the one it was when the import was begun"_s;
        stage.section->show();
        QTRY_VERIFY2(
            stage.said(u"importStatus"_s).contains(u"ended after 400 of 1,204 messages: the file is not the one"_s),
            qPrintable(stage.said(u"importStatus"_s)));
        QVERIFY(stage.button(u"goOnImport"_s).isVisible());
        stage.imports.status->state = TaskState::Waiting;
        stage.section->hide();
        stage.section->show();
        QTRY_VERIFY(stage.said(u"importStatus"_s).contains(u"waits for its turn on shop-pc"_s));
    }
};

TONGDAI_TEST(SetupImportTest)

}  // namespace tongdai::testing

#include "setup_import_gui_test.moc"
