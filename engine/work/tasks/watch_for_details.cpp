#include "engine/work/tasks/watch_for_details.h"

#include "engine/domain/customer/find_details.h"
#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const Log detailsWatchLog("tasks.details");

static constexpr std::chrono::milliseconds kDetailsStopPoll{10};
static constexpr std::chrono::milliseconds kMostStopTime{500};

static NewTask detailsTask(const ConversationId& conversation, const QByteArray& what)
{
    return {QString::fromLatin1(task_kind::kCustomerDetails), conversation,
            "details:" + conversation.bytes() + ':' + what};
}

WatchForDetails::WatchForDetails(Ports ports, TaskWorker& worker, bool asksAi)
    : m_ports(ports), m_worker(worker), m_pause(ports.clock), m_asksAi(asksAi)
{
}

void WatchForDetails::start()
{
    loop();
}

QCoro::Task<void> WatchForDetails::stop()
{
    m_stopping = true;
    m_pause.wake();
    const auto end = m_ports.clock.elapsed() + kMostStopTime;
    while (m_work.inWork() > 0 && m_ports.clock.elapsed() < end)
        co_await m_ports.clock.sleep(kDetailsStopPoll);
}

void WatchForDetails::changed(const Change& change)
{
    for (const StoredMessage& line : change.lines) {
        if (m_asksAi && line.speaker == Speaker::Bot && m_unanswered.remove(line.conversation)) gather(line);
        if (line.speaker != Speaker::Customer || !mayHoldDetails(line.body)) continue;
        gather(line);
        if (m_asksAi && m_unanswered.size() < kMaxWaiting) m_unanswered.insert(line.conversation);
    }
}

void WatchForDetails::gather(const StoredMessage& line)
{
    if (m_gathered.size() >= kMaxWaiting && !m_gathered.contains(line.conversation)) return;
    qint64& rev = m_gathered[line.conversation];
    rev = std::max(rev, line.rev);
}

QCoro::Task<void> WatchForDetails::loop()
{
    const WorkCount::Guard busy(m_work);
    bool hasLookedBack = false;
    while (!m_stopping) {
        if (!hasLookedBack) {
            auto looking = lookBack();
            hasLookedBack = co_await looking;
        }
        if (m_stopping && m_gathered.isEmpty()) break;
        auto waiting = m_pause.wait(kGather);
        co_await waiting;
        auto adding = addGathered();
        co_await adding;
    }
}

QCoro::Task<bool> WatchForDetails::lookBack()
{
    try {
        auto asking = m_ports.details.unreadForDetails(m_ports.clock.now() - kLookBack, kMostAtStart);
        const std::vector<ConversationId> unread = co_await asking;
        std::vector<NewTask> tasks;
        tasks.reserve(unread.size());
        for (const ConversationId& conversation : unread)
            tasks.push_back(detailsTask(conversation, m_ports.random.bytes(8).toHex()));
        if (tasks.empty()) co_return true;
        auto adding = m_ports.tasks.addTasks(std::move(tasks));
        co_await adding;
        m_worker.wake();
        co_return true;
    } catch (const StoreError& error) {
        detailsWatchLog.debug("conversations were not looked through for details", {{u"cause"_s, error.cause()}});
    }
    co_return false;
}

QCoro::Task<void> WatchForDetails::addGathered()
{
    if (m_gathered.isEmpty()) co_return;
    const QHash<ConversationId, qint64> gathered = std::exchange(m_gathered, {});
    std::vector<NewTask> tasks;
    for (auto each = gathered.cbegin(); each != gathered.cend(); ++each)
        tasks.push_back(detailsTask(each.key(), QByteArray::number(each.value())));
    try {
        auto adding = m_ports.tasks.addTasks(std::move(tasks));
        co_await adding;
        m_worker.wake();
        co_return;
    } catch (const StoreError& error) {
        detailsWatchLog.warn("tasks for details wait", {{u"cause"_s, error.cause()}});
    }
    for (auto each = gathered.cbegin(); each != gathered.cend(); ++each) {
        qint64& rev = m_gathered[each.key()];
        rev = std::max(rev, each.value());
    }
}

}  // namespace tongdai
