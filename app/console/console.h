#pragma once

#include "app/setup_desk.h"
#include "app/shop_works.h"
#include "app/start_up.h"
#include "engine/host/boot/engine_runtime.h"
#include "engine/host/connection_test/connection_tester.h"
#include "ui/common/look/desktop_scheme.h"
#include "ui/common/look/screen_settings.h"
#include "ui/common/look/theme.h"
#include "ui/common/words/language.h"
#include "ui/shell/alerts/bus_notices.h"
#include "ui/shell/alerts/sound_player.h"
#include "ui/shell/main_window.h"
#include "ui/shell/system_tray.h"
#include "ui/system/autostart_entry.h"

#include <memory>

namespace tongdai::app {

/// The window and the engine inside it. GUI thread. The window opens first; the engine comes up behind it.
class Console final : public QObject {
    Q_OBJECT
public:
    Console(const CommandLine& line, const StartedUp& started);
    ~Console() override;

    /// Shows the window and starts the engine. The program ends when somebody quits and the engine has stopped.
    void open();
    /// Ends the program without a question.
    void quit() { m_window->quit(); }
    void bringToFront() { m_window->bringToFront(); }

    /// Starts the engine, waits for the sample shop, writes the picture and ends (design §9).
    void drawPicture(const QString& file, const QString& page, QSize size);

private:
    void stopEngine();
    void makeWindow();
    void connectWindow();
    void noteSeat();
    void exchangeWindow();
    void writePicture(const QString& file, const QString& page, QSize size);

    // Built in this order, taken down in the opposite one.
    ScreenSettings m_screen;
    DesktopScheme m_scheme;
    Theme m_theme;
    Language m_language;
    EngineRuntime m_engine;
    ConnectionTesterHost m_tester;
    SetupDeskHost m_setup;
    ShopWorksHost m_works;
    /// Absent where only a picture is drawn.
    struct Desktop {
        SoundPlayer sound;
        BusNotices notices;
        SystemTray tray;
    };
    std::optional<Desktop> m_desktop;
    AutostartEntry m_autostart;
    std::unique_ptr<MainWindow> m_window;
    QString m_shopName;
    /// Whom the window was made for.
    struct Seat {
        OperatorId id;
        std::optional<Role> role;
        friend bool operator==(const Seat&, const Seat&) = default;
    };
    Seat seat() const;
    Seat m_seat;
    bool m_isShown = false;
    bool m_isQuitting = false;
    QString m_page;
    bool m_isMinimised = false;
};

}  // namespace tongdai::app
