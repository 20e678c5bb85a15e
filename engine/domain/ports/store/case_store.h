#pragma once

#include "engine/domain/dispute/dispute_file.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// Disputes that were opened in this shop. Every act and its audit entry are one transaction. Engine loop.
/// @throws StoreError
class CaseStore {
public:
    virtual ~CaseStore() = default;
    /// One that is open about this conversation already is given instead. Nothing: there is no such conversation.
    virtual QCoro::Task<std::optional<CaseFile>> openCase(CaseDraft draft, CaseActor by) = 0;
    virtual QCoro::Task<DisputeCasePage> caseList(std::optional<LineKey> before, int limit) = 0;
    virtual QCoro::Task<std::optional<CaseFile>> caseFile(QUuid id) = 0;
    virtual QCoro::Task<CaseAct> addNote(QUuid id, QString body, CaseActor by) = 0;
    /// Takes the place of a verdict that waits for its second person.
    virtual QCoro::Task<CaseAct> proposeVerdict(QUuid id, DisputeVerdict verdict, QString reasoning, CaseActor by) = 0;
    virtual QCoro::Task<CaseAct> approveVerdict(QUuid id, CaseActor by) = 0;
};

}  // namespace tongdai::ports
