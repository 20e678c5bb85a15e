#include "engine/host/backup/shop_import.h"

#include "engine/history/store/migrations.h"
#include "engine/history/store/sql_error.h"
#include "engine/history/store/unit_of_work.h"

#include <QDateTime>
#include <QFile>
#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 512LL * 1024 * 1024;
constexpr size_t kLinesAtOnce = 300;
constexpr size_t kSampleLines = 8;

std::variant<QByteArray, QString> bytesOf(const QString& name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) return u"%1: %2"_s.arg(name, file.errorString());
    if (file.size() > kLargestFile)
        return u"%1 has more than %2 MB; split it"_s.arg(name).arg(kLargestFile / 1024 / 1024);
    return file.readAll();
}

QStringList wordsOf(const ColumnMap& map, const ImportFile& file)
{
    QStringList words;
    const ImportTable* const table = file.table(map.table);
    for (int i = 0; table && i < kImportFields; ++i) {
        const int column = map.columns.at(size_t(i));
        if (column >= 0) words << u"%1=%2"_s.arg(QString(importFieldName(ImportField(i))), table->columns[column]);
    }
    return words;
}

std::vector<ImportedLine> sampleOf(const std::vector<ImportedLine>& lines)
{
    std::vector<ImportedLine> sample;
    for (const bool repaired : {true, false}) {
        for (const ImportedLine& line : lines) {
            if (sample.size() < kSampleLines && line.original.isEmpty() != repaired) sample.push_back(line);
        }
    }
    return sample;
}

TimePoint nowOfMachine()
{
    return TimePoint(std::chrono::milliseconds(QDateTime::currentMSecsSinceEpoch()));
}

ImportCounts keepSome(SqlSession& session, std::span<const ImportedLine> lines, const ImportPeople& people)
{
    session.begin();
    try {
        UnitOfWork work(session, nowOfMachine());
        const ImportCounts counts = importLines(work, lines, people);
        work.commit([] {});
        return counts;
    } catch (...) {
        session.rollback();
        throw;
    }
}

void noteImport(SqlSession& session, const ImportResult& result)
{
    session.begin();
    try {
        UnitOfWork work(session, nowOfMachine());
        const QJsonObject detail{{u"added"_s, result.counts.added}, {u"conversations"_s, result.counts.conversations}};
        work.addAudit({"command line"_ba, u"history_imported"_s, {}, detail});
        work.commit([] {});
    } catch (...) {
        session.rollback();
        throw;
    }
}

}  // namespace

ImportResult importHistory(const HistoryBackend& backend, const ImportWish& wish,
                           const std::function<void(qint64, qint64)>& report, const std::atomic<bool>& isCancelled)
{
    ImportResult result;
    auto bytes = bytesOf(wish.file);
    if (const auto* problem = std::get_if<QString>(&bytes)) {
        result.problem = *problem;
        return result;
    }
    const auto read = readImportFile(std::move(std::get<QByteArray>(bytes)));
    if (const auto* problem = std::get_if<QString>(&read)) {
        result.problem = *problem;
        return result;
    }
    const auto& file = std::get<ImportFile>(read);
    ColumnMap map = guessColumns(file);
    result.problem = applyColumns(map, file, wish.columns);
    if (result.problem.isEmpty()) result.problem = map.problem();
    result.table = map.table;
    result.columns = wordsOf(map, file);
    if (!result.problem.isEmpty()) return result;
    const QTimeZone zone = wish.zone.isEmpty() ? QTimeZone::utc() : QTimeZone(wish.zone);
    if (!zone.isValid()) {
        result.problem = u"'%1' is no time zone; one is Asia/Ho_Chi_Minh"_s.arg(QString::fromUtf8(wish.zone));
        return result;
    }
    const ImportLines made = importedLines(file, map, zone);
    result.lines = qint64(made.lines.size());
    result.repaired = made.repaired;
    result.leftOut = made.leftOut;
    result.sample = sampleOf(made.lines);
    if (wish.isTrial) return result;
    try {
        const std::unique_ptr<SqlSession> session = backend.writer();
        session->open();
        migrate(*session, migrationsFor(session->dialect().name));
        const std::span<const ImportedLine> all(made.lines);
        const ImportPeople people = importPeople(all);
        for (size_t at = 0; at < all.size(); at += kLinesAtOnce) {
            if (isCancelled) {
                result.wasCancelled = true;
                break;
            }
            result.counts += keepSome(*session, all.subspan(at, std::min(kLinesAtOnce, all.size() - at)), people);
            report(qint64(std::min(at + kLinesAtOnce, all.size())), result.lines);
        }
        noteImport(*session, result);
        session->close();
    } catch (const SqlError& error) {
        result.problem = QString::fromUtf8(error.what());
    }
    return result;
}

}  // namespace tongdai
