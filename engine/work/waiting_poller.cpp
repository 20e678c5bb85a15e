#include "engine/work/waiting_poller.h"

#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log waitingPollerLog("pipeline.poll");

WaitingPoller::WaitingPoller(PipelinePorts ports, ConversationRunner& runner, WorkCount& work)
    : m_ports(ports), m_runner(runner), m_work(work), m_pause(ports.clock)
{
}

void WaitingPoller::start()
{
    loop();
}

void WaitingPoller::stop()
{
    m_stopping = true;
    m_pause.wake();
}

void WaitingPoller::wake(ConversationId conversation)
{
    if (!m_stopping && room() > 0) m_runner.takeUp(std::move(conversation));
}

QCoro::Task<void> WaitingPoller::loop()
{
    const WorkCount::Guard busy(m_work);
    while (!m_stopping) {
        co_await poll();
        if (m_stopping) break;
        const bool mayHurry = !m_ports.live.isShared() && !m_storeDown;
        co_await m_pause.wait(mayHurry ? kPollEveryAlone : kPollEvery);
    }
}

QCoro::Task<void> WaitingPoller::poll()
{
    if (room() <= 0) co_return;
    std::vector<ConversationId> due;
    try {
        due = co_await m_ports.store.due(room());
        if (std::exchange(m_storeDown, false)) waitingPollerLog.info("waiting conversations can be read again");
    } catch (const std::exception& error) {
        if (!std::exchange(m_storeDown, true)) {
            waitingPollerLog.warn("waiting conversations cannot be read",
                                  {{u"cause"_s, QString::fromUtf8(error.what())}});
        }
        co_return;
    }
    for (ConversationId& conversation : due) {
        if (!m_stopping) m_runner.takeUp(std::move(conversation));
    }
}

}  // namespace tongdai
