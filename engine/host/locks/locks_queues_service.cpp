#include "engine/host/locks/locks_queues_service.h"

#include "engine/contract/json/chat/chat_json.h"
#include "engine/contract/json/notices/queue_task.h"
#include "engine/contract/redis_keys.h"
#include "engine/host/desk/reworded_answer.h"
#include "engine/host/locks/locks_config_lint.h"
#include "engine/host/locks/look/masked_rows.h"
#include "engine/state/redis/connection/ask_all.h"

#include <QJsonArray>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace keys = contract::keys;
using QueueKind = api::QueueRow::Kind;

namespace {

constexpr auto kQueuesEvery = 2s;
constexpr auto kOfflineEvery = 10s;
constexpr auto kStatsEvery = 10s;  // reads every conversation
constexpr auto kNightEvery = 1h;
constexpr auto kNight = 12h;
constexpr auto kStuckAfter = 60s;
constexpr auto kBetweenGaugeSteps = 2ms;
constexpr int kMostLetters = 500;
constexpr int kMostWaitingRows = 200;
constexpr int kMostListedEngines = 32;
constexpr qsizetype kTextBeginning = 160;

/// Nobody waits for these answers: a server that is slow for a moment is asked on.
redis::ConnectionOptions gaugeOptions()
{
    redis::ConnectionOptions options;
    options.commandTimeout = 3s;
    return options;
}

api::DeadLetter letterOf(const OutboxItem& item)
{
    api::DeadLetter letter;
    letter.id = item.id;
    letter.conversation = item.conversation;
    letter.attempts = item.attempts;
    letter.state = item.state;
    letter.error = item.lastError;
    letter.createdAt = item.createdAt;
    const QJsonObject answer = item.body.value("ai_response"_L1).toObject();
    letter.text = answer.value("response_text"_L1).toString();
    QStringList actions;
    const QJsonArray wanted = item.body.value("actions"_L1).toArray();
    for (const QJsonValue& action : wanted)
        actions << action.toObject().value("type"_L1).toString();
    letter.actions = actions.join(", "_L1);
    return letter;
}

QByteArray decisionName(OutboxDecision decision)
{
    switch (decision) {
        case OutboxDecision::SendAgain: return "outbox.sent_again"_ba;
        case OutboxDecision::MarkSent: return "outbox.marked_sent"_ba;
        case OutboxDecision::Drop: return "outbox.dropped"_ba;
        case OutboxDecision::GiveUp: return "outbox.given_up"_ba;
    }
    Q_UNREACHABLE();
}

}  // namespace

LocksQueuesService::LocksQueuesService(Ports ports, Options options)
    : m_ports(std::move(ports)),
      m_options(std::move(options)),
      m_lookout(m_ports.endpoint, gaugeOptions()),
      m_gauge(m_lookout),
      m_timer(this)
{
    m_timer.setInterval(kQueuesEvery);
    connect(&m_timer, &QTimer::timeout, this, [this] { round(); });
    connect(&m_ports.gate, &DeskGate::changed, this,
            [this] { setWatched(m_isWanted && m_ports.gate.hears(Permission::SeeLocks)); });
    connect(&m_lookout, &redis::Connection::ready, this, [this] { round(); });
}

void LocksQueuesService::watch(bool on)
{
    m_isWanted = on;
    setWatched(on && m_ports.gate.hears(Permission::SeeLocks));
}

void LocksQueuesService::setWatched(bool on)
{
    if (m_isWatched == on) return;
    m_isWatched = on;
    if (!on) {
        m_timer.stop();
        m_lookout.close();
        return;
    }
    m_lookout.open();
    m_offlineLookedAt = {};
    m_statsAt = {};
    m_timer.start();
    round();
}

void LocksQueuesService::decide(api::RequestId request, std::vector<qint64> ids, OutboxDecision decision)
{
    carryOut(request, std::move(ids), decision);
}

QCoro::Task<void> LocksQueuesService::round()
{
    if (std::exchange(m_isInRound, true)) co_return;
    const auto picture = std::make_shared<api::QueuesPicture>();
    picture->warnings = m_options.warnings;
    picture->redis.isPrivate = m_options.isRedisPrivate;
    picture->fellOff = m_ports.fellOff();
    auto asking = askStore(picture);
    co_await asking;
    auto askingJournal = askJournal(picture);
    co_await askingJournal;
    auto askingNight = askAboutTheNight(picture);
    co_await askingNight;
    if (m_ports.health.canRead() && m_isWatched && m_lookout.isReady()) {
        auto looking = askRedis(picture);
        co_await looking;
    }
    m_isInRound = false;
    if (!m_isWatched) co_return;
    picture->at = m_ports.clock.now();
    emit pictureChanged(*picture);
}

QCoro::Task<void> LocksQueuesService::askStore(std::shared_ptr<api::QueuesPicture> picture)
{
    try {
        if (m_statsAt.count() == 0 || m_ports.clock.elapsed() - m_statsAt > kStatsEvery) {
            auto counting = m_ports.reader.stats(m_options.oldAfter, kStuckAfter);
            m_stats = co_await counting;
            m_statsAt = m_ports.clock.elapsed();
        }
        const HistoryStats stats = m_stats;
        auto listing = m_ports.reader.outbox({OutboxState::Dead, OutboxState::Unknown}, kMostLetters + 1);
        const std::vector<OutboxItem> dead = co_await listing;
        auto waiting = m_ports.reader.outbox({OutboxState::Waiting, OutboxState::Sending}, kMostWaitingRows);
        const std::vector<OutboxItem> onTheWay = co_await waiting;
        api::QueueRow messages;
        messages.kind = QueueKind::Messages;
        messages.length = stats.pending;
        messages.inWork = stats.processing;
        messages.oldest = stats.pendingSince;
        messages.attempts = stats.mostAttempts;
        picture->rows.push_back(messages);
        api::QueueRow outbox;
        outbox.kind = QueueKind::Outbox;
        outbox.length = stats.outboxWaiting;
        outbox.inWork = std::ranges::count(onTheWay, OutboxState::Sending, &OutboxItem::state);
        outbox.dead = stats.outboxDead + stats.outboxUnknown;
        for (const OutboxItem& item : onTheWay) {
            if (!outbox.oldest || item.createdAt < *outbox.oldest) outbox.oldest = item.createdAt;
            outbox.attempts = std::max(outbox.attempts, item.attempts);
        }
        picture->rows.push_back(outbox);
        for (const OutboxItem& item : dead) {
            if (picture->letters.size() == kMostLetters) break;
            api::DeadLetter letter = letterOf(item);
            if (!m_ports.gate.allows(Permission::SeeNumbers)) maskLetter(letter);
            letter.text.truncate(kTextBeginning);
            picture->letters.push_back(std::move(letter));
        }
        picture->hasMoreLetters = dead.size() > kMostLetters;
    } catch (const StoreError&) {
        picture->isStoreHere = false;  // the bar over all pages says why
    }
}

QCoro::Task<void> LocksQueuesService::askJournal(std::shared_ptr<api::QueuesPicture> picture)
{
    const qint64 kept = m_ports.journalWaiting();
    if (kept == 0) co_return;
    api::QueueRow journal;
    journal.kind = QueueKind::Journal;
    journal.length = kept;
    try {
        auto asking = m_ports.journalSince();
        journal.oldest = co_await asking;
    } catch (const StoreError&) {
        journal.oldest.reset();  // its length is known all the same
    }
    picture->rows.push_back(journal);
}

/// Whether the journal would hold what customers write in a night. Counting may take a second: once an hour.
QCoro::Task<void> LocksQueuesService::askAboutTheNight(std::shared_ptr<api::QueuesPicture> picture)
{
    if (m_options.journalHolds <= 0 || !picture->isStoreHere) co_return;
    const auto elapsed = m_ports.clock.elapsed();
    if (m_nightAt.count() == 0 || elapsed - m_nightAt > kNightEvery) {
        m_nightAt = elapsed;
        try {
            auto counting = m_ports.reader.messagesSince(m_ports.clock.now() - kNight, m_options.journalHolds + 1);
            m_night = co_await counting;
        } catch (const StoreError&) {
            m_night = 0;  // asked again in an hour
        }
    }
    if (const auto warning = nightWarning(m_night, m_options.journalHolds)) picture->warnings.push_back(*warning);
}

QCoro::Task<void> LocksQueuesService::askRedis(std::shared_ptr<api::QueuesPicture> picture)
{
    auto listing = redis::orNothing(m_lookout.command(
        {"SRANDMEMBER"_ba, QByteArray(keys::kEngineInstances), QByteArray::number(kMostListedEngines)}));
    const auto listed = co_await listing;
    QByteArrayList instances;
    for (const redis::Reply& member : listed ? listed->elements() : redis::Reply::Array())
        instances << member.bytes();
    auto asking = m_gauge.figures(instances);
    const auto figures = co_await asking;
    if (!figures) co_return;
    if (m_ports.clock.elapsed() - m_offlineLookedAt > kOfflineEvery || m_offlineLookedAt.count() == 0) {
        auto looking = lookForOffline();
        co_await looking;
        m_offlineLookedAt = m_ports.clock.elapsed();
    }
    const auto add = [&picture](QueueKind kind, const QByteArray& name, qint64 length, qint64 most) {
        api::QueueRow row;
        row.kind = kind;
        row.name = QString::fromUtf8(name);
        row.length = length;
        row.most = most;
        picture->rows.push_back(row);
    };
    add(QueueKind::Tasks, keys::kMessageQueue, figures->tasks, keys::kMaxQueueLength);
    const contract::QueuedSince first = contract::readQueuedSince(figures->firstTask);
    picture->rows.back().oldest = first.at;
    picture->rows.back().attempts = first.attempts;
    for (const redis::QueueGauge::List& taken : figures->taken)
        add(QueueKind::Taken, taken.key, taken.length, 0);
    for (const redis::QueueGauge::Stream& stream : figures->streams) {
        const bool isEvents = stream.key == keys::kEventStream;
        add(QueueKind::Stream, stream.key, stream.length, isEvents ? keys::kMaxStreamLength : 0);
        picture->rows.back().groups = stream.groups;
        picture->rows.back().lag = stream.lag;
    }
    for (const redis::QueueGauge::List& list : m_offline) {
        add(QueueKind::Offline, list.key, list.length, keys::kMaxOfflineMessages);
        const auto oldest = m_oldestOffline.constFind(list.key);
        if (oldest != m_oldestOffline.cend()) picture->rows.back().oldest = *oldest;
    }
    readInfo(picture->redis, figures->info);
    if (isOldRedis(picture->redis.version)) picture->warnings.push_back({api::ConfigWarning::Kind::OldRedis, 0, 0});
}

QCoro::Task<void> LocksQueuesService::lookForOffline()
{
    std::vector<redis::QueueGauge::List> longest;
    QByteArray cursor = "0";
    do {
        auto looking = m_gauge.offlineStep(cursor);
        auto step = co_await looking;
        if (!step || !m_isWatched) co_return;
        longest.insert(longest.end(), step->lists.begin(), step->lists.end());
        std::ranges::sort(longest, [](const auto& a, const auto& b) {
            return a.length != b.length ? a.length > b.length : a.key < b.key;
        });
        const auto isSameList = [](const auto& a, const auto& b) { return a.key == b.key; };  // SCAN may name one twice
        longest.erase(std::unique(longest.begin(), longest.end(), isSameList), longest.end());
        if (longest.size() > redis::QueueGauge::kMostLists) longest.resize(redis::QueueGauge::kMostLists);
        cursor = step->cursor;
        if (cursor != "0") co_await m_ports.clock.sleep(kBetweenGaugeSteps);
    } while (cursor != "0");
    m_offline = std::move(longest);
    auto looking = lookForOldest();
    co_await looking;
}

QCoro::Task<void> LocksQueuesService::lookForOldest()
{
    std::vector<QByteArrayList> commands;
    commands.reserve(m_offline.size());
    for (const redis::QueueGauge::List& list : m_offline)
        commands.push_back({"LINDEX"_ba, list.key, "0"_ba});
    auto asking = redis::askAll(&m_lookout, std::move(commands));
    const auto firsts = co_await asking;
    m_oldestOffline.clear();
    for (size_t i = 0; firsts && i < firsts->size() && i < m_offline.size(); ++i) {
        const auto envelope = contract::readOfflineEnvelope(firsts->at(i).bytes());
        const auto at = envelope ? contract::offlineWords(*envelope).at : std::nullopt;
        if (at) m_oldestOffline.insert(m_offline[i].key, *at);
    }
}

void LocksQueuesService::readInfo(api::RedisSafety& safety, const QByteArray& info) const
{
    const auto number = [&info](const QByteArray& name) { return redis::infoField(info, name).toLongLong(); };
    safety.isHere = true;
    safety.version = QString::fromUtf8(redis::infoField(info, "redis_version"));
    safety.policy = QString::fromUtf8(redis::infoField(info, "maxmemory_policy"));
    safety.usedMemory = number("used_memory");
    safety.maxMemory = number("maxmemory");
    safety.isAofOn = number("aof_enabled") == 1;
    const QByteArray snapshot = redis::infoField(info, "rdb_last_bgsave_status");
    safety.isSnapshotOk = snapshot.isEmpty() || snapshot == "ok";
    const QByteArray evicted = redis::infoField(info, "evicted_keys");
    if (!evicted.isEmpty()) safety.evicted = evicted.toLongLong();
    safety.latency = m_ports.health.report().latency;
}

QCoro::Task<void> LocksQueuesService::carryOut(api::RequestId request, std::vector<qint64> ids, OutboxDecision decision)
{
    if (const auto refusal = m_ports.gate.refusal(Permission::ReleaseLocks)) {
        emit refused(request, refusalWords(*refusal));
        co_return;
    }
    int changed = 0;
    QString trouble;
    try {
        AuditEntry entry;
        entry.actor = m_ports.gate.me().bytes();
        entry.action = QString::fromLatin1(decisionName(decision));
        entry.detail = {{u"rows"_s, int(ids.size())}};
        auto writing = m_ports.audit.audit(std::move(entry));
        co_await writing;
        for (const qint64 id : ids) {
            auto deciding = m_ports.pipeline.operatorActs().resolveOutbox(id, decision, m_ports.gate.me());
            const bool isDecided = co_await deciding;
            if (isDecided) ++changed;
        }
    } catch (const StoreError& error) {
        trouble = error.cause().isEmpty() ? QString::fromUtf8(error.what()) : error.cause();
    }
    if (!trouble.isEmpty()) {
        emit refused(request, trouble);
        co_return;
    }
    emit decided(request, changed);
    round();
}

QCoro::Task<api::Answer<api::DeadLetter>> LocksQueuesService::letter(qint64 id)
{
    if (const auto refused = m_ports.gate.refusal(Permission::SeeLocks)) co_return *refused;
    if (const auto refused = m_ports.gate.refusal(Permission::SeeConversations)) co_return *refused;
    auto listing = m_ports.reader.outbox({OutboxState::Dead, OutboxState::Unknown}, kMostLetters + 1);
    const std::vector<OutboxItem> dead = co_await listing;
    const auto found = std::ranges::find(dead, id, &OutboxItem::id);
    if (found == dead.end()) co_return api::DeskFailure{api::DeskError::AlreadyDecided, {}};
    api::DeadLetter letter = letterOf(*found);
    std::vector<qint64> ids{id};
    auto reading = m_ports.plans.tries(std::move(ids));
    const auto tries = co_await reading;
    letter.tries = tries.value(id);
    if (const auto why = whyNotReworded(*found, letter.tries)) letter.whyNotReworded = notRewordedWords(*why);
    if (!m_ports.gate.allows(Permission::SeeNumbers)) maskLetter(letter);
    co_return letter;
}

QCoro::Task<api::Answer<qint64>> LocksQueuesService::sendReworded(ConversationId conversation, qint64 outboxId,
                                                                  MessageId messageId, QString text)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReleaseLocks)) co_return *refused;
    OperatorMessage message;
    message.conversation = std::move(conversation);
    message.messageId = std::move(messageId);
    message.author = m_ports.gate.me();
    message.authorName = m_ports.gate.name();
    message.text = std::move(text);
    auto sending = m_ports.pipeline.operatorActs().sendReworded(outboxId, std::move(message));
    const RewordOutcome outcome = co_await sending;
    round();
    co_return rewordedAnswer(outcome);
}

}  // namespace tongdai
