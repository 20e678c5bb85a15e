#include "engine/history/mysql/mysql_session.h"

#include "engine/history/mysql/mysql_statement.h"
#include "engine/history/store/qt_sql.h"

#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QThreadPool>
#include <QVariant>

#include <mysql.h>

#include <array>

#include <dlfcn.h>

namespace tongdai {

using namespace Qt::StringLiterals;
using Trouble = SqlError::Trouble;

namespace {

// Rows of one insert statement: a handful of prepared statements serves every number of rows.
constexpr std::array<size_t, 4> kBatchSizes{64, 16, 4, 1};
constexpr qsizetype kMaxBatchBytes = 4 * 1024 * 1024;  // well below the smallest usual max_allowed_packet, 16 MiB

QString nextMysqlConnection()
{
    static std::atomic<int> counter = 0;
    return u"tongdai-mysql-%1"_s.arg(++counter);
}

SqlDialect mysqlDialect()
{
    return {u"mysql"_s,
            u"(unix_timestamp(now(6)) + 0e0)"_s,
            u"for update"_s,
            u"for update skip locked"_s,
            u"force index (%1)"_s,
            false};
}

Trouble mysqlTrouble(int code)
{
    switch (code) {
        case 1205:                               // lock wait: only the statement is undone, so roll back
        case 1213: return Trouble::Retry;        // deadlock
        case 1062: return Trouble::UniqueTaken;  // duplicate key
        case 1060:                               // column
        case 1061:                               // index
        case 1091: return Trouble::Exists;       // dropped before
        case 1317:                               // KILL QUERY
        case 1969:                               // max_statement_time (MariaDB)
        case 3024: return Trouble::Interrupted;  // max_execution_time (MySQL)
        case 1021:                               // disk full
        case 1037:
        case 1038:
        case 1041:                        // out of memory
        case 1114: return Trouble::Full;  // table full
        case 1044:
        case 1045:
        case 1142:
        case 1143:
        case 1227:
        case 1698:                           // rights
        case 1049:                           // no such database
        case 2026: return Trouble::Refused;  // TLS: the certificate is not trusted
        case 1290:
        case 1792:
        case 1836: return Trouble::ReadOnly;
        case 1034:
        case 1035:
        case 1194:
        case 1195:
        case 1712: return Trouble::Corrupt;  // damaged table or index
        case 1040:
        case 1053:
        case 1129:
        case 1152:
        case 1158:
        case 1159:
        case 1160:
        case 1161:
        case 1927:
        case 4031: return Trouble::ConnectionLost;
        default: return code >= 2000 && code < 3000 ? Trouble::ConnectionLost : Trouble::Statement;  // the client's own
    }
}

void prepareConnection(QSqlDatabase& database, const SqlServerAddress& address)
{
    QString options =
        u"CLIENT_FOUND_ROWS=1;MYSQL_OPT_CONNECT_TIMEOUT=5;MYSQL_OPT_READ_TIMEOUT=8;"
        "MYSQL_OPT_WRITE_TIMEOUT=8"_s;
    if (address.host.startsWith(u'/'))
        options += u";UNIX_SOCKET="_s + address.host;
    else
        database.setHostName(address.host);
    if (address.tls == SqlServerAddress::Tls::Required) options += u";SSL_CA="_s + address.caFile;
    database.setConnectOptions(options);
    if (address.port != 0) database.setPort(address.port);
    database.setDatabaseName(address.database);
    database.setUserName(address.user);
    database.setPassword(address.password);
}

qsizetype bytesOf(std::span<const SqlParams> rows)
{
    qsizetype bytes = 0;
    for (const SqlParams& row : rows) {
        for (const SqlValue& value : row)
            bytes += value.isInteger() || value.isReal() ? 8 : value.toBytes().size();
    }
    return bytes;
}

/// So many of the first rows travel together.
size_t pieceOf(std::span<const SqlParams> rows)
{
    constexpr size_t kMostRows = 256;
    size_t count = std::min(rows.size(), kMostRows);
    while (count > 1 && bytesOf(rows.first(count)) > kMaxBatchBytes)
        count /= 2;
    return count;
}

}  // namespace

/// While it lives, interrupt() finds a statement to end.
class MysqlSession::Busy {
public:
    explicit Busy(MysqlSession& session) : m_running(*session.m_running)
    {
        m_running.number += 1;
        m_running.connection = session.m_serverConnection;
    }
    ~Busy() { m_running.connection = 0; }
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;

private:
    Running& m_running;
};

MysqlSession::MysqlSession(SqlServerAddress address, Access access)
    : SqlSession(mysqlDialect()),
      m_address(std::move(address)),
      m_access(access),
      m_target(m_address.target(u"mysql"_s)),
      m_connection(nextMysqlConnection())
{
}

namespace {

/// Both libraries, MariaDB's and MySQL's, call their handle alike, and lay it out differently: one's must never be
/// given to the other. Qt's driver is a plugin, whose own library is found first by what it was linked with.
bool usesOurClientLibrary(const QSqlDriver& driver)
{
    Dl_info plugin{};
    const void* const itsCode = *reinterpret_cast<const void* const*>(&driver);  // the table of its functions
    if (dladdr(itsCode, &plugin) == 0 || !plugin.dli_fname) return false;
    void* const library = dlopen(plugin.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
    if (!library) return false;
    const void* const theirs = dlsym(library, "mysql_real_query");
    dlclose(library);
    return theirs == reinterpret_cast<const void*>(&mysql_real_query);
}

}  // namespace

MysqlSession::~MysqlSession()
{
    MysqlSession::close();
}

void MysqlSession::open()
{
    close();
    m_database = QSqlDatabase::addDatabase(u"QMYSQL"_s, m_connection);
    if (!m_database.isValid()) {
        close();
        throw SqlError(Trouble::Refused, u"open"_s, m_target, u"Qt's MySQL driver is not installed"_s);
    }
    prepareConnection(m_database, m_address);
    if (!m_database.open()) {
        const QSqlError error = m_database.lastError();
        close();
        fail(error, u"open"_s);
    }
    const QVariant handle = m_database.driver()->handle();
    // Qt calls a type as the compiler does where nobody named it.
    if (qstrcmp(handle.typeName(), "st_mysql*") != 0 && qstrcmp(handle.typeName(), "MYSQL*") != 0) {
        close();
        throw SqlError(Trouble::Refused, u"open"_s, m_target, u"Qt's MySQL driver is another one than expected"_s);
    }
    if (!usesOurClientLibrary(*m_database.driver())) {
        close();
        throw SqlError(Trouble::Refused, u"open"_s, m_target,
                       u"Qt's MySQL driver works with another client library than this program, which is libmariadb"_s);
    }
    m_handle = *static_cast<st_mysql* const*>(handle.constData());
    checkTls();
    configure();
    m_takesManyRows = MysqlStatement::takesManyRows(m_handle);
}

// The client library goes on in clear text where a server offers no TLS.
void MysqlSession::checkTls()
{
    if (m_address.tls != SqlServerAddress::Tls::Required) return;
    const SqlRows status = run(u"show session status like 'Ssl_cipher'"_s);
    if (!status.isEmpty() && !status[0][1].toText().isEmpty()) return;
    close();
    throw SqlError(Trouble::Refused, u"open"_s, m_target, u"the server does not offer TLS"_s);
}

void MysqlSession::configure()
{
    const SqlRows facts = run(u"select version(), connection_id()"_s);
    SqlRow server = facts[0];
    const bool isMariadb = server.nextText().contains("MariaDB"_L1);
    m_serverConnection = server.nextInteger();
    run(u"set session transaction isolation level read committed"_s);
    run(u"set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', session time_zone = '+00:00', "
        "session innodb_lock_wait_timeout = 2, session lock_wait_timeout = 5"_s);
    // A client that stands still must not keep rows locked (guarantees 2.14).
    if (isMariadb)
        run(u"set session max_statement_time = 5, session idle_write_transaction_timeout = 5"_s);
    else
        run(u"set session max_execution_time = 5000"_s);
    if (m_access == Access::ReadOnly)
        run(u"set session transaction read only"_s);
    else if (!isMariadb)
        run(u"set session wait_timeout = 30"_s);  // MySQL has no limit for idle transactions alone
}

QString MysqlSession::tlsVersion()
{
    const SqlRows rows =
        run(u"select variable_value from information_schema.session_status where variable_name = 'Ssl_version'"_s);
    return rows.isEmpty() ? QString() : rows[0][0].toText();
}

void MysqlSession::liftLimits()
{
    const bool isMariadb = run(u"select version()"_s)[0][0].toText().contains("MariaDB"_L1);
    run(isMariadb ? u"set session max_statement_time = 0, session idle_write_transaction_timeout = 0"_s
                  : u"set session max_execution_time = 0, session wait_timeout = 600"_s);
}

void MysqlSession::close() noexcept
{
    m_running->connection = 0;
    m_serverConnection = 0;
    m_statements.clear();
    m_handle = nullptr;
    if (!m_database.isValid() && !QSqlDatabase::contains(m_connection)) return;
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

QStringList MysqlSession::durabilityProblems()
{
    QHash<QString, QString> found;
    for (SqlRow row : run(u"show variables where variable_name in ('innodb_flush_log_at_trx_commit', 'sync_binlog', "
                          "'log_bin', 'innodb_doublewrite', 'wsrep_on', 'sql_mode')"_s)) {
        const QString name = row.nextText().toLower();
        found.insert(name, row.nextText());
    }
    QStringList problems;
    const auto expect = [&](const QString& variable, const QStringList& wanted) {
        const QString value = found.value(variable, wanted.first());  // what a server does not know cannot harm
        if (!wanted.contains(value, Qt::CaseInsensitive))
            problems << u"%1 is %2 instead of %3"_s.arg(variable, value, wanted.first());
    };
    expect(u"innodb_flush_log_at_trx_commit"_s, {u"1"_s});
    expect(u"innodb_doublewrite"_s, {u"ON"_s, u"1"_s, u"fast"_s});
    expect(u"wsrep_on"_s, {u"OFF"_s, u"0"_s});
    if (found.value(u"log_bin"_s) == "ON"_L1) expect(u"sync_binlog"_s, {u"1"_s});
    if (!found.value(u"sql_mode"_s).contains("STRICT_ALL_TABLES"_L1)) problems << u"sql_mode is not strict"_s;
    return problems;
}

void MysqlSession::begin()
{
    noteStatement();
    command("start transaction");
}

void MysqlSession::commit()
{
    noteStatement();
    command("commit");
}

bool MysqlSession::rollback() noexcept
{
    if (!isOpen()) return false;
    try {
        run(u"rollback"_s);
        return true;
    } catch (const SqlError&) {
        close();
        return false;
    }
}

SqlRows MysqlSession::run(const QString& sql)
{
    if (!isOpen()) throw SqlError(Trouble::ConnectionLost, sql.left(60), m_target, u"there is no connection"_s);
    QSqlError error;
    int code = 0;
    QString cause;
    {
        const Busy busy(*this);
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (query.exec(sql)) {
            SqlRows rows = qtsql::rowsOf(query);
            // Qt takes an answer that was cut off at its beginning for that of a statement without rows.
            code = int(mysql_errno(m_handle));
            if (code == 0) return rows;
            cause = QString::fromUtf8(mysql_error(m_handle));
        } else {
            error = query.lastError();
        }
    }
    if (code != 0) fail(code, cause, sql.left(60));
    fail(error, sql.left(60));
}

/// Without an answer.
void MysqlSession::command(QByteArrayView sql)
{
    if (!isOpen())
        throw SqlError(Trouble::ConnectionLost, QString::fromLatin1(sql), m_target, u"there is no connection"_s);
    {
        const Busy busy(*this);
        if (mysql_real_query(m_handle, sql.data(), ulong(sql.size())) == 0) return;
    }
    fail(int(mysql_errno(m_handle)), QString::fromUtf8(mysql_error(m_handle)), QString::fromLatin1(sql));
}

MysqlStatement& MysqlSession::prepared(const QString& sql)
{
    if (const auto found = m_statements.constFind(sql); found != m_statements.cend()) return **found;
    auto fresh = std::make_shared<MysqlStatement>(m_handle, sql);
    if (!*fresh) {
        const int code = fresh->error();
        const QString cause = fresh->errorText();
        fresh.reset();  // before its connection may be closed
        fail(code, cause, u"prepare "_s + sql.left(60));
    }
    return **m_statements.emplace(sql, std::move(fresh));
}

SqlRows MysqlSession::runPrepared(const QString& sql, const SqlParams& values, qint64* matched)
{
    try {
        return runStatement(sql, values, matched);
    } catch (...) {
        m_statements.remove(sql);  // out of memory in the middle of it, it would be half of itself for ever
        throw;
    }
}

SqlRows MysqlSession::runStatement(const QString& sql, const SqlParams& values, qint64* matched)
{
    if (!isOpen()) throw SqlError(Trouble::ConnectionLost, sql.left(60), m_target, u"there is no connection"_s);
    noteStatement();
    int code = 0;
    QString cause;
    {
        const Busy busy(*this);
        MysqlStatement& statement = prepared(sql);
        SqlRows rows;
        if (statement.run(values, rows)) {
            if (matched) {
                *matched = statement.matched();
                m_toldId = statement.toldId();
            }
            return rows;
        }
        code = statement.error();
        cause = statement.errorText();
    }
    fail(code, cause, sql.left(60));
}

qint64 MysqlSession::runMany(const QString& sql, std::span<const MysqlStatement::Parameter> parameters,
                             std::span<const SqlParams> rows)
{
    if (!isOpen()) throw SqlError(Trouble::ConnectionLost, sql.left(60), m_target, u"there is no connection"_s);
    noteStatement();
    int code = 0;
    QString cause;
    {
        const Busy busy(*this);
        MysqlStatement& statement = prepared(sql);
        if (statement.runMany(parameters, rows)) return statement.matched();
        code = statement.error();
        cause = statement.errorText();
    }
    m_statements.remove(sql);
    fail(code, cause, sql.left(60));
}

qint64 MysqlSession::countUp(const QString& counter, qint64 by)
{
    const qint64 matched =
        execute(u"update counters set value = last_insert_id(value + ?) where name = ?"_s, {by, counter});
    if (matched != 1) throw SqlError(Trouble::Corrupt, u"count"_s, m_target, u"a counter is missing"_s);
    return m_toldId;
}

QString MysqlSession::conflictClause(const SqlInsert& insert) const
{
    // Not "insert ignore": it would cut what is too long (guarantees 2.17).
    QStringList changes;
    switch (insert.onConflict) {
        case SqlInsert::OnConflict::Fail: return {};
        case SqlInsert::OnConflict::KeepOld: changes << insert.keys.first() + u" = "_s + insert.keys.first(); break;
        case SqlInsert::OnConflict::Overwrite:
            for (const SqlColumn& column : insert.columns) {
                if (!insert.keys.contains(column.name)) changes << u"%1 = values(%1)"_s.arg(column.name);
            }
    }
    return u" on duplicate key update "_s + changes.join(u", "_s);
}

void MysqlSession::insertMany(const SqlInsert& insert, std::span<const SqlParams> rows)
{
    if (m_takesManyRows && rows.size() > 1) {
        std::vector<MysqlStatement::Parameter> parameters;
        parameters.reserve(insert.columns.size());
        for (const SqlColumn& column : insert.columns)
            parameters.push_back({column.type, parameters.size()});
        const QString sql = insertText(insert, 1);
        for (; !rows.empty(); rows = rows.subspan(pieceOf(rows)))
            runMany(sql, parameters, rows.first(pieceOf(rows)));
        return;
    }
    while (!rows.empty()) {
        size_t size = 1;
        for (const size_t candidate : kBatchSizes) {
            if (candidate > rows.size() || (candidate > 1 && bytesOf(rows.first(candidate)) > kMaxBatchBytes)) continue;
            size = candidate;
            break;
        }
        SqlParams values;
        values.reserve(size * insert.columns.size());
        for (const SqlParams& row : rows.first(size))
            values.insert(values.end(), row.begin(), row.end());
        const QString sql = insertText(insert, size);
        qint64 matched = 0;
        runPrepared(sql, values, &matched);
        rows = rows.subspan(size);
    }
}

qint64 MysqlSession::updateMany(const SqlUpdate& update, std::span<const SqlParams> rows)
{
    if (!m_takesManyRows || rows.size() < 2) return SqlSession::updateMany(update, rows);
    std::vector<MysqlStatement::Parameter> parameters;
    parameters.reserve(update.columns.size() + update.keys.size());
    for (size_t i = 0; i < update.columns.size(); ++i)
        parameters.push_back({update.columns[i].type, update.keys.size() + i});
    for (size_t i = 0; i < update.keys.size(); ++i)
        parameters.push_back({update.keys[i].type, i});
    const QString sql = updateText(update);
    qint64 matched = 0;
    for (; !rows.empty(); rows = rows.subspan(pieceOf(rows)))
        matched += runMany(sql, parameters, rows.first(pieceOf(rows)));
    return matched;
}

void MysqlSession::interrupt() noexcept
{
    const qint64 connection = m_running->connection;
    if (connection == 0) return;
    const auto cancel = [running = m_running, connection, number = m_running->number.load(), address = m_address] {
        const QString name = nextMysqlConnection();
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QMYSQL"_s, name);
            prepareConnection(database, address);
            // Otherwise the statement ends at its time limit all the same.
            if (database.open() && running->connection == connection && running->number == number)
                QSqlQuery(database).exec(u"kill query %1"_s.arg(connection));
        }
        QSqlDatabase::removeDatabase(name);
    };
    QThreadPool::globalInstance()->start(cancel);
}

void MysqlSession::fail(const QSqlError& error, const QString& operation)
{
    fail(error.nativeErrorCode().toInt(), error.databaseText().isEmpty() ? error.text() : error.databaseText(),
         operation);
}

void MysqlSession::fail(int code, const QString& cause, const QString& operation)
{
    const Trouble trouble = mysqlTrouble(code);
    // Where one only reads, the same address may lead to one that writes by now.
    if (trouble == Trouble::ConnectionLost || trouble == Trouble::ReadOnly) close();
    throw SqlError(trouble, operation, m_target, cause);
}

}  // namespace tongdai
