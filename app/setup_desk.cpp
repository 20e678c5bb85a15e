#include "app/setup_desk.h"

#include "app/background.h"
#include "app/settings/settings_memory.h"
#include "app/settings/setup_file.h"
#include "app/start_up.h"

#include <algorithm>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

bool isSame(const std::optional<api::SetupState::Server>& a, const std::optional<api::SetupState::Server>& b)
{
    if (!a || !b) return !a && !b;
    return a->form.kind == b->form.kind && a->form.host == b->form.host && a->form.port == b->form.port &&
           a->form.database == b->form.database && a->form.user == b->form.user &&
           a->form.redisDatabase == b->form.redisDatabase && a->form.tls == b->form.tls &&
           a->form.caFile == b->form.caFile && a->form.retailer == b->form.retailer && a->hasPassword == b->hasPassword;
}

QString targetOf(const api::SetupState& state)
{
    if (!state.history) return {};
    const api::ConnectionForm& form = state.history->form;
    const QString kind = form.kind == api::ConnectionForm::Kind::Postgres ? u"PostgreSQL"_s : u"MySQL"_s;
    return u"%1 · %2 · %3"_s.arg(kind, form.host, form.database);
}

}  // namespace

SetupDeskHost::SetupDeskHost(CommandLine line, EngineRuntime& engine, QObject* parent)
    : api::SetupDesk(parent), m_line(std::move(line)), m_engine(engine), m_state(setupStateOf(m_line.sources))
{
    m_running = m_state;
    m_state.historyTarget = targetOf(m_running);
    connect(&engine, &EngineRuntime::ready, this, [this] {
        if (std::exchange(m_isRestarting, false)) emit restarted();
    });
    connect(&engine, &EngineRuntime::startFailed, this, [this](const QString& cause) {
        if (std::exchange(m_isRestarting, false)) emit restartFailed(cause);
    });
    connect(&engine, &EngineRuntime::rested, this, [this] {
        if (m_isRestarting) startWithSaved();
    });
}

void SetupDeskHost::save(const api::SetupChanges& changes)
{
    if (const auto refusal = m_engine.people().refusal(Permission::ChangeSettings)) {
        // Never answer inside the call.
        QMetaObject::invokeMethod(
            this, [this, why = refusalWords(*refusal)] { emit saveFailed(why); }, Qt::QueuedConnection);
        return;
    }
    inBackground(
        this,
        [sources = m_line.sources, changes, by = m_engine.people().actor()] {
            const QString problem = saveSetup(sources, changes);
            if (problem.isEmpty()) noteSettings(sources, by, u"setup"_s);
            return std::pair(problem, setupStateOf(sources));
        },
        [this, changes](std::pair<QString, api::SetupState> answer) {
            adopt(std::move(answer.second));
            if (!answer.first.isEmpty()) {
                emit saveFailed(answer.first);
                return;
            }
            // A new password or a time is no difference one can see in the state.
            const auto hasPassword = [](const auto& store) {
                return store && store->server && !store->server->keepsPassword;
            };
            const bool hasToken = changes.pages && std::ranges::any_of(*changes.pages, [](const api::PageForm& page) {
                                      return !page.token.isEmpty();
                                  });
            if (!changes.values.empty() || hasToken || hasPassword(changes.history) || hasPassword(changes.redis) ||
                hasPassword(changes.kiotViet)) {
                m_state.needsRestart = true;
                emit stateChanged();
            }
            emit saved();
        });
}

void SetupDeskHost::adopt(api::SetupState state)
{
    m_state = std::move(state);
    m_state.historyTarget = targetOf(m_running);
    m_state.needsRestart = !isSame(m_state.history, m_running.history) || !isSame(m_state.redis, m_running.redis) ||
                           m_state.ai != m_running.ai || m_state.platform != m_running.platform ||
                           !isSame(m_state.kiotViet, m_running.kiotViet) || m_state.pages != m_running.pages ||
                           m_state.botRule != m_running.botRule;
    emit stateChanged();
}

void SetupDeskHost::noteStarted()
{
    m_running = m_state;
    m_state.historyTarget = targetOf(m_running);
    m_state.needsRestart = false;
    emit stateChanged();
}

void SetupDeskHost::restartEngine()
{
    if (m_isRestarting) return;
    if (const auto refusal = m_engine.people().refusal(Permission::ChangeSettings)) {
        QMetaObject::invokeMethod(
            this, [this, why = refusalWords(*refusal)] { emit restartFailed(why); }, Qt::QueuedConnection);
        return;
    }
    m_isRestarting = m_engine.rest();
    if (!m_isRestarting) emit restartFailed({});
}

void SetupDeskHost::startWithSaved()
{
    inBackground(
        this, [line = m_line] { return std::pair(readConfig(line), setupStateOf(line.sources)); },
        [this](std::pair<std::variant<EngineConfig, StartUpFailure>, api::SetupState> read) {
            if (const auto* failure = std::get_if<StartUpFailure>(&read.first)) {
                m_engine.startAgain(m_engine.config());  // with what it had
                if (std::exchange(m_isRestarting, false)) emit restartFailed(failure->text.trimmed());
                return;
            }
            m_state = std::move(read.second);
            noteStarted();
            m_engine.startAgain(std::get<EngineConfig>(std::move(read.first)));
        });
}

}  // namespace tongdai::app
