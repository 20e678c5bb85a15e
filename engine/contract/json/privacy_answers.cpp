#include "engine/contract/json/privacy_answers.h"

#include "engine/contract/iso_time.h"
#include "engine/contract/json/field_reader.h"
#include "engine/domain/people/erasure_clock.h"
#include "engine/domain/text/whole_text.h"

#include <QJsonArray>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr double kLatestAsking = 4'102'444'800;  // the year 2100; what has not come yet is taken for now

QString time(TimePoint at)
{
    return isoTime(toTicks(at));
}

QJsonArray placesJson(const std::vector<ErasedPlace>& places)
{
    QJsonArray array;
    for (const ErasedPlace& place : places) {
        array.append(
            QJsonObject{{u"place"_s, place.place}, {u"removed"_s, place.removed}, {u"anonymised"_s, place.anonymised}});
    }
    return array;
}

/// What has to stay, with the entries of the audit log about them counted.
QJsonArray keptJson(const std::vector<LeftPlace>& left)
{
    QJsonArray array;
    for (const LeftPlace& place : left) {
        if (place.why != LeftPlace::Why::Kept) continue;
        QJsonObject kept{{u"place"_s, place.place}};
        if (place.count >= 0) kept[u"count"_s] = place.count;
        array.append(kept);
    }
    return array;
}

QJsonArray notReachedJson(const std::vector<LeftPlace>& left)
{
    QJsonArray array;
    for (const LeftPlace& place : left) {
        if (place.why == LeftPlace::Why::NotReached) array.append(place.place);
    }
    return array;
}

QJsonArray holdsJson(const std::vector<LegalHold>& holds)
{
    QJsonArray array;
    for (const LegalHold& hold : holds)
        array.append(toJson(hold));
    return array;
}

}  // namespace

QJsonObject toJson(const LegalHold& hold)
{
    return {{u"id"_s, hold.id.toString(QUuid::WithoutBraces)},
            {u"kind"_s, hold.kind == HoldKind::Person ? u"person"_s : u"conversation"_s},
            {u"subject"_s, QString::fromUtf8(hold.subject)},
            {u"reason"_s, hold.reason},
            {u"placed_by"_s, hold.placedBy},
            {u"placed_at"_s, time(hold.placedAt)}};
}

QJsonObject holdsAnswer(const std::vector<LegalHold>& holds)
{
    return {{u"holds"_s, holdsJson(holds)}};
}

QJsonObject requestAnswer(const ErasureRequest& request, TimePoint now)
{
    const auto step = [](const std::optional<TimePoint>& at) {
        return at ? QJsonValue(time(*at)) : QJsonValue(QJsonValue::Null);
    };
    return {{u"asked_at"_s, time(request.askedAt)},          {u"answer_by"_s, time(answerBy(request))},
            {u"answered_at"_s, step(request.answeredAt)},    {u"erase_by"_s, time(eraseBy(request))},
            {u"erased_at"_s, step(request.erasedAt)},        {u"answer_late"_s, isAnswerLate(request, now)},
            {u"erasure_late"_s, isErasureLate(request, now)}};
}

QJsonObject erasureAnswer(const ErasureReport& report, bool isPlan, TimePoint now)
{
    QJsonObject answer{{u"done"_s, !isPlan && report.holds.empty()},
                       {u"held_by"_s, holdsJson(report.holds)},
                       {u"places"_s, placesJson(report.places)},
                       {u"kept"_s, keptJson(report.left)},
                       // Nobody has told us how to make them forget: it is said instead of pretending.
                       {u"not_reached"_s, notReachedJson(report.left)}};
    if (report.request) answer[u"request"_s] = requestAnswer(*report.request, now);
    if (isPlan || !report.holds.empty()) return answer;
    answer[u"erasure"_s] = report.id.toString(QUuid::WithoutBraces);
    answer[u"redis_pending"_s] = report.livePending;
    return answer;
}

QJsonObject erasuresAnswer(const std::vector<OpenErasure>& open, TimePoint now)
{
    QJsonArray requests;
    for (const OpenErasure& each : open) {
        requests.append(QJsonObject{{u"person"_s, each.customer.toString()},
                                    {u"name"_s, each.name},
                                    {u"request"_s, requestAnswer(each.request, now)}});
    }
    return {{u"requests"_s, requests}};
}

QJsonObject retentionAnswer(const RetentionPolicy& policy, const std::vector<RetentionCount>& counts, bool isDryRun)
{
    QJsonArray kinds;
    for (const RetentionCount& count : counts)
        kinds.append(QJsonObject{{u"kind"_s, count.kind}, {u"rows"_s, count.removed}, {u"held"_s, count.held}});
    const QJsonObject days{{u"conversations"_s, policy.conversations},
                           {u"turns"_s, policy.turns},
                           {u"outbox"_s, policy.outbox},
                           {u"events"_s, policy.events},
                           {u"drafts"_s, policy.drafts}};
    return {{u"dry_run"_s, isDryRun}, {u"days"_s, days}, {u"kinds"_s, kinds}};
}

QJsonObject auditAnswer(const std::vector<AuditLine>& lines)
{
    QJsonArray entries;
    for (const AuditLine& line : lines) {
        entries.append(QJsonObject{{u"n"_s, line.n},
                                   {u"at"_s, time(line.at)},
                                   {u"actor"_s, QString::fromLatin1(line.actor.toHex())},
                                   {u"action"_s, line.action},
                                   {u"object"_s, QString::fromLatin1(line.object.toHex())},
                                   {u"detail"_s, line.detail}});
    }
    return {{u"entries"_s, entries}};
}

QJsonObject verdictAnswer(const AuditVerdict& verdict, AuditState outside)
{
    QJsonObject answer{{u"intact"_s, !verdict.firstBad.has_value() && !isTrouble(outside)},
                       {u"entries"_s, verdict.entries},
                       {u"history"_s, auditStateName(outside)}};
    if (verdict.firstBad) answer[u"first_bad"_s] = *verdict.firstBad;
    return answer;
}

QJsonObject acceptedAnswer(AuditState was)
{
    return {{u"accepted"_s, isTrouble(was)}, {u"history_was"_s, auditStateName(was)}};
}

std::variant<ErasureNote, QString> readErasureNote(QByteArrayView body)
{
    const auto read = readBody(body, 8);
    if (const auto* problems = std::get_if<std::vector<FieldProblem>>(&read)) return problems->front().message;
    FieldReader fields(std::get<QJsonObject>(read));
    ErasureNote note;
    if (const std::optional<double> asked = fields.timestamp(u"asked_at"_s, kLatestAsking))
        note.askedAt = fromUnixSeconds(*asked);
    note.isAnswered = fields.flag(u"answered"_s, false);
    if (const std::optional<double> answered = fields.timestamp(u"answered_at"_s, kLatestAsking)) {
        note.answeredAt = fromUnixSeconds(*answered);
        note.isAnswered = true;
    }
    fields.refuseUnknown();
    if (const auto problems = fields.takeProblems(); !problems.empty()) return sentenceOf(problems.front());
    return note;
}

std::variant<LegalHold, QString> readHold(QByteArrayView body)
{
    const auto read = readBody(body, 8);
    if (const auto* problems = std::get_if<std::vector<FieldProblem>>(&read)) return problems->front().message;
    FieldReader fields(std::get<QJsonObject>(read));
    LegalHold hold;
    const QString kind = fields.text(u"kind"_s, {}, false);
    hold.subject = fields.id(u"subject"_s, {}, false);
    hold.reason = fields.text(u"reason"_s, {}, false).trimmed();
    hold.placedBy = cutText(fields.text(u"placed_by"_s, u"admin"_s, false), 200);
    fields.refuseUnknown();
    if (const auto problems = fields.takeProblems(); !problems.empty()) return sentenceOf(problems.front());
    if (kind != "person"_L1 && kind != "conversation"_L1) return u"kind must be 'person' or 'conversation'"_s;
    hold.kind = kind == "person"_L1 ? HoldKind::Person : HoldKind::Conversation;
    if (checkId(hold.subject)) return u"subject is not a valid id"_s;
    if (hold.reason.isEmpty() || hold.reason.size() > 1000) return u"a reason of at most 1000 characters is required"_s;
    return hold;
}

}  // namespace tongdai::contract
