#pragma once

#include "engine/api/desk.h"
#include "engine/domain/stats_report.h"

namespace tongdai::api {

/// The Stats page's view of the engine: it answers when it is asked, and does nothing otherwise. Lives on the GUI
/// thread.
class Statistics : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Answered by counted or failed, never inside the call. While nothing real was counted and the sample shop is
    /// open, the answer is of the sample shop alone, and says so (StatsQuery::sample).
    virtual RequestId request(const StatsQuery& query) = 0;
signals:
    /// The engine answers from now on.
    void ready();
    void counted(tongdai::api::RequestId request, tongdai::StatsReport report);
    void failed(tongdai::api::RequestId request, tongdai::api::DeskFailure failure);
};

}  // namespace tongdai::api
