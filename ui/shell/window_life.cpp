#include "ui/shell/window_life.h"

#include "ui/common/look/screen_settings.h"
#include "ui/common/words/health_words.h"
#include "ui/shell/closing_sheet.h"

#include <QAction>
#include <QMenu>

namespace tongdai {

using namespace Qt::StringLiterals;

WindowLife::WindowLife(QWidget& window, Doors doors, Look look)
    : QObject(&window),
      m_window(window),
      m_doors(doors),
      m_look(look),
      m_menu(std::make_unique<QMenu>()),
      m_queue(m_menu->addAction(QString())),
      m_open(m_menu->addAction(QString())),
      m_quit(nullptr)
{
    m_menu->addSeparator();
    m_quit = m_menu->addAction(QString());
    m_menu->setDefaultAction(m_queue);
    m_queue->setObjectName(u"trayQueue"_s);
    m_open->setObjectName(u"trayOpen"_s);
    m_quit->setObjectName(u"trayQuit"_s);
    connect(m_queue, &QAction::triggered, this, &WindowLife::queueWanted);
    connect(m_open, &QAction::triggered, this, &WindowLife::windowWanted);
    connect(m_quit, &QAction::triggered, this, [this] {
        emit windowWanted();  // the question needs a window to stand on
        askToQuit();
    });
    connect(&doors.tray, &DesktopTray::activated, this, &WindowLife::queueWanted);
    connect(&doors.status, &api::SystemStatus::healthChanged, this, &WindowLife::readState);
    connect(&doors.status, &api::SystemStatus::factsChanged, this, &WindowLife::readState);
    connect(&doors.desk, &api::Desk::queueCountsChanged, this, [this](const QueueCounts& counts) {
        m_waiting = counts.of.at(size_t(WorkQueue::NeedsMe));
        readState();
    });
    retranslate();
    doors.tray.install(*m_menu);
}

WindowLife::~WindowLife() = default;

bool WindowLife::isDown() const
{
    if (!m_doors.status.facts().listenError.isEmpty()) return true;
    const HealthSnapshot health = m_doors.status.health();
    const auto isAway = [&health](Part part) {
        const PartHealth* found = HealthWords::find(health, part);
        return found && found->state == PartState::Down;
    };
    return isAway(Part::Engine) || isAway(Part::History);
}

QString WindowLife::stateWords() const
{
    if (isDown()) return tr("The shop has a fault: open the window");
    return m_waiting > 0 ? tr("%Ln customer(s) wait", nullptr, m_waiting) : tr("Nobody is waiting");
}

void WindowLife::readState()
{
    TrayState state;
    const bool isKnown = !m_doors.status.facts().engineUrl.isEmpty();
    state.level = isDown() ? TrayState::Level::Down : isKnown ? TrayState::Level::Ok : TrayState::Level::Starting;
    state.waiting = m_waiting;
    state.words = tr("Tongdai – %1", "tray: program – state").arg(stateWords());
    m_queue->setText(stateWords());
    m_doors.tray.setState(state);
}

void WindowLife::close()
{
    if (m_doors.settings.closingIsKnown()) return putAway();
    const bool hasTray = m_doors.tray.isThere();
    auto* sheet = new ClosingSheet(
        tr("The shop stays open"),
        {tr("Closing the window does not close the shop: the bot goes on answering, and messages come in."),
         hasTray ? tr("The window goes to the tray; click there to open it again.")
                 : tr("The window goes to the task bar, because this desktop has no tray."),
         tr("To end everything, choose Quit in the menu.")},
        &m_window);
    sheet->addAnswer(u"putAway"_s, hasTray ? tr("To the tray") : tr("To the task bar"), [this] {
        m_doors.settings.setClosingKnown();
        putAway();
    });
    sheet->addAnswer(u"quitInstead"_s, tr("Quit…"), [this] { askToQuit(); });
    sheet->addStay(tr("Leave it open"));
    sheet->open();
}

void WindowLife::putAway()
{
    m_isInTray = m_doors.tray.isThere();
    if (m_isInTray)
        m_window.hide();
    else
        m_window.showMinimized();
}

void WindowLife::tick()
{
    if (m_window.isVisible()) m_isInTray = false;
    if (m_isInTray && !m_doors.tray.isThere()) putAway();
}

QStringList WindowLife::whatStops() const
{
    QStringList lines;
    if (m_waiting > 0) lines << tr("%Ln customer(s) wait for a person.", nullptr, m_waiting);
    lines << tr("The bot falls silent: nobody answers customers who write.");
    if (!m_doors.status.facts().platformMode.isEmpty())
        lines << tr("Messages from the chat platform do not come in, and replies do not go out.");
    if (!m_doors.status.facts().webOrigins.isEmpty())
        lines << tr("The chat on your web page shows that it is offline.");
    return lines;
}

void WindowLife::askToQuit()
{
    const auto* asked = m_window.findChild<ClosingSheet*>(u"quitSheet"_s);
    if (asked && asked->isVisible()) return;
    delete asked;  // answered, and only waits to be deleted
    auto* sheet = new ClosingSheet(tr("Quit Tongdai?"), whatStops(), &m_window);
    sheet->setObjectName(u"quitSheet"_s);
    sheet->addStay(tr("Stay open"));
    sheet->addAnswer(u"quit"_s, tr("Quit"), [this] { emit quitChosen(); });
    sheet->open();
}

void WindowLife::retranslate()
{
    m_open->setText(tr("Open Tongdai"));
    m_quit->setText(tr("Quit…"));
    readState();
}

}  // namespace tongdai
