#include "engine/history/disputes/sources/dispute_questions.h"

#include "engine/history/disputes/sources/realtime_chat_rows.h"

#include <QSet>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace disputes;

namespace {

/// The states in which somebody of the chat may still mediate.
constexpr auto kMediationStates = "'OPEN', 'NEGOTIATION', 'INTERNAL_MEDIATION'"_L1;

QString mediationOverdue(const ForeignTables& tables)
{
    return tables.sql(u"(d.status in (%1) and coalesce(#d.response_deadline@dispute#, '9999-12-31') < ?)"_s.arg(
        QString(kMediationStates)));
}

QString likeOf(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + text + u'%';
}

QJsonValue personOf(const QHash<QString, QJsonObject>& people, const QJsonValue& id)
{
    const auto found = people.constFind(id.toString());
    return found == people.cend() ? QJsonValue(QJsonValue::Null) : QJsonValue(*found);
}

QJsonObject partyJson(const QHash<QString, QJsonObject>& people, const QString& id)
{
    return {{u"id"_s, id}, {u"name"_s, people.value(id).value("name"_L1)}};
}

/// The newest of what stands in the list under this name; null: nothing does. Times of one form sort as texts.
QJsonValue newest(const QJsonArray& list, QLatin1StringView name)
{
    QString latest;
    for (const QJsonValue& each : list)
        latest = std::max(latest, each[name].toString());
    return textOrNull(latest);
}

}  // namespace

DisputeQuestions::DisputeQuestions(const ForeignTables& tables)
    : m_tables(tables),
      m_hasNegotiations(tables.has(u"dispute_negotiation"_s, u"dispute_id"_s)),
      m_hasMediations(tables.has(u"mediation_proposals"_s, u"dispute_id"_s)),
      m_hasAttachments(tables.has(u"chat_message_attachment"_s, u"message_id"_s))
{
    const QString from = tables.sql(
        u" from #dispute# d join #escrow# e on e.id = d.escrowId join #milestone# i on i.escrow_id = e.id"_s +
        (tables.has(u"milestone"_s, u"is_deleted"_s) ? u" and coalesce(i.is_deleted, 0) = 0"_s : QString()) +
        u" join #contract# c on c.id = i.contract_id"_s);
    const QString overdue = mediationOverdue(tables);
    const QString looked = tables.sql(u"exists (select 1 from #chat_admin_access_log# l where l.dispute_id = d.id)"_s);
    const QString filters =
        tables
            .sql(
                u" where (? = '' or find_in_set(cast(d.status as char), ?) > 0) and (? < 0 or (%1 and not %2) = ?) and "
                "(? = '' or c.id = ?) and (? = '' or c.client_id = ?) and (? = '' or c.freelancer_id = ?) and (? = '' "
                "or d.id = ? or i.title like ? or #c.title@contract# like ?) and d.created_at >= ? and d.created_at "
                "<= ?"_s)
            .arg(overdue, looked);
    m_count = u"select count(*)"_s + from + filters;
    const QString columns = u"select "_s + columnsOf(tables, u"d"_s, u"dispute"_s, contract::disputeFields()) +
                            u", "_s + columnsOf(tables, u"c"_s, u"contract"_s, contract::disputeContractFields()) +
                            u", "_s + columnsOf(tables, u"i"_s, u"milestone"_s, contract::disputeMilestoneFields()) +
                            u", cast(e.currency as char), e.amount_funded + 0e0, e.amount_released + 0e0, "
                            "e.amount_refunded + 0e0, %1"_s.arg(overdue);
    m_list = columns + from + filters + u" order by d.created_at desc, d.id desc limit ? offset ?"_s;
    m_detail = columns + from + u" where d.id = ?"_s;
    m_negotiations =
        u"select "_s + columnsOf(tables, u"n"_s, u"dispute_negotiation"_s, contract::negotiationFields()) +
        tables.sql(u" from #dispute_negotiation# n where n.dispute_id in ({list}) order by n.created_at, n.id"_s);
    m_looks =
        u"select "_s + columnsOf(tables, u"l"_s, u"chat_admin_access_log"_s, contract::accessLogFields()) +
        tables.sql(u" from #chat_admin_access_log# l where l.dispute_id in ({list}) order by l.created_at, l.id"_s);
    m_people = tables.has(u"profile"_s, u"user_id"_s)
                   ? tables.sql(
                         u"select u.id, u.email, #f.first_name@profile#, #f.last_name@profile# from #user# u left "
                         "join #profile# f on f.user_id = u.id where u.id in ({list})"_s)
                   : tables.sql(u"select u.id, u.email, null, null from #user# u where u.id in ({list})"_s);
    m_standing = u"select cast(d.status as char), c.id, "_s +
                 tables.sql(
                     u"(select count(*) from #chat_admin_access_log# l where l.dispute_id = d.id and l.admin_id = "
                     "?), (select t.id from #chat_thread# t where t.contract_id = c.id and t.type = 'PROJECT' order "
                     "by t.created_at, t.id limit 1)"_s) +
                 from + u" where d.id = ?"_s;
    m_rejected =
        tables.sql(u"select count(*) from #mediation_proposals# p where p.dispute_id = ? and p.status = 'REJECTED'"_s);
    m_proposals = u"select "_s + columnsOf(tables, u"p"_s, u"mediation_proposals"_s, contract::mediationFields()) +
                  tables.sql(u" from #mediation_proposals# p where p.dispute_id = ? order by p.created_at, p.id"_s);
    m_threads = tables.sql(u"select t.id from #chat_thread# t where t.contract_id = ? order by t.created_at, t.id"_s);
    m_countLines = tables.sql(
        u"select count(*) from (select 1 from #chat_message# m join #chat_thread# t on t.id = m.thread_id where "
        "t.contract_id = ? limit ?) some"_s);
    m_history = tables
                    .sql(
                        u"select m.id, if(#m.deleted_at@chat_message# is null, m.body, null), m.sender_id, "
                        u"cast(#m.sender_role@chat_message# as char), %1, cast(m.sent_at as char) from "
                        "#chat_message# m join #chat_thread# t on t.id = m.thread_id where t.contract_id = ? and "
                        "(m.sent_at > ? or (m.sent_at <=> ? and m.id > ?) or (? is null and m.sent_at is not null)) "
                        "order by m.sent_at, m.id limit ?"_s)
                    .arg(millisecondsOf(u"m.sent_at"_s));
    m_attachments = tables.sql(
        u"select a.message_id, a.id, #a.name@chat_message_attachment#, #a.mime_type@chat_message_attachment#, "
        "#a.size_bytes@chat_message_attachment#, #a.url@chat_message_attachment# from #chat_message_attachment# a "
        "where "
        "a.message_id in ({list}) order by a.message_id, a.id"_s);
}

DisputeAdminPage DisputeQuestions::list(SqlSession& session, const DisputeAdminQuery& query) const
{
    const QString statuses = query.statuses.join(u',');
    const int needs = query.needsAdmin ? int(*query.needsAdmin) : -1;
    const QString like = likeOf(query.search);
    SqlParams values{statuses,
                     statuses,
                     needs,
                     sqlMoment(query.now),
                     needs,
                     query.contractId,
                     query.contractId,
                     query.clientId,
                     query.clientId,
                     query.freelancerId,
                     query.freelancerId,
                     query.search,
                     query.search,
                     like,
                     like,
                     query.from ? sqlMoment(*query.from) : u"1000-01-01"_s,
                     query.to ? sqlMoment(*query.to) : u"9999-12-31"_s};
    DisputeAdminPage page;
    page.total = session.query(m_count, values)[0][0].toInteger();
    values.insert(values.begin(), sqlMoment(query.now));  // of the column in front
    values.push_back(query.limit);
    values.push_back(qint64(query.page - 1) * query.limit);
    page.items = items(session, session.query(m_list, values), query.now, false);
    return page;
}

std::optional<QJsonObject> DisputeQuestions::detail(SqlSession& session, const QString& dispute, TimePoint now) const
{
    const SqlRows rows = session.query(m_detail, {sqlMoment(now), dispute});
    if (rows.isEmpty()) return std::nullopt;
    return items(session, rows, now, true).front();
}

DisputeQuestions::Objects DisputeQuestions::byDispute(SqlSession& session, const QString& sql,
                                                      std::span<const contract::DisputeField> fields,
                                                      const SqlParams& ids) const
{
    Objects found;
    for (SqlRow row : session.queryList(sql, ids)) {
        const QJsonObject object = objectOf(row, fields);
        found[object["disputeId"_L1].toString()].append(object);
    }
    return found;
}

QHash<QString, QJsonObject> DisputeQuestions::people(SqlSession& session, const QSet<QString>& ids) const
{
    SqlParams wanted;
    for (const QString& id : ids) {
        if (!id.isEmpty()) wanted.push_back(id);
    }
    QHash<QString, QJsonObject> found;
    for (SqlRow row : session.queryList(m_people, wanted)) {
        const QString id = row.nextText();
        const QString email = row.nextText();
        const QString first = row.nextText();
        const QString last = row.nextText();
        found.insert(id, {{u"id"_s, id},
                          {u"email"_s, textOrNull(email)},
                          {u"name"_s, realtime::personName(first, last, email, id.toUtf8())}});
    }
    return found;
}

std::vector<QJsonObject> DisputeQuestions::items(SqlSession& session, const SqlRows& rows, TimePoint now,
                                                 bool isWhole) const
{
    SqlParams ids;
    QSet<QString> named;
    for (SqlRow row : rows) {
        const QJsonObject dispute = objectOf(row, contract::disputeFields());
        const QJsonObject agreed = objectOf(row, contract::disputeContractFields());
        ids.push_back(dispute["id"_L1].toString());
        for (const auto name : {"lockedById"_L1, "arbitratorId"_L1, "decidedById"_L1})
            named.insert(dispute[name].toString());
        for (const auto name : {"clientId"_L1, "freelancerId"_L1})
            named.insert(agreed[name].toString());
    }
    const Objects negotiations =
        m_hasNegotiations ? byDispute(session, m_negotiations, contract::negotiationFields(), ids) : Objects();
    Objects looks = byDispute(session, m_looks, contract::accessLogFields(), ids);
    for (const QJsonArray& each : std::as_const(looks)) {
        for (const QJsonValue& look : each)
            named.insert(look["adminId"_L1].toString());
    }
    const QHash<QString, QJsonObject> known = people(session, named);
    std::vector<QJsonObject> found;
    for (const SqlRow& row : rows) {
        QJsonObject item = itemOf(row, now, negotiations, looks, known);
        if (isWhole) {
            const QString id = item["dispute"_L1]["id"_L1].toString();
            QJsonArray logs;
            for (const QJsonValue& look : looks.value(id)) {
                QJsonObject each = look.toObject();
                each.insert(u"admin"_s, personOf(known, each["adminId"_L1]));
                logs.append(each);
            }
            item.insert(u"negotiations"_s, negotiations.value(id));
            item.insert(u"chatAccessLogs"_s, logs);
            // Their tables are not among those of contracts/realtime-chat §9.
            item.insert(u"evidenceSubmissions"_s, QJsonArray());
            item.insert(u"arbitrationDossiers"_s, QJsonArray());
        }
        found.push_back(item);
    }
    return found;
}

QJsonObject DisputeQuestions::itemOf(SqlRow row, TimePoint, const Objects& negotiations, const Objects& looks,
                                     const QHash<QString, QJsonObject>& people) const
{
    QJsonObject dispute = objectOf(row, contract::disputeFields());
    const QJsonObject agreed = objectOf(row, contract::disputeContractFields());
    const QJsonObject milestone = objectOf(row, contract::disputeMilestoneFields());
    const QString currency = row.nextText();
    const double funded = row.nextReal();
    const double released = row.nextReal();
    const double refunded = row.nextReal();
    const bool isOverdue = row.nextInteger() != 0;
    const QString id = dispute["id"_L1].toString();
    const QJsonArray talks = negotiations.value(id);
    const QJsonArray seen = looks.value(id);

    const QJsonObject decision{{u"releaseAmount"_s, dispute["decidedRelease"_L1]},
                               {u"refundAmount"_s, dispute["decidedRefund"_L1]},
                               {u"decidedById"_s, dispute["decidedById"_L1]},
                               {u"decidedAt"_s, dispute.take("decidedAt"_L1)},
                               {u"summary"_s, dispute.take("decisionSummary"_L1)},
                               {u"reasoning"_s, dispute.take("decisionReasoning"_L1)},
                               {u"decidedBy"_s, personOf(people, dispute["decidedById"_L1])},
                               {u"attachments"_s, QJsonArray()}};
    QJsonValue latest = QJsonValue::Null;
    for (const QJsonValue& talk : talks) {
        if (talk["id"_L1] == dispute["latestProposalId"_L1]) latest = talk;
    }
    dispute.insert(u"latestProposal"_s, latest);
    dispute.insert(u"lockedBy"_s, personOf(people, dispute["lockedById"_L1]));
    dispute.insert(u"arbitrator"_s, personOf(people, dispute["arbitratorId"_L1]));
    QJsonValue admin = QJsonValue::Null;
    if (!seen.isEmpty()) {
        const QJsonObject look = seen.last().toObject();
        const QJsonObject who = people.value(look["adminId"_L1].toString());
        admin = QJsonObject{{u"id"_s, look["adminId"_L1]},       {u"action"_s, look["action"_L1]},
                            {u"reason"_s, look["reason"_L1]},    {u"createdAt"_s, look["createdAt"_L1]},
                            {u"name"_s, who.value("name"_L1)},   {u"email"_s, who.value("email"_L1)},
                            {u"metadata"_s, look["metadata"_L1]}};
    }
    return {{u"dispute"_s, dispute},
            {u"contract"_s, agreed},
            {u"milestone"_s, milestone},
            {u"parties"_s, QJsonObject{{u"client"_s, partyJson(people, agreed["clientId"_L1].toString())},
                                       {u"freelancer"_s, partyJson(people, agreed["freelancerId"_L1].toString())}}},
            {u"decision"_s, decision},
            {u"amounts"_s, QJsonObject{{u"currency"_s, currency},
                                       {u"funded"_s, funded},
                                       {u"released"_s, released},
                                       {u"refunded"_s, refunded},
                                       {u"disputable"_s, std::max(0.0, funded - released - refunded)}}},
            {u"metrics"_s, QJsonObject{{u"needsAdmin"_s, isOverdue && seen.isEmpty()},
                                       {u"hasAdminJoined"_s, !seen.isEmpty()},
                                       {u"isResponseOverdue"_s, isOverdue},
                                       {u"negotiationCount"_s, talks.size()},
                                       {u"lastProposalCreatedAt"_s, newest(talks, "createdAt"_L1)},
                                       {u"lastProposalRespondedAt"_s, newest(talks, "respondedAt"_L1)},
                                       {u"lastAdminJoinedAt"_s, newest(seen, "createdAt"_L1)}}},
            {u"admin"_s, admin}};
}

std::optional<DisputeQuestions::Standing> DisputeQuestions::standing(SqlSession& session, const QString& dispute,
                                                                     const QString& admin) const
{
    const SqlRows rows = session.query(m_standing, {admin, dispute});
    if (rows.isEmpty()) return std::nullopt;
    SqlRow row = rows[0];
    Standing standing;
    standing.status = row.nextText();
    standing.contract = row.nextText();
    standing.hasJoined = row.nextInteger() > 0;
    standing.thread = row.nextText();
    if (m_hasMediations) standing.rejected = session.query(m_rejected, {dispute})[0][0].toInteger();
    return standing;
}

QJsonArray DisputeQuestions::proposals(SqlSession& session, const QString& dispute) const
{
    QJsonArray found;
    if (!m_hasMediations) return found;
    for (SqlRow row : session.query(m_proposals, {dispute}))
        found.append(objectOf(row, contract::mediationFields()));
    return found;
}

QStringList DisputeQuestions::threads(SqlSession& session, const QString& contract) const
{
    QStringList found;
    for (const SqlRow& row : session.query(m_threads, {contract}))
        found << row[0].toText();
    return found;
}

qint64 DisputeQuestions::countLines(SqlSession& session, const QString& contract, qint64 most) const
{
    const SqlRows rows = session.query(m_countLines, {contract, most});
    return rows[0][0].toInteger();
}

DisputeQuestions::LinePage DisputeQuestions::chatHistory(SqlSession& session, const QString& contract,
                                                         const LinePlace& after, int limit) const
{
    // What has no time stands before everything that has one, as the database sorts it.
    const SqlValue sent = after.sent.isEmpty() ? SqlValue() : SqlValue(after.sent);
    const SqlRows rows = session.query(m_history, {contract, sent, sent, after.id, sent, limit});
    SqlParams ids;
    QSet<QString> senders;
    for (const SqlRow& row : rows) {
        ids.push_back(row[0].toText());
        senders.insert(row[2].toText());
    }
    QHash<QString, QJsonArray> attached;
    if (m_hasAttachments) {
        for (SqlRow row : session.queryList(m_attachments, ids)) {
            const QString message = row.nextText();
            QJsonObject file{{u"id"_s, row.nextText()}};
            file.insert(u"name"_s, textOrNull(row.nextText()));
            file.insert(u"mimeType"_s, textOrNull(row.nextText()));
            const SqlValue& size = row.next();
            file.insert(u"sizeBytes"_s, size.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(size.toInteger()));
            file.insert(u"url"_s, textOrNull(row.nextText()));
            attached[message].append(file);
        }
    }
    const QHash<QString, QJsonObject> known = people(session, senders);
    LinePage page;
    if (rows.size() == limit) page.next = LinePlace{rows[limit - 1][5].toText(), rows[limit - 1][0].toText()};
    for (SqlRow row : rows) {
        const QString id = row.nextText();
        const SqlValue& body = row.next();
        const QString sender = row.nextText();
        const QString role = row.nextText();
        page.lines.append(QJsonObject{
            {u"id"_s, id},
            {u"content"_s, body.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(body.toText())},
            {u"senderId"_s, textOrNull(sender)},
            {u"senderRole"_s, role.isEmpty() ? u"SYSTEM"_s : role},
            {u"senderName"_s, textOrNull(known.value(sender)["name"_L1].toString())},
            {u"createdAt"_s, timeOf(row.next())},
            {u"attachments"_s, attached.value(id)},
        });
    }
    return page;
}

std::shared_ptr<const DisputeQuestions> learnDisputes(SqlSession& session)
{
    const ForeignTables tables(
        session.run(u"select table_name, column_name from information_schema.columns where table_schema = database() "
                    "order by table_name, ordinal_position"_s),
        u'`');
    const std::pair<QString, QStringList> needed[]{
        {u"dispute"_s, {u"id"_s, u"escrowId"_s, u"status"_s, u"created_at"_s}},
        {u"escrow"_s, {u"id"_s, u"amount_funded"_s, u"amount_released"_s, u"amount_refunded"_s}},
        {u"milestone"_s, {u"id"_s, u"escrow_id"_s, u"contract_id"_s, u"title"_s}},
        {u"contract"_s, {u"id"_s, u"client_id"_s, u"freelancer_id"_s}},
        {u"chat_thread"_s, {u"id"_s, u"contract_id"_s, u"type"_s}},
        {u"chat_message"_s, {u"id"_s, u"thread_id"_s, u"sender_id"_s, u"body"_s, u"sent_at"_s}},
        {u"chat_admin_access_log"_s, {u"id"_s, u"thread_id"_s, u"admin_id"_s, u"dispute_id"_s, u"created_at"_s}},
        {u"user"_s, {u"id"_s, u"email"_s}},
    };
    for (const auto& [table, columns] : needed) {
        if (const QString missing = tables.missing(table, columns); !missing.isEmpty())
            throw SqlError(SqlError::Trouble::Corrupt, u"look"_s, session.target(), missing);
    }
    return std::make_shared<DisputeQuestions>(tables);
}

}  // namespace tongdai
