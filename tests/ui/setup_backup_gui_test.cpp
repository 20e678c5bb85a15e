#include "ui/setup/backup_section.h"

#include "tests/support/test_registry.h"
#include "tests/ui/setup_stage.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QRegularExpression>
#include <QTest>
#include <QTreeView>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::FakeWorks;
using testing::SetupStage;

/// Making backups and bringing them back, on the Setup page.
class SetupBackupTest : public QObject {
    Q_OBJECT
private slots:
    void aBackupIsMadeAndSeen()
    {
        SetupStage stage;
        auto* section = static_cast<BackupSection*>(stage.open(u"backup"_s));
        section->backUpTo(u"/media/usb/x.tar"_s);
        QCOMPARE(stage.works.calls, QStringList{u"backUp /media/usb/x.tar"_s});
        QVERIFY(!SetupStage::button(*section, u"backUp"_s)->isEnabled());
        emit stage.works.ended(FakeWorks::backup(api::ShopWork::Backup));
        QVERIFY(SetupStage::wordsOf(*section).contains("412 conversations"_L1));
        QVERIFY(SetupStage::button(*section, u"backUp"_s)->isEnabled());
    }

    /// Nor does a folder that is not there become part of the file's name.
    void theFileDialogsSpeakVietnamese()
    {
        SetupStage stage(LanguageChoice::Vietnamese);
        auto* section = static_cast<BackupSection*>(stage.open(u"backup"_s));
        stage.page->show();
        for (const QString& opener : {u"backUp"_s, u"chooseBackup"_s}) {
            SetupStage::button(*section, opener)->click();
            auto* dialog = section->findChild<QFileDialog*>();
            QVERIFY(dialog && dialog->isVisible());
            QVERIFY2(QFileInfo(dialog->directory().path()).isDir(), qPrintable(dialog->directory().path()));
            const QString name = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s)->text();
            QVERIFY2(!name.contains(u'/'), qPrintable(name));
            QStringList words{dialog->windowTitle()};
            for (const QLabel* label : dialog->findChildren<QLabel*>())
                words << label->text();
            for (const QAbstractButton* button : dialog->findChildren<QAbstractButton*>())
                words << button->text() << button->toolTip();
            for (const QComboBox* box : dialog->findChildren<QComboBox*>())
                if (box->objectName() == u"fileTypeCombo"_s) words << box->itemText(0) << box->itemText(1);
            for (const QAction* action : dialog->findChildren<QAction*>())
                if (action->parent() == dialog) words << action->text();
            auto* columns = dialog->findChild<QTreeView*>(u"treeView"_s);
            for (int column = 0; column < columns->header()->count(); ++column)
                QVERIFY(columns->header()->sectionSize(column) >= columns->header()->sectionSizeHint(column));
            const QAbstractItemModel* files = columns->model();
            for (int column = 0; column < files->columnCount(); ++column)
                words << files->headerData(column, Qt::Horizontal).toString();
            for (QString word : words) {
                word.remove(u'&');
                static const QRegularExpression kMark(u"[^\\x00-\\x7f]"_s);
                if (word.isEmpty() || word == u"Xem trong:"_s) continue;
                QVERIFY2(kMark.match(word).hasMatch(), qPrintable(word));
            }
            delete dialog;
        }
    }

    void restoringTakesALookFirst()
    {
        SetupStage stage;
        auto* section = static_cast<BackupSection*>(stage.open(u"backup"_s));
        QVERIFY(!SetupStage::button(*section, u"restore"_s)->isVisibleTo(section));
        section->lookInto(u"/media/usb/x.tar"_s);
        api::ShopOutcome damaged = FakeWorks::backup(api::ShopWork::Inspect);
        damaged.trouble = api::ShopTrouble::Damaged;
        emit stage.works.ended(damaged);
        QVERIFY(!SetupStage::button(*section, u"restore"_s)->isVisibleTo(section));
        QVERIFY(SetupStage::wordsOf(*section).contains("damaged"_L1));
        section->lookInto(u"/media/usb/x.tar"_s);
        emit stage.works.ended(FakeWorks::backup(api::ShopWork::Inspect));
        SetupStage::button(*section, u"restore"_s)->click();
        QCOMPARE(stage.works.calls.last(), u"restore "_s + FakeWorks::backup(api::ShopWork::Inspect).file);
        emit stage.works.ended(FakeWorks::backup(api::ShopWork::Restore));
        QVERIFY(SetupStage::wordsOf(*section).contains("before-restore"_L1));
    }

    /// Whose shop is damaged does not look for the file: it is one click away.
    void theNewestBackupIsOffered()
    {
        SetupStage stage;
        auto* section = static_cast<BackupSection*>(stage.open(u"backup"_s));
        QVERIFY(!SetupStage::button(*section, u"newestBackup"_s)->isVisibleTo(section));
        api::SetupState state = stage.desk.state();
        state.newestBackup = u"/media/usb/tuesday.tar"_s;
        stage.desk.setState(state);
        QVERIFY(SetupStage::button(*section, u"newestBackup"_s)->isVisibleTo(section));
        SetupStage::button(*section, u"newestBackup"_s)->click();
        QCOMPARE(stage.works.calls.last(), u"inspect /media/usb/tuesday.tar"_s);
        emit stage.works.ended(FakeWorks::backup(api::ShopWork::Inspect));
        section->backUpTo(u"/media/usb/x.tar"_s);
        emit stage.works.ended(FakeWorks::backup(api::ShopWork::Backup));
        SetupStage::button(*section, u"newestBackup"_s)->click();
        QCOMPARE(stage.works.calls.last(), u"inspect "_s + FakeWorks::backup(api::ShopWork::Backup).file);
    }

    /// Whoever made a backup does not decide where the shop's conversations go.
    void aBackupsAddressesAreSeenAndChosen()
    {
        SetupStage stage;
        auto* section = static_cast<BackupSection*>(stage.open(u"backup"_s));
        auto* take = section->findChild<QCheckBox*>(u"takeAddresses"_s);
        QVERIFY(!take->isVisibleTo(section));
        api::ShopOutcome seen = FakeWorks::backup(api::ShopWork::Inspect);
        seen.addresses = {{u"AI_SERVICE_URL"_s, u"https://ai.example.org"_s}};
        seen.secretsLeftOut = QStringList{u"ADMIN_ACCESS_TOKEN"_s};
        const auto look = [&] {
            section->lookInto(seen.file);
            emit stage.works.ended(seen);
        };
        look();
        QVERIFY(take->isVisibleTo(section) && !take->isChecked());
        const QString words = SetupStage::wordsOf(*section);
        QVERIFY(words.contains("AI_SERVICE_URL = https://ai.example.org"_L1));
        QVERIFY(words.contains("ADMIN_ACCESS_TOKEN"_L1));
        SetupStage::button(*section, u"restore"_s)->click();
        QCOMPARE(stage.works.calls.last(), u"restore "_s + seen.file);
        emit stage.works.ended(FakeWorks::backup(api::ShopWork::Restore));
        look();
        take->setChecked(true);
        SetupStage::button(*section, u"restore"_s)->click();
        QCOMPARE(stage.works.calls.last(), u"restore with addresses "_s + seen.file);
        emit stage.works.ended(FakeWorks::backup(api::ShopWork::Restore));
        look();
        QVERIFY(!take->isChecked());  // chosen for one backup, not for the next
    }
};

TONGDAI_TEST(SetupBackupTest)

}  // namespace tongdai

#include "setup_backup_gui_test.moc"
