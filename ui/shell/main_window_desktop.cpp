#include "ui/common/window_place.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/live_page.h"
#include "ui/people/sign_in_cover.h"
#include "ui/shell/alerts/alert_bell.h"
#include "ui/shell/alerts/alert_log_sheet.h"
#include "ui/shell/alerts/alert_menu.h"
#include "ui/shell/failure_sheet.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_life.h"

#include <QApplication>
#include <QDialog>
#include <QSessionManager>
#include <QStackedWidget>

namespace tongdai {

using namespace std::chrono_literals;

namespace {

/// It may be called off again.
constexpr auto kSessionEnds = 60s;

}  // namespace

void MainWindow::connectDesktop(const DesktopDoors::Ports& desktop)
{
    m_bell = new AlertBell(m_doors.desk, desktop.sound, desktop.notices, m_look, m_settings, this);
    m_alertMenu = new AlertMenu(*m_bell, this);
    connect(m_alertMenu, &AlertMenu::logWanted, this, &MainWindow::showAlertLog);
    connect(m_bell, &AlertBell::rang, this, [this, &tray = desktop.tray] { tray.mark(*this); });
    connect(m_bell, &AlertBell::opened, this, &MainWindow::openConversation);
    m_life = new WindowLife(*this, {m_doors.desk, m_doors.status, desktop.tray, m_settings}, m_look);
    connect(qApp, &QGuiApplication::commitDataRequest, this, &MainWindow::letSessionEnd, Qt::DirectConnection);
    connect(m_life, &WindowLife::quitChosen, this, &MainWindow::quit);
    connect(m_life, &WindowLife::windowWanted, this, &MainWindow::bringToFront);
    connect(m_life, &WindowLife::queueWanted, this, &MainWindow::openQueue);
}

void MainWindow::letSessionEnd()
{
    m_sessionEnds.setRemainingTime(kSessionEnds);
}

void MainWindow::openQueue()
{
    bringToFront();
    showPage(m_live);
    m_live->conversations()->setQueue(WorkQueue::NeedsMe);
}

void MainWindow::putAway()
{
    keepOnScreenWhenShown(*this);
    if (m_life)
        m_life->putAway();
    else
        showMinimized();
}

void MainWindow::askToQuit()
{
    if (m_life)
        m_life->askToQuit();
    else
        close();
}

void MainWindow::showStartFailure(const QString& cause)
{
    const api::SystemFacts facts = m_doors.status.facts();
    const auto failure = facts.listenError.isEmpty() ? StartFailure::NoHistory : StartFailure::CannotListen;
    bringToFront();
    auto* sheet = new FailureSheet(failure, cause, facts.settingsFile, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

void MainWindow::letGo()
{
    m_isQuitting = true;
    m_isLetGo = true;
    saveState();
}

void MainWindow::goOnTyping(const MainWindow& before)
{
    if (m_cover && before.m_cover) m_cover->goOnWith(before.m_cover->typed());
}

void MainWindow::quit()
{
    if (m_isQuitting) return;
    m_isQuitting = true;
    const QList<QDialog*> sheets = findChildren<QDialog*>();
    for (QDialog* sheet : sheets)
        sheet->close();
    // Not close(): a window that is hidden already would not be told.
    saveState();
    hide();
    emit quitWanted();
}

void MainWindow::openConversation(const ConversationId& conversation)
{
    bringToFront();
    showPage(m_live);
    m_live->open(conversation);
}

void MainWindow::openLine(const ConversationId& conversation, qint64 rev)
{
    bringToFront();
    showPage(m_live);
    m_live->openLine(conversation, rev);
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
