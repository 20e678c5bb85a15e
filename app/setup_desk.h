#pragma once

#include "app/command_line.h"
#include "engine/api/setup.h"

namespace tongdai {

class EngineRuntime;

}  // namespace tongdai

namespace tongdai::app {

/// Settings and restart as the Setup page sees them. GUI thread; files are read and written on threads of their own.
class SetupDeskHost final : public api::SetupDesk {
    Q_OBJECT
public:
    SetupDeskHost(CommandLine line, EngineRuntime& engine, QObject* parent = nullptr);

    api::SetupState state() const override { return m_state; }
    void save(const api::SetupChanges& changes) override;
    void restartEngine() override;

    /// Starts a resting engine with the settings as they are now; when they cannot be used, with those it had.
    void startWithSaved();
    const CommandLine& line() const { return m_line; }

private:
    void adopt(api::SetupState state);
    void noteStarted();

    CommandLine m_line;
    EngineRuntime& m_engine;
    api::SetupState m_state;
    api::SetupState m_running;
    bool m_isRestarting = false;
};

}  // namespace tongdai::app
