#include "engine/host/desk/desk_details.h"

#include "engine/domain/log.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log deskDetailsLog("desk.details");

}  // namespace

void DeskDetails::watch(const ConversationId& conversation)
{
    m_watched = conversation;
    if (!m_watched.isEmpty()) read(m_watched);
}

void DeskDetails::notice(const Change& change)
{
    if (!change.details || change.events.empty() || change.events.front().conversation != m_watched) return;
    emit detailsChanged(m_watched, *change.details);
}

void DeskDetails::notice(const std::vector<HistoryEvent>& events)
{
    const bool isOurs = std::ranges::any_of(events, [this](const HistoryEvent& event) {
        return event.kind == "customer_details"_L1 && event.conversation == m_watched;
    });
    if (isOurs) read(m_watched);
}

QCoro::Task<void> DeskDetails::read(ConversationId conversation)
{
    CustomerDetails details;
    try {
        auto reading = m_store.customerDetails(conversation);
        details = co_await reading;
    } catch (const StoreError& error) {
        deskDetailsLog.warn("customer details were not read", {{u"cause"_s, error.cause()}});
        co_return;
    }
    if (conversation == m_watched) emit detailsChanged(conversation, details);
}

}  // namespace tongdai
