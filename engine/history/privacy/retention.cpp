#include "engine/history/privacy/retention.h"

#include "engine/history/privacy/erasure.h"
#include "engine/history/privacy/erasure_record.h"
#include "engine/history/privacy/legal_holds.h"

#include <set>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

// A bigger delete would hold every other writer up.
constexpr int kMaxConversations = 100;
constexpr int kMaxRows = 5'000;

/// Conditions on a conversation `c`.
const QString kHeld =
    u"exists (select 1 from legal_holds h where h.released_at is null and ((h.kind = 1 and h.subject = "
    "c.conversation_id) or (h.kind = 0 and h.subject = c.customer_id)))"_s;
const QString kFinished =
    u"c.last_activity < ? and c.pending = 0 and c.waiting_since is null and c.lease_until < {now} and not exists "
    "(select 1 from outbox o where o.conversation_id = c.id and o.state in (0, 1, 4))"_s;

/// Rows of one table older than a time. `t` is the row, `c` its conversation.
struct Kind {
    QString name;
    int RetentionPolicy::*days;
    QString rows;   ///< from clause with both
    QString old;    ///< one value: the time
    QString key;    ///< column that names a row
    QString apply;  ///< statement with ({list}) of keys
    /// Question for those of ({list}) that are still that old, locking them; none: nobody else changes such rows.
    QString still = {};
};
const std::vector<Kind>& kinds()
{
    static const std::vector<Kind> all{
        {u"turns"_s, &RetentionPolicy::turns, u"turns t join conversations c on c.id = t.conversation_id"_s,
         u"t.created_at < ? and (t.intent <> '' or t.error <> '')"_s, u"t.id"_s,
         u"update turns set intent = '', entities = '{}', steps = '{}', error = '' where id in ({list})"_s},
        {u"outbox"_s, &RetentionPolicy::outbox, u"outbox t join conversations c on c.id = t.conversation_id"_s,
         u"t.updated_at < ? and t.state in (2, 3, 5)"_s, u"t.id"_s, u"delete from outbox where id in ({list})"_s,
         // A person may just be sending one again: it is left for the next time.
         u"select t.id from outbox t where t.id in ({list}) and t.updated_at < ? and t.state in (2, 3, 5) order by t.id {skip_locked}"_s},
        {u"events"_s, &RetentionPolicy::events,
         u"events t left join conversations c on c.conversation_id = t.conversation_id"_s, u"t.at < ?"_s, u"t.id"_s,
         u"delete from events where id in ({list})"_s},
    };
    return all;
}

/// A condition on a draft: of a held conversation, or about or by a held person.
const QString kDraftHeld =
    u"exists (select 1 from legal_holds h where h.released_at is null and ((h.kind = 1 and h.subject = "
    "drafts.conversation_id) or (h.kind = 0 and (h.subject = drafts.author or h.subject = (select c.customer_id from "
    "conversations c where c.conversation_id = drafts.conversation_id)))))"_s;

double cutoff(TimePoint now, int days)
{
    return toUnixSeconds(now - std::chrono::hours(24) * days);
}

qint64 countOf(SqlSession& session, const QString& sql, double before)
{
    return session.query(sql, {before})[0][0].toInteger();
}

RetentionCount applyConversations(UnitOfWork& work, int days)
{
    RetentionCount count{u"conversations"_s, 0, 0};
    static const QString sql = u"select c.conversation_id from conversations c where "_s + kFinished + u" and not "_s +
                               kHeld + u" order by c.conversation_id limit ?"_s;
    std::vector<ConversationId> ids;
    for (SqlRow row : work.session().query(sql, {cutoff(work.now(), days), kMaxConversations}))
        ids.push_back(row.nextId<ConversationId>());
    if (ids.empty()) return count;
    work.lock(ids);
    lockPrivacy(work);
    // Somebody may have written meanwhile, or placed a hold.
    const std::set<ConversationId> held = reads::heldAmong(work.session(), ids);
    std::erase_if(ids, [&](const ConversationId& id) {
        const rows::ConversationRow* row = work.find(id);
        return !row || row->shown.pending || toUnixSeconds(row->shown.lastActivity) >= cutoff(work.now(), days) ||
               held.contains(id);
    });
    if (ids.empty()) return count;
    const std::vector<ErasedPlace> places = removeConversations(work, ids);
    rememberErasure(work, kErasedByRetention, {}, {{}, false, ids}, places);
    count.removed = qint64(ids.size());
    return count;
}

RetentionCount applyDrafts(UnitOfWork& work, int days)
{
    // A delete that looks into conversations would lock them, out of their turn.
    static const QString sql = u"select author, conversation_id from drafts where updated_at < ? and not "_s +
                               kDraftHeld + u" order by author, conversation_id limit ?"_s;
    const double before = cutoff(work.now(), days);
    RetentionCount count{u"drafts"_s, 0, 0};
    for (SqlRow row : work.session().query(sql, {before, kMaxRows})) {
        const auto author = row.nextId<OperatorId>();
        count.removed +=
            work.session().execute(u"delete from drafts where author = ? and conversation_id = ? and updated_at < ?"_s,
                                   {author, row.nextId<ConversationId>(), before});
    }
    return count;
}

SqlParams keysOf(const Kind& kind, const SqlRows& rows)
{
    const bool isUuid = kind.name == "turns"_L1;
    SqlParams keys;
    for (const SqlRow& row : rows)
        keys.push_back(isUuid ? SqlValue(row[0].toUuid()) : SqlValue(row[0].toInteger()));
    return keys;
}

RetentionCount applyKind(UnitOfWork& work, const Kind& kind, int days)
{
    const QString sql = u"select "_s + kind.key + u" from "_s + kind.rows + u" where "_s + kind.old + u" and not "_s +
                        kHeld + u" limit ?"_s;
    SqlParams keys = keysOf(kind, work.session().query(sql, {cutoff(work.now(), days), kMaxRows}));
    if (!kind.still.isEmpty())
        keys = keysOf(kind, work.session().queryList(kind.still, keys, {}, {cutoff(work.now(), days)}));
    work.session().executeList(kind.apply, keys);
    return {kind.name, qint64(keys.size()), 0};
}

}  // namespace

std::vector<RetentionCount> applyRetention(UnitOfWork& work, WriteJob& job, const RetentionPolicy& policy,
                                           const QByteArray& actor)
{
    std::vector<RetentionCount> counts;
    if (policy.conversations > 0) counts.push_back(applyConversations(work, policy.conversations));
    if (!policy.isEmpty()) lockPrivacy(work);
    if (policy.drafts > 0) counts.push_back(applyDrafts(work, policy.drafts));
    for (const Kind& kind : kinds()) {
        if (policy.*kind.days > 0) counts.push_back(applyKind(work, kind, policy.*kind.days));
    }
    QJsonObject detail;
    for (const RetentionCount& count : counts) {
        if (count.removed > 0) detail[count.kind] = count.removed;
    }
    if (!detail.isEmpty()) {
        work.addAudit({actor, u"retention"_s, {}, detail});
        work.addEvent(&job.events, {0, u"erased"_s, ConversationId("erased"_ba), {}, {}, 0, {}});
    }
    return counts;
}

namespace reads {

std::vector<RetentionCount> planRetention(SqlSession& session, const RetentionPolicy& policy, TimePoint now)
{
    std::vector<RetentionCount> counts;
    if (policy.conversations > 0) {
        const double before = cutoff(now, policy.conversations);
        const QString from = u"select count(*) from conversations c where "_s + kFinished;
        counts.push_back({u"conversations"_s, countOf(session, from + u" and not "_s + kHeld, before),
                          countOf(session, from + u" and "_s + kHeld, before)});
    }
    if (policy.drafts > 0) {
        const double before = cutoff(now, policy.drafts);
        const QString from = u"select count(*) from drafts where updated_at < ?"_s;
        counts.push_back({u"drafts"_s, countOf(session, from + u" and not "_s + kDraftHeld, before),
                          countOf(session, from + u" and "_s + kDraftHeld, before)});
    }
    for (const Kind& kind : kinds()) {
        const int days = policy.*kind.days;
        if (days <= 0) continue;
        const QString from = u"select count(*) from "_s + kind.rows + u" where "_s + kind.old;
        counts.push_back({kind.name, countOf(session, from + u" and not "_s + kHeld, cutoff(now, days)),
                          countOf(session, from + u" and "_s + kHeld, cutoff(now, days))});
    }
    return counts;
}

}  // namespace reads
}  // namespace tongdai
