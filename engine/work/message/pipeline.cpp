#include "engine/work/message/pipeline.h"

#include "engine/domain/log.h"
#include "engine/domain/ports/random.h"
#include "engine/work/claims/lease_keeper.h"
#include "engine/work/claims/live_reconciliation.h"
#include "engine/work/desk/admin_acts.h"
#include "engine/work/desk/timed_returns.h"
#include "engine/work/journal/journal_keeper.h"
#include "engine/work/message/customer_pause.h"
#include "engine/work/message/handle_message.h"
#include "engine/work/message/reply_drafter.h"
#include "engine/work/message/waiting_poller.h"
#include "engine/work/tasks/upkeep.h"

namespace tongdai {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

static const Log pipelineLog("pipeline");

/// Kept of the time to stop for cancelling, giving back and closing.
static constexpr std::chrono::milliseconds kStopReserve{2000};
static constexpr std::chrono::milliseconds kStopPoll{10};

namespace {

PipelineOptions withInstance(PipelineOptions options, ports::Random& random)
{
    if (options.instance.isEmpty()) options.instance = random.bytes(16).toHex();
    return options;
}

}  // namespace

/// Every object of the pipeline, in the order they need each other.
class Pipeline::Private {
public:
    Private(PipelinePorts p, PipelineOptions o)
        : ports(p),
          options(withInstance(std::move(o), p.random)),
          announcer(ports, work),
          sender(ports, announcer),
          relay(ports, OwnerId(options.instance + ":relay"), sender, work),
          runner(ports, options, held, announcer, sender, relay, work),
          leases(ports, options, held, work),
          poller(ports, runner, work),
          reconciliation(ports, options, held, work),
          upkeep(ports, options, poller, relay, work),
          journal(ports, announcer, poller, work),
          pause(ports, options, runner, work),
          drafter(ports, options, announcer, work),
          handleMessage(ports, options, runner, announcer, journal, pause, work),
          operatorActs(ports, runner, relay, announcer, work),
          adminActs(ports, options, runner, announcer, work),
          returns(ports, operatorActs, work)
    {
        announcer.onChanged([this](const Conversation& conversation) { drafter.note(conversation); });
    }

    /// True when nothing of the runner's is left at work before `end`.
    QCoro::Task<bool> turnsEnd(std::chrono::nanoseconds end);
    QCoro::Task<bool> allEnds(std::chrono::nanoseconds end);

    PipelinePorts ports;
    PipelineOptions options;
    WorkCount work;
    HeldClaims held;
    Announcer announcer;
    PlatformSender sender;
    OutboxRelay relay;
    ConversationRunner runner;
    LeaseKeeper leases;
    WaitingPoller poller;
    LiveReconciliation reconciliation;
    Upkeep upkeep;
    JournalKeeper journal;
    CustomerPause pause;
    ReplyDrafter drafter;
    HandleMessage handleMessage;
    OperatorActs operatorActs;
    AdminActs adminActs;
    TimedReturns returns;
};

Pipeline::Pipeline(PipelinePorts ports, PipelineOptions options)
    : d(std::make_unique<Private>(ports, std::move(options)))
{
}

Pipeline::~Pipeline()
{
    if (d->work.inWork() > 0)
        pipelineLog.error("pipeline deleted while at work", {{u"coroutines"_s, d->work.inWork()}});
}

void Pipeline::start()
{
    d->leases.start();
    d->poller.start();
    d->relay.start();
    d->upkeep.start();
    d->journal.start();
    d->returns.start();
    d->drafter.start();
}

QCoro::Task<void> Pipeline::stop(std::chrono::milliseconds deadline)
{
    const auto end = d->ports.clock.elapsed() + deadline;
    d->runner.stopSoon();
    d->poller.stop();
    d->upkeep.stop();
    d->journal.stop();
    d->returns.stop();
    d->pause.stop();
    d->drafter.stop();
    const bool isDone = co_await d->turnsEnd(end - std::min(kStopReserve, deadline / 2));
    if (!isDone) {
        pipelineLog.info("turns cancelled for the stop", {{u"turns"_s, d->runner.inWork()}});
        d->runner.stopNow();
        co_await d->turnsEnd(end);
    }
    d->relay.stop();
    d->leases.stop();
    d->handleMessage.stop();
    const bool isQuiet = co_await d->allEnds(end + kStopReserve);
    if (!isQuiet) pipelineLog.warn("work abandoned", {{u"coroutines"_s, d->work.inWork()}});
}

QCoro::Task<bool> Pipeline::Private::turnsEnd(std::chrono::nanoseconds end)
{
    while (runner.inWork() > 0 && ports.clock.elapsed() < end)
        co_await ports.clock.sleep(kStopPoll);
    co_return runner.inWork() == 0;
}

QCoro::Task<bool> Pipeline::Private::allEnds(std::chrono::nanoseconds end)
{
    while (work.inWork() > 0 && ports.clock.elapsed() < end)
        co_await ports.clock.sleep(kStopPoll);
    co_return work.inWork() == 0;
}

HandleMessage& Pipeline::handleMessage()
{
    return d->handleMessage;
}

OperatorActs& Pipeline::operatorActs()
{
    return d->operatorActs;
}

AdminActs& Pipeline::adminActs()
{
    return d->adminActs;
}

JournalKeeper& Pipeline::journal()
{
    return d->journal;
}

void Pipeline::wake(ConversationId conversation)
{
    d->poller.wake(std::move(conversation));
}

void Pipeline::fenceRaised(const ConversationId& conversation, Fence fence, bool takenOver)
{
    d->runner.fenceRaised(conversation, fence, takenOver ? TurnEnd::TakenOver : TurnEnd::Released);
}

void Pipeline::customerTypes(const ConversationId& conversation, bool isTyping)
{
    d->pause.noteTyping(conversation, isTyping);
}

void Pipeline::reconcileLive()
{
    if (!d->runner.isStopping()) d->reconciliation.start();
}

int Pipeline::turnsInWork() const
{
    return d->runner.inWork();
}

qint64 Pipeline::fencedTotal() const
{
    return d->runner.fencedTotal();
}

const ContextMemory& Pipeline::memory() const
{
    return d->runner.memory();
}

const AnswerJudge& Pipeline::judge() const
{
    return d->runner.judge();
}

int Pipeline::inWork() const
{
    return d->work.inWork();
}

}  // namespace tongdai
