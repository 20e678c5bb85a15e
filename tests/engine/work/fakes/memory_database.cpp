#include "tests/engine/work/fakes/memory_database.h"

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

TimePoint MemoryDatabase::now() const
{
    return TimePoint(std::chrono::milliseconds(1'700'000'000'000)) +
           std::chrono::duration_cast<std::chrono::milliseconds>(m_time.now()) + m_ahead;
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
    const auto seen = m_seen.find(message.key());
    if (seen != m_seen.end() && m_mutation != Mutation::NoDuplicateCheck) {
        InboxRow& row = m_rows[message.conversation].inbox[size_t(seen->second - 1)];
        if (row.message.bodyHash != message.bodyHash) return IdReused{};
        return Duplicate{row.seq, row.state, row.reply, ++row.deliveries};
    }
    Row& row = m_rows[message.conversation];
    row.row.id = message.conversation;
    row.isLive = true;
    if (row.inbox.empty()) row.row.isSample = message.source == kSampleSource;
    InboxRow stored;
    stored.message = message;
    stored.seq = ++row.row.nextSeq;
    stored.receivedAt = now();
    m_seen[message.key()] = stored.seq;
    row.row.lastMessageId = message.messageId;
    row.row.lastMessageTimestamp = message.sentAt;
    row.row.lastActivity = now();
    ++row.row.totalMessages;

    Accepted accepted;
    accepted.found = {row.uuid, row.version++};
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
    outcome.found = {row.uuid, row.version++};
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
    context.isSample = row.row.isSample;
    context.lastMessage = row.row.lastMessageId;
    context.lastMessageTimestamp = row.row.lastMessageTimestamp;
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

std::vector<ConversationId> MemoryDatabase::cleanUp(std::chrono::hours age)
{
    std::vector<ConversationId> forgotten;
    for (auto& [id, row] : m_rows) {
        const bool isFinished = row.isLive && !row.row.pending && now() - row.row.lastActivity > age;
        if (!isFinished || int(forgotten.size()) == kCleanUpAtOnce) continue;
        row.isLive = false;
        forgotten.push_back(id);
    }
    return forgotten;
}

}  // namespace tongdai::testing
