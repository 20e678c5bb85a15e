#include "engine/host/statistics/event_reader.h"

#include "engine/domain/conversation/message.h"
#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log eventReaderLog("statistics.events");
constexpr int kMostPagesATurn = 5;
constexpr int kRefilledAtOnce = 2'000;
/// With several writers a number may be given before one below it is committed (guarantees 2.12).
constexpr qint64 kRefillOverlap = 500;

}  // namespace

EventReader::EventReader(Ports ports, redis::Endpoint endpoint)
    : m_ports(std::move(ports)), m_connection(std::move(endpoint)), m_stream(m_connection), m_turns(this)
{
    m_turns.setInterval(kTellEvery);
    connect(&m_turns, &QTimer::timeout, this, [this] { turn(); });
}

void EventReader::start()
{
    m_connection.open();
    m_turns.start();
}

void EventReader::stop()
{
    m_turns.stop();
    m_connection.close();
}

void EventReader::changed(const Change& change)
{
    if (m_seen && !m_hadRedis) take(change.events, false);
}

EventReader::Figures EventReader::figures() const
{
    Figures figures = m_figures;
    if (m_seen) {
        figures.ahead = m_seen->ahead();
        figures.upto = m_seen->upto();
    }
    return figures;
}

QCoro::Task<void> EventReader::turn()
{
    if (m_isReading) co_return;
    m_isReading = true;
    try {
        auto beginning = begin();
        co_await beginning;
        if (m_seen) {
            auto reading = readStream();
            co_await reading;
            if (needsRefill()) {
                auto refilling = refill();
                co_await refilling;
            }
        }
    } catch (const StoreError& error) {
        eventReaderLog.debug("the store was not asked for lost events", {{u"cause"_s, error.cause()}});
    }
    m_isReading = false;
    tell();
}

/// The stream's end first: what comes between the two is in the stream.
QCoro::Task<void> EventReader::begin()
{
    if (m_seen) co_return;
    if (m_ports.hasRedis()) {
        auto finding = m_stream.findEnd();
        co_await finding;
    }
    auto asking = m_ports.store.newestEventId();
    const qint64 newest = co_await asking;
    m_seen.emplace(newest);
    m_lookedAt = m_ports.clock.elapsed();
}

QCoro::Task<void> EventReader::readStream()
{
    const bool hasRedis = m_ports.hasRedis();
    m_mustLook |= hasRedis != m_hadRedis;  // something may have been missed
    m_hadRedis = hasRedis;
    if (!hasRedis) co_return;
    if (!m_stream.hasPlace()) {
        auto finding = m_stream.findEnd();
        const bool found = co_await finding;
        if (!found) co_return;
    }
    for (int page = 0; page < kMostPagesATurn; ++page) {
        auto reading = m_stream.next();
        const std::optional<redis::EventStream::Page> read = co_await reading;
        if (!read) break;
        take(read->events, false);
        const std::chrono::duration<double> lag = m_ports.clock.now().time_since_epoch() - read->newest;
        if (!read->events.empty()) m_news.lag = m_figures.lag = std::max(0.0, lag.count());
        if (read->isLast) break;
    }
}

bool EventReader::needsRefill() const
{
    const auto now = m_ports.clock.elapsed();
    if (m_mustLook) return true;
    if (m_gapSince.count() >= 0 && now - m_gapSince >= kGapCloses) return true;
    return now - m_lookedAt >= (m_hadRedis ? kLookEvery : kGapCloses);
}

QCoro::Task<void> EventReader::refill()
{
    m_lookedAt = m_ports.clock.elapsed();
    for (bool hasMore = true; hasMore;) {
        const qint64 after = m_seen->upto();
        auto asking = m_ports.store.eventsAfter(after, kRefilledAtOnce);
        const std::vector<HistoryEvent> events = co_await asking;
        take(events, true);
        hasMore = events.size() == size_t(kRefilledAtOnce);
        // Numbers that are still missing far behind the newest were erased, or never given.
        if (!events.empty()) m_seen->passOver(hasMore ? events.back().id : events.back().id - kRefillOverlap);
    }
    m_gapSince = std::chrono::nanoseconds(-1);
    m_mustLook = false;
}

void EventReader::take(const std::vector<HistoryEvent>& events, bool isRefill)
{
    for (const HistoryEvent& event : events) {
        if (!m_seen->take(event.id)) {
            m_figures.repeated += isRefill ? 0 : 1;
            continue;
        }
        ++m_figures.read;
        ++m_news.events;
        m_figures.refilled += isRefill && m_hadRedis ? 1 : 0;
        if (event.kind != "message_sent"_L1 || !event.data["sent"_L1].toBool(true)) continue;
        switch (Speaker(event.data["speaker"_L1].toInt())) {
            case Speaker::Customer: ++m_news.in; break;
            case Speaker::Bot: ++m_news.bot; break;
            case Speaker::Operator: ++m_news.people; break;
            case Speaker::System:
            case Speaker::Note: break;
        }
    }
    if (!m_seen->hasGap())
        m_gapSince = std::chrono::nanoseconds(-1);
    else if (m_gapSince.count() < 0)
        m_gapSince = m_ports.clock.elapsed();
}

void EventReader::tell()
{
    if (m_news.events == 0) return;
    m_news.from = m_hadRedis ? StatsNews::From::Stream : StatsNews::From::Engine;
    emit told(std::exchange(m_news, StatsNews()));
}

}  // namespace tongdai
