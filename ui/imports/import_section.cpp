#include "ui/imports/import_section.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/imports/calm_box.h"
#include "ui/imports/column_mapper.h"
#include "ui/imports/import_sample.h"
#include "ui/imports/import_words.h"
#include "ui/setup/backup_file_dialog.h"

#include <QAction>
#include <QBoxLayout>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QTimeZone>
#include <QTimer>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kImportBarSteps = 1000;
constexpr int kImportBarHeight = 10;
constexpr int kFewestZoneLetters = 18;
constexpr int kImportCardAir = 16;

/// The file somebody drags; empty: it is none that lies on this computer.
QString draggedFile(const QMimeData& data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

}  // namespace

ImportSection::ImportSection(api::HistoryImport& imports, Look look, QWidget* parent)
    : SetupSection(parent),
      m_imports(imports),
      m_look(look),
      m_again(new QTimer(this)),
      m_kept(new QTimer(this)),
      m_statusCard(new Card),
      m_statusWords(new RoleLabel(TextRole::List)),
      m_bar(new QProgressBar),
      m_cancel(new QPushButton),
      m_goOn(new QPushButton),
      m_fileCard(new Card),
      m_fileWords(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_fileFound(new RoleLabel(TextRole::List)),
      m_choose(new QPushButton),
      m_planCard(new Card),
      m_tableName(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_tables(new CalmBox(kFewestZoneLetters)),
      m_mapper(new ColumnMapper(look)),
      m_zoneName(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_zones(new CalmBox(kFewestZoneLetters)),
      m_missing(new RoleLabel(TextRole::List, ColorRole::Danger)),
      m_previewCard(new Card),
      m_counts(new RoleLabel(TextRole::List)),
      m_sample(new ImportSample(look)),
      m_begin(new QPushButton)
{
    setObjectName(u"import"_s);
    setAcceptDrops(true);
    build();
    fillZones();
    connectParts();
    retranslate();
}

void ImportSection::connectParts()
{
    for (QTimer* timer : {m_again, m_kept})
        timer->setSingleShot(true);
    m_again->setInterval(kAskEveryMs);
    m_kept->setInterval(kKeptMs);
    connect(m_kept, &QTimer::timeout, this, [this] {
        m_found.reset();
        m_preview.reset();
        m_imports.forget();
        write();
    });
    connect(m_again, &QTimer::timeout, this, [this] {
        if (isVisible()) askStatus();
    });
    connect(m_choose, &QPushButton::clicked, this, &ImportSection::chooseFile);
    connect(m_tables, &QComboBox::activated, this, &ImportSection::chooseTable);
    connect(m_zones, &QComboBox::activated, this, &ImportSection::askPreview);
    connect(m_mapper, &ColumnMapper::changed, this, &ImportSection::askPreview);
    connect(m_begin, &QPushButton::clicked, this, &ImportSection::begin);
    const auto takeAct = [this](const api::Answer<bool>& answer) {
        const auto* failure = std::get_if<api::DeskFailure>(&answer);
        m_actTrouble = failure ? ImportWords::problem(*failure) : QString();
        askStatus();
    };
    connect(m_cancel, &QPushButton::clicked, this, [this, takeAct] {
        m_cancel->setEnabled(false);
        api::whenAnswered<bool>(this, m_imports.cancel(m_status->id), takeAct);
    });
    connect(m_goOn, &QPushButton::clicked, this, [this, takeAct] {
        m_goOn->setEnabled(false);
        api::whenAnswered<bool>(this, m_imports.goOn(m_status->id), takeAct);
    });
}

void ImportSection::build()
{
    m_choose->setObjectName(u"chooseHistory"_s);
    m_fileFound->setObjectName(u"importFound"_s);
    m_tables->setObjectName(u"importTables"_s);
    m_zones->setObjectName(u"importZones"_s);
    m_missing->setObjectName(u"importMissing"_s);
    m_counts->setObjectName(u"importCounts"_s);
    m_begin->setObjectName(u"beginImport"_s);
    m_statusWords->setObjectName(u"importStatus"_s);
    m_cancel->setObjectName(u"cancelImport"_s);
    m_goOn->setObjectName(u"goOnImport"_s);
    for (RoleLabel* label : {m_statusWords, m_fileWords, m_fileFound, m_tableName, m_zoneName, m_missing, m_counts}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_bar->setRange(0, kImportBarSteps);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(kImportBarHeight);
    m_tableName->setBuddy(m_tables);
    m_zoneName->setBuddy(m_zones);
    m_statusCard->content().addWidget(m_statusWords);
    m_statusCard->content().addWidget(m_bar);
    m_statusCard->content().addLayout(rowOf({m_cancel, m_goOn}));
    m_fileCard->content().addWidget(m_fileWords);
    m_fileCard->content().addWidget(m_fileFound);
    m_fileCard->content().addLayout(rowOf({m_choose}));
    m_planCard->content().addWidget(m_tableName);
    m_planCard->content().addWidget(m_tables, 0, Qt::AlignLeft);
    m_planCard->content().addWidget(m_mapper);
    m_planCard->content().addWidget(m_missing);
    m_planCard->content().addWidget(m_zoneName);
    m_planCard->content().addWidget(m_zones, 0, Qt::AlignLeft);
    m_previewCard->content().addWidget(m_counts);
    m_previewCard->content().addWidget(m_sample);
    m_previewCard->content().addLayout(rowOf({m_begin}));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(kImportCardAir);
    for (Card* card : {m_statusCard, m_fileCard, m_planCard, m_previewCard})
        rows->addWidget(card);
    rows->addStretch(1);
    auto* open = new QAction(this);
    open->setObjectName(u"chooseHistoryKey"_s);
    open->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_O));
    open->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(open);
    connect(open, &QAction::triggered, this, &ImportSection::chooseFile);
}

/// The desk's own first: whoever exports a history here usually has its times.
void ImportSection::fillZones()
{
    const QByteArray own = m_look.language.zone().id();
    QByteArrayList zones{own, "UTC"};
    for (const QByteArray& zone : QTimeZone::availableTimeZoneIds()) {
        if (!zones.contains(zone)) zones << zone;
    }
    for (const QByteArray& zone : zones)
        m_zones->addItem(QString::fromUtf8(zone), zone);
}

void ImportSection::showEvent(QShowEvent* event)
{
    SetupSection::showEvent(event);
    m_kept->stop();
    askStatus();
}

void ImportSection::hideEvent(QHideEvent* event)
{
    if (m_found) m_kept->start();
    SetupSection::hideEvent(event);
}

void ImportSection::dragEnterEvent(QDragEnterEvent* event)
{
    if (draggedFile(*event->mimeData()).isEmpty()) return;
    event->acceptProposedAction();
    m_isDragged = true;
    writeFile();
}

void ImportSection::dragLeaveEvent(QDragLeaveEvent*)
{
    m_isDragged = false;
    writeFile();
}

void ImportSection::dropEvent(QDropEvent* event)
{
    m_isDragged = false;
    const QString file = draggedFile(*event->mimeData());
    if (file.isEmpty()) return writeFile();
    event->acceptProposedAction();
    lookInto(file);
}

void ImportSection::chooseFile()
{
    if (m_isLooking) return;
    QFileDialog* dialog = foreignHistoryDialog(*this);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportSection::lookInto);
    openOnScreen(*dialog);
}

void ImportSection::lookInto(const QString& file)
{
    m_isLooking = true;
    m_trouble.clear();
    m_planTrouble.clear();
    m_found.reset();
    m_preview.reset();
    m_previewAsked.forget();
    write();
    m_lookAsked.await<api::ImportLook>(this, m_imports.look(file),
                                       [this](const api::Answer<api::ImportLook>& answer) { takeLook(answer); });
}

void ImportSection::takeLook(const api::Answer<api::ImportLook>& answer)
{
    m_isLooking = false;
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_trouble = ImportWords::problem(*failure);
        return write();
    }
    m_found = std::get<api::ImportLook>(answer);
    m_tables->clear();
    for (const api::ImportTableLook& each : m_found->tables)
        m_tables->addItem(each.name, each.name);
    m_tables->setCurrentIndex(std::max(0, m_tables->findData(m_found->guess.table)));
    chooseTable();
    emit sightWanted(m_planCard);
}

const api::ImportTableLook* ImportSection::table() const
{
    const int chosen = m_tables->currentIndex();
    const bool isThere = m_found && chosen >= 0 && chosen < int(m_found->tables.size());
    return isThere ? &m_found->tables[size_t(chosen)] : nullptr;
}

void ImportSection::chooseTable()
{
    if (const api::ImportTableLook* const chosen = table()) m_mapper->setTable(*chosen, chosen->guess);
    askPreview();
}

api::ImportPlan ImportSection::plan() const
{
    return {m_found ? m_found->file : QString(), m_mapper->map(), m_zones->currentData().toByteArray()};
}

/// In words: which fields no column has become yet.
QString ImportSection::missing() const
{
    QStringList fields;
    for (const ImportField field : kNeededFields) {
        if (m_mapper->map().of(field) < 0) fields << ImportWords::field(field);
    }
    return fields.isEmpty() ? QString() : tr("Say which column becomes: %1.").arg(fields.join(u", "_s));
}

void ImportSection::askPreview()
{
    m_preview.reset();
    m_planTrouble.clear();
    m_previewAsked.forget();
    write();
    if (!m_found || !missing().isEmpty()) return;
    m_previewAsked.await<api::ImportPreview>(
        this, m_imports.preview(plan()),
        [this](const api::Answer<api::ImportPreview>& answer) { takePreview(answer); });
    writePreview();
}

void ImportSection::takePreview(const api::Answer<api::ImportPreview>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer))
        m_planTrouble = ImportWords::problem(*failure);
    else
        m_preview = std::get<api::ImportPreview>(answer);
    m_sample->setLines(m_preview ? m_preview->sample : std::vector<ImportedLine>());
    write();
}

void ImportSection::begin()
{
    m_isBeginning = true;
    write();
    const auto take = [this](const api::Answer<api::ImportStatus>& answer) {
        m_isBeginning = false;
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
            m_planTrouble = ImportWords::problem(*failure);
            return write();
        }
        m_found.reset();
        m_preview.reset();
        takeStatus(std::optional(std::get<api::ImportStatus>(answer)));
        emit sightWanted(m_statusCard);
    };
    api::whenAnswered<api::ImportStatus>(this, m_imports.begin(plan()), take);
}

void ImportSection::askStatus()
{
    using Newest = std::optional<api::ImportStatus>;
    m_statusAsked.await<Newest>(this, m_imports.newest(),
                                [this](const api::Answer<Newest>& answer) { takeStatus(answer); });
}

void ImportSection::takeStatus(const api::Answer<std::optional<api::ImportStatus>>& answer)
{
    const bool wasUnderWay = isUnderWay();
    if (const auto* status = std::get_if<std::optional<api::ImportStatus>>(&answer)) {
        const bool isSame = m_status && *status && m_status->id == (*status)->id && m_status->state == (*status)->state;
        if (!isSame) m_actTrouble.clear();
        m_status = *status;
    }
    if (isUnderWay()) m_again->start();
    // Who looked at a file meanwhile sees what of it is still new.
    if (wasUnderWay && !isUnderWay() && m_found) return askPreview();
    write();
}

bool ImportSection::isUnderWay() const
{
    return m_status && (m_status->state == TaskState::Waiting || m_status->state == TaskState::Working);
}

void ImportSection::writeFile()
{
    m_fileCard->setHeading(tr("Import history"));
    m_fileWords->setText(
        m_isDragged ? tr("Let go, and the file is read.")
                    : tr("Conversations of another system come in here, from a CSV or JSON file or from a dump of its "
                         "database. Choose the file or drop it here: it is only read, and you see what would come. "
                         "Importing a file again adds nothing twice. No customer and no bot is told anything."));
    m_fileWords->setColorRole(m_isDragged ? ColorRole::Text : ColorRole::SecondaryText);
    m_choose->setText(m_found ? tr("Choose another file…") : tr("Choose a file…"));
    m_choose->setEnabled(!m_isLooking);
    m_fileFound->setVisible(m_isLooking || m_found || !m_trouble.isEmpty());
    m_fileFound->setColorRole(m_trouble.isEmpty() ? ColorRole::Text : ColorRole::Danger);
    if (m_isLooking)
        m_fileFound->setText(tr("Reading the file …"));
    else if (m_found)
        m_fileFound->setText(ImportWords::found(*m_found, m_mapper->map(), m_look.formats()));
    else
        m_fileFound->setText(m_trouble);
}

void ImportSection::writePlan()
{
    m_planCard->setVisible(m_found.has_value());
    m_planCard->setHeading(tr("What the columns become"));
    const bool hasTables = m_found && m_found->tables.size() > 1;
    m_tableName->setVisible(hasTables);
    m_tables->setVisible(hasTables);
    m_tableName->setText(tr("The messages stand in this table:"));
    m_tables->setAccessibleName(m_tableName->text());
    m_missing->setText(missing());
    m_missing->setVisible(m_found && !missing().isEmpty());
    const bool isZoned = m_preview && m_preview->zoneless == 0;
    m_zones->setVisible(!isZoned);
    m_zoneName->setText(
        isZoned ? tr("Every time in it names its zone.")
        : m_preview
            ? tr("Times that name no zone: %1. They are those of:").arg(m_look.formats().number(m_preview->zoneless))
            : tr("Times that name no zone are those of:"));
    m_zones->setAccessibleName(m_zoneName->text());
}

void ImportSection::writePreview()
{
    const bool isAsking = m_previewAsked.isWaiting();
    m_previewCard->setVisible(m_found && (isAsking || m_preview || !m_planTrouble.isEmpty()));
    m_previewCard->setHeading(tr("What would come"));
    m_counts->setColorRole(m_planTrouble.isEmpty() ? ColorRole::Text : ColorRole::Danger);
    if (!m_planTrouble.isEmpty())
        m_counts->setText(m_planTrouble);
    else if (m_preview)
        m_counts->setText(ImportWords::preview(*m_preview, m_look.formats()));
    else
        m_counts->setText(tr("Looking which of the messages are here already …"));
    m_sample->setVisible(m_preview && !m_preview->sample.empty());
    const qint64 added = m_preview ? m_preview->counts.added : 0;
    m_begin->setText(tr("Import the new messages (%1)").arg(m_look.formats().number(added)));
    m_begin->setVisible(m_preview.has_value());
    m_begin->setEnabled(added > 0 && !isUnderWay() && !m_isBeginning);
}

void ImportSection::writeStatus()
{
    m_statusCard->setVisible(m_status.has_value());
    m_statusCard->setHeading(tr("The newest import"));
    m_cancel->setText(tr("Cancel"));
    m_goOn->setText(tr("Go on"));
    if (!m_status) return;
    const bool isGivenUp = m_status->state == TaskState::Dead;
    const bool isCancelled = isGivenUp && m_status->trouble == "cancelled"_L1;
    const QString words = ImportWords::status(*m_status, m_look.formats());
    m_statusWords->setText(m_actTrouble.isEmpty() ? words : words + u'\n' + m_actTrouble);
    const bool isBad = (isGivenUp && !isCancelled) || !m_actTrouble.isEmpty();
    m_statusWords->setColorRole(isBad                                ? ColorRole::Danger
                                : m_status->state == TaskState::Done ? ColorRole::Good
                                                                     : ColorRole::Text);
    const ImportJob& job = m_status->job;
    m_bar->setVisible(isUnderWay());
    m_bar->setValue(job.total > 0 ? int(kImportBarSteps * job.upto / job.total) : 0);
    m_bar->setAccessibleName(m_statusWords->text());
    m_cancel->setVisible(isUnderWay());
    m_cancel->setEnabled(!m_status->isCancelWanted);
    m_goOn->setVisible(isGivenUp);
    m_goOn->setEnabled(isGivenUp);
}

void ImportSection::write()
{
    writeFile();
    writePlan();
    writePreview();
    writeStatus();
}

void ImportSection::retranslate()
{
    for (QAction* action : actions())
        action->setText(tr("Choose a file of another system's history"));
    m_mapper->retranslate();
    m_sample->retranslate();
    write();
}

}  // namespace tongdai
