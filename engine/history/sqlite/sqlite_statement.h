#pragma once

#include "engine/history/store/sql_value.h"

#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace tongdai {

/// One statement of SQLite's own interface: values go in and come out without a copy of their own in between. Belongs
/// to its connection's thread, and ends before the connection does.
class SqliteStatement {
public:
    /// Kept: it is going to be used again and again. False in bool: `connection` has the error.
    enum class Life { Once, Kept };
    SqliteStatement(sqlite3* connection, const QString& sql, Life life);

    explicit operator bool() const { return m_statement != nullptr; }
    /// There was a second statement behind it, which would never be carried out.
    bool hasMore() const { return m_hasMore; }

    /// Carries it out with these values and reads the answer to its end; afterwards it may be run again. An open reader
    /// would keep the write-ahead log from shrinking, so nothing stays open, also after an error. False: an error,
    /// whose code is `error()`.
    bool run(const SqlParams& values, SqlRows& answer);
    int error() const { return m_error; }

private:
    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const;
    };
    bool bind(const SqlParams& values);
    bool bindOne(int place, const SqlValue& value);
    SqlValue cell(int column) const;

    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
    std::vector<QByteArray> m_texts;  ///< SQLite reads them while the statement runs
    bool m_hasMore = false;
    int m_error = 0;
};

}  // namespace tongdai
