#include "tests/support/fake_desk.h"

#include <QTimer>

#include <algorithm>
#include <utility>

// The way of FakeDesk's lines to the platform.
namespace tongdai::testing {

using namespace Qt::StringLiterals;

void FakeDesk::settleDelivery(const ConversationId& id, OutboxState state, const QString& error, bool report)
{
    StoredMessage& line = threads[id].back();
    Delivery delivery = deliveryOf(line.metadata).value_or(Delivery());
    if (delivery.outboxId == 0) delivery.outboxId = ++m_lastOutboxId;
    delivery.attempts += 1;
    delivery.state = state;
    delivery.error = error;
    if (state == OutboxState::Sent) delivery.acceptedAt = now;
    line.metadata[u"delivery"_s] = toJson(delivery);
    if (!report) return;
    if (watched == id) emit linesChanged(id, {line});
    emit undeliveredChanged(undelivered());
}

std::vector<api::Undelivered> FakeDesk::undelivered() const
{
    std::vector<api::Undelivered> found;
    for (const Conversation& conversation : conversations) {
        for (const StoredMessage& line : threads.value(conversation.id)) {
            const auto delivery = deliveryOf(line.metadata);
            if (!delivery || delivery->outboxId == 0) continue;
            if (delivery->state == OutboxState::Dead || delivery->state == OutboxState::Unknown)
                found.push_back({conversation.id, line.rev, delivery->outboxId, delivery->state});
        }
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.outboxId > b.outboxId; });
    return found;
}

api::RequestId FakeDesk::requestDecision(const ConversationId& id, qint64 outboxId, OutboxDecision decision)
{
    static constexpr const char* kNames[] = {"send_again", "mark_sent", "drop", "give_up"};
    acts.append(u"%1 %2 %3"_s.arg(QLatin1StringView(kNames[int(decision)]), id.toString()).arg(outboxId));
    return answerLater([this, id, outboxId, decision](api::RequestId request) {
        auto& lines = threads[id];
        const auto line = std::find_if(lines.begin(), lines.end(), [outboxId](const StoredMessage& one) {
            return deliveryOf(one.metadata).value_or(Delivery()).outboxId == outboxId;
        });
        Delivery delivery = deliveryOf(line->metadata).value_or(Delivery());
        if (delivery.state != OutboxState::Dead && delivery.state != OutboxState::Unknown) {
            emit requestFailed(request, {api::DeskError::AlreadyDecided, {}});
            return;
        }
        delivery.state = decision == OutboxDecision::SendAgain  ? OutboxState::Waiting
                         : decision == OutboxDecision::MarkSent ? OutboxState::Sent
                                                                : OutboxState::Withdrawn;
        if (decision == OutboxDecision::SendAgain) delivery.error.clear();
        line->metadata[u"delivery"_s] = toJson(delivery);
        emit acted(request, conversation(id));
        if (watched == id) emit linesChanged(id, {*line});
        emit undeliveredChanged(undelivered());
    });
}

api::Asked<qint64> FakeDesk::sendReworded(const ConversationId& id, qint64 outboxId, const MessageId& messageId,
                                          const QString& text)
{
    acts.append(u"reword %1 %2"_s.arg(id.toString()).arg(outboxId));
    if (m_failNext) return api::answered<qint64>(*std::exchange(m_failNext, {}));
    std::vector<StoredMessage> changed;
    for (StoredMessage& refused : threads[id]) {
        Delivery delivery = deliveryOf(refused.metadata).value_or(Delivery());
        if (delivery.outboxId != outboxId) continue;
        delivery.state = OutboxState::Withdrawn;
        delivery.error = QLatin1StringView(kReworded) + delivery.error;
        refused.metadata[u"delivery"_s] = toJson(delivery);
        changed.push_back(refused);
    }
    sent.push_back({id, messageId, text});
    StoredMessage& line = say(id, Speaker::Operator, text, false);
    line.messageId = messageId;
    Delivery delivery;
    delivery.outboxId = ++m_lastOutboxId;
    line.metadata[u"delivery"_s] = toJson(delivery);
    if (!changed.empty()) line.metadata[QString::fromLatin1(kInsteadOf)] = changed.front().rev;
    changed.push_back(line);
    if (watched == id) emit linesChanged(id, changed);
    emit undeliveredChanged(undelivered());
    return api::answered<qint64>(line.rev);
}

void FakeDesk::requestUndelivered()
{
    QTimer::singleShot(0, this, [this] { emit undeliveredChanged(undelivered()); });
}

}  // namespace tongdai::testing
