#include "engine/work/audit/audit_anchor.h"

#include "engine/domain/log.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log auditAnchorLog("audit");

QCoro::Task<void> endAnchorIn(ports::Clock& clock, std::chrono::milliseconds deadline,
                              std::shared_ptr<OneShot<bool>> end)
{
    co_await clock.sleep(deadline);
    end->set(false);
}

}  // namespace

AuditEntry acceptedHistoryEntry(const QByteArray& actor, const AuditHealth& accepted)
{
    return {actor,
            u"history_accepted"_s,
            {},
            {{u"was"_s, QString(auditStateName(accepted.state))}, {u"missing"_s, accepted.missing}}};
}

AuditAnchor::AuditAnchor(Ports ports, Tell tell) : m_ports(ports), m_tell(std::move(tell)), m_pause(ports.clock) {}

void AuditAnchor::start(QByteArray installation, QString target)
{
    m_installation = std::move(installation);
    m_target = std::move(target);
    if (std::exchange(m_isRunning, true)) return;
    loop();
}

void AuditAnchor::changed(const Change& change)
{
    for (const HistoryEvent& event : change.events)
        m_newestEvent = std::max(m_newestEvent, event.id);
}

QCoro::Task<void> AuditAnchor::loop()
{
    const TaskScope::Token scope = m_scope.token();
    auto reading = m_ports.shelf.heads();
    std::vector<KeptHead> heads = co_await reading;
    if (scope.isOver()) co_return;
    m_heads = std::move(heads);
    for (bool isLast = false; !isLast;) {
        isLast = m_isStopping;  // a look that began before the stop does not know of its entry
        auto looking = once();
        const bool isSeen = co_await looking;
        if (scope.isOver()) co_return;
        if (m_isStopping) continue;
        auto waiting = m_pause.wait(isSeen ? kEvery : kAgain);
        co_await waiting;
        if (scope.isOver()) co_return;
    }
    m_isRunning = false;
    if (m_ended) m_ended();
}

/// False: the store did not answer.
QCoro::Task<bool> AuditAnchor::once()
{
    const TaskScope::Token scope = m_scope.token();
    const KeptHead* const newest = newestHead(true);
    const std::optional<KeptHead> measure = newest ? std::optional(*newest) : std::nullopt;
    // The answer says nothing of what is committed while it is on its way.
    const qint64 seen = m_newestEvent;
    const quint64 keeps = m_keeps;
    std::optional<AuditLook> look;
    try {
        auto looking = m_ports.log.lookAtAudit(measure ? measure->head.n : 0);
        look = co_await looking;
    } catch (const StoreError& error) {
        auditAnchorLog.debug("the audit log cannot be looked at now", {{u"cause"_s, error.cause()}});
        co_return false;
    }
    // In trouble the head from before stays the measure; somebody may have accepted the store meanwhile.
    if (scope.isOver() || m_health.isTrouble() || keeps != m_keeps) co_return true;
    const KeptHead* const other = newestHead(false);
    if (measure) {
        judge(*measure, *look, seen);
    } else if (other && other->target == m_target) {
        AuditHealth found;
        found.state = AuditState::Replaced;
        found.keptAt = other->at;
        say(found, *look, seen);
    }
    if (m_health.isTrouble()) co_return true;
    if (m_health.state == AuditState::Unknown) {
        m_health.state = AuditState::Ok;
        m_tell(m_health);
    }
    if (measure && measure->head == look->head) co_return true;
    auto keeping = keep(look->head);
    co_await keeping;
    co_return true;
}

/// Of this store, or of any; none when somebody wanted another state since.
const KeptHead* AuditAnchor::newestHead(bool ofThisStore) const
{
    for (auto kept = m_heads.rbegin(); kept != m_heads.rend() && !kept->isRestored; ++kept) {
        if (!ofThisStore || kept->installation == m_installation) return &*kept;
    }
    return nullptr;
}

void AuditAnchor::judge(const KeptHead& measure, const AuditLook& look, qint64 seen)
{
    AuditHealth found;
    found.keptAt = measure.at;
    if (look.head.n < measure.head.n || look.head.events < std::max(measure.head.events, seen)) {
        found.state = AuditState::Older;
        found.missing = std::max<qint64>(0, measure.head.n - look.head.n);
        // As of when: the newest head that it still reaches.
        const auto reached = std::find_if(m_heads.rbegin(), m_heads.rend(), [&](const KeptHead& kept) {
            return !kept.isRestored && kept.installation == m_installation && kept.head.n <= look.head.n &&
                   kept.head.events <= look.head.events;
        });
        if (reached != m_heads.rend()) found.asOf = reached->at;
        say(found, look, seen);
    } else if (measure.head.n > 0 && look.hashThen != measure.head.hash) {
        found.state = AuditState::Altered;
        say(found, look, seen);
    }
}

void AuditAnchor::say(AuditHealth health, const AuditLook& look, qint64 seen)
{
    m_health = health;
    auditAnchorLog.error("the history is not the one it was", {{u"what"_s, QString(auditStateName(health.state))},
                                                               {u"audit_entries_missing"_s, health.missing},
                                                               {u"audit_entries"_s, look.head.n},
                                                               {u"events"_s, look.head.events},
                                                               {u"events_seen"_s, seen}});
    m_tell(m_health);
}

QCoro::Task<void> AuditAnchor::keep(AuditHead head)
{
    const TaskScope::Token scope = m_scope.token();
    KeptHead kept;
    kept.head = std::move(head);
    kept.installation = m_installation;
    kept.target = m_target;
    kept.at = m_ports.clock.now();
    auto keeping = m_ports.shelf.keepHead(kept);
    const QString problem = co_await keeping;
    if (scope.isOver()) co_return;
    m_heads.push_back(std::move(kept));
    m_keeps++;
    if (m_heads.size() > size_t(kMostKeptHeads)) m_heads.erase(m_heads.begin());
    if (!problem.isEmpty()) auditAnchorLog.warn("the audit log's head was not kept", {{u"cause"_s, problem}});
}

QCoro::Task<void> AuditAnchor::stop(std::chrono::milliseconds deadline)
{
    m_isStopping = true;
    if (!m_isRunning) co_return;
    const auto end = std::make_shared<OneShot<bool>>();
    m_ended = [end] { end->set(true); };
    endAnchorIn(m_ports.clock, deadline, end);
    m_pause.wake();
    co_await end->wait();
    m_ended = {};
}

QCoro::Task<AuditHealth> AuditAnchor::accept()
{
    const TaskScope::Token scope = m_scope.token();
    const AuditHealth accepted = m_health;
    if (!accepted.isTrouble()) co_return accepted;
    auto looking = m_ports.log.lookAtAudit(0);
    const AuditLook look = co_await looking;
    if (scope.isOver()) co_return accepted;
    m_newestEvent = look.head.events;
    auto keeping = keep(look.head);
    co_await keeping;
    if (scope.isOver()) co_return accepted;
    m_health = {};
    m_health.state = AuditState::Ok;
    m_tell(m_health);
    co_return accepted;
}

}  // namespace tongdai
