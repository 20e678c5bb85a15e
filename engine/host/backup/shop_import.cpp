#include "engine/host/backup/shop_import.h"

#include "engine/history/store/migrations.h"
#include "engine/history/store/sql_error.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/host/backup/import_reading.h"

#include <QDateTime>
#include <QJsonObject>
#include <QThread>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kLinesAtOnce = 300;

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
    Keeping(SqlSession& session, const PreparedImport& prepared)
        : m_session(session), m_prepared(prepared), m_all(prepared.made.lines)
    {
    }

    /// The lines from `at` on.
    void keepSome(size_t at, ImportCounts& counts)
    {
        const auto some = m_all.subspan(at, std::min(kLinesAtOnce, m_all.size() - at));
        const QJsonObject detail{{u"sha256"_s, QString::fromLatin1(m_prepared.sha256.toHex())},
                                 {u"lines"_s, qint64(m_all.size())}};
        ImportCounts added;
        inOneTransaction(m_session, at == 0 ? u"history_import_began"_s : QString(), detail,
                         [&](UnitOfWork& work) { added = importLines(work, some, m_prepared.people); });
        counts += added;
    }
    void noteEnd(const ImportCounts& counts)
    {
        const QJsonObject detail{{u"added"_s, counts.added}, {u"conversations"_s, counts.conversations}};
        inOneTransaction(m_session, u"history_imported"_s, detail, [](UnitOfWork&) {});
    }

private:
    SqlSession& m_session;
    const PreparedImport& m_prepared;
    std::span<const ImportedLine> m_all;
};

void keepAll(const HistoryBackend& backend, const PreparedImport& prepared,
             const std::function<void(qint64, qint64)>& report, const std::atomic<bool>& isCancelled,
             ImportResult& result)
{
    const std::vector<ImportedLine>& all = prepared.made.lines;
    const std::unique_ptr<SqlSession> session = backend.writer();
    session->open();
    migrate(*session, migrationsFor(session->dialect().name));
    Keeping keeping(*session, prepared);
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
    const auto read = readImport(wish.file);
    if (const auto* problem = std::get_if<QString>(&read)) {
        result.problem = *problem;
        return result;
    }
    const ReadImport& whole = *std::get<std::shared_ptr<const ReadImport>>(read);
    ColumnMap map = guessColumns(whole.file);
    result.problem = applyColumns(map, whole.file, wish.columns);
    if (result.problem.isEmpty()) result.problem = map.problem();
    result.table = map.table;
    result.columns = wordsOf(map, whole.file);
    if (!result.problem.isEmpty()) return result;
    const auto prepared = prepareImport(whole, map, wish.zone);
    if (const auto* problem = std::get_if<QString>(&prepared)) {
        result.problem = *problem;
        return result;
    }
    const PreparedImport& lines = *std::get<std::shared_ptr<const PreparedImport>>(prepared);
    result.lines = qint64(lines.made.lines.size());
    result.repaired = lines.made.repaired;
    result.leftOut = lines.made.leftOut;
    result.sample = importSample(lines.made.lines);
    if (wish.isTrial) return result;
    try {
        keepAll(backend, lines, report, isCancelled, result);
    } catch (const SqlError& error) {
        if (result.problem.isEmpty()) result.problem = QString::fromUtf8(error.what());
    }
    return result;
}

}  // namespace tongdai
