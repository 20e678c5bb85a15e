#pragma once

#include "tests/support/fake_desk.h"
#include "tests/support/fake_statistics.h"
#include "tests/support/fake_system.h"
#include "ui/common/look/screen_settings.h"
#include "ui/common/look/system_scheme.h"
#include "ui/shell/main_window.h"
#include "ui/system/autostart_entry.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTimeZone>

#include <memory>

namespace tongdai::testing {

/// Loudspeakers that remember what they played.
class FakeSound final : public AlertSound {
public:
    bool hasOutput() const override { return output; }
    void play(AlertTone tone, int volumePercent) override { played.push_back({tone, volumePercent}); }

    struct Played {
        AlertTone tone = AlertTone::CustomerWaits;
        int volume = 0;
    };
    bool output = true;
    std::vector<Played> played;
};

/// A desktop whose notices stay until they are withdrawn.
class FakeNotices final : public DesktopNotices {
public:
    void show(const DesktopNotice& notice) override
    {
        withdraw(notice.key);
        shown.push_back(notice);
    }
    void withdraw(const QString& key) override
    {
        std::erase_if(shown, [&key](const DesktopNotice& notice) { return notice.key == key; });
    }
    std::vector<DesktopNotice> shown;
};

/// A tray that can be taken away, and a task bar that counts its marks.
class FakeTray final : public DesktopTray {
public:
    bool isThere() const override { return there; }
    void install(QMenu& trayMenu) override { menu = &trayMenu; }
    void setState(const TrayState& newState) override { state = newState; }
    void mark(QWidget&) override { ++marks; }

    bool there = true;
    QMenu* menu = nullptr;
    TrayState state;
    int marks = 0;
};

class DaylightScheme final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

/// The real window over fakes of the engine and of the desktop, with a clock that stands still until it is moved.
struct WindowStage {
    explicit WindowStage(const QString& settingsFile = {}) : settings(settingsFile)
    {
        language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        language.setChoice(LanguageChoice::English);
        theme.install();
        window = std::make_unique<MainWindow>(
            EngineDoors{desk, system, sample, {}, &statistics}, Look{theme, language, [this] { return desk.now; }},
            settings, DesktopDoors{.autostart = &autostart, .ports = DesktopDoors::Ports{sound, notices, tray}});
    }
    static void settle()
    {
        for (int round = 0; round < 6; ++round)
            QCoreApplication::processEvents();
    }
    /// The engine is there, and the window on screen.
    void open()
    {
        window->resize(1366, 768);
        window->show();
        QApplication::setActiveWindow(window.get());
        emit desk.ready();
        settle();
    }
    /// A conversation as the bot has it.
    ConversationId addBots(const QString& id, const QString& customer)
    {
        Conversation c;
        c.id = ConversationId::fromString(id);
        c.channel = QStringLiteral("facebook");
        c.customerName = customer;
        c.customer = SenderId::fromString(QStringLiteral("u-") + id);
        c.lastActivity = desk.now;
        desk.addConversation(c);
        return c.id;
    }
    /// The bot gives it up.
    void handOver(const ConversationId& id)
    {
        Conversation& c = desk.conversation(id);
        c.mode = BotMode::Human;
        c.waitingSince = desk.now;
        desk.report(id);
        settle();
    }

    FakeDesk desk;
    FakeSystem system;
    FakeSampleShop sample;
    FakeStatistics statistics;
    FakeSound sound;
    FakeNotices notices;
    FakeTray tray;
    DaylightScheme desktop;
    Theme theme{desktop};
    Language language;
    ScreenSettings settings;
    QTemporaryDir home;
    AutostartEntry autostart{home.path(), {QStringLiteral("/opt/tổng đài/tongdai"), QStringLiteral("--minimised")}};
    std::unique_ptr<MainWindow> window;
};

}  // namespace tongdai::testing
