#pragma once

#include "engine/history/store/sql_server_address.h"
#include "engine/history/store/sql_session.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <atomic>

namespace tongdai {

/// A MySQL (8.0.19 or newer) or MariaDB (10.6 or newer) server through Qt's driver. The driver neither notices a lost
/// connection nor repairs one: it is thrown away here at the first error that says so (guarantees 2.1). Many rows are
/// inserted by one statement; updates go one by one. Ids are VARBINARY, READ COMMITTED, updates count matched rows
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
    QStringList durabilityProblems() override;

    void begin() override;
    void commit() override;
    bool rollback() noexcept override;
    SqlRows run(const QString& sql) override;
    void insertMany(const SqlInsert& insert, std::span<const SqlParams> rows) override;
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
    QSqlQuery& prepared(const QString& sql);
    SqlRows runStatement(const QString& sql, const SqlParams& values, qint64* matched);
    [[noreturn]] void fail(const QSqlError& error, const QString& operation);

    SqlServerAddress m_address;
    Access m_access;
    QString m_target;
    QString m_connection;
    QSqlDatabase m_database;
    qint64 m_serverConnection = 0;
    qint64 m_toldId = 0;  ///< what the last change said by last_insert_id()
    QHash<QString, std::shared_ptr<QSqlQuery>> m_statements;
    std::shared_ptr<Running> m_running = std::make_shared<Running>();
};

}  // namespace tongdai
