#pragma once

#include "engine/api/desk.h"
#include "engine/api/system_status.h"
#include "ui/common/look/look.h"
#include "ui/shell/desktop_ports.h"

class QAction;
class QMenu;

namespace tongdai {

class ScreenSettings;

/// What becomes of the shop when its window is closed: nothing. The window goes to the tray, or to the task bar where
/// there is no tray, and says so the first time; only Quit ends the engine, and names what stops. The tray shows how
/// it is and how many wait, and opens the queue. Lives on the GUI thread.
class WindowLife final : public QObject {
    Q_OBJECT
public:
    struct Doors {
        api::Desk& desk;
        api::SystemStatus& status;
        DesktopTray& tray;
        ScreenSettings& settings;
    };
    WindowLife(QWidget& window, Doors doors, Look look);
    ~WindowLife() override;

    /// The window was asked to close: puts it away, or asks first.
    void close();
    /// Asks, and quits when that is meant.
    void askToQuit();
    /// Puts the window where closing would, without a word.
    void putAway();
    /// To be called every second: a tray that goes away must not take the window with it.
    void tick();
    void retranslate();

signals:
    void quitChosen();
    void windowWanted();
    /// The window, with those who wait.
    void queueWanted();

private:
    void readState();
    bool isDown() const;
    QStringList whatStops() const;
    QString stateWords() const;

    QWidget& m_window;
    Doors m_doors;
    Look m_look;
    std::unique_ptr<QMenu> m_menu;
    QAction* m_queue;
    QAction* m_open;
    QAction* m_quit;
    int m_waiting = 0;
    bool m_isInTray = false;
};

}  // namespace tongdai
