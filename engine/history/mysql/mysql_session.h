#pragma once

#include "engine/history/mysql/mysql_statement.h"
#include "engine/history/store/sql_server_address.h"
#include "engine/history/store/sql_session.h"

#include <QSqlDatabase>

#include <atomic>

class QSqlError;

namespace tongdai {

/// A MySQL (8.0.19 or newer) or MariaDB (10.6 or newer) server. Qt's driver makes the connection, prepared statements
/// use the client library below it. Neither notices a lost connection or repairs one: it is thrown away here at the
/// first error that says so (guarantees 2.1). Rows of one table travel together to MariaDB; MySQL takes many rows of an
/// insert in one statement, and updates one by one. Ids are VARBINARY, READ COMMITTED, updates count matched rows
/// (guarantees 2.17). The server ends a statement after 5 s, waiting for a lock after 2 s (guarantees 2.14).
class MysqlSession final : public SqlSession {
public:
    enum class Access { ReadWrite, ReadOnly };
    MysqlSession(SqlServerAddress address, Access access);
    ~MysqlSession() override;

    QString target() const override { return m_target; }
    void open() override;
    void close() noexcept override;
    bool isOpen() const override { return m_database.isOpen(); }
    QString tlsVersion() override;
    QStringList durabilityProblems() override;
    void liftLimits() override;

    void begin() override;
    void commit() override;
    bool rollback() noexcept override;
    SqlRows run(const QString& sql) override;
    void insertMany(const SqlInsert& insert, std::span<const SqlParams> rows) override;
    qint64 updateMany(const SqlUpdate& update, std::span<const SqlParams> rows) override;
    /// Asks the server over a second connection, on a thread of its own: connecting may take its time.
    void interrupt() noexcept override;

protected:
    SqlRows runPrepared(const QString& sql, const SqlParams& values, qint64* matched) override;
    QString conflictClause(const SqlInsert& insert) const override;
    qint64 countUp(const QString& counter, qint64 by) override;

private:
    /// What interrupt() must know; outlives the session while a cancellation is on its way.
    struct Running {
        std::atomic<qint64> connection = 0;  ///< 0: no statement runs
        std::atomic<quint64> number = 0;     ///< of the statement
    };
    class Busy;
    void checkTls();
    void configure();
    void command(QByteArrayView sql);
    MysqlStatement& prepared(const QString& sql);
    SqlRows runStatement(const QString& sql, const SqlParams& values, qint64* matched);
    qint64 runMany(const QString& sql, std::span<const MysqlStatement::Parameter> parameters,
                   std::span<const SqlParams> rows);
    [[noreturn]] void fail(const QSqlError& error, const QString& operation);
    [[noreturn]] void fail(int code, const QString& cause, const QString& operation);

    SqlServerAddress m_address;
    Access m_access;
    QString m_target;
    QString m_connection;
    QSqlDatabase m_database;
    st_mysql* m_handle = nullptr;  ///< below m_database, while it is open
    bool m_takesManyRows = false;  ///< in one round trip
    qint64 m_serverConnection = 0;
    qint64 m_toldId = 0;  ///< what the last change said by last_insert_id()
    QHash<QString, std::shared_ptr<MysqlStatement>> m_statements;
    std::shared_ptr<Running> m_running = std::make_shared<Running>();
};

}  // namespace tongdai
