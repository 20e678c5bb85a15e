#pragma once

#include "engine/history/sql_server_address.h"
#include "engine/history/sql_session.h"

#include <atomic>

namespace tongdai {

/// A PostgreSQL server (12 or newer) through libpqxx. One connection, never repaired: when it breaks it is thrown away
/// and the next open() makes a new one (guarantees 2.1). Many rows travel as one array per column, lists as one array.
/// A plan made while a table was empty is not kept: see PlanAge.
/// The server ends a statement after 5 s, waiting for a lock after 2 s and an idle transaction after 5 s
/// (guarantees 2.14).
class PostgresSession final : public SqlSession {
public:
    enum class Access { ReadWrite, ReadOnly };
    PostgresSession(SqlServerAddress address, Access access);
    ~PostgresSession() override;

    QString target() const override { return m_target; }
    void open() override;
    void close() noexcept override;
    bool isOpen() const override { return m_link != nullptr; }
    QStringList durabilityProblems() override;

    void begin() override;
    void commit() override;
    bool rollback() noexcept override;
    SqlRows run(const QString& sql) override;
    void insertMany(const SqlInsert& insert, std::span<const SqlParams> rows) override;
    qint64 updateMany(const SqlUpdate& update, std::span<const SqlParams> rows) override;
    /// One statement.
    void write(SqlWrites& writes) override;
    void write(SqlNumbered& numbered) override;
    bool plansEachText() const override { return true; }
    /// Asks the server over a second connection, on a thread of its own: connecting may take its time.
    void interrupt() noexcept override;

protected:
    SqlRows runPrepared(const QString& sql, const SqlParams& values, qint64* matched) override;
    SqlRows runList(const QString& sql, std::span<const SqlValue> list, const SqlParams& before, const SqlParams& after,
                    qint64* matched) override;
    SqlRows runAny(const QString& sql, std::span<const SqlParams> sets) override;

private:
    using Spelled = std::vector<std::optional<std::string>>;
    struct Link;
    /// What interrupt() must know; outlives the session while a cancellation is on its way.
    struct Running {
        std::atomic<int> backend = 0;     ///< 0: no statement runs
        std::atomic<quint64> number = 0;  ///< of the statement
    };
    template <class Act>
    auto guarded(const QString& operation, Act act);
    [[noreturn]] void translate(const QString& operation);
    SqlRows runSpelled(const QString& sql, const Spelled& values, qint64* matched);
    qint64 runArrays(const QString& sql, size_t columns, std::span<const SqlParams> rows);

    SqlServerAddress m_address;
    Access m_access;
    QString m_target;
    std::unique_ptr<Link> m_link;
    std::shared_ptr<Running> m_running = std::make_shared<Running>();
    QHash<QString, QString> m_arrayTexts;  ///< statements with a list, as they are prepared
};

}  // namespace tongdai
