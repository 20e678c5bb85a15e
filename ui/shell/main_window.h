#pragma once

#include "engine/api/audit_view.h"
#include "engine/api/desk.h"
#include "engine/api/dispute.h"
#include "engine/api/people.h"
#include "engine/api/statistics.h"
#include "engine/api/system_status.h"
#include "ui/common/look/look.h"
#include "ui/locks/locks_doors.h"
#include "ui/setup/setup_section.h"
#include "ui/shell/alerts/trouble_watch.h"
#include "ui/shell/desktop_ports.h"

#include <QDeadlineTimer>
#include <QMainWindow>

class QStackedWidget;

namespace tongdai {

namespace api {
class Erasures;
class Evidence;
}  // namespace api

class AlertBell;
class AlertMenu;
class AutostartEntry;
class DisputePage;
class LivePage;
class LoopMeter;
class NoticeBar;
class Page;
class PersonMenu;
class Rail;
class ScreenSettings;
class SetupPage;
class SignInCover;
class StatusLine;
class SystemPage;
class TopBar;
class ViewMenu;
class WindowLife;

/// What the screens need of the engine; the objects outlive the window.
struct EngineDoors {
    api::Desk& desk;
    api::SystemStatus& status;
    api::SampleShop& sample;
    std::optional<SetupDoors> setup = {};   ///< absent: no Setup page
    api::Statistics* statistics = nullptr;  ///< null: no Stats page
    std::optional<LocksDoors> locks = {};   ///< absent: no Locks page
    api::Evidence* evidence = nullptr;      ///< null: nothing can be exported
    api::Disputes* disputes = nullptr;      ///< null: no Dispute page
    api::Erasures* erasures = nullptr;      ///< null: nobody can be erased from the window
    api::AuditView* audit = nullptr;        ///< null: no Audit page
    api::People* people = nullptr;          ///< null: nobody signs in, and everything is allowed
    api::HistoryImport* imports = nullptr;  ///< null: no other system's history can be brought
};

/// What the window needs of the desktop around it; the objects outlive the window.
struct DesktopDoors {
    struct Ports {
        AlertSound& sound;
        DesktopNotices& notices;
        DesktopTray& tray;
    };
    AutostartEntry* autostart = nullptr;  ///< null: no switch for it
    std::optional<Ports> ports = {};      ///< absent: nothing sounds, and closing the window closes the shop
};

/// The one main window: rail, top bar, trouble bar, pages, status line (workspace 3.2). It builds the pages there
/// are; a page that does not exist has no button. Window state, last page and look are kept in `settings`. Closing it
/// puts it away; Quit ends the shop.
/// Lives on the GUI thread and never waits.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(EngineDoors doors, Look look, ScreenSettings& settings, const DesktopDoors& desktop = {});
    ~MainWindow() override;

    /// The shop's own name in the top bar; the program's name until it is known.
    void setShopName(const QString& name);
    /// Shows the window, no larger than its screen has room for.
    void present();
    /// Opens a page by its name ("live", "system"); false: there is no such page.
    bool openPage(const QString& name);
    QStringList pageNames() const;
    /// Brings the window to the front, with exactly this conversation open.
    void openConversation(const ConversationId& conversation);
    /// The same, at this line.
    void openLine(const ConversationId& conversation, qint64 rev);
    void bringToFront();
    /// Where closing would put it: in the tray, or minimised.
    void putAway();
    /// The engine cannot work, and says why.
    void showStartFailure(const QString& cause);
    /// The session ends and closes every window: one that stays would hold it up.
    void letSessionEnd();
    /// Before it is deleted while the shop goes on: keeps its state, and says no word.
    void letGo();
    /// What was being typed to sign in goes on here, not in the window that is going.
    void goOnTyping(const MainWindow& before);
    /// Ends the shop without a question: the session or the system wants it.
    void quit();

signals:
    /// The window is gone for good.
    void quitWanted();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Entry {
        QString name;
        Page* page;
    };

    void buildFrame();
    void buildPages();
    void buildStats();
    void offerExport();
    void buildDisputes();
    void buildPeople();
    bool may(Permission permission) const;
    void buildActions();
    void connectEngine();
    void connectDesktop(const DesktopDoors::Ports& desktop);
    void askToQuit();
    void openQueue();
    void addPage(const QString& name, Page* page, int digit);
    void showPage(Page* page);
    const Entry* currentEntry() const;
    void writeOperator();
    void readHealth();
    void readSample();
    void tick();
    void writeTrouble();
    void retranslate();
    void writeTitle();
    void showKeySheet();
    void showAlertLog();
    void showChannels();
    void toggleFullScreen();
    void saveState();
    void restoreState();
    void fitFrame();

    EngineDoors m_doors;
    Look m_look;
    ScreenSettings& m_settings;
    TroubleWatch m_watch;
    HealthSnapshot m_health;
    int m_unread = 0;
    std::vector<Entry> m_entries;
    AlertBell* m_bell = nullptr;
    AlertMenu* m_alertMenu = nullptr;
    WindowLife* m_life = nullptr;
    SignInCover* m_cover = nullptr;
    PersonMenu* m_person = nullptr;
    bool m_isQuitting = false;
    bool m_isLetGo = false;        ///< another window has taken its place
    QDeadlineTimer m_sessionEnds;  ///< until then closing the window is the session's doing
    ViewMenu* m_menu;
    Rail* m_rail;
    TopBar* m_topBar;
    NoticeBar* m_trouble;
    QStackedWidget* m_pages;
    LivePage* m_live = nullptr;
    DisputePage* m_disputes = nullptr;  ///< null: there is no such page
    SystemPage* m_system = nullptr;
    SetupPage* m_setup = nullptr;
    StatusLine* m_status;
    LoopMeter* m_meter;
    QAction* m_keys = nullptr;
    QAction* m_fullScreen = nullptr;
    QAction* m_quit = nullptr;
    QAction* m_undelivered = nullptr;
};

}  // namespace tongdai
