#include "ui/locks/locks_page.h"

#include "ui/common/look/screen_settings.h"
#include "ui/common/widgets/chip.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/fitting_row.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/live/key_button.h"
#include "ui/locks/keys/keys_pane.h"
#include "ui/locks/keys/state_pane.h"
#include "ui/locks/lease_lanes.h"
#include "ui/locks/limits/limits_pane.h"
#include "ui/locks/lock_explain.h"
#include "ui/locks/locks_model.h"
#include "ui/locks/locks_table.h"
#include "ui/locks/locks_words.h"
#include "ui/locks/queues/queues_pane.h"
#include "ui/locks/queues/tasks_pane.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFilterWidth = 220;
constexpr int kLowLocksPage = 420;  // at 100 %
constexpr int kLeastHolder = 130;   // at 100 %
constexpr int kTightTable = 400;    // likewise
constexpr int kRowsLookedAtForIds = 100;
constexpr int kLiveFrame = 2;

}  // namespace

LocksPage::LocksPage(LocksDoors doors, Look look, QWidget* parent)
    : Page(parent),
      m_locks(doors.locks),
      m_look(look),
      m_model(new LocksModel(look, this)),
      m_tabs(new QTabBar),
      m_live(new Chip),
      m_stack(new QStackedWidget),
      m_queues(new QueuesPane(doors.queues, look, {doors.keys, doors.look, doors.setup})),
      m_keys(doors.keys ? new KeysPane(*doors.keys, doors.look, look) : nullptr),
      m_limits(doors.limits ? new LimitsPane(*doors.limits, look) : nullptr),
      m_tasks(doors.tasks ? new TasksPane(*doors.tasks, look) : nullptr),
      m_state(doors.state ? new StatePane(*doors.state, look) : nullptr),
      m_summary(new RoleLabel(TextRole::Title)),
      m_filter(new QLineEdit),
      m_hold(new KeyButton),
      m_redis(new NoticeBar),
      m_table(new LocksTable),
      m_empty(new EmptyState),
      m_trailHeading(new ElidedLabel(TextRole::Title)),
      m_marked(new ElidedLabel(TextRole::List, ColorRole::SecondaryText)),
      m_lanes(new LeaseLanes(look)),
      m_explain(new LockExplain(look)),
      m_nothingChosen(new RoleLabel(TextRole::List, ColorRole::SecondaryText))
{
    setObjectName(u"locks"_s);
    build();
    buildKeys();
    connect(&m_locks, &api::Locks::pictureChanged, this, &LocksPage::take);
    connect(&m_locks, &api::Locks::trailChanged, this,
            [this](const ConversationId& conversation, const std::vector<ClaimEvent>& events,
                   const QHash<QByteArray, QString>& processes) {
                if (conversation != m_chosen || m_isHeld) return;
                m_lanes->setTrail(conversation, events, processes, m_look.now());
                writeTrail();
            });
    connect(&m_locks, &api::Locks::acted, this, [this](api::RequestId request, bool changed) {
        if (request != m_waitingFor) return;
        m_explain->setBusy(false);
        if (changed)
            m_explain->tell(Tone::Good, tr("Done. It is in the audit log."));
        else
            m_explain->tell(Tone::Attention, tr("Nothing to do any more: the lock has gone or is another one by now."));
    });
    connect(&m_locks, &api::Locks::refused, this, [this](api::RequestId request, const QString& cause) {
        if (request != m_waitingFor) return;
        m_explain->setBusy(false);
        m_explain->tell(Tone::Danger, tr("Nothing was changed: %1").arg(CauseWords::of(cause)));
    });
    connect(m_explain, &LockExplain::actWanted, this, [this](api::LockAct act, const api::LockRow& row) {
        m_explain->setBusy(true);
        m_waitingFor = m_locks.requestAct(act, row);
        if (m_isHeld) toggleHold();  // whoever acts wants to see what comes of it
    });
    connect(m_explain, &LockExplain::conversationWanted, this, &LocksPage::conversationWanted);
    connect(m_lanes, &LeaseLanes::conversationWanted, this, &LocksPage::conversationWanted);
    connect(m_lanes, &LeaseLanes::lineWanted, this, &LocksPage::lineWanted);
    connect(m_empty, &EmptyState::actionChosen, this, [this] {
        if (m_filter->text().isEmpty())
            m_toQueues->trigger();
        else
            m_leave->trigger();
    });
    connect(m_lanes, &LeaseLanes::markedChanged, this, &LocksPage::writeTrail);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setFilter(text);
        m_queues->setFilter(text);
        if (m_tasks) m_tasks->setFilter(text);
        select(m_model->find(m_chosen, m_chosenKey));
        writeEmpty();
    });
    connect(&look.language, &Language::changed, this, &LocksPage::retranslate);
    connect(&look.theme, &Theme::changed, this, &LocksPage::retranslate);
    retranslate();
}

QList<KeyLine> LocksPage::extraKeys() const
{
    return {{u"Enter"_s, tr("What to do about the chosen lock")},
            {u"Enter"_s, tr("Queues: look into the chosen one")},
            {u"← →"_s, tr("Timeline: previous, next event")},
            {u"+ -"_s, tr("Timeline: closer, wider")}};
}

void LocksPage::focusFirst()
{
    if (m_stack->currentWidget() == m_queues)
        m_queues->focusFirst();
    else if (m_keys && m_stack->currentWidget() == m_keys)
        m_keys->focusFirst();
    else if (m_limits && m_stack->currentWidget() == m_limits)
        m_limits->focusFirst();
    else if (m_tasks && m_stack->currentWidget() == m_tasks)
        m_tasks->focusFirst();
    else if (m_state && m_stack->currentWidget() == m_state)
        m_state->focusFirst();
    else if (m_table->isHidden())
        m_lanes->setFocus();
    else
        m_table->setFocus();
}

void LocksPage::openTab(int tab)
{
    if (m_isHeld) toggleHold();
    if (m_state && tab == m_stack->indexOf(m_state)) m_state->offer(m_chosen);
    m_stack->setCurrentIndex(tab);
    writeHead();
}

void LocksPage::nameTab(QWidget* pane, const QString& words)
{
    const int tab = m_stack->indexOf(pane);
    m_tabs->setTabText(tab, words);
    m_tabs->setTabToolTip(tab, words);
    m_toOthers.at(tab - 2)->setText(words);
}

void LocksPage::saveLayout(ScreenSettings& settings) const
{
    settings.setLayout(m_columns->objectName(), m_columns->saveState());
    settings.setLayout(m_rows->objectName(), m_rows->saveState());
}

void LocksPage::restoreLayout(const ScreenSettings& settings)
{
    for (QSplitter* splitter : {m_columns, m_rows}) {
        const QByteArray state = settings.layout(splitter->objectName());
        if (!state.isEmpty()) splitter->restoreState(state);
    }
}

bool LocksPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_stack->widget(0)) {
        if (event->type() == QEvent::Show) m_locks.watch(true);
        if (event->type() == QEvent::Hide) m_locks.watch(false);
    }
    // The viewport's own: it is narrower as soon as there are more rows than the room holds.
    if ((watched == m_table || watched == m_table->viewport()) && event->type() == QEvent::Resize) fitColumns();
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_table->currentIndex().isValid()) {
            m_explain->focusFirst();
            return true;
        }
    }
    return Page::eventFilter(watched, event);
}

void LocksPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Page::changeEvent(event);
}

void LocksPage::paintEvent(QPaintEvent*)
{
    if (!isLive()) return;
    QPainter painter(this);
    const QRegion frame = QRegion(rect()) - rect().adjusted(kLiveFrame, kLiveFrame, -kLiveFrame, -kLiveFrame);
    painter.setClipRegion(frame);
    painter.fillRect(rect(), colorOf(palette(), ColorRole::Danger));
}

/// Where what is done here meets real customers the page has a frame, and says what it means.
void LocksPage::writeFrame()
{
    const int wide = isLive() ? kLiveFrame : 0;
    m_live->setText(tr("live shop"));
    m_live->setToolTip(
        tr("What is done here meets real customers: acts that cannot be taken back ask for a typed name."));
    m_live->setVisible(isLive());
    if (layout()->contentsMargins().left() == wide) return;
    layout()->setContentsMargins(wide, wide, wide, wide);
    update();
}

void LocksPage::take(const api::LocksPicture& picture)
{
    if (m_isHeld) {
        m_changesWhileHeld += LocksModel::differences(m_newest.rows, picture.rows);
        m_newest = picture;
        writeHead();
        return;
    }
    m_picture = picture;
    m_hasPicture = true;
    showPicture();
}

void LocksPage::showPicture()
{
    const int scrolled = m_table->verticalScrollBar()->value();
    m_model->setPicture(m_picture.rows, m_picture.at);
    int row = m_model->find(m_chosen, m_chosenKey);
    // Somebody who has just come sees the worst one explained.
    if (m_chosen.isEmpty() && m_chosenKey.isEmpty() && m_model->rowCount() > 0) row = 0;
    select(row);
    const bool isThere = m_model->knows(m_chosen, m_chosenKey);
    m_explain->setSeen(isThere                 ? LockExplain::Seen::Now
                       : m_picture.isRedisHere ? LockExplain::Seen::Gone
                                               : LockExplain::Seen::Unseen);
    m_table->verticalScrollBar()->setValue(scrolled);
    m_lanes->setNow(m_look.now());
    fitColumns();
    writeHead();
    writeFrame();
    writeEmpty();
    writeTrail();
}

/// Keeps the choice where the row went; a row that has gone keeps its words on the right.
void LocksPage::select(int row)
{
    if (row >= 0 && m_table->currentIndex().row() != row) {
        m_table->setCurrentIndex(m_model->index(row, 0));
    } else if (row >= 0) {
        choose();
    }
}

void LocksPage::choose()
{
    const api::LockRow* row = m_model->rowAt(m_table->currentIndex().row());
    if (!row) return;
    const bool isOther = row->conversation != m_chosen || (m_chosen.isEmpty() && row->key != m_chosenKey);
    m_chosen = row->conversation;
    m_chosenKey = row->key;
    m_explain->show(*row, m_picture.isProduction);
    m_nothingChosen->hide();
    if (!isOther) return;
    m_lanes->clear();
    m_locks.follow(m_chosen);
    writeTrail();
}

void LocksPage::toggleHold()
{
    m_isHeld = !m_isHeld;
    m_changesWhileHeld = 0;
    m_queues->setHeld(m_isHeld);
    if (m_limits) m_limits->setHeld(m_isHeld);
    if (m_tasks) m_tasks->setHeld(m_isHeld);
    if (m_isHeld) m_newest = m_picture;
    if (!m_isHeld) {
        m_picture = m_newest;
        if (m_hasPicture) showPicture();
        m_locks.follow(m_chosen);
    }
    writeHead();
}

void LocksPage::writeHead()
{
    const bool isOnQueues = m_stack->currentWidget() == m_queues;
    const QWidget* shown = m_stack->currentWidget();
    const bool isOnLimits = m_limits && shown == m_limits;
    const bool isOnTasks = m_tasks && shown == m_tasks;
    const int changes = isOnQueues   ? m_queues->changesWhileHeld()
                        : isOnLimits ? m_limits->changesWhileHeld()
                        : isOnTasks  ? m_tasks->changesWhileHeld()
                                     : m_changesWhileHeld;
    const bool isOnOthers = !isOnQueues && m_stack->currentIndex() > 0;
    m_hold->setVisible(!isOnOthers || isOnLimits || isOnTasks);
    m_hold->setChecked(m_isHeld);
    m_hold->setWords(m_isHeld ? tr("Held: %Ln change(s)", nullptr, changes) : tr("Hold"), u"("_s + tr("Space") + u')');
    m_hold->setToolTip(tr("Hold the picture"));
    const bool isFiltered = !isOnOthers || isOnTasks;
    m_filter->setVisible(isFiltered);
    m_head->setMayBreak(isFiltered);
    m_tabs->setTabText(1, m_letters > 0 ? tr("Queues (%1)").arg(m_look.formats().number(m_letters)) : tr("Queues"));
    const QString dead = m_look.formats().number(m_deadTasks);
    if (m_tasks) nameTab(m_tasks, m_deadTasks > 0 ? tr("Tasks (%1)").arg(dead) : tr("Tasks"));
    const int stuck = m_model->count(api::LockState::Stuck);
    const int held = m_model->all() - m_model->count(api::LockState::Free) - m_model->count(api::LockState::Refused);
    QStringList words;
    const bool isBlind = m_hasPicture && !m_picture.isRedisHere;
    if (held > 0 || !isBlind) words << (held > 0 ? tr("%Ln lock(s)", nullptr, held) : tr("No locks"));
    if (stuck > 0) words << tr("%Ln stuck", nullptr, stuck);
    const bool isScanning = m_hasPicture && m_picture.isRedisHere && !m_picture.isWhole;
    if (isScanning) words << tr("%1% of Redis looked through").arg(m_picture.scannedPercent);
    const qint64 fellOff = m_queues->fellOff();
    const QString ofQueues =
        fellOff > 0 ? tr("Lines that fell off offline lists: %1").arg(m_look.formats().number(fellOff)) : QString();
    m_summary->setText(isOnOthers ? QString() : isOnQueues ? ofQueues : words.join(u"  ·  "_s));
    m_redis->setVisible(m_hasPicture && !m_picture.isRedisHere);
    placeTrail();
    m_redis->setNotice(
        Tone::Attention,
        tr("Redis (%1) is away: the locks of other engines and programs cannot be seen. What this engine "
           "holds is shown. Customers do not wait for Redis: the store decides.")
            .arg(m_picture.redisTarget));
}

void LocksPage::writeEmpty()
{
    const bool isEmpty = m_model->rowCount() == 0;
    placeTrail();
    if (isEmpty && m_table->hasFocus()) {  // not to wherever it would fall
        if (m_lanes->isVisible())
            m_lanes->setFocus();
        else
            m_tabs->setFocus();
    }
    m_table->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    const bool isFiltered = isEmpty && m_model->all() > 0;
    const bool isLooking = !m_hasPicture || (m_picture.isRedisHere && !m_picture.isWhole);
    if (isLooking && !isFiltered)
        m_empty->setSentence(tr("Looking for locks …"));
    else if (!isFiltered && !m_picture.isRedisHere)
        m_empty->setSentence(tr("This engine holds nothing. What others hold cannot be seen while Redis is away."));
    else if (isFiltered)
        m_empty->setSentence(tr("The filter hides %Ln lock(s).", nullptr, m_model->all()));
    else
        m_empty->setSentence(
            tr("No conversation is held, and none was in the last ten minutes. A lock lasts as long as an answer is "
               "being made."));
    m_empty->setAction(isLooking    ? QString()
                       : isFiltered ? tr("Clear filter")
                                    : tr("Show the queues"),
                       !m_hasPicture ? QString()
                       : isFiltered  ? u"Esc"_s
                                     : u"Alt+2"_s);
    if (!m_explain->row()) m_nothingChosen->show();
}

void LocksPage::writeTrail()
{
    const QString name = m_chosen.isEmpty() ? QString::fromUtf8(m_chosenKey) : m_chosen.toString();
    m_trailHeading->setFullText(name.isEmpty() ? tr("Timeline") : tr("Timeline of %1").arg(name));
    m_trailHead->setMayBreak(m_lanes->isEmpty());  // nothing else needs the room then
    const QString marked = m_lanes->markedWords();
    if (!marked.isEmpty())
        m_marked->setFullText(marked);
    else if (name.isEmpty())
        m_marked->setFullText(tr("Who held the chosen conversation, and when, is shown here."));
    else if (m_lanes->isEmpty())
        m_marked->setFullText(tr("No engine has noted anything about it in the last ten minutes."));
    else if (m_lanes->refusals() > 0)
        m_marked->setFullText(tr("%Ln late answer(s) refused", nullptr, m_lanes->refusals()));
    else
        m_marked->setFullText(tr("the last ten minutes"));
}

/// Where the page is low, the timeline of no lock gives its room to the sentence that says so, and one that cannot be
/// read in full to the bar that says why.
void LocksPage::placeTrail()
{
    const bool isLow = height() < grownWith(m_look.theme.font(TextRole::List), kLowLocksPage);
    m_rows->widget(1)->setVisible(!isLow || (m_model->rowCount() > 0 && m_redis->isHidden()));
}

void LocksPage::fitColumns()
{
    placeTrail();
    const QFont font = m_look.theme.font(TextRole::List);
    const int row = std::max(m_look.theme.tableRowHeight(), lineHeightOf(font) + 2);
    m_table->verticalHeader()->setDefaultSectionSize(row);
    m_table->horizontalHeader()->setFixedHeight(row);
    const auto wide = [&font](int pixels) { return grownWith(font, pixels); };
    int longest = 0;
    for (int at = 0; at < std::min(m_model->rowCount(), kRowsLookedAtForIds); ++at) {
        const QString id = m_model->index(at, LocksModel::Name).data().toString();
        longest = std::max(longest, fullWidth(font, id) + 18);
    }
    // Where there is little room, short ids leave theirs to whoever holds the lock.
    const bool isTight = m_table->viewport()->width() < wide(kTightTable);
    const int name = isTight ? std::min(wide(140), longest) : wide(140);
    const std::array<int, LocksModel::kColumns> least{name,      wide(kLeastHolder), wide(56), wide(150),
                                                      wide(166), wide(64),           wide(56), wide(104)};
    int all = 0;
    for (int column = 0; column < LocksModel::kColumns; ++column) {
        const QString heading = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int width = std::max(least[size_t(column)], QFontMetrics(font).horizontalAdvance(heading) + 18);
        all += width;
        if (column != LocksModel::Holder) m_table->setColumnWidth(column, width);
    }
    // Where there is no room for all, those go first that are least needed to see what is wrong.
    for (const int column :
         {LocksModel::Renewals, LocksModel::FenceColumn, LocksModel::Age, LocksModel::Life, LocksModel::Waiting}) {
        const bool hasRoom = all <= m_table->viewport()->width();
        if (!hasRoom) all -= m_table->columnWidth(column) > 0 ? m_table->columnWidth(column) : least[size_t(column)];
        m_table->setColumnHidden(column, !hasRoom);
    }
    // What is left over is for ids that are longer before it is for nobody.
    const int usual = m_table->columnWidth(LocksModel::Name);
    const int spare = std::max(0, m_table->viewport()->width() - all) / 2;
    m_table->setColumnWidth(LocksModel::Name, std::clamp(longest, usual, usual + spare));
    m_filter->setMaximumWidth(wide(kFilterWidth));
}

void LocksPage::retranslate()
{
    m_filter->setPlaceholderText(tr("Filter  (Ctrl+F)"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_table->setAccessibleName(tr("Locks"));
    m_lanes->setAccessibleName(tr("Timeline"));
    m_nothingChosen->setText(tr("Choose a lock to see why it is there, whom it holds up and what can be done."));
    m_holdAction->setText(tr("Hold the picture"));
    m_filterAction->setText(tr("Filter"));
    m_leave->setText(tr("Back to the first page"));
    m_tabs->setTabText(0, tr("Locks"));
    m_tabs->setAccessibleName(tr("Parts of the page"));
    m_toLocks->setText(tr("Locks"));
    m_toQueues->setText(tr("Queues"));
    m_queues->retranslate();
    if (m_keys) {
        nameTab(m_keys, tr("Keys"));
        m_keys->retranslate();
    }
    if (m_limits) {
        nameTab(m_limits, tr("Limits"));
        m_limits->retranslate();
    }
    if (m_tasks) m_tasks->retranslate();
    if (m_state) {
        nameTab(m_state, tr("State"));
        m_state->retranslate();
    }
    m_model->retranslate();
    m_explain->retranslate();
    writeFrame();
    fitColumns();
    writeHead();
    writeEmpty();
    writeTrail();
}

}  // namespace tongdai
