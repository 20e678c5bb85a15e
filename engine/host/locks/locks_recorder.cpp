#include "engine/host/locks/locks_recorder.h"

namespace tongdai {

using namespace std::chrono_literals;

LocksRecorder::LocksRecorder(ClaimTrail& trail, redis::ClaimStream& stream, const ports::Clock& clock)
    : m_trail(trail), m_stream(stream), m_clock(clock), m_timer(this)
{
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &LocksRecorder::write);
}

void LocksRecorder::stop()
{
    m_timer.stop();
    write();
}

void LocksRecorder::write()
{
    const std::vector<ClaimEvent> events = m_trail.takeUnwritten();
    m_stream.write(events, m_clock.now());
}

}  // namespace tongdai
