#include "engine/history/privacy/erasure.h"

#include "engine/domain/people/erasure_clock.h"
#include "engine/history/privacy/erasure_lines.h"
#include "engine/history/privacy/erasure_places.h"
#include "engine/history/privacy/erasure_record.h"
#include "engine/history/privacy/erasure_request.h"
#include "engine/history/privacy/erasure_threads.h"
#include "engine/history/privacy/legal_holds.h"
#include "engine/history/tasks/kept_details.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using ports::ErasureStore;
using rows::ConversationRow;

namespace {

bool isHeld(UnitOfWork& work, const SenderId& user, const std::vector<ConversationId>& conversations,
            const AuditEntry& refused)
{
    if (reads::holdsOn(work.session(), user, conversations).empty()) return false;
    work.addAudit(refused);
    return true;
}

QJsonObject auditDetail(const std::vector<ErasedPlace>& places, const QUuid& erasure)
{
    return {{u"erasure"_s, erasure.toString(QUuid::WithoutBraces)}, {u"places"_s, toJson(places)}};
}

/// Locks everything the erasure may change, in the one order everybody locks in. Returns those that a hold may be on.
std::vector<ConversationId> lockConcerned(UnitOfWork& work, const SenderId& user)
{
    const auto all = [&] {
        std::vector<ConversationId> ids = concernedBy(work.session(), user);
        const std::vector<ConversationId> assigned = assignedTo(work.session(), user);
        ids.insert(ids.end(), assigned.begin(), assigned.end());
        return ids;
    };
    work.lock(all());
    lockPrivacy(work);
    work.checkLocked(all());  // they may have written elsewhere meanwhile
    return concernedBy(work.session(), user);
}

/// Desks look again. The event names nobody.
void tellDesks(UnitOfWork& work, WriteJob& job)
{
    work.addEvent(&job.events, {0, u"erased"_s, ConversationId("erased"_ba), {}, {}, 0, {}});
}

}  // namespace

std::vector<ErasedPlace> removeConversations(UnitOfWork& work, const std::vector<ConversationId>& ids)
{
    SqlSession& session = work.session();
    work.flush();
    SqlParams uuids;
    for (const ConversationId& id : ids) {
        if (const ConversationRow* row = work.find(id)) uuids.push_back(row->uuid);
    }
    std::vector<ErasedPlace> places;
    static const std::vector<QString> statements = [] {
        std::vector<QString> texts;
        for (const Hanging& table : hanging())
            texts.push_back(u"delete from "_s + table.table + u" where conversation_id in ({list})"_s);
        return texts;
    }();
    for (size_t i = 0; i < statements.size(); ++i) {
        const Hanging& table = hanging()[i];
        const qint64 removed = session.executeList(statements[i], table.byUuid ? uuids : paramsOf(ids));
        places.push_back({table.table, removed, 0});
    }
    places.push_back(
        {u"conversations"_s, session.executeList(u"delete from conversations where id in ({list})"_s, uuids), 0});
    session.executeList(u"delete from legal_holds where kind = 1 and subject in ({list})"_s, paramsOf(ids));
    for (const ConversationId& id : ids)
        work.forget(id);
    return places;
}

ErasureStore::SessionErased eraseSession(UnitOfWork& work, WriteJob& job, const SenderId& user,
                                         const ConversationId& session, const QByteArray& actor)
{
    using Result = ErasureStore::SessionResult;
    const ConversationRow* row = work.lockOne(session);
    if (!row) return {Result::NothingThere, {}};
    if (row->shown.customer != user) {
        work.addAudit({actor, u"erasure.denied"_s, session.bytes(), {}});
        return {Result::SomeoneElses, {}};
    }
    const std::vector<ConversationId> ids{session};
    lockPrivacy(work);
    if (isHeld(work, user, ids, {actor, u"erasure.refused"_s, session.bytes(), {{u"why"_s, u"legal hold"_s}}}))
        return {Result::Held, {}};
    const std::vector<ErasedPlace> places = removeConversations(work, ids);
    PendingErasure pending = rememberErasure(work, kErasedSession, user, {user, false, ids}, places);
    work.addAudit({actor, u"erasure.session"_s, session.bytes(), auditDetail(places, pending.id)});
    tellDesks(work, job);
    return {Result::Erased, std::move(pending)};
}

ErasureStore::PersonErased erasePerson(UnitOfWork& work, WriteJob& job, const SenderId& user, const QByteArray& actor,
                                       const ErasureTerms& terms)
{
    const std::vector<ConversationId> concerned = lockConcerned(work, user);
    const Owned owned = ownedBy(work.session(), user);
    work.checkLocked(owned.ids);
    ErasureStore::PersonErased erased;
    erased.report.left = keptOf(work.session(), user, owned.ids);
    erased.report.holds = reads::holdsOn(work.session(), user, concerned);
    if (isHeld(work, user, concerned, {actor, u"erasure.refused"_s, user.bytes(), {{u"why"_s, u"legal hold"_s}}}))
        return erased;
    std::vector<ErasedPlace>& places = erased.report.places;
    places = removeConversations(work, owned.ids);
    LiveTraces traces{user, true, owned.ids};
    const QStringList names = anonymiseLines(work, user, traces.touched, places);
    leaveSharedThreads(work, user, names, traces.touched, places);
    forgetFindings(work, traces.touched, places);
    work.flush();
    static const std::vector<QString> statements = [] {
        std::vector<QString> texts;
        for (const Elsewhere& one : elsewhere()) {
            texts.push_back(one.isRemoval
                                ? u"delete from "_s + one.place + u" where "_s + one.where
                                : u"update "_s + one.place + u" set "_s + one.change + u" where "_s + one.where);
        }
        return texts;
    }();
    for (size_t i = 0; i < statements.size(); ++i) {
        const Elsewhere& one = elsewhere()[i];
        const qint64 count = work.session().execute(statements[i], {user});
        if (count > 0)
            places.push_back({one.place + u" elsewhere"_s, one.isRemoval ? count : 0, one.isRemoval ? 0 : count});
    }
    anonymiseMembership(work, user, places);  // after what finds them by their name
    erased.pending = rememberErasure(work, kErasedPerson, user, std::move(traces), places);
    erased.report.id = erased.pending.id;
    erased.report.livePending = true;
    erased.report.request = endErasureRequest(work, user, terms);
    QJsonObject detail = auditDetail(places, erased.pending.id);
    if (erased.report.request) detail[u"late"_s] = isErasureLate(*erased.report.request, work.now());
    work.addAudit({actor, u"erasure.person"_s, user.bytes(), detail});
    tellDesks(work, job);
    return erased;
}

}  // namespace tongdai
