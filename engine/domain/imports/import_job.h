#pragma once

#include "engine/domain/imports/import_counts.h"

#include <QJsonObject>

namespace tongdai {

/// An import as its task remembers it (guarantees 2.7): what was asked for, and how far it is. Whoever takes it over
/// goes on from there.
struct ImportJob {
    QString path;
    QString computer;  ///< where the file lies
    QByteArray sha256;
    ColumnMap map;
    QByteArray zone;
    QByteArray actor;  ///< whose act it is
    QString by;        ///< and how they are called
    qint64 total = 0;  ///< lines
    qint64 repaired = 0;
    std::array<qint64, 4> leftOut{};  ///< by ImportProblem
    qint64 upto = 0;                  ///< lines that are dealt with
    ImportCounts counts;              ///< of these

    QJsonObject json() const;
    /// Nothing: that is none.
    static std::optional<ImportJob> fromJson(const QJsonObject& json);
};

/// What the keys of imports' tasks begin with; a later one is greater.
inline constexpr char kImportKeys[] = "import:";
QByteArray newImportKey(TimePoint now);

}  // namespace tongdai
