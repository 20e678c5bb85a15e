#pragma once

#include "engine/api/statistics.h"
#include "engine/host/statistics/statistics_service.h"

#include <QPointer>

namespace tongdai {

/// The statistics as the window sees them. GUI thread. Questions are numbered here and posted to StatisticsService;
/// before the engine is up they are answered with NotReady.
class StatisticsHost final : public api::Statistics {
    Q_OBJECT
public:
    using api::Statistics::Statistics;

    /// The engine is up (or, with null, gone): from here on questions go there.
    void attach(StatisticsService* service);
    api::RequestId request(const StatsQuery& query) override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<StatisticsService> m_service;
    api::RequestId m_last = 0;
};

}  // namespace tongdai
