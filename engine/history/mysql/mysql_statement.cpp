#include "engine/history/mysql/mysql_statement.h"

#include <mysql.h>

#include <algorithm>

namespace tongdai {

namespace {

constexpr unsigned kBinaryCharacters = 63;
/// Longer values are asked for by themselves.
constexpr size_t kCellBytes = 1024;

enum enum_field_types typeOnTheWire(SqlType type)
{
    switch (type) {
        case SqlType::Integer: return MYSQL_TYPE_LONGLONG;
        case SqlType::Real: return MYSQL_TYPE_DOUBLE;
        case SqlType::Text:
        case SqlType::Json: return MYSQL_TYPE_STRING;
        case SqlType::Bytes:
        case SqlType::Id:
        case SqlType::Uuid: return MYSQL_TYPE_BLOB;
    }
    Q_UNREACHABLE();
}

/// Values of one row while their statement runs.
struct BoundRow {
    explicit BoundRow(const SqlParams& values)
        : binds(values.size()), integers(values.size()), reals(values.size()), texts(values.size())
    {
        for (size_t i = 0; i < values.size(); ++i)
            bind(i, values[i]);
    }
    void bind(size_t i, const SqlValue& value)
    {
        MYSQL_BIND& bound = binds[i];
        bound.buffer_type = value.isNull() ? MYSQL_TYPE_NULL : typeOnTheWire(value.type());
        switch (bound.buffer_type) {
            case MYSQL_TYPE_NULL: break;
            case MYSQL_TYPE_LONGLONG:
                integers[i] = value.toInteger();
                bound.buffer = &integers[i];
                break;
            case MYSQL_TYPE_DOUBLE:
                reals[i] = value.toReal();
                bound.buffer = &reals[i];
                break;
            default:
                texts[i] = value.toBytes();
                bound.buffer = const_cast<char*>(texts[i].constData());  // is only read
                bound.buffer_length = ulong(texts[i].size());
        }
    }

    std::vector<MYSQL_BIND> binds;
    std::vector<qint64> integers;
    std::vector<double> reals;
    std::vector<QByteArray> texts;
};

/// One parameter of many rows.
struct BoundColumn {
    BoundColumn(const MysqlStatement::Parameter& parameter, std::span<const SqlParams> rows, MYSQL_BIND& bound)
    {
        missing.resize(rows.size(), STMT_INDICATOR_NONE);
        bound.buffer_type = typeOnTheWire(parameter.type);
        bound.u.indicator = missing.data();
        switch (bound.buffer_type) {
            case MYSQL_TYPE_LONGLONG:
                integers.resize(rows.size());
                bound.buffer = integers.data();
                break;
            case MYSQL_TYPE_DOUBLE:
                reals.resize(rows.size());
                bound.buffer = reals.data();
                break;
            default:
                texts.resize(rows.size());
                pointers.resize(rows.size());
                lengths.resize(rows.size());
                bound.buffer = static_cast<void*>(pointers.data());
                bound.length = lengths.data();
        }
        for (size_t row = 0; row < rows.size(); ++row)
            take(row, rows[row][parameter.place], bound.buffer_type);
    }
    void take(size_t row, const SqlValue& value, enum enum_field_types type)
    {
        if (value.isNull()) {
            missing[row] = STMT_INDICATOR_NULL;
            return;
        }
        if (type == MYSQL_TYPE_LONGLONG) {
            integers[row] = value.toInteger();
        } else if (type == MYSQL_TYPE_DOUBLE) {
            reals[row] = value.toReal();
        } else {
            texts[row] = value.toBytes();
            pointers[row] = texts[row].constData();
            lengths[row] = ulong(texts[row].size());
        }
    }

    std::vector<char> missing;
    std::vector<qint64> integers;
    std::vector<double> reals;
    std::vector<QByteArray> texts;
    std::vector<const char*> pointers;
    std::vector<ulong> lengths;
};

/// What a column of an answer is read as.
enum enum_field_types readType(const MYSQL_FIELD& field)
{
    switch (field.type) {
        case MYSQL_TYPE_TINY:
        case MYSQL_TYPE_SHORT:
        case MYSQL_TYPE_LONG:
        case MYSQL_TYPE_INT24:
        case MYSQL_TYPE_LONGLONG:
        case MYSQL_TYPE_YEAR: return MYSQL_TYPE_LONGLONG;
        case MYSQL_TYPE_FLOAT:
        case MYSQL_TYPE_DOUBLE:
        case MYSQL_TYPE_DECIMAL:
        case MYSQL_TYPE_NEWDECIMAL: return MYSQL_TYPE_DOUBLE;
        case MYSQL_TYPE_TINY_BLOB:
        case MYSQL_TYPE_MEDIUM_BLOB:
        case MYSQL_TYPE_LONG_BLOB:
        case MYSQL_TYPE_BLOB:
        case MYSQL_TYPE_VARCHAR:
        case MYSQL_TYPE_VAR_STRING:
        case MYSQL_TYPE_STRING:
        case MYSQL_TYPE_BIT: return field.charsetnr == kBinaryCharacters ? MYSQL_TYPE_BLOB : MYSQL_TYPE_STRING;
        default: return MYSQL_TYPE_STRING;  // times as text
    }
}

/// One column of an answer, row after row.
struct ReadColumn {
    enum enum_field_types type = MYSQL_TYPE_NULL;
    qint64 integer = 0;
    double real = 0;
    ulong length = 0;
    my_bool isNull = 0;
    my_bool isCut = 0;
};

class Answer {
public:
    Answer(st_mysql_stmt* statement, const MYSQL_FIELD* fields, size_t count)
        : m_statement(statement), m_columns(count), m_binds(count), m_cells(count * kCellBytes)
    {
        for (size_t i = 0; i < count; ++i) {
            ReadColumn& column = m_columns[i];
            column.type = readType(fields[i]);
            MYSQL_BIND& bound = m_binds[i];
            bound.buffer_type = column.type;
            bound.length = &column.length;
            bound.is_null = &column.isNull;
            bound.error = &column.isCut;
            if (column.type == MYSQL_TYPE_LONGLONG) {
                bound.buffer = &column.integer;
            } else if (column.type == MYSQL_TYPE_DOUBLE) {
                bound.buffer = &column.real;
            } else {
                bound.buffer = m_cells.data() + i * kCellBytes;
                bound.buffer_length = kCellBytes;
            }
        }
    }
    MYSQL_BIND* binds() { return m_binds.data(); }
    bool append(SqlRows& rows)
    {
        for (size_t i = 0; i < m_columns.size(); ++i) {
            const ReadColumn& column = m_columns[i];
            if (column.isNull)
                rows.append(SqlValue());
            else if (column.type == MYSQL_TYPE_LONGLONG)
                rows.append(column.integer);
            else if (column.type == MYSQL_TYPE_DOUBLE)
                rows.append(column.real);
            else if (!appendBytes(rows, i))
                return false;
        }
        return true;
    }

private:
    bool appendBytes(SqlRows& rows, size_t i)
    {
        const ReadColumn& column = m_columns[i];
        QByteArray bytes(qsizetype(column.length), Qt::Uninitialized);
        if (column.length <= kCellBytes) {
            std::copy_n(m_cells.data() + i * kCellBytes, column.length, bytes.data());
        } else {
            MYSQL_BIND whole{};
            ulong length = 0;
            my_bool isNull = 0;
            my_bool isCut = 0;
            whole.buffer_type = column.type;
            whole.buffer = bytes.data();
            whole.buffer_length = column.length;
            whole.length = &length;
            whole.is_null = &isNull;
            whole.error = &isCut;
            if (mysql_stmt_fetch_column(m_statement, &whole, unsigned(i), 0) != 0) return false;
        }
        if (column.type == MYSQL_TYPE_BLOB)
            rows.append(SqlValue::bytes(std::move(bytes)));
        else
            rows.append(SqlValue::utf8(std::move(bytes)));
        return true;
    }

    st_mysql_stmt* m_statement;
    std::vector<ReadColumn> m_columns;
    std::vector<MYSQL_BIND> m_binds;
    std::vector<char> m_cells;
};

}  // namespace

void MysqlStatement::Closer::operator()(st_mysql_stmt* statement) const
{
    mysql_stmt_close(statement);
}

MysqlStatement::MysqlStatement(st_mysql* connection, const QString& sql) : m_connection(connection)
{
    const QByteArray text = sql.toUtf8();
    m_statement.reset(mysql_stmt_init(connection));
    if (!m_statement) {
        m_error = 2008;
        m_errorText = QStringLiteral("out of memory");
        return;
    }
    m_isReady = mysql_stmt_prepare(m_statement.get(), text.constData(), ulong(text.size())) == 0 || failed();
}

/// Always false. What ends an answer in the middle is known to the connection alone.
bool MysqlStatement::failed()
{
    m_error = int(mysql_stmt_errno(m_statement.get()));
    m_errorText = QString::fromUtf8(mysql_stmt_error(m_statement.get()));
    if (m_error != 0) return false;
    m_error = int(mysql_errno(m_connection));
    m_errorText = QString::fromUtf8(mysql_error(m_connection));
    if (m_error == 0) m_error = 2000;  // an error nobody knows: the connection is of no use
    return false;
}

bool MysqlStatement::takesManyRows(st_mysql* connection)
{
    ulong extended = 0;
    if (mariadb_get_infov(connection, MARIADB_CONNECTION_EXTENDED_SERVER_CAPABILITIES, &extended) != 0) return false;
    return (extended & ulong(MARIADB_CLIENT_STMT_BULK_OPERATIONS >> 32)) != 0;
}

bool MysqlStatement::run(const SqlParams& values, SqlRows& answer)
{
    BoundRow bound(values);
    m_error = 0;
    const unsigned alone = 0;
    mysql_stmt_attr_set(m_statement.get(), STMT_ATTR_ARRAY_SIZE, &alone);
    if (values.size() != mysql_stmt_param_count(m_statement.get())) {
        m_error = 1210;  // wrong arguments
        m_errorText =
            QStringLiteral("%1 values for %2 places").arg(values.size()).arg(mysql_stmt_param_count(m_statement.get()));
        return false;
    }
    if (!values.empty() && mysql_stmt_bind_param(m_statement.get(), bound.binds.data()) != 0) return failed();
    if (mysql_stmt_execute(m_statement.get()) != 0) return failed();
    if (mysql_stmt_field_count(m_statement.get()) == 0) return true;
    const bool isRead = fetch(answer);
    mysql_stmt_free_result(m_statement.get());
    return isRead;
}

bool MysqlStatement::runMany(std::span<const Parameter> parameters, std::span<const SqlParams> rows)
{
    m_error = 0;
    const auto count = unsigned(rows.size());
    std::vector<MYSQL_BIND> binds(parameters.size());
    std::vector<BoundColumn> columns;
    columns.reserve(parameters.size());  // the binds point into them
    for (size_t i = 0; i < parameters.size(); ++i)
        columns.emplace_back(parameters[i], rows, binds[i]);
    mysql_stmt_attr_set(m_statement.get(), STMT_ATTR_ARRAY_SIZE, &count);
    if (mysql_stmt_bind_param(m_statement.get(), binds.data()) != 0) return failed();
    return mysql_stmt_execute(m_statement.get()) == 0 || failed();
}

bool MysqlStatement::fetch(SqlRows& answer)
{
    const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> description(
        mysql_stmt_result_metadata(m_statement.get()), &mysql_free_result);
    if (!description) return failed();
    const unsigned count = mysql_num_fields(description.get());
    Answer read(m_statement.get(), mysql_fetch_fields(description.get()), count);
    if (mysql_stmt_bind_result(m_statement.get(), read.binds()) != 0) return failed();
    SqlRows rows{int(count)};
    for (;;) {
        const int fetched = mysql_stmt_fetch(m_statement.get());
        if (fetched == MYSQL_NO_DATA) break;
        if ((fetched != 0 && fetched != MYSQL_DATA_TRUNCATED) || !read.append(rows)) return failed();
    }
    answer = std::move(rows);
    return true;
}

qint64 MysqlStatement::matched() const
{
    return qint64(mysql_stmt_affected_rows(m_statement.get()));
}

qint64 MysqlStatement::toldId() const
{
    return qint64(mysql_stmt_insert_id(m_statement.get()));
}

}  // namespace tongdai
