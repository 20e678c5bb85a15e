#pragma once

#include "engine/domain/customer/gazetteer.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/work/message/pipeline_events.h"
#include "engine/work/tasks/task_handler.h"

namespace tongdai {

/// Lines that are looked at when a conversation is read for its customer's details (contracts/background §3).
inline constexpr int kLinesForDetails = 15;

/// Reads the newest lines of a conversation, and merges what its customer says of themselves (features A16); where the
/// shop wants it, what its AI found in them besides. Engine loop; gives way after every line.
class FindCustomerDetails final : public TaskHandler {
public:
    struct Ports {
        ports::Clock& clock;
        ports::HistoryReader& reader;
        ports::CustomerDetailsStore& details;
        PipelineEvents& events;
    };
    FindCustomerDetails(Ports ports, const Gazetteer& gazetteer, bool asksAi)
        : m_ports(ports), m_gazetteer(gazetteer), m_asksAi(asksAi)
    {
    }

    QCoro::Task<TaskResult> run(BackgroundTask task) override;

private:
    QCoro::Task<std::vector<LineDetails>> read(std::vector<StoredMessage> lines, qint64 after,
                                               std::vector<LineEntities> ofAi);
    std::vector<FoundDetail> readLine(const StoredMessage& line, qint64 after,
                                      const std::vector<LineEntities>& ofAi) const;

    Ports m_ports;
    const Gazetteer& m_gazetteer;
    bool m_asksAi;
};

}  // namespace tongdai
