#pragma once

#include "engine/api/setup/history_import.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/host/backup/import_task.h"
#include "engine/host/people/desk_gate.h"

namespace tongdai {

/// The window's way to bring another system's history (features E10): the half on the engine loop; HistoryImportHost is
/// the half on the GUI thread. Asks the gate before each look and each act; files are read and mapped on a thread of
/// its own. The owner closes the store before deleting this.
class HistoryImportService final : public QObject {
    Q_OBJECT
public:
    static constexpr size_t kTriedAtOnce = 500;  ///< lines of one question to the store

    struct Ports {
        ports::Clock& clock;
        ports::ImportStore& imports;
        ports::TaskStore& tasks;
        ports::TaskDesk& desk;
        ImportTask& task;
        const DeskGate& gate;
        std::function<void()> wake;  ///< the worker: there is something to do
    };
    explicit HistoryImportService(Ports ports);

    QCoro::Task<api::Answer<api::ImportLook>> look(QString file);
    /// @throws StoreError
    QCoro::Task<api::Answer<api::ImportPreview>> preview(api::ImportPlan plan);
    /// @throws StoreError
    QCoro::Task<api::Answer<api::ImportStatus>> begin(api::ImportPlan plan);
    /// @throws StoreError
    QCoro::Task<api::Answer<std::optional<api::ImportStatus>>> newest();
    /// @throws StoreError
    QCoro::Task<api::Answer<bool>> cancel(qint64 id);
    /// @throws StoreError
    QCoro::Task<api::Answer<bool>> goOn(qint64 id);
    void forget();

private:
    using Prepared = std::variant<std::shared_ptr<const PreparedImport>, QString>;
    template <class Work>
    auto away(Work work);
    QCoro::Task<Prepared> prepared(api::ImportPlan plan);
    QCoro::Task<std::optional<ImportCounts>> tried(std::shared_ptr<const PreparedImport> lines, quint64 question);

    Ports m_ports;
    std::shared_ptr<const ReadImport> m_read;
    std::shared_ptr<const PreparedImport> m_prepared;  ///< of m_read
    quint64 m_question = 0;                            ///< the newest preview
    QObject m_here;                                    ///< answers of the other thread come by posted calls
    QThreadPool m_pool;                                ///< last: its end waits
};

}  // namespace tongdai
