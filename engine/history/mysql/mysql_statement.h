#pragma once

#include "engine/history/store/sql_value.h"

#include <memory>
#include <span>

struct st_mysql;
struct st_mysql_stmt;

namespace tongdai {

/// One prepared statement of the client library's own interface: values go in and come out as the bytes they are, and
/// many rows travel in one round trip where the server knows how (MariaDB's bulk execution). Belongs to its
/// connection's thread, and ends before the connection does.
class MysqlStatement {
public:
    /// False in bool: error() and errorText() say why.
    MysqlStatement(st_mysql* connection, const QString& sql);

    explicit operator bool() const { return m_isReady; }
    int error() const { return m_error; }
    const QString& errorText() const { return m_errorText; }

    /// Carries it out with these values and reads the answer to its end. False: an error.
    bool run(const SqlParams& values, SqlRows& answer);
    /// A value of many rows: what the parameter holds, and where it stands in a row.
    struct Parameter {
        SqlType type;
        size_t place;
    };
    /// Carries it out once for each row, in their order, with one round trip. Only where the server can: see
    /// takesManyRows(). False: an error; how far it came is not known.
    bool runMany(std::span<const Parameter> parameters, std::span<const SqlParams> rows);
    static bool takesManyRows(st_mysql* connection);

    /// Of the last run: rows matched, all together, and what it said by last_insert_id().
    qint64 matched() const;
    qint64 toldId() const;

private:
    struct Closer {
        void operator()(st_mysql_stmt* statement) const;
    };
    bool fetch(SqlRows& answer);
    bool failed();

    st_mysql* m_connection;
    std::unique_ptr<st_mysql_stmt, Closer> m_statement;
    bool m_isReady = false;
    int m_error = 0;
    QString m_errorText;
};

}  // namespace tongdai
