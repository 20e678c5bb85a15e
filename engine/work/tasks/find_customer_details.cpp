#include "engine/work/tasks/find_customer_details.h"

#include "engine/domain/conversation/conversation_lists.h"
#include "engine/domain/customer/entity_details.h"

#include <algorithm>

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

    std::vector<LineEntities> ofAi;
    if (m_asksAi) {
        auto asking = m_ports.details.entitiesOfLines(task.conversation, kLinesForDetails);
        ofAi = co_await asking;
    }
    auto looking = read(page.lines, known.readUpto, std::move(ofAi));
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

QCoro::Task<std::vector<LineDetails>> FindCustomerDetails::read(std::vector<StoredMessage> lines, qint64 after,
                                                                std::vector<LineEntities> ofAi)
{
    std::vector<LineDetails> found;
    for (const StoredMessage& line : lines) {
        if (line.speaker != Speaker::Customer) continue;
        std::vector<FoundDetail> details = readLine(line, after, ofAi);
        if (!details.empty()) found.push_back({{line.messageId, line.rev, line.receivedAt}, std::move(details)});
        co_await m_ports.clock.sleep(0ms);
    }
    co_return found;
}

/// A line that was read before says nothing new by itself; its answer may have come since.
std::vector<FoundDetail> FindCustomerDetails::readLine(const StoredMessage& line, qint64 after,
                                                       const std::vector<LineEntities>& ofAi) const
{
    const auto answered = std::ranges::find(ofAi, line.rev, &LineEntities::rev);
    const bool isNew = line.rev > after && mayHoldDetails(line.body);
    if (answered == ofAi.end()) return isNew ? findDetails(line.body, m_gazetteer) : std::vector<FoundDetail>();
    return withEntities(findDetails(line.body, m_gazetteer), entityDetails(answered->entities, line.body, m_gazetteer));
}

}  // namespace tongdai
