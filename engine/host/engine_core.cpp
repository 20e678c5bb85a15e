#include "engine/host/engine_core_parts.h"

#include "engine/domain/log.h"

#include <QCoro/QCoroSignal>
#include <QElapsedTimer>
#include <QFileInfo>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log engineCoreLog("engine");

constexpr auto kStopDeadline = 8s;          // leaves two of the ten seconds of guarantees F15 to the stores
constexpr auto kTasksStopDeadline = 500ms;  // what is not done by then is taken over when its lease is over
constexpr auto kPagesStopDeadline = 250ms;  // what is not caught up with by then is at the next start
constexpr auto kReopenHistory = 2s;

}  // namespace

EngineCore::EngineCore(EngineConfig config) : m_config(std::move(config)) {}

EngineCore::~EngineCore() = default;

api::PeopleState EngineCore::peopleState() const
{
    return m_parts ? m_parts->gate.state() : api::PeopleState();
}

void EngineCore::start()
{
    m_parts = std::make_unique<Parts>(m_config);
    connect(&m_parts->board, &HealthBoard::changed, this, &EngineCore::healthChanged);
    connect(&m_parts->board, &HealthBoard::changed, &m_parts->outages, &OutageRecorder::take);
    connect(&m_parts->redis, &RedisStack::hinted, this,
            [this](const ConversationId& conversation) { m_parts->pipeline.wake(conversation); });
    connect(&m_parts->redis, &RedisStack::dataLost, this, [this] { m_parts->pipeline.reconcileLive(); });
    connect(&m_parts->history, &SqlHistory::stateChanged, &m_parts->watch, &HealthWatch::noteWriter);
    connect(&m_parts->history, &SqlHistory::stateChanged, &m_parts->disk,
            [this](PartState, const QString&, PartTrouble trouble) {
                if (trouble == PartTrouble::DiskFull) m_parts->disk.hurry();
            });
    connect(&m_parts->history, &SqlHistory::stateChanged, &m_parts->board, [this](PartState state) {
        if (state == PartState::Ok) m_parts->audit.look();
    });
    if (!m_config.database) connect(&m_parts->disk, &DiskWatch::fullChanged, &m_parts->watch, &HealthWatch::noteDisk);
    connect(&m_parts->journal, &JournalStack::waitingChanged, &m_parts->board, [this] {
        const JournalKeeper& keeper = m_parts->pipeline.journal();
        m_parts->board.reportJournal(keeper.waiting(), keeper.replayed(), keeper.isOrderKnown());
    });
    connect(&m_parts->redis.journals(), &redis::JournalNews::heard, &m_parts->board,
            [this](const JournalNotice& notice) { m_parts->pipeline.journal().hear(notice); });
    m_parts->chat.follow(m_parts->feed, m_parts->redis);
    connect(&m_parts->events, &EventReader::told, &m_parts->statistics, &StatisticsService::moved);
    connect(&m_parts->chat, &ChatHost::typingChanged, &m_parts->board,
            [this](const ConversationId& conversation, bool isTyping) {
                m_parts->pipeline.customerTypes(conversation, isTyping);
            });
    connect(&m_parts->sample, &SampleShop::changed, this, &EngineCore::sampleChanged);
    connect(&m_parts->sample, &SampleShop::changed, &m_parts->desk, &DeskService::refresh);
    connect(&m_parts->watch, &HealthWatch::historyIsBack, &m_parts->desk, &DeskService::refresh);
    connect(&m_parts->watch, &HealthWatch::historyIsBack, &m_parts->board, [this] { m_parts->audit.look(); });
    connect(&m_parts->sample, &SampleShop::found, this, &EngineCore::sampleFound);
    connect(&m_parts->sample, &SampleShop::failed, this, &EngineCore::sampleFailed);
    startParts();
}

/// What persons' tokens are signed with lies in the store.
QCoro::Task<void> EngineCore::readPersonKey()
{
    while (!m_stopping) {
        try {
            auto reading = m_parts->people.personTokenKey();
            const QByteArray key = co_await reading;
            m_parts->bounds.people->setKey(key);
            co_return;
        } catch (const StoreError& error) {
            engineCoreLog.debug("the key of persons' tokens was not read", {{u"cause"_s, error.cause()}});
        }
        if (m_stopping) co_return;
        co_await m_parts->clock.sleep(kReopenHistory);
    }
}

QCoro::Task<void> EngineCore::startParts()
{
    m_parts->disk.start();
    m_parts->redis.start();
    co_await m_parts->journal.open();
    const bool open = co_await openHistory();
    if (!open || m_stopping) co_return;  // what would be started now, stopParts() is taking down
    if (m_parts->history.isOpen()) followOpenHistory();
    m_parts->audit.start();
    m_parts->channelBots.start();
    m_parts->pipeline.start();
    m_parts->claimsRecorder.start();
    m_parts->planRecorder.start();
    m_parts->tasks.start();
    m_parts->outgoing.start();
    m_parts->outages.begin(u"" TONGDAI_VERSION ""_s);
    m_parts->feed.start();
    if (m_config.hasWindow) m_parts->events.start();
    m_parts->watch.start();
    m_parts->recorder.start();
    m_parts->chatHistory.start();
    m_parts->roster.start();
    readPersonKey();
    if (m_parts->history.isOpen()) {
        auto reading = m_parts->roster.readNow();
        co_await reading;
        if (m_stopping) co_return;
    }
    emit deskReady(peopleState());

    const std::optional<QString> trouble = listen();
    emit factsChanged(facts(trouble.value_or(QString())));
    if (trouble) {
        m_parts->board.report(Part::Engine, PartState::Down, *trouble);
        emit startFailed(*trouble);
    } else {
        m_parts->board.report(Part::Engine, PartState::Ok);
        engineCoreLog.info("listening", {{u"url"_s, url().toString()}});
        m_parts->sample.setEngine(url());
        m_parts->pages.start();
        emit ready(url());
    }
    if (m_config.openSample) {
        m_parts->sample.open();
    } else {
        m_parts->sample.look();
    }
}

/// With a store that is away and a journal that works the engine goes on, and opens the store when it comes. Otherwise
/// a store that must not be used is said once and asked again, since an administrator may mend it.
QCoro::Task<bool> EngineCore::openHistory()
{
    bool told = false;
    while (!m_stopping) {
        const QString cause = co_await tryOpeningHistory();
        if (m_stopping) break;  // closed by the stop, not away: nothing below may begin any more
        if (cause.isEmpty()) co_return true;
        if (m_historyIsAway && m_parts->journal.isOpen()) {
            engineCoreLog.warn("the history is away; messages go into the journal", {{u"cause"_s, cause}});
            keepOpeningHistory();
            co_return true;
        }
        if (!told) {
            engineCoreLog.error("the history cannot be opened", {{u"cause"_s, cause}});
            emit startFailed(u"The history cannot be opened: %1"_s.arg(cause));
        }
        told = true;
        co_await m_parts->clock.sleep(kReopenHistory);
    }
    co_return false;
}

/// Why not, in words; empty: it is open.
QCoro::Task<QString> EngineCore::tryOpeningHistory()
{
    QString cause;
    PartTrouble trouble = PartTrouble::Away;
    try {
        co_await m_parts->history.open();
        m_parts->board.report(Part::History, PartState::Ok);
        co_return QString();
    } catch (const StoreError& error) {
        m_historyIsAway = JournalKeeper::isAway(error);
        cause = error.cause().isEmpty() ? QString::fromUtf8(error.what()) : error.cause();
        trouble = partTroubleOf(error);
    }
    // A damaged file is never begun anew in silence: its owner is told what to go back to.
    if (trouble == PartTrouble::Damaged && !m_config.database)
        cause += u". "_s + KnownBackups(m_config.dataDir).advice();
    m_parts->board.reportTrouble(Part::History, trouble, cause);
    co_return cause;
}

QCoro::Task<void> EngineCore::keepOpeningHistory()
{
    QString last;
    while (!m_stopping) {
        co_await m_parts->clock.sleep(kReopenHistory);
        if (m_stopping) co_return;
        const QString cause = co_await tryOpeningHistory();
        if (m_stopping) co_return;
        if (cause.isEmpty()) {
            engineCoreLog.info("the history is open");
            followOpenHistory();
            m_parts->desk.refresh();
            co_return;
        }
        if (cause != last) engineCoreLog.warn("the history cannot be opened yet", {{u"cause"_s, cause}});
        last = cause;
    }
}

/// Whose store it is, is known only now.
void EngineCore::followOpenHistory()
{
    m_parts->redis.belongTo(m_parts->history.installation());
    m_parts->audit.follow(m_parts->history.installation(), m_parts->history.target());
}

std::optional<QString> EngineCore::listen()
{
    std::optional<QSslConfiguration> tls;
    try {
        tls = serverTlsOf(m_config);
    } catch (const std::runtime_error& error) {
        return QString::fromUtf8(error.what());
    }
    constexpr int kTries = 8;  // any free port of 127.0.0.1 may be taken on ::1
    for (int tries = 1;; ++tries) {
        auto problem = m_parts->server.listen(m_config.host, m_config.port, tls);
        if (!problem && m_config.host == QHostAddress(QHostAddress::LocalHost))
            problem = m_parts->server.listenAlso(QHostAddress(QHostAddress::LocalHostIPv6));
        if (!problem) return std::nullopt;
        if (m_config.port == 0 && tries < kTries) continue;
        return u"Cannot listen on %1 port %2: %3"_s.arg(problem->address).arg(problem->port).arg(problem->cause);
    }
}

QUrl EngineCore::url() const
{
    QUrl url;
    url.setScheme(m_config.certificateFile.isEmpty() ? u"http"_s : u"https"_s);
    url.setHost(m_config.host.toString());
    url.setPort(m_parts->server.port());
    return url;
}

api::SystemFacts EngineCore::facts(const QString& listenError) const
{
    api::SystemFacts facts;
    if (m_parts->server.isListening()) facts.engineUrl = url();
    facts.listenError = listenError;
    facts.operatorName = m_config.operatorName;
    facts.version = u"" TONGDAI_VERSION ""_s;
    facts.qtVersion = QString::fromLatin1(qVersion());
    facts.dataDir = m_config.dataDir;
    if (QFileInfo::exists(m_config.settingsFile)) facts.settingsFile = m_config.settingsFile;
    facts.logFile = m_config.logFile;
    facts.aiMode = m_config.model ? u"openai"_s : m_config.aiUrl.isEmpty() ? u"rules"_s : u"http"_s;
    facts.platformMode = m_config.platformUrl.toString();
    facts.redisMode = m_config.redis ? m_config.redis->host : u"embedded"_s;
    facts.historyMode = m_config.database ? m_config.database->host : u"sqlite"_s;
    if (const QString rules = rulesFileOf(m_config); QFileInfo::exists(rules)) facts.rulesFile = rules;
    facts.webOrigins = m_config.allowedOrigins;
    return facts;
}

void EngineCore::acceptHistory()
{
    if (!m_parts || m_stopping || !m_parts->gate.allows(Permission::AcceptHistory)) return;
    m_parts->audit.accept(m_parts->gate.me().bytes());
}

void EngineCore::openSample()
{
    if (const auto refusal = m_parts->gate.refusal(Permission::ManageSample)) {
        emit sampleFailed(refusalWords(*refusal));
        return;
    }
    m_parts->sample.open();
}
void EngineCore::removeSample()
{
    if (const auto refusal = m_parts->gate.refusal(Permission::ManageSample)) {
        emit sampleFailed(refusalWords(*refusal));
        return;
    }
    m_parts->sample.remove();
}

void EngineCore::stop()
{
    if (m_stopping) return;
    m_stopping = true;
    stopParts();
}

QCoro::Task<void> EngineCore::stopParts()
{
    if (!m_parts) {
        emit stopped();
        co_return;
    }
    engineCoreLog.info("stopping");
    QElapsedTimer watch;
    watch.start();
    m_parts->sample.stop();
    m_parts->watch.stop();
    m_parts->recorder.stop();
    m_parts->disk.stop();
    m_parts->chatHistory.stop();
    m_parts->feed.stop();
    m_parts->events.stop();
    m_parts->roster.stop();
    // First the pipeline: it refuses new messages at once, so callers get an answer instead of a cut connection.
    m_parts->channelBots.stop();
    co_await m_parts->pipeline.stop(kStopDeadline);
    co_await m_parts->pages.stop(kPagesStopDeadline);
    co_await m_parts->tasks.stop(kTasksStopDeadline);
    co_await m_parts->outgoing.stop(kTasksStopDeadline);
    m_parts->claimsRecorder.stop();
    m_parts->planRecorder.stop();
    m_parts->locks.stop();
    m_parts->queues.stop();
    m_parts->evidence.stop();
    m_parts->details.cancel();
    m_parts->keys.stop();
    m_parts->queueLook.stop();
    m_parts->stateCompare.stop();
    m_parts->plainSockets.shutDown();
    m_parts->chat.shutDown();
    co_await m_parts->server.stop(1s);
    engineCoreLog.info("work ended", {{u"in_ms"_s, watch.elapsed()}});
    auto auditEnds = m_parts->audit.stop();
    co_await auditEnds;
    // Their end resumes whoever still waits for an answer, so it must come while those are here.
    m_parts->ai.reset();
    m_parts->platform.reset();
    m_parts->shop.close();
    m_parts->pages.close();
    m_parts->disputes.close();
    m_parts->history.close();
    m_parts->journal.close();
    engineCoreLog.info("stores closed", {{u"in_ms"_s, watch.elapsed()}});
    auto down = qCoro(&m_parts->redis, &RedisStack::stopped, 4s);
    m_parts->redis.stop();
    co_await down;
    m_parts->clock.wakeAll();
    engineCoreLog.info("stopped", {{u"in_ms"_s, watch.elapsed()}});
    emit stopped();
}

}  // namespace tongdai
