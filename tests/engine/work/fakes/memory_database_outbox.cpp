/// The outbox: order within a conversation, leases, what comes of a try.
#include "tests/engine/work/fakes/memory_database.h"

#include <QCryptographicHash>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

OutboxItem MemoryDatabase::addOutbox(Row& row, const QByteArray& madeBy, Seq upto, const QJsonObject& body, Fence fence)
{
    OutboxRow out;
    out.item.id = qint64(m_outbox.size()) + 1;
    out.item.conversation = row.row.id;
    out.item.ord = row.row.lastRev;
    out.item.dedupKey = QCryptographicHash::hash(madeBy + row.row.id.bytes() + '#' + QByteArray::number(upto),
                                                 QCryptographicHash::Sha256);
    out.item.body = body;
    out.item.fence = fence;
    out.item.createdAt = now();
    out.item.nextAt = now();
    out.upto = upto;
    out.madeBy = madeBy;
    m_outbox.push_back(out);
    return out.item;
}

int MemoryDatabase::withdraw(const ConversationId& conversation)
{
    int withdrawn = 0;
    for (OutboxRow& out : m_outbox) {
        if (out.item.conversation != conversation || out.item.state != OutboxState::Waiting) continue;
        out.item.state = OutboxState::Withdrawn;
        ++withdrawn;
    }
    return withdrawn;
}

bool MemoryDatabase::isFirstUnsettled(const OutboxRow& row) const
{
    if (m_mutation == Mutation::NoOutboxOrder) return true;
    return std::none_of(m_outbox.begin(), m_outbox.end(), [&row](const OutboxRow& other) {
        return other.item.conversation == row.item.conversation && other.item.ord < row.item.ord &&
               (other.item.state == OutboxState::Waiting || other.item.state == OutboxState::Sending);
    });
}

std::vector<OutboxItem> MemoryDatabase::claimOutbox(const OwnerId& owner, int limit, const std::vector<qint64>& inHands)
{
    std::vector<OutboxItem> claimed;
    for (OutboxRow& row : m_outbox) {
        if (int(claimed.size()) >= limit) break;
        const bool wasCut = row.item.state == OutboxState::Sending && row.leaseUntil <= now();
        const bool isDue = row.item.state == OutboxState::Waiting && row.item.nextAt <= now();
        if (!(wasCut || isDue) || !isFirstUnsettled(row)) continue;
        if (std::ranges::find(inHands, row.item.id) != inHands.end()) continue;
        if (wasCut && !row.item.repeatable) {
            row.item.state = OutboxState::Unknown;
            continue;
        }
        row.item.state = OutboxState::Sending;
        ++row.item.attempts;
        row.owner = owner;
        row.leaseUntil = now() + kOutboxLease;
        claimed.push_back(row.item);
    }
    return claimed;
}

ports::OutboxStore::Settled MemoryDatabase::settleOutbox(const OutboxItem& item, const OwnerId& owner,
                                                         const SendOutcome& outcome, std::chrono::milliseconds nextIn)
{
    ports::OutboxStore::Settled settled;
    OutboxRow& row = m_outbox[size_t(item.id - 1)];
    if (row.item.state != OutboxState::Sending || row.owner != owner) return settled;
    row.item.state = stateAfter(row.item, outcome, now());
    if (isNoAttempt(outcome, row.item.state) && !outcome.isPartly) --row.item.attempts;
    row.item.nextAt = now() + nextIn;
    row.item.lastError = outcome.error;
    settled.wasOurs = true;
    settled.state = row.item.state;
    if (row.item.state == OutboxState::Sent && row.madeBy == "bot") {
        for (InboxRow& message : m_rows[item.conversation].inbox) {
            if (message.seq <= row.upto && message.reply && message.state == MessageState::Answered) {
                message.reply->insert("pancake_result"_L1, outcome.answer);
            }
        }
    }
    return settled;
}

ports::OutboxStore::Settled MemoryDatabase::resolveOutbox(qint64 id, OutboxDecision decision,
                                                          const std::optional<ConversationId>& of)
{
    OutboxItem& item = m_outbox[size_t(id - 1)].item;
    ports::OutboxStore::Settled settled;
    if (of && item.conversation != *of) return settled;
    settled.wasOurs = item.state == OutboxState::Unknown || item.state == OutboxState::Dead;
    if (settled.wasOurs) {
        item.state = decision == OutboxDecision::SendAgain  ? OutboxState::Waiting
                     : decision == OutboxDecision::MarkSent ? OutboxState::Sent
                                                            : OutboxState::Withdrawn;
        item.nextAt = now();
    }
    settled.state = item.state;
    return settled;
}

RewordOutcome MemoryDatabase::rewordOutbox(const Rewording& rewording)
{
    OutboxItem& item = m_outbox[size_t(rewording.outboxId - 1)].item;
    if (item.state != OutboxState::Dead) return NotReworded{NotReworded::Why::Decided};
    item.state = OutboxState::Withdrawn;
    return std::get<OperatorActResult>(send(rewording.message));
}

}  // namespace tongdai::testing
