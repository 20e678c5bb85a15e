#pragma once

#include "engine/api/audit_view.h"
#include "engine/domain/ports/store/audit_reader.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/host/people/desk_gate.h"

#include <QPointer>

namespace tongdai {

/// The Audit page's half on the engine loop; AuditViewHost is the half on the GUI thread. Who looks stands in the log
/// before anything is shown. Its coroutines end when the store is closed, which must be before its end.
class AuditService final : public QObject {
    Q_OBJECT
public:
    AuditService(ports::AuditReader& reader, ports::AuditLog& log, const DeskGate& gate)
        : m_reader(reader), m_log(log), m_gate(gate)
    {
    }

    /// @throws StoreError
    QCoro::Task<api::Answer<AuditPage>> lines(AuditQuery query);
    /// @throws StoreError
    QCoro::Task<api::Answer<AuditVerdict>> verify();

private:
    ports::AuditReader& m_reader;
    ports::AuditLog& m_log;
    const DeskGate& m_gate;
};

/// The audit log as the window sees it. GUI thread.
class AuditViewHost final : public api::AuditView {
    Q_OBJECT
public:
    using api::AuditView::AuditView;
    /// The engine is up (or, with null, gone): from here on questions go there.
    void attach(AuditService* service);
    api::Asked<AuditPage> lines(const AuditQuery& query) override;
    api::Asked<AuditVerdict> verify() override;

private:
    QPointer<AuditService> m_service;
};

}  // namespace tongdai
