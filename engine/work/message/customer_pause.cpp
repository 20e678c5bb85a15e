#include "engine/work/message/customer_pause.h"

#include "engine/domain/conversation/chat.h"
#include "engine/domain/conversation/sender_kind.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

CustomerPause::CustomerPause(PipelinePorts ports, const PipelineOptions& options, ConversationRunner& runner,
                             WorkCount& work)
    : m_ports(ports),
      m_channels(options.pauseChannels),
      m_pause(options.pause),
      m_longest(options.longestPause),
      m_runner(runner),
      m_work(work),
      m_sleep(ports.clock)
{
}

void CustomerPause::stop()
{
    m_isStopping = true;
    m_sleep.wake();
}

bool CustomerPause::isFor(const IncomingMessage& message) const
{
    if (m_channels.isEmpty() || m_isStopping || m_awaited.size() >= kMostAwaited) return false;
    if (senderKind(message.senderType) != SenderKind::Customer) return false;
    return m_channels.contains(channelOf(message.metadata, u"api"_s), Qt::CaseInsensitive);
}

bool CustomerPause::note(const Accepted& accepted, std::optional<std::chrono::milliseconds> pause)
{
    const Conversation& c = accepted.conversation;
    const auto known = m_awaited.find(c.id);
    // A person has it, or a turn is under way, which looks for newer messages at its end.
    const bool isHeld = !c.owner.isEmpty() && c.leaseUntil > m_ports.clock.now();
    const bool waits = c.mode == BotMode::Bot && c.pending && c.answerAt && !accepted.claim && !isHeld;
    if (!waits) {
        if (known != m_awaited.end()) forget(c.id);
        return false;
    }
    if (m_isStopping) return false;
    Awaited& awaited = known != m_awaited.end() ? *known : m_awaited[c.id];
    if (known == m_awaited.end()) {
        awaited.first = m_ports.clock.elapsed();
        awaited.since = m_ports.clock.now();
    }
    awaited.isTyping = false;
    awaited.pause = pause.value_or(m_pause);
    postpone(c.id, awaited);
    return true;
}

void CustomerPause::noteTyping(const ConversationId& conversation, bool isTyping)
{
    const auto known = m_awaited.find(conversation);
    if (known == m_awaited.end() || known->isTyping == isTyping) return;
    known->isTyping = isTyping;
    postpone(conversation, *known);
}

void CustomerPause::postpone(const ConversationId& conversation, Awaited& awaited)
{
    const auto now = m_ports.clock.elapsed();
    const std::chrono::nanoseconds latest = awaited.first + m_longest;
    awaited.due = awaited.isTyping ? latest : std::min<std::chrono::nanoseconds>(now + awaited.pause, latest);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(awaited.due - now);
    m_ports.events.customerAwaited(conversation, awaited.since, m_ports.clock.now() + left);
    if (m_isWatching)
        m_sleep.wake();
    else
        watch();
}

/// One sleeper for all, for as long as somebody is waited for.
QCoro::Task<void> CustomerPause::watch()
{
    const WorkCount::Guard busy(m_work);
    m_isWatching = true;
    while (!m_awaited.isEmpty() && !m_isStopping) {
        takeUpWhatIsDue();
        if (m_awaited.isEmpty()) break;
        const auto next = std::ranges::min(m_awaited, {}, &Awaited::due).due;
        co_await m_sleep.wait(std::chrono::ceil<std::chrono::milliseconds>(next - m_ports.clock.elapsed()));
    }
    m_isWatching = false;
}

void CustomerPause::takeUpWhatIsDue()
{
    const auto now = m_ports.clock.elapsed();
    QList<ConversationId> due;
    for (auto each = m_awaited.cbegin(); each != m_awaited.cend(); ++each) {
        if (each->due <= now) due.append(each.key());
    }
    for (const ConversationId& conversation : due) {
        forget(conversation);
        m_runner.takeUp(conversation);
    }
}

void CustomerPause::forget(const ConversationId& conversation)
{
    m_awaited.remove(conversation);
    m_ports.events.customerAwaited(conversation, {}, {});
}

}  // namespace tongdai
