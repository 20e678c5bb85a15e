#include "engine/history/privacy/erasure_record.h"

#include "engine/history/audit/audit.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QJsonArray toJson(const std::vector<ConversationId>& ids)
{
    QJsonArray array;
    for (const ConversationId& id : ids)
        array.append(id.toString());
    return array;
}

std::vector<ConversationId> idsOf(const QJsonValue& json)
{
    std::vector<ConversationId> ids;
    const QJsonArray array = json.toArray();
    for (const QJsonValue& id : array)
        ids.push_back(ConversationId::fromString(id.toString()));
    return ids;
}

QJsonObject toJson(const LiveTraces& traces)
{
    return {{u"user"_s, traces.user.toString()},
            {u"person"_s, traces.isWholePerson},
            {u"conversations"_s, toJson(traces.conversations)},
            {u"touched"_s, toJson(traces.touched)}};
}

LiveTraces tracesOf(const QJsonObject& json)
{
    LiveTraces traces;
    traces.user = SenderId::fromString(json["user"_L1].toString());
    traces.isWholePerson = json["person"_L1].toBool();
    traces.conversations = idsOf(json["conversations"_L1]);
    traces.touched = idsOf(json["touched"_L1]);
    return traces;
}

}  // namespace

QJsonArray toJson(const std::vector<ErasedPlace>& places)
{
    QJsonArray array;
    for (const ErasedPlace& place : places) {
        array.append(
            QJsonObject{{u"place"_s, place.place}, {u"removed"_s, place.removed}, {u"anonymised"_s, place.anonymised}});
    }
    return array;
}

PendingErasure rememberErasure(UnitOfWork& work, int kind, const SenderId& user, LiveTraces traces,
                               const std::vector<ErasedPlace>& places)
{
    const QByteArray userKey = pseudonym(work, user.bytes());
    PendingErasure pending{rows::newUuid(work.now()), std::move(traces)};
    const auto insert = [&](const QUuid& id, const QByteArray& sessionKey, const QJsonObject& report,
                            const SqlValue& live) {
        work.session().execute(
            u"insert into erasures (id, kind, user_key, session_key, at, report, live_pending) values (?, ?, ?, ?, ?, ?, ?)"_s,
            {id, kind, userKey.isEmpty() ? SqlValue() : SqlValue::bytes(userKey),
             sessionKey.isEmpty() ? SqlValue() : SqlValue::bytes(sessionKey), work.now(), report, live});
    };
    const auto& sessions = pending.traces.conversations;
    const bool isOne = sessions.size() == 1;
    insert(pending.id, isOne ? pseudonym(work, sessions[0].bytes()) : QByteArray(), {{u"places"_s, toJson(places)}},
           toJson(pending.traces));
    // One row for each, so that no old copy of any of them is taken in again.
    for (size_t i = 0; !isOne && i < sessions.size(); ++i)
        insert(rows::newUuid(work.now()), pseudonym(work, sessions[i].bytes()), {}, SqlValue());
    return pending;
}

bool wasErased(SqlSession& session, const SenderId& user, const ConversationId& conversation)
{
    return !session
                .query(u"select 1 from erasures where session_key = ? or (user_key = ? and kind = 1) limit 1"_s,
                       {SqlValue::bytes(knownPseudonym(session, conversation.bytes())),
                        SqlValue::bytes(knownPseudonym(session, user.bytes()))})
                .isEmpty();
}

void finishErasure(UnitOfWork& work, const QUuid& id, const std::vector<ErasedPlace>& given)
{
    const SqlRows found = work.session().query(
        u"select report from erasures where id = ? and live_pending is not null {for_update}"_s, {id});
    if (found.isEmpty()) return;
    QJsonObject report = found[0][0].toJson();
    report[u"live"_s] = toJson(given);
    work.session().execute(u"update erasures set report = ?, live_pending = null where id = ?"_s, {report, id});
}

namespace reads {

std::vector<PendingErasure> pendingErasures(SqlSession& session, int limit)
{
    std::vector<PendingErasure> pending;
    for (SqlRow row : session.query(
             u"select id, live_pending from erasures where live_pending is not null order by at limit ?"_s, {limit})) {
        const QUuid id = row.nextUuid();
        pending.push_back({id, tracesOf(row.nextJson())});
    }
    return pending;
}

}  // namespace reads
}  // namespace tongdai
