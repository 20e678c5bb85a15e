#pragma once

#include "engine/domain/ports/store/import_store.h"
#include "engine/history/sql_history.h"

namespace tongdai {

/// ports::ImportStore in the durable store. Lives on the engine loop; must not outlive the history.
class SqlImports final : public ports::ImportStore {
public:
    /// `worker`: how this engine is called where somebody reads what became of a try.
    explicit SqlImports(SqlHistory& history, QString worker = {}) : m_history(history), m_worker(std::move(worker)) {}

    QCoro::Task<std::vector<LineFate>> importFates(std::vector<ImportedLine> lines,
                                                   std::shared_ptr<const ImportPeople> people) override;
    QCoro::Task<ImportStep> keepPart(BackgroundTask task, ImportPart part) override;
    QCoro::Task<bool> endImport(BackgroundTask task, bool isCancelled) override;
    QCoro::Task<std::optional<TaskOnDesk>> newestImport() override;

private:
    SqlHistory& m_history;
    QString m_worker;
};

}  // namespace tongdai
