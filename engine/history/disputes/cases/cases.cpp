#include "engine/history/disputes/cases/cases.h"

#include <algorithm>
#include <limits>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const QString kCaseColumns =
    u"d.id, d.number, d.conversation_id, d.message_id, d.title, d.status, d.opened_name, d.opened_at, d.deadline, "
    "d.amount, d.currency, d.verdict, d.reasoning, d.proposed_by, d.proposed_name, d.proposed_at, d.approved_by, "
    "d.approved_name, d.decided_at, c.customer_name, (select count(*) from legal_holds h where h.kind = 1 and "
    "h.subject = d.conversation_id and h.released_at is null)"_s;
const QString kCaseTables =
    u" from dispute_cases d left join conversations c on c.conversation_id = d.conversation_id"_s;

QByteArray caseIdBytes(const QUuid& id)
{
    return id.toByteArray(QUuid::WithoutBraces);
}

CaseFile readCase(SqlRow row)
{
    CaseFile file;
    DisputeCase& shown = file.shown;
    shown.id = caseIdBytes(row.nextUuid());
    shown.number = u"KN-%1"_s.arg(row.nextInteger(), 4, 10, QChar(u'0'));
    shown.ref = {"own", row.nextBytes()};
    file.message = row.nextBytes();
    shown.title = row.nextText();
    shown.status = row.nextText();
    file.openedName = row.nextText();
    shown.openedAt = row.nextTime();
    shown.deadline = row.nextTime();
    shown.amount = row.nextReal();
    shown.currency = row.nextText();
    file.verdict.verdict = verdictOf(row.nextText());
    file.verdict.reasoning = row.nextText();
    file.verdict.proposedBy = row.nextBytes();
    file.verdict.proposedName = row.nextText();
    file.verdict.proposedAt = row.nextTimeOrNull();
    file.verdict.approvedBy = row.nextBytes();
    file.verdict.approvedName = row.nextText();
    file.verdict.decidedAt = row.nextTimeOrNull();
    shown.parties = row.nextText();
    shown.isHeld = row.nextInteger() > 0;
    shown.isOpen = shown.status == "OPEN"_L1;
    if (!shown.isOpen) shown.deadline.reset();
    return file;
}

void auditCase(UnitOfWork& work, const CaseActor& by, const QString& action, const QUuid& id, QJsonObject detail = {})
{
    detail.insert(u"case"_s, QString::fromLatin1(caseIdBytes(id)));
    work.addAudit({by.id.bytes(), action, caseIdBytes(id), detail});
}

/// Locks its row. Nothing: there is none.
std::optional<CaseFile> lockCase(UnitOfWork& work, const QUuid& id)
{
    if (work.session().query(u"select id from dispute_cases where id = ? {for_update}"_s, {id}).isEmpty())
        return std::nullopt;
    return reads::caseFile(work.session(), id);
}

}  // namespace

std::optional<CaseFile> openCase(UnitOfWork& work, const CaseDraft& draft, const CaseActor& by)
{
    SqlSession& session = work.session();
    // The conversation's row first: two who open a case at once make one.
    if (!work.lockOne(draft.conversation)) return std::nullopt;
    const SqlRows open = session.query(u"select id from dispute_cases where conversation_id = ? and status = 'OPEN'"_s,
                                       {draft.conversation});
    if (!open.isEmpty()) return reads::caseFile(session, open[0][0].toUuid());
    const QUuid id = rows::newUuid(work.now());
    session.execute(u"update counters set value = value + 1 where name = 'cases'"_s);
    const qint64 number = session.query(u"select value from counters where name = 'cases'"_s)[0][0].toInteger();
    session.execute(
        u"insert into dispute_cases (id, number, conversation_id, message_id, title, status, opened_by, opened_name, "
        "opened_at, deadline) values (?, ?, ?, ?, ?, 'OPEN', ?, ?, ?, ?)"_s,
        {id, number, draft.conversation, SqlValue::orNull(draft.message), draft.title, by.id, by.name, work.now(),
         draft.deadline});
    auditCase(work, by, u"case.opened"_s, id, {{u"number"_s, number}});
    return reads::caseFile(session, id);
}

CaseAct addCaseNote(UnitOfWork& work, const QUuid& id, const QString& body, const CaseActor& by)
{
    if (!lockCase(work, id)) return CaseAct::NotFound;
    work.session().execute(
        u"insert into dispute_notes (id, case_id, author, author_name, body, written_at) values (?, ?, ?, ?, ?, ?)"_s,
        {rows::newUuid(work.now()), id, by.id, by.name, body, work.now()});
    auditCase(work, by, u"case.noted"_s, id);
    return CaseAct::Done;
}

CaseAct proposeVerdict(UnitOfWork& work, const QUuid& id, DisputeVerdict verdict, const QString& reasoning,
                       const CaseActor& by)
{
    const std::optional<CaseFile> file = lockCase(work, id);
    if (!file) return CaseAct::NotFound;
    if (!file->shown.isOpen) return CaseAct::NotOpen;
    work.session().execute(
        u"update dispute_cases set verdict = ?, reasoning = ?, proposed_by = ?, proposed_name = ?, proposed_at = ? "
        "where id = ?"_s,
        {QString(verdictWord(verdict)), reasoning, by.id, by.name, work.now(), id});
    auditCase(work, by, u"case.verdict_proposed"_s, id, {{u"verdict"_s, QString(verdictWord(verdict))}});
    return CaseAct::Done;
}

CaseAct approveVerdict(UnitOfWork& work, const QUuid& id, const CaseActor& by)
{
    const std::optional<CaseFile> file = lockCase(work, id);
    if (!file) return CaseAct::NotFound;
    if (!file->shown.isOpen || file->verdict.verdict == DisputeVerdict::NotGiven) return CaseAct::NotOpen;
    if (file->verdict.proposedBy == by.id.bytes()) return CaseAct::SamePerson;
    work.session().execute(
        u"update dispute_cases set status = 'DECIDED', approved_by = ?, approved_name = ?, decided_at = ? where id = ?"_s,
        {by.id, by.name, work.now(), id});
    auditCase(work, by, u"case.decided"_s, id, {{u"verdict"_s, QString(verdictWord(file->verdict.verdict))}});
    return CaseAct::Done;
}

namespace reads {

DisputeCasePage caseList(SqlSession& session, const std::optional<LineKey>& before, int limit)
{
    static const QString sql =
        u"select "_s + kCaseColumns + kCaseTables + u" where d.number < ? order by d.number desc limit ?"_s;
    // Numbers are given in the order of time.
    const qint64 number = before ? before->id.toLongLong() : std::numeric_limits<qint64>::max();
    const SqlRows rows = session.query(sql, {number, limit + 1});
    DisputeCasePage page;
    for (int i = 0; i < std::min(rows.size(), limit); ++i)
        page.cases.push_back(readCase(rows[i]).shown);
    if (rows.size() > limit)
        page.earlier = LineKey{page.cases.back().openedAt, QByteArray::number(rows[limit - 1][1].toInteger())};
    return page;
}

std::optional<CaseFile> caseFile(SqlSession& session, const QUuid& id)
{
    static const QString sql = u"select "_s + kCaseColumns + kCaseTables + u" where d.id = ?"_s;
    const SqlRows found = session.query(sql, {id});
    if (found.isEmpty()) return std::nullopt;
    CaseFile file = readCase(found[0]);
    for (
        SqlRow row : session.query(
            u"select author, author_name, body, written_at from dispute_notes where case_id = ? order by written_at, id"_s,
            {id})) {
        CaseNote note;
        note.author = row.nextBytes();
        note.name = row.nextText();
        note.body = row.nextText();
        note.at = row.nextTime();
        file.notes.push_back(std::move(note));
    }
    return file;
}

}  // namespace reads
}  // namespace tongdai
