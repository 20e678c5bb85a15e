#include "engine/history/statistics/read_lines.h"

#include "engine/domain/conversation/judge_answer.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/history/chat/chat_listing.h"
#include "engine/history/sessions/imported_lines.h"

#include <algorithm>

namespace tongdai::reads {

using namespace Qt::StringLiterals;

SqlParams countedSources()
{
    return {SqlValue::ofId(kSyncedQuestion), SqlValue::ofId(kSyncedAnswer), SqlValue::ofId(kImportSource)};
}

std::optional<ReadLine> readLine(SqlRow row)
{
    ReadLine read;
    StatsLine& line = read.line;
    read.id = row.nextUuid();
    read.stored = storedAt(read.id);
    line.conversation = row.nextUuid();
    read.rev = row.nextInteger();
    const auto speaker = Speaker(row.nextInteger());
    line.isSynced = row.nextInteger() != 0;
    const TimePoint received = row.nextTime();
    const TimePoint sent = row.nextTime();
    line.said = line.isSynced ? std::min(sent, received) : received;
    line.who = row.nextId<SenderId>();
    line.name = row.nextText();
    line.answersOlder = row.nextInteger() != 0;
    if (speaker == Speaker::Customer) line.kind = StatsLine::Kind::Customer;
    if (speaker == Speaker::Bot) line.kind = StatsLine::Kind::Bot;
    if (speaker == Speaker::Operator) line.kind = StatsLine::Kind::Person;
    if (speaker != Speaker::System) return read;
    const std::optional<SystemNote> note = systemNote(row.nextJson());
    if (!note) return {};
    switch (note->event) {
        case SystemEvent::TookOver:
        case SystemEvent::AnsweredOutside:
            line.kind = StatsLine::Kind::TakeOver;
            line.intent = note->intent;
            return read;
        case SystemEvent::TransferRequested:
        case SystemEvent::TurnFailed: line.kind = StatsLine::Kind::HandOver; return read;
        case SystemEvent::Closed: line.kind = StatsLine::Kind::Closed; return read;
        case SystemEvent::Reopened: line.kind = StatsLine::Kind::Reopened; return read;
        default: return {};
    }
}

void sortAsStored(std::vector<ReadLine>& lines)
{
    std::ranges::stable_sort(lines, [](const ReadLine& a, const ReadLine& b) {
        return a.stored != b.stored ? a.stored < b.stored : a.rev < b.rev;
    });
}

QString countedTurnColumns()
{
    return u"conversation_id, outcome, intent, confidence, model_used, processing_time_ms, ai_tries, created_at, case "
           "when outcome = 3 and error = '"_s +
           kNothingSaid + u"' then 1 else 0 end"_s;
}

StatsTurn readTurn(SqlRow row)
{
    row.next();  // its conversation
    StatsTurn turn;
    turn.outcome = TurnOutcome(row.nextInteger());
    turn.intent = row.nextText();
    if (const SqlValue& confidence = row.next(); !confidence.isNull()) turn.confidence = confidence.toReal();
    turn.model = row.nextText();
    turn.milliseconds = row.nextReal();
    turn.tries = int(row.nextInteger());
    turn.at = row.nextTime();
    turn.proposedNothing = row.nextInteger() != 0;
    return turn;
}

QString countedActionColumns()
{
    return u"id, conversation_id, action_type, status, retry_count"_s;
}

StatsAction readAction(SqlRow row)
{
    StatsAction action;
    action.at = storedAt(row.nextUuid());
    row.next();  // its conversation
    action.type = row.nextText();
    const QString status = row.nextText();
    action.isDone = status == "succeeded"_L1;
    action.hasFailed = status == "failed"_L1;
    action.retries = int(row.nextInteger());
    return action;
}

QUuid firstIdAt(TimePoint time)
{
    QByteArray bytes(16, '\0');
    const auto ms = quint64(std::max<qint64>(0, time.time_since_epoch().count()));
    for (int i = 0; i < 6; ++i)
        bytes[i] = char(ms >> (40 - 8 * i));
    bytes[6] = char(0x70);
    bytes[8] = char(0x80);
    return QUuid::fromRfc4122(bytes);
}

TimePoint storedAt(const QUuid& id)
{
    const QByteArray bytes = id.toRfc4122();
    qint64 ms = 0;
    for (int i = 0; i < 6; ++i)
        ms = (ms << 8) | quint8(bytes[i]);
    return TimePoint(std::chrono::milliseconds(ms));
}

}  // namespace tongdai::reads
