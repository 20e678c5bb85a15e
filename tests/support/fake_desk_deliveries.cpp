#include "tests/support/fake_desk.h"

#include <QTimer>

#include <algorithm>

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

api::Asked<Conversation> FakeDesk::requestDecision(const ConversationId& id, qint64 outboxId, OutboxDecision decision)
{
    static constexpr const char* kNames[] = {"send_again", "mark_sent", "drop", "give_up"};
    acts.append(u"%1 %2 %3"_s.arg(QLatin1StringView(kNames[int(decision)]), id.toString()).arg(outboxId));
    return actLater(id, [this, id, outboxId, decision]() -> std::optional<api::DeskFailure> {
        auto& lines = threads[id];
        const auto line = std::find_if(lines.begin(), lines.end(), [outboxId](const StoredMessage& one) {
            return deliveryOf(one.metadata).value_or(Delivery()).outboxId == outboxId;
        });
        Delivery delivery = deliveryOf(line->metadata).value_or(Delivery());
        if (delivery.state != OutboxState::Dead && delivery.state != OutboxState::Unknown)
            return api::DeskFailure{api::DeskError::AlreadyDecided, {}};
        delivery.state = decision == OutboxDecision::SendAgain  ? OutboxState::Waiting
                         : decision == OutboxDecision::MarkSent ? OutboxState::Sent
                                                                : OutboxState::Withdrawn;
        if (decision == OutboxDecision::SendAgain) delivery.error.clear();
        line->metadata[u"delivery"_s] = toJson(delivery);
        if (watched == id) emit linesChanged(id, {*line});
        emit undeliveredChanged(undelivered());
        return {};
    });
}

void FakeDesk::requestUndelivered()
{
    QTimer::singleShot(0, this, [this] { emit undeliveredChanged(undelivered()); });
}

}  // namespace tongdai::testing
