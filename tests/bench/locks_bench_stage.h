#pragma once

#include "engine/host/boot/engine_runtime.h"
#include "ui/common/look/screen_settings.h"
#include "ui/common/look/system_scheme.h"
#include "ui/shell/main_window.h"

#include <QUrl>

#include <memory>

/// What the benchmarks of the Locks page stand on: a shop's engine, and the real window over it.
namespace tongdai::bench {

/// An engine for messages of the platform on SQLite in `dir`, at a port that is free, with an operator at its desk.
EngineConfig locksConfig(const QString& dir);

bool startAndWait(EngineRuntime& engine);
void stopAndWait(EngineRuntime& engine);

class LocksBenchStage {
public:
    explicit LocksBenchStage(const EngineConfig& config);
    ~LocksBenchStage();

    /// The window on screen, with this page, before the engine is up.
    void show(const QString& page);
    /// Until the engine answers; false: it does not.
    bool start() { return startAndWait(m_engine); }
    EngineRuntime& engine() { return m_engine; }
    MainWindow& window() { return *m_window; }
    /// Where it listens; empty until it does.
    const QUrl& url() const { return m_url; }

private:
    class Daylight final : public SystemScheme {
    public:
        Scheme current() const override { return Scheme::Light; }
    };

    EngineRuntime m_engine;
    QUrl m_url;
    Daylight m_desktop;
    Theme m_theme{m_desktop};
    Language m_language;
    ScreenSettings m_settings{QString()};
    std::unique_ptr<MainWindow> m_window;
};

}  // namespace tongdai::bench
