#pragma once

#include "engine/history/store/sql_error.h"
#include "engine/history/store/sql_value.h"
#include "engine/history/store/sql_writes.h"

#include <QHash>

#include <functional>
#include <memory>
#include <span>

namespace tongdai {

/// Where the stores differ in words. Verbs use the markers in braces instead:
///   {now}         the store's own clock as seconds since 1970 with a fraction, a double
///   {for_update}  end of a select that locks its rows until the transaction ends; empty where the store needs none
///   {skip_locked} the same, leaving out rows somebody else has locked
///   {index NAME}  behind a table: rows are found by this index, however small the table is, so that no other row is
///                 locked on the way; empty where the store locks what it returns only
///   {list}        place for the values of queryList()
///   {any …}       condition of queryAny()
struct SqlDialect {
    QString name;  ///< "sqlite", "postgres", "mysql": also the folder of its migrations
    QString now;
    QString forUpdate;
    QString skipLocked;
    QString forceIndex;            ///< with %1 for the name
    bool ddlInTransaction = true;  ///< false: a DDL statement commits (MySQL)
};

struct SqlQuestion {
    QString sql;
    SqlParams values;
};

/// One connection to the durable store, owned by one thread. Commands and queries are written once against this
/// interface, in SQL all three stores understand: `?` for values, no RETURNING, no upsert syntax, no functions that
/// differ.
///
/// Statements are prepared once per connection and found again by their text, so texts must be constants.
/// Every call ends within the session's statement time limit. @throws SqlError
class SqlSession {
public:
    explicit SqlSession(SqlDialect dialect) : m_dialect(std::move(dialect)) {}
    virtual ~SqlSession() = default;
    SqlSession(const SqlSession&) = delete;
    SqlSession& operator=(const SqlSession&) = delete;

    const SqlDialect& dialect() const { return m_dialect; }
    /// For people: file or address, without credentials.
    virtual QString target() const = 0;

    virtual void open() = 0;
    /// Also with a broken connection, never throws; afterwards open() may be called again.
    virtual void close() noexcept = 0;
    virtual bool isOpen() const = 0;
    /// On the way to the server; empty: everything travels in clear text.
    virtual QString tlsVersion() { return {}; }
    /// Whether what was committed survives a power cut (guarantees 2.17): what is wrong, in words; empty: all is well.
    virtual QStringList durabilityProblems() = 0;
    /// Before first use: @throws SqlError Corrupt when the stored data are damaged. Servers look after themselves.
    virtual void checkUndamaged() {}

    /// The limits of a desk's connection to a server are for small statements: without them until the session is opened
    /// again. Nothing to do for an embedded store.
    virtual void liftLimits() {}

    /// A transaction that will write: takes the write lock at once where there is one (SQLite), READ COMMITTED
    /// elsewhere.
    virtual void begin() = 0;
    /// An error of commit means "unknown" unless it is Retry or Full.
    virtual void commit() = 0;
    /// Never throws. False: the connection is of no use any more and was closed.
    virtual bool rollback() noexcept = 0;

    SqlRows query(const QString& sql, const SqlParams& values = {});
    /// Rows matched (not rows changed: MySQL sessions set CLIENT_FOUND_ROWS).
    qint64 execute(const QString& sql, const SqlParams& values = {});
    /// `sql` holds ` in ({list})` once, the list being values of one column; `before` and `after` are the values around
    /// it. Any length; long lists are asked in pieces, so an `order by` holds within a piece only. Sort the list where
    /// the order of locking matters.
    SqlRows queryList(const QString& sql, const SqlParams& list, const SqlParams& before = {},
                      const SqlParams& after = {});
    /// Rows that fit any of several sets of values: `{any a = ? and b = ?}` in `sql` holds the columns a set is
    /// compared with, in its order. In pieces as well.
    static constexpr size_t kMostSets = 64;  ///< of a piece; beyond it a set costs several times as much
    SqlRows queryAny(const QString& sql, std::span<const SqlParams> sets);
    /// Questions whose values are known before any of their answers: one round trip where the store can.
    virtual std::vector<SqlRows> queryTogether(std::span<const SqlQuestion> questions);
    qint64 executeList(const QString& sql, const SqlParams& list, const SqlParams& before = {},
                       const SqlParams& after = {});

    /// One statement as it stands, without values and not prepared: migrations, settings.
    virtual SqlRows run(const QString& sql) = 0;

    /// Many rows in as few round trips as the store can. The default loops over one prepared statement.
    virtual void insertMany(const SqlInsert& insert, std::span<const SqlParams> rows);
    /// Rows matched, all together.
    virtual qint64 updateMany(const SqlUpdate& update, std::span<const SqlParams> rows);
    /// All of them, in as few round trips as the store can, with what they are to tell filled in. The default carries
    /// them out one after the other.
    virtual void write(SqlWrites& writes);
    virtual void write(SqlNumbered& numbered);
    /// The last of a transaction: writes, numbers and commits, in as few round trips as the store can. `beforeCommit`
    /// is called when nothing but the commit can be carried out without our knowing any more. @throws StoreError
    /// Corrupt when a counted update did not find each of its rows; then nothing is committed.
    virtual void writeAndCommit(SqlWrites& writes, SqlNumbered& numbered, const std::function<void()>& beforeCommit);

    /// Whether expecting helps: the store is a round trip away.
    virtual bool asksAhead() const { return false; }
    /// Says that queryList() or queryAny() with the same text and values will be called in this transaction: it may be
    /// asked together with the statement before it, and is asked again when something was changed in between. At most
    /// one piece. No answer is missing where nobody expected.
    virtual void expectList(const QString& /*sql*/, std::span<const SqlValue> /*list*/) {}
    virtual void expectAny(const QString& /*sql*/, std::span<const SqlParams> /*sets*/) {}

    /// Whether every new text is costly, because the store plans it: then one text for many rows is better than one
    /// that fits.
    virtual bool plansEachText() const { return false; }

    /// Statements carried out so far, begin and commit among them. What a connection needs once, its settings and
    /// making a statement ready, does not count, nor does run().
    qint64 statements() const { return m_statements; }
    /// How often somebody waited for the store to carry out one of them, or several that go together.
    qint64 roundTrips() const { return m_roundTrips; }

    /// From any thread: ends the statement that runs now, which then throws Interrupted. Best effort.
    virtual void interrupt() noexcept = 0;

protected:
    /// `sql` has its markers replaced already and is stable: the key of the prepared statement.
    virtual SqlRows runPrepared(const QString& sql, const SqlParams& values, qint64* matched) = 0;
    /// A piece of queryList() or executeList(). The default has a place for each value, in a few lengths.
    virtual SqlRows runList(const QString& sql, std::span<const SqlValue> list, const SqlParams& before,
                            const SqlParams& after, qint64* matched);
    /// A piece of queryAny(). The default repeats the condition for each set, in a few lengths.
    virtual SqlRows runAny(const QString& sql, std::span<const SqlParams> sets);
    /// Inserts the rows and fills in `ids`. The default asks for them in a second statement.
    virtual void insertTelling(SqlWrites::Insert& given);
    /// One statement for so many rows.
    QString insertText(const SqlInsert& insert, size_t rows) const;
    /// One statement for one row: first the values of its columns, then those of its keys.
    QString updateText(const SqlUpdate& update);
    /// Adds to a row of `counters`, which stays locked; the new value. The default asks for it in a second statement.
    virtual qint64 countUp(const QString& counter, qint64 by);
    /// End of an insert statement for OnConflict other than Fail.
    virtual QString conflictClause(const SqlInsert& insert) const;
    const QString& expanded(const QString& sql, int listSize = 0);
    void noteStatement() { noteFlight(1); }
    void noteFlight(size_t statements)
    {
        m_statements += qint64(statements);
        m_roundTrips += 1;
    }

private:
    SqlDialect m_dialect;
    qint64 m_statements = 0;
    qint64 m_roundTrips = 0;
    QHash<std::pair<QString, int>, QString> m_expanded;
};

/// Makes one more session to the same store; called on the thread that will own it, does no I/O.
using SqlSessionFactory = std::function<std::unique_ptr<SqlSession>()>;

}  // namespace tongdai
