#include "engine/domain/whole_file.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/window_place.h"
#include "ui/common/words/cause_words.h"
#include "ui/dispute/case_pane.h"
#include "ui/dispute/cases_pane.h"
#include "ui/dispute/dispute_page.h"
#include "ui/dispute/screen_csv.h"
#include "ui/dispute/travel_pane.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

/// What somebody keeps of the conversation that is shown: as evidence, or as it stands on the screen.
namespace tongdai {

using namespace Qt::StringLiterals;

void DisputePage::offerExport()
{
    const auto ask = [this] {
        if (const auto subject = exportSubject()) emit exportWanted(*subject);
    };
    m_export = new QPushButton;
    m_export->setObjectName(u"disputeExport"_s);
    m_case->evidencePlace().addWidget(m_export, 0, Qt::AlignLeft);
    connect(m_export, &QPushButton::clicked, this, ask);
    connect(m_travel, &TravelPane::threadChanged, this, &DisputePage::writeExport);
    auto* action = new QAction(this);
    action->setObjectName(u"disputeExportAction"_s);
    action->setShortcut(QKeySequence(u"Ctrl+S"_s));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, ask);
    addAction(action);
    m_save = new QPushButton;
    m_save->setObjectName(u"disputeSaveScreen"_s);
    m_case->evidencePlace().addWidget(m_save, 0, Qt::AlignLeft);
    connect(m_save, &QPushButton::clicked, this, &DisputePage::chooseScreenFile);
    retranslate();
    writeExport();
}

/// What is shown, and nothing that is still being read.
std::optional<ExportSubject> DisputePage::exportSubject() const
{
    if (!m_travel->hasThread()) return std::nullopt;
    const DisputeThread& shown = m_travel->thread();
    ExportSubject subject;
    subject.conversation.id = ConversationId(shown.ref.thread);
    subject.conversation.customerName = shown.title;
    const auto& sources = m_cases->sources();
    const auto source = std::ranges::find(sources, shown.ref.source, &SourceStatus::name);
    if (source != sources.end() && source->kind != SourceKind::Own) subject.source = *source;
    const std::optional<CaseFile>& file = m_case->file();
    if (file && file->shown.ref == shown.ref) subject.dispute = file->shown;
    return subject;
}

void DisputePage::writeExport()
{
    if (m_export) m_export->setEnabled(m_travel->hasThread());
    if (m_save) m_save->setEnabled(m_travel->hasThread());
}

void DisputePage::chooseScreenFile()
{
    if (!m_travel->hasThread()) return;
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto* dialog = new QFileDialog(this, tr("Save what is on screen"),
                                   QFileInfo(documents).isDir() ? documents : QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(u"tongdai-dispute.csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &DisputePage::saveScreen);
    openOnScreen(*dialog);
}

void DisputePage::saveScreen(const QString& file)
{
    if (!m_travel->hasThread()) return;
    // As it is now: what is opened meanwhile is not what somebody wanted to keep.
    const DisputeThread& shown = m_travel->thread();
    const QByteArray bytes = screenCsv(shown, m_look.formats());
    api::whenAnswered<bool>(this, m_disputes.noteSaved(shown.ref, int(shown.lines.size())),
                            [this, file, bytes](const api::Answer<bool>& answer) {
                                if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return tell(*failure);
                                tellSaved(file, writeWholeFile(file, bytes));
                            });
}

void DisputePage::tellSaved(const QString& file, const QString& problem)
{
    m_notice->setNotice(problem.isEmpty() ? Tone::Good : Tone::Danger,
                        problem.isEmpty() ? tr("Saved: %1").arg(QDir::toNativeSeparators(file))
                                          : tr("Nothing was written: %1").arg(CauseWords::of(problem)));
    m_notice->setAction(QString());
    m_notice->show();
}

}  // namespace tongdai
