#pragma once

#include "tests/support/fake_audit.h"
#include "tests/support/fake_disputes.h"
#include "tests/support/fake_erasures.h"
#include "tests/support/fake_evidence.h"
#include "tests/support/fake_hooks.h"
#include "tests/support/fake_imports.h"
#include "tests/support/fake_keys.h"
#include "tests/support/fake_limits.h"
#include "tests/support/fake_locks.h"
#include "tests/support/fake_pages.h"
#include "tests/support/fake_people.h"
#include "tests/support/fake_queue_look.h"
#include "tests/support/fake_queues.h"
#include "tests/support/fake_setup.h"
#include "tests/support/fake_shop_system.h"
#include "tests/support/fake_state_compare.h"
#include "tests/support/fake_tasks.h"
#include "tests/ui/window_stage.h"

#include <QListView>

namespace tongdai::testing {

struct WholeLook {
    LanguageChoice words = LanguageChoice::English;
    SchemeChoice scheme = SchemeChoice::Light;
    int textPercent = 100;
    QString settingsFile = {};
    DesktopTray* tray = nullptr;  ///< null: one that is always there
    bool filled = true;           ///< with the shop's conversations
};

/// The real window with every page and every port, over fakes of the engine.
struct WholeStage {
    explicit WholeStage(const WholeLook& wanted = {}) : settings(wanted.settingsFile)
    {
        language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        language.setChoice(wanted.words);
        theme.setChoice(wanted.scheme);
        theme.setTextScale(wanted.textPercent);
        theme.install();
        if (wanted.filled) desk.fillShop();
        shop.said = {true, 312, 4500};
        people.sitAlone();
        makeWindow(wanted.tray ? *wanted.tray : tray);
    }
    ~WholeStage() { theme.setTextScale(100); }

    /// As the program does when somebody else sits there.
    void makeWindow(DesktopTray& used)
    {
        window.reset();
        SetupDoors setupDoors{tester, works, setup, &shop};
        setupDoors.hooks = &hooks;
        setupDoors.pages = &pages;
        window = std::make_unique<MainWindow>(
            EngineDoors{desk, system, sample, setupDoors, &statistics,
                        LocksDoors{locks, queues, &keys, &limits, &tasks, &setup, &state, &look}, &evidence, &disputes,
                        &erasures, &audit, &people, &imports},
            Look{theme, language, [this] { return desk.now; }}, settings,
            DesktopDoors{.autostart = &autostart, .ports = DesktopDoors::Ports{sound, notices, used}});
        window->setShopName(QStringLiteral("Shop Hoa Sen"));
    }

    static void settle() { WindowStage::settle(); }
    template <class W>
    W* child(const QString& name = {}) const
    {
        return window->findChild<W*>(name);
    }
    QListView* list() const { return child<QListView>(QStringLiteral("convList")); }
    /// The engine is there, and its first conversation is open.
    void fill()
    {
        emit desk.ready();
        settle();
        list()->setCurrentIndex(list()->model()->index(0, 0));
        settle();
    }

    FakeDesk desk;
    FakeLimits limits;
    FakeHooks hooks;
    FakePages pages;
    FakeTasks tasks;
    FakeStateCompare state;
    FakeSystem system;
    FakeSampleShop sample;
    FakeTester tester;
    FakeWorks works;
    FakeSetupDesk setup;
    FakeShopSystem shop;
    FakeStatistics statistics;
    FakeLocks locks{FakeDesk::shopTime()};
    FakeQueues queues;
    FakeKeys keys;
    FakeQueueLook look;
    FakeEvidence evidence;
    FakeDisputes disputes;
    FakeAudit audit{30};
    FakeErasures erasures;
    FakeImports imports;
    FakePeople people;
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
