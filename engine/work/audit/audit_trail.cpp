#include "engine/work/audit/audit_trail.h"

#include "engine/domain/log.h"

#include <QDateTime>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log auditTrailLog("audit");

/// Later than this an entry says itself when it happened: the log's own time is that of the writing.
constexpr auto kAtOnce = 5s;

QCoro::Task<void> endTrailIn(ports::Clock& clock, std::chrono::milliseconds deadline,
                             std::shared_ptr<OneShot<bool>> end)
{
    co_await clock.sleep(deadline);
    end->set(false);
}

}  // namespace

AuditTrail::AuditTrail(Ports ports) : m_ports(ports), m_pause(ports.clock) {}

void AuditTrail::start()
{
    if (std::exchange(m_isRunning, true)) return;
    loop();
}

void AuditTrail::note(AuditEntry entry)
{
    if (m_waiting.size() >= kMostWaiting) {
        ++m_lost;
        ++m_lostUntold;
        return;
    }
    m_waiting.push_back({std::move(entry), m_ports.clock.now(), false});
    m_pause.wake();
}

QCoro::Task<void> AuditTrail::loop()
{
    const TaskScope::Token scope = m_scope.token();
    auto nextLook = m_ports.clock.elapsed();
    while (true) {
        if (!m_isStopping && m_taken == 0 && m_ports.clock.elapsed() >= nextLook) {
            nextLook = m_ports.clock.elapsed() + kLookAtShelf;
            auto taking = takeFromShelf();
            co_await taking;
            if (scope.isOver()) co_return;
        }
        auto writing = writeWaiting();
        const bool isWritten = co_await writing;
        if (scope.isOver()) co_return;
        if (m_isStopping) break;
        auto waiting = m_pause.wait(isWritten ? kLookAtShelf : kTryAgain);
        co_await waiting;
        if (scope.isOver()) co_return;
        if (m_isStopping && !isWritten) break;  // the store is away, and nobody waits for it any longer
    }
    m_isRunning = false;
    if (m_ended) m_ended();
}

QCoro::Task<void> AuditTrail::takeFromShelf()
{
    const TaskScope::Token scope = m_scope.token();
    auto taking = m_ports.shelf.take();
    const std::vector<AuditEntry> entries = co_await taking;
    if (scope.isOver() || entries.empty()) co_return;
    // They are older than whatever was noted since.
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)
        m_waiting.push_front({*entry, m_ports.clock.now(), true});
    m_taken = entries.size();
}

/// False: the store is away.
QCoro::Task<bool> AuditTrail::writeWaiting()
{
    const TaskScope::Token scope = m_scope.token();
    while (!m_waiting.empty()) {
        try {
            auto writing = m_ports.log.audit(worded(m_waiting.front()));
            co_await writing;
        } catch (const StoreError& error) {
            if (!scope.isOver() && !std::exchange(m_isAway, true))
                auditTrailLog.warn("the audit log cannot be written; its entries wait", {{u"cause"_s, error.cause()}});
            co_return false;
        }
        if (scope.isOver()) co_return false;
        m_lostUntold = 0;
        const bool wasTaken = m_waiting.front().isTaken;
        m_waiting.pop_front();
        if (std::exchange(m_isAway, false)) auditTrailLog.info("the audit log is written again");
        if (wasTaken && --m_taken == 0) {
            auto forgetting = m_ports.shelf.forgetTaken();
            co_await forgetting;
            if (scope.isOver()) co_return false;
        }
    }
    co_return true;
}

AuditEntry AuditTrail::worded(const Waiting& waiting) const
{
    AuditEntry entry = waiting.entry;
    const bool isLate = m_ports.clock.now() - waiting.at > kAtOnce;
    if (isLate && !waiting.isTaken && !entry.detail.contains("happened_at"_L1)) {
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(waiting.at.time_since_epoch().count(), Qt::UTC);
        entry.detail.insert(u"happened_at"_s, at.toString(Qt::ISODateWithMs));
    }
    if (m_lostUntold > 0) entry.detail.insert(u"lost_before"_s, m_lostUntold);
    return entry;
}

QCoro::Task<bool> AuditTrail::stop(AuditEntry last, std::chrono::milliseconds deadline)
{
    const TaskScope::Token scope = m_scope.token();
    m_waiting.push_back({std::move(last), m_ports.clock.now(), false});
    m_isStopping = true;
    if (m_isRunning) {
        const auto end = std::make_shared<OneShot<bool>>();
        m_ended = [end] { end->set(true); };
        endTrailIn(m_ports.clock, deadline, end);
        m_pause.wake();
        co_await end->wait();
        if (scope.isOver()) co_return false;
        m_ended = {};
    }
    std::vector<AuditEntry> left;
    for (const Waiting& waiting : m_waiting) {
        if (!waiting.isTaken) left.push_back(worded(waiting));  // the shelf still has what was taken from it
    }
    if (left.empty()) co_return m_waiting.empty();
    auto keeping = m_ports.shelf.keep(std::move(left), m_ports.clock.now());
    const QString problem = co_await keeping;
    if (!problem.isEmpty()) auditTrailLog.error("audit entries are lost", {{u"cause"_s, problem}});
    co_return false;
}

}  // namespace tongdai
