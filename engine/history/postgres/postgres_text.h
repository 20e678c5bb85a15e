#pragma once

#include "engine/history/store/sql_server_address.h"
#include "engine/history/store/sql_session.h"

#include <optional>
#include <string>

namespace tongdai::postgres {

/// How statements and values are spelled for PostgreSQL. Values travel as text: the server knows their types from the
/// statement. Pure functions, any thread.

/// `?` outside of quotes becomes $1, $2, …
std::string withNumbers(const QString& sql);
/// Empty: NULL.
std::optional<std::string> spelled(const SqlValue& value);
/// The values of one column over all rows as an array: one parameter however many rows.
std::string arrayOf(std::span<const SqlParams> rows, size_t column);
std::string arrayOf(std::span<const SqlValue> values);
QString typeName(SqlType type);

QString insertText(const SqlInsert& insert, const QString& conflictClause);
QString updateText(const SqlUpdate& update);
/// ` in ({list})` becomes a comparison with one array: one statement, and one plan, for every length.
QString listText(const QString& sql);
/// `{any a = ? and b = ?}` becomes a comparison with the rows of one array a column, of the types in `set`.
/// `{given}` becomes the rows themselves, as `given`, for a question that only this store is asked.
QString anyText(const QString& sql, const SqlParams& set);
/// The servers of an address, "host1,host2:5433": ports as many as names, empty ones the usual; none where all are
/// usual.
struct HostList {
    QStringList names;
    QStringList ports;
};
HostList hostsOf(const SqlServerAddress& address);

/// libpq's connection string, with the deadlines of guarantees 2.14 and, unless a pooler is there, the SessionTerms.
std::string connectionString(const SqlServerAddress& address, bool readOnly);

}  // namespace tongdai::postgres
