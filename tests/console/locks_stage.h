#pragma once

#include "engine/host/boot/engine_runtime.h"
#include "tests/support/ai_stub.h"
#include "tests/support/engine_process.h"
#include "tests/support/http_client.h"
#include "tests/support/redis_server.h"
#include "tests/support/shared_store.h"
#include "ui/common/look/screen_settings.h"
#include "ui/common/look/system_scheme.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/locks/lease_lanes.h"
#include "ui/locks/lock_explain.h"
#include "ui/locks/locks_model.h"
#include "ui/locks/locks_page.h"
#include "ui/shell/main_window.h"

#include <QTemporaryDir>

#include <memory>

namespace tongdai::testing {

inline constexpr int kLocksPatience = 60'000;
/// A cause must stand on the page by then.
inline constexpr int kNamedWithin = 5'000;

class LocksDaylight final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

/// The real window with the Locks page open over a real engine, beside another engine's process, on one PostgreSQL and
/// one Redis. The test's thread, which is the window's. With TONGDAI_PICTURES=DIR pictures are kept there.
class LocksStage {
public:
    LocksStage();

    /// The database server, once for all tests. False: it said why.
    bool begin();
    /// A new shop: store, Redis, engine and window.
    bool open();
    void close();

    /// The other engine, with a fault as FAIL has it or none; waits until it has found Redis.
    bool startOther(const QByteArray& fault = {});
    /// The other engine takes the message, and its AI service answers after so long.
    void sayToOther(const QString& conversation, std::chrono::milliseconds thinks);

    int rowOf(const QString& name) const;
    const api::LockRow* lock(const QString& name) const;
    bool isHeldByOther(const QString& name) const;
    bool isNamed(const QString& name, api::LockCause cause, int within = kNamedWithin) const;
    void choose(const QString& name) const;
    /// As a person does it: choose, type the id, press. False: it could not be pressed, or nothing came of it.
    bool release(const QString& name) const;
    QString stateOfMessages(const QString& conversation);
    void keepPicture(const QString& name) const;
    template <class Widget>
    Widget* part(const QString& name) const
    {
        return window->findChild<Widget*>(name);
    }

    SharedPostgres store;
    std::unique_ptr<RedisServer> redis;
    std::unique_ptr<AiStub> ai;
    std::unique_ptr<EngineRuntime> engine;
    std::unique_ptr<EngineProcess> other;
    std::unique_ptr<MainWindow> window;
    LocksModel* model = nullptr;
    bool adoptsTasks = false;  ///< of the engine that is opened next

private:
    EngineConfig config() const;

    LocksDaylight m_desktop;
    Theme m_theme{m_desktop};
    Language m_language;
    ScreenSettings m_settings{QString()};
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<JsonClient> m_client;
    int m_round = 0;
};

}  // namespace tongdai::testing
