#include "ui/locks/queues/tasks_pane.h"

#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/locks/locks_table.h"
#include "ui/locks/queues/task_body_words.h"
#include "ui/locks/queues/task_words.h"
#include "ui/locks/queues/tasks_model.h"
#include "ui/locks/table_look.h"

#include <QHeaderView>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kTasksEvery = 2s;

}  // namespace

TasksPane::TasksPane(api::Tasks& tasks, Look look, QWidget* parent)
    : QWidget(parent),
      m_tasks(tasks),
      m_look(look),
      m_model(new TasksModel(look, this)),
      m_table(new LocksTable),
      m_none(new EmptyState),
      m_outcome(new NoticeBar),
      m_heading(new RoleLabel(TextRole::Title)),
      m_doing(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_tries(new RoleLabel(TextRole::List)),
      m_bodyHeading(new RoleLabel(TextRole::Title)),
      m_said(new RoleLabel(TextRole::List)),
      m_body(new QPlainTextEdit),
      m_raw(new QPushButton),
      m_again(new QPushButton),
      m_againAlike(new QPushButton),
      m_againAll(new QPushButton),
      m_save(new QPushButton),
      m_cancel(new QPushButton),
      m_drop(new QPushButton),
      m_aside(nullptr)
{
    build();
    m_timer.setInterval(kTasksEvery);
    connect(&m_timer, &QTimer::timeout, this, &TasksPane::ask);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TasksPane::choose);
    connect(m_body, &QPlainTextEdit::textChanged, this, &TasksPane::writeButtons);
    connect(m_again, &QPushButton::clicked, this, [this] { resolve({m_chosen}, TaskDecision::Retry); });
    connect(m_againAlike, &QPushButton::clicked, this, [this] {
        const TaskOnDesk* shown = m_model->taskAt(m_model->find(m_chosen));
        if (shown && isConfirmed(m_againAlike)) resolve(m_model->alike(*shown), TaskDecision::Retry);
    });
    connect(m_againAll, &QPushButton::clicked, this, [this] {
        if (isConfirmed(m_againAll)) resolve(m_model->dead(), TaskDecision::Retry);
    });
    connect(m_drop, &QPushButton::clicked, this, [this] {
        if (isConfirmed(m_drop)) resolve({m_chosen}, TaskDecision::Drop);
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (isConfirmed(m_cancel)) cancel();
    });
    connect(m_save, &QPushButton::clicked, this, &TasksPane::saveBody);
    connect(m_raw, &QPushButton::clicked, this, [this] { showRaw(!m_isRaw); });
    retranslate();
}

void TasksPane::focusFirst()
{
    m_table->setFocus();
}

void TasksPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_timer.start();
    ask();
}

void TasksPane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void TasksPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

bool TasksPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const TaskOnDesk* shown = m_model->taskAt(m_table->currentIndex().row());
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && shown) {
            emit conversationWanted(shown->task.conversation);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TasksPane::ask()
{
    m_asked.await<api::TasksPicture>(this, m_tasks.tasks(), [this](const api::Answer<api::TasksPicture>& answer) {
        if (const auto* picture = std::get_if<api::TasksPicture>(&answer))
            take(*picture);
        else
            fail(std::get<api::DeskFailure>(answer));
    });
}

void TasksPane::take(const api::TasksPicture& picture)
{
    const bool isShown = m_isHeld && m_hasPicture;  // held before there was one: the first is shown
    if (isShown) m_changesWhileHeld += TasksModel::differences(m_newest.tasks, picture.tasks);
    m_newest = picture;
    if (isShown) return emit heldChanged();
    show(picture);
}

void TasksPane::setHeld(bool isHeld)
{
    if (m_isHeld == isHeld) return;
    m_isHeld = isHeld;
    m_changesWhileHeld = 0;
    if (!isHeld && m_hasPicture) show(m_newest);
}

void TasksPane::setFilter(const QString& words)
{
    keepWritten();
    m_model->setFilter(words);
    if (m_hasPicture) show(api::TasksPicture(m_picture));
}

/// A word that is looked for takes nothing away that somebody has written.
void TasksPane::keepWritten()
{
    m_model->setKept(m_body->document()->isModified() ? m_chosen : 0);
}

void TasksPane::show(const api::TasksPicture& picture)
{
    keepWritten();
    m_picture = picture;
    m_hasPicture = true;
    m_model->setTasks(picture.tasks, picture.at);
    const int row = std::max(m_model->find(m_chosen), m_model->rowCount() > 0 ? 0 : -1);
    if (row >= 0 && m_table->currentIndex().row() != row) m_table->setCurrentIndex(m_model->index(row, 0));
    choose();
    retranslate();
    emit deadChanged(int(
        std::ranges::count(m_picture.tasks, TaskState::Dead, [](const TaskOnDesk& each) { return each.task.state; })));
}

/// What somebody is writing stays as they wrote it, until they choose another task.
void TasksPane::choose()
{
    const TaskOnDesk* shown = m_model->taskAt(m_table->currentIndex().row());
    const qint64 chosen = shown ? shown->task.id : 0;
    if (chosen != m_chosen) {
        m_armed = nullptr;
        m_isRaw = false;
        m_chosen = chosen;
        const QByteArray body =
            shown ? QJsonDocument(shown->task.payload).toJson(QJsonDocument::Indented).trimmed() : QByteArray();
        m_body->setPlainText(QString::fromUtf8(body));
        m_body->document()->setModified(false);
    }
    writeDetails();
    writeButtons();
}

void TasksPane::writeDetails()
{
    const TaskOnDesk* shown = m_model->taskAt(m_model->find(m_chosen));
    m_aside->setVisible(shown != nullptr);
    if (!shown) return;
    const bool isDead = shown->task.state == TaskState::Dead && shown->mayDecide;
    m_heading->setText(TaskWords::kind(shown->task.kind));
    const QString doing = TaskWords::doing(shown->task.kind);
    m_doing->setText(shown->mayDecide ? doing : doing + u' ' + tr("Your role does not decide about it."));
    const QStringList lines = TaskBodyWords::tries(shown->task.kind, shown->tries, m_picture.at, m_look.formats());
    m_tries->setText(lines.isEmpty() ? tr("No try has failed.") : lines.join(u'\n'));
    m_tries->setToolTip(shown->tries.empty() ? QString() : plainToolTip(shown->tries.back().error));
    m_bodyHeading->setText(tr("Body"));
    const bool hasBody = m_picture.mayReadBodies && !shown->task.payload.isEmpty();
    m_said->setText(hasBody ? TaskBodyWords::lines(shown->task, m_look.formats()).join(u'\n') : QString());
    m_said->setVisible(hasBody && !m_isRaw);
    m_body->setVisible(hasBody && m_isRaw);
    m_raw->setVisible(hasBody);
    m_raw->setText(m_isRaw ? tr("Show in words") : isDead ? tr("Change it (JSON)") : tr("Show as JSON"));
    m_bodyHeading->setVisible(hasBody);
    m_body->setReadOnly(!isDead);
}

/// What was changed is kept, shown or not.
void TasksPane::showRaw(bool on)
{
    m_isRaw = on;
    writeDetails();
    if (on) m_body->setFocus();
}

void TasksPane::writeButtons()
{
    const TaskOnDesk* shown = m_model->taskAt(m_model->find(m_chosen));
    const bool isDead = shown && shown->task.state == TaskState::Dead && shown->mayDecide;
    const int dead = int(m_model->dead().size());
    const int alike = isDead ? int(m_model->alike(*shown).size()) : 0;
    const auto armed = [this](QPushButton* button, const QString& words) {
        button->setText(m_armed == button ? tr("Press again: %1").arg(words) : words);
    };
    m_again->setText(tr("Try again"));
    m_save->setText(tr("Save and try again"));
    armed(m_againAlike, tr("Try the %Ln with this error", nullptr, alike));
    armed(m_againAll, tr("Try all %Ln", nullptr, dead));
    armed(m_drop, tr("Drop"));
    armed(m_cancel, tr("Cancel the task"));
    m_again->setVisible(isDead);
    m_drop->setVisible(isDead);
    m_againAlike->setVisible(alike > 1 && alike < dead);
    m_againAll->setVisible(dead > 1);
    m_save->setVisible(isDead && m_body->document()->isModified());
    m_cancel->setVisible(shown && shown->mayDecide && TaskWords::canBeCancelled(*shown));
    for (QPushButton* button : {m_again, m_againAlike, m_againAll, m_save, m_cancel, m_drop})
        button->setEnabled(!m_isBusy);
}

bool TasksPane::isConfirmed(QPushButton* button)
{
    const bool isArmed = m_armed == button;
    m_armed = isArmed ? nullptr : button;
    writeButtons();
    return isArmed;
}

void TasksPane::resolve(const std::vector<qint64>& ids, TaskDecision decision)
{
    m_armed = nullptr;
    m_isBusy = true;
    writeButtons();
    api::whenAnswered<int>(this, m_tasks.resolve(ids, decision), [this](const api::Answer<int>& answer) {
        m_isBusy = false;
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return fail(*failure);
        const int resolved = std::get<int>(answer);
        tell(resolved > 0 ? Tone::Good : Tone::Attention,
             resolved > 0 ? tr("Decided: %Ln task(s). It is in the audit log.", nullptr, resolved)
                          : tr("Nothing to do any more: somebody was faster."));
    });
}

void TasksPane::saveBody()
{
    QJsonParseError problem;
    const QJsonDocument body = QJsonDocument::fromJson(m_body->toPlainText().toUtf8(), &problem);
    if (!body.isObject()) {
        const int line = int(m_body->toPlainText().left(problem.offset).count(u'\n')) + 1;
        return tell(Tone::Danger, tr("This is not a JSON object: line %1 cannot be read.").arg(line));
    }
    m_isBusy = true;
    writeButtons();
    api::whenAnswered<bool>(this, m_tasks.edit(m_chosen, body.object()), [this](const api::Answer<bool>& answer) {
        m_isBusy = false;
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return fail(*failure);
        const bool isEdited = std::get<bool>(answer);
        if (isEdited) m_body->document()->setModified(false);
        tell(isEdited ? Tone::Good : Tone::Attention, isEdited ? tr("Saved, and tried again. It is in the audit log.")
                                                               : tr("Nothing to do any more: somebody was faster."));
    });
}

void TasksPane::cancel()
{
    m_isBusy = true;
    writeButtons();
    api::whenAnswered<bool>(this, m_tasks.cancel(m_chosen), [this](const api::Answer<bool>& answer) {
        m_isBusy = false;
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return fail(*failure);
        const bool isCancelled = std::get<bool>(answer);
        tell(isCancelled ? Tone::Good : Tone::Attention,
             isCancelled ? tr("Cancelled. It stands among the dead letters and can be tried again; in work, it stops "
                              "after the piece it is at.")
                         : tr("Nothing to do any more: it has ended."));
    });
}

void TasksPane::fail(const api::DeskFailure& failure)
{
    switch (failure.error) {
        case api::DeskError::NotReady: return tell(Tone::Attention, tr("The engine is still starting."));
        case api::DeskError::NotAllowed:
        case api::DeskError::NotSignedIn: return tell(Tone::Attention, tr("Your role does not include this."));
        case api::DeskError::Refused:
            return tell(Tone::Danger, tr("Nothing was changed: %1").arg(CauseWords::of(failure.detail)));
        default: return tell(Tone::Danger, tr("The store is away: nothing was changed."));
    }
}

void TasksPane::tell(Tone tone, const QString& words)
{
    m_outcome->setNotice(tone, words);
    m_outcome->show();
    writeButtons();
    if (tone != Tone::Good) return;
    emit acted();
    ask();
}

}  // namespace tongdai
