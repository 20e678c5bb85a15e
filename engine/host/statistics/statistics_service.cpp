#include "engine/host/statistics/statistics_service.h"

#include "engine/domain/store_error.h"

namespace tongdai {

namespace {

api::DeskFailure countFailureOf(const StoreError& error)
{
    switch (error.kind()) {
        case StoreError::Kind::TimedOut: return {api::DeskError::TookTooLong, error.cause()};
        case StoreError::Kind::Refused: return {api::DeskError::Refused, error.cause()};
        default: return {api::DeskError::StoreDown, error.cause()};
    }
}

}  // namespace

void StatisticsService::count(api::RequestId request, StatsQuery query)
{
    answer(request, std::move(query));
}

QCoro::Task<void> StatisticsService::answer(api::RequestId request, StatsQuery query)
{
    try {
        StatsReport report = co_await m_statistics.statistics(query);
        // What is made up is shown where there is nothing else, and never beside what is real.
        if (report.isEmpty() && !query.sample) {
            const bool hasSample = co_await m_reader.hasSample();
            query.sample = true;
            if (hasSample) report = co_await m_statistics.statistics(query);
        }
        emit counted(request, report);
    } catch (const StoreError& error) {
        emit failed(request, countFailureOf(error));
    }
}

}  // namespace tongdai
