#include "ui/hooks/hooks_section.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/hooks/hook_pane.h"
#include "ui/hooks/hook_words.h"
#include "ui/hooks/hooks_model.h"
#include "ui/locks/locks_table.h"
#include "ui/locks/table_look.h"

#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kHooksEvery = 2s;
constexpr int kCallsHigh = 234;   // at 100 %
constexpr int kWithCaller = 720;  // below these the column goes; at 100 %
constexpr int kWithSize = 860;
constexpr int kWithMessage = 560;

}  // namespace

HooksSection::HooksSection(api::Hooks& hooks, Look look, QWidget* parent)
    : SetupSection(parent),
      m_hooks(hooks),
      m_look(look),
      m_model(new HooksModel(look, this)),
      m_doorsCard(new Card),
      m_open(new RoleLabel(TextRole::List)),
      m_closed(new NoticeBar),
      m_callsCard(new Card),
      m_about(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_find(new QLineEdit),
      m_door(new QComboBox),
      m_refused(new QCheckBox),
      m_hold(new QPushButton),
      m_table(new LocksTable),
      m_none(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_pane(new HookPane(hooks, look))
{
    setObjectName(u"hooks"_s);
    build();
    m_timer.setInterval(kHooksEvery);
    connect(&m_timer, &QTimer::timeout, this, &HooksSection::ask);
    connect(m_pane, &HookPane::conversationWanted, this, &HooksSection::conversationWanted);
    retranslate();
}

void HooksSection::build()
{
    m_open->setObjectName(u"hookDoors"_s);
    m_closed->setObjectName(u"hookClosed"_s);
    m_about->setObjectName(u"hooksAbout"_s);
    m_find->setObjectName(u"hookFind"_s);
    m_door->setObjectName(u"hookDoor"_s);
    m_refused->setObjectName(u"hookRefused"_s);
    m_hold->setObjectName(u"hookHold"_s);
    m_table->setObjectName(u"hooksTable"_s);
    m_none->setObjectName(u"hooksNone"_s);
    for (RoleLabel* label : {m_open, m_about, m_none}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_closed->hide();
    m_find->setClearButtonEnabled(true);
    m_hold->setCheckable(true);
    m_door->addItem(QString());
    for (const HookDoor door : kHookDoors)
        m_door->addItem(HookWords::door(door), int(door));
    dressTable(*m_table, m_look);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(HooksModel::Fate, QHeaderView::Stretch);
    m_table->installEventFilter(this);
    m_doorsCard->content().addWidget(m_open);
    m_doorsCard->content().addWidget(m_closed);
    auto* first = new QHBoxLayout;
    first->addWidget(m_find, 1);
    first->addWidget(m_hold);
    auto* second = new QHBoxLayout;
    second->addWidget(m_door);
    second->addWidget(m_refused);
    second->addStretch(1);
    QVBoxLayout& calls = m_callsCard->content();
    calls.addWidget(m_about);
    calls.addLayout(first);
    calls.addLayout(second);
    calls.addWidget(m_table);
    calls.addWidget(m_none);
    calls.addWidget(m_pane);
    calls.addLayout(rowOf(m_pane->buttons()));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    rows->addWidget(m_doorsCard);
    rows->addWidget(m_callsCard);
    rows->addStretch(1);
    auto* find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(find);
    connect(find, &QAction::triggered, this, [this] {
        m_find->setFocus(Qt::ShortcutFocusReason);
        m_find->selectAll();
    });
    connect(m_find, &QLineEdit::textChanged, this, &HooksSection::filter);
    connect(m_door, &QComboBox::currentIndexChanged, this, &HooksSection::filter);
    connect(m_refused, &QCheckBox::toggled, this, &HooksSection::filter);
    connect(m_hold, &QPushButton::clicked, this, &HooksSection::setHeld);
    connect(m_table, &QTableView::activated, m_pane, &HookPane::focusText);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &HooksSection::choose);
}

void HooksSection::showEvent(QShowEvent* event)
{
    SetupSection::showEvent(event);
    m_timer.start();
    ask();
}

void HooksSection::hideEvent(QHideEvent* event)
{
    SetupSection::hideEvent(event);
    m_timer.stop();
}

void HooksSection::resizeEvent(QResizeEvent* event)
{
    SetupSection::resizeEvent(event);
    fitColumns();
}

/// Space holds the list only where it would write nothing.
bool HooksSection::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space) {
        m_hold->click();
        return true;
    }
    return SetupSection::eventFilter(watched, event);
}

void HooksSection::ask()
{
    m_asked.await<api::HooksPicture>(this, m_hooks.hooks(m_newest.revision),
                                     [this](const api::Answer<api::HooksPicture>& answer) { take(answer); });
}

void HooksSection::take(const api::Answer<api::HooksPicture>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_trouble = HookWords::failure(*failure);
        m_newest.revision = 0;
        writeList();
        return;
    }
    m_trouble.clear();
    const auto& picture = std::get<api::HooksPicture>(answer);
    if (!picture.isSame) m_newest = picture;
    if (!m_isHeld || !m_hasPicture)
        showPicture(m_newest);
    else
        writeList();
}

void HooksSection::showPicture(const api::HooksPicture& picture)
{
    m_hasPicture = true;
    m_picture = picture;
    keepPlace([this] { m_model->setRows(m_picture.rows); });
    const int at = m_model->indexOf(m_chosen);
    if (at >= 0) m_pane->follow(*m_model->row(at));
    writeDoors();
    writeList();
    fitColumns();
}

/// The chosen call stays chosen, and what is looked at further down stays where it is on screen.
void HooksSection::keepPlace(const std::function<void()>& change)
{
    QScrollBar& bar = *m_table->verticalScrollBar();
    const HookRow* const top = m_model->row(m_table->rowAt(1));
    const qint64 topId = top ? top->id : 0;
    const int offset = top ? m_table->rowViewportPosition(m_table->rowAt(1)) : 0;
    const bool isScrolled = bar.value() > 0;
    m_isChanging = true;
    change();
    const int at = m_model->indexOf(m_chosen);
    if (at >= 0)
        m_table->selectionModel()->setCurrentIndex(m_model->index(at, 0),
                                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const int topAt = m_model->indexOf(topId);
    if (isScrolled && topAt >= 0) bar.setValue(m_table->verticalHeader()->sectionPosition(topAt) - offset);
    if (!isScrolled) bar.setValue(0);
    m_isChanging = false;
}

void HooksSection::choose()
{
    if (m_isChanging) return;
    const HookRow* const row = m_model->row(m_table->currentIndex().row());
    if (row) m_chosen = row->id;
    m_pane->open(m_chosen);
}

void HooksSection::filter()
{
    HooksModel::Filter filter;
    if (m_door->currentIndex() > 0) filter.door = HookDoor(m_door->currentData().toInt());
    filter.isRefusedOnly = m_refused->isChecked();
    filter.words = m_find->text().trimmed();
    keepPlace([this, &filter] { m_model->setFilter(filter); });
    writeList();
    fitColumns();
}

void HooksSection::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    m_hold->setChecked(isHeld);
    if (!isHeld && m_hasPicture) showPicture(m_newest);
    writeList();
}

void HooksSection::writeDoors()
{
    QStringList open;
    QStringList closed;
    for (const HookDoorState& state : m_picture.doors)
        (state.isOpen ? open : closed) << HookWords::state(state, m_look.formats(), m_look.now());
    m_open->setText(open.isEmpty() ? tr("Looking …") : open.join(u'\n'));
    m_closed->setVisible(!closed.isEmpty());
    m_closed->setNotice(Tone::Danger, closed.join(u'\n'));
}

void HooksSection::writeList()
{
    const Formats& formats = m_look.formats();
    const qint64 newest = m_picture.rows.empty() ? 0 : m_picture.rows.front().id;
    const auto waiting = std::ranges::count_if(m_newest.rows, [newest](const HookRow& row) { return row.id > newest; });
    m_hold->setText(m_isHeld ? tr("Go on (%Ln new)", nullptr, int(waiting)) : tr("Hold"));
    m_about->setText(
        m_hasPicture && m_picture.kept == 0
            ? tr("No calls are kept: HOOKS_KEPT is 0.")
            : tr("The newest %1 calls of each endpoint and as many refused ones, for a day at most, in memory alone. "
                 "Access tokens and signatures are never kept.")
                  .arg(formats.number(m_hasPicture ? m_picture.kept : 500)));
    QString none;
    if (!m_trouble.isEmpty())
        none = m_trouble;
    else if (!m_hasPicture)
        none = tr("Looking …");
    else if (m_model->rowCount() == 0 && m_model->hidden() > 0)
        none = tr("The filter hides %Ln call(s).", nullptr, m_model->hidden());
    else if (m_model->rowCount() == 0)
        none = tr("Nobody has called yet. Calls appear here as they come in.");
    m_none->setText(none);
    m_none->setVisible(!none.isEmpty());
    m_table->setVisible(m_model->rowCount() > 0);
}

void HooksSection::fitColumns()
{
    fitTableRows(*m_table, m_look);
    const QFont font = m_look.theme.font(TextRole::List);
    m_table->setFixedHeight(grownWith(font, kCallsHigh));
    const int room = m_table->width();
    m_table->setColumnHidden(HooksModel::Message, room < grownWith(font, kWithMessage));
    m_table->setColumnHidden(HooksModel::Caller, room < grownWith(font, kWithCaller));
    m_table->setColumnHidden(HooksModel::Size, room < grownWith(font, kWithSize));
    m_needs.fit(*m_table, m_table->viewport()->width(), HooksModel::Fate, HooksModel::Fate);
}

void HooksSection::retranslate()
{
    m_doorsCard->setHeading(tr("Where platforms call"));
    m_callsCard->setHeading(title());
    m_find->setPlaceholderText(tr("Conversation, message, address … (Ctrl+F)"));
    m_find->setAccessibleName(tr("Find calls"));
    m_door->setItemText(0, tr("Everywhere"));
    for (int i = 1; i < m_door->count(); ++i)
        m_door->setItemText(i, HookWords::door(HookDoor(m_door->itemData(i).toInt())));
    m_door->setAccessibleName(tr("Filter by where they came to"));
    m_refused->setText(tr("Only refused"));
    m_hold->setToolTip(tr("Space: the list stands still, and what comes is counted."));
    m_table->setAccessibleName(title());
    m_model->retranslate();
    m_pane->retranslate();
    writeDoors();
    writeList();
    fitColumns();
}

}  // namespace tongdai
