#include "engine/host/desk/desk_receipts.h"

#include "engine/domain/log.h"
#include "engine/server/chat/chat_gateway.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log deskReceiptsLog("chat.desk");

constexpr auto kPause = 100ms;  ///< many lines, one look
constexpr auto kRetry = 2s;
constexpr int kPage = 100;

}  // namespace

DeskReceipts::DeskReceipts(ports::ChatStore& store, chat::ChatGateway& gateway, SenderId desk)
    : m_store(store), m_gateway(gateway), m_desk(std::move(desk)), m_soon(this)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, [this] { look(); });
}

void DeskReceipts::setDesk(const SenderId& desk)
{
    if (m_desk == desk) return;
    m_desk = desk;
    lookSoon();
}

void DeskReceipts::arrive()
{
    if (!std::exchange(m_isThere, true)) lookSoon();
}

void DeskReceipts::lookSoon()
{
    if (m_isThere && !m_soon.isActive()) m_soon.start(kPause);
}

QCoro::Task<void> DeskReceipts::look()
{
    if (m_desk.isEmpty()) co_return;
    if (m_isLooking) {
        lookSoon();
        co_return;
    }
    m_isLooking = true;
    bool failed = false;
    UndeliveredQuery query;
    query.user = m_desk;
    query.limit = kPage;
    bool hasMore = true;
    try {
        while (hasMore) {
            const std::vector<UndeliveredLine> lines = co_await m_store.undelivered(query);
            hasMore = int(lines.size()) == kPage;
            std::vector<chat::SentLine> taken;
            for (const UndeliveredLine& line : lines) {
                query.afterParticipant = line.recipient.id;
                query.afterRev = line.line.message.rev;
                taken.push_back(
                    {{line.recipient.id, query.afterRev}, line.recipient.thread, line.line.message.messageId});
            }
            m_gateway.noteTaken(m_desk, taken);
        }
    } catch (const StoreError& error) {
        deskReceiptsLog.warn("what came for the operator was not read", {{u"cause"_s, error.cause()}});
        failed = true;
    }
    m_isLooking = false;
    if (failed) m_soon.start(kRetry);
}

}  // namespace tongdai
