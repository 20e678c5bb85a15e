#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/random.h"
#include "engine/domain/ports/store/import_store.h"
#include "engine/domain/work/one_shot.h"
#include "engine/host/backup/import_reading.h"
#include "engine/work/tasks/task_handler.h"

#include <QObject>
#include <QThreadPool>

#include <functional>

namespace tongdai {

/// Carries out an import (features E10): a hundred lines a transaction with a rest between, so that messages never wait
/// for long. What a crash cut goes on where it was, from the same file on the same computer; how far it is and what was
/// counted stand in the row in the transaction that has the lines. Engine loop.
class ImportTask final : public TaskHandler {
public:
    static constexpr size_t kLinesAtOnce = 100;
    static constexpr std::chrono::milliseconds kRest{10};  ///< between two transactions
    static constexpr std::chrono::seconds kTellEvery{15};  ///< while the file is read: the lease goes on
    /// Until somebody looks at it again; and up to as much more, drawn anew each time, or the same computer, which is
    /// no nearer, finds it at each of its looks.
    static constexpr std::chrono::milliseconds kLeftToItsComputer{10'000};

    struct Ports {
        ports::Clock& clock;
        ports::Random& random;
        ports::ImportStore& imports;
        ports::TaskDesk& desk;
    };
    /// `computer`: of which files are read.
    ImportTask(Ports ports, QString computer);

    /// Waits for a file that is being read.
    ~ImportTask() override;
    /// @throws StoreError
    QCoro::Task<TaskResult> run(BackgroundTask task) override;
    /// The lines of a file that was read already: it is not read once more.
    void expect(std::shared_ptr<const PreparedImport> prepared) { m_expected = std::move(prepared); }
    /// Lines have come to the shop, and no more will.
    void onEnded(std::function<void()> listener) { m_ended = std::move(listener); }
    /// What is under way is given back.
    void stop() { m_stopping = true; }
    const QString& computer() const { return m_computer; }

private:
    using Prepared = std::variant<std::shared_ptr<const PreparedImport>, QString>;
    QCoro::Task<Prepared> prepared(BackgroundTask task, ImportJob job);
    TaskResult leftToItsComputer();
    QCoro::Task<TaskResult> keepAll(BackgroundTask task, std::shared_ptr<const PreparedImport> lines, qint64 from);

    Ports m_ports;
    QString m_computer;
    std::shared_ptr<const PreparedImport> m_expected;
    std::function<void()> m_ended = [] {};
    bool m_stopping = false;
    QObject m_here;      ///< answers of the other thread come by posted calls
    QThreadPool m_pool;  ///< last: its end waits
};

}  // namespace tongdai
