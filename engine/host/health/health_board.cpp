#include "engine/host/health/health_board.h"

namespace tongdai {

using namespace std::chrono_literals;

HealthBoard::HealthBoard(ports::Clock& clock) : m_clock(clock), m_emit(this)
{
    for (const Part part :
         {Part::Engine, Part::Redis, Part::History, Part::Ai, Part::Platform, Part::Journal, Part::Disk}) {
        PartHealth health;
        health.part = part;
        if (part == Part::Journal) health.state = PartState::Off;
        m_snapshot.parts.push_back(health);
    }
    m_emit.setSingleShot(true);
    m_emit.setInterval(200ms);
    connect(&m_emit, &QTimer::timeout, this, [this] { emit changed(snapshot()); });
}

PartHealth& HealthBoard::entry(Part part)
{
    return *std::find_if(m_snapshot.parts.begin(), m_snapshot.parts.end(),
                         [part](const PartHealth& health) { return health.part == part; });
}

void HealthBoard::describe(Part part, const QString& endpoint, const QString& version)
{
    PartHealth& health = entry(part);
    health.endpoint = endpoint;
    if (!version.isEmpty()) health.version = version;
    schedule();
}

void HealthBoard::report(Part part, PartState state, const QString& cause,
                         std::optional<std::chrono::duration<double, std::milli>> latency)
{
    PartHealth& health = entry(part);
    if (health.state != state || !health.since) health.since = m_clock.now();
    health.state = state;
    health.trouble = PartTrouble::Away;
    health.cause = cause;
    if (latency) health.latency = latency;
    schedule();
}

void HealthBoard::reportTrouble(Part part, PartTrouble trouble, const QString& cause)
{
    report(part, PartState::Down, cause);
    entry(part).trouble = trouble;
}

void HealthBoard::reportRoom(Part part, qint64 bytes)
{
    entry(part).room = bytes;
    schedule();
}

void HealthBoard::reportOutbox(qint64 waiting)
{
    if (m_snapshot.outboxWaiting == waiting) return;
    m_snapshot.outboxWaiting = waiting;
    schedule();
}

void HealthBoard::reportJournal(qint64 waiting, qint64 replayed, bool isOrderKnown)
{
    if (m_snapshot.journalWaiting == waiting && m_snapshot.journalReplayed == replayed &&
        m_snapshot.journalOrderKnown == isOrderKnown)
        return;
    m_snapshot.journalOrderKnown = isOrderKnown;
    m_snapshot.journalWaiting = waiting;
    m_snapshot.journalReplayed = replayed;
    schedule();
}

void HealthBoard::reportAudit(const AuditHealth& audit)
{
    m_snapshot.audit = audit;
    schedule();
}

void HealthBoard::reportSilentPages(const std::vector<SilentPage>& pages)
{
    if (m_snapshot.silentPages == pages) return;
    m_snapshot.silentPages = pages;
    schedule();
}

HealthSnapshot HealthBoard::snapshot() const
{
    HealthSnapshot result = m_snapshot;
    result.level = levelOf(result.parts);
    result.at = m_clock.now();
    return result;
}

void HealthBoard::schedule()
{
    if (!m_emit.isActive()) m_emit.start();
}

}  // namespace tongdai
