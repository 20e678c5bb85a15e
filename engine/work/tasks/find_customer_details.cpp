#include "engine/work/tasks/find_customer_details.h"

#include "engine/domain/customer/find_details.h"

namespace tongdai {

using namespace std::chrono_literals;

QCoro::Task<TaskResult> FindCustomerDetails::run(BackgroundTask task)
{
    auto reading = m_ports.details.customerDetails(task.conversation);
    const CustomerDetails known = co_await reading;
    ThreadQuery query;
    query.conversation = task.conversation;
    query.limit = kLinesForDetails;
    auto listing = m_ports.reader.thread(query);
    const ThreadPage page = co_await listing;
    const qint64 upto = page.lines.empty() ? 0 : page.lines.back().rev;

    auto looking = read(page.lines, known.readUpto);
    std::vector<LineDetails> found = co_await looking;
    auto keeping = m_ports.details.keepDetails(task, std::move(found), upto);
    const ports::CustomerDetailsStore::Kept kept = co_await keeping;
    if (kept.isNew) {
        Change change;
        change.events = kept.events;
        change.details = kept.details;
        m_ports.events.changed(change);
    }
    co_return TaskResult{kept.wasOurs ? TaskResult::Kind::Settled : TaskResult::Kind::Refused, {}, {}};
}

/// Lines that were read before say nothing new.
QCoro::Task<std::vector<LineDetails>> FindCustomerDetails::read(std::vector<StoredMessage> lines, qint64 after)
{
    std::vector<LineDetails> found;
    for (const StoredMessage& line : lines) {
        if (line.speaker != Speaker::Customer || line.rev <= after || !mayHoldDetails(line.body)) continue;
        std::vector<FoundDetail> details = findDetails(line.body, m_gazetteer);
        if (!details.empty()) found.push_back({{line.messageId, line.rev, line.receivedAt}, std::move(details)});
        co_await m_ports.clock.sleep(0ms);
    }
    co_return found;
}

}  // namespace tongdai
