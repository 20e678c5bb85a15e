#pragma once

#include "engine/api/statistics.h"
#include "engine/domain/ports/history_reader.h"
#include "engine/domain/ports/statistics.h"

#include <QObject>

namespace tongdai {

/// The Stats page's half on the engine loop; StatisticsHost is the half on the GUI thread. It counts when it is asked:
/// an engine without a window counts nothing. Its coroutines end when the store is closed; the owner closes the store
/// before deleting this.
class StatisticsService final : public QObject {
    Q_OBJECT
public:
    StatisticsService(ports::Statistics& statistics, ports::HistoryReader& reader)
        : m_statistics(statistics), m_reader(reader)
    {
    }

    void count(api::RequestId request, StatsQuery query);

signals:
    void counted(tongdai::api::RequestId request, tongdai::StatsReport report);
    void failed(tongdai::api::RequestId request, tongdai::api::DeskFailure failure);

private:
    QCoro::Task<void> answer(api::RequestId request, StatsQuery query);

    ports::Statistics& m_statistics;
    ports::HistoryReader& m_reader;
};

}  // namespace tongdai
