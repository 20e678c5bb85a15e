#include "engine/history/conversations/operator_acts.h"

#include "engine/domain/conversation/chat.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/domain/shop/page_line.h"
#include "engine/history/conversations/granting.h"
#include "engine/history/conversations/proposals.h"
#include "engine/history/conversations/silencing.h"
#include "engine/history/outbox/outbox_row.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;
using rows::MessageRow;

namespace {

const QByteArray kDeskSource = "desk"_ba;
const QByteArray kEngineSource = "engine"_ba;
/// Sender type of a line that answers nothing of what stands before it but what an older line was about.
const QString kAnswersOlder = u"answers_older"_s;

OperatorActResult resultOf(const ConversationRow& row)
{
    OperatorActResult result;
    result.conversation = row.shown;
    return result;
}

/// To somebody, or to nobody.
void give(Conversation& conversation, const Actor& to)
{
    conversation.assignee = to.id;
    conversation.assigneeName = to.name;
}

void addSystemLine(UnitOfWork& work, WriteJob& job, ConversationRow& row, MessageRow line, const Actor& by,
                   OperatorActResult& result)
{
    line.shown.sender = SenderId(by.id.bytes());
    line.shown.senderName = by.name;
    appendLine(work, row, line, false);
    work.addEvent(&job.events, lineEvent(row, line));
    result.line = line.shown;
}

void addNote(UnitOfWork& work, WriteJob& job, ConversationRow& row, SystemEvent event, const Actor& by, int cancelled,
             OperatorActResult& result, const std::optional<QString>& intent = {}, const QString& words = {})
{
    SystemNote note{event, by.name, cancelled, row.shown.fence, {}};
    note.intent = intent;
    if (event == SystemEvent::TookOver || event == SystemEvent::LimitChanged) note.until = row.shown.humanUntil;
    MessageRow line = systemLine(work, row, toJson(note));
    if (!words.isEmpty()) line.shown.body = kHandedBackWith + words;
    addSystemLine(work, job, row, std::move(line), by, result);
}

// Customer messages nobody answered: those after the newest line that an operator wrote or a bot really gave; an
// apology answers nothing, and other words in place of an older answer nothing that came since.
Seq newestAnsweredSeq(UnitOfWork& work, const ConversationRow& row)
{
    const SqlRows rows = work.session().query(
        u"select max(rev) from messages where conversation_id = ? and ((speaker = 2 and sender_type <> "
        "'answers_older') or (speaker = 1 and sent = 1 and content <> '' and sender_type <> 'apology'))"_s,
        {row.uuid});
    const qint64 answeredRev = rows[0][0].toInteger();
    const SqlRows unanswered = work.session().query(
        u"select min(seq) from messages where conversation_id = ? and rev > ? and seq is not null and state = 1"_s,
        {row.uuid, answeredRev});
    return unanswered[0][0].isNull() ? row.shown.nextSeq : unanswered[0][0].toInteger() - 1;
}

/// The end of the person's own takeover moves, or goes.
OperatorActOutcome limitTakeover(UnitOfWork& work, WriteJob& job, ConversationRow& row, const Actor& by,
                                 const std::optional<TimePoint>& until)
{
    OperatorActResult result = resultOf(row);
    if (row.shown.humanUntil == until) return result;
    row.shown.humanUntil = until;
    addNote(work, job, row, SystemEvent::LimitChanged, by, 0, result);
    work.addEvent(&job.events, rowEvent(row, u"mode_changed"_s, {{u"by"_s, by.id.toString()}}));
    result.conversation = row.shown;
    return result;
}

void reopenUnanswered(UnitOfWork& work, ConversationRow& row)
{
    Conversation& c = row.shown;
    const Seq answered = newestAnsweredSeq(work, row);
    if (answered >= c.nextSeq) return;
    work.session().execute(
        u"update messages set state = 0, reply = null, fence = null where conversation_id = ? and seq > ? and state = 1"_s,
        {row.uuid, answered});
    c.doneSeq = answered;
    c.pending = true;
    c.answerAt.reset();
    row.pendingSince = toUnixSeconds(work.now());
}

/// Without the line that says so.
void letBotAnswer(UnitOfWork& work, ConversationRow& row, const QString& why)
{
    Conversation& c = row.shown;
    c.mode = BotMode::Bot;
    c.botDrafts = false;
    c.humanUntil = {};
    give(c, {});
    c.waitingSince = {};
    reopenUnanswered(work, row);
    raiseFence(row, why);
}

void giveToBot(UnitOfWork& work, WriteJob& job, ConversationRow& row, SystemEvent why, const Actor& by,
               const OwnerId& claimFor, OperatorActResult& result, const QString& words = {})
{
    Conversation& c = row.shown;
    letBotAnswer(work, row, why == SystemEvent::ReturnedByTime ? u"returned_by_time"_s : u"hand_back"_s);
    addNote(work, job, row, why, by, 0, result, {}, words);
    if (c.pending && !claimFor.isEmpty()) result.claim = grantClaim(row, claimFor);
    work.addEvent(&job.events, rowEvent(row, u"mode_changed"_s, {{u"by"_s, by.id.toString()}}));
    result.conversation = c;
}

MessageRow operatorLine(const UnitOfWork& work, const OperatorMessage& message, bool goesOut)
{
    MessageRow line;
    line.uuid = rows::newUuid(work.now());
    line.source = kDeskSource;
    line.shown.messageId = message.messageId;
    line.shown.speaker = message.isNote ? Speaker::Note : Speaker::Operator;
    line.shown.sender = SenderId(message.author.bytes());
    line.shown.senderName = message.authorName;
    line.shown.body = message.text;
    line.shown.sentAt = toUnixSeconds(work.now());
    line.shown.receivedAt = work.now();
    line.shown.metadata = message.metadata;
    if (message.answersOlder) line.senderType = kAnswersOlder;
    if (!message.isNote && !goesOut)
        line.shown.metadata[u"delivery"_s] = QJsonObject{{u"state"_s, u"sent"_s}, {u"conversation_only"_s, true}};
    return line;
}

std::optional<MessageRow> findSent(UnitOfWork& work, const ConversationRow& row, const MessageId& id,
                                   const QByteArray& source = kDeskSource)
{
    static const QString sql = u"select "_s + rows::kMessageColumns +
                               u" from messages m where m.conversation_id = ? and m.message_id = ? and m.source = ?"_s;
    const SqlRows rows = work.session().query(sql, {row.uuid, id, SqlValue::ofId(source)});
    if (rows.isEmpty()) return {};
    return rows::readMessage(rows[0]);
}

/// What the shop says to whom nobody came. It answers nothing, so the customer goes on waiting.
MessageRow apologyLine(const UnitOfWork& work, const NobodyCame& step, bool goesOut)
{
    MessageRow line;
    line.uuid = rows::newUuid(work.now());
    line.source = kEngineSource;
    line.senderType = QString::fromLatin1(kApologyMark);
    line.shown.messageId = rows::lineId(line.uuid);
    line.shown.speaker = Speaker::Bot;
    line.shown.body = step.rule.apology;
    line.shown.sentAt = toUnixSeconds(work.now());
    line.shown.receivedAt = work.now();
    line.shown.metadata = {{QString::fromLatin1(kApologyMark), true}, {u"sent"_s, true}};
    if (!goesOut)
        line.shown.metadata[u"delivery"_s] = QJsonObject{{u"state"_s, u"sent"_s}, {u"conversation_only"_s, true}};
    return line;
}

void apologise(UnitOfWork& work, WriteJob& job, ConversationRow& row, const NobodyCame& step, OperatorActResult& result)
{
    const bool isCarried = livesOnPage(row.shown.metadata) ? step.sendToPages : step.sendToPlatform;
    const bool goesOut = isCarried && !livesInOwnChat(row.shown);
    MessageRow line = apologyLine(work, step, goesOut);
    appendLine(work, row, line, true);
    work.addEvent(&job.events, lineEvent(row, line));
    result.apology = line.shown;
    if (!goesOut) return;
    OutboxDraft draft;
    draft.ord = line.shown.rev;
    draft.body = step.platformBody;
    draft.fence = row.shown.fence;
    OutboxItem item = addOutboxRow(work, row, draft, true);
    work.flush();
    item.id = work.outboxId(item.dedupKey);
    result.outbox = item;
}

/// One line for one wait, whoever writes it, and however often.
MessageRow nobodyCameLine(const UnitOfWork& work, const ConversationRow& row, const NobodyCame& step)
{
    SystemNote note{SystemEvent::NobodyCame, {}, 0, row.shown.fence, step.rule.asked.join(u", "_s)};
    note.minutes = int(step.rule.after.count());
    note.supervisorsAsked = step.rule.asksSupervisors;
    note.botGoesOn = step.rule.botGoesOn;
    MessageRow line = systemLine(work, row, toJson(note));
    const QByteArray since = QByteArray::number(step.wait.waitingSince.time_since_epoch().count());
    line.shown.messageId = rows::lineId(QUuid::createUuidV5(row.uuid, "nobody-came:" + since));
    return line;
}

}  // namespace

OperatorActOutcome takeOver(UnitOfWork& work, WriteJob& job, const ConversationId& conversation, const Actor& by,
                            const TakeoverEnd& end)
{
    ConversationRow* row = work.lockOne(conversation);
    if (!row) return NoSuchConversation{};
    Conversation& c = row->shown;
    if (c.mode == BotMode::Human && !c.assignee.isEmpty() && c.assignee != by.id)
        return TakenBySomeone{c.assignee, c.assigneeName};
    if (c.mode == BotMode::Human && c.assignee == by.id)
        return end ? limitTakeover(work, job, *row, by, *end) : resultOf(*row);

    const bool wasThinking = row->isHeld();
    const bool wasBot = c.mode == BotMode::Bot;
    raiseFence(*row, u"takeover"_s);
    c.mode = BotMode::Human;
    if (wasBot) c.botDrafts = channelDrafts(work, c.channel);
    give(c, by);
    c.humanUntil = end ? *end : std::nullopt;
    c.status = ConversationStatus::Active;
    OperatorActResult result;
    const std::optional<QString> intent = wasBot ? newestIntent(work, *row) : std::nullopt;
    result.withdrawn = wasBot ? withdrawWaiting(work, *row) : 0;
    makePendingThePersons(work, *row);
    addNote(work, job, *row, SystemEvent::TookOver, by, result.withdrawn + (wasThinking ? 1 : 0), result, intent);
    work.addEvent(&job.events, rowEvent(*row, u"mode_changed"_s, {{u"by"_s, by.id.toString()}}));
    result.conversation = c;
    return result;
}

OperatorActOutcome beginDrafts(UnitOfWork& work, WriteJob& job, const ConversationId& conversation, const Actor& by)
{
    ConversationRow* row = work.lockOne(conversation);
    if (!row) return NoSuchConversation{};
    Conversation& c = row->shown;
    if (c.mode == BotMode::Human && !c.assignee.isEmpty() && c.assignee != by.id)
        return TakenBySomeone{c.assignee, c.assigneeName};
    if (c.botDrafts) return resultOf(*row);
    const bool wasThinking = row->isHeld();
    OperatorActResult result;
    if (c.mode == BotMode::Bot) {
        raiseFence(*row, u"takeover"_s);
        c.mode = BotMode::Human;
        c.status = ConversationStatus::Active;
        result.withdrawn = withdrawWaiting(work, *row);
        makePendingThePersons(work, *row);
    }
    c.botDrafts = true;
    addNote(work, job, *row, SystemEvent::DraftsBegan, by, result.withdrawn + (wasThinking ? 1 : 0), result);
    work.addEvent(&job.events, rowEvent(*row, u"mode_changed"_s, {{u"by"_s, by.id.toString()}}));
    result.conversation = c;
    return result;
}

OperatorActOutcome endDrafts(UnitOfWork& work, WriteJob& job, const ConversationId& conversation, const Actor& by)
{
    ConversationRow* row = work.lockOne(conversation);
    if (!row) return NoSuchConversation{};
    Conversation& c = row->shown;
    OperatorActResult result = resultOf(*row);
    if (!c.botDrafts) return result;
    c.botDrafts = false;
    addNote(work, job, *row, SystemEvent::DraftsEnded, by, 0, result);
    work.addEvent(&job.events, rowEvent(*row, u"mode_changed"_s, {{u"by"_s, by.id.toString()}}));
    result.conversation = c;
    return result;
}

OperatorActOutcome handBack(UnitOfWork& work, WriteJob& job, const ConversationId& conversation, const Actor& by,
                            const OwnerId& claimFor, const QString& words)
{
    ConversationRow* row = work.lockOne(conversation);
    if (!row) return NoSuchConversation{};
    Conversation& c = row->shown;
    OperatorActResult result;
    if (c.mode == BotMode::Bot) {  // done before
        result = resultOf(*row);
        result.claim = currentClaim(*row, claimFor);
        return result;
    }
    giveToBot(work, job, *row, SystemEvent::HandedBack, by, claimFor, result, words);
    return result;
}

OperatorActOutcome returnIfDue(UnitOfWork& work, WriteJob& job, const ConversationId& conversation,
                               const OwnerId& claimFor)
{
    ConversationRow* row = work.lockOne(conversation);
    if (!row) return NoSuchConversation{};
    const Conversation& c = row->shown;
    const bool isDue = c.mode == BotMode::Human && c.humanUntil && toUnixSeconds(*c.humanUntil) <= row->storeNow;
    OperatorActResult result = resultOf(*row);
    // Done before, by another engine or at a first try whose outcome was lost; or somebody asked for more time.
    if (!isDue) {
        result.claim = currentClaim(*row, claimFor);
        return result;
    }
    giveToBot(work, job, *row, SystemEvent::ReturnedByTime, {}, claimFor, result);
    return result;
}

OperatorActOutcome nobodyCame(UnitOfWork& work, WriteJob& job, const NobodyCame& wanted)
{
    ConversationRow* row = work.lockOne(wanted.wait.conversation);
    if (!row) return NoSuchConversation{};
    Conversation& c = row->shown;
    NobodyCame step = wanted;
    // A bot that is off there would only promise a person again.
    step.rule.botGoesOn = wanted.rule.botGoesOn && channelAnswers(work, c.channel);
    OperatorActResult result = resultOf(*row);
    const bool stillWaits = c.status == ConversationStatus::Active && c.mode == BotMode::Human &&
                            c.assignee.isEmpty() && c.waitingSince == step.wait.waitingSince && !c.isSample;
    MessageRow line = nobodyCameLine(work, *row, step);
    if (!stillWaits || findSent(work, *row, line.shown.messageId, kEngineSource)) {
        result.claim = currentClaim(*row, step.claimFor);
        return result;
    }
    if (step.rule.botGoesOn) letBotAnswer(work, *row, u"nobody_came"_s);
    addSystemLine(work, job, *row, std::move(line), {}, result);
    if (!step.rule.apology.isEmpty()) apologise(work, job, *row, step, result);
    if (c.mode == BotMode::Bot) {
        if (c.pending && !step.claimFor.isEmpty()) result.claim = grantClaim(*row, step.claimFor);
        work.addEvent(&job.events, rowEvent(*row, u"mode_changed"_s, {{u"by"_s, QString()}}));
    }
    result.conversation = c;
    return result;
}

OperatorActOutcome assign(UnitOfWork& work, WriteJob& job, const ConversationId& conversation, const Actor& to)
{
    ConversationRow* row = work.lockOne(conversation);
    if (!row) return NoSuchConversation{};
    Conversation& c = row->shown;
    if (c.assignee == to.id) return resultOf(*row);
    if (!c.assignee.isEmpty()) return TakenBySomeone{c.assignee, c.assigneeName};
    give(c, to);
    OperatorActResult result;
    addNote(work, job, *row, SystemEvent::Taken, to, 0, result);
    work.addEvent(&job.events, rowEvent(*row, u"assigned"_s, {{u"to"_s, to.id.toString()}}));
    result.conversation = c;
    return result;
}

std::optional<QString> writtenByDesk(UnitOfWork& work, const ConversationRow& row, const MessageId& id)
{
    const std::optional<MessageRow> found = findSent(work, row, id);
    if (!found) return {};
    return found->shown.body;
}

OperatorActOutcome sendAsOperator(UnitOfWork& work, WriteJob& job, const OperatorMessage& message)
{
    ConversationRow* row = work.lockOne(message.conversation);
    if (!row) return NoSuchConversation{};
    OperatorActResult result;
    if (auto before = findSent(work, *row, message.messageId)) {
        result = resultOf(*row);
        before->shown.conversation = row->shown.id;
        result.line = before->shown;
        return result;
    }
    Conversation& c = row->shown;
    const bool isCarried = livesOnPage(c.metadata) ? message.sendToPages : message.sendToPlatform;
    const bool goesOut = isCarried && !message.isNote && !c.isSample && !livesInOwnChat(c);
    MessageRow line = operatorLine(work, message, goesOut);
    const bool answersAll = !message.isNote && !message.answersOlder;
    const bool settlesProposal = c.botDrafts && c.waitingSince && answersAll;
    if (answersAll) {
        c.unread = 0;
        c.waitingSince = {};
        if (c.assignee.isEmpty() && c.mode == BotMode::Human)
            give(c, {message.author, message.authorName});  // replying takes (features A12)
    }
    appendLine(work, *row, line, !message.isNote);
    work.addEvent(&job.events, lineEvent(*row, line));
    result.line = line.shown;
    if (settlesProposal) measureProposal(work, *row, line.shown);
    if (goesOut) {
        OutboxDraft draft;
        draft.ord = line.shown.rev;
        draft.body = message.platformBody;
        draft.fence = c.fence;
        OutboxItem item = addOutboxRow(work, *row, draft, true);
        work.flush();
        item.id = work.outboxId(item.dedupKey);
        result.outbox = item;
    }
    result.conversation = c;
    return result;
}

OperatorActOutcome setStatus(UnitOfWork& work, WriteJob& job, const ConversationId& conversation,
                             ConversationStatus status, const Actor& by)
{
    ConversationRow* row = work.lockOne(conversation);
    if (!row) return NoSuchConversation{};
    Conversation& c = row->shown;
    if (c.status == status) return resultOf(*row);
    c.status = status;
    OperatorActResult result;
    const bool closes = status == ConversationStatus::Closed;
    if (closes) {
        c.waitingSince = {};
        c.unread = 0;
        c.humanUntil = {};
        c.botDrafts = false;
        give(c, {});
        if (c.mode == BotMode::Human) {
            c.mode = BotMode::Bot;
            raiseFence(*row, u"closed"_s);
        }
    }
    addNote(work, job, *row, closes ? SystemEvent::Closed : SystemEvent::Reopened, by, 0, result);
    work.addEvent(&job.events,
                  rowEvent(*row, u"status_changed"_s, {{u"status"_s, int(status)}, {u"by"_s, by.id.toString()}}));
    result.conversation = c;
    return result;
}

}  // namespace tongdai
