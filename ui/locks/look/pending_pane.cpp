#include "ui/locks/look/pending_pane.h"

#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/locks/locks_table.h"
#include "ui/locks/look/entries_model.h"
#include "ui/locks/look/pending_model.h"
#include "ui/locks/table_look.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>
#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kPendingLookEvery = 2s;

}  // namespace

PendingPane::PendingPane(api::QueueLook& queues, const QByteArray& stream, Look look, QWidget* parent)
    : QWidget(parent),
      m_queues(queues),
      m_stream(stream),
      m_look(look),
      m_model(new PendingModel(look, this)),
      m_group(new QComboBox),
      m_standing(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_outcome(new NoticeBar),
      m_none(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_table(new LocksTable),
      m_entry(new QPlainTextEdit),
      m_more(new QPushButton),
      m_acts(nullptr),
      m_meaning(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_acknowledge(new QPushButton),
      m_handOver(new QPushButton),
      m_consumer(new QComboBox),
      m_confirmWords(new RoleLabel(TextRole::List)),
      m_confirm(new QLineEdit)
{
    build();
    connect(m_group, &QComboBox::currentIndexChanged, this, [this] {
        beginGroup();
        askPending();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PendingPane::choose);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PendingPane::choose);
    connect(m_more, &QPushButton::clicked, this, &PendingPane::readMore);
    connect(m_confirm, &QLineEdit::textChanged, this, &PendingPane::writeButtons);
    connect(m_consumer, &QComboBox::currentIndexChanged, this, &PendingPane::writeButtons);
    connect(m_acknowledge, &QPushButton::clicked, this, [this] {
        if (isConfirmed(m_acknowledge)) acknowledge();
    });
    connect(m_handOver, &QPushButton::clicked, this, [this] {
        if (isConfirmed(m_handOver)) handOver();
    });
    m_timer.setInterval(kPendingLookEvery);
    connect(&m_timer, &QTimer::timeout, this, &PendingPane::askGroups);
    retranslate();
    askGroups();
}

/// Nothing of the group before is under way any more, or about this one.
void PendingPane::beginGroup()
{
    m_pendingAsked.forget();
    m_armed = nullptr;
    m_isLonger = m_hasMore = false;
    m_confirm->clear();
    m_consumers.clear();
    m_model->setEntries({});
}

void PendingPane::focusFirst()
{
    m_table->isVisible() ? m_table->setFocus() : m_group->setFocus();
}

void PendingPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_timer.start();
    askGroups();
    askPending();
}

void PendingPane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void PendingPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

const api::StreamGroup* PendingPane::group() const
{
    const auto found =
        std::ranges::find(m_groups.groups, m_group->currentData().toByteArray(), &api::StreamGroup::name);
    return found == m_groups.groups.end() ? nullptr : &*found;
}

void PendingPane::askGroups()
{
    if (m_groupsAsked.isWaiting()) return;
    m_groupsAsked.await<api::StreamGroups>(this, m_queues.groups(m_stream),
                                           [this](const api::Answer<api::StreamGroups>& answer) {
                                               if (const auto* groups = std::get_if<api::StreamGroups>(&answer))
                                                   return takeGroups(*groups);
                                               fail(std::get<api::DeskFailure>(answer));
                                           });
}

void PendingPane::takeGroups(const api::StreamGroups& groups)
{
    const auto namesOf = [](const api::StreamGroups& of) {
        QByteArrayList names;
        for (const api::StreamGroup& each : of.groups)
            names << each.name;
        return names;
    };
    const QByteArrayList names = namesOf(groups);
    const bool isOther = names != namesOf(m_groups);
    m_groups = groups;
    m_hasGroups = true;
    if (std::exchange(m_isFailing, false)) m_outcome->hide();
    if (isOther) {
        m_isLonger = false;
        const QByteArray before = m_group->currentData().toByteArray();
        const QSignalBlocker quiet(m_group);
        m_group->clear();
        for (const QByteArray& name : names)
            m_group->addItem(QString::fromUtf8(name), name);
        const int kept = int(names.indexOf(before));
        m_group->setCurrentIndex(kept >= 0 ? kept : names.isEmpty() ? -1 : 0);
        if (kept < 0) beginGroup();
    }
    qint64 waiting = 0;
    for (const api::StreamGroup& each : groups.groups)
        waiting += each.pending;
    emit waitingChanged(waiting);
    if (isVisible() && !m_isLonger) askPending();
    write();
}

void PendingPane::askPending()
{
    const api::StreamGroup* of = group();
    if (!of) return write();
    if (m_pendingAsked.isWaiting()) return;
    m_pendingAsked.await<api::PendingPage>(this, m_queues.pending(m_stream, of->name, {}),
                                           [this](const api::Answer<api::PendingPage>& answer) {
                                               if (const auto* page = std::get_if<api::PendingPage>(&answer))
                                                   return takePending(*page);
                                               fail(std::get<api::DeskFailure>(answer));
                                           });
}

void PendingPane::takePending(const api::PendingPage& page)
{
    const QByteArrayList before = chosenIds();
    QPushButton* const armed = m_armed;
    m_model->setEntries(page.entries);
    m_consumers = page.consumers;
    m_hasMore = !page.isLast;
    m_isLonger = false;
    chooseAgain(before);
    // A second press is about the same entries as the first, and so is a name that was typed.
    const bool isOther = chosenIds() != before;
    m_armed = isOther ? nullptr : armed;
    if (isOther && !before.isEmpty()) m_confirm->clear();
    writeConsumers();
    readEntry();
    write();
}

/// Those of them that are still there, or the first of all.
void PendingPane::chooseAgain(const QByteArrayList& ids)
{
    if (chosenIds() == ids && !ids.isEmpty()) return;
    QItemSelectionModel& selection = *m_table->selectionModel();
    constexpr auto kWhole = QItemSelectionModel::Select | QItemSelectionModel::Rows;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!ids.contains(m_model->entryAt(row)->id)) continue;
        if (!selection.currentIndex().isValid()) selection.setCurrentIndex(m_model->index(row, 0), kWhole);
        selection.select(m_model->index(row, 0), kWhole);
    }
    if (!selection.currentIndex().isValid() && m_model->rowCount() > 0) m_table->selectRow(0);
}

QByteArrayList PendingPane::chosenIds() const
{
    QByteArrayList ids;
    for (const api::PendingEntry& entry : chosen())
        ids << entry.id;
    return ids;
}

void PendingPane::readMore()
{
    const api::StreamGroup* of = group();
    if (!of || m_pendingAsked.isWaiting()) return;
    m_isLonger = true;
    m_pendingAsked.await<api::PendingPage>(this, m_queues.pending(m_stream, of->name, m_model->last()),
                                           [this](const api::Answer<api::PendingPage>& answer) {
                                               const auto* page = std::get_if<api::PendingPage>(&answer);
                                               if (!page) {
                                                   m_isLonger = false;
                                                   return fail(std::get<api::DeskFailure>(answer));
                                               }
                                               m_model->addEntries(page->entries);
                                               m_hasMore = !page->isLast;
                                               write();
                                           });
}

std::vector<api::PendingEntry> PendingPane::chosen() const
{
    std::vector<api::PendingEntry> entries;
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex& row : rows)
        entries.push_back(*m_model->entryAt(row.row()));
    return entries;
}

void PendingPane::choose()
{
    m_armed = nullptr;
    readEntry();
    writeButtons();
}

void PendingPane::readEntry()
{
    const api::PendingEntry* entry = m_model->entryAt(m_table->currentIndex().row());
    const QByteArray id = entry ? entry->id : QByteArray();
    if (id == m_shown) return;
    m_shown = id;
    m_entryAsked.forget();
    m_entry->clear();
    if (id.isEmpty()) return;
    m_entryAsked.await<api::StreamEntry>(
        this, m_queues.entry(m_stream, id), [this](const api::Answer<api::StreamEntry>& answer) {
            const auto* found = std::get_if<api::StreamEntry>(&answer);
            if (found) return m_entry->setPlainText(EntriesModel::wordsOf(*found));
            const auto error = std::get<api::DeskFailure>(answer).error;
            m_entry->setPlainText(error == api::DeskError::NotFound
                                      ? tr("This entry has been cut off the stream: nobody can read it any more.")
                                  : error == api::DeskError::NotAllowed ? tr("Your role does not include reading it.")
                                                                        : tr("Redis does not answer."));
        });
}

bool PendingPane::isConfirmed(QPushButton* button)
{
    if (m_groups.isProduction) return true;  // the button works with the typed name only
    const bool isArmed = m_armed == button;
    m_armed = isArmed ? nullptr : button;
    writeButtons();
    return isArmed;
}

void PendingPane::acknowledge()
{
    const api::StreamGroup* of = group();
    const std::vector<api::PendingEntry> entries = chosen();
    if (!of || entries.empty()) return;
    m_isBusy = true;
    writeButtons();
    const auto wanted = qsizetype(entries.size());
    api::whenAnswered<int>(this, m_queues.acknowledge(m_stream, of->name, entries),
                           [this, wanted](const api::Answer<int>& answer) { tellOutcome(answer, wanted); });
}

void PendingPane::handOver()
{
    const api::StreamGroup* of = group();
    const std::vector<api::PendingEntry> entries = chosen();
    const QByteArray to = m_consumer->currentData().toByteArray();
    if (!of || entries.empty() || to.isEmpty()) return;
    m_isBusy = true;
    writeButtons();
    const auto wanted = qsizetype(entries.size());
    api::whenAnswered<int>(this, m_queues.handOver(m_stream, of->name, to, entries),
                           [this, wanted](const api::Answer<int>& answer) { tellOutcome(answer, wanted); });
}

void PendingPane::tellOutcome(const api::Answer<int>& answer, qsizetype wanted)
{
    m_isBusy = false;
    m_confirm->clear();
    m_isLonger = false;
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        fail(*failure);
        m_isFailing = false;  // what came of an act stays in sight
    } else {
        const int done = std::get<int>(answer);
        const Formats& formats = m_look.formats();
        if (done == wanted)
            tell(Tone::Good, tr("Done: %1. It is in the audit log.").arg(formats.number(done)));
        else
            tell(Tone::Attention, tr("Done: %1 of %2. The others are in work, or were settled meanwhile.")
                                      .arg(formats.number(done), formats.number(wanted)));
    }
    askGroups();
    askPending();
    writeButtons();
}

void PendingPane::fail(const api::DeskFailure& failure)
{
    m_isFailing = true;
    switch (failure.error) {
        case api::DeskError::NotFound: return tell(Tone::Attention, tr("This group or reader is not there any more."));
        case api::DeskError::NotAllowed: return tell(Tone::Attention, tr("Your role does not include this."));
        case api::DeskError::NotSignedIn: return tell(Tone::Attention, tr("Sign in to go on."));
        case api::DeskError::NotReady: return tell(Tone::Attention, tr("The engine is still starting."));
        default:
            return tell(Tone::Danger, failure.detail.isEmpty()
                                          ? tr("Redis does not answer. Nothing was changed.")
                                          : tr("Nothing was changed: %1").arg(CauseWords::of(failure.detail)));
    }
}

void PendingPane::tell(Tone tone, const QString& words)
{
    m_isFailing = m_isFailing && tone != Tone::Good;
    m_outcome->setNotice(tone, words);
    m_outcome->show();
}

/// First who was heard last: it is at work.
void PendingPane::writeConsumers()
{
    std::vector<api::StreamConsumer> order = m_consumers;
    std::ranges::sort(order, {}, &api::StreamConsumer::idle);
    QByteArrayList names;
    for (const api::StreamConsumer& consumer : order)
        names << consumer.name;
    QByteArrayList offered;
    for (int i = 0; i < m_consumer->count(); ++i)
        offered << m_consumer->itemData(i).toByteArray();
    QByteArrayList sorted = names;
    std::sort(sorted.begin(), sorted.end());
    std::sort(offered.begin(), offered.end());
    if (sorted == offered) return;  // who chose one keeps it
    const QByteArray before = m_consumer->currentData().toByteArray();
    const QSignalBlocker quiet(m_consumer);
    m_consumer->clear();
    for (const QByteArray& name : names)
        m_consumer->addItem(QString::fromUtf8(name), name);
    m_consumer->setCurrentIndex(std::max(0, int(names.indexOf(before))));
}

void PendingPane::writeButtons()
{
    const std::vector<api::PendingEntry> entries = chosen();
    const QByteArray to = m_consumer->currentData().toByteArray();
    const bool isTyped = !m_groups.isProduction || m_confirm->text().trimmed() == m_group->currentText();
    const bool mayAct = !entries.empty() && isTyped && !m_isBusy;
    const bool canMove = std::ranges::any_of(entries, [&to](const api::PendingEntry& entry) {
        return entry.consumer != to && entry.idle >= api::kInWorkFor;
    });
    const QString count = m_look.formats().number(qint64(entries.size()));
    const auto armed = [this](QPushButton* button, const QString& words) {
        button->setText(m_armed == button ? tr("Press again: %1").arg(words) : words);
    };
    armed(m_acknowledge, tr("Acknowledge (%1)").arg(count));
    armed(m_handOver, tr("Hand over (%1)").arg(count));
    m_acknowledge->setEnabled(mayAct);
    m_handOver->setEnabled(mayAct && canMove && !to.isEmpty());
}

void PendingPane::write()
{
    const Formats& formats = m_look.formats();
    const api::StreamGroup* of = group();
    const bool isEmpty = m_model->rowCount() == 0;
    m_group->setVisible(!m_groups.groups.empty());
    m_standing->setVisible(of != nullptr);
    if (of) {
        const QString standing =
            tr("readers: %1 · not acknowledged: %2").arg(formats.number(of->consumers), formats.number(of->pending));
        m_standing->setText(of->lag ? tr("%1 · behind by %2").arg(standing, formats.number(*of->lag)) : standing);
    }
    m_table->parentWidget()->setVisible(!isEmpty);
    m_none->setVisible(isEmpty);
    m_none->setText(!m_hasGroups ? tr("Looking …")
                    : of         ? tr("Everything that was given out has been acknowledged.")
                                 : tr("No group reads this stream: nothing waits for an acknowledgement."));
    m_more->setVisible(m_hasMore && !isEmpty);
    m_acts->setVisible(!isEmpty && m_groups.maySettle);
    m_confirmWords->setVisible(m_groups.isProduction);
    m_confirm->setVisible(m_groups.isProduction);
    m_confirmWords->setText(tr("This shop is live. Type %1 to confirm:").arg(m_group->currentText()));
    m_confirm->setAccessibleName(m_confirmWords->text());
    writeButtons();
    fitColumns();
}

void PendingPane::retranslate()
{
    m_group->setAccessibleName(tr("Group of readers"));
    m_table->setAccessibleName(tr("Not acknowledged"));
    m_entry->setAccessibleName(tr("The chosen entry"));
    m_entry->setFont(m_look.theme.font(TextRole::Mono));
    m_consumer->setAccessibleName(tr("Who gets them"));
    m_confirm->setPlaceholderText(tr("name of the group"));
    m_more->setText(tr("Read more"));
    m_meaning->setText(tr(
        "Acknowledged, an entry counts as done and is given to nobody again. Handed over, another reader of the group "
        "gets it when it asks for what is its own; what was given out less than 30 s ago is in work and stays."));
    m_model->retranslate();
    write();
}

void PendingPane::fitColumns()
{
    fitTableRows(*m_table, m_look);
    m_needs.fit(*m_table, m_table->viewport()->width(), PendingModel::Consumer);
}

}  // namespace tongdai
