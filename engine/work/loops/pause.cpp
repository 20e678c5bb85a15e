#include "engine/work/loops/pause.h"

namespace tongdai {

namespace {

/// Owns nothing of the Pause: it may sleep longer than the Pause lives.
QCoro::Task<void> ring(ports::Clock& clock, std::chrono::milliseconds duration, std::shared_ptr<OneShot<bool>> sleep)
{
    co_await clock.sleep(duration);
    sleep->set(true);
}

}  // namespace

QCoro::Task<void> Pause::wait(std::chrono::milliseconds duration)
{
    if (std::exchange(m_woken, false)) co_return;
    const auto sleep = std::make_shared<OneShot<bool>>();
    m_sleep = sleep;
    ring(m_clock, duration, sleep);
    co_await sleep->wait();
    m_sleep.reset();
    m_woken = false;
}

void Pause::wake()
{
    m_woken = true;
    if (const auto sleep = m_sleep) sleep->set(true);
}

}  // namespace tongdai
