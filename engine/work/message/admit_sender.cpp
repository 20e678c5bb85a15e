#include "engine/work/message/admit_sender.h"

#include "engine/domain/log.h"
#include "engine/domain/store_error.h"

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log admitSenderLog("pipeline.admit");

namespace {

/// An id is unique within its conversation only; neither part holds a line break.
MessageId chargedAs(const MessageKey& message)
{
    return MessageId(message.conversation.bytes() + '\n' + message.id.bytes());
}

}  // namespace

QCoro::Task<RateAnswer> AdmitSender::ask(MessageKey message, SenderId sender)
{
    auto charging = m_limit.charge(sender, chargedAs(message));
    RateAnswer answer = co_await charging;
    if (answer.isAllowed && m_shop) answer = m_shop->charge();
    if (answer.isAllowed) co_return answer;
    auto looking = isKnown(message);
    answer.isAllowed = co_await looking;
    if (answer.isAllowed) co_return answer;
    ++m_refused;
    admitSenderLog.warn(
        answer.isForAll ? "message refused, all senders together write too often"
                        : "message refused, its sender writes too often",
        {{u"message_id"_s, message.id.toString()}, {u"retry_after_ms"_s, qint64(answer.retryAfter.count())}});
    co_return answer;
}

/// A store that cannot be asked knows nothing: the sender is told to come again, and loses nothing by it.
QCoro::Task<bool> AdmitSender::isKnown(MessageKey message) const
{
    try {
        auto looking = m_known.find(std::move(message));
        const std::optional<ports::KnownMessage> known = co_await looking;
        co_return known.has_value();
    } catch (const StoreError& error) {
        admitSenderLog.warn("accepted messages cannot be looked up", {{u"cause"_s, QString::fromUtf8(error.what())}});
    }
    co_return false;
}

}  // namespace tongdai
