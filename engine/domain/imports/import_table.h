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
    QStringList inherited;  ///< of them, what stands around a list of JSON, never in its objects
    std::vector<std::vector<Cell>> rows;

    /// By name, whatever its capitals; -1: there is none.
    int column(const QString& wanted) const;
    const QByteArray* cell(size_t row, int column) const;  ///< null: absent
};

/// How the bytes of those of its texts are to be read that are no UTF-8.
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

bool isUtf8(const QByteArray& bytes);
/// The text of a cell, composed: UTF-8 where it is any, else by the table. The five bytes that Windows-1252 does not
/// know become control characters, as programs that misread texts make of them.
QString importedText(const QByteArray& bytes, ImportEncoding encoding);

}  // namespace tongdai
