#include "engine/history/sqlite/sqlite_session.h"

#include "engine/history/sqlite/store_birth.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <sqlite3.h>

namespace tongdai {

using namespace Qt::StringLiterals;
using Trouble = SqlError::Trouble;

namespace {

constexpr int kBusyTimeoutMs = 5000;

SqlDialect sqliteDialect()
{
    // julianday() is a double of about 0.05 ms grain today; good enough for leases of 30 s.
    return {u"sqlite"_s, u"((julianday('now') - 2440587.5) * 86400.0)"_s, QString(), QString(), QString(), true};
}

Trouble sqliteTrouble(int code)
{
    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY) return Trouble::UniqueTaken;
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return Trouble::Retry;
        case SQLITE_NOMEM:
        case SQLITE_FULL: return Trouble::Full;
        case SQLITE_READONLY: return Trouble::ReadOnly;
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
        case SQLITE_AUTH: return Trouble::Refused;
        case SQLITE_INTERRUPT: return Trouble::Interrupted;
        case SQLITE_IOERR: return Trouble::ConnectionLost;  // what reached the disk is unknown
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return Trouble::Corrupt;
        default: return Trouble::Statement;
    }
}

}  // namespace

SqliteSession::SqliteSession(QString file, Access access)
    : SqlSession(sqliteDialect()), m_file(std::move(file)), m_access(access)
{
}

SqliteSession::~SqliteSession()
{
    SqliteSession::close();
}

void SqliteSession::open()
{
    close();
    bringIntoTheWorld(m_file);
    checkFileSystem();
    sqlite3* handle = nullptr;
    const int opened = sqlite3_open_v2(QFile::encodeName(m_file).constData(), &handle,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    {
        const QMutexLocker lock(&m_handleGuard);
        m_handle = handle;
    }
    if (!handle) throw SqlError(Trouble::Full, u"open"_s, m_file, u"out of memory"_s);
    sqlite3_extended_result_codes(handle, 1);
    if (opened != SQLITE_OK) {
        const SqlError error = errorOf(u"open"_s);
        close();
        throw error;
    }
    sqlite3_busy_timeout(handle, kBusyTimeoutMs);
    if (m_access == Access::Foreign) beDefensive();
    checkHeader();
    configure();
}

void SqliteSession::beDefensive()
{
    if (sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, static_cast<int*>(nullptr)) != SQLITE_OK)
        throw SqlError(Trouble::Refused, u"open"_s, m_file, u"SQLite cannot open a foreign file defensively here"_s);
    run(u"pragma trusted_schema = off"_s);
    run(u"pragma cell_size_check = on"_s);
    run(u"pragma mmap_size = 0"_s);
}

void SqliteSession::checkFileSystem()
{
    const QString fileSystem = QString::fromLatin1(QStorageInfo(m_file).fileSystemType());
    static const QStringList networked{u"nfs"_s, u"nfs4"_s, u"cifs"_s, u"smb3"_s, u"smbfs"_s, u"fuse.sshfs"_s, u"9p"_s};
    if (networked.contains(fileSystem)) {
        throw SqlError(
            Trouble::Refused, u"open"_s, m_file,
            u"the file lies on a network file system (%1), where SQLite cannot lock safely"_s.arg(fileSystem));
    }
}

// Read by SQLite itself. Whoever closes a descriptor of his own gives up every lock this process has on the file: the
// next program that looks into the history would then believe itself alone and take the log away from under us.
void SqliteSession::checkHeader()
{
    try {
        run(u"pragma schema_version"_s);
    } catch (const SqlError& error) {
        if (!error.cause().contains("not a database"_L1)) throw;
        throw SqlError(Trouble::Corrupt, u"open"_s, m_file, u"this is not a SQLite database; it was left untouched"_s);
    }
}

void SqliteSession::configure()
{
    if (m_access == Access::ReadWrite) {
        const bool isNew = run(u"select count(*) from sqlite_master"_s)[0][0].toInteger() == 0;
        const qint64 owner = run(u"pragma application_id"_s)[0][0].toInteger();
        if (!isNew && owner != kSqliteApplicationId)
            throw SqlError(Trouble::Refused, u"open"_s, m_file, u"this database belongs to another program"_s);
        run(u"pragma journal_mode = wal"_s);
        if (owner != kSqliteApplicationId) run(u"pragma application_id = %1"_s.arg(kSqliteApplicationId));
        run(u"pragma journal_size_limit = 67108864"_s);
        run(u"pragma secure_delete = on"_s);  // what was erased must not stay readable in free pages
    } else {
        if (m_access == Access::Foreign && run(u"pragma application_id"_s)[0][0].toInteger() != kSqliteApplicationId)
            throw SqlError(Trouble::Refused, u"open"_s, m_file, u"this database belongs to another program"_s);
        run(u"pragma query_only = on"_s);
    }
    run(u"pragma synchronous = full"_s);
    run(u"pragma foreign_keys = on"_s);
    run(u"pragma recursive_triggers = on"_s);
    run(u"pragma temp_store = memory"_s);
    run(u"pragma cache_size = -16000"_s);
}

QStringList SqliteSession::durabilityProblems()
{
    QStringList problems;
    const auto expect = [&](const QString& pragma, const QString& wanted) {
        const QString found = run(u"pragma "_s + pragma)[0][0].toText();
        if (found != wanted) problems << u"%1 is %2 instead of %3"_s.arg(pragma, found, wanted);
    };
    expect(u"journal_mode"_s, u"wal"_s);
    expect(u"synchronous"_s, u"2"_s);
    expect(u"foreign_keys"_s, u"1"_s);
    expect(u"recursive_triggers"_s, u"1"_s);
    return problems;
}

void SqliteSession::checkUndamaged()
{
    const SqlRows rows = run(u"pragma quick_check(1)"_s);
    const QString verdict = rows.isEmpty() ? u"no answer"_s : rows[0][0].toText();
    if (verdict != "ok"_L1) throw SqlError(Trouble::Corrupt, u"check"_s, m_file, verdict);
    // What lies inside a value that check does not see, and the last page may be the search index's. While there is a
    // log, the file's end may be on its way from there.
    const qint64 pageSize = run(u"pragma page_size"_s)[0][0].toInteger();
    if (QFileInfo(m_file + "-wal"_L1).size() == 0 && QFileInfo(m_file).size() % pageSize != 0)
        throw SqlError(Trouble::Corrupt, u"check"_s, m_file, u"the file ends inside a page: its end is missing"_s);
}

void SqliteSession::close() noexcept
{
    m_statements.clear();
    sqlite3* handle = nullptr;
    {
        const QMutexLocker lock(&m_handleGuard);
        handle = std::exchange(m_handle, nullptr);
    }
    sqlite3_close(handle);
}

void SqliteSession::begin()
{
    execute(u"begin immediate"_s);
}

void SqliteSession::commit()
{
    execute(u"commit"_s);
}

bool SqliteSession::rollback() noexcept
{
    try {
        run(u"rollback"_s);
        return true;
    } catch (const SqlError& error) {
        // Some errors (full disk, I/O) have rolled back already.
        if (error.cause().contains("no transaction is active"_L1)) return true;
        close();
        return false;
    }
}

SqlRows SqliteSession::run(const QString& sql)
{
    if (!m_handle) throw SqlError(Trouble::ConnectionLost, sql.left(60), m_file, u"the file is not open"_s);
    SqliteStatement statement(m_handle, sql, SqliteStatement::Life::Once);
    if (statement.error() != SQLITE_OK) fail(sql.left(60));
    if (statement.hasMore())
        throw SqlError(Trouble::Statement, sql.left(60), m_file, u"more than one statement at once"_s);
    SqlRows rows;
    if (statement && !statement.run({}, rows)) fail(sql.left(60));
    return rows;
}

SqliteStatement& SqliteSession::prepared(const QString& sql)
{
    if (!m_handle) throw SqlError(Trouble::ConnectionLost, sql.left(60), m_file, u"the file is not open"_s);
    std::shared_ptr<SqliteStatement>& statement = m_statements[sql];
    if (!statement) {
        auto fresh = std::make_shared<SqliteStatement>(m_handle, sql, SqliteStatement::Life::Kept);
        if (!*fresh) fail(u"prepare "_s + sql.left(60));
        statement = std::move(fresh);
    }
    return *statement;
}

SqlRows SqliteSession::runPrepared(const QString& sql, const SqlParams& values, qint64* matched)
{
    try {
        return runStatement(sql, values, matched);
    } catch (...) {
        m_statements.remove(sql);  // out of memory in the middle of it, it would be half of itself for ever
        throw;
    }
}

qint64 SqliteSession::countUp(const QString& counter, qint64 by)
{
    const QString sql = u"update counters set value = value + ? where name = ? returning value"_s;
    return query(sql, {by, counter})[0][0].toInteger();
}

void SqliteSession::insertTelling(SqlWrites::Insert& given)
{
    const QString sql = insertText(given.insert, 1) + u" returning id"_s;
    const size_t key = given.placeOfKey();
    for (const SqlParams& row : given.rows)
        given.ids.insert(row[key].toBytes(), runPrepared(sql, row, nullptr)[0][0].toInteger());
}

SqlRows SqliteSession::runStatement(const QString& sql, const SqlParams& values, qint64* matched)
{
    noteStatement();
    SqliteStatement& statement = prepared(sql);
    SqlRows rows;
    if (!statement.run(values, rows)) fail(sql.left(60));
    if (matched) *matched = sqlite3_changes(m_handle);
    return rows;
}

void SqliteSession::interrupt() noexcept
{
    const QMutexLocker lock(&m_handleGuard);
    if (m_handle) sqlite3_interrupt(m_handle);
}

SqlError SqliteSession::errorOf(const QString& operation) const
{
    return {sqliteTrouble(sqlite3_extended_errcode(m_handle)), operation, m_file,
            QString::fromUtf8(sqlite3_errmsg(m_handle))};
}

void SqliteSession::fail(const QString& operation) const
{
    throw errorOf(operation);
}

}  // namespace tongdai
