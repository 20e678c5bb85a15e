#include "ui/evidence/export_dialog.h"

#include "ui/common/look/console_style.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/common/words/cause_words.h"
#include "ui/evidence/evidence_paper.h"
#include "ui/evidence/evidence_tables.h"
#include "ui/evidence/evidence_words.h"
#include "ui/live/live_words.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QCloseEvent>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QStandardPaths>

#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kExportWidth = 560;
constexpr QSize kExportFiles(820, 500);
constexpr size_t kFlawsSaid = 6;
constexpr const char* kFormNames[] = {"formPackage", "formPdf", "formXlsx", "formCsv"};
constexpr const char* kFormSuffixes[] = {"zip", "pdf", "xlsx", "csv"};

QString exportFolder()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

QString exportFailure(const api::DeskFailure& failure)
{
    return failure.detail.isEmpty() || failure.error != api::DeskError::Refused ? LiveWords::failure(failure)
                                                                                : CauseWords::of(failure.detail);
}

}  // namespace

ExportDialog::ExportDialog(api::Evidence& evidence, ExportSubject subject, Look look, QWidget* parent)
    : QDialog(parent),
      m_evidence(evidence),
      m_subject(std::move(subject)),
      m_look(std::move(look)),
      m_heading(new RoleLabel(TextRole::Title)),
      m_about(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_case(new QCheckBox),
      m_masked(new QCheckBox),
      m_notes(new QCheckBox),
      m_warning(new RoleLabel(TextRole::List, ColorRole::Attention)),
      m_bar(new QProgressBar),
      m_result(new RoleLabel(TextRole::List)),
      m_check(new QPushButton),
      m_save(new QPushButton),
      m_close(new QPushButton)
{
    setObjectName(u"exportDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    keepOnScreenWhenShown(*this);
    build();
    connect(m_masked, &QCheckBox::toggled, this, &ExportDialog::retranslate);
    connect(m_notes, &QCheckBox::toggled, this, &ExportDialog::retranslate);
    connect(m_save, &QPushButton::clicked, this, &ExportDialog::chooseTarget);
    connect(m_check, &QPushButton::clicked, this, &ExportDialog::choosePackage);
    connect(m_close, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(&m_evidence, &api::Evidence::progressed, this, &ExportDialog::showProgress);
    setRunning(false);
}

ExportDialog::~ExportDialog()
{
    if (m_isRunning) m_evidence.cancelExport();
}

void ExportDialog::build()
{
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 20, 24, 16);
    rows->setSpacing(8);
    rows->addWidget(m_heading);
    rows->addWidget(m_about);
    rows->addSpacing(4);
    for (const char* name : kFormNames) {
        auto* choice = new QRadioButton;
        choice->setObjectName(QLatin1StringView(name));
        m_forms.push_back(choice);
        rows->addWidget(choice);
    }
    m_forms.front()->setChecked(true);
    rows->addSpacing(4);
    m_case->setObjectName(u"withCase"_s);
    m_case->setChecked(m_subject.dispute.has_value());
    m_case->setVisible(m_subject.dispute.has_value());
    rows->addWidget(m_case);
    m_masked->setObjectName(u"masked"_s);
    m_masked->setChecked(true);
    m_notes->setObjectName(u"notes"_s);
    rows->addWidget(m_masked);
    rows->addWidget(m_notes);
    m_warning->setObjectName(u"exportWarning"_s);
    m_result->setObjectName(u"exportResult"_s);
    m_bar->setObjectName(u"exportProgress"_s);
    m_bar->setTextVisible(false);
    for (RoleLabel* label : {m_about, m_warning, m_result}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    rows->addWidget(m_warning);
    rows->addWidget(m_bar);
    rows->addWidget(m_result);
    rows->addStretch(1);
    rows->addSpacing(8);
    auto* buttons = new QHBoxLayout;
    m_check->setObjectName(u"checkPackage"_s);
    m_save->setObjectName(u"saveExport"_s);
    m_close->setObjectName(u"closeExport"_s);
    m_save->setDefault(true);
    m_check->setAutoDefault(false);
    m_close->setAutoDefault(false);
    markPrimary(*m_save);
    buttons->addWidget(m_check);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_save);
    rows->addLayout(buttons);
    setMinimumWidth(kExportWidth);
}

ExportDialog::Form ExportDialog::form() const
{
    for (size_t at = 0; at < m_forms.size(); ++at) {
        if (m_forms[at]->isChecked()) return Form(at);
    }
    return Form::Package;
}

/// Nothing of a customer's name or number in a file's name: it is read by more people than the file.
QString ExportDialog::proposedName() const
{
    QString id = m_case->isChecked() ? m_subject.dispute->number : m_subject.conversation.id.toString();
    id.replace(QRegularExpression(u"[^A-Za-z0-9-]+"_s), u"-"_s);
    return u"tongdai-%1-%2.%3"_s.arg(id.left(24), m_look.formats().local(m_look.now()).toString(u"yyyyMMdd-HHmm"_s),
                                     QLatin1StringView(kFormSuffixes[size_t(form())]));
}

api::EvidenceRequest ExportDialog::request(const QString& file) const
{
    using Request = api::EvidenceRequest;
    Request request;
    request.conversation = m_subject.conversation.id;
    if (m_subject.source) request.source = m_subject.source->name;
    if (m_case->isChecked()) request.dispute = m_subject.dispute->id;
    request.file = file;
    request.isMasked = m_masked->isChecked();
    request.withNotes = m_notes->isChecked();
    request.zone = m_look.formats().timeZone().id();
    request.form = form() == Form::Package ? Request::Form::Package : Request::Form::Print;
    request.printedAs = QString::fromLatin1(kFormSuffixes[size_t(form())]);
    request.print = form() == Form::Xlsx ? evidenceXlsx : form() == Form::Csv ? evidenceCsv : evidencePdf;
    return request;
}

void ExportDialog::chooseTarget()
{
    auto* dialog = new QFileDialog(this, tr("Export as evidence"), exportFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->resize(kExportFiles);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QLatin1StringView(kFormSuffixes[size_t(form())]));
    dialog->setLabelText(QFileDialog::LookIn, tr("Save in:"));
    dialog->selectFile(proposedName());
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::exportTo);
    openOnScreen(*dialog);
}

void ExportDialog::choosePackage()
{
    auto* dialog = new QFileDialog(this, tr("Check a package"), exportFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->resize(kExportFiles);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Packages of evidence (*.zip)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::check);
    openOnScreen(*dialog);
}

void ExportDialog::exportTo(const QString& file)
{
    if (m_isRunning) return;
    setRunning(true);
    say(ColorRole::SecondaryText, tr("Reading the conversation…"));
    api::whenAnswered<api::EvidenceMade>(this, m_evidence.exportConversation(request(file)),
                                         [this](const api::Answer<api::EvidenceMade>& answer) { takeMade(answer); });
}

void ExportDialog::check(const QString& file)
{
    if (m_isRunning) return;
    api::whenAnswered<EvidenceVerdict>(
        this, m_evidence.verify(file),
        [this, file](const api::Answer<EvidenceVerdict>& answer) { takeVerdict(file, answer); });
}

void ExportDialog::showProgress(const api::EvidenceProgress& progress)
{
    if (!m_isRunning) return;
    m_bar->setMaximum(int(progress.total));
    m_bar->setValue(int(progress.done));
    const Formats& formats = m_look.formats();
    const auto wordsOf = [](api::EvidenceProgress::Phase phase) {
        switch (phase) {
            case api::EvidenceProgress::Phase::Reading: return tr("Reading the conversation: %1 of %2 lines");
            case api::EvidenceProgress::Phase::Printing: return tr("Laying out for reading: %1 of %2");
            case api::EvidenceProgress::Phase::Writing: return tr("Writing and signing: %1 of %2 lines");
        }
        return QString();
    };
    say(ColorRole::SecondaryText,
        wordsOf(progress.phase).arg(formats.number(progress.done), formats.number(progress.total)));
}

void ExportDialog::takeMade(const api::Answer<api::EvidenceMade>& answer)
{
    setRunning(false);
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        say(ColorRole::Danger, tr("Nothing was written: %1").arg(exportFailure(*failure)));
        return;
    }
    const auto& made = std::get<api::EvidenceMade>(answer);
    if (made.isCancelled) {
        say(ColorRole::SecondaryText, tr("Cancelled; nothing was written."));
        return;
    }
    const Formats& formats = m_look.formats();
    QString words =
        tr("Written: %1 lines, %2, to %3")
            .arg(formats.number(made.lines), formats.bytes(made.bytes), QDir::toNativeSeparators(made.file));
    words += u'\n' + tr("Chain head: %1").arg(QString::fromLatin1(made.head.first(8).toHex())) + u'…';
    words += u'\n' + tr("Key of this shop: %1").arg(keyFingerprint(made.publicKey));
    if (made.hasGaps) words += u'\n' + tr("Some lines are not in the store any more; the export names them.");
    say(made.hasGaps ? ColorRole::Attention : ColorRole::Good, words);
}

void ExportDialog::takeVerdict(const QString& file, const api::Answer<EvidenceVerdict>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        say(ColorRole::Danger, exportFailure(*failure));
        return;
    }
    const auto& verdict = std::get<EvidenceVerdict>(answer);
    const QString name = QFileInfo(file).fileName();
    if (!verdict.refusal.isEmpty()) {
        say(ColorRole::Danger, tr("%1 is not a package of evidence, or was made to do harm.").arg(name));
        return;
    }
    QStringList words{name};
    words << (verdict.isWhole() ? tr("Integrity: unchanged, %Ln rows as they were signed", nullptr, int(verdict.rows))
                                : tr("Integrity: CHANGED"));
    for (size_t at = 0; at < std::min(kFlawsSaid, verdict.flaws.size()); ++at)
        words << u"  • "_s + EvidenceWords::flaw(verdict.flaws[at]);
    words << (verdict.isComplete() ? tr("Completeness: no number is missing") : tr("Completeness: INCOMPLETE"));
    for (size_t at = 0; at < std::min(kFlawsSaid, verdict.lacks.size()); ++at)
        words << u"  • "_s + EvidenceWords::lack(verdict.lacks[at]);
    if (!verdict.publicKey.isEmpty()) words << tr("Signed with the key %1").arg(keyFingerprint(verdict.publicKey));
    say(!verdict.isWhole()     ? ColorRole::Danger
        : verdict.isComplete() ? ColorRole::Good
                               : ColorRole::Attention,
        words.join(u'\n'));
}

void ExportDialog::say(ColorRole color, const QString& words)
{
    m_result->setColorRole(color);
    m_result->setText(words);
    m_result->setVisible(!words.isEmpty());
    m_result->setAccessibleName(words);
    fitHeight();
}

/// Grows to what its words need, and never shrinks under somebody's pointer.
void ExportDialog::fitHeight()
{
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height()) resize(width(), needed);
}

void ExportDialog::setRunning(bool isRunning)
{
    m_isRunning = isRunning;
    m_bar->setRange(0, 0);
    m_bar->setVisible(isRunning);
    for (QRadioButton* choice : m_forms)
        choice->setEnabled(!isRunning);
    m_case->setEnabled(!isRunning);
    m_masked->setEnabled(!isRunning);
    m_notes->setEnabled(!isRunning);
    m_save->setEnabled(!isRunning);
    m_check->setEnabled(!isRunning);
    if (isRunning) m_close->setFocus();
    retranslate();
}

/// Esc and Close first end what is under way.
void ExportDialog::reject()
{
    if (m_isRunning)
        m_evidence.cancelExport();
    else
        QDialog::reject();
}

/// Whoever closes the window itself, as a locked screen does, leaves nothing behind that goes on.
void ExportDialog::closeEvent(QCloseEvent* event)
{
    if (std::exchange(m_isRunning, false)) m_evidence.cancelExport();
    QDialog::closeEvent(event);
}

void ExportDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

QString ExportDialog::about() const
{
    const QString name = LiveWords::name(m_subject.conversation);
    if (m_subject.dispute) return tr("%1 · %2", "case, conversation").arg(m_subject.dispute->number, name);
    if (m_subject.source) return tr("%1 · %2").arg(name, m_subject.source->target);
    const QString channel = LiveWords::channel(m_subject.conversation.channel);
    return channel.isEmpty() ? name : tr("%1 · %2").arg(name, channel);
}

void ExportDialog::retranslate()
{
    setWindowTitle(tr("Export as evidence"));
    m_heading->setText(tr("Export as evidence"));
    m_about->setText(about());
    m_case->setText(tr("With the case: who opened it, verdict and reasons"));
    m_forms[size_t(Form::Package)]->setText(tr("Signed package: all lines, a PDF, and a page that checks it (.zip)"));
    m_forms[size_t(Form::Pdf)]->setText(tr("PDF to print (.pdf)"));
    m_forms[size_t(Form::Xlsx)]->setText(tr("Excel workbook (.xlsx)"));
    m_forms[size_t(Form::Csv)]->setText(tr("Table for any program (.csv)"));
    m_masked->setText(tr("Mask phone, card and identity numbers"));
    m_notes->setText(tr("With internal notes"));
    QStringList warnings;
    if (!m_masked->isChecked()) warnings << tr("Whoever has the file can read every number in it.");
    if (m_notes->isChecked()) warnings << tr("Notes were never meant for the customer.");
    m_warning->setText(warnings.join(u' '));
    m_warning->setVisible(!warnings.isEmpty());
    m_check->setText(tr("Check a package…"));
    m_save->setText(tr("Save as…"));
    m_close->setText(m_isRunning ? tr("Cancel") : tr("Close"));
    if (m_result->text().isEmpty()) m_result->hide();
    fitHeight();
}

}  // namespace tongdai
