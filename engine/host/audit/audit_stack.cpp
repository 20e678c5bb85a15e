#include "engine/host/audit/audit_stack.h"

#include "engine/domain/log.h"
#include "engine/server/routes/metrics_text.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log auditStackLog("audit");

constexpr auto kAuditDeadline = 1s;  // of each of the two

}  // namespace

AuditStack::AuditStack(const EngineConfig& config, ports::Clock& clock, HealthBoard& board, ports::AuditLog& log,
                       Router& router)
    : m_folder(config.dataDir),
      m_trail({log, m_folder, clock}),
      m_anchor({log, m_folder, clock},
               [this, &board](const AuditHealth& health) {
                   board.reportAudit(health);
                   if (m_isStarted) startTrail();
               }),
      m_logins(m_trail, clock),
      m_routes(router, {log, m_anchor, m_trail})
{
}

void AuditStack::noteRefused(const WrongTokens::Notice& tried)
{
    m_logins.noteRefused(tried.peer.toString().toLatin1(), tried.what, tried.tries);
}

void AuditStack::start()
{
    m_isStarted = true;
    m_trail.note({programActor("engine"), u"engine_started"_s, {}, {{u"version"_s, u"" TONGDAI_VERSION ""_s}}});
    if (m_anchor.health().state != AuditState::Unknown) startTrail();
}

/// Not before the history was compared with what is known of it outside: an entry of this start in the place of one
/// that was cut off would look like another history.
void AuditStack::startTrail()
{
    if (!std::exchange(m_isTrailStarted, true)) m_trail.start();
}

void AuditStack::note(AuditEntry entry)
{
    m_trail.note(std::move(entry));
}

void AuditStack::accept(const QByteArray& by)
{
    acceptNow(by);
}

QCoro::Task<void> AuditStack::acceptNow(QByteArray by)
{
    try {
        auto accepting = m_anchor.accept();
        const AuditHealth accepted = co_await accepting;
        if (accepted.isTrouble()) m_trail.note(acceptedHistoryEntry(by, accepted));
    } catch (const StoreError& error) {
        auditStackLog.warn("the history could not be accepted", {{u"cause"_s, error.cause()}});
    }
}

/// A store that did not take the stop's entry is not asked for its head.
QCoro::Task<void> AuditStack::stop()
{
    if (!m_isStarted) co_return;
    startTrail();
    auto trailEnds = m_trail.stop({programActor("engine"), u"engine_stopped"_s, {}, {}}, kAuditDeadline);
    const bool isWritten = co_await trailEnds;
    if (!isWritten) co_return;
    auto anchorEnds = m_anchor.stop(kAuditDeadline);
    co_await anchorEnds;
}

void AuditStack::addFigures(std::vector<Figure>& figures) const
{
    figures.push_back(
        {"audit_waiting", "Audit entries that could not be written yet.", double(m_trail.waiting()), false});
    figures.push_back({"audit_lost_total", "Audit entries that found no room while the history was away.",
                       double(m_trail.lostTotal()), true});
    figures.push_back({"audit_trouble", "1: the history is not the one it was, by the heads of its audit log.",
                       m_anchor.health().isTrouble() ? 1.0 : 0.0, false});
}

}  // namespace tongdai
