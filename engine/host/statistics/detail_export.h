#pragma once

#include "engine/api/statistics.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/statistics.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/domain/work/running_work.h"
#include "engine/host/people/desk_gate.h"
#include "engine/host/statistics/detail_file.h"

#include <QObject>
#include <QThreadPool>

namespace tongdai {

/// Writes a range's conversations into a file, a row for each (features H11): reads them page by page beside everything
/// else, masks and writes on a thread of its own, and gives the file its name only when the audit log knows of it. No
/// more than a page is in memory. Engine loop; the owner closes the store before deleting this.
class DetailExport final : public QObject {
    Q_OBJECT
public:
    struct Ports {
        ports::Statistics& statistics;
        ports::AuditLog& audit;
        const ports::Clock& clock;
        const DeskGate& gate;
    };
    using Tell = std::function<void(const api::DetailProgress& progress)>;

    explicit DetailExport(Ports ports);
    /// What was being written is gone from the disk.
    ~DetailExport() override;

    /// @throws StoreError
    QCoro::Task<api::Answer<api::DetailsMade>> run(api::DetailRequest request, Tell tell);
    /// What is under way ends without a file.
    void cancel();
    std::optional<RunningWork> running() const { return m_running ? std::optional(*m_running) : std::nullopt; }

private:
    template <class Work>
    auto away(Work work);
    QCoro::Task<api::Answer<api::DetailsMade>> write(std::shared_ptr<RunningWork> work,
                                                     std::shared_ptr<DetailFile> file, api::DetailRequest request,
                                                     Tell tell);
    AuditEntry entryOf(const OperatorId& by, const api::DetailRequest& request, qint64 rows) const;

    Ports m_ports;
    std::shared_ptr<RunningWork> m_running;
    std::shared_ptr<DetailFile> m_file;  ///< while one is under way; whoever writes it may never be woken again
    QObject m_here;                      ///< answers of the other thread come by posted calls
    QThreadPool m_pool;                  ///< last: its end waits
};

}  // namespace tongdai
