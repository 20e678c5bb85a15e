#pragma once

#include "engine/domain/ports/store/case_store.h"

namespace tongdai {

class SqlHistory;

/// Disputes of the durable store, with the same writer and readers as the rest of it. Lives on the engine loop; must
/// not outlive the history.
class SqlCases final : public ports::CaseStore {
public:
    explicit SqlCases(SqlHistory& history) : m_history(history) {}

    QCoro::Task<std::optional<CaseFile>> openCase(CaseDraft draft, CaseActor by) override;
    QCoro::Task<DisputeCasePage> caseList(std::optional<LineKey> before, int limit) override;
    QCoro::Task<std::optional<CaseFile>> caseFile(QUuid id) override;
    QCoro::Task<CaseAct> addNote(QUuid id, QString body, CaseActor by) override;
    QCoro::Task<CaseAct> proposeVerdict(QUuid id, DisputeVerdict verdict, QString reasoning, CaseActor by) override;
    QCoro::Task<CaseAct> approveVerdict(QUuid id, CaseActor by) override;

private:
    SqlHistory& m_history;
};

}  // namespace tongdai
