#pragma once

#include "engine/domain/people/privacy.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>

#include <variant>

/// What the durable store does for the people in it (guarantees 2.15, 2.16). Called on the engine loop; every act and
/// its audit entry are one transaction. @throws StoreError
namespace tongdai::ports {

class ErasureStore {
public:
    virtual ~ErasureStore() = default;

    enum class SessionResult : quint8 { Erased, NothingThere, SomeoneElses, Held };
    struct SessionErased {
        SessionResult result = SessionResult::NothingThere;
        PendingErasure pending;  ///< of Erased
    };
    /// One conversation with everything that hangs on it.
    virtual QCoro::Task<SessionErased> eraseSession(SenderId user, ConversationId session, QByteArray actor) = 0;
    /// That a person asked, or was answered: their open request, which its erasure ends.
    virtual QCoro::Task<ErasureRequest> noteErasureRequest(SenderId user, ErasureNote note, QByteArray actor) = 0;
    /// Everybody who asked and is not erased yet, longest ago first.
    virtual QCoro::Task<std::vector<OpenErasure>> openErasures(int limit) = 0;
    /// What would be erased; changes nothing.
    virtual QCoro::Task<ErasureReport> planErasure(SenderId user) = 0;
    /// A person's conversations go; their lines in conversations of others lose what names them.
    struct PersonErased {
        ErasureReport report;
        PendingErasure pending;  ///< unless held
    };
    virtual QCoro::Task<PersonErased> erasePerson(SenderId user, QByteArray actor) = 0;
    virtual QCoro::Task<std::vector<PendingErasure>> pendingErasures(int limit) = 0;
    /// Live state has forgotten it: adds its counts to the report and forgets what was to be forgotten.
    virtual QCoro::Task<void> finishErasure(QUuid id, std::vector<ErasedPlace> places) = 0;
};

class LegalHoldStore {
public:
    virtual ~LegalHoldStore() = default;
    /// `actor`: whose act it is in the audit log; `placedBy` is what the hold says of itself.
    virtual QCoro::Task<LegalHold> placeHold(LegalHold hold, QByteArray actor) = 0;
    /// False: there is no such hold in force.
    virtual QCoro::Task<bool> releaseHold(QUuid id, QByteArray actor) = 0;
    virtual QCoro::Task<std::vector<LegalHold>> holds() = 0;
};

class RetentionStore {
public:
    virtual ~RetentionStore() = default;
    /// A bounded piece of it at a time: call again while something was removed.
    virtual QCoro::Task<std::vector<RetentionCount>> applyRetention(RetentionPolicy policy, QByteArray actor) = 0;
    virtual QCoro::Task<std::vector<RetentionCount>> planRetention(RetentionPolicy policy) = 0;
};

class AuditLog {
public:
    virtual ~AuditLog() = default;
    virtual QCoro::Task<void> audit(AuditEntry entry) = 0;
    /// Newest first.
    virtual QCoro::Task<std::vector<AuditLine>> auditLines(int limit) = 0;
    virtual QCoro::Task<AuditVerdict> verifyAudit() = 0;
    /// The head as it is now, and entry number `then`.
    virtual QCoro::Task<AuditLook> lookAtAudit(qint64 then) = 0;
};

/// Live state that can forget. Nothing: it cannot be asked now, try again.
class LiveErasure {
public:
    virtual ~LiveErasure() = default;
    virtual QCoro::Task<std::optional<std::vector<ErasedPlace>>> forget(LiveTraces traces) = 0;
};

}  // namespace tongdai::ports
