#include "engine/host/desk/desk_deliveries.h"

#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/log.h"
#include "engine/domain/store_error.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log deliveryLogger("desk.deliveries");

constexpr int kLinesARead = 50;
constexpr auto kListAgain = 2s;  ///< after a store that could not be read

}  // namespace

DeskDeliveries::DeskDeliveries(ports::HistoryReader& reader)
    : m_reader(reader), m_listing([this] { return readUndelivered(); }), m_retry(this)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(kListAgain);
    connect(&m_retry, &QTimer::timeout, this, &DeskDeliveries::list);
}

void DeskDeliveries::watch(const ConversationId& conversation)
{
    m_watched = conversation;
    m_revs.clear();
}

void DeskDeliveries::notice(const std::vector<HistoryEvent>& events)
{
    bool mustList = false;
    for (const HistoryEvent& event : events) {
        if (event.kind != "outbox"_L1) continue;
        if (event.conversation == m_watched) m_revs.insert(event.rev);
        const auto state = OutboxState(event.data["state"_L1].toInt());
        const bool isTrouble = state == OutboxState::Dead || state == OutboxState::Unknown;
        mustList |= isTrouble || m_undelivered.contains(event.conversation);
    }
    if (!m_revs.empty()) readLines();
    if (mustList) list();
}

void DeskDeliveries::noticeLines(const std::vector<StoredMessage>& lines)
{
    for (const StoredMessage& line : lines) {
        const bool goesOut = line.speaker == Speaker::Bot || line.speaker == Speaker::Operator;
        if (line.conversation == m_watched && goesOut && !deliveryOf(line.metadata)) m_revs.insert(line.rev);
    }
    if (!m_revs.empty()) readLines();
}

/// From the first of them on, a page at a time: lines that got on together mostly stand together.
QCoro::Task<void> DeskDeliveries::readLines()
{
    if (m_isReadingLines) co_return;
    m_isReadingLines = true;
    while (!m_revs.empty()) {
        ThreadQuery query;
        query.conversation = m_watched;
        query.afterRev = *m_revs.begin() - 1;
        query.limit = kLinesARead;
        const ConversationId conversation = m_watched;
        m_revs.erase(m_revs.begin(), m_revs.lower_bound(*query.afterRev + kLinesARead));
        try {
            ThreadPage page = co_await m_reader.thread(std::move(query));
            if (conversation == m_watched && !page.lines.empty()) emit linesRead(conversation, std::move(page.lines));
        } catch (const StoreError& error) {
            // They come with their page when the thread is read again.
            deliveryLogger.warn("how far lines have come was not read", {{u"cause"_s, error.cause()}});
        }
    }
    m_isReadingLines = false;
}

void DeskDeliveries::list()
{
    m_listing.ask();
}

QCoro::Task<void> DeskDeliveries::readUndelivered()
{
    try {
        const std::vector<OutboxState> wanted{OutboxState::Dead, OutboxState::Unknown};
        const std::vector<OutboxItem> items = co_await m_reader.outbox(wanted, api::Desk::kMostUndelivered);
        std::vector<api::Undelivered> lines;
        m_undelivered.clear();
        for (const OutboxItem& item : items) {
            m_undelivered.insert(item.conversation);
            lines.push_back({item.conversation, item.ord, item.id, item.state});
        }
        emit undeliveredChanged(std::move(lines));
    } catch (const StoreError& error) {
        deliveryLogger.warn("undelivered lines were not read", {{u"cause"_s, error.cause()}});
        m_listing.forget();
        m_retry.start();
    }
}

}  // namespace tongdai
