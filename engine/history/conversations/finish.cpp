#include "engine/history/conversations/finish.h"

#include "engine/domain/conversation/channel_off.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/domain/failpoint.h"
#include "engine/history/conversations/granting.h"
#include "engine/history/conversations/turn_record.h"
#include "engine/history/outbox/outbox_row.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;
using rows::MessageRow;

namespace {

/// New state of the customer's messages behind `from`.
void settleMessages(UnitOfWork& work, const ConversationRow& row, Seq from, Seq upto, MessageState state,
                    const QJsonObject& reply, Fence fence)
{
    for (Seq seq = from + 1; seq <= upto; ++seq)
        work.settleMessage({row.uuid, seq, int(state), reply, fence});
}

struct Batch {
    UnitOfWork& work;
    QSet<QUuid> openOutbox;
};

Turn turnOf(const FinishRequest& request)
{
    Turn turn = request.turn;
    turn.fence = request.claim.fence;
    turn.from = request.claim.from;
    turn.upto = request.upto;
    return turn;
}

/// Where nobody is told at all: the answer as the bot gave it, with what the shop's rule would have kept back.
Turn unsentTurnOf(const FinishRequest& request)
{
    Turn turn = turnOf(request);
    if (!request.held) return turn;
    turn.answer.responseText = request.held->text;
    turn.answer.actions = request.held->actions;
    return turn;
}

// The line an answer leaves although nobody was told.
MessageRow addUnsentLine(UnitOfWork& work, ConversationRow& row, const Turn& turn, const AnswerCard& card)
{
    MessageRow line = botLine(work, row, turn, card, false);
    appendLine(work, row, line, false);
    return line;
}

/// What the shop's rule kept from the customer, for the person who is asked instead.
MessageRow addHeldLine(UnitOfWork& work, ConversationRow& row, const Turn& turn, const HeldAnswer& held)
{
    Turn proposed = turn;
    proposed.answer.responseText = held.text;
    proposed.answer.actions = held.actions;
    return addUnsentLine(work, row, proposed, answerCard(proposed));
}

QString whyFenced(const ConversationRow& row)
{
    if (row.shown.mode == BotMode::Human) return u"takeover"_s;
    return row.fenceCause == "claim"_L1 ? u"lost_claim"_s : row.fenceCause;
}

void nameWhoTookOver(AnswerCard& card, const Conversation& conversation)
{
    if (conversation.mode != BotMode::Human) return;
    card.cancelledBy = conversation.assignee;
    card.cancelledByName = conversation.assigneeName;
}

Fenced refuse(UnitOfWork& work, FinishJob& job, ConversationRow& row)
{
    Turn turn = unsentTurnOf(job.request);
    if (turn.error.isEmpty()) turn.error = whyFenced(row);
    Fenced fenced{row.shown.fence, row.shown.mode, {}, {}};
    AnswerCard card = answerCard(turn);
    card.outcome = TurnOutcome::Cancelled;
    nameWhoTookOver(card, row.shown);
    if (!turn.answer.responseText.isEmpty()) {
        const MessageRow line = addUnsentLine(work, row, turn, card);
        work.addEvent(&job.events, lineEvent(row, line));
        fenced.botMessage = line.shown;
    }
    addTurn(work, row, turn, TurnOutcome::Cancelled, fenced.botMessage ? fenced.botMessage->rev : 0);
    return fenced;
}

std::vector<NewerMessage> newerThan(UnitOfWork& work, const ConversationRow& row, Seq upto)
{
    std::vector<NewerMessage> newer;
    for (SqlRow found : work.session().query(
             u"select message_id, sent_at from messages where conversation_id = ? and seq > ? order by seq"_s,
             {row.uuid, upto})) {
        const auto id = found.nextId<MessageId>();
        newer.push_back({id, found.nextReal()});
    }
    return newer;
}

QJsonObject withNewer(QJsonObject reply, const std::vector<NewerMessage>& newer)
{
    QJsonArray list;
    for (const NewerMessage& message : newer)
        list.append(QJsonObject{{u"message_id"_s, message.messageId.toString()}, {u"timestamp"_s, message.timestamp}});
    reply[u"newer_messages"_s] = list;
    return reply;
}

void waitFromNow(UnitOfWork& work, ConversationRow& row)
{
    row.shown.pending = row.shown.nextSeq > row.shown.doneSeq;
    row.pendingSince = row.shown.pending ? std::optional(toUnixSeconds(work.now())) : std::nullopt;
}

// The same holder goes on with what came in meanwhile: a first attempt at new messages.
Claim goOn(UnitOfWork& work, ConversationRow& row)
{
    waitFromNow(work, row);
    row.shown.attempts = 1;
    extendLease(row);
    work.changed(row);
    return claimOf(row);
}

SupersededByNewer supersede(Batch& batch, FinishJob& job, ConversationRow& row)
{
    UnitOfWork& work = batch.work;
    const FinishRequest& request = job.request;
    const Turn turn = unsentTurnOf(request);
    SupersededByNewer result;
    result.newer = newerThan(work, row, request.upto);
    AnswerCard card = answerCard(turn);
    card.outcome = TurnOutcome::Superseded;
    card.newerMessage = result.newer.front().messageId;
    const MessageRow line = addUnsentLine(work, row, turn, card);
    addTurn(work, row, turn, TurnOutcome::Superseded, line.shown.rev);
    settleMessages(work, row, request.claim.from, request.upto, MessageState::Superseded,
                   withNewer(request.reply, result.newer), request.claim.fence);
    row.shown.doneSeq = request.upto;
    row.shown.restarts += 1;
    result.next = goOn(work, row);
    result.botMessage = line.shown;
    result.conversation = row.shown;
    work.addEvent(&job.events, lineEvent(row, line));
    return result;
}

void handOver(Batch& batch, FinishJob& job, ConversationRow& row, const Turn& turn)
{
    UnitOfWork& work = batch.work;
    Conversation& c = row.shown;
    // What came in meanwhile is the person's as well.
    settleMessages(work, row, job.request.upto, c.nextSeq, MessageState::Answered, {{u"kind"_s, u"human"_s}}, c.fence);
    c.waitingSince = c.waitingSince     ? *c.waitingSince
                     : row.pendingSince ? fromUnixSeconds(*row.pendingSince)
                                        : work.now();
    c.doneSeq = c.nextSeq;
    c.mode = BotMode::Human;
    c.botDrafts = turn.error == kDraftsOnlyForChannel;
    raiseFence(row, u"hand_over"_s);
    const auto event = turn.outcome == TurnOutcome::Failed ? SystemEvent::TurnFailed : SystemEvent::TransferRequested;
    MessageRow line = systemLine(work, row, toJson(SystemNote{event, {}, 0, c.fence, turn.error}));
    appendLine(work, row, line, false);
    work.addEvent(&job.events, lineEvent(row, line));
    work.addEvent(&job.events, rowEvent(row, u"mode_changed"_s));
}

void queueForPlatform(Batch& batch, FinishJob& job, ConversationRow& row, const Turn& turn, Finished& result)
{
    OutboxDraft draft;
    draft.ord = result.botMessage.rev;
    draft.body = job.request.platformBody;
    draft.repeatable = std::all_of(turn.answer.actions.begin(), turn.answer.actions.end(),
                                   [](const Action& action) { return isRepeatable(action.type); });
    draft.fence = turn.fence;
    draft.from = turn.from;
    draft.upto = turn.upto;
    if (job.request.sendNow) draft.sendFor = job.request.claim.owner;
    result.outbox = addOutboxRow(batch.work, row, draft, batch.openOutbox.contains(row.uuid));
    batch.openOutbox.insert(row.uuid);
}

MessageId newestAnswered(UnitOfWork& work, const ConversationRow& row, const FinishRequest& request)
{
    if (!request.newest.isEmpty()) return request.newest;
    const SqlRows rows = work.session().query(
        u"select message_id from messages where conversation_id = ? and seq = ?"_s, {row.uuid, request.upto});
    return rows.isEmpty() ? MessageId() : MessageId(rows[0][0].toBytes());
}

Finished record(Batch& batch, FinishJob& job, ConversationRow& row)
{
    UnitOfWork& work = batch.work;
    const FinishRequest& request = job.request;
    const Turn turn = turnOf(request);
    Conversation& c = row.shown;
    Finished result;
    result.found = row.mark();
    settleMessages(work, row, request.claim.from, request.upto, request.finalState, request.reply, request.claim.fence);

    if (request.held) {
        const MessageRow line = addHeldLine(work, row, turn, *request.held);
        result.heldMessage = line.shown;
        work.addEvent(&job.events, lineEvent(row, line));
    }
    const bool saysSomething = !turn.answer.responseText.isEmpty() || !turn.answer.actions.empty();
    if (saysSomething) {
        AnswerCard card = answerCard(turn);
        MessageRow line = botLine(work, row, turn, card, true);
        appendLine(work, row, line, !line.shown.body.isEmpty());
        result.botMessage = line.shown;
        work.addEvent(&job.events, lineEvent(row, line));
    }
    if (request.sendToPlatform && saysSomething) queueForPlatform(batch, job, row, turn, result);
    if (!turn.answer.actions.empty()) {
        addActions(work, row, turn, newestAnswered(work, row, request), result.outbox ? result.outbox->ord : 0,
                   result.outbox ? result.outbox->state : OutboxState::Waiting);
    }
    addTurn(work, row, turn, turn.outcome, result.botMessage.rev);

    c.doneSeq = request.upto;
    c.attempts = 0;
    c.restarts = 0;
    if (request.handOver) {
        handOver(batch, job, row, turn);
    } else if (request.finalState == MessageState::Answered && saysSomething) {
        c.unread = 0;
    }
    if (c.nextSeq > c.doneSeq) {
        result.next = goOn(work, row);
    } else {
        waitFromNow(work, row);
        row.release();
        if (request.endConversation && !request.handOver) {
            c.status = ConversationStatus::Closed;
            work.addEvent(&job.events, rowEvent(row, u"status_changed"_s, {{u"status"_s, int(c.status)}}));
        }
    }
    work.changed(row);
    result.conversation = c;
    return result;
}

// The same finish was recorded before: its outcome again, from what it left behind.
FinishOutcome recorded(UnitOfWork& work, const FinishJob& job, const ConversationRow& row, const RecordedTurn& turn)
{
    const Claim& claim = job.request.claim;
    StoredMessage line;
    if (turn.rev) {
        if (const auto found = findLine(work, row.uuid, *turn.rev)) line = found->shown;
        line.conversation = row.shown.id;
    }
    if (turn.outcome == TurnOutcome::Cancelled) {
        return Fenced{row.shown.fence, row.shown.mode, turn.rev ? std::optional(line) : std::nullopt, {}};
    }
    const bool stillOurs = row.shown.owner == claim.owner && row.shown.fence == claim.fence && row.isHeld();
    if (turn.outcome == TurnOutcome::Superseded) {
        Claim next = claimOf(row);
        if (!stillOurs) next = claim;  // lost meanwhile: the next finish or renewal will say so
        return SupersededByNewer{newerThan(work, row, job.request.upto), next, row.shown, line, {}};
    }
    Finished finished{line, row.shown, {}, {}, {}, {}};
    static const QString sql = u"select "_s + rows::kOutboxColumns +
                               u" from outbox o join conversations c on c.id = o.conversation_id where "
                               "o.conversation_id = ? and o.ord = ?"_s;
    if (const SqlRows found = work.session().query(sql, {row.uuid, line.rev}); turn.rev && !found.isEmpty())
        finished.outbox = rows::readOutbox(found[0]);
    if (stillOurs && row.shown.pending) finished.next = claimOf(row);
    return finished;
}

std::vector<ConversationId> sendingOf(std::span<FinishJob* const> jobs)
{
    std::vector<ConversationId> sending;
    for (const FinishJob* job : jobs) {
        if (job->request.sendToPlatform) sending.push_back(job->request.claim.conversation);
    }
    return sending;
}

bool isHolder(const ConversationRow& row, const Claim& claim)
{
    return row.shown.fence == claim.fence && row.shown.owner == claim.owner && row.shown.doneSeq == claim.from;
}

FinishOutcome finishOne(Batch& batch, FinishJob& job)
{
    const FinishRequest& request = job.request;
    ConversationRow* row = batch.work.find(request.claim.conversation);
    if (!row) {
        throw StoreError(StoreError::Kind::Corrupt, u"finish"_s, batch.work.session().target(),
                         u"there is no conversation '%1'"_s.arg(request.claim.conversation.toString()));
    }
    if (isFenceChecked() && !isHolder(*row, request.claim)) {
        batch.work.flush();  // the same finish may stand earlier in this batch
        if (const auto turn = findTurn(batch.work, row->uuid, request.claim.fence, request.upto))
            return recorded(batch.work, job, *row, *turn);
        return refuse(batch.work, job, *row);
    }
    if (row->shown.nextSeq > request.upto && request.mayRestart) return supersede(batch, job, *row);
    return record(batch, job, *row);
}

}  // namespace

void expectFinishes(SqlSession& session, std::span<FinishJob* const> jobs)
{
    expectOpenOutbox(session, sendingOf(jobs));
}

void finishBatch(UnitOfWork& work, std::span<FinishJob* const> jobs)
{
    std::vector<ConversationId> conversations;
    for (const FinishJob* job : jobs)
        conversations.push_back(job->request.claim.conversation);
    work.lock(conversations);
    Batch batch{work, withOpenOutbox(work, sendingOf(jobs))};
    for (FinishJob* job : jobs)
        job->outcome = finishOne(batch, *job);
    FAILPOINT("finish.before-commit");
}

void takeOutboxIds(const UnitOfWork& work, std::span<FinishJob* const> jobs)
{
    for (FinishJob* job : jobs) {
        auto* finished = std::get_if<Finished>(&job->outcome);
        if (finished && finished->outbox && finished->outbox->id == 0)
            finished->outbox->id = work.outboxId(finished->outbox->dedupKey);
    }
}

void FinishJob::run(UnitOfWork& work)
{
    FinishJob* const self = this;
    finishBatch(work, {&self, 1});
    work.flush();
    takeOutboxIds(work, {&self, 1});
}

void FinishJob::committed()
{
    std::visit([this](auto& result) { result.events = std::move(events); }, outcome);
}

ports::ConversationStore::Unsent recordUnsent(UnitOfWork& work, WriteJob& job, const Claim& claim, const Turn& given)
{
    ports::ConversationStore::Unsent result;
    ConversationRow* row = work.lockOne(claim.conversation);
    if (!row) return result;
    Turn turn = given;
    turn.fence = claim.fence;
    turn.from = claim.from;
    if (turn.upto <= claim.from) turn.upto = row->shown.nextSeq;
    if (turn.error.isEmpty()) turn.error = whyFenced(*row);
    if (const auto before = findTurn(work, row->uuid, turn.fence, turn.upto)) {
        if (before->rev) {
            if (auto line = findLine(work, row->uuid, *before->rev)) result.line = line->shown;
        }
    } else {
        AnswerCard card = answerCard(turn);
        card.outcome = TurnOutcome::Cancelled;
        nameWhoTookOver(card, row->shown);
        const MessageRow line = addUnsentLine(work, *row, turn, card);
        addTurn(work, *row, turn, TurnOutcome::Cancelled, line.shown.rev);
        work.addEvent(&job.events, lineEvent(*row, line));
        result.line = line.shown;
    }
    if (result.line) result.line->conversation = row->shown.id;
    result.conversation = row->shown;
    return result;
}

}  // namespace tongdai
