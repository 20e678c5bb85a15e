#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace tongdai {

/// One table of a file that another system wrote (features E10): as it stands there, nothing decoded. Values.
struct ImportTable {
    using Cell = std::optional<QByteArray>;  ///< absent: null, or not in this row
    QString name;                            ///< as the file calls it; empty for a CSV
    QStringList columns;
    std::vector<std::vector<Cell>> rows;

    /// By name, whatever its capitals; -1: there is none.
    int column(const QString& wanted) const;
    const QByteArray* cell(size_t row, int column) const;  ///< null: absent
};

/// How the bytes of its texts are to be read.
enum class ImportEncoding : quint8 { Utf8, Windows1252, Windows1258 };

struct ImportFile {
    enum class Kind : quint8 { Csv, Json, Sql };
    Kind kind = Kind::Csv;
    ImportEncoding encoding = ImportEncoding::Utf8;
    std::vector<ImportTable> tables;

    const ImportTable* table(const QString& name) const;  ///< null: there is none
};

/// CSV (with any of , ; tab and |), JSON (a list of objects, an object with lists, or an object a line), or the SQL of
/// pg_dump, mysqldump or .dump, told apart by what stands in it. UTF-16 is read as well. What is wrong in words, where
/// it is none of these. Pure; cost and memory grow with the file.
std::variant<ImportFile, QString> readImportFile(QByteArray bytes);

/// The text of a cell, composed; letters beyond the encoding become U+FFFD.
QString importedText(const QByteArray& bytes, ImportEncoding encoding);

}  // namespace tongdai
