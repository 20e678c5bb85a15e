#include "engine/host/backup/import_reading.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTimeZone>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kImportSampleLines = 8;

}  // namespace

std::variant<std::shared_ptr<const ReadImport>, QString> readImport(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return u"%1: %2"_s.arg(path, file.errorString());
    if (file.size() > kLargestImport)
        return u"%1 has more than %2 MB; split it"_s.arg(path).arg(kLargestImport / 1024 / 1024);
    QByteArray bytes = file.readAll();
    if (file.error() != QFile::NoError) return u"%1: %2"_s.arg(path, file.errorString());
    auto read = std::make_shared<ReadImport>();
    read->path = path;
    read->bytes = bytes.size();
    read->sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    auto tables = readImportFile(std::move(bytes));
    if (auto* problem = std::get_if<QString>(&tables)) return std::move(*problem);
    read->file = std::get<ImportFile>(std::move(tables));
    return read;
}

std::variant<std::shared_ptr<const PreparedImport>, QString> prepareImport(const ReadImport& read, const ColumnMap& map,
                                                                           const QByteArray& zone)
{
    if (const QString problem = map.problem(); !problem.isEmpty()) return problem;
    const QTimeZone meant = zone.isEmpty() ? QTimeZone::utc() : QTimeZone(zone);
    if (!meant.isValid()) return u"'%1' is no time zone; one is Asia/Ho_Chi_Minh"_s.arg(QString::fromUtf8(zone));
    auto prepared = std::make_shared<PreparedImport>();
    prepared->sha256 = read.sha256;
    prepared->map = map;
    prepared->zone = zone;
    prepared->made = importedLines(read.file, map, meant);
    prepared->people = importPeople(prepared->made.lines);
    return prepared;
}

std::vector<ImportedLine> importSample(const std::vector<ImportedLine>& lines)
{
    std::vector<ImportedLine> sample;
    for (const bool repaired : {true, false}) {
        for (const ImportedLine& line : lines) {
            if (sample.size() < kImportSampleLines && line.original.isEmpty() != repaired) sample.push_back(line);
        }
    }
    return sample;
}

}  // namespace tongdai
