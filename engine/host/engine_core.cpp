#include "engine/host/engine_core.h"

#include "engine/domain/log.h"
#include "engine/history/sql_known_messages.h"
#include "engine/host/audit/audit_folder.h"
#include "engine/host/audit/audit_stack.h"
#include "engine/host/backup/known_backups.h"
#include "engine/host/boot/chat_history_stack.h"
#include "engine/host/boot/chat_host.h"
#include "engine/host/boot/door_bounds.h"
#include "engine/host/boot/history_choice.h"
#include "engine/host/boot/journal_stack.h"
#include "engine/host/boot/redis_stack.h"
#include "engine/host/boot/server_tls.h"
#include "engine/host/boot/task_stack.h"
#include "engine/host/boot/upstream_choice.h"
#include "engine/host/desk/alarm_bell.h"
#include "engine/host/desk/desk_service.h"
#include "engine/host/desk/event_fan.h"
#include "engine/host/desk/feed_follower.h"
#include "engine/host/desk/fence_courier.h"
#include "engine/host/health/disk_watch.h"
#include "engine/host/health/health_watch.h"
#include "engine/host/health/pipeline_figures.h"
#include "engine/host/locks/locks_config_lint.h"
#include "engine/host/locks/locks_queues_service.h"
#include "engine/host/locks/locks_recorder.h"
#include "engine/host/locks/locks_service.h"
#include "engine/host/sample/sample_shop.h"
#include "engine/host/statistics/statistics_service.h"
#include "engine/host/system_clock.h"
#include "engine/host/system_random.h"
#include "engine/server/http/http_server.h"
#include "engine/server/plain_sockets/plain_sockets.h"
#include "engine/server/router.h"
#include "engine/server/routes/rest_api.h"
#include "engine/server/routes/task_routes.h"
#include "engine/server/web/web_widget.h"
#include "engine/work/pipeline.h"

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
constexpr auto kReopenHistory = 2s;

PipelineOptions pipelineOptions(const EngineConfig& config, const QByteArray& instance)
{
    PipelineOptions options;
    options.instance = instance;
    options.aiTry = config.aiTimeout;
    options.aiProcessing = config.aiProcessingTimeout;
    options.maxAiTries = config.aiTries;
    options.maxContextLines = config.contextSize;
    options.gateTtl = config.lockTtl;
    options.maxConversationAge = config.maxConversationAge;
    options.cleanupInterval = config.cleanupInterval;
    return options;
}

LocksService::Options locksOptions(const EngineConfig& config, const QByteArray& instance)
{
    LocksService::Options options;
    options.instance = instance;
    options.lockTtl = config.lockTtl;
    options.isProduction = config.environment.compare("production"_L1, Qt::CaseInsensitive) == 0;
    options.me = config.operatorId;
    options.name = config.operatorName;
    return options;
}

}  // namespace

/// The list: built from top to bottom, taken down from bottom to top.
class EngineCore::Parts {
public:
    explicit Parts(const EngineConfig& config)
        : instance(random.bytes(16).toHex()),
          sampleKey(random.bytes(16).toHex()),
          bounds(doorBounds(config, clock, [this](const WrongTokens::Notice& tried) { audit.noteRefused(tried); })),
          board(clock),
          disk(config.dataDir, board),
          history(historyBackend(config), clock),
          journal(config, clock, board),
          redis(config, clock, instance, board),
          ai(chooseAi(config)),
          platform(choosePlatform(config)),
          tasks({clock, random, history, fan, redis.tasks()}, instance, config.adoptTasks),
          desk({clock, history, history, history, tasks.details()}, config.operatorId, config.operatorName),
          feed(history, desk, config.database ? 500 : 0),
          // Where Redis is this engine's own, there is nobody to hear.
          pipeline({clock, random, history, history, history, redis.live(), *ai, *platform, fan, journal.journal(),
                    config.redis ? &redis.journals() : nullptr},
                   pipelineOptions(config, instance)),
          fences(redis.fences(), feed, pipeline),
          router(accessRules(config, bounds)),
          admitSender(redis.senderLimit(), known, bounds.doors.get()),
          api(router, {pipeline.handleMessage(), admitSender, pipeline.adminActs(), clock,
                       [this] { return board.snapshot(); }, [this] { return figuresOf(*this); }, sampleKey, &history}),
          taskRoutes(router, {tasks.store(), [this] { tasks.wake(); }}),
          plainSockets({pipeline.handleMessage(), pipeline.operatorActs(), clock, random},
                       plainSocketRules(config, bounds)),
          chatHistory(config, clock, history, redis, claims, router, bounds, [this] { desk.refresh(); }),
          audit(config, clock, board, chatHistory.auditLog(), router),
          webWidget(web::Visitors(config.jwtSecret.toUtf8(), clock, random), webOrigins(config), config.shopName,
                    clock),
          server(router, http::Limits{}, bounds.budget, http::TrustedProxies(config.trustedProxies)),
          chat({history, redis.chat(), redis.bus(), clock, pipeline.handleMessage(), pipeline.operatorActs()}, config,
               desk, router, bounds),
          watch({clock, history, history, *ai, *platform}, board),
          sample({clock, history, history}, config.pancakeToken.toUtf8(), sampleKey),
          locks(
              {redis.health(), redis.connection().endpoint(), claims, history, chatHistory.auditLog(), pipeline, clock},
              locksOptions(config, instance)),
          queues({redis.health(), redis.connection().endpoint(), history, chatHistory.auditLog(), pipeline, clock,
                  [this] { return chat.fellOffOfflineLists(); }, [this] { return pipeline.journal().waiting(); }},
                 {configWarnings(config), !config.redis, config.operatorId, config.maxConversationAge})
    {
        fan.add(desk);
        fan.add(feed);
        fan.add(tasks.watch());
        fan.add(chat);
        fan.add(plainSockets);
        fan.add(bell);
        router.mount(u"/chat/ws"_s, plainSockets.http());
        fan.add(fences);
        fan.add(audit.events());
        fan.add(claims);
        for (const QString& path : web::WebWidget::paths())
            router.mount(path, webWidget);
        desk.connectActs(pipeline.operatorActs());
        tasks.connectActs(pipeline.operatorActs());
        desk.connectChat(chat);
        board.describe(Part::History, history.target());
        board.describe(Part::Ai, ai->describe());
        board.describe(Part::Platform, platform->describe());
    }

    /// For /metrics, beside health.
    static std::vector<Figure> figuresOf(Parts& parts)
    {
        const HistoryWriter::Figures writer = parts.history.figures();
        std::vector<Figure> figures{
            {"history_commits_total", "Transactions the history writer committed.", double(writer.commits), true},
            {"history_changes_total", "Changes in those transactions.", double(writer.jobs), true},
            {"history_retries_total", "Transactions that had to run again.", double(writer.retries), true},
            {"history_statements_total", "Statements the history carried out.",
             double(writer.statements + parts.history.statementsOfReaders()), true},
            {"writer_queue", "Changes waiting for the history writer.", double(parts.history.queueLength()), false},
            {"history_reconnects_total", "Connections the history writer made.", double(writer.reconnects), true},
            {"sender_refused_total", "Messages refused because their sender wrote too often.",
             double(parts.admitSender.refusedTotal()), true},
            {"door_refused_total", "Messages refused because too many came from one address, or from all.",
             double(parts.bounds.doors->refusedTotal()), true},
            {"wrong_tokens_total", "Tokens refused that were never right.", double(parts.bounds.wrong->wrongTotal()),
             true},
            {"claim_events_left_out_total", "Usual events of claims that were not written for other engines' screens.",
             double(parts.claims.leftOut()), true},
            {"connections_given_up_total", "Connections ended because all together kept too much.",
             double(parts.bounds.budget->givenUp()), true},
        };
        parts.audit.addFigures(figures);
        std::ranges::copy(pipelineFigures(parts.pipeline), std::back_inserter(figures));
        std::ranges::copy(parts.tasks.figures(), std::back_inserter(figures));
        std::ranges::copy(parts.chat.figures(), std::back_inserter(figures));
        std::ranges::copy(parts.bell.figures(), std::back_inserter(figures));
        return figures;
    }

    SystemClock clock;
    SystemRandom random;
    QByteArray instance;   ///< this run, unguessable, new at every start
    QByteArray sampleKey;  ///< of this run; by it the engine knows its own sample customers
    DoorBounds bounds;
    HealthBoard board;
    DiskWatch disk;
    SqlHistory history;
    JournalStack journal;
    RedisStack redis;
    std::unique_ptr<ports::AiClient> ai;
    std::unique_ptr<ports::PlatformClient> platform;
    EventFan fan;
    ClaimTrail claims;
    LocksRecorder claimsRecorder{claims, redis.claims(), clock};
    TaskStack tasks;
    DeskService desk;
    StatisticsService statistics{history, history};
    FeedFollower feed;
    Pipeline pipeline;
    FenceCourier fences;
    Router router;
    SqlKnownMessages known{history};
    AdmitSender admitSender;
    RestApi api;
    TaskRoutes taskRoutes;
    PlainSockets plainSockets;
    ChatHistoryStack chatHistory;
    AuditStack audit;
    web::WebWidget webWidget;
    http::Server server;
    ChatHost chat;
    HealthWatch watch;
    AlarmBell bell{watch};
    SampleShop sample;
    LocksService locks;
    LocksQueuesService queues;
};

EngineCore::EngineCore(EngineConfig config) : m_config(std::move(config)) {}

EngineCore::~EngineCore() = default;

DeskService* EngineCore::desk()
{
    return m_parts ? &m_parts->desk : nullptr;
}

StatisticsService* EngineCore::statistics()
{
    return m_parts ? &m_parts->statistics : nullptr;
}

LocksService* EngineCore::locks()
{
    return m_parts ? &m_parts->locks : nullptr;
}

LocksQueuesService* EngineCore::queues()
{
    return m_parts ? &m_parts->queues : nullptr;
}

void EngineCore::start()
{
    m_parts = std::make_unique<Parts>(m_config);
    connect(&m_parts->board, &HealthBoard::changed, this, &EngineCore::healthChanged);
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
    connect(&m_parts->sample, &SampleShop::changed, this, &EngineCore::sampleChanged);
    connect(&m_parts->sample, &SampleShop::changed, &m_parts->desk, &DeskService::refresh);
    connect(&m_parts->watch, &HealthWatch::historyIsBack, &m_parts->desk, &DeskService::refresh);
    connect(&m_parts->watch, &HealthWatch::historyIsBack, &m_parts->board, [this] { m_parts->audit.look(); });
    connect(&m_parts->sample, &SampleShop::found, this, &EngineCore::sampleFound);
    connect(&m_parts->sample, &SampleShop::failed, this, &EngineCore::sampleFailed);
    startParts();
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
    m_parts->pipeline.start();
    m_parts->claimsRecorder.start();
    m_parts->tasks.start();
    m_parts->feed.start();
    m_parts->watch.start();
    m_parts->chatHistory.start();
    emit deskReady();

    const std::optional<QString> trouble = listen();
    emit factsChanged(facts(trouble.value_or(QString())));
    if (trouble) {
        m_parts->board.report(Part::Engine, PartState::Down, *trouble);
        emit startFailed(*trouble);
    } else {
        m_parts->board.report(Part::Engine, PartState::Ok);
        engineCoreLog.info("listening", {{u"url"_s, url().toString()}});
        m_parts->sample.setEngine(url());
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
    facts.aiMode = m_config.aiUrl.isEmpty() ? u"rules"_s : u"http"_s;
    facts.platformMode = m_config.platformUrl.toString();
    facts.redisMode = m_config.redis ? m_config.redis->host : u"embedded"_s;
    facts.historyMode = m_config.database ? m_config.database->host : u"sqlite"_s;
    if (const QString rules = rulesFileOf(m_config); QFileInfo::exists(rules)) facts.rulesFile = rules;
    facts.webOrigins = m_config.allowedOrigins;
    return facts;
}

void EngineCore::acceptHistory()
{
    if (m_parts && !m_stopping) m_parts->audit.accept();
}

void EngineCore::openSample()
{
    m_parts->sample.open();
}
void EngineCore::removeSample()
{
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
    m_parts->disk.stop();
    m_parts->chatHistory.stop();
    m_parts->feed.stop();
    // First the pipeline: it refuses new messages at once, so callers get an answer instead of a cut connection.
    co_await m_parts->pipeline.stop(kStopDeadline);
    co_await m_parts->tasks.stop(kTasksStopDeadline);
    m_parts->claimsRecorder.stop();
    m_parts->locks.stop();
    m_parts->queues.stop();
    m_parts->plainSockets.shutDown();
    m_parts->chat.shutDown();
    co_await m_parts->server.stop(1s);
    engineCoreLog.info("work ended", {{u"in_ms"_s, watch.elapsed()}});
    auto auditEnds = m_parts->audit.stop();
    co_await auditEnds;
    // Their end resumes whoever still waits for an answer, so it must come while those are here.
    m_parts->ai.reset();
    m_parts->platform.reset();
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
