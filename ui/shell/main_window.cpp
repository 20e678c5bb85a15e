#include "ui/shell/main_window.h"

#include "ui/common/look/screen_settings.h"
#include "ui/common/loop_meter.h"
#include "ui/common/widgets/focus_keeper.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/page.h"
#include "ui/common/window_place.h"
#include "ui/common/words/health_words.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/live_page.h"
#include "ui/people/idle_watch.h"
#include "ui/people/person_menu.h"
#include "ui/people/sign_in_cover.h"
#include "ui/shell/alerts/alert_menu.h"
#include "ui/shell/alerts/trouble_words.h"
#include "ui/shell/key_sheet.h"
#include "ui/shell/page_room.h"
#include "ui/shell/rail.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/view_menu.h"
#include "ui/shell/window_life.h"
#include "ui/system/system_page.h"

#include <QApplication>
#include <QCloseEvent>
#include <QStackedWidget>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Half of what a page needs: on a small screen with large text the pages scroll, and nothing is out of reach.
constexpr QSize kSmallest(480, 300);
constexpr QSize kDesignedFor(1366, 768);
constexpr int kLowWindow = 440;  // below it, at 100 %, the status line gives its room to the page

constexpr auto kSystemName = "system"_L1;

QIcon programIcon()
{
    return QIcon(u":/icons/tongdai.svg"_s);
}

}  // namespace

MainWindow::MainWindow(EngineDoors doors, Look look, ScreenSettings& settings, const DesktopDoors& desktop)
    : m_doors(doors),
      m_look(look),
      m_settings(settings),
      m_menu(new ViewMenu(look, settings, this)),
      m_rail(new Rail),
      m_topBar(new TopBar(look, *m_menu)),
      m_trouble(new NoticeBar),
      m_pages(new QStackedWidget),
      m_status(new StatusLine(look)),
      m_meter(new LoopMeter(this))
{
    setObjectName(u"main"_s);
    setWindowIcon(programIcon());
    setMinimumSize(kSmallest);
    new FocusKeeper(*this, this);
    buildFrame();
    buildPages();
    if (desktop.ports) connectDesktop(*desktop.ports);
    if (desktop.autostart) m_system->offerAutostart(*desktop.autostart);
    if (m_doors.people) buildPeople();
    buildActions();
    connectEngine();
    retranslate();
    restoreState();
    if (m_doors.people) m_cover = new SignInCover(*m_doors.people, look, *this);
}

MainWindow::~MainWindow()
{
    // A page that is hidden as its window goes, and says so, is heard by nobody.
    for (const auto& entry : m_entries)
        entry.page->disconnect(this);
}

void MainWindow::buildFrame()
{
    m_pages->setObjectName(u"pages"_s);
    m_trouble->setObjectName(u"trouble"_s);
    m_trouble->hide();
    auto* centre = new QWidget;
    auto* rows = new QVBoxLayout(centre);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(new PageRoom(*m_pages), 1);
    setCentralWidget(centre);
    // The top bar spans the rail: it belongs to the window, not to a page.
    m_topBar->addNotice(*m_trouble);
    setMenuWidget(m_topBar);
    addToolBar(Qt::LeftToolBarArea, m_rail);
    setStatusBar(m_status);
    setContextMenuPolicy(Qt::PreventContextMenu);
    connect(m_topBar, &TopBar::healthChosen, this, [this] { openPage(kSystemName); });
    connect(m_trouble, &NoticeBar::actionChosen, this, [this] { openPage(kSystemName); });
    connect(m_rail, &Rail::pageChosen, this, &MainWindow::showPage);
}

void MainWindow::buildPeople()
{
    new IdleWatch(*m_doors.people, this);
    m_person = new PersonMenu(*m_doors.people, this);
    // While they may still be written.
    connect(m_person, &PersonMenu::leaving, this, [this] { m_live->keepDrafts(); });
    connect(m_person, &PersonMenu::passwordWanted, this, [this] { m_cover->askForNewPassword(); });
    connect(m_doors.people, &api::People::changed, this, &MainWindow::writeOperator);
    const auto readSight = [this] {
        const std::optional<api::SignedIn> me = m_doors.people->state().me;
        m_live->conversations()->setNarrowed(me && !me->sight.isWhole());
    };
    connect(m_doors.people, &api::People::changed, this, readSight);
    readSight();
}

void MainWindow::buildActions()
{
    const auto bind = [this](const QList<QKeySequence>& keys, void (MainWindow::*slot)()) {
        auto* action = new QAction(this);
        action->setShortcuts(keys);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
        return action;
    };
    addActions(m_menu->textSizeActions());
    m_fullScreen = bind({QKeySequence(Qt::Key_F11)}, &MainWindow::toggleFullScreen);
    m_keys = bind({QKeySequence(u"Ctrl+/"_s), QKeySequence(Qt::Key_F1)}, &MainWindow::showKeySheet);
    m_keys->setObjectName(u"keySheetAction"_s);
    m_quit = new QAction(this);
    m_quit->setShortcut(QKeySequence(u"Ctrl+Q"_s));
    connect(m_quit, &QAction::triggered, this, &MainWindow::askToQuit);
    addAction(m_quit);
    m_quit->setProperty("staysUnderCover", true);
    m_menu->addSeparator();
    if (m_person) {
        m_menu->addMenu(m_person);
        addAction(m_person->lockAction());
    }
    if (m_alertMenu) m_menu->addMenu(m_alertMenu);
    m_menu->addAction(m_fullScreen);
    m_menu->addAction(m_keys);
    m_menu->addSeparator();
    m_menu->addAction(m_quit);
}

void MainWindow::connectEngine()
{
    connect(&m_doors.status, &api::SystemStatus::healthChanged, this, &MainWindow::readHealth);
    connect(&m_doors.status, &api::SystemStatus::factsChanged, this, &MainWindow::readHealth);
    connect(&m_doors.sample, &api::SampleShop::changed, this, &MainWindow::readSample);
    connect(&m_doors.desk, &api::Desk::ready, this, &MainWindow::writeOperator);
    connect(&m_doors.status, &api::SystemStatus::factsChanged, this, &MainWindow::writeOperator);
    connect(&m_doors.desk, &api::Desk::queueCountsChanged, this, [this](const QueueCounts& counts) {
        m_unread = counts.of.at(size_t(WorkQueue::NeedsMe));
        writeTitle();
    });
    connect(&m_look.theme, &Theme::changed, this, &MainWindow::fitFrame);
    // LanguageChange events come only when a translation file was exchanged; the zone may change without one.
    connect(&m_look.language, &Language::changed, this, &MainWindow::retranslate);
    auto* everySecond = new QTimer(this);
    connect(everySecond, &QTimer::timeout, this, &MainWindow::tick);
    everySecond->start(1s);
    writeOperator();
    readHealth();
    readSample();
}

/// As people call them; a login only where nothing else is known.
void MainWindow::writeOperator()
{
    const api::PeopleState people = m_doors.people ? m_doors.people->state() : api::PeopleState();
    if (people.me && !people.me->isImplicit) return m_topBar->setOperator(people.me->name);
    const QString name = m_doors.status.facts().operatorName;
    m_topBar->setOperator(name.isEmpty() ? m_doors.desk.me().toString() : name);
}

void MainWindow::setShopName(const QString& name)
{
    m_topBar->setShopName(name);
    if (m_cover) m_cover->setShopName(name);
}

QStringList MainWindow::pageNames() const
{
    QStringList names;
    for (const Entry& entry : m_entries)
        names << entry.name;
    return names;
}

bool MainWindow::openPage(const QString& name)
{
    const auto found = std::ranges::find(m_entries, name, &Entry::name);
    if (found == m_entries.end()) return false;
    showPage(found->page);
    return true;
}

void MainWindow::showPage(Page* page)
{
    m_pages->setCurrentWidget(page);
    m_rail->setCurrent(*page);
    page->focusFirst();
    writeTitle();
    writeTrouble();
}

const MainWindow::Entry* MainWindow::currentEntry() const
{
    const QWidget* current = m_pages->currentWidget();
    const auto found = std::ranges::find_if(m_entries, [current](const Entry& entry) { return entry.page == current; });
    return found == m_entries.end() ? nullptr : &*found;
}

void MainWindow::readHealth()
{
    m_health = m_doors.status.health();
    const api::SystemFacts facts = m_doors.status.facts();
    const PartHealth* platform = HealthWords::find(m_health, Part::Platform);
    // Before anything is known nothing is missing.
    const bool hasChannel = !platform || platform->state != PartState::Off || !facts.webOrigins.isEmpty();
    m_topBar->setHealth(m_health, hasChannel);
    m_live->setChannel(hasChannel);
    m_status->setEngine(facts);
    m_status->setHealth(m_health);
    m_live->setHealth(m_health);
    m_watch.observe(m_health, facts.listenError, m_look.now());
    writeTrouble();
}

void MainWindow::readSample()
{
    m_topBar->setSample(m_doors.sample.isOpen());
}

void MainWindow::tick()
{
    m_status->tick();
    if (m_life) m_life->tick();
    m_status->setScreenDelay(m_meter->worst());
    writeTrouble();
}

void MainWindow::writeTrouble()
{
    const TimePoint now = m_look.now();
    const TroubleWatch::Verdict verdict = m_watch.verdict(now);
    if (verdict.kind == TroubleWatch::Kind::Quiet) return m_trouble->hide();
    const bool isOver = verdict.kind == TroubleWatch::Kind::Over;
    const bool isTrouble = verdict.kind == TroubleWatch::Kind::Trouble;
    const bool stopsCustomers = verdict.part == Part::Engine || verdict.part == Part::History ||
                                (verdict.part == Part::Disk && m_health.level == HealthLevel::ReadOnly);
    const Tone tone = isOver ? Tone::Good : isTrouble && stopsCustomers ? Tone::Danger : Tone::Attention;
    m_trouble->setNotice(tone, TroubleWords::sentence(verdict, m_health, m_look.formats(), now),
                         verdict.others > 0 ? u"+%1"_s.arg(verdict.others) : QString());
    // Where everything stands already, there is nothing more to show.
    const Entry* entry = currentEntry();
    const bool leadsSomewhere = !isOver && entry && entry->name != kSystemName;
    m_trouble->setAction(leadsSomewhere ? tr("Show") : QString());
    m_trouble->show();
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::retranslate()
{
    m_rail->retranslate();
    m_topBar->retranslate();
    m_status->retranslate();
    m_menu->retranslate();
    if (m_alertMenu) m_alertMenu->retranslate();
    if (m_person) m_person->retranslate();
    if (m_life) m_life->retranslate();
    if (m_keys) {
        m_keys->setText(tr("Keyboard shortcuts"));
        m_fullScreen->setText(tr("Full screen"));
        m_quit->setText(tr("Quit"));
        m_undelivered->setText(tr("Not sent"));
        m_undelivered->setToolTip(tr("Messages that have not reached their customers: show the next one"));
    }
    writeTrouble();
    writeTitle();
    fitFrame();
}

void MainWindow::writeTitle()
{
    const Entry* entry = currentEntry();
    if (!entry) return;
    const QString title = tr("%1 – Tongdai", "window title: page – program").arg(entry->page->title());
    setWindowTitle(m_unread > 0 ? u"(%1) %2"_s.arg(m_look.formats().number(m_unread), title) : title);
}

/// After the text or the window has grown or shrunk.
void MainWindow::fitFrame()
{
    m_rail->fit();
    m_status->setVisible(height() >= grownWith(QApplication::font(), kLowWindow));
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    fitFrame();
    QMainWindow::resizeEvent(event);
}

void MainWindow::present()
{
    keepOnScreenWhenShown(*this);
    show();
}

void MainWindow::showKeySheet()
{
    QList<KeyGroup> groups;
    KeyGroup everywhere{tr("Everywhere"), {}};
    for (const Entry& entry : m_entries)
        groups << KeyGroup{entry.page->title(), keysOf(*entry.page) + entry.page->extraKeys()};
    const QList<QAction*> own = actions();
    for (const QAction* action : own)
        everywhere.lines << keyLineOf(*action);
    groups.prepend(everywhere);
    auto* sheet = new KeySheet(groups, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

void MainWindow::toggleFullScreen()
{
    setWindowState(windowState() ^ Qt::WindowFullScreen);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_isLetGo) return event->ignore();  // another window is in its place, and the shop goes on
    saveState();
    const bool isKept = m_life && !m_isQuitting && m_sessionEnds.hasExpired();
    if (!isKept) {
        QMainWindow::closeEvent(event);
        emit quitWanted();
        return;
    }
    event->ignore();
    m_life->close();
}

void MainWindow::saveState()
{
    m_settings.setWindowGeometry(saveGeometry());
    if (m_pages->currentWidget()) m_settings.setLastPage(m_pages->currentWidget()->objectName());
    for (int i = 0; i < m_pages->count(); ++i)
        static_cast<const Page*>(m_pages->widget(i))->saveLayout(m_settings);
    m_settings.sync();
}

void MainWindow::restoreState()
{
    const QByteArray geometry = m_settings.windowGeometry();
    if (geometry.isEmpty() || !restoreGeometry(geometry)) {
        resize(kDesignedFor.boundedTo(mostSizeFor(*this)).expandedTo(kSmallest));
    }
    if (!openPage(m_settings.lastPage())) openPage(pageNames().value(0));
}

}  // namespace tongdai
