#include "engine/host/engine_core_parts.h"

#include "engine/contract/mounted_paths.h"
#include "engine/history/journal/message_journal.h"

#include <algorithm>

/// How the engine is put together.
namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

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
    options.pauseChannels = config.pauseChannels;
    options.pause = config.pause;
    options.answerRule = config.answerRule;
    options.nobodyCame = config.nobodyCame;
    return options;
}

LocksService::Options locksOptions(const EngineConfig& config, const QByteArray& instance)
{
    LocksService::Options options;
    options.instance = instance;
    options.lockTtl = config.lockTtl;
    options.isProduction = config.isProduction();
    options.isLive = config.isMarkedLive();
    return options;
}

/// Assistants have the role that whom they act for has now, whoever sits at the desk.
DeskTools::Owner assistantOwner(const EngineConfig& config, const DeskGate& gate, DeskService& desk)
{
    const OperatorId me =
        config.assistantOwner.isEmpty() ? config.operatorId : OperatorId::fromString(config.assistantOwner);
    const bool isOperator = me == config.operatorId;
    const auto role = [me, isOperator, &gate]() -> std::variant<Role, QString> {
        if (!gate.state().isKnown) return u"The people of the shop are not known yet; try again later."_s;
        const Person* const person = gate.roster().find(me);
        if (person && person->isDisabled) return u"Whose token this is may not come in any more."_s;
        if (person) return person->role;
        if (isOperator && !gate.roster().needsSignIn()) return Role::Administrator;
        return u"Nobody of the shop has the name in MCP_OPERATOR."_s;
    };
    const auto sight = [me, &gate] {
        const Person* const person = gate.roster().find(me);
        return person ? inSight(gate.roster(), *person) : InSight();
    };
    return {me, role, sight, [&desk, me](const ports::DraftStore::Draft& draft) { desk.showDraft(me, draft); }};
}

}  // namespace

EngineCore::Parts::Parts(const EngineConfig& config)
    : instance(random.bytes(16).toHex()),
      sampleKey(random.bytes(16).toHex()),
      bounds(doorBounds(config, clock, [this](const WrongTokens::Notice& tried) { audit.noteRefused(tried); })),
      board(clock),
      disk(config.dataDir, board),
      history(historyBackend(config), clock),
      journal(config, clock, board),
      redis(config, clock, instance, board, bounds.rates),
      people(history),
      roster(people, config.database.has_value()),
      gate({config.operatorId, config.operatorName}),
      peopleService({people, passwords, signIn, gate, [this] { return roster.readNow(); },
                     [this](AuditEntry entry) { audit.note(std::move(entry)); }}),
      shop(config, redis.shelf(), clock, random, gate),
      pages(config, clock),
      ai(chooseAi(config, clock, shop.tools())),
      platform(choosePlatform(config, shop.calls(), &pages)),
      tasks({clock, random, history, fan, redis.tasks()}, instance, config),
      outgoing({clock, random, history, tasks.store(), redis.shelf()}, instance, config),
      desk({clock, history, history, history, tasks.details()}, gate),
      disputes(config, history, clock, gate),
      feed(history, desk, config.database ? 500 : 0),
      // Where Redis is this engine's own, there is nobody to hear.
      pipeline({clock, random, history, history, history, redis.live(), gatedAi, pacedPlatform, fan, journal.journal(),
                config.redis ? &redis.journals() : nullptr, &takeovers, shop.calls().get(), &proposals, &longWaits},
               pipelineOptions(config, instance)),
      fences(redis.fences(), feed, pipeline),
      router(accessRules(config, bounds, clock, redis.rates())),
      hookShelf(std::make_shared<HookShelf>(config.hooksKept)),
      hookWatch(router, hookShelf, clock, httpLimits(config).body),
      hookInspector({*hookShelf, known, history, redis.shelf(), *bounds.rates, clock},
                    {config.kiotViet.has_value(), config.kiotViet && !config.kiotViet->hookSecret.isEmpty()}),
      admitSender(redis.senderLimit(), known, bounds.doors.get()),
      api(router,
          {pipeline.handleMessage(), admitSender, pipeline.adminActs(), clock, [this] { return board.snapshot(); },
           [this] {
               return Metrics{figuresOf(*this), {steps.steps()}};
           },
           sampleKey, &history}),
      peopleRoutes(router, {signIn, bounds.people, clock, bounds.wrong}),
      taskRoutes(router, {tasks.store(), [this] { wakeTasks(); }, &tasks.desk(), callerMay()}),
      hookRoutes(router, {hookInspector, callerMay()}),
      consolidated({pipeline.handleMessage(), pipeline.operatorActs(), history, redis.live(), clock, random}),
      consolidatedRoutes(router, {consolidated, pipeline.adminActs(), history, redis.live()}),
      channelRoutes(router, {channelBots, config.operatorId, config.operatorName}),
      plainSockets({pipeline.handleMessage(), pipeline.operatorActs(), history, clock, random},
                   plainSocketRules(config, bounds)),
      sessions({clock, random, history, redis, pipeline.operatorActs(), router, looks}, config),
      chatHistory(config, clock, history, redis, {claims, planRecorder, hookInspector}, router, bounds,
                  [this] { desk.refresh(); }),
      audit(config, clock, board, chatHistory.auditLog(), router),
      auditView(people, chatHistory.auditLog(), gate),
      deskTools({history, history, history, [this](AuditEntry entry) { audit.note(std::move(entry)); }},
                assistantOwner(config, gate, desk)),
      mcpRoute(router, deskTools, {BearerTokens({config.assistantToken.toUtf8()}), bounds.wrong, &redis.rates()}),
      webWidget(web::Visitors(config.jwtSecret.toUtf8(), clock, random), webOrigins(config), config.shopName, clock,
                bounds.rates),
      server(hookWatch, httpLimits(config), bounds.budget, http::TrustedProxies(config.trustedProxies)),
      chat({history, redis.chat(), redis.bus(), clock, pipeline.handleMessage(), pipeline.operatorActs()}, history,
           config, desk, router, bounds),
      disputeRoutes(router, {disputes.admin(),
                             chatHistory.auditLog(),
                             {chat.gateway().tokens(), chat.gateway().newestClaims(), history, clock,
                              chat.gateway().wrongTokens()}}),
      watch({clock, history, history, *ai, *platform}, board),
      sample({clock, history, history}, config.pancakeToken.toUtf8(), sampleKey),
      locks({redis.health(), redis.connection().endpoint(), claims, history, chatHistory.auditLog(), pipeline, clock,
             gate},
            locksOptions(config, instance)),
      queues({redis.health(), redis.connection().endpoint(), history, plans, chatHistory.auditLog(), pipeline, clock,
              gate, [this] { return chat.fellOffOfflineLists(); }, [this] { return pipeline.journal().waiting(); },
              [this] { return pipeline.journal().waitingSince(); }},
             {configWarnings(config), !config.redis, config.maxConversationAge,
              config.database ? MessageJournal::kMaxWaiting : 0}),
      keys(redis.health(), redis.connection().endpoint(), chatHistory.auditLog(), gate),
      queueLook({redis.health(), redis.connection().endpoint(), chatHistory.auditLog(), gate}, config.isProduction()),
      limits(bounds.rates, redis.health(), clock, gate),
      hooks(
          hookInspector, [this] { return outgoing.hooks().states(); }, gate),
      taskService({tasks.store(),
                   tasks.desk(),
                   clock,
                   gate,
                   [this] { wakeTasks(); },
                   history,
                   plans,
                   chatHistory.auditLog(),
                   pipeline,
                   {{[this] { return history.indexing(); }, [this] { history.stopIndexing(); }},
                    {[this] { return statistics.trial(); }, [this] { statistics.cancelTrial(); }},
                    {[this] { return details.running(); }, [this] { details.cancel(); }}}}),
      stateCompare({redis.health(), redis.connection().endpoint(), history, plans, chatHistory.auditLog(), redis.live(),
                    redis.sessions(), clock, gate}),
      evidence({history, chatHistory.auditLog(), audit.shelf(), clock, [this] { return audit.health(); },
                [this] { return history.installation(); }, gate, disputes.cases(), disputes.foreign(), tasks.store(),
                tasks.desk()},
               {config.evidenceKey.toUtf8(), config.shopName, OwnerId(instance + ":exports")}),
      details({history, chatHistory.auditLog(), clock, gate}),
      erasure({chatHistory.erasure(), clock, gate}, config.shopName),
      imports({clock, tasks.imports(), tasks.store(), tasks.desk(), tasks.importTask(), gate, [this] { tasks.wake(); }})
{
    fan.add(desk);
    fan.add(feed);
    fan.add(events);
    fan.add(steps);
    fan.add(tasks.watch());
    fan.add(outgoing.hooks());
    fan.add(chat);
    fan.add(plainSockets);
    fan.add(sessions.events());
    fan.add(consolidated);
    fan.add(bell);
    router.mount(contract::paths::kPlainSockets, plainSockets.http());
    fan.add(fences);
    fan.add(audit.events());
    if (config.recordsClaims) fan.add(claims);
    fan.add(planRecorder);
    shop.connectRoutes(router);
    pages.connect(pipeline.handleMessage(), sessions.tags(), router, board);
    pageService.connectOutbox({plans, chatHistory.auditLog(), [this](qint64 id, OperatorId by) {
                                   return pipeline.operatorActs().resolveOutbox(id, OutboxDecision::SendAgain,
                                                                                std::move(by));
                               }});
    for (const QString& path : web::WebWidget::paths())
        router.mount(path, webWidget);
    QObject::connect(&history, &SqlHistory::wrote, &feed, &FeedFollower::noteWritten);
    if (config.redis) {  // where it is this engine's own, there is nobody to wake
        QObject::connect(&feed, &FeedFollower::wrote, &redis.feed(), &redis::FeedNews::tell);
        QObject::connect(&redis.feed(), &redis::FeedNews::heard, &feed, &FeedFollower::wake);
        QObject::connect(&redis.feed(), &redis::FeedNews::listening, &feed, &FeedFollower::setListening);
    }
    QObject::connect(&roster, &RosterWatch::read, &gate, &DeskGate::setRoster);
    QObject::connect(&roster, &RosterWatch::read, &gate,
                     [this](const Roster& read) { bounds.people->setRoster(read); });
    gate.setLockAfter(config.lockAfter);
    desk.connectActs(pipeline.operatorActs());
    channelBots.connectActs(pipeline.operatorActs());
    tasks.connectActs(pipeline.operatorActs());
    tasks.importTask().onEnded([this] { desk.refresh(); });
    desk.connectChat(chat);
    desk.connectBots(channelBots);
    shop.service().connectDetails(tasks.details(), history);
    tasks.connectOrders(shop.connectOrders({clock, random, tasks.store(), chatHistory.auditLog()}, instance));
    desk.connectPlans(plans);
    desk.connectLooks(looks);
    desk.connectAudit(chatHistory.auditLog());
    desk.connectHealth([this] { return board.snapshot(); });
    desk.connectAnswers([this](QByteArray engine) { return redis.processOf(std::move(engine)); }, config.answerRule);
    board.describe(Part::History, history.target());
    board.describe(Part::Ai, ai->describe());
    board.describe(Part::Platform, platform->describe());
}

/// A person has decided about a task, of whichever worker it is.
void EngineCore::Parts::wakeTasks()
{
    tasks.wake();
    outgoing.hooks().wake();
}

/// Somebody who has just left the shop has the least of all.
std::optional<Role> EngineCore::Parts::roleOfCaller(const http::Request& request) const
{
    if (request.person.isEmpty()) return std::nullopt;
    const Person* const person = gate.roster().find(OperatorId(request.person));
    return person ? person->role : Role::Operator;
}

std::function<bool(const http::Request&, Permission)> EngineCore::Parts::callerMay() const
{
    return [this](const http::Request& request, Permission permission) {
        const auto role = roleOfCaller(request);
        return !role || may(*role, permission);
    };
}

}  // namespace tongdai
