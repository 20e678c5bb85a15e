#include "tests/engine/work/fakes/memory_database.h"

#include <QCryptographicHash>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

TimePoint MemoryDatabase::now() const
{
    return TimePoint(std::chrono::milliseconds(1'700'000'000'000)) +
           std::chrono::duration_cast<std::chrono::milliseconds>(m_time.now());
}

bool MemoryDatabase::isFree(const Conversation& row) const
{
    return row.leaseUntil <= now() || row.leaseUntil >= now() + std::chrono::seconds(60);
}

bool MemoryDatabase::holds(const Conversation& row, const Claim& claim) const
{
    return row.fence == claim.fence && row.owner == claim.owner;
}

Claim MemoryDatabase::grant(Conversation& row, const OwnerId& owner)
{
    ++row.fence;
    row.owner = owner;
    row.leaseUntil = now() + kLease;
    ++row.attempts;
    return Claim{row.id, owner, row.fence, row.doneSeq, row.attempts, row.restarts};
}

HistoryEvent MemoryDatabase::event(const Conversation& row, const QString& kind, const MessageId& id)
{
    HistoryEvent event;
    event.id = ++m_events;
    event.kind = kind;
    event.conversation = row.id;
    event.messageId = id;
    event.rev = row.lastRev;
    return event;
}

StoredMessage MemoryDatabase::addLine(Row& row, Speaker speaker, const QString& text, const MessageId& id)
{
    StoredMessage line;
    line.conversation = row.row.id;
    line.messageId = id;
    line.rev = ++row.row.lastRev;
    line.speaker = speaker;
    line.body = text;
    line.receivedAt = now();
    row.lines.push_back(line);
    return line;
}

AcceptOutcome MemoryDatabase::accept(const IncomingMessage& message, const OwnerId& claimFor)
{
    const auto key = std::pair(message.source, message.messageId);
    if (const auto seen = m_seen.find(key); seen != m_seen.end() && m_mutation != Mutation::NoDuplicateCheck) {
        InboxRow& row = m_rows[seen->second.first].inbox[size_t(seen->second.second - 1)];
        if (row.message.bodyHash != message.bodyHash) return IdReused{};
        return Duplicate{row.seq, row.state, row.reply, ++row.deliveries};
    }
    Row& row = m_rows[message.conversation];
    row.row.id = message.conversation;
    InboxRow stored;
    stored.message = message;
    stored.seq = ++row.row.nextSeq;
    stored.receivedAt = now();
    m_seen[key] = {message.conversation, stored.seq};
    row.row.lastMessageId = message.messageId;
    row.row.lastActivity = now();
    ++row.row.totalMessages;

    Accepted accepted;
    accepted.message = addLine(row, Speaker::Customer, message.content, message.messageId);
    accepted.message.seq = stored.seq;
    const bool isPersons = row.row.mode == BotMode::Human;
    row.inbox.push_back(stored);
    if (isPersons) {
        close(row, row.row.nextSeq - 1, row.row.nextSeq, MessageState::Answered, std::nullopt, true);
    } else {
        row.row.pending = true;
        if (!claimFor.isEmpty() && isFree(row.row)) accepted.claim = grant(row.row, claimFor);
    }
    accepted.conversation = row.row;
    accepted.events.push_back(event(row.row, u"message_sent"_s, message.messageId));
    return accepted;
}

void MemoryDatabase::close(Row& row, Seq from, Seq upto, MessageState state, const std::optional<QJsonObject>& reply,
                           bool byPerson)
{
    for (Seq seq = from + 1; seq <= upto; ++seq) {
        InboxRow& message = row.inbox[size_t(seq - 1)];
        message.state = state;
        message.reply = reply;
        message.byPerson = byPerson;
    }
    row.row.doneSeq = upto;
    row.row.pending = row.row.nextSeq > row.row.doneSeq;
    if (m_mutation == Mutation::LosesPending) row.row.pending = false;
}

ClaimOutcome MemoryDatabase::claim(const ConversationId& conversation, const OwnerId& owner)
{
    Row& row = m_rows[conversation];
    if (!row.row.pending) return NothingPending{};
    if (row.row.mode == BotMode::Human) return HumanHasIt{};
    if (!isFree(row.row)) return HeldBySomeone{row.row.owner, row.row.leaseUntil - now()};
    return grant(row.row, owner);
}

std::vector<ConversationId> MemoryDatabase::renew(const std::vector<Claim>& claims)
{
    std::vector<ConversationId> lost;
    for (const Claim& claim : claims) {
        Conversation& row = m_rows[claim.conversation].row;
        if (holds(row, claim) && row.leaseUntil != TimePoint()) {
            row.leaseUntil = now() + kLease;
        } else {
            lost.push_back(claim.conversation);
        }
    }
    return lost;
}

FinishOutcome MemoryDatabase::remember(const FinishRequest& request, FinishOutcome outcome)
{
    Turn turn = request.turn;
    if (std::holds_alternative<Fenced>(outcome)) turn.outcome = TurnOutcome::Cancelled;
    if (std::holds_alternative<SupersededByNewer>(outcome)) turn.outcome = TurnOutcome::Superseded;
    m_turns.push_back({request.claim.conversation, turn, outcome});
    return outcome;
}

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

FinishOutcome MemoryDatabase::finish(const FinishRequest& request)
{
    const Claim& claim = request.claim;
    for (const TurnRow& known : m_turns) {
        if (known.conversation == claim.conversation && known.turn.fence == claim.fence &&
            known.turn.upto == request.upto) {
            return known.outcome;
        }
    }
    Row& row = m_rows[claim.conversation];
    const bool isOurs = holds(row.row, claim) && row.row.doneSeq == claim.from;
    if (!isOurs && m_mutation != Mutation::NoFence) {
        const MessageId id(QByteArrayLiteral("unsent"));
        Fenced fenced{
            row.row.fence, row.row.mode, addLine(row, Speaker::Bot, request.turn.answer.responseText, id), {}};
        row.lines.back().state = MessageState::Superseded;
        return remember(request, fenced);
    }
    const bool hasNewer = row.row.nextSeq > request.upto;
    if (hasNewer && request.mayRestart) {
        SupersededByNewer outcome;
        QJsonArray newerJson;
        for (Seq seq = request.upto + 1; seq <= row.row.nextSeq; ++seq) {
            const IncomingMessage& newer = row.inbox[size_t(seq - 1)].message;
            outcome.newer.push_back({newer.messageId, newer.sentAt});
            newerJson.append(
                QJsonObject{{u"message_id"_s, newer.messageId.toString()}, {u"timestamp"_s, newer.sentAt}});
        }
        QJsonObject reply = request.reply;
        reply.insert("newer_messages"_L1, newerJson);
        close(row, claim.from, request.upto, MessageState::Superseded, reply, false);
        ++row.row.restarts;
        row.row.leaseUntil = now() + kLease;
        outcome.botMessage = addLine(row, Speaker::Bot, request.turn.answer.responseText, MessageId());
        row.lines.back().state = MessageState::Superseded;
        outcome.next =
            Claim{claim.conversation, claim.owner, claim.fence, request.upto, row.row.attempts, row.row.restarts};
        outcome.conversation = row.row;
        return remember(request, outcome);
    }
    Finished outcome;
    close(row, std::min(claim.from, request.upto), request.upto, request.finalState, request.reply, false);
    row.row.attempts = 0;
    row.row.restarts = 0;
    outcome.botMessage = addLine(row, Speaker::Bot, request.turn.answer.responseText, MessageId());
    row.told.push_back({Speaker::Bot, request.turn.answer.responseText, 0});
    if (request.sendToPlatform) {
        OutboxItem item = addOutbox(row, "bot", request.upto, request.platformBody, claim.fence);
        OutboxRow& out = m_outbox.back();
        if (request.sendNow && isFirstUnsettled(out)) {
            out.item.state = OutboxState::Sending;
            out.item.attempts = 1;
            out.owner = claim.owner;
            out.leaseUntil = now() + kOutboxLease;
            item = out.item;
        }
        outcome.outbox = item;
    }
    if (request.handOver) {
        row.row.mode = BotMode::Human;
        ++row.row.fence;
        close(row, row.row.doneSeq, row.row.nextSeq, MessageState::Answered, std::nullopt, true);
    }
    if (row.row.pending) {
        row.row.leaseUntil = now() + kLease;
        outcome.next = Claim{claim.conversation, claim.owner, claim.fence, request.upto, 0, 0};
    } else {
        row.row.leaseUntil = TimePoint();
    }
    outcome.conversation = row.row;
    outcome.events.push_back(event(row.row, u"turn"_s, {}));
    return remember(request, outcome);
}

ports::ConversationStore::Unsent MemoryDatabase::recordUnsent(const Claim& claim, const Turn& turn)
{
    Row& row = m_rows[claim.conversation];
    m_turns.push_back({claim.conversation, turn, Fenced{}});
    ports::ConversationStore::Unsent unsent;
    unsent.line = addLine(row, Speaker::Bot, QString(), MessageId());
    row.lines.back().state = MessageState::Superseded;
    unsent.conversation = row.row;
    return unsent;
}

void MemoryDatabase::giveBack(const Claim& claim)
{
    Conversation& row = m_rows[claim.conversation].row;
    if (!holds(row, claim)) return;
    row.leaseUntil = TimePoint();
    row.attempts = std::max(0, row.attempts - 1);
}

AnswerContext MemoryDatabase::context(const Claim& claim, int maxLines)
{
    Row& row = m_rows[claim.conversation];
    AnswerContext context;
    for (Seq seq = std::max<Seq>(1, row.row.doneSeq - maxLines); seq <= row.row.doneSeq; ++seq) {
        context.lines.push_back({Speaker::Customer, row.inbox[size_t(seq - 1)].message.content, 0});
    }
    for (Seq seq = claim.from + 1; seq <= row.row.nextSeq; ++seq) {
        if (row.inbox[size_t(seq - 1)].state != MessageState::Waiting) continue;
        context.waiting.push_back(row.inbox[size_t(seq - 1)].message);
    }
    context.upto = row.row.nextSeq;
    return context;
}

std::vector<ConversationId> MemoryDatabase::due(int limit)
{
    std::vector<ConversationId> due;
    for (const auto& [id, row] : m_rows) {
        if (int(due.size()) >= limit) break;
        if (row.row.pending && isFree(row.row)) due.push_back(id);
    }
    return due;
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

OperatorActOutcome MemoryDatabase::takeOver(const ConversationId& conversation, const OperatorId& by)
{
    if (!m_rows.contains(conversation)) return NoSuchConversation{};
    Row& row = m_rows[conversation];
    OperatorActResult result;
    ++row.row.fence;
    row.row.leaseUntil = TimePoint();
    row.row.mode = BotMode::Human;
    row.row.assignee = by;
    result.withdrawn = withdraw(conversation);
    close(row, row.row.doneSeq, row.row.nextSeq, MessageState::Answered, std::nullopt, true);
    result.line = addLine(row, Speaker::System, u"took over"_s, MessageId());
    result.conversation = row.row;
    return result;
}

OperatorActOutcome MemoryDatabase::handBack(const ConversationId& conversation, const OwnerId& claimFor)
{
    if (!m_rows.contains(conversation)) return NoSuchConversation{};
    Row& row = m_rows[conversation];
    row.row.mode = BotMode::Bot;
    ++row.row.fence;
    row.row.leaseUntil = TimePoint();  // whoever held it is shut out and must not block the next
    OperatorActResult result;
    if (row.row.pending && !claimFor.isEmpty()) result.claim = grant(row.row, claimFor);
    result.line = addLine(row, Speaker::System, u"handed back"_s, MessageId());
    result.conversation = row.row;
    return result;
}

OperatorActOutcome MemoryDatabase::assign(const ConversationId& conversation, const OperatorId& to)
{
    if (!m_rows.contains(conversation)) return NoSuchConversation{};
    Conversation& row = m_rows[conversation].row;
    if (!row.assignee.isEmpty() && row.assignee != to) return TakenBySomeone{row.assignee};
    row.assignee = to;
    OperatorActResult result;
    result.conversation = row;
    return result;
}

OperatorActOutcome MemoryDatabase::send(const OperatorMessage& message)
{
    if (!m_rows.contains(message.conversation)) return NoSuchConversation{};
    Row& row = m_rows[message.conversation];
    OperatorActResult result;
    const Speaker speaker = message.isNote ? Speaker::Note : Speaker::Operator;
    result.line = addLine(row, speaker, message.text, message.messageId);
    if (message.sendToPlatform) {
        result.outbox = addOutbox(row, "person", row.row.lastRev, message.platformBody, row.row.fence);
    }
    result.conversation = row.row;
    return result;
}

OperatorActOutcome MemoryDatabase::setStatus(const ConversationId& conversation, ConversationStatus status)
{
    if (!m_rows.contains(conversation)) return NoSuchConversation{};
    Conversation& row = m_rows[conversation].row;
    row.status = status;
    OperatorActResult result;
    result.conversation = row;
    return result;
}

ports::ConversationStore::Released MemoryDatabase::forceRelease(const ConversationId& conversation)
{
    ports::ConversationStore::Released released;
    if (!m_rows.contains(conversation)) return released;
    Conversation& row = m_rows[conversation].row;
    released.existed = true;
    released.wasHeld = row.leaseUntil > now();
    ++row.fence;
    row.leaseUntil = TimePoint();
    released.conversation = row;
    return released;
}

ports::ConversationStore::Repairs MemoryDatabase::repair(std::chrono::minutes alarmAfter)
{
    ports::ConversationStore::Repairs repairs;
    for (auto& [id, row] : m_rows) {
        const bool isPending = row.row.nextSeq > row.row.doneSeq;
        if (row.row.pending != isPending && m_mutation != Mutation::LosesPending) {
            row.row.pending = isPending;
            ++repairs.pendingFlags;
        }
        for (const InboxRow& message : row.inbox) {
            const bool waits = message.state == MessageState::Waiting;
            if (waits && now() - message.receivedAt > alarmAfter) ++repairs.waitingTooLong;
        }
    }
    return repairs;
}

int MemoryDatabase::cleanUp(std::chrono::hours age)
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [&](const auto& entry) {
        return !entry.second.row.pending && now() - entry.second.row.lastActivity > age;
    }));
}

bool MemoryDatabase::isFirstUnsettled(const OutboxRow& row) const
{
    if (m_mutation == Mutation::NoOutboxOrder) return true;
    return std::none_of(m_outbox.begin(), m_outbox.end(), [&row](const OutboxRow& other) {
        return other.item.conversation == row.item.conversation && other.item.ord < row.item.ord &&
               (other.item.state == OutboxState::Waiting || other.item.state == OutboxState::Sending);
    });
}

std::vector<OutboxItem> MemoryDatabase::claimOutbox(const OwnerId& owner, int limit)
{
    std::vector<OutboxItem> claimed;
    for (OutboxRow& row : m_outbox) {
        if (int(claimed.size()) >= limit) break;
        const bool wasCut = row.item.state == OutboxState::Sending && row.leaseUntil <= now();
        const bool isDue = row.item.state == OutboxState::Waiting && row.item.nextAt <= now();
        if (!(wasCut || isDue) || !isFirstUnsettled(row)) continue;
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

bool MemoryDatabase::resolveOutbox(qint64 id, bool sendAgain)
{
    OutboxItem& item = m_outbox[size_t(id - 1)].item;
    if (item.state != OutboxState::Unknown && item.state != OutboxState::Dead) return false;
    item.state = sendAgain ? OutboxState::Waiting : OutboxState::Sent;
    item.nextAt = now();
    return true;
}

HistoryStats MemoryDatabase::stats() const
{
    HistoryStats stats;
    stats.conversations = qint64(m_rows.size());
    for (const auto& [id, row] : m_rows) {
        stats.messages += row.row.totalMessages;
        stats.pending += row.row.pending ? 1 : 0;
    }
    return stats;
}

Conversation MemoryDatabase::conversation(const ConversationId& id) const
{
    const auto found = m_rows.find(id);
    return found == m_rows.end() ? Conversation() : found->second.row;
}

MessageState MemoryDatabase::stateOf(const QByteArray& source, const MessageId& id) const
{
    const auto [conversation, seq] = m_seen.at({source, id});
    return m_rows.at(conversation).inbox[size_t(seq - 1)].state;
}

bool MemoryDatabase::isQuiet() const
{
    const bool rowsAreQuiet = std::none_of(m_rows.begin(), m_rows.end(), [](const auto& entry) {
        return std::any_of(entry.second.inbox.begin(), entry.second.inbox.end(),
                           [](const InboxRow& row) { return row.state == MessageState::Waiting; });
    });
    return rowsAreQuiet && std::none_of(m_outbox.begin(), m_outbox.end(), [](const OutboxRow& row) {
               return row.item.state == OutboxState::Waiting || row.item.state == OutboxState::Sending;
           });
}

StoreFacts MemoryDatabase::facts() const
{
    StoreFacts facts;
    for (const auto& [id, row] : m_rows) {
        const Conversation& c = row.row;
        const double ahead = std::chrono::duration<double>(c.leaseUntil - now()).count();
        facts.conversations.push_back({id.bytes(), c.nextSeq, c.doneSeq, c.pending, c.fence, ahead});
        for (const InboxRow& message : row.inbox) {
            facts.inbox.push_back({message.message.source, message.message.messageId.bytes(), id.bytes(), message.seq,
                                   int(message.state), message.byPerson});
        }
    }
    for (const TurnRow& row : m_turns) {
        facts.turns.push_back({row.conversation.bytes(), row.turn.fence, row.turn.from, row.turn.upto,
                               int(row.turn.outcome), !row.turn.answer.actions.empty()});
    }
    for (const OutboxRow& row : m_outbox) {
        facts.outbox.push_back(
            {row.item.dedupKey, row.item.conversation.bytes(), row.item.ord, int(row.item.state), row.madeBy == "bot"});
    }
    return facts;
}

}  // namespace tongdai::testing
