#pragma once

#include "engine/host/engine_core.h"

#include "engine/domain/log.h"
#include "engine/history/conversations/sql_known_messages.h"
#include "engine/history/conversations/sql_long_waits.h"
#include "engine/history/conversations/sql_proposals.h"
#include "engine/history/conversations/sql_takeovers.h"
#include "engine/history/outbox/sql_plans.h"
#include "engine/history/people/sql_people.h"
#include "engine/host/audit/audit_folder.h"
#include "engine/host/audit/audit_service.h"
#include "engine/host/audit/audit_stack.h"
#include "engine/host/backup/history_import_service.h"
#include "engine/host/backup/known_backups.h"
#include "engine/host/boot/chat_history_stack.h"
#include "engine/host/boot/chat_host.h"
#include "engine/host/boot/door_bounds.h"
#include "engine/host/boot/history_choice.h"
#include "engine/host/boot/hook_stack.h"
#include "engine/host/boot/journal_stack.h"
#include "engine/host/boot/page_stack.h"
#include "engine/host/boot/redis_stack.h"
#include "engine/host/boot/server_tls.h"
#include "engine/host/boot/session_stack.h"
#include "engine/host/boot/shop_stack.h"
#include "engine/host/boot/task_stack.h"
#include "engine/host/boot/upstream_choice.h"
#include "engine/host/desk/alarm_bell.h"
#include "engine/host/desk/desk_service.h"
#include "engine/host/desk/event_fan.h"
#include "engine/host/desk/feed_follower.h"
#include "engine/host/desk/fence_courier.h"
#include "engine/host/dispute/dispute_stack.h"
#include "engine/host/erasure/erasure_service.h"
#include "engine/host/evidence/evidence_service.h"
#include "engine/host/health/disk_watch.h"
#include "engine/host/health/health_watch.h"
#include "engine/host/health/hooks_service.h"
#include "engine/host/health/pipeline_figures.h"
#include "engine/host/locks/key_browser_service.h"
#include "engine/host/locks/limits_service.h"
#include "engine/host/locks/locks_config_lint.h"
#include "engine/host/locks/locks_queues_service.h"
#include "engine/host/locks/locks_recorder.h"
#include "engine/host/locks/locks_service.h"
#include "engine/host/locks/look/queue_look_service.h"
#include "engine/host/locks/plan_recorder.h"
#include "engine/host/locks/state_compare_service.h"
#include "engine/host/locks/tasks_service.h"
#include "engine/host/machine/system_clock.h"
#include "engine/host/machine/system_random.h"
#include "engine/host/people/password_hasher.h"
#include "engine/host/people/people_service.h"
#include "engine/host/people/roster_watch.h"
#include "engine/host/sample/sample_shop.h"
#include "engine/host/shop_system/pages_service.h"
#include "engine/host/statistics/detail_export.h"
#include "engine/host/statistics/event_reader.h"
#include "engine/host/statistics/figure_recorder.h"
#include "engine/host/statistics/outage_recorder.h"
#include "engine/host/statistics/statistics_service.h"
#include "engine/host/statistics/step_meter.h"
#include "engine/server/http/http_server.h"
#include "engine/server/plain_sockets/plain_sockets.h"
#include "engine/server/router.h"
#include "engine/server/routes/channel_routes.h"
#include "engine/server/routes/chat/consolidated_routes.h"
#include "engine/server/routes/dispute_routes.h"
#include "engine/server/routes/hook_routes.h"
#include "engine/server/routes/hook_watch.h"
#include "engine/server/routes/mcp_route.h"
#include "engine/server/routes/people_routes.h"
#include "engine/server/routes/rest_api.h"
#include "engine/server/routes/task_routes.h"
#include "engine/server/web/web_widget.h"
#include "engine/work/message/pipeline.h"
#include "engine/work/platform/channel_bots.h"
#include "engine/work/platform/paced_platform.h"

namespace tongdai {

/// The list: built from top to bottom, taken down from bottom to top. Engine loop.
class EngineCore::Parts {
public:
    explicit Parts(const EngineConfig& config);

    /// For /metrics, beside health.
    static std::vector<Figure> figuresOf(Parts& parts);
    /// The same with what /metrics has of health, for the Stats page.
    static std::vector<Figure> drawnFigures(Parts& parts);
    void wakeTasks();
    /// Of the person whose token a request brought; nothing: a program's.
    std::optional<Role> roleOfCaller(const http::Request& request) const;
    /// Whether they may do something; a program may.
    std::function<bool(const http::Request&, Permission)> callerMay() const;

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
    SqlPlans plans{history};
    SqlPeople people;
    RosterWatch roster;
    PasswordHasher passwords;
    SignIn signIn{people, passwords, clock, [this](AuditEntry entry) { audit.note(std::move(entry)); }};
    DeskGate gate;
    PeopleService peopleService;
    ShopStack shop;
    PageStack pages;
    PagesService pageService{pages, gate};
    std::unique_ptr<ports::AiClient> ai;
    std::unique_ptr<ports::PlatformClient> platform;
    EventFan fan;
    ClaimTrail claims;
    LocksRecorder claimsRecorder{claims, redis.claims(), clock};
    PlanRecorder planRecorder{redis.plans(), clock};
    TaskStack tasks;
    HookStack outgoing;
    HourlyLooks looks{clock, [this](AuditEntry entry) { audit.note(std::move(entry)); }};
    DeskService desk;
    StepMeter steps{clock};
    FigureRecorder recorder{clock, [this] { return drawnFigures(*this); }};
    StatisticsService statistics{history, history, steps, recorder, gate, clock};
    OutageRecorder outages{history, clock};
    EventReader events{{clock, history, [this] { return redis.isReady(); }}, redis.connection().endpoint()};
    DisputeStack disputes;
    FeedFollower feed;
    SqlTakeovers takeovers{history};
    SqlProposals proposals{history};
    SqlLongWaits longWaits{history};
    ChannelBots channelBots{clock, takeovers};
    ChannelBotAi gatedAi{*ai, channelBots};
    PacedPlatform pacedPlatform{*platform, redis.rates(), random};
    Pipeline pipeline;
    FenceCourier fences;
    Router router;
    std::shared_ptr<HookShelf> hookShelf;
    HookWatch hookWatch;  ///< between the server and the router
    SqlKnownMessages known{history};
    HookInspector hookInspector;
    AdmitSender admitSender;
    RestApi api;
    PeopleRoutes peopleRoutes;
    TaskRoutes taskRoutes;
    HookRoutes hookRoutes;
    ConsolidatedChat consolidated;
    ConsolidatedRoutes consolidatedRoutes;
    ChannelRoutes channelRoutes;
    PlainSockets plainSockets;
    SessionStack sessions;
    ChatHistoryStack chatHistory;
    AuditStack audit;
    AuditService auditView;
    DeskTools deskTools;
    McpRoute mcpRoute;
    web::WebWidget webWidget;
    http::Server server;
    ChatHost chat;
    DisputeRoutes disputeRoutes;
    HealthWatch watch;
    AlarmBell bell{watch};
    SampleShop sample;
    LocksService locks;
    LocksQueuesService queues;
    KeyBrowserService keys;
    QueueLookService queueLook;
    LimitsService limits;
    HooksService hooks;
    TasksService taskService;
    StateCompareService stateCompare;
    EvidenceService evidence;
    DetailExport details;
    ErasureService erasure;
    HistoryImportService imports;
};

}  // namespace tongdai
