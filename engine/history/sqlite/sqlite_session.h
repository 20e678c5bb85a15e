#pragma once

#include "engine/history/sqlite/sqlite_statement.h"
#include "engine/history/store/sql_session.h"

#include <QMutex>

namespace tongdai {

/// The embedded store: one SQLite file, WAL, every commit flushed (guarantees 2.17). Refuses a file that is damaged,
/// empty, belongs to another program or lies on a network file system, and never overwrites one.
class SqliteSession final : public SqlSession {
public:
    /// Foreign: reads a file that came from outside and is not trusted (security S38): its schema may call nothing, and
    /// SQLite looks twice at every cell.
    enum class Access { ReadWrite, ReadOnly, Foreign };
    SqliteSession(QString file, Access access);
    ~SqliteSession() override;

    QString target() const override { return m_file; }
    void open() override;
    void close() noexcept override;
    bool isOpen() const override { return m_handle != nullptr; }
    QStringList durabilityProblems() override;
    void checkUndamaged() override;

    void begin() override;
    void commit() override;
    bool rollback() noexcept override;
    SqlRows run(const QString& sql) override;
    void interrupt() noexcept override;

protected:
    SqlRows runPrepared(const QString& sql, const SqlParams& values, qint64* matched) override;
    qint64 countUp(const QString& counter, qint64 by) override;
    void insertTelling(SqlWrites::Insert& given) override;

private:
    void checkFileSystem();
    void checkHeader();
    void beDefensive();
    void configure();
    SqliteStatement& prepared(const QString& sql);
    SqlRows runStatement(const QString& sql, const SqlParams& values, qint64* matched);
    SqlError errorOf(const QString& operation) const;
    [[noreturn]] void fail(const QString& operation) const;

    QString m_file;
    Access m_access;
    QHash<QString, std::shared_ptr<SqliteStatement>> m_statements;
    QMutex m_handleGuard;  ///< interrupt() comes from other threads
    sqlite3* m_handle = nullptr;
};

}  // namespace tongdai
