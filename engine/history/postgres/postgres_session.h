#pragma once

#include "engine/history/postgres/postgres_link.h"
#include "engine/history/store/sql_server_address.h"
#include "engine/history/store/sql_session.h"

#include <atomic>
#include <mutex>

namespace tongdai {

/// A PostgreSQL server (12 or newer) through libpq. One connection, never repaired: when it breaks it is thrown away
/// and the next open() makes a new one (guarantees 2.1). Many rows travel as one array per column, lists as one array.
/// The beginning of a transaction goes with its first statement, its end with its last, questions that are expected
/// with the one before: statements that need not wait for each other's answers are one round trip.
/// A plan made while a table was empty is not kept: see PlanAge.
/// The server ends a statement after 5 s, waiting for a lock after 2 s and an idle transaction after 5 s
/// (guarantees 2.14). Behind a pooler nothing outlives a transaction: statements travel with their text, and what holds
/// for them flies with the beginning of each (guarantees 2.22).
class PostgresSession final : public SqlSession {
public:
    enum class Access { ReadWrite, ReadOnly };
    PostgresSession(SqlServerAddress address, Access access);
    ~PostgresSession() override;

    QString target() const override { return m_target; }
    void open() override;
    void close() noexcept override;
    bool isOpen() const override { return m_link != nullptr; }
    QString tlsVersion() override;
    QStringList durabilityProblems() override;
    void liftLimits() override;

    void begin() override;
    void commit() override;
    bool rollback() noexcept override;
    SqlRows run(const QString& sql) override;
    std::vector<SqlRows> queryTogether(std::span<const SqlQuestion> questions) override;
    void insertMany(const SqlInsert& insert, std::span<const SqlParams> rows) override;
    qint64 updateMany(const SqlUpdate& update, std::span<const SqlParams> rows) override;
    /// One statement.
    void write(SqlWrites& writes) override;
    void write(SqlNumbered& numbered) override;
    /// One round trip. Whether counted updates found all their rows the server checks itself.
    void writeAndCommit(SqlWrites& writes, SqlNumbered& numbered, const std::function<void()>& beforeCommit) override;
    bool asksAhead() const override { return true; }
    void expectList(const QString& sql, std::span<const SqlValue> list) override;
    void expectAny(const QString& sql, std::span<const SqlParams> sets) override;
    bool plansEachText() const override { return true; }
    /// Asks the server, or the pooler, over a second connection, on a thread of its own: connecting may take its time.
    /// A pooler is told of the connection, not of the statement: when the word is late it ends the next one. Such a
    /// session is closed with the statement, which throws Interrupted even where it was carried out.
    void interrupt() noexcept override;

protected:
    SqlRows runPrepared(const QString& sql, const SqlParams& values, qint64* matched) override;
    SqlRows runList(const QString& sql, std::span<const SqlValue> list, const SqlParams& before, const SqlParams& after,
                    qint64* matched) override;
    SqlRows runAny(const QString& sql, std::span<const SqlParams> sets) override;

private:
    using Spelled = postgres::PostgresLink::Values;
    struct Question {
        QString sql;
        Spelled values;
        bool operator==(const Question&) const = default;
    };
    struct Link;
    /// What interrupt() must know; outlives the session while a cancellation is on its way.
    struct Running {
        static constexpr quint64 kIsCancelled = quint64(1) << 63;
        /// Before a cancellation sets out. False: the statement has ended.
        bool markCancelled(quint64 number);
        /// Whether one has set out that may still arrive.
        bool end() { return (statement.exchange(0) & kIsCancelled) != 0; }

        std::atomic<int> backend = 0;        ///< that carries the statement out
        std::atomic<quint64> statement = 0;  ///< its number, with kIsCancelled where it is; 0: none runs
        std::mutex mutex;
        std::shared_ptr<pg_cancel> way;  ///< through a pooler; guarded by the mutex
    };
    template <class Act>
    auto guarded(const QString& operation, Act act);
    [[noreturn]] void translate(const QString& operation);
    [[noreturn]] void refuse(const QString& cause);
    std::vector<postgres::PostgresLink::Answer> fly(const std::vector<Question>& questions);
    static Spelled spelled(const SqlParams& values);
    SqlRows ask(const QString& sql, Spelled values);
    qint64 change(const QString& sql, Spelled values);
    SqlRows runSpelled(const QString& sql, Spelled values, qint64* matched);
    void forgetAll();
    const QString& listText(const QString& sql);
    const QString& anyText(const QString& sql, std::span<const SqlParams> sets);
    static Spelled arraysOf(std::span<const SqlParams> rows);
    Question questionOf(const SqlWrites& writes, bool mustFindAll);
    Question questionOf(const SqlNumbered& numbered);
    static void takeNumbers(const SqlRows& counter, SqlNumbered& numbered);

    SqlServerAddress m_address;
    Access m_access;
    QString m_target;
    std::unique_ptr<Link> m_link;
    quint64 m_statementNumber = 0;
    std::shared_ptr<Running> m_running = std::make_shared<Running>();
    QHash<QString, QString> m_arrayTexts;   ///< statements with a list, as they are prepared
    QHash<QString, QString> m_writeTexts;   ///< by shape
    QHash<QString, QString> m_numberTexts;  ///< by table
};

}  // namespace tongdai
