#include "engine/history/disputes/sources/dispute_writes.h"

#include "engine/contract/json/chat/chat_json.h"

#include <QJsonDocument>
#include <QUuid>

namespace tongdai::disputes {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostAccessReason = 255;  // of the column
constexpr qsizetype kMostDisputeNote = 191;

QString newRowId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

SqlValue reasonOf(const DisputeJoin& wanted, qsizetype most)
{
    return wanted.reason.isEmpty() ? SqlValue() : SqlValue(wanted.reason.left(most));
}

QString jsonText(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

}  // namespace

bool noteLook(SqlSession& session, const ForeignTables& tables, const DisputeJoin& wanted, const QString& thread,
              QLatin1StringView action, const QJsonObject& metadata)
{
    try {
        return session.execute(
                   tables.sql(
                       u"insert into #chat_admin_access_log# (id, thread_id, admin_id, dispute_id, action, reason, "
                       "metadata, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)"_s),
                   {newRowId(), thread, wanted.admin, wanted.dispute, QString(action),
                    reasonOf(wanted, kMostAccessReason), jsonText(metadata), sqlMoment(wanted.at)}) == 1;
    } catch (const SqlError& error) {
        const auto trouble = error.trouble();
        if (trouble == SqlError::Trouble::Refused || trouble == SqlError::Trouble::Statement) return false;
        throw;
    }
}

void letIn(SqlSession& session, const ForeignTables& tables, const DisputeJoin& wanted, const QString& thread)
{
    QJsonObject metadata{
        {u"joinedAt"_s, contract::chatTime(wanted.at)}, {u"stage"_s, u"mediation"_s}, {u"disputeId"_s, wanted.dispute}};
    if (!wanted.reason.isEmpty()) metadata.insert(u"reason"_s, wanted.reason.left(kMostAccessReason));
    session.execute(
        tables.sql(
            u"insert into #chat_participant# (id, thread_id, user_id, role, joined_at, left_at, metadata) values "
            "(?, ?, ?, 'ADMIN', ?, null, ?) on duplicate key update role = 'ADMIN', left_at = null, metadata = "
            "values(metadata)"_s),
        {newRowId(), thread, wanted.admin, sqlMoment(wanted.at), jsonText(metadata)});
}

bool mediate(SqlSession& session, const ForeignTables& tables, const DisputeJoin& wanted, TimePoint deadline)
{
    return session.execute(tables.sql(u"update #dispute# set status = 'INTERNAL_MEDIATION', response_deadline = ?, "
                                      "updated_at = ? where id = ? and status in ('OPEN', 'NEGOTIATION', "
                                      "'INTERNAL_MEDIATION')"_s),
                           {sqlMoment(deadline), sqlMoment(wanted.at), wanted.dispute}) == 1;
}

bool closeForOthers(SqlSession& session, const ForeignTables& tables, const DisputeJoin& wanted)
{
    return session.execute(
               tables.sql(u"update #dispute# set status = 'CLOSED_FOR_EXTERNAL_RESOLUTION', decided_at = ?, "
                          "decided_by_id = ?, note = ?, updated_at = ? where id = ? and status = "
                          "'INTERNAL_MEDIATION'"_s),
               {sqlMoment(wanted.at), wanted.admin, wanted.reason.left(kMostDisputeNote), sqlMoment(wanted.at),
                wanted.dispute}) == 1;
}

}  // namespace tongdai::disputes
