#include "engine/host/statistics/outage_recorder.h"

#include "engine/domain/log.h"
#include "engine/domain/statistics/stats_mark.h"
#include "engine/domain/store_error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log outageLog("statistics");

namespace {

constexpr std::array kWatchedParts{Part::Redis, Part::History, Part::Ai, Part::Platform};

StatsMark markOf(StatsMark::Kind kind, TimePoint from, TimePoint to, const QString& text)
{
    StatsMark mark;
    mark.id = QUuid::createUuid();
    mark.kind = kind;
    mark.from = from;
    mark.to = to;
    mark.text = text;
    return mark;
}

}  // namespace

void OutageRecorder::begin(const QString& version)
{
    const TimePoint now = m_clock.now();
    m_unwritten.push_back(markOf(StatsMark::Kind::Version, now, now, version));
    write();
}

void OutageRecorder::take(const HealthSnapshot& snapshot)
{
    for (const PartHealth& part : snapshot.parts) {
        if (std::ranges::find(kWatchedParts, part.part) == kWatchedParts.end()) continue;
        const auto away = m_away.find(part.part);
        if (part.state == PartState::Down) {
            if (away == m_away.end()) m_away[part.part] = part.since.value_or(m_clock.now());
            continue;
        }
        if (away == m_away.end() || part.state == PartState::Starting) continue;
        const TimePoint from = away->second;
        const TimePoint to = m_clock.now();
        m_away.erase(away);
        if (to - from >= kLeastOutage)
            m_unwritten.push_back(markOf(StatsMark::Kind::Outage, from, to, QString(partName(part.part))));
    }
    while (m_unwritten.size() > kMostUnwritten)
        m_unwritten.pop_front();
    if (!m_unwritten.empty()) write();
}

QCoro::Task<void> OutageRecorder::write()
{
    if (std::exchange(m_isWriting, true)) co_return;
    try {
        while (!m_unwritten.empty()) {
            const StatsMark mark = m_unwritten.front();
            auto writing = m_statistics.addMark(mark);
            co_await writing;
            std::erase_if(m_unwritten, [&mark](const StatsMark& one) { return one.id == mark.id; });
        }
    } catch (const StoreError& error) {
        // The next news of health tries again.
        outageLog.debug("a mark for the charts is not written yet", {{u"cause"_s, error.cause()}});
    }
    m_isWriting = false;
}

}  // namespace tongdai
