#include "engine/history/privacy/earlier_requests.h"

#include "engine/history/audit/audit.h"
#include "engine/history/privacy/erasure_record.h"
#include "engine/history/privacy/legal_holds.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCustomersAtOnce = 2000;

using UnlistedRequests = QHash<QByteArray, QUuid>;  ///< whose pseudonym → which row of `erasures`

UnlistedRequests unlistedRequests(SqlSession& session)
{
    UnlistedRequests unlisted;
    for (SqlRow row : session.query(
             u"select e.id, e.user_key, e.report from erasures e where e.kind = ? and not exists (select 1 from "
             "erasure_requests q where q.erasure_id = e.id)"_s,
             {kErasureAsked})) {
        const QUuid id = row.nextUuid();
        const QByteArray key = row.nextBytes();
        if (!row.nextJson().contains("erased"_L1)) unlisted.insert(key, id);
    }
    return unlisted;
}

/// `sql` asks for the next ids behind one, in their order.
void findAmong(SqlSession& session, const QString& sql, const UnlistedRequests& wanted,
               QHash<SenderId, QByteArray>& found)
{
    const SqlRows keys = session.query(u"select value from store_keys where name = 'pseudonyms'"_s);
    if (keys.isEmpty()) return;
    const QByteArray key = keys[0][0].toBytes();
    QByteArray behind = ""_ba;
    while (found.size() < wanted.size()) {
        const SqlRows rows = session.query(sql, {SqlValue::ofId(behind), kCustomersAtOnce});
        for (SqlRow row : rows) {
            const auto id = row.nextId<SenderId>();
            behind = id.bytes();
            const QByteArray pseudonym = pseudonymUnder(key, behind);
            if (wanted.contains(pseudonym)) found.insert(id, pseudonym);
        }
        if (rows.size() < kCustomersAtOnce) return;
    }
}

void list(UnitOfWork& work, const QHash<SenderId, QByteArray>& found)
{
    static const SqlInsert insert{u"erasure_requests"_s,
                                  {{u"customer_id"_s, SqlType::Id}, {u"erasure_id"_s, SqlType::Uuid}},
                                  SqlInsert::OnConflict::KeepOld,
                                  {u"customer_id"_s}};
    lockPrivacy(work);
    const UnlistedRequests still = unlistedRequests(work.session());  // another engine may have ended one
    std::vector<SqlParams> rows;
    for (auto each = found.cbegin(); each != found.cend(); ++each) {
        const auto request = still.constFind(each.value());
        if (request != still.cend()) rows.push_back({each.key(), *request});
    }
    work.session().insertMany(insert, rows);
}

}  // namespace

void listEarlierRequests(UnitOfWork& work)
{
    SqlSession& session = work.session();
    const UnlistedRequests wanted = unlistedRequests(session);
    if (wanted.isEmpty()) return;
    QHash<SenderId, QByteArray> found;
    findAmong(session,
              u"select distinct customer_id from conversations where customer_id > ? order by customer_id limit ?"_s,
              wanted, found);
    findAmong(session, u"select user_id from chat_users where user_id > ? order by user_id limit ?"_s, wanted, found);
    if (found.isEmpty()) return;
    session.begin();
    try {
        list(work, found);
        session.commit();
    } catch (...) {
        session.rollback();
        throw;
    }
}

}  // namespace tongdai
