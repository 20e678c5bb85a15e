#pragma once

#include "engine/api/answer.h"
#include "engine/domain/dispute/audit_page.h"

#include <QObject>

namespace tongdai::api {

/// The audit log as the Audit page sees it. Looking at it is itself written down. Lives on the GUI thread.
class AuditView : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual Asked<AuditPage> lines(const AuditQuery& query) = 0;
    /// Recomputes the whole chain.
    virtual Asked<AuditVerdict> verify() = 0;
signals:
    /// The engine answers from now on.
    void ready();
};

}  // namespace tongdai::api
