#include "ui/live/live_page.h"
#include "ui/shell/alert_bell.h"
#include "ui/shell/alert_log_sheet.h"
#include "ui/shell/alert_menu.h"
#include "ui/shell/main_window.h"

#include <QStackedWidget>

namespace tongdai {

void MainWindow::connectDesktop(const DesktopDoors& desktop)
{
    m_bell = new AlertBell(m_doors.desk, desktop.sound, desktop.notices, m_look, m_settings, this);
    m_alertMenu = new AlertMenu(*m_bell, this);
    connect(m_alertMenu, &AlertMenu::logWanted, this, &MainWindow::showAlertLog);
    connect(m_bell, &AlertBell::rang, this, [this, &tray = desktop.tray] { tray.mark(*this); });
    connect(m_bell, &AlertBell::opened, this, &MainWindow::openConversation);
}

void MainWindow::openConversation(const ConversationId& conversation)
{
    bringToFront();
    showPage(m_live);
    m_live->open(conversation);
}

void MainWindow::bringToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::showAlertLog()
{
    auto* sheet = new AlertLogSheet(*m_bell, m_look, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

}  // namespace tongdai
