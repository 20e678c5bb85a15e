#include "ui/stats/details/details_dialog.h"

#include "ui/common/look/console_style.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/common/words/cause_words.h"
#include "ui/live/live_words.h"
#include "ui/stats/details/detail_sheets.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QCloseEvent>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDetailsWidth = 560;
constexpr QSize kDetailsFiles(820, 500);
constexpr int kBarSteps = 1000;

}  // namespace

DetailsDialog::DetailsDialog(api::Statistics& statistics, const StatsQuery& range, Look look, QWidget* parent)
    : QDialog(parent),
      m_statistics(statistics),
      m_range(range),
      m_look(std::move(look)),
      m_heading(new RoleLabel(TextRole::Title)),
      m_about(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_xlsx(new QRadioButton),
      m_csv(new QRadioButton),
      m_masked(new QCheckBox),
      m_warning(new RoleLabel(TextRole::List, ColorRole::Attention)),
      m_bar(new QProgressBar),
      m_result(new RoleLabel(TextRole::List)),
      m_save(new QPushButton),
      m_close(new QPushButton)
{
    setObjectName(u"detailsDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    keepOnScreenWhenShown(*this);
    build();
    connect(m_masked, &QCheckBox::toggled, this, &DetailsDialog::retranslate);
    connect(m_save, &QPushButton::clicked, this, &DetailsDialog::chooseTarget);
    connect(m_close, &QPushButton::clicked, this, &DetailsDialog::reject);
    connect(&m_statistics, &api::Statistics::detailsProgressed, this, &DetailsDialog::showProgress);
    setRunning(false);
}

DetailsDialog::~DetailsDialog()
{
    if (m_isRunning) m_statistics.cancelDetails();
}

void DetailsDialog::build()
{
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 20, 24, 16);
    rows->setSpacing(8);
    rows->addWidget(m_heading);
    rows->addWidget(m_about);
    rows->addSpacing(4);
    m_xlsx->setObjectName(u"detailsXlsx"_s);
    m_xlsx->setChecked(true);
    m_csv->setObjectName(u"detailsCsv"_s);
    rows->addWidget(m_xlsx);
    rows->addWidget(m_csv);
    rows->addSpacing(4);
    m_masked->setObjectName(u"detailsMasked"_s);
    m_masked->setChecked(true);
    rows->addWidget(m_masked);
    m_warning->setObjectName(u"detailsWarning"_s);
    m_bar->setObjectName(u"detailsProgress"_s);
    m_bar->setTextVisible(false);
    m_result->setObjectName(u"detailsResult"_s);
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
    m_save->setObjectName(u"saveDetails"_s);
    m_close->setObjectName(u"closeDetails"_s);
    m_save->setDefault(true);
    m_close->setAutoDefault(false);
    markPrimary(*m_save);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_save);
    rows->addLayout(buttons);
    setMinimumWidth(kDetailsWidth);
}

QString DetailsDialog::suffix() const
{
    return m_xlsx->isChecked() ? u"xlsx"_s : u"csv"_s;
}

QString DetailsDialog::proposedName() const
{
    const Formats& formats = m_look.formats();
    const auto day = [&formats](TimePoint at) { return formats.local(at).toString(u"yyyyMMdd"_s); };
    return u"tongdai-conversations-%1-%2.%3"_s.arg(day(m_range.from), day(m_range.to), suffix());
}

api::DetailRequest DetailsDialog::request(const QString& file) const
{
    api::DetailRequest request;
    request.range = m_range;
    request.file = file;
    request.form = suffix();
    request.isMasked = m_masked->isChecked();
    const DetailWords words(m_look.formats());
    if (m_xlsx->isChecked())
        request.open = [words, about = words.about(m_range, request.isMasked)](const QString& name) {
            return detailXlsx(name, words, about);
        };
    else
        request.open = [words](const QString& name) { return detailCsv(name, words); };
    return request;
}

void DetailsDialog::chooseTarget()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto* dialog =
        new QFileDialog(this, tr("Export details"), QFileInfo(documents).isDir() ? documents : QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->resize(kDetailsFiles);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix());
    dialog->setLabelText(QFileDialog::LookIn, tr("Save in:"));
    dialog->selectFile(proposedName());
    connect(dialog, &QFileDialog::fileSelected, this, &DetailsDialog::exportTo);
    openOnScreen(*dialog);
}

void DetailsDialog::exportTo(const QString& file)
{
    if (m_isRunning) return;
    setRunning(true);
    say(ColorRole::SecondaryText, tr("Reading the conversations…"));
    api::whenAnswered<api::DetailsMade>(this, m_statistics.exportDetails(request(file)),
                                        [this](const api::Answer<api::DetailsMade>& answer) { takeMade(answer); });
}

void DetailsDialog::showProgress(const api::DetailProgress& progress)
{
    if (!m_isRunning) return;
    m_bar->setMaximum(kBarSteps);
    m_bar->setValue(int(progress.looked * kBarSteps / std::max<qint64>(1, progress.total)));
    const Formats& formats = m_look.formats();
    say(ColorRole::SecondaryText,
        tr("%1 of %2 conversations looked at, %3 rows written")
            .arg(formats.number(progress.looked), formats.number(progress.total), formats.number(progress.rows)));
}

void DetailsDialog::takeMade(const api::Answer<api::DetailsMade>& answer)
{
    setRunning(false);
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        const bool isOfFile = failure->error == api::DeskError::Refused && !failure->detail.isEmpty();
        say(ColorRole::Danger, tr("Nothing was written: %1")
                                   .arg(isOfFile ? CauseWords::of(failure->detail) : LiveWords::failure(*failure)));
        return;
    }
    const auto& made = std::get<api::DetailsMade>(answer);
    if (made.isCancelled) {
        say(ColorRole::SecondaryText, tr("Cancelled; nothing was written."));
        return;
    }
    const Formats& formats = m_look.formats();
    say(ColorRole::Good,
        tr("Written: %1 conversations, %2, to %3")
            .arg(formats.number(made.rows), formats.bytes(made.bytes), QDir::toNativeSeparators(made.file)));
}

void DetailsDialog::say(ColorRole color, const QString& words)
{
    m_result->setColorRole(color);
    m_result->setText(words);
    m_result->setVisible(!words.isEmpty());
    m_result->setAccessibleName(words);
    fitHeight();
}

/// Grows to what its words need, and never shrinks under somebody's pointer.
void DetailsDialog::fitHeight()
{
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height()) resize(width(), needed);
}

void DetailsDialog::setRunning(bool isRunning)
{
    m_isRunning = isRunning;
    m_bar->setRange(0, 0);
    m_bar->setVisible(isRunning);
    for (QAbstractButton* choice : std::initializer_list<QAbstractButton*>{m_xlsx, m_csv, m_masked, m_save})
        choice->setEnabled(!isRunning);
    if (isRunning) m_close->setFocus();
    retranslate();
}

/// Esc and Close first end what is under way.
void DetailsDialog::reject()
{
    if (m_isRunning)
        m_statistics.cancelDetails();
    else
        QDialog::reject();
}

/// Whoever closes the window itself, as a locked screen does, leaves nothing behind that goes on.
void DetailsDialog::closeEvent(QCloseEvent* event)
{
    if (std::exchange(m_isRunning, false)) m_statistics.cancelDetails();
    QDialog::closeEvent(event);
}

void DetailsDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

QString DetailsDialog::about() const
{
    const Formats& formats = m_look.formats();
    const QString range =
        tr("%1 – %2, %3").arg(formats.dateTime(m_range.from), formats.dateTime(m_range.to), formats.zone(m_range.to));
    return range + u'\n' +
           tr("One row for each conversation that has something in this time, with %1 columns.")
               .arg(formats.number(DetailWords::headers().size()));
}

void DetailsDialog::retranslate()
{
    setWindowTitle(tr("Export details"));
    m_heading->setText(tr("Export details"));
    m_about->setText(about());
    m_xlsx->setText(tr("Excel workbook (.xlsx)"));
    m_csv->setText(tr("Table for any program (.csv)"));
    m_masked->setText(tr("Mask phone, card and identity numbers"));
    m_warning->setText(tr("Whoever has the file can read every number in it."));
    m_warning->setVisible(!m_masked->isChecked());
    m_save->setText(tr("Save as…"));
    m_close->setText(m_isRunning ? tr("Cancel") : tr("Close"));
    if (m_result->text().isEmpty()) m_result->hide();
    fitHeight();
}

}  // namespace tongdai
