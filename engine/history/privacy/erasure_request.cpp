#include "engine/history/privacy/erasure_request.h"

#include "engine/domain/people/erasure_clock.h"
#include "engine/history/audit/audit.h"
#include "engine/history/privacy/erasure_record.h"
#include "engine/history/privacy/legal_holds.h"

#include <QDateTime>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

struct KeptRequest {
    QUuid id;
    ErasureRequest request;
};

qint64 requestMs(TimePoint at)
{
    return at.time_since_epoch().count();
}

QString requestTime(TimePoint at)
{
    return QDateTime::fromMSecsSinceEpoch(requestMs(at), Qt::UTC).toString(Qt::ISODate);
}

std::optional<TimePoint> stepAt(const QJsonObject& steps, QLatin1StringView name)
{
    const QJsonValue value = steps[name];
    if (!value.isDouble()) return std::nullopt;
    return TimePoint(std::chrono::milliseconds(value.toInteger()));
}

QJsonObject stepsOf(const ErasureRequest& request)
{
    QJsonObject steps;
    if (request.answeredAt) steps[u"answered"_s] = requestMs(*request.answeredAt);
    if (request.erasedAt) steps[u"erased"_s] = requestMs(*request.erasedAt);
    return steps;
}

ErasureRequest requestIn(TimePoint askedAt, const QJsonObject& steps, const ErasureTerms& terms)
{
    ErasureRequest request;
    request.askedAt = askedAt;
    request.answeredAt = stepAt(steps, "answered"_L1);
    request.terms = terms;
    return request;
}

std::optional<KeptRequest> openRequest(SqlSession& session, const QByteArray& userKey, const ErasureTerms& terms)
{
    static const QString sql =
        u"select id, at, report from erasures where user_key = ? and kind = ? order by at desc"_s;
    for (SqlRow row : session.query(sql, {SqlValue::bytes(userKey), kErasureAsked})) {
        const QUuid id = row.nextUuid();
        const TimePoint askedAt = row.nextTime();
        const QJsonObject steps = row.nextJson();
        if (!steps.contains("erased"_L1)) return KeptRequest{id, requestIn(askedAt, steps, terms)};
    }
    return std::nullopt;
}

void keepSteps(UnitOfWork& work, const KeptRequest& kept)
{
    work.session().execute(u"update erasures set report = ? where id = ?"_s, {stepsOf(kept.request), kept.id});
}

}  // namespace

ErasureRequest noteErasureRequest(UnitOfWork& work, const SenderId& user, const ErasureNote& note,
                                  const QByteArray& actor, const ErasureTerms& terms)
{
    const QByteArray key = pseudonym(work, user.bytes());
    lockPrivacy(work);
    std::optional<KeptRequest> kept = openRequest(work.session(), key, terms);
    if (!kept) {
        kept = KeptRequest{rows::newUuid(work.now()), {}};
        kept->request.terms = terms;
        kept->request.askedAt = std::min(note.askedAt.value_or(work.now()), work.now());
        work.session().execute(
            u"insert into erasures (id, kind, user_key, at, report) values (?, ?, ?, ?, ?)"_s,
            {kept->id, kErasureAsked, SqlValue::bytes(key), kept->request.askedAt, stepsOf(kept->request)});
        work.addAudit(
            {actor, u"erasure.requested"_s, user.bytes(), {{u"asked"_s, requestTime(kept->request.askedAt)}}});
    }
    // Also one that was written down before there was such a list.
    static const SqlInsert open{u"erasure_requests"_s,
                                {{u"customer_id"_s, SqlType::Id}, {u"erasure_id"_s, SqlType::Uuid}},
                                SqlInsert::OnConflict::Overwrite,
                                {u"customer_id"_s}};
    const std::vector<SqlParams> rows{{user, kept->id}};
    work.session().insertMany(open, rows);
    if (note.isAnswered && !kept->request.answeredAt) {
        // Noted later, it was in time all the same; never before they asked.
        const TimePoint answered = std::min(note.answeredAt.value_or(work.now()), work.now());
        kept->request.answeredAt = std::max(answered, kept->request.askedAt);
        keepSteps(work, *kept);
        work.addAudit(
            {actor,
             u"erasure.answered"_s,
             user.bytes(),
             {{u"asked"_s, requestTime(kept->request.askedAt)}, {u"late"_s, isAnswerLate(kept->request, work.now())}}});
    }
    return kept->request;
}

std::optional<ErasureRequest> endErasureRequest(UnitOfWork& work, const SenderId& user, const ErasureTerms& terms)
{
    work.session().execute(u"delete from erasure_requests where customer_id = ?"_s, {user});
    std::optional<KeptRequest> kept = openRequest(work.session(), pseudonym(work, user.bytes()), terms);
    if (!kept) return std::nullopt;
    kept->request.erasedAt = work.now();
    keepSteps(work, *kept);
    return kept->request;
}

namespace reads {

std::optional<ErasureRequest> erasureRequest(SqlSession& session, const SenderId& user, const ErasureTerms& terms)
{
    const QByteArray key = knownPseudonym(session, user.bytes());
    if (key.isEmpty()) return std::nullopt;
    const std::optional<KeptRequest> kept = openRequest(session, key, terms);
    return kept ? std::optional(kept->request) : std::nullopt;
}

std::vector<OpenErasure> openErasures(SqlSession& session, int limit, const ErasureTerms& terms)
{
    static const QString sql =
        u"select q.customer_id, e.at, e.report, (select c.customer_name from conversations c where c.customer_id = "
        "q.customer_id order by c.last_activity desc limit 1) from erasure_requests q join erasures e on e.id = "
        "q.erasure_id order by e.at, q.customer_id limit ?"_s;
    std::vector<OpenErasure> open;
    for (SqlRow row : session.query(sql, {limit})) {
        OpenErasure each;
        each.customer = row.nextId<SenderId>();
        const TimePoint askedAt = row.nextTime();
        each.request = requestIn(askedAt, row.nextJson(), terms);
        each.name = row.nextText();
        open.push_back(std::move(each));
    }
    return open;
}

}  // namespace reads
}  // namespace tongdai
