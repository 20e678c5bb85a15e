#include "engine/host/locks/locks_service.h"

#include "engine/contract/redis_keys.h"
#include "engine/host/locks/locks_diagnosis.h"

#include <QSet>

#include <algorithm>

namespace tongdai {

using namespace std::chrono_literals;
namespace keys = contract::keys;

namespace {

constexpr size_t kMostRemarkable = 50;
constexpr size_t kMostEnded = 30;
/// A lock and its row are read at different moments: only one that stands for this long can be compared with its row.
constexpr auto kSettled = 2s;

}  // namespace

std::vector<ConversationId> LocksService::interesting() const
{
    QSet<ConversationId> ids;
    for (const redis::SeenLock& lock : m_seen)
        ids.insert(lock.conversation());
    for (const ClaimTrail::Open& open : m_ports.own.allOpen())
        ids.insert(open.conversation);
    const std::vector<ClaimEvent> events = remarkable();
    for (const ClaimEvent& event : events)
        ids.insert(event.conversation);
    ids.remove(ConversationId());
    std::vector<ConversationId> sorted(ids.cbegin(), ids.cend());
    std::ranges::sort(sorted);
    return sorted;
}

std::vector<ClaimEvent> LocksService::remarkable() const
{
    std::vector<ClaimEvent> events = m_ports.own.remarkable(kMostRemarkable);
    const std::vector<ClaimEvent> others = m_others.remarkable(kMostRemarkable);
    events.insert(events.end(), others.begin(), others.end());
    std::ranges::stable_sort(events, std::ranges::greater(), &ClaimEvent::at);
    return events;
}

const ClaimTrail::Open* LocksService::openClaim(const OwnerId& owner) const
{
    const ClaimTrail::Open* open = m_ports.own.open(owner);
    return open ? open : m_others.open(owner);
}

QString LocksService::shownHolder(const QByteArray& instance) const
{
    const auto known = m_holders.constFind(instance);
    if (known != m_holders.constEnd() && known->process) return known->process->shown();
    if (instance == m_options.instance) return ProcessName::ofThisProcess().shown();
    return QString::fromLatin1(instance.left(8));
}

void LocksService::fill(api::LockRow& row, const OwnerId& owner) const
{
    if (const ClaimTrail::Open* open = openClaim(owner)) {
        row.fence = open->fence;
        row.since = open->since;
        row.isSinceSeen = false;
        row.renewals = open->renewals;
    }
    const auto known = m_rows.constFind(row.conversation);
    if (known == m_rows.constEnd()) return;
    row.waiting = int(std::max<qint64>(0, known->row.nextSeq - known->row.doneSeq));
    if (row.fence == 0 && known->row.owner == owner) row.fence = known->row.fence;
}

api::LockRow LocksService::rowOf(const redis::SeenLock& lock, TimePoint now) const
{
    const OwnerId owner(lock.value);
    const QByteArray instance = instanceOf(lock.value);
    const TimePoint firstSeen = m_firstSeen.value(identityOf(lock), now);
    api::LockRow row;
    row.key = lock.key;
    row.value = lock.value;
    row.conversation = lock.conversation();
    row.holderKind = instance.isEmpty() ? api::HolderKind::Program : api::HolderKind::Engine;
    row.isHere = instance == m_options.instance;
    row.holder = instance.isEmpty() ? QString::fromUtf8(lock.value.left(60)) : shownHolder(instance);
    row.since = firstSeen;
    row.isSinceSeen = true;
    row.left = lock.left;
    row.whole = m_options.lockTtl;
    fill(row, owner);

    LockFacts facts;
    facts.isText = lock.isText;
    facts.owner = lock.value;
    facts.left = lock.left;
    facts.whole = row.whole;
    facts.isConversation = !row.conversation.isEmpty();
    facts.isOurs = !instance.isEmpty();
    facts.isThisEngine = row.isHere;
    facts.fence = row.fence;
    const Holder holder = m_holders.value(instance);
    facts.heartbeatLeft = holder.heartbeatLeft;
    facts.heartbeatWhole = keys::kEngineAliveTtl;
    facts.life = holder.life;
    const auto known = m_rows.constFind(row.conversation);
    if (known != m_rows.constEnd() && known->readAt >= firstSeen + kSettled) {
        facts.isRowKnown = true;
        facts.rowOwner = known->row.owner;
        facts.rowFence = known->row.fence;
        facts.mode = known->row.mode;
        row.current = known->row.fence;
    }
    LockVerdict verdict = diagnose(facts);
    row.state = verdict.state;
    row.cause = verdict.cause;
    row.silentFor = verdict.silentFor;
    row.acts = std::move(verdict.acts);
    return row;
}

/// Claims of this engine that have no lock in Redis, people who took over, and conversations where a late answer was
/// refused.
std::vector<api::LockRow> LocksService::rowsWithoutLock(const QSet<ConversationId>& shown) const
{
    std::vector<api::LockRow> rows;
    QSet<ConversationId> done = shown;
    const auto& open = m_ports.own.allOpen();
    for (auto claim = open.cbegin(); claim != open.cend(); ++claim) {
        if (done.contains(claim->conversation)) continue;
        done.insert(claim->conversation);
        api::LockRow row;
        row.value = claim.key().bytes();
        row.conversation = claim->conversation;
        row.isHere = true;
        row.holder = shownHolder(m_options.instance);
        row.whole = m_options.lockTtl;
        row.acts = {api::LockAct::Release};
        fill(row, claim.key());
        rows.push_back(std::move(row));
    }
    const std::vector<ClaimEvent> events = remarkable();
    for (const ClaimEvent& event : events) {
        if (event.act == ClaimAct::Forced || done.contains(event.conversation)) continue;
        const bool isRefusal = event.act == ClaimAct::RefusedLate;
        const auto known = m_rows.constFind(event.conversation);
        const bool isStillPersons = known != m_rows.constEnd() && known->row.mode == BotMode::Human;
        if (!isRefusal && !isStillPersons) continue;
        done.insert(event.conversation);
        api::LockRow row;
        row.conversation = event.conversation;
        row.holderKind = isRefusal ? api::HolderKind::Engine : api::HolderKind::Person;
        row.holder = isRefusal ? shownHolder(instanceOf(event.owner.bytes())) : event.by;
        row.fence = event.fence;
        row.current = event.current;
        row.state = isRefusal ? api::LockState::Refused : api::LockState::Person;
        row.cause = isRefusal ? api::LockCause::LateWriter : api::LockCause::None;
        row.since = event.at;
        if (known != m_rows.constEnd()) row.waiting = int(std::max<qint64>(0, known->row.nextSeq - known->row.doneSeq));
        rows.push_back(std::move(row));
    }
    for (const ClaimTrail* trail : {&m_ports.own, &m_others}) {
        const std::vector<ClaimTrail::Ended> ended = trail->ended(kMostEnded);
        for (const ClaimTrail::Ended& claim : ended) {
            if (done.contains(claim.conversation)) continue;
            done.insert(claim.conversation);
            api::LockRow row;
            row.conversation = claim.conversation;
            row.value = claim.owner.bytes();
            row.isHere = trail == &m_ports.own;
            row.holder = shownHolder(instanceOf(claim.owner.bytes()));
            row.fence = claim.fence;
            row.since = claim.since;
            row.until = claim.until;
            row.state = api::LockState::Free;
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

void LocksService::compose()
{
    api::LocksPicture picture;
    picture.at = m_ports.clock.now();
    picture.isRedisHere = m_ports.health.canRead();
    picture.redisTarget = m_lookout.endpoint().describe();
    picture.scannedPercent = m_scanned;
    picture.isWhole = m_isWhole;
    picture.isProduction = m_options.isProduction;
    picture.isLive = m_options.isLive;
    picture.noted = m_ports.own.noted() + m_others.noted();
    picture.rows.reserve(size_t(m_seen.size()));
    QSet<ConversationId> shown;
    for (const redis::SeenLock& lock : std::as_const(m_seen)) {
        picture.rows.push_back(rowOf(lock, picture.at));
        shown.insert(picture.rows.back().conversation);
    }
    std::vector<api::LockRow> others = rowsWithoutLock(shown);
    std::move(others.begin(), others.end(), std::back_inserter(picture.rows));
    std::ranges::sort(picture.rows, [](const api::LockRow& a, const api::LockRow& b) {
        if (a.state != b.state) return a.state > b.state;
        if (a.until != b.until) return a.until > b.until;  // of those that were let go the newest first
        const TimePoint aSince = a.since.value_or(TimePoint());
        const TimePoint bSince = b.since.value_or(TimePoint());
        if (aSince != bSince) return aSince < bSince;
        return std::tie(a.conversation, a.key) < std::tie(b.conversation, b.key);
    });
    emit pictureChanged(picture);
}

}  // namespace tongdai
