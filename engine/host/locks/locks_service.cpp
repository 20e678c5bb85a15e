#include "engine/host/locks/locks_service.h"

#include "engine/contract/redis_keys.h"
#include "engine/domain/log.h"
#include "engine/host/locks/locks_diagnosis.h"
#include "engine/state/redis/connection/ask_all.h"

#include <QSet>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace keys = contract::keys;

namespace {

const Log locksServiceLog("locks");

static_assert(api::kClaimLasts == kLease);

constexpr auto kRoundEvery = 1s;
constexpr auto kBetweenSteps = 2ms;
constexpr qsizetype kMostLocks = 20'000;
constexpr int kMostEngines = 64;
constexpr size_t kRowsAtOnce = 300;

/// Nobody waits for these answers: a server that is slow for a moment is asked on.
redis::ConnectionOptions lookoutOptions()
{
    redis::ConnectionOptions options;
    options.commandTimeout = 3s;
    return options;
}

QByteArray auditActionOf(api::LockAct act)
{
    switch (act) {
        case api::LockAct::GiveLife: return "lock.life_given"_ba;
        case api::LockAct::Release: return "lock.released"_ba;
        case api::LockAct::Drop: return "lock.dropped"_ba;
    }
    Q_UNREACHABLE();
}

}  // namespace

LocksService::LocksService(Ports ports, Options options)
    : m_ports(ports),
      m_options(std::move(options)),
      m_lookout(ports.endpoint, lookoutOptions()),
      m_scan(m_lookout),
      m_streams(m_lookout),
      m_timer(this)
{
    m_timer.setInterval(kRoundEvery);
    connect(&m_timer, &QTimer::timeout, this, [this] { round(); });
    connect(&m_ports.gate, &DeskGate::changed, this,
            [this] { setWatched(m_isWanted && m_ports.gate.hears(Permission::SeeLocks)); });
    connect(&m_lookout, &redis::Connection::ready, this, [this] { round(); });
}

void LocksService::watch(bool on)
{
    m_isWanted = on;
    setWatched(on && m_ports.gate.hears(Permission::SeeLocks));
}

void LocksService::setWatched(bool on)
{
    if (m_isWatched == on) return;
    m_isWatched = on;
    if (!on) {
        m_timer.stop();
        m_lookout.close();
        return;
    }
    m_lookout.open();
    m_timer.start();
    m_streams.startOver();
    m_others = ClaimTrail();
    round();
}

void LocksService::follow(const ConversationId& conversation)
{
    m_followed = conversation;
    m_toldTrail = 0;
    if (!conversation.isEmpty()) tellTrail();
}

void LocksService::act(api::RequestId request, api::LockAct act, const api::LockRow& row)
{
    carryOut(request, act, row);
}

QCoro::Task<void> LocksService::round()
{
    if (std::exchange(m_isInRound, true)) co_return;
    if (m_ports.health.canRead() && m_lookout.isReady()) {
        auto sweeping = sweep();
        const bool isDone = co_await sweeping;
        if (isDone) {
            auto looking = lookAtHolders();
            co_await looking;
            auto reading = readTrails();
            co_await reading;
        }
    }
    if (!m_ports.health.canRead()) {
        m_isWhole = false;
        m_seen.clear();
    }
    if (m_isWatched) {
        auto asking = readRows();
        co_await asking;
    }
    m_isInRound = false;
    if (!m_isWatched) co_return;
    compose();
    tellTrail();
}

/// False: given up half-way.
QCoro::Task<bool> LocksService::sweep()
{
    auto counting = redis::orNothing(m_lookout.command({"DBSIZE"_ba}));
    const auto counted = co_await counting;
    const qint64 keyCount = counted ? counted->integer().value_or(0) : 0;
    QHash<QByteArray, redis::SeenLock> found;
    QByteArray cursor = "0";
    qint64 looked = 0;
    do {
        auto looking = m_scan.step(cursor);
        auto step = co_await looking;
        if (!step || !m_isWatched) co_return false;
        for (redis::SeenLock& lock : step->locks) {
            if (found.size() < kMostLocks) found.insert(lock.key, lock);
        }
        cursor = step->cursor;
        looked += step->looked;
        m_scanned = keyCount > 0 ? int(std::min<qint64>(99, looked * 100 / keyCount)) : 99;
        if (cursor != "0") co_await m_ports.clock.sleep(kBetweenSteps);
    } while (cursor != "0");
    m_scanned = 100;
    m_isWhole = true;
    noteSeen(std::move(found));
    co_return true;
}

QByteArray LocksService::identityOf(const redis::SeenLock& lock)
{
    return lock.key + '\n' + lock.value;
}

void LocksService::noteSeen(QHash<QByteArray, redis::SeenLock> found)
{
    QHash<QByteArray, TimePoint> firstSeen;
    const TimePoint now = m_ports.clock.now();
    for (const redis::SeenLock& lock : found) {
        const QByteArray identity = identityOf(lock);
        firstSeen.insert(identity, m_firstSeen.value(identity, now));
    }
    m_firstSeen = std::move(firstSeen);
    m_seen = std::move(found);
}

/// Which engines there are, and whether they work.
QCoro::Task<void> LocksService::lookAtHolders()
{
    QSet<QByteArray> instances;
    for (const redis::SeenLock& lock : m_seen) {
        const QByteArray instance = instanceOf(lock.value);
        if (!instance.isEmpty() && instances.size() < kMostEngines) instances.insert(instance);
    }
    auto listing = redis::orNothing(
        m_lookout.command({"SRANDMEMBER"_ba, QByteArray(keys::kEngineInstances), QByteArray::number(kMostEngines)}));
    const auto listed = co_await listing;
    const std::vector<redis::Reply> members = listed ? listed->elements() : std::vector<redis::Reply>();
    for (const redis::Reply& member : members)
        instances.insert(member.bytes().left(64));
    for (auto known = m_holders.cbegin(); known != m_holders.cend(); ++known) {
        if (instances.size() < 2 * kMostEngines) instances.insert(known.key());
    }
    const QByteArrayList asked(instances.cbegin(), instances.cend());
    std::vector<QByteArrayList> commands;
    for (const QByteArray& instance : asked) {
        commands.push_back({"GETRANGE"_ba, keys::engineAlive(instance), "0"_ba, "299"_ba});
        commands.push_back({"PTTL"_ba, keys::engineAlive(instance)});
    }
    auto asking = redis::askAll(&m_lookout, std::move(commands));
    const auto answers = co_await asking;
    for (qsizetype i = 0; answers && i < asked.size(); ++i) {
        Holder& holder = m_holders[asked.at(i)];
        const qint64 left = (*answers)[size_t(2 * i + 1)].integer().value_or(-2);
        holder.heartbeatLeft.reset();
        if (left >= 0) holder.heartbeatLeft = std::chrono::milliseconds(left);
        if (const auto process = ProcessName::fromText((*answers)[size_t(2 * i)].bytes())) holder.process = process;
        holder.life = holder.process ? lifeOf(*holder.process) : ProcessLife::Unknown;
    }
}

/// What the other engines wrote of their claims.
QCoro::Task<void> LocksService::readTrails()
{
    const QByteArrayList instances = m_holders.keys();
    for (const QByteArray& instance : instances) {
        if (instance == m_options.instance || !m_isWatched) continue;
        auto reading = m_streams.newsOf(instance);
        const redis::ClaimStreamReader::News news = co_await reading;
        Holder& holder = m_holders[instance];
        if (!holder.process) {
            holder.process = ProcessName::fromText(news.process);
            if (holder.process) holder.life = lifeOf(*holder.process);
        }
        for (const ClaimEvent& event : news.events)
            m_others.claimNoted(event);
    }
    m_others.takeUnwritten();
}

QCoro::Task<void> LocksService::readRows()
{
    std::vector<ConversationId> wanted = interesting();
    const QSet<ConversationId> all(wanted.begin(), wanted.end());
    m_rows.removeIf([&all](const auto& known) { return !all.contains(known.key()); });
    if (wanted.size() > kRowsAtOnce) {
        const size_t begin = m_nextRow % wanted.size();
        std::rotate(wanted.begin(), wanted.begin() + qsizetype(begin), wanted.end());
        wanted.resize(kRowsAtOnce);
        m_nextRow = begin + kRowsAtOnce;
    }
    if (wanted.empty()) co_return;
    const TimePoint asked = m_ports.clock.now();
    try {
        auto reading = m_ports.reader.conversationsById(std::move(wanted));
        std::vector<Conversation> rows = co_await reading;
        for (Conversation& row : rows) {
            const ConversationId id = row.id;
            m_rows.insert(id, {std::move(row), asked});
        }
    } catch (const StoreError&) {
        // the store is away: the bar over all pages says so, and the rows stay as they were known
    }
}

void LocksService::tellTrail()
{
    if (m_followed.isEmpty() || !m_isWatched) return;
    std::vector<ClaimEvent> events = m_ports.own.of(m_followed);
    const std::vector<ClaimEvent> others = m_others.of(m_followed);
    events.insert(events.end(), others.begin(), others.end());
    if (events.size() == m_toldTrail && m_toldTrail > 0) return;
    m_toldTrail = events.size();
    std::ranges::stable_sort(events, {}, &ClaimEvent::at);
    QHash<QByteArray, QString> processes;
    for (const ClaimEvent& event : events) {
        const QByteArray instance = instanceOf(event.owner.bytes());
        if (!instance.isEmpty()) processes.insert(instance, shownHolder(instance));
    }
    emit trailChanged(m_followed, std::move(events), std::move(processes));
}

/// First into the audit log, then done: nobody frees a lock unnoticed.
QCoro::Task<void> LocksService::carryOut(api::RequestId request, api::LockAct act, api::LockRow row)
{
    if (const auto refusal = m_ports.gate.refusal(Permission::ReleaseLocks)) {
        emit refused(request, refusalWords(*refusal));
        co_return;
    }
    AuditEntry entry;
    entry.actor = m_ports.gate.me().bytes();
    entry.action = QString::fromLatin1(auditActionOf(act));
    entry.object = row.conversation.isEmpty() ? row.key : row.conversation.bytes();
    entry.detail = {{u"fence"_s, row.fence}, {u"cause"_s, int(row.cause)}};
    QString trouble;
    bool isChanged = false;
    try {
        auto writing = m_ports.audit.audit(std::move(entry));
        co_await writing;
        auto changing = change(act, row);
        isChanged = co_await changing;
    } catch (const StoreError& error) {
        trouble = error.cause().isEmpty() ? QString::fromUtf8(error.what()) : error.cause();
    }
    if (!trouble.isEmpty()) {
        emit refused(request, trouble);
        co_return;
    }
    locksServiceLog.info("a lock was changed by hand", {{u"key"_s, QString::fromUtf8(row.key)},
                                                        {u"act"_s, QString::fromLatin1(auditActionOf(act))},
                                                        {u"changed"_s, isChanged}});
    emit acted(request, isChanged);
    round();
}

QCoro::Task<bool> LocksService::change(api::LockAct act, api::LockRow row)
{
    redis::SeenLock seen;
    seen.key = row.key;
    seen.value = row.value;
    if (act == api::LockAct::GiveLife) {
        auto giving = m_scan.giveLife(std::move(seen), m_options.lockTtl);
        const bool isGiven = co_await giving;
        co_return isGiven;
    }
    if (act == api::LockAct::Release) {
        auto releasing = m_ports.pipeline.adminActs().cancel(row.conversation, m_ports.gate.name());
        const AdminActs::Cancelled cancelled = co_await releasing;
        if (cancelled.existed) m_ports.pipeline.wake(row.conversation);
        if (cancelled.existed) co_return cancelled.cancelled || cancelled.lockReleased;
        // A lock by the name of a conversation that nobody has heard of.
    }
    auto dropping = m_scan.drop(std::move(seen));
    const bool isDropped = co_await dropping;
    co_return isDropped;
}

}  // namespace tongdai
