#pragma once

#include "engine/domain/dispute/dispute_file.h"
#include "engine/history/store/unit_of_work.h"

/// Disputes as rows of dispute_cases and dispute_notes, with what is written of them in the audit log.
namespace tongdai {

std::optional<CaseFile> openCase(UnitOfWork& work, const CaseDraft& draft, const CaseActor& by);
CaseAct addCaseNote(UnitOfWork& work, const QUuid& id, const QString& body, const CaseActor& by);
CaseAct proposeVerdict(UnitOfWork& work, const QUuid& id, DisputeVerdict verdict, const QString& reasoning,
                       const CaseActor& by);
CaseAct approveVerdict(UnitOfWork& work, const QUuid& id, const CaseActor& by);

namespace reads {
DisputeCasePage caseList(SqlSession& session, const std::optional<LineKey>& before, int limit);
std::optional<CaseFile> caseFile(SqlSession& session, const QUuid& id);
}  // namespace reads

}  // namespace tongdai
