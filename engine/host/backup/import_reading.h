#pragma once

#include "engine/domain/imports/import_job.h"

#include <memory>

namespace tongdai {

// A file of another system's history on its way to lines (features E10). Blocking; any thread; memory grows with the
// file.

/// Bigger ones are refused: a file is read whole.
inline constexpr qint64 kLargestImport = 512LL * 1024 * 1024;

/// A file as it stands.
struct ReadImport {
    QString path;
    qint64 bytes = 0;
    QByteArray sha256;
    ImportFile file;
};
/// Or what is wrong with it.
std::variant<std::shared_ptr<const ReadImport>, QString> readImport(const QString& path);

/// Its lines, by a map and a zone.
struct PreparedImport {
    QByteArray sha256;
    ColumnMap map;
    QByteArray zone;
    ImportLines made;
    ImportPeople people;

    bool isOf(const ImportJob& job) const { return sha256 == job.sha256 && map == job.map && zone == job.zone; }
};
/// Or what is wrong with the map or the zone. `zone`: of times that name none; empty: UTC.
std::variant<std::shared_ptr<const PreparedImport>, QString> prepareImport(const ReadImport& read, const ColumnMap& map,
                                                                           const QByteArray& zone);

/// Some of them for people to look at: those that were repaired before the first of the others.
std::vector<ImportedLine> importSample(const std::vector<ImportedLine>& lines);

}  // namespace tongdai
