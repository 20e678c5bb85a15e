#include "ui/privacy/erasure_dialog.h"

#include "engine/domain/people/erasure_clock.h"
#include "engine/domain/whole_file.h"
#include "ui/common/look/console_style.h"
#include "ui/common/look/text_role.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/common/words/cause_words.h"
#include "ui/live/live_words.h"
#include "ui/privacy/erasure_words.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDateEdit>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTreeWidget>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kErasureSize(620, 620);
constexpr QSize kErasureFiles(820, 500);
constexpr int kBetweenColumns = 16;
constexpr int kAroundRow = 6;    // above and below the words of a row
constexpr int kDateWidth = 150;  // at 100 %
constexpr int kDateFrame = 8;

}  // namespace

ErasureDialog::ErasureDialog(api::Erasures& erasures, Conversation conversation, Look look, QWidget* parent)
    : QDialog(parent),
      m_erasures(erasures),
      m_conversation(std::move(conversation)),
      m_look(std::move(look)),
      m_heading(new RoleLabel(TextRole::Title)),
      m_about(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_clock(new RoleLabel(TextRole::List)),
      m_asked(new QDateEdit),
      m_answeredOn(new QDateEdit),
      m_note(new QPushButton),
      m_answered(new QPushButton),
      m_tree(new QTreeWidget),
      m_words(new RoleLabel(TextRole::List)),
      m_bar(new QProgressBar),
      m_sure(new QCheckBox),
      m_erase(new QPushButton),
      m_certificate(new QPushButton),
      m_close(new QPushButton)
{
    setObjectName(u"erasureDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    keepOnScreenWhenShown(*this);
    build();
    connect(m_sure, &QCheckBox::toggled, this, &ErasureDialog::write);
    connect(m_note, &QPushButton::clicked, this, &ErasureDialog::noteAsked);
    connect(m_answered, &QPushButton::clicked, this, &ErasureDialog::noteAnswered);
    connect(m_erase, &QPushButton::clicked, this, &ErasureDialog::erase);
    connect(m_certificate, &QPushButton::clicked, this, &ErasureDialog::chooseFile);
    connect(m_close, &QPushButton::clicked, this, &ErasureDialog::reject);
    resize(kErasureSize);
    plan();
}

void ErasureDialog::build()
{
    m_tree->setObjectName(u"erasureTree"_s);
    m_tree->setColumnCount(2);
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setStretchLastSection(true);
    m_words->setObjectName(u"erasureWords"_s);
    m_bar->setObjectName(u"erasureProgress"_s);
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_sure->setObjectName(u"erasureSure"_s);
    m_erase->setObjectName(u"eraseNow"_s);
    m_certificate->setObjectName(u"saveCertificate"_s);
    m_close->setObjectName(u"closeErasure"_s);
    m_clock->setObjectName(u"erasureClock"_s);
    buildDay(*m_asked, u"erasureAsked"_s);
    buildDay(*m_answeredOn, u"erasureAnsweredOn"_s);
    for (QPushButton* beside : {m_note, m_answered})
        beside->setMinimumHeight(m_asked->minimumHeight());
    m_note->setObjectName(u"noteRequest"_s);
    m_answered->setObjectName(u"requestAnswered"_s);
    for (RoleLabel* label : {m_about, m_clock, m_words}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* buttons = new QHBoxLayout;
    auto* clock = new QHBoxLayout;
    clock->addWidget(m_clock, 1);
    clock->addWidget(m_asked, 0, Qt::AlignTop);
    clock->addWidget(m_note, 0, Qt::AlignTop);
    clock->addWidget(m_answeredOn, 0, Qt::AlignTop);
    clock->addWidget(m_answered, 0, Qt::AlignTop);
    for (QPushButton* each : {m_certificate, m_erase, m_close, m_note, m_answered})
        each->setAutoDefault(false);
    buttons->addWidget(m_certificate);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_erase);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 20, 24, 16);
    rows->setSpacing(8);
    rows->addWidget(m_heading);
    rows->addWidget(m_about);
    rows->addLayout(clock);
    rows->addWidget(m_tree, 1);
    rows->addWidget(m_words);
    rows->addWidget(m_bar);
    rows->addWidget(m_sure);
    rows->addLayout(buttons);
}

void ErasureDialog::buildDay(QDateEdit& edit, const QString& name)
{
    edit.setObjectName(name);
    edit.setCalendarPopup(true);
    // Its box for the text asks for the room of one that stands alone.
    const auto* box = edit.findChild<QLineEdit*>();
    edit.setMinimumSize(grownWith(font(), kDateWidth), box->minimumSizeHint().height() + kDateFrame);
    const QDate today = lawfulDay(m_look.now());
    edit.setMaximumDate(today);
    edit.setDate(today);
}

void ErasureDialog::plan()
{
    m_stage = Stage::Planning;
    write();
    api::whenAnswered<ErasureReport>(this, m_erasures.plan(m_conversation.customer),
                                     [this](const api::Answer<ErasureReport>& answer) { takePlan(answer); });
}

/// The middle of that day, wherever the desk is; of today, now.
TimePoint ErasureDialog::chosenDay(const QDateEdit& edit) const
{
    return std::min(noonOf(edit.date()), m_look.now());
}

void ErasureDialog::noteAsked()
{
    note({chosenDay(*m_asked), false, {}});
}

/// An answer of yesterday that is written down today was given yesterday.
void ErasureDialog::noteAnswered()
{
    note({{}, true, std::max(chosenDay(*m_answeredOn), m_report.request->askedAt)});
}

void ErasureDialog::note(const ErasureNote& note)
{
    if (m_isNoting) return;
    m_isNoting = true;
    writeClock();
    api::whenAnswered<ErasureRequest>(this, m_erasures.note(m_conversation.customer, note),
                                      [this](const api::Answer<ErasureRequest>& answer) {
                                          m_isNoting = false;
                                          m_noteTrouble.clear();
                                          if (const auto* failure = std::get_if<api::DeskFailure>(&answer))
                                              m_noteTrouble = LiveWords::failure(*failure);
                                          else
                                              m_report.request = std::get<ErasureRequest>(answer);
                                          writeClock();
                                      });
}

void ErasureDialog::writeClock()
{
    const std::optional<ErasureRequest>& request = m_report.request;
    const bool isKnown = m_stage != Stage::Planning && m_stage != Stage::Failed;
    const bool mayNote = m_stage == Stage::Planned && !m_isNoting;
    m_clock->setVisible(isKnown && (request || m_stage != Stage::Erased));
    m_clock->setText(m_noteTrouble.isEmpty() ? ErasureWords::clock(request, m_look.now(), m_look.formats())
                                             : tr("Nothing was written down: %1").arg(m_noteTrouble));
    m_clock->setAccessibleName(m_clock->text());
    m_clock->setColorRole(m_noteTrouble.isEmpty() ? ErasureWords::clockColour(request, m_look.now())
                                                  : ColorRole::Danger);
    writeDay(*m_asked, tr("Day of the request"));
    m_asked->setVisible(isKnown && !request && m_stage != Stage::Erased);
    m_asked->setEnabled(mayNote);
    m_note->setText(tr("Note the request"));
    m_note->setVisible(m_asked->isVisibleTo(this));
    m_note->setEnabled(mayNote);
    m_answered->setText(tr("Mark as answered"));
    m_answered->setVisible(m_stage == Stage::Planned && request && !request->answeredAt);
    m_answered->setEnabled(mayNote);
    writeDay(*m_answeredOn, tr("Day of the answer"));
    if (request) m_answeredOn->setMinimumDate(lawfulDay(request->askedAt));
    m_answeredOn->setVisible(m_answered->isVisibleTo(this));
    m_answeredOn->setEnabled(mayNote);
}

void ErasureDialog::writeDay(QDateEdit& edit, const QString& meaning)
{
    edit.setLocale(m_look.formats().locale());
    edit.setDisplayFormat(m_look.formats()
                              .locale()
                              .dateFormat(QLocale::ShortFormat)
                              .replace(QRegularExpression(u"(?<!y)yy(?!y)"_s), u"yyyy"_s));
    edit.setAccessibleName(meaning);
    edit.setToolTip(meaning);
}

void ErasureDialog::takePlan(const api::Answer<ErasureReport>& answer)
{
    const auto* failure = std::get_if<api::DeskFailure>(&answer);
    m_stage = failure ? Stage::Failed : Stage::Planned;
    if (failure) m_trouble = LiveWords::failure(*failure);
    if (!failure) m_report = std::get<ErasureReport>(answer);
    fillTree();
    write();
    m_tree->setFocus();
}

void ErasureDialog::erase()
{
    if (m_stage != Stage::Planned || !m_report.holds.empty() || !m_sure->isChecked()) return;
    m_stage = Stage::Erasing;
    write();
    api::whenAnswered<api::ErasureDone>(this, m_erasures.erase(m_conversation.customer),
                                        [this](const api::Answer<api::ErasureDone>& answer) { takeDone(answer); });
}

void ErasureDialog::takeDone(const api::Answer<api::ErasureDone>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_stage = Stage::Failed;
        m_trouble = LiveWords::failure(*failure);
        return write();
    }
    const auto& done = std::get<api::ErasureDone>(answer);
    m_report = done.report;
    // A hold that was placed meanwhile: nothing was done.
    m_stage = m_report.holds.empty() ? Stage::Erased : Stage::Planned;
    if (m_stage == Stage::Erased) m_done = done;
    fillTree();
    write();
    (m_done ? m_certificate : m_close)->setFocus();
}

QTreeWidgetItem* ErasureDialog::rowOf(const QString& name, const QString& words) const
{
    // Each row asks for its height: the first of them is that of all.
    const int high = std::max(m_look.theme.tableRowHeight(), lineHeightOf(m_tree->font()) + kAroundRow);
    auto* row = new QTreeWidgetItem({name, words});
    row->setSizeHint(1, QSize(0, high));  // the first column is as wide as its words
    row->setToolTip(1, words.toHtmlEscaped());
    return row;
}

void ErasureDialog::addLeft(LeftPlace::Why why)
{
    QTreeWidgetItem* top = rowOf(ErasureWords::left(why), QString());
    for (const LeftPlace& place : m_report.left) {
        if (place.why == why) top->addChild(rowOf(ErasureWords::leftPlace(place), ErasureWords::leftWords(place)));
    }
    if (top->childCount() == 0) {
        delete top;
        return;
    }
    m_tree->addTopLevelItem(top);
    top->setExpanded(true);
}

void ErasureDialog::fillTree()
{
    m_tree->clear();
    const Formats& formats = m_look.formats();
    for (int i = 0; i < ErasureWords::kBranches; ++i) {
        const auto branch = ErasureWords::Branch(i);
        ErasedPlace sum;
        QTreeWidgetItem* top = rowOf(ErasureWords::branch(branch), QString());
        for (const ErasedPlace& place : m_report.places) {
            if (ErasureWords::branchOf(place.place) != branch || place.removed + place.anonymised == 0) continue;
            sum.removed += place.removed;
            sum.anonymised += place.anonymised;
            top->addChild(rowOf(ErasureWords::place(place.place), ErasureWords::count(place, formats)));
        }
        top->setText(1, top->childCount() == 0 ? tr("nothing") : ErasureWords::count(sum, formats));
        m_tree->addTopLevelItem(top);
        top->setExpanded(true);
    }
    addLeft(LeftPlace::Why::Kept);
    addLeft(LeftPlace::Why::NotReached);
    for (const LegalHold& hold : m_report.holds) {
        QTreeWidgetItem* kept = rowOf(tr("Held"), ErasureWords::hold(hold, formats));
        kept->setForeground(0, m_look.theme.color(ColorRole::Danger));
        m_tree->insertTopLevelItem(0, kept);
    }
    m_tree->resizeColumnToContents(0);
    m_tree->setColumnWidth(0, m_tree->columnWidth(0) + kBetweenColumns);
    if (m_tree->topLevelItemCount() > 0) m_tree->setCurrentItem(m_tree->topLevelItem(0));
}

QString ErasureDialog::sentence() const
{
    switch (m_stage) {
        case Stage::Planning: return tr("Looking at every place …");
        case Stage::Erasing: return tr("Erasing …");
        case Stage::Failed: return tr("Nothing was erased: %1").arg(m_trouble);
        case Stage::Planned:
            return m_report.holds.empty()
                       ? tr("This cannot be undone. Lines in conversations of others stay, without what names them. "
                            "The end of the list says what else stays, and what is not reached from here.")
                       : tr("A legal hold keeps this: nothing is erased before it is released.");
        case Stage::Erased: break;
    }
    QStringList words{tr("Erased.")};
    if (m_report.livePending) words << tr("Redis could not be reached: what it holds is erased as soon as it answers.");
    if (!m_saved.isEmpty()) words << m_saved;
    return words.join(u' ');
}

void ErasureDialog::write()
{
    setWindowTitle(tr("Erase a customer"));
    m_heading->setText(tr("Erase a customer"));
    m_about->setText(tr("%1 · everything that is kept about them").arg(LiveWords::name(m_conversation)));
    m_tree->setHeaderLabels({tr("Where"), m_stage == Stage::Erased ? tr("What was erased") : tr("What would go")});
    m_tree->setAccessibleName(tr("Every place"));
    const bool isHeld = !m_report.holds.empty();
    m_words->setText(sentence());
    m_words->setAccessibleName(sentence());
    m_words->setColorRole(m_stage == Stage::Failed || isHeld ? ColorRole::Danger
                          : m_stage == Stage::Erased         ? ColorRole::Good
                                                             : ColorRole::Text);
    writeClock();
    m_bar->setVisible(m_stage == Stage::Planning || m_stage == Stage::Erasing);
    m_sure->setText(tr("They asked for it themselves, and I have checked who they are"));
    m_sure->setVisible(m_stage == Stage::Planned && !isHeld);
    m_erase->setText(tr("Erase"));
    m_erase->setVisible(m_stage != Stage::Erased);
    m_erase->setEnabled(m_stage == Stage::Planned && !isHeld && m_sure->isChecked());
    m_certificate->setText(tr("Save certificate…"));
    m_certificate->setVisible(m_done.has_value());
    m_close->setText(tr("Close"));
    m_close->setEnabled(m_stage != Stage::Erasing);
}

void ErasureDialog::chooseFile()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto* dialog =
        new QFileDialog(this, tr("Save certificate"), QFileInfo(documents).isDir() ? documents : QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->resize(kErasureFiles);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"txt"_s);
    dialog->selectFile(u"tongdai-erasure-%1.txt"_s.arg(m_report.id.toString(QUuid::WithoutBraces).left(8)));
    connect(dialog, &QFileDialog::fileSelected, this, &ErasureDialog::saveCertificate);
    openOnScreen(*dialog);
}

void ErasureDialog::saveCertificate(const QString& file)
{
    if (!m_done) return;
    const QString text = QChar(QChar::ByteOrderMark) + ErasureWords::certificate(*m_done, m_look.formats());
    const QString problem = writeWholeFile(file, text.toUtf8());
    m_saved = problem.isEmpty() ? tr("Certificate saved: %1").arg(QDir::toNativeSeparators(file))
                                : tr("The certificate could not be saved: %1").arg(CauseWords::of(problem));
    write();
}

/// What is under way is waited for: its certificate would be lost.
void ErasureDialog::reject()
{
    if (m_stage != Stage::Erasing) QDialog::reject();
}

void ErasureDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        fillTree();
        write();
    }
    QDialog::changeEvent(event);
}

}  // namespace tongdai
