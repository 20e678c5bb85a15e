#include "engine/history/privacy/legal_holds.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const QString kHoldColumns = u"id, kind, subject, reason, placed_by, placed_at"_s;

LegalHold readHold(SqlRow row)
{
    LegalHold hold;
    hold.id = row.nextUuid();
    hold.kind = HoldKind(row.nextInteger());
    hold.subject = row.nextBytes();
    hold.reason = row.nextText();
    hold.placedBy = row.nextText();
    hold.placedAt = row.nextTime();
    return hold;
}

QString kindName(HoldKind kind)
{
    return kind == HoldKind::Person ? u"person"_s : u"conversation"_s;
}

}  // namespace

void lockPrivacy(UnitOfWork& work)
{
    work.session().query(u"select value from counters where name = 'privacy' {for_update}"_s);
}

LegalHold placeHold(UnitOfWork& work, LegalHold hold, const QByteArray& actor)
{
    lockPrivacy(work);
    if (hold.id.isNull()) hold.id = rows::newUuid(work.now());
    hold.placedAt = work.now();
    work.session().execute(
        u"insert into legal_holds (id, kind, subject, reason, placed_by, placed_at) values (?, ?, ?, ?, ?, ?)"_s,
        {hold.id, int(hold.kind), SqlValue::ofId(hold.subject), hold.reason, hold.placedBy, hold.placedAt});
    work.addAudit({actor,
                   u"hold.placed"_s,
                   hold.subject,
                   {{u"hold"_s, hold.id.toString(QUuid::WithoutBraces)}, {u"kind"_s, kindName(hold.kind)}}});
    return hold;
}

bool releaseHold(UnitOfWork& work, const QUuid& id, const QByteArray& actor)
{
    lockPrivacy(work);
    const SqlRows found =
        work.session().query(u"select subject, kind from legal_holds where id = ? and released_at is null"_s, {id});
    if (found.isEmpty()) return false;
    work.session().execute(u"update legal_holds set released_at = ? where id = ?"_s, {work.now(), id});
    work.addAudit(
        {actor,
         u"hold.released"_s,
         found[0][0].toBytes(),
         {{u"hold"_s, id.toString(QUuid::WithoutBraces)}, {u"kind"_s, kindName(HoldKind(found[0][1].toInteger()))}}});
    return true;
}

namespace reads {

std::vector<LegalHold> holds(SqlSession& session)
{
    static const QString sql =
        u"select "_s + kHoldColumns + u" from legal_holds where released_at is null order by placed_at"_s;
    std::vector<LegalHold> found;
    for (const SqlRow& row : session.query(sql))
        found.push_back(readHold(row));
    return found;
}

std::vector<LegalHold> holdsOn(SqlSession& session, const SenderId& user,
                               const std::vector<ConversationId>& conversations)
{
    static const QString onPerson =
        u"select "_s + kHoldColumns + u" from legal_holds where subject = ? and kind = 0 and released_at is null"_s;
    static const QString onConversations =
        u"select "_s + kHoldColumns +
        u" from legal_holds where subject in ({list}) and kind = 1 and released_at is null"_s;
    std::vector<LegalHold> found;
    if (!user.isEmpty()) {
        for (const SqlRow& row : session.query(onPerson, {user}))
            found.push_back(readHold(row));
    }
    for (const SqlRow& row : session.queryList(onConversations, SqlParams(conversations.begin(), conversations.end())))
        found.push_back(readHold(row));
    return found;
}

std::set<ConversationId> heldAmong(SqlSession& session, const std::vector<ConversationId>& ids)
{
    static const QString sql =
        u"select c.conversation_id from conversations c where c.conversation_id in ({list}) and exists (select 1 from "
        "legal_holds h where h.released_at is null and ((h.kind = 1 and h.subject = c.conversation_id) or (h.kind = 0 "
        "and h.subject = c.customer_id)))"_s;
    std::set<ConversationId> held;
    for (SqlRow row : session.queryList(sql, SqlParams(ids.begin(), ids.end())))
        held.insert(row.nextId<ConversationId>());
    return held;
}

}  // namespace reads
}  // namespace tongdai
