#include "engine/host/health/health_watch.h"

#include "engine/work/platform/platform_breaker.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kServicesEvery = 15s;
constexpr auto kServicesAwayEvery = 3s;
constexpr auto kHistoryEvery = 2s;
constexpr std::chrono::duration<double, std::milli> kSlowHistory{250};
/// Without an answer for so long a history counts as away, before the question itself is given up.
constexpr auto kSilence = 4s;
constexpr std::chrono::minutes kWaitingAlarm{15};
const QString kDiskIsFull = u"the disk is full"_s;

}  // namespace

HealthWatch::HealthWatch(Ports ports, HealthBoard& board)
    : m_ports(ports), m_board(board), m_services(this), m_history(this)
{
    m_services.setInterval(kServicesEvery);
    m_history.setInterval(kHistoryEvery);
    connect(&m_services, &QTimer::timeout, this, [this] { askServices(); });
    connect(&m_history, &QTimer::timeout, this, [this] {
        noteSilence();
        askHistory();
    });
}

void HealthWatch::start()
{
    m_services.start();
    m_history.start();
    askServices();
    askHistory();
}

void HealthWatch::stop()
{
    m_isStopped = true;
    m_services.stop();
    m_history.stop();
}

QCoro::Task<void> HealthWatch::askServices()
{
    if (m_askingServices) co_return;
    m_askingServices = true;
    const auto before = m_ports.clock.elapsed();
    const bool ai = co_await m_ports.ai.isHealthy();
    if (m_isStopped) co_return;
    const auto took = std::chrono::duration<double, std::milli>(m_ports.clock.elapsed() - before);
    m_board.report(Part::Ai, ai ? PartState::Ok : PartState::Down, ai ? QString() : u"does not answer"_s, took);
    if (m_ports.platform.isConfigured()) {
        const auto asked = m_ports.clock.elapsed();
        const bool there = co_await m_ports.platform.isHealthy();
        if (m_isStopped) co_return;
        const auto answered = std::chrono::duration<double, std::milli>(m_ports.clock.elapsed() - asked);
        reportPlatform(there, answered);
        m_services.setInterval(ai && there ? kServicesEvery : kServicesAwayEvery);
    } else {
        m_board.report(Part::Platform, PartState::Off);
        m_services.setInterval(ai ? kServicesEvery : kServicesAwayEvery);
    }
    m_askingServices = false;
}

void HealthWatch::reportPlatform(bool isThere, std::optional<std::chrono::duration<double, std::milli>> latency)
{
    const QString pause = m_platformPause.isEmpty() ? m_ports.platform.pause() : m_platformPause;
    if (!isThere)
        m_board.report(Part::Platform, PartState::Down, u"does not answer"_s, latency);
    else if (pause == PlatformBreaker::kTokenRefused)
        m_board.reportTrouble(Part::Platform, PartTrouble::TokenRefused, pause);
    else if (!pause.isEmpty())
        m_board.reportTrouble(Part::Platform, PartTrouble::Away, pause);
    else
        m_board.report(Part::Platform, PartState::Ok, {}, latency);
}

void HealthWatch::notePlatformPause(const QString& cause)
{
    m_platformPause = cause;
    if (m_ports.platform.isConfigured()) reportPlatform(true);
}

void HealthWatch::noteWriter(PartState state, const QString& cause, PartTrouble trouble)
{
    m_writerTrouble = state == PartState::Down ? cause : QString();
    if (state == PartState::Down)
        m_board.reportTrouble(Part::History, trouble, cause);
    else if (!m_isDiskFull)
        m_board.report(Part::History, state);
}

void HealthWatch::noteDisk(bool isFull)
{
    m_isDiskFull = isFull;
    if (isFull)
        m_board.reportTrouble(Part::History, PartTrouble::DiskFull, kDiskIsFull);
    else if (m_writerTrouble.isEmpty())
        m_board.report(Part::History, PartState::Ok);
}

QCoro::Task<void> HealthWatch::askHistory()
{
    if (m_askingHistory) co_return;
    m_askingHistory = true;
    const auto before = m_ports.clock.elapsed();
    m_historyAskedAt = before;
    bool isRead = false;
    try {
        const qint64 waiting = co_await m_ports.outbox.outboxWaiting();
        m_historyLatency.add(m_ports.clock.elapsed() - before);
        if (m_isDiskFull)
            m_board.reportTrouble(Part::History, PartTrouble::DiskFull, kDiskIsFull);
        else if (m_writerTrouble.isEmpty())
            m_board.report(Part::History, m_historyLatency.isSlow(kSlowHistory) ? PartState::Slow : PartState::Ok, {},
                           m_historyLatency.median());
        m_board.reportOutbox(waiting);
        isRead = true;
        if (std::exchange(m_historyWasAway, false)) emit historyIsBack();
    } catch (const StoreError& error) {
        m_historyLatency.clear();
        m_historyWasAway = true;
        m_board.reportTrouble(Part::History, partTroubleOf(error), error.cause());
    }
    if (isRead && !m_writerTrouble.isEmpty()) co_await tryWriting();
    m_askingHistory = false;
}

/// A write that changes nothing where nothing is wrong: its success is how the writer learns, and says, that it works.
QCoro::Task<void> HealthWatch::tryWriting()
{
    try {
        co_await m_ports.store.repair(kWaitingAlarm);
    } catch (const StoreError& error) {
        m_board.reportTrouble(Part::History, partTroubleOf(error), error.cause());
    }
}

void HealthWatch::noteSilence()
{
    if (!m_askingHistory || m_ports.clock.elapsed() - m_historyAskedAt < kSilence) return;
    m_historyWasAway = true;
    m_board.report(Part::History, PartState::Down, u"no answer for some seconds"_s);
}

}  // namespace tongdai
