#include "engine/history/sqlite/sqlite_session.h"

#include "engine/history/qt_sql.h"
#include "engine/history/sqlite/store_birth.h"

#include <QFileInfo>
#include <QLibrary>
#include <QSqlDriver>
#include <QSqlError>
#include <QStorageInfo>
#include <QVariant>

#include <atomic>

namespace tongdai {

using namespace Qt::StringLiterals;
using Trouble = SqlError::Trouble;

namespace {

constexpr int kBusyTimeoutMs = 5000;

QString nextSqliteConnection()
{
    static std::atomic<int> counter = 0;
    return u"tongdai-sqlite-%1"_s.arg(++counter);
}

SqlDialect sqliteDialect()
{
    // julianday() is a double of about 0.05 ms grain today; good enough for leases of 30 s.
    return {u"sqlite"_s, u"((julianday('now') - 2440587.5) * 86400.0)"_s, QString(), QString(), QString(), true};
}

Trouble sqliteTrouble(int code)
{
    constexpr int kUnique = 2067;      // SQLITE_CONSTRAINT_UNIQUE
    constexpr int kPrimaryKey = 1555;  // SQLITE_CONSTRAINT_PRIMARYKEY
    if (code == kUnique || code == kPrimaryKey) return Trouble::UniqueTaken;
    switch (code & 0xff) {
        case 5:                                   // BUSY
        case 6: return Trouble::Retry;            // LOCKED
        case 7:                                   // NOMEM
        case 13: return Trouble::Full;            // FULL
        case 8: return Trouble::ReadOnly;         // READONLY
        case 3:                                   // PERM
        case 14:                                  // CANTOPEN
        case 23: return Trouble::Refused;         // AUTH
        case 9: return Trouble::Interrupted;      // INTERRUPT
        case 10: return Trouble::ConnectionLost;  // IOERR: what reached the disk is unknown
        case 11:                                  // CORRUPT
        case 26: return Trouble::Corrupt;         // NOTADB
        default: return Trouble::Statement;
    }
}

}  // namespace

SqliteSession::SqliteSession(QString file, Access access)
    : SqlSession(sqliteDialect()), m_file(std::move(file)), m_access(access), m_connection(nextSqliteConnection())
{
}

SqliteSession::~SqliteSession()
{
    SqliteSession::close();
}

void SqliteSession::open()
{
    bringIntoTheWorld(m_file);
    checkFileSystem();
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    m_database.setDatabaseName(m_file);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(kBusyTimeoutMs));
    if (!m_database.isValid())
        throw SqlError(Trouble::Refused, u"open"_s, m_file, u"Qt's SQLite driver is not installed"_s);
    if (!m_database.open()) fail(m_database.lastError(), u"open"_s);
    const QVariant handle = m_database.driver()->handle();
    if (handle.isValid() && qstrcmp(handle.typeName(), "sqlite3*") == 0) {
        const QMutexLocker lock(&m_handleGuard);
        m_handle = *static_cast<void* const*>(handle.constData());
    }
    if (m_access == Access::Foreign) beDefensive();
    checkHeader();
    configure();
}

void SqliteSession::beDefensive()
{
    // Qt offers no way to say so; the library it uses does.
    using Config = int (*)(void*, int, ...);
    constexpr int kDefensive = 1010;  // SQLITE_DBCONFIG_DEFENSIVE
    static const auto config = reinterpret_cast<Config>(QLibrary::resolve(u"sqlite3"_s, 0, "sqlite3_db_config"));
    if (!config || !m_handle || config(m_handle, kDefensive, 1, static_cast<int*>(nullptr)) != 0)
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
    {
        const QMutexLocker lock(&m_handleGuard);
        m_handle = nullptr;
    }
    m_statements.clear();
    if (!m_database.isValid()) return;
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

void SqliteSession::begin()
{
    noteStatement();
    run(u"begin immediate"_s);
}

void SqliteSession::commit()
{
    noteStatement();
    run(u"commit"_s);
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
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql)) fail(query.lastError(), sql.left(60));
    return qtsql::rowsOf(query);
}

QSqlQuery& SqliteSession::prepared(const QString& sql)
{
    std::shared_ptr<QSqlQuery>& statement = m_statements[sql];
    if (!statement) {
        auto fresh = std::make_shared<QSqlQuery>(m_database);
        fresh->setForwardOnly(true);
        if (!fresh->prepare(sql)) fail(fresh->lastError(), u"prepare "_s + sql.left(60));
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

SqlRows SqliteSession::runStatement(const QString& sql, const SqlParams& values, qint64* matched)
{
    noteStatement();
    QSqlQuery& query = prepared(sql);
    qtsql::bind(query, values);
    if (!query.exec()) {
        const QSqlError error = query.lastError();
        query.finish();
        fail(error, sql.left(60));
    }
    if (matched) {
        *matched = query.numRowsAffected();
        query.finish();
        return {};
    }
    SqlRows rows = qtsql::rowsOf(query);
    const QSqlError error = query.lastError();
    query.finish();  // an open reader would keep the write-ahead log from shrinking
    if (error.isValid()) fail(error, sql.left(60));
    return rows;
}

void SqliteSession::interrupt() noexcept
{
    // Qt offers no way to stop a query; the library it uses does.
    using Interrupt = void (*)(void*);
    static const auto interrupt = reinterpret_cast<Interrupt>(QLibrary::resolve(u"sqlite3"_s, 0, "sqlite3_interrupt"));
    const QMutexLocker lock(&m_handleGuard);
    if (interrupt && m_handle) interrupt(m_handle);
}

void SqliteSession::fail(const QSqlError& error, const QString& operation)
{
    const QString code = error.nativeErrorCode();
    const QString cause = error.databaseText().isEmpty() ? error.text() : error.databaseText();
    // What Qt says of itself, without SQLite, is that it had no memory for the statement.
    throw SqlError(code.isEmpty() ? Trouble::Retry : sqliteTrouble(code.toInt()), operation, m_file, cause);
}

}  // namespace tongdai
