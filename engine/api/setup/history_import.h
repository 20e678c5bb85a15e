#pragma once

#include "engine/api/answer.h"
#include "engine/domain/imports/import_job.h"
#include "engine/domain/work/background_task.h"

#include <QObject>

namespace tongdai::api {

/// A column of the file, with what stands in it first.
struct ImportColumn {
    QString name;
    QString example;  ///< as it would be read; empty: nothing stands in the first rows
};
struct ImportTableLook {
    QString name;
    qint64 rows = 0;
    std::vector<ImportColumn> columns;
    ColumnMap guess;
};
/// What a file was found to be.
struct ImportLook {
    QString file;
    qint64 bytes = 0;
    ImportFile::Kind kind = ImportFile::Kind::Csv;
    ImportEncoding encoding = ImportEncoding::Utf8;
    std::vector<ImportTableLook> tables;
    ColumnMap guess;  ///< the table that looks most like messages, and its columns
};

/// What a person wants of a file that was looked at.
struct ImportPlan {
    QString file;
    ColumnMap map;
    QByteArray zone;  ///< IANA, of times that name none; empty: UTC
};
/// What would come of it, with nothing changed.
struct ImportPreview {
    qint64 lines = 0;
    qint64 repaired = 0;              ///< of them, whose text had been read with the wrong table
    qint64 zoneless = 0;              ///< of them, whose time names no zone
    std::array<qint64, 4> leftOut{};  ///< rows that are no lines, by ImportProblem
    std::vector<ImportedLine> sample;
    ImportCounts counts;
};

/// An import, whatever became of it.
struct ImportStatus {
    qint64 id = 0;
    TaskState state = TaskState::Waiting;
    bool isCancelWanted = false;
    QString trouble;  ///< of the last try
    ImportJob job;
    TimePoint changedAt{};
};

/// Another system's history on its way into this shop (features E10): look, see what would come, then have it carried
/// out as background work. Lives on the GUI thread.
class HistoryImport : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Reads the file whole and keeps it until another one is looked at, or forget(). Refused, with what is wrong.
    virtual Asked<ImportLook> look(const QString& file) = 0;
    /// Of the file that was looked at last. A newer question ends an older one. Refused, with what is wrong with the
    /// plan.
    virtual Asked<ImportPreview> preview(const ImportPlan& plan) = 0;
    /// One at a time. Stands in the audit log with the first lines, under the name of who sits here. Repeating it adds
    /// nothing twice.
    virtual Asked<ImportStatus> begin(const ImportPlan& plan) = 0;
    /// The one that was begun last, here or at another desk; none is remembered for ever.
    virtual Asked<std::optional<ImportStatus>> newest() = 0;
    /// It ends where it is; what came stays. False: it has ended.
    virtual Asked<bool> cancel(qint64 id) = 0;
    /// One that was cancelled or given up goes on where it ended. False: it is none of these any more.
    virtual Asked<bool> goOn(qint64 id) = 0;
    /// The file that was looked at need not be kept any longer.
    virtual void forget() = 0;
};

}  // namespace tongdai::api
