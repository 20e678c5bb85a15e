#include "engine/history/disputes/cases/sql_cases.h"

#include "engine/history/disputes/cases/cases.h"
#include "engine/history/sql_history_calls.h"

namespace tongdai {

QCoro::Task<std::optional<CaseFile>> SqlCases::openCase(CaseDraft draft, CaseActor by)
{
    return m_history.writeApart("open case",
                                [=](UnitOfWork& work, WriteJob&) { return tongdai::openCase(work, draft, by); });
}

QCoro::Task<DisputeCasePage> SqlCases::caseList(std::optional<LineKey> before, int limit)
{
    return m_history.read("cases", [=](SqlSession& session) { return reads::caseList(session, before, limit); });
}

QCoro::Task<std::optional<CaseFile>> SqlCases::caseFile(QUuid id)
{
    return m_history.read("case", [=](SqlSession& session) { return reads::caseFile(session, id); });
}

QCoro::Task<CaseAct> SqlCases::addNote(QUuid id, QString body, CaseActor by)
{
    return m_history.writeApart("note in case",
                                [=](UnitOfWork& work, WriteJob&) { return addCaseNote(work, id, body, by); });
}

QCoro::Task<CaseAct> SqlCases::proposeVerdict(QUuid id, DisputeVerdict verdict, QString reasoning, CaseActor by)
{
    return m_history.writeApart("propose verdict", [=](UnitOfWork& work, WriteJob&) {
        return tongdai::proposeVerdict(work, id, verdict, reasoning, by);
    });
}

QCoro::Task<CaseAct> SqlCases::approveVerdict(QUuid id, CaseActor by)
{
    return m_history.writeApart("approve verdict",
                                [=](UnitOfWork& work, WriteJob&) { return tongdai::approveVerdict(work, id, by); });
}

}  // namespace tongdai
