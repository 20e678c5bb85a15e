#pragma once

#include "tests/support/fake_desk.h"
#include "tests/support/fake_system.h"
#include "tests/ui/window_stage.h"
#include "ui/common/look/screen_settings.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QListView>

#include <memory>

namespace tongdai::testing {

/// A window over fakes with a clock that stands still until it is moved.
struct MainWindowStage {
    explicit MainWindowStage(const QString& settingsFile = {}) : settings(settingsFile)
    {
        language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        language.setChoice(LanguageChoice::English);
        theme.install();
        window = std::make_unique<MainWindow>(EngineDoors{desk, system, sample},
                                              Look{theme, language, [this] { return now; }}, settings);
    }
    void openFirstConversation()
    {
        auto* list = window->findChild<QListView*>(QStringLiteral("convList"));
        list->setCurrentIndex(list->model()->index(0, 0));
        for (int round = 0; round < 4; ++round)
            QCoreApplication::processEvents();
    }
    static void settle()
    {
        for (int round = 0; round < 4; ++round)
            QCoreApplication::processEvents();
    }
    void show(const QString& page)
    {
        window->resize(1366, 1200);  // nothing below the fold
        window->show();
        QApplication::setActiveWindow(window.get());
        emit desk.ready();
        settle();
        if (!desk.conversations.empty()) openFirstConversation();
        window->openPage(page);
        settle();
    }
    /// What the Tab key meets, from the first of the rail on.
    QList<QWidget*> tabStops() const
    {
        QList<QWidget*> stops;
        QWidget* const first = window->findChild<QWidget*>(QStringLiteral("rail_live"));
        for (QWidget* each = first; stops.isEmpty() || each != first; each = each->nextInFocusChain()) {
            if ((each->focusPolicy() & Qt::TabFocus) && each->isVisibleTo(window.get()) && each->isEnabled() &&
                !each->focusProxy())
                stops << each;
        }
        return stops;
    }
    void lookAgain() { emit system.healthChanged(system.health()); }

    TimePoint now = FakeDesk::shopTime();
    FakeDesk desk;
    FakeSystem system;
    FakeSampleShop sample;
    DaylightScheme desktop;
    Theme theme{desktop};
    Language language;
    ScreenSettings settings;
    std::unique_ptr<MainWindow> window;
};

}  // namespace tongdai::testing
