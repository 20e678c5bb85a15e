#pragma once

#include "engine/domain/ports/store/privacy_stores.h"

namespace tongdai {

class SqlHistory;

/// Erasure, legal holds, retention and the audit log of the durable store, with the same writer and readers as the
/// rest of it. Lives on the engine loop; must not outlive the history.
class SqlPrivacy final : public ports::ErasureStore,
                         public ports::LegalHoldStore,
                         public ports::RetentionStore,
                         public ports::AuditLog {
public:
    explicit SqlPrivacy(SqlHistory& history) : m_history(history) {}

    QCoro::Task<SessionErased> eraseSession(SenderId user, ConversationId session, QByteArray actor) override;
    QCoro::Task<ErasureRequest> noteErasureRequest(SenderId user, ErasureNote note, QByteArray actor) override;
    QCoro::Task<std::vector<OpenErasure>> openErasures(int limit) override;
    QCoro::Task<ErasureReport> planErasure(SenderId user) override;
    QCoro::Task<PersonErased> erasePerson(SenderId user, QByteArray actor) override;
    QCoro::Task<std::vector<PendingErasure>> pendingErasures(int limit) override;
    QCoro::Task<void> finishErasure(QUuid id, std::vector<ErasedPlace> places) override;

    QCoro::Task<LegalHold> placeHold(LegalHold hold, QByteArray actor) override;
    QCoro::Task<bool> releaseHold(QUuid id, QByteArray actor) override;
    QCoro::Task<std::vector<LegalHold>> holds() override;

    QCoro::Task<std::vector<RetentionCount>> applyRetention(RetentionPolicy policy, QByteArray actor) override;
    QCoro::Task<std::vector<RetentionCount>> planRetention(RetentionPolicy policy) override;

    QCoro::Task<void> audit(AuditEntry entry) override;
    QCoro::Task<std::vector<AuditLine>> auditLines(int limit) override;
    QCoro::Task<AuditVerdict> verifyAudit() override;
    QCoro::Task<AuditLook> lookAtAudit(qint64 then) override;

private:
    QCoro::Task<void> tidyFiles();
    QCoro::Task<void> tidyOnce();

    SqlHistory& m_history;
    bool m_isTidying = false;
    bool m_isTidyDue = false;
};

}  // namespace tongdai
