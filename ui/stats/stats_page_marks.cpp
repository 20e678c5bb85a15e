#include "ui/common/look/text_role.h"
#include "ui/common/window_place.h"
#include "ui/live/live_words.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_panels.h"

#include <QAction>
#include <QBoxLayout>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

// Notes, versions and outages beside the figures; the rest of the page is in stats_page.cpp.
namespace tongdai {

using namespace Qt::StringLiterals;

void StatsPage::buildMarks()
{
    connect(m_panels, &StatsPanels::removalWanted, this, &StatsPage::removeNote);
    auto* note = new QAction(this);
    note->setObjectName(u"noteAction"_s);
    note->setShortcut(QKeySequence(Qt::Key_N));
    note->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(note);
    connect(note, &QAction::triggered, this, &StatsPage::askForNote);
    m_zoomKeys.push_back({note, QT_TR_NOOP("Write a note at this time")});
}

void StatsPage::askMarks()
{
    if (!m_report) return;
    m_askedMarks.await(this, m_statistics.marks(m_report->query.from, m_report->query.to),
                       [this](const api::Answer<std::vector<StatsMark>>& answer) {
                           const auto* marks = std::get_if<std::vector<StatsMark>>(&answer);
                           if (!marks) return;  // the figures say that the history is away
                           m_marks = *marks;
                           m_panels->setMarks(m_marks);
                       });
}

/// At the piece the chart's cursor stands on, else now.
void StatsPage::askForNote()
{
    if (!m_report) return;
    const int piece = m_panels->timeChart().cursor();
    const auto& points = m_report->points;
    const bool isPointed = piece >= 0 && piece < int(points.size());
    const TimePoint at = isPointed ? points[size_t(piece)].start : m_look.now();
    auto* dialog = new QDialog(this);
    dialog->setObjectName(u"noteDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    keepOnScreenWhenShown(*dialog);
    dialog->setWindowTitle(tr("Note"));
    const Formats& formats = m_look.formats();
    auto* label = new QLabel(tr("Note for %1 %2:").arg(formats.date(at), formats.shortClock(at)));
    auto* edit = new QLineEdit;
    edit->setObjectName(u"note"_s);
    edit->setMaxLength(int(StatsMark::kMostText));
    edit->setMinimumWidth(grownWith(font(), 360));
    label->setBuddy(edit);
    auto* buttons = new QDialogButtonBox;
    QPushButton* save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    save->setEnabled(false);
    auto* rows = new QVBoxLayout(dialog);
    rows->setContentsMargins(20, 16, 20, 12);
    rows->addWidget(label);
    rows->addWidget(edit);
    rows->addWidget(buttons);
    connect(edit, &QLineEdit::textChanged, save,
            [save](const QString& typed) { save->setEnabled(!typed.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this, [this, at, edit] { addNote(at, edit->text().trimmed()); });
    dialog->open();
    edit->setFocus();
}

void StatsPage::addNote(TimePoint at, const QString& words)
{
    if (words.isEmpty()) return;
    api::whenAnswered<StatsMark>(this, m_statistics.addNote(at, words), [this](const api::Answer<StatsMark>& answer) {
        const auto* failure = std::get_if<api::DeskFailure>(&answer);
        takeChange(failure ? std::optional(*failure) : std::nullopt);
    });
}

void StatsPage::removeNote(int row)
{
    if (row < 0 || row >= int(m_marks.size()) || m_marks[size_t(row)].kind != StatsMark::Kind::Note) return;
    api::whenAnswered<bool>(this, m_statistics.removeNote(m_marks[size_t(row)].id),
                            [this](const api::Answer<bool>& answer) {
                                const auto* failure = std::get_if<api::DeskFailure>(&answer);
                                takeChange(failure ? std::optional(*failure) : std::nullopt);
                            });
}

void StatsPage::takeChange(const std::optional<api::DeskFailure>& failure)
{
    m_exported = failure ? tr("The note was not changed: %1").arg(LiveWords::failure(*failure)) : QString();
    writeState();
    askMarks();
}

}  // namespace tongdai
