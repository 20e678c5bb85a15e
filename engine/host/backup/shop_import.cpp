#include "engine/host/backup/shop_import.h"

#include "engine/history/store/migrations.h"
#include "engine/history/store/sql_error.h"
#include "engine/history/store/unit_of_work.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QJsonObject>
#include <QThread>
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

/// One transaction with an audit entry, or none where `act` is empty; anew where the store asks for it.
template <class Write>
void inOneTransaction(SqlSession& session, const QString& act, const QJsonObject& detail, Write write)
{
    constexpr int kTries = 5;
    for (int tries = 1;; ++tries) {
        session.begin();
        try {
            UnitOfWork work(session, nowOfMachine());
            write(work);
            if (!act.isEmpty()) work.addAudit({"command line"_ba, act, {}, detail});
            work.commit([] {});
            return;
        } catch (const SqlError& error) {
            session.rollback();
            const bool mayTryAgain =
                error.trouble() == SqlError::Trouble::Retry || error.trouble() == SqlError::Trouble::UniqueTaken;
            if (!mayTryAgain || tries == kTries) throw;
            QThread::msleep(100UL * ulong(tries));
        } catch (...) {
            session.rollback();
            throw;
        }
    }
}

/// The parts of one import that go into the store.
class Keeping {
public:
    Keeping(SqlSession& session, std::span<const ImportedLine> all, QByteArray fileHash)
        : m_session(session), m_all(all), m_people(importPeople(all)), m_fileHash(std::move(fileHash))
    {
    }

    /// The lines from `at` on.
    void keepSome(size_t at, ImportCounts& counts)
    {
        const auto some = m_all.subspan(at, std::min(kLinesAtOnce, m_all.size() - at));
        const QJsonObject detail{{u"sha256"_s, QString::fromLatin1(m_fileHash.toHex())},
                                 {u"lines"_s, qint64(m_all.size())}};
        ImportCounts added;
        inOneTransaction(m_session, at == 0 ? u"history_import_began"_s : QString(), detail,
                         [&](UnitOfWork& work) { added = importLines(work, some, m_people); });
        counts += added;
    }
    void noteEnd(const ImportCounts& counts)
    {
        const QJsonObject detail{{u"added"_s, counts.added}, {u"conversations"_s, counts.conversations}};
        inOneTransaction(m_session, u"history_imported"_s, detail, [](UnitOfWork&) {});
    }

private:
    SqlSession& m_session;
    std::span<const ImportedLine> m_all;
    ImportPeople m_people;
    QByteArray m_fileHash;
};

void keepAll(const HistoryBackend& backend, std::span<const ImportedLine> all, const QByteArray& fileHash,
             const std::function<void(qint64, qint64)>& report, const std::atomic<bool>& isCancelled,
             ImportResult& result)
{
    const std::unique_ptr<SqlSession> session = backend.writer();
    session->open();
    migrate(*session, migrationsFor(session->dialect().name));
    Keeping keeping(*session, all, fileHash);
    try {
        for (size_t at = 0; at < all.size(); at += kLinesAtOnce) {
            if (isCancelled) {
                result.wasCancelled = true;
                break;
            }
            keeping.keepSome(at, result.counts);
            report(qint64(std::min(at + kLinesAtOnce, all.size())), result.lines);
        }
    } catch (const SqlError& error) {
        result.problem = QString::fromUtf8(error.what());
        const bool isThere = error.trouble() != SqlError::Trouble::ConnectionLost;
        if (isThere && result.counts.added > 0) keeping.noteEnd(result.counts);
        throw;
    }
    keeping.noteEnd(result.counts);
    session->close();
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
    const QByteArray fileHash = QCryptographicHash::hash(std::get<QByteArray>(bytes), QCryptographicHash::Sha256);
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
        keepAll(backend, made.lines, fileHash, report, isCancelled, result);
    } catch (const SqlError& error) {
        if (result.problem.isEmpty()) result.problem = QString::fromUtf8(error.what());
    }
    return result;
}

}  // namespace tongdai
