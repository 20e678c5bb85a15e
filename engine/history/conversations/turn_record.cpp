#include "engine/history/conversations/turn_record.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;
using rows::MessageRow;

std::optional<RecordedTurn> findTurn(UnitOfWork& work, const QUuid& conversation, Fence fence, Seq upto)
{
    const SqlRows rows = work.session().query(u"select outcome, rev from turns where id = ?"_s,
                                              {rows::turnUuid(conversation, fence, upto)});
    if (rows.isEmpty()) return {};
    RecordedTurn turn{TurnOutcome(rows[0][0].toInteger()), {}};
    if (!rows[0][1].isNull()) turn.rev = rows[0][1].toInteger();
    return turn;
}

std::optional<MessageRow> findLine(UnitOfWork& work, const QUuid& conversation, qint64 rev)
{
    static const QString sql =
        u"select "_s + rows::kMessageColumns + u" from messages m where m.conversation_id = ? and m.rev = ?"_s;
    const SqlRows rows = work.session().query(sql, {conversation, rev});
    if (rows.isEmpty()) return {};
    return rows::readMessage(rows[0]);
}

namespace {

QString actionStatus(qint64 ord, OutboxState state)
{
    if (ord == 0) return u"succeeded"_s;  // no platform: the conversation is where it was to go
    return state == OutboxState::Sending ? u"executing"_s : u"pending"_s;
}

}  // namespace

void addTurn(UnitOfWork& work, const ConversationRow& row, const Turn& turn, TurnOutcome outcome, qint64 rev)
{
    const AiAnswer& answer = turn.answer;
    work.addTurn({rows::turnUuid(row.uuid, turn.fence, turn.upto), row.uuid, turn.fence, turn.from, turn.upto,
                  rev > 0 ? SqlValue(rev) : SqlValue(), int(outcome), answer.intent, answer.confidence, answer.entities,
                  answer.modelUsed, answer.processingTime.count(), toJson(answerCard(turn))["steps"_L1].toObject(),
                  turn.aiTries, turn.error, work.now()});
}

MessageRow botLine(const UnitOfWork& work, const ConversationRow& row, const Turn& turn, const AnswerCard& card,
                   bool sent)
{
    MessageRow line;
    line.uuid = rows::newUuid(work.now());
    line.source = "engine"_ba;
    line.sent = sent;
    line.fence = turn.fence;
    line.shown.conversation = row.shown.id;
    // Given answers have a derived id: no second one can ever be stored for the same turn.
    line.shown.messageId = rows::lineId(sent ? rows::turnUuid(row.uuid, turn.fence, turn.upto) : line.uuid);
    line.shown.speaker = Speaker::Bot;
    line.shown.body = turn.answer.responseText;
    line.shown.sentAt = toUnixSeconds(work.now());
    line.shown.receivedAt = work.now();
    line.shown.metadata = toJson(card);
    line.shown.metadata[u"sent"_s] = sent;
    return line;
}

void addActions(UnitOfWork& work, const ConversationRow& row, const Turn& turn, const MessageId& answered, qint64 ord,
                OutboxState state)
{
    const QString status = actionStatus(ord, state);
    int index = 0;
    for (const Action& action : turn.answer.actions) {
        work.addAction({rows::newUuid(work.now()), row.uuid, answered, ord > 0 ? SqlValue(ord) : SqlValue(), index++,
                        QString(actionName(action.type)), action.data, status, turn.answer.modelUsed,
                        turn.answer.processingTime.count(), work.now(), ord == 0 ? SqlValue(work.now()) : SqlValue()});
    }
}

}  // namespace tongdai
