#include "ui/locks/look/stream_sheet.h"

#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/locks/locks_table.h"
#include "ui/locks/look/entries_model.h"
#include "ui/locks/look/pending_pane.h"
#include "ui/locks/table_look.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kStreamEvery = 1s;
constexpr QSize kStreamSize{960, 600};
constexpr int kIdFrom = 620;  // at 100 %: of less room ids have none

}  // namespace

StreamSheet::StreamSheet(api::QueueLook& queues, const QByteArray& stream, Look look, QWidget* parent)
    : QDialog(parent),
      m_queues(queues),
      m_stream(stream),
      m_look(look),
      m_model(new EntriesModel(look, this)),
      m_tabs(new QTabBar),
      m_stack(new QStackedWidget),
      m_filter(new QLineEdit),
      m_hold(new QPushButton),
      m_notice(new NoticeBar),
      m_table(new LocksTable),
      m_entry(new QPlainTextEdit),
      m_count(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_older(new QPushButton),
      m_pending(new PendingPane(queues, stream, look))
{
    setObjectName(u"streamSheet"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    buildKeys();
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        write();
        fitColumns();
    });
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& words) {
        m_model->setFilter(words);
        if (m_model->rowCount() > 0) m_table->setCurrentIndex(m_model->index(0, 0));
        choose();
        write();
    });
    connect(m_hold, &QPushButton::clicked, this, &StreamSheet::toggleHold);
    connect(m_older, &QPushButton::clicked, this, &StreamSheet::lookBack);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &StreamSheet::choose);
    connect(m_pending, &PendingPane::waitingChanged, this, [this](qint64 waiting) {
        m_waiting = waiting;
        write();
    });
    m_timer.setInterval(kStreamEvery);
    connect(&m_timer, &QTimer::timeout, this, &StreamSheet::ask);
    m_timer.start();
    retranslate();
    resize(kStreamSize.boundedTo(mostSizeFor(*this)));
    m_table->setFocus();
    ask();
}

void StreamSheet::build()
{
    m_tabs->setObjectName(u"streamTabs"_s);
    m_filter->setObjectName(u"streamFilter"_s);
    m_hold->setObjectName(u"streamHold"_s);
    m_notice->setObjectName(u"streamNotice"_s);
    m_older->setObjectName(u"streamOlder"_s);
    m_count->setObjectName(u"streamCount"_s);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setElideMode(Qt::ElideRight);
    m_tabs->addTab(QString());
    m_tabs->addTab(QString());
    m_hold->setCheckable(true);
    for (QPushButton* button : {m_hold, m_older})
        button->setAutoDefault(false);
    m_older->hide();
    m_notice->hide();
    m_filter->setClearButtonEnabled(true);
    m_stack->addWidget(buildEntries());
    m_stack->addWidget(m_pending);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 8);
    head->setSpacing(8);
    head->addWidget(m_tabs);
    head->addStretch(1);
    head->addWidget(m_filter, 2);
    head->addWidget(m_hold);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(m_notice);
    rows->addWidget(m_stack, 1);
}

QWidget* StreamSheet::buildEntries()
{
    m_table->setObjectName(u"streamTable"_s);
    m_entry->setObjectName(u"streamEntry"_s);
    dressTable(*m_table, m_look);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(EntriesModel::Fields, QHeaderView::Stretch);
    m_table->installEventFilter(this);
    m_entry->setReadOnly(true);
    m_entry->setFrameShape(QFrame::NoFrame);
    m_entry->setTabChangesFocus(true);
    auto* parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_table);
    parts->addWidget(m_entry);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(12, 6, 12, 8);
    foot->addWidget(m_count, 1);
    foot->addWidget(m_older);
    auto* page = new QWidget;
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addWidget(parts, 1);
    rows->addLayout(foot);
    return page;
}

void StreamSheet::buildKeys()
{
    auto* space = new QAction(this);
    space->setShortcut(QKeySequence(Qt::Key_Space));
    space->setShortcutContext(Qt::WidgetShortcut);  // only where Space writes nothing
    m_table->addAction(space);
    connect(space, &QAction::triggered, this, &StreamSheet::toggleHold);
    auto* find = new QAction(this);
    find->setShortcut(QKeySequence(u"Ctrl+F"_s));
    addAction(find);
    connect(find, &QAction::triggered, this, [this] {
        m_tabs->setCurrentIndex(0);
        m_filter->setFocus(Qt::ShortcutFocusReason);
    });
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        auto* open = new QAction(this);
        open->setShortcut(QKeySequence(u"Alt+%1"_s.arg(tab + 1)));
        addAction(open);
        connect(open, &QAction::triggered, this, [this, tab] {
            m_tabs->setCurrentIndex(tab);
            tab == 0 ? m_table->setFocus() : m_pending->focusFirst();
        });
    }
}

bool StreamSheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool isDown = key == Qt::Key_Down || key == Qt::Key_PageDown || key == Qt::Key_End;
        const bool isAtTheEnd = m_table->currentIndex().row() == m_model->rowCount() - 1;
        if (isDown && isAtTheEnd && m_hasOlder) {
            lookBack();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void StreamSheet::ask()
{
    if (m_asked.isWaiting()) return;
    m_asked.await<api::StreamPage>(this, m_queues.entries(m_stream, {}),
                                   [this](const api::Answer<api::StreamPage>& answer) {
                                       if (const auto* page = std::get_if<api::StreamPage>(&answer)) return take(*page);
                                       fail(std::get<api::DeskFailure>(answer));
                                   });
}

void StreamSheet::take(const api::StreamPage& page)
{
    m_notice->hide();
    m_length = page.length;
    const QByteArray newest = m_model->newest();
    if (m_isHeld && !newest.isEmpty()) return countHeld(page);
    if (newest.isEmpty()) m_hasOlder = !page.isLast;
    std::vector<api::StreamEntry> fresh;
    for (const api::StreamEntry& entry : page.entries) {
        if (newest.isEmpty() || EntriesModel::isNewer(entry.id, newest)) fresh.push_back(entry);
    }
    const bool isJoined = newest.isEmpty() || page.isLast || fresh.size() < page.entries.size();
    if (!fresh.empty()) m_model->addNewer(fresh, !isJoined);
    m_hasOlder = m_hasOlder || m_model->isFull();
    m_added = page.added;
    m_newestSeen = m_model->newest();
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0) m_table->setCurrentIndex(m_model->index(0, 0));
    write();
    fitColumns();
}

/// What went by is counted by Redis itself, where it says so; else by what is seen of it.
void StreamSheet::countHeld(const api::StreamPage& page)
{
    if (page.added && m_added) {
        m_whileHeld = std::max<qint64>(0, *page.added - *m_added);
    } else {
        m_whileHeld += std::ranges::count_if(page.entries, [this](const api::StreamEntry& entry) {
            return EntriesModel::isNewer(entry.id, m_newestSeen);
        });
        if (!page.entries.empty()) m_newestSeen = page.entries.front().id;
    }
    write();
}

/// Whoever looks back wants what is there to stay.
void StreamSheet::lookBack()
{
    if (!m_hasOlder || m_olderAsked.isWaiting()) return;
    if (!m_isHeld) toggleHold();
    m_pagesLeft = kMostPagesAtOnce;
    readOlder();
}

void StreamSheet::readOlder()
{
    --m_pagesLeft;
    m_olderAsked.await<api::StreamPage>(this, m_queues.entries(m_stream, m_model->oldest()),
                                        [this](const api::Answer<api::StreamPage>& answer) {
                                            if (const auto* page = std::get_if<api::StreamPage>(&answer))
                                                return takeOlder(*page);
                                            fail(std::get<api::DeskFailure>(answer));
                                        });
    write();
}

/// With words to look for it goes on until something has them, for a while.
void StreamSheet::takeOlder(const api::StreamPage& page)
{
    m_hasOlder = !page.isLast;
    const QByteArray before = m_model->oldest();
    m_model->addOlder(page.entries);
    const int last = m_model->rowCount() - 1;
    const api::StreamEntry* found = m_model->entryAt(last);
    const bool hasFound = found && EntriesModel::isNewer(before, found->id);
    if (!hasFound && m_hasOlder && m_pagesLeft > 0) return readOlder();
    int first = last;  // of those that have come
    while (hasFound && first > 0 && m_model->entryAt(first - 1) &&
           EntriesModel::isNewer(before, m_model->entryAt(first - 1)->id))
        --first;
    if (hasFound) m_table->setCurrentIndex(m_model->index(first, 0));
    write();
    fitColumns();
}

void StreamSheet::fail(const api::DeskFailure& failure)
{
    const auto words = [&failure] {
        switch (failure.error) {
            case api::DeskError::NotFound: return tr("There is no such stream any more.");
            case api::DeskError::NotAllowed: return tr("Your role does not include reading it.");
            case api::DeskError::NotSignedIn: return tr("Sign in to go on.");
            case api::DeskError::NotReady: return tr("The engine is still starting.");
            default: return tr("Redis does not answer.");
        }
    };
    m_notice->setNotice(Tone::Attention, words());
    m_notice->show();
    write();
}

void StreamSheet::toggleHold()
{
    m_isHeld = !m_isHeld;
    m_whileHeld = 0;
    write();
    if (m_isHeld) return;
    if (m_model->isBehind()) m_model->clear();  // the tail begins anew
    ask();
}

void StreamSheet::choose()
{
    const api::StreamEntry* entry = m_model->entryAt(m_table->currentIndex().row());
    const QString words = entry ? EntriesModel::wordsOf(*entry) : QString();
    if (m_entry->toPlainText() != words) m_entry->setPlainText(words);
}

void StreamSheet::write()
{
    const Formats& formats = m_look.formats();
    const bool isOnEntries = m_tabs->currentIndex() == 0;
    m_filter->setVisible(isOnEntries);
    m_hold->setVisible(isOnEntries);
    m_hold->setChecked(m_isHeld);
    m_hold->setText(m_isHeld ? tr("Held: %1 new  (Space)").arg(formats.number(m_whileHeld)) : tr("Hold  (Space)"));
    m_older->setVisible(m_hasOlder);
    m_older->setEnabled(!m_olderAsked.isWaiting());
    m_older->setText(m_olderAsked.isWaiting() ? tr("Looking …") : tr("Older ones"));
    m_tabs->setTabText(
        1, m_waiting > 0 ? tr("Not acknowledged (%1)").arg(formats.number(m_waiting)) : tr("Not acknowledged"));
    const qint64 shown = m_model->rowCount();
    const QString read = formats.number(m_model->readCount());
    m_count->setText(
        m_filter->text().trimmed().isEmpty()
            ? tr("%1 of %2 read").arg(read, formats.number(m_length))
            : tr("%1 of %2 read, %3 with these words").arg(read, formats.number(m_length), formats.number(shown)));
}

void StreamSheet::retranslate()
{
    setWindowTitle(tr("Stream %1").arg(QString::fromUtf8(m_stream)));
    m_tabs->setAccessibleName(windowTitle());
    m_tabs->setTabText(0, tr("Entries"));
    m_filter->setPlaceholderText(tr("Filter  (Ctrl+F)"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_table->setAccessibleName(tr("Entries"));
    m_entry->setAccessibleName(tr("The chosen entry"));
    m_entry->setPlaceholderText(tr("Choose an entry to read its fields."));
    m_entry->setFont(m_look.theme.font(TextRole::Mono));
    m_model->retranslate();
    m_pending->retranslate();
    choose();
    write();
    fitColumns();
}

void StreamSheet::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

void StreamSheet::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    fitColumns();
}

void StreamSheet::fitColumns()
{
    fitTableRows(*m_table, m_look);
    const int room = m_table->viewport()->width();
    m_table->setColumnHidden(EntriesModel::Id, room < grownWith(m_look.theme.font(TextRole::List), kIdFrom));
    m_needs.fit(*m_table, room, EntriesModel::Fields, EntriesModel::Fields);
}

}  // namespace tongdai
