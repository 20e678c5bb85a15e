#include "engine/work/message/waiting_poller.h"

#include "engine/domain/log.h"
#include "engine/work/message/conversation_runner.h"

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log waitingPollerLog("pipeline.poll");

WaitingPoller::WaitingPoller(PipelinePorts ports, ConversationRunner& runner, WorkCount& work)
    : m_ports(ports),
      m_runner(runner),
      m_rounds(
          ports.clock, [this] { return round(); }, &work)
{
}

void WaitingPoller::start()
{
    m_rounds.start();
}

void WaitingPoller::stop()
{
    m_rounds.stop();
}

void WaitingPoller::wake(ConversationId conversation)
{
    if (!m_rounds.isStopping() && room() > 0) m_runner.takeUp(std::move(conversation));
}

QCoro::Task<std::chrono::milliseconds> WaitingPoller::round()
{
    co_await poll();
    const bool mayHurry = !m_ports.live.isShared() && !m_storeDown;
    co_return mayHurry ? kPollEveryAlone : kPollEvery;
}

int WaitingPoller::room() const
{
    return kMaxTakenUp - m_runner.takenUp();
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
        if (!m_rounds.isStopping()) m_runner.takeUp(std::move(conversation));
    }
}

}  // namespace tongdai
