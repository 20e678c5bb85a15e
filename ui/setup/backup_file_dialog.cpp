#include "ui/setup/backup_file_dialog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QHeaderView>
#include <QSplitter>
#include <QStandardPaths>
#include <QTreeView>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

struct BackupFileWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::BackupFileDialog)
};

constexpr QSize kFileDialogSize(820, 500);  // its columns are read without scrolling
constexpr int kPlacesWidth = 112;

/// Where people look for it. A folder that is not there would become part of the file's name.
QString backupFolder()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

QFileDialog* backupDialog(QWidget& parent, const QString& title)
{
    auto* dialog = new QFileDialog(&parent, title, backupFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->resize(kFileDialogSize);
    // Of Qt's own dialog, which every desktop without one gets: no heading and no place is cut.
    if (auto* columns = dialog->findChild<QTreeView*>(u"treeView"_s)) {
        QHeaderView& heads = *columns->header();
        for (int column = 1; column < heads.count(); ++column)
            heads.resizeSection(column, std::max(heads.sectionSize(column), heads.sectionSizeHint(column)));
    }
    if (auto* panes = dialog->findChild<QSplitter*>(u"splitter"_s))
        panes->setSizes({kPlacesWidth, kFileDialogSize.width() - kPlacesWidth});
    dialog->setNameFilters({BackupFileWords::tr("Backups (*.tar)"), BackupFileWords::tr("All files (*)")});
    return dialog;
}

}  // namespace

QFileDialog* newBackupDialog(QWidget& parent, const QString& name)
{
    QFileDialog* dialog = backupDialog(parent, BackupFileWords::tr("Back up the shop"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"tar"_s);
    dialog->setLabelText(QFileDialog::LookIn, BackupFileWords::tr("Save in:"));
    dialog->selectFile(name);
    return dialog;
}

QFileDialog* foreignHistoryDialog(QWidget& parent)
{
    QFileDialog* dialog = backupDialog(parent, BackupFileWords::tr("Choose a history to import"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(
        {BackupFileWords::tr("Exported histories (*.csv *.tsv *.txt *.json *.jsonl *.ndjson *.sql *.dump)"),
         BackupFileWords::tr("All files (*)")});
    return dialog;
}

QFileDialog* oldBackupDialog(QWidget& parent)
{
    QFileDialog* dialog = backupDialog(parent, BackupFileWords::tr("Choose a backup"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    return dialog;
}

}  // namespace tongdai
