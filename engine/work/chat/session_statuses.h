#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/session_status_cache.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/work/message/pipeline_events.h"

namespace tongdai {

/// Who may answer a session, for other programs and the older product's routes (contracts/background §2): from the
/// cache where it is there, else from the history, which decides. The cache is written when who answers changes, before
/// the one who changed it is answered; an ordinary message costs nothing here. Engine loop.
class SessionStatuses final : public PipelineEvents {
public:
    struct Ports {
        ports::Clock& clock;
        ports::HistoryReader& reader;
        ports::SessionStatusCache& cache;
    };
    explicit SessionStatuses(Ports ports) : m_ports(ports) {}

    /// Nothing: there is no such session. @throws StoreError when neither cache nor history can be asked.
    QCoro::Task<std::optional<SessionStatus>> find(ConversationId session);

    struct Counts {
        qint64 hits = 0;
        qint64 misses = 0;
        qint64 fallbacks = 0;  ///< Redis could not be asked
    };
    const Counts& counts() const { return m_counts; }

    // PipelineEvents
    void changed(const Change& change) override;

private:
    Ports m_ports;
    Counts m_counts;
};

}  // namespace tongdai
